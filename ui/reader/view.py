"""The pages of a document on screen, with evidence, hits, selection and caret."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from ui.reader import accessible, keys
from ui.reader.box import BoxDrawing
from ui.reader.feed import PageFeed
from ui.reader.hits import Hit
from ui.reader.marks import Mark
from ui.reader.painting import PageLook, badges, paint_look, paint_paper, paint_trouble
from ui.reader.pointer import Pointer
from ui.reader.scroller import PageScroller
from ui.reader.selection import Selection
from ui.reader.text import DocumentText, Span
from ui.widgets.places import announce

# How near a press must come to a knob to take hold of it, in logical pixels.
GRASP = 11


class PageView(PageScroller):
    """The pages of one document, drawn from what the feed has brought.

    Attributes:
        text: the document's text; without pages while none is open.
        caret: the word the keyboard is on, None until it was asked for.
        caret_mode: whether plain arrows move the caret instead of the page.
    """

    selection_changed = Signal()
    mark_pressed = Signal(str)  # id of the evidence
    menu_asked = Signal(QPointF)  # where, on the screen
    caret_mode_changed = Signal(bool)

    def __init__(self, feed: PageFeed, parent: QWidget | None = None) -> None:
        accessible.install()
        super().__init__(parent)
        self.feed = feed
        self.text = DocumentText(())
        self.caret: Span | None = None
        self.caret_mode = False
        self._selection: Selection | None = None
        self._marks: Mapping[int, Sequence[Mark]] = {}
        self._chosen = ""
        self._hits: Mapping[int, Sequence[Hit]] = {}
        self._hit: Hit | None = None
        self._dark = False
        self._awaited: tuple[int, int, int] | None = None
        self._pointer = Pointer(self)
        self.box = BoxDrawing(self)
        self.box.changed.connect(self.viewport().update)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.moved.connect(self._need)
        feed.drawn.connect(self._arrived)
        feed.troubled.connect(self._arrived)
        feed.words_here.connect(self._words_arrived)

    def show_text(self, text: DocumentText) -> None:
        """Shows a document from its first page; one without pages shows nothing."""
        self.text = text
        self._marks, self._chosen, self._hits, self._hit = {}, "", {}, None
        self.caret = self._awaited = None
        self.selection = None
        self.box.clear()
        self.set_sizes([(page.width, page.height) for page in text.pages])

    def set_marks(self, marks: Mapping[int, Sequence[Mark]]) -> None:
        """Draws evidence, by page."""
        self._marks = marks
        self.viewport().update()

    def choose(self, evidence: str) -> None:
        """Outlines one item of evidence; an empty id outlines none."""
        self._chosen = evidence
        self.viewport().update()

    def set_hits(self, hits: Mapping[int, Sequence[Hit]], now: Hit | None) -> None:
        """Lights up what was found, by page, and one hit among them as the present one."""
        self._hits, self._hit = hits, now
        self.viewport().update()

    def set_dark(self, dark: bool) -> None:
        """Dims the paper, or not."""
        self._dark = dark
        self.viewport().update()

    def set_caret_mode(self, on: bool) -> None:
        """Lets plain arrows move a caret from word to word, or scroll."""
        self.caret_mode = on
        if on:
            self.caret = self.caret_word()
        self.viewport().update()
        self.caret_mode_changed.emit(on)

    @property
    def selection(self) -> Selection | None:
        """What is selected."""
        return self._selection

    @selection.setter
    def selection(self, selection: Selection | None) -> None:
        if selection != self._selection:
            self._selection = selection
            self.viewport().update()
            self.selection_changed.emit()

    @property
    def can_step_back(self) -> bool:
        """Whether Esc has something to end here."""
        return self.box.active or self.caret_mode or self._selection is not None

    def select_text(self, page: int, start: int, end: int) -> None:
        """Selects the words from one character of a page to another."""
        first, last = self.text.word_at((page, start)), self.text.last_of(((page, start), (page, end)))
        self.selection = Selection(first, last) if first and last and first <= last else None

    def caret_word(self) -> Span | None:
        """The word from which keys go on: the selection's moving end, the caret, or the first word in view."""
        if self._selection is not None:
            return self._selection.focus
        if self.caret is not None and self.caret[0][0] in self.visible:
            return self.caret
        words = self.feed.words(self.page)
        if words is not None:
            top = self.plan.point(self.page, self.seen.topLeft()).y()
            lower = next((word for word in words.text if word.y0 >= top), None)
            if lower is not None:
                return (self.page, lower.start), (self.page, lower.end)
        return self.text.first_word(self.page) if self.pages else None

    def set_caret(self, word: Span, selection: Selection | None) -> None:
        """Puts the caret on a word, selects, says the word to a screen reader, and keeps it in view."""
        self.caret = word
        self.selection = selection
        accessible.tell_caret(self)
        (page, start), (_, end) = word
        announce(self, self.text.page(page).text[start:end])
        words = self.feed.words(page)
        if words is not None:
            self.follow(page, words.rects(start, end))
        elif page not in self.visible:
            self.go_to(page)
        self.viewport().update()

    def reveal_text(self, page: int, start: int, end: int) -> None:
        """Brings characters of a page into view; at once, or when its words have come."""
        words = self.feed.words(page)
        self._awaited = None
        if words is not None:
            self.reveal(page, words.rects(start, end, furniture=True))
            return
        if page not in self.visible:
            self.go_to(page)
        self._awaited = (page, start, end)

    def handle_at(self, position: QPointF) -> Selection | None:
        """The selection with the end whose knob is at a point of the viewport as its moving one; None for no knob."""
        for place, (page, spot) in enumerate(self._knobs()):
            away = self.plan.rect(page).topLeft() + spot * self.scale - self.seen.topLeft() - position
            if away.manhattanLength() <= GRASP and self._selection is not None:
                chosen = self._selection.word_wise(self.text, forward=True)
                return chosen if place else chosen.turned()
        return None

    def tell_beside(self, page: int, boxes: Sequence[QRectF], words: str) -> None:
        """Shows and says a few words below boxes of a page: what is chosen by keys tells what pointing at it would."""
        announce(self, words)
        if boxes and words:
            spot = self.plan.box(page, boxes[0]).bottomLeft() - self.seen.topLeft()
            QToolTip.showText(self.viewport().mapToGlobal(spot.toPoint()), words, self.viewport())

    def marks_at(self, position: QPointF) -> list[Mark]:
        """Evidence under a point of the viewport, the smallest first; its letters in the margin count before it."""
        spot = self.spot(position)
        if spot is None:
            return []
        page, point = spot
        marks = self._marks.get(page, ())
        placed = badges(marks, self.plan.rect(page).size(), self.scale)
        lettered = [mark for place, mark in placed if place.contains(point * self.scale)]
        return lettered or sorted((mark for mark in marks if mark.covers(point)), key=lambda mark: mark.extent)

    # Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        """Asks for pages once there is something to see."""
        super().showEvent(event)
        self._need()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the pages in view."""
        painter = QPainter(self.viewport())
        for page in self.visible:
            self._paint(painter, page)
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows where the keyboard is."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Shows that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scrolls, moves the caret, selects; other keys go on to the window."""
        if not self.box.key(event) and not keys.press(self, event):
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls; with Ctrl, zooms about the pointer."""
        self._awaited = None
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            # One notch of a wheel is 120 units; touchpads give fractions of it.
            self.set_zoom(self.zoom * 1.1 ** (event.angleDelta().y() / 120), event.position())
            event.accept()
        elif self.single and abs(event.angleDelta().y()) >= 120:
            self.scroll_by(-event.angleDelta().y() / 120 * 3 * self.verticalScrollBar().singleStep())
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Pinches and tool tips."""
        if isinstance(event, QNativeGestureEvent):
            return self._pointer.pinch(event)
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = "\n".join(mark.words for mark in self.marks_at(QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begins a selection."""
        (self.box if self.box.active else self._pointer).press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Extends a selection, and shows what is under the pointer."""
        (self.box if self.box.active else self._pointer).move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends a selection, or presses what is under the pointer."""
        (self.box if self.box.active else self._pointer).release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Selects a sentence."""
        if not self.box.active:
            self._pointer.double_click(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks for the menu, at the pointer or, by the menu key, at the caret's corner of the view."""
        self.menu_asked.emit(QPointF(event.globalPos()))

    # Inside

    def _paint(self, painter: QPainter, page: int) -> None:
        size = self.plan.rect(page).size()
        frame = QRectF(QPointF(), size)
        painter.save()
        painter.translate(self.corner(page))
        painter.fillRect(frame.adjusted(-1, -1, 1, 1), self.palette().color(QPalette.ColorRole.Mid))
        painter.setClipRect(frame)
        paint_paper(painter, size, self.feed.cache.get(page), self.scale * self.devicePixelRatioF())
        trouble = self.feed.trouble(page)
        if trouble is not None:
            paint_trouble(painter, size, str(trouble))
        paint_look(painter, size, self._look(page), self.scale, dark=self._dark)
        painter.restore()

    def _knobs(self) -> list[tuple[int, QPointF]]:
        """Page and place (in points) of both ends of the selection; none while their words are not here."""
        if self._selection is None:
            return []
        (first, start), (last, end) = self._selection.span
        upper, lower = self.feed.words(first), self.feed.words(last)
        begins = upper.rects(start, start + 1) if upper else []
        ends = lower.rects(end - 1, end) if lower else []
        if not begins or not ends:
            return []
        return [(first, begins[0].topLeft()), (last, ends[-1].bottomRight())]

    def _look(self, page: int) -> PageLook:
        words = self.feed.words(page)
        marks = self._marks.get(page, ())
        box = self.box.rect if self.box.page == page else None
        if words is None:
            return PageLook(marks, self._chosen, box=box)
        hits = self._hits.get(page, ())
        selected = self._selection.on(page) if self._selection else None
        caret = self.caret if self.caret_mode else None
        return PageLook(
            marks=marks,
            chosen=self._chosen,
            hits=[words.rects(*hit.on(page), furniture=hit.page == hit.to_page) for hit in hits],
            hit_now=next((place for place, hit in enumerate(hits) if hit == self._hit), -1),
            selected=words.rects(*selected) if selected else (),
            knobs=[spot for on, spot in self._knobs() if on == page],
            box=box,
            caret=words.rects(caret[0][1], caret[1][1]) if caret and caret[0][0] == page else (),
        )

    def _need(self) -> None:
        if not self.isVisible() or not self.pages:
            return
        shown = self.visible
        after, before = range(shown.stop, min(shown.stop + 2, self.pages + 1)), shown.start - 1
        near = [*after, before] if before >= 1 else [*after]
        first = sorted(shown, key=lambda page: page != self.page)
        self.feed.need(first, near, self.scale * self.devicePixelRatioF())

    def _arrived(self, page: int) -> None:
        if page in self.visible:
            self.viewport().update()

    def _words_arrived(self, page: int) -> None:
        if self._awaited is not None and self._awaited[0] == page:
            self.reveal_text(*self._awaited)
        self._arrived(page)
