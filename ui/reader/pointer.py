"""The mouse on the pages: drag selects words, two clicks a sentence, three a paragraph, one presses evidence.

Knobs at both ends of a selection move them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent
from PySide6.QtWidgets import QApplication

from ui.reader.layout import Fit
from ui.reader.selection import Selection
from ui.reader.text import Place, Span

if TYPE_CHECKING:
    from ui.reader.view import PageView

# While a drag is held outside the view, it scrolls this often (ms), by this share of the way outside.
SCROLL_MS = 30
SCROLL_SHARE = 0.4

# The piece of text a drag moves by: the word, sentence or paragraph at a place.
Grain = Callable[[Place], Span | None]


class Pointer(QObject):
    """Turns presses and drags on a view into its selection."""

    def __init__(self, view: PageView) -> None:
        super().__init__(view)
        self._view = view
        self._pressed: QPointF | None = None
        self._origin: Span | None = None
        self._grain: Grain = self._word
        self._dragging = False
        self._last = QPointF()
        self._again = QTimer(self, singleShot=True)
        self._scroll = QTimer(self, interval=SCROLL_MS)
        self._scroll.timeout.connect(self._scroll_on)

    def press(self, event: QMouseEvent) -> None:
        """Begins a drag; with Shift, extends what is selected; soon after a double click, takes the paragraph."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        again = self._again.isActive() and _near(self._last, event.position())
        self._pressed = self._last = event.position()
        self._dragging = False
        if again:
            self._take(event.position(), self._view.text.paragraph)
            return
        self._grain = self._word
        held = self._view.handle_at(event.position())
        if held is not None:
            self._view.selection = held
            self._origin, self._dragging = held.anchor, True
            return
        word = self._word_at(event.position())
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._view.selection is not None and word:
            self._view.selection = self._view.selection.extended(word)
            self._origin, self._dragging = self._view.selection.anchor, True
        else:
            self._origin = word

    def move(self, event: QMouseEvent) -> None:
        """Extends the selection while a button is held; else shows what a click would do."""
        self._last = event.position()
        if self._pressed is None:
            self._point(event.position())
            return
        if not self._dragging and not _near(self._pressed, event.position()):
            self._dragging = True
        if self._dragging:
            self._drag()
            outside = not self._view.viewport().rect().contains(event.position().toPoint())
            if outside != self._scroll.isActive():
                self._scroll.start() if outside else self._scroll.stop()

    def release(self, event: QMouseEvent) -> None:
        """Ends a drag. A mere click presses the evidence under it, or puts the caret there and selects nothing."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._pressed = None
        self._scroll.stop()
        if self._dragging or self._grain != self._word:
            return
        self._view.selection = None
        self._view.caret = self._origin
        marks = self._view.marks_at(event.position())
        if marks:
            self._view.mark_pressed.emit(marks[0].id)

    def double_click(self, event: QMouseEvent) -> None:
        """Takes the sentence."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._last = event.position()
            self._again.start(QApplication.doubleClickInterval())
            self._take(event.position(), self._view.text.sentence)

    def pinch(self, event: QNativeGestureEvent) -> bool:
        """Zooms as two fingers say.

        Returns:
            False where they say something else.
        """
        if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self._view.set_zoom(self._view.zoom * (1 + event.value()), event.position())
            return True
        if event.gestureType() == Qt.NativeGestureType.SmartZoomNativeGesture:
            self._view.set_fit(Fit.PAGE if self._view.fit is Fit.WIDTH else Fit.WIDTH)
            return True
        return False

    def _take(self, position: QPointF, grain: Grain) -> None:
        place = self._place(position)
        self._grain = grain
        self._origin = grain(place) if place is not None else None
        if self._origin is not None:
            self._view.caret = self._view.text.last_of(self._origin)
            self._view.selection = Selection(self._origin, self._origin)

    def _drag(self) -> None:
        place = self._place(self._last)
        piece = self._grain(place) if place is not None else None
        if self._origin is not None and piece is not None:
            self._view.caret = piece
            self._view.selection = Selection(self._origin, piece)

    def _scroll_on(self) -> None:
        below = self._last.y() - self._view.viewport().height()
        outside = below if below > 0 else min(0.0, self._last.y())
        self._view.scroll_by(outside * SCROLL_SHARE)
        self._drag()

    def _point(self, position: QPointF) -> None:
        spot = self._view.spot(position)
        words = self._view.feed.words(spot[0]) if spot else None
        shape = Qt.CursorShape.ArrowCursor
        if self._view.handle_at(position) is not None:
            shape = Qt.CursorShape.SizeHorCursor
        elif self._view.marks_at(position):
            shape = Qt.CursorShape.PointingHandCursor
        elif spot and words and words.at(spot[1]):
            shape = Qt.CursorShape.IBeamCursor
        if self._view.viewport().cursor().shape() != shape:
            self._view.viewport().setCursor(shape)

    def _place(self, position: QPointF) -> Place | None:
        spot = self._view.spot(position)
        words = self._view.feed.words(spot[0]) if spot else None
        word = words.nearest(spot[1]) if spot and words else None
        return (spot[0], word.start) if spot and word else None

    def _word_at(self, position: QPointF) -> Span | None:
        place = self._place(position)
        return self._word(place) if place else None

    def _word(self, place: Place) -> Span | None:
        return self._view.text.word_at(place)


def _near(one: QPointF, other: QPointF) -> bool:
    return (one - other).manhattanLength() < QApplication.startDragDistance()
