"""A page with the places that are to leave it: boxes to choose with the pointer, and to draw by mouse or by keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from evidence_app import workspace as core
from evidence_app.domain.document import PageText
from evidence_app.domain.pageview import Box
from evidence_app.domain.redaction import Redaction
from ui.models.redactions import State, becomes
from ui.reader.feed import PageFeed
from ui.reader.layout import Fit
from ui.reader.painting import DIMMED, paint_paper, paint_trouble
from ui.reader.scroller import PageScroller
from ui.reader.words import rect
from ui.theme import LIGHT, is_dark
from ui.widgets.places import announce

# Points: a box drawn by keys begins this large, and is moved by this much.
FIRST_BOX = (120.0, 16.0)
STEP = 4.0
# Logical pixels: a shorter drag is a press.
DRAG = 4.0


@dataclass(frozen=True, slots=True)
class Shown:
    """A place as it is drawn."""

    redaction: Redaction
    state: State


class RedactionPage(PageScroller):
    """One document, a page at a time, with its places."""

    pressed = Signal(str)  # id of a place
    drawn = Signal(int, object)  # page, Box
    turned = Signal(int)  # page, by the person

    def __init__(self) -> None:
        super().__init__()
        self.feed = PageFeed(self)
        self._texts: Sequence[PageText] = ()
        self._shown: Mapping[int, list[Shown]] = {}
        self._chosen: frozenset[str] = frozenset()
        self._awaited: tuple[int, str] | None = None
        self._from: QPointF | None = None
        self._box: QRectF | None = None  # being drawn, in points
        self.set_single(True)
        self.set_fit(Fit.WIDTH)
        self.setAccessibleName("Page with personal data")
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self.moved.connect(self._need)
        self.feed.drawn.connect(lambda _: self.viewport().update())
        self.feed.troubled.connect(lambda _: self.viewport().update())
        self.feed.words_here.connect(self._words_arrived)

    # -- what is shown ----------------------------------------------------------------------------------------------

    def set_pages(self, pages: core.Pages | None) -> None:
        """Draws pages of another workspace; None lets go of it."""
        self._texts, self._shown = (), {}
        self.feed.set_pages(pages)
        self.set_sizes(())

    def open(self, document: int, texts: Sequence[PageText]) -> None:
        """Opens a document."""
        self._texts = texts
        self._box = self._awaited = None
        self.feed.open(document, texts)
        self.set_sizes([(page.width, page.height) for page in texts])

    def show_places(self, places: Sequence[Shown]) -> None:
        """Draws the places of the open document."""
        by_page: dict[int, list[Shown]] = defaultdict(list)
        for one in places:
            by_page[one.redaction.page].append(one)
        self._shown = by_page
        self.viewport().update()

    def choose(self, ids: Sequence[str], reveal: Redaction | None = None) -> None:
        """Outlines places, and brings one into view."""
        self._chosen = frozenset(ids)
        if reveal is not None and 1 <= reveal.page <= self.pages:
            boxes = self._rects(reveal)
            self._awaited = None
            if boxes:
                self.reveal(reveal.page, boxes)
            else:
                if self.page != reveal.page:
                    self.go_to(reveal.page)
                self._awaited = (reveal.page, reveal.id)
        self.viewport().update()

    # -- drawing a box ----------------------------------------------------------------------------------------------

    @property
    def drawing(self) -> bool:
        """Whether a box is being drawn by keys."""
        return self._box is not None and self._from is None

    def draw_by_keys(self) -> None:
        """Puts a box on the page that arrows move, Shift and arrows stretch, Enter keeps and Esc drops."""
        if not self.pages:
            return
        spot = self.spot(QPointF(self.viewport().rect().center()))
        middle = spot[1] if spot else QPointF(100, 100)
        self._box = QRectF(middle.x() - FIRST_BOX[0] / 2, middle.y() - FIRST_BOX[1] / 2, *FIRST_BOX)
        self.setFocus()
        self.viewport().update()
        announce(self, "A box. Arrows move it, Shift and arrows stretch it, Enter keeps it, Escape drops it.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moves a box that is being drawn; else turns and scrolls pages."""
        key = event.key()
        if self.drawing:
            if not self._shape(event):
                super().keyPressEvent(event)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            page = self.page + (1 if key == Qt.Key.Key_PageDown else -1)
            if 1 <= page <= self.pages:
                self.go_to(page)
                self.turned.emit(page)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.scroll_by(60 if key == Qt.Key.Key_Down else -60)
        else:
            super().keyPressEvent(event)

    def _shape(self, event: QKeyEvent) -> bool:
        assert self._box is not None
        moves = {
            Qt.Key.Key_Left: (-STEP, 0.0),
            Qt.Key.Key_Right: (STEP, 0.0),
            Qt.Key.Key_Up: (0.0, -STEP),
            Qt.Key.Key_Down: (0.0, STEP),
        }
        key = Qt.Key(event.key())
        if key in moves:
            across, down = moves[key]
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._box.setWidth(max(STEP, self._box.width() + across))
                self._box.setHeight(max(STEP, self._box.height() + down))
            else:
                self._box.translate(across, down)
            self.follow(self.page, [self._box])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
        elif key == Qt.Key.Key_Escape:
            self._box = None
        else:
            return False
        self.viewport().update()
        return True

    def _keep(self) -> None:
        box, self._box, self._from = self._box, None, None
        if box is None:
            return
        width, height = self._texts[self.page - 1].width, self._texts[self.page - 1].height
        inside = box.normalized().intersected(QRectF(0, 0, width, height))
        made: Box = (inside.left(), inside.top(), inside.right(), inside.bottom())
        self.drawn.emit(self.page, made)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begins a box, or a press on one that is there."""
        spot = self.spot(event.position())
        if event.button() == Qt.MouseButton.LeftButton and spot is not None:
            self._from, self._box = spot[1], None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draws the box as far as the pointer came."""
        spot = self.spot(event.position())
        if self._from is not None and spot is not None:
            box = QRectF(self._from, spot[1]).normalized()
            if self._box is not None or max(box.width(), box.height()) * self.scale > DRAG:
                self._box = box
                self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keeps the box; without a drag, chooses what is below the pointer."""
        begun, self._from = self._from, None
        if self._box is not None:
            self._keep()
            self.viewport().update()
        elif begun is not None:
            for one in self._shown.get(self.page, ()):
                if any(box.adjusted(-1, -1, 1, 1).contains(begun) for box in self._rects(one.redaction)):
                    self.pressed.emit(one.redaction.id)
                    return

    # -- painting ---------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the page and its places."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().window())
        if not self.pages:
            return
        corner, size = self.corner(self.page), self.plan.rect(self.page).size()
        painter.translate(corner)
        paint_paper(painter, size, self.feed.cache.get(self.page), self.scale * self.devicePixelRatioF())
        trouble = self.feed.trouble(self.page)
        if trouble is not None:
            paint_trouble(painter, size, f"{trouble.sentence} {trouble.hint}".strip())
        if is_dark():
            painter.fillRect(QRectF(QPointF(), size), DIMMED)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for one in self._shown.get(self.page, ()):
            self._paint(painter, one)
        if self._box is not None:
            painter.setPen(QPen(QColor(LIGHT.accent), 2, Qt.PenStyle.DashLine))
            painter.setBrush(QColor(63, 76, 174, 60))
            painter.drawRect(self._on_screen(self._box))

    def _paint(self, painter: QPainter, one: Shown) -> None:
        boxes = [self._on_screen(box) for box in self._rects(one.redaction)]
        for place, box in enumerate(boxes):
            if one.state == "leaves":
                painter.fillRect(box, QColor(0, 0, 0, 216))
                if place == 0:
                    _label(painter, box, becomes(one.redaction))
            elif one.state == "open":
                painter.fillRect(box, QColor(255, 194, 51, 90))
                painter.setPen(QPen(QColor(LIGHT.warn), 1.5, Qt.PenStyle.DashLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box)
            else:
                # What stays is underlined, twice while nobody has approved it.
                painter.setPen(QPen(QColor(LIGHT.muted), 1.5, Qt.PenStyle.DotLine))
                painter.drawLine(box.bottomLeft(), box.bottomRight())
                if one.state == "approve":
                    painter.drawLine(box.topLeft(), box.topRight())
            if one.redaction.id in self._chosen:
                painter.setPen(QPen(QColor(LIGHT.accent), 3))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 3, 3)

    def _on_screen(self, box: QRectF) -> QRectF:
        scale = self.scale
        return QRectF(box.x() * scale, box.y() * scale, box.width() * scale, box.height() * scale)

    def _rects(self, redaction: Redaction) -> list[QRectF]:
        """Where a place stands on its page, in points; nothing while its words are not here."""
        if redaction.boxes:
            return [rect(box) for box in redaction.boxes]
        words = self.feed.words(redaction.page)
        return words.rects(redaction.start, redaction.end, furniture=True) if words is not None else []

    def _words_arrived(self, page: int) -> None:
        if self._awaited is not None and self._awaited[0] == page:
            wanted, self._awaited = self._awaited[1], None
            here = [one.redaction for one in self._shown.get(page, ()) if one.redaction.id == wanted]
            if here:
                self.reveal(page, self._rects(here[0]))
        self.viewport().update()

    def _need(self) -> None:
        if self.pages:
            near = [page for page in (self.page + 1, self.page - 1) if 1 <= page <= self.pages]
            self.feed.need([self.page], near, self.scale * self.devicePixelRatioF())


def _label(painter: QPainter, box: QRectF, words: str) -> None:
    """What is printed instead, in white on the black box, where there is room."""
    font = QFont()
    font.setPixelSize(max(6, min(11, round(box.height() * 0.72))))
    painter.setFont(font)
    painter.setPen(QColor("#ffffff"))
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(box.width()))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
