"""Small pictures of a document's pages, under one another; the present one is framed, a press goes to one."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QShowEvent,
)

from evidence_app import workspace as core
from ui.reader.feed import PageFeed
from ui.reader.layout import MARGIN
from ui.reader.marks import PAPER
from ui.reader.painting import paint_paper
from ui.reader.scroller import PageScroller
from ui.reader.text import DocumentText
from ui.theme import LIGHT, measures
from ui.widgets.places import announce

STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}
FRAME = 3.0
INK = QColor(LIGHT.text)


class Thumbnails(PageScroller):
    """The pages of a document in small, as wide as there is room."""

    page_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._feed = PageFeed(self, with_words=False)
        self._text = DocumentText(())
        self._now = 1
        self._document = 0
        self.setAccessibleName("Pictures of the pages")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._feed.drawn.connect(lambda _: self.viewport().update())
        self._feed.troubled.connect(lambda _: self.viewport().update())
        self.moved.connect(self._need)

    def set_pages(self, pages: core.Pages | None) -> None:
        """Draws from another workspace; None lets go of it."""
        self._feed.set_pages(pages)

    def show_text(self, document: int, text: DocumentText) -> None:
        """Shows another document; one without pages shows nothing."""
        self._document, self._text, self._now = document, text, 1
        self._feed.close()
        self._feed.open(document, text.pages)
        self.set_sizes([(page.width, page.height) for page in text.pages])

    def mark(self, page: int) -> None:
        """Frames the present page and keeps it in view."""
        self._now = page
        if page <= self.pages and not self.seen.contains(self.plan.rect(page)):
            self.follow(page, [QRectF(QPointF(), self.plan.rect(page).size() / self.scale)])
        self.setAccessibleDescription(f"Page {page} of {self.pages}")
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the pages in view, each with its number."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        for page in self.visible:
            painter.save()
            painter.translate(self.corner(page))
            self._paint(painter, page)
            painter.restore()
        painter.end()

    def showEvent(self, event: QShowEvent) -> None:
        """Asks for pictures once they can be seen."""
        super().showEvent(event)
        self._need()

    def hideEvent(self, event: QHideEvent) -> None:
        """Asks for no more."""
        super().hideEvent(event)
        self._feed.need((), (), self.scale)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows where the keyboard is."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Shows that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Goes from page to page."""
        key = Qt.Key(event.key())
        if key in STEPS:
            self._go(self._now + STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(1 if key == Qt.Key.Key_Home else self.pages)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Goes to the page that is pressed."""
        spot = self.spot(event.position())
        if event.button() == Qt.MouseButton.LeftButton and spot is not None:
            self._go(spot[0])

    def _fitted(self) -> float:
        """As wide as there is room for the widest page, however small that makes it."""
        widest = max((width for width, _ in self._sizes), default=1.0)
        return max(0.01, (self.viewport().width() - 2 * MARGIN) / max(widest, 1.0))

    def _go(self, page: int) -> None:
        page = min(max(page, 1), self.pages)
        if self.pages and page != self._now:
            announce(self, f"Page {page}")
            self.page_wanted.emit(page)

    def _need(self) -> None:
        if self.isVisible() and self.pages:
            self._feed.need((), self.visible, self.scale * self.devicePixelRatioF())

    def _paint(self, painter: QPainter, page: int) -> None:
        size = self.plan.rect(page).size()
        paint_paper(painter, size, self._feed.cache.get(page), self.scale * self.devicePixelRatioF())
        frame = QRectF(QPointF(), size)
        role = QPalette.ColorRole
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if page == self._now:
            painter.setPen(QPen(self.palette().color(role.Accent if self.hasFocus() else role.Dark), FRAME))
            painter.drawRect(frame.adjusted(-FRAME, -FRAME, FRAME, FRAME))
        else:
            painter.setPen(QPen(self.palette().color(role.Mid), 1))
            painter.drawRect(frame)
        self._number(painter, frame, self._text.page(page).label or str(page))

    def _number(self, painter: QPainter, frame: QRectF, words: str) -> None:
        font = QFont(self.font())
        font.setPixelSize(measures().small)
        painter.setFont(font)
        wide = max(painter.fontMetrics().horizontalAdvance(words) + 10.0, 22.0)
        high = painter.fontMetrics().height() + 2.0
        chip = QRectF(frame.center().x() - wide / 2, frame.bottom() - high - 4, wide, high)
        painter.setPen(QPen(INK, 1))
        painter.setBrush(QColor(PAPER))
        painter.drawRoundedRect(chip, 4, 4)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)
