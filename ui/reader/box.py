"""A box drawn on a page, by mouse or by keys: a table, a chart, a place on a scan without words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from evidence_app.domain.pageview import Box
from ui.widgets.places import announce

if TYPE_CHECKING:
    from ui.reader.view import PageView

# Points: a box begins this large where no pointer draws it, and keys move it by this much; Ctrl by less.
FIRST = (220.0, 120.0)
STEP, FINE = 12.0, 2.0
HINT = (
    "Draw a box about what is to be kept: drag, or move it with the arrow keys and stretch it with Shift and the "
    "arrow keys, Ctrl for small steps. Enter takes it, Esc leaves."
)
_MOVES = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


class BoxDrawing(QObject):
    """The box of one view.

    Attributes:
        active: whether it is being drawn.
        page, rect: where it is, in points of the page; no rectangle while there is none.
    """

    drawn = Signal(int, object)  # page, Box
    changed = Signal()

    def __init__(self, view: PageView) -> None:
        super().__init__(view)
        self.active = False
        self.page = 1
        self.rect: QRectF | None = None
        self._view = view
        self._from: QPointF | None = None

    def begin(self) -> None:
        """Puts a box into the middle of the view."""
        spot = self._view.spot(QPointF(self._view.viewport().rect().center()))
        if spot is None:
            return
        page, middle = spot
        self.begin_at(page, QRectF(middle.x() - FIRST[0] / 2, middle.y() - FIRST[1] / 2, *FIRST))

    def begin_at(self, page: int, rect: QRectF) -> None:
        """Takes up a box where one is, in points of its page."""
        self.page = page
        self.rect = self._inside(rect)
        self.active = True
        self._view.selection = None
        self._view.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self._view.setFocus()
        announce(self._view, HINT)
        self.changed.emit()

    def clear(self) -> None:
        """Takes the box away."""
        if self.active or self.rect is not None:
            self.active, self.rect, self._from = False, None, None
            self._view.viewport().setCursor(Qt.CursorShape.ArrowCursor)
            self.changed.emit()

    def key(self, event: QKeyEvent) -> bool:
        """Does what a key means to a box that is being drawn.

        Returns:
            False where it means nothing.
        """
        key = Qt.Key(event.key())
        if not self.active or self.rect is None:
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        elif key == Qt.Key.Key_Escape:
            self.clear()
        elif key in _MOVES:
            step = FINE if event.modifiers() & Qt.KeyboardModifier.ControlModifier else STEP
            across, down = (part * step for part in _MOVES[key])
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.rect = self._inside(self.rect.adjusted(0, 0, across, down))
            else:
                self.rect = self._inside(self.rect.translated(across, down))
            self._view.follow(self.page, [self.rect])
            self.changed.emit()
        else:
            return False
        return True

    def press(self, event: QMouseEvent) -> None:
        """Begins a box with the mouse."""
        spot = self._view.spot(event.position())
        if event.button() == Qt.MouseButton.LeftButton and spot is not None:
            self.page, self._from = spot

    def move(self, event: QMouseEvent) -> None:
        """Draws it as far as the pointer came."""
        if self._from is not None:
            place = self._view.plan.point(self.page, event.position() + self._view.seen.topLeft())
            self.rect = self._inside(QRectF(self._from, place).normalized())
            self.changed.emit()

    def release(self, event: QMouseEvent) -> None:
        """Takes it."""
        if event.button() == Qt.MouseButton.LeftButton and self._from is not None:
            self.move(event)
            self._from = None
            self._take()

    def _take(self) -> None:
        rect = self.rect
        if rect is not None and rect.width() >= STEP and rect.height() >= STEP:
            self.active = False
            self._view.viewport().setCursor(Qt.CursorShape.ArrowCursor)
            box: Box = (rect.left(), rect.top(), rect.right(), rect.bottom())
            self.drawn.emit(self.page, box)

    def _inside(self, rect: QRectF) -> QRectF:
        """The rectangle within its page, not smaller than a step."""
        page = QRectF(QPointF(), self._view.plan.rect(self.page).size() / self._view.scale)
        wide, high = max(STEP, rect.width()), max(STEP, rect.height())
        left = min(max(0.0, rect.left()), page.width() - STEP)
        top = min(max(0.0, rect.top()), page.height() - STEP)
        return QRectF(left, top, min(wide, page.width() - left), min(high, page.height() - top))
