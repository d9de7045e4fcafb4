"""The pages of a pack before it is made, drawn beside the window as they come into view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent

from evidence_app.domain.pack import PackDraft
from evidence_app.domain.pageview import PageImage
from ui.reader.cache import Drawn, PageCache, drawn
from ui.reader.layout import Fit, Size
from ui.reader.painting import DIMMED, paint_paper
from ui.reader.scroller import PageScroller
from ui.session import Session
from ui.theme import is_dark


class PackPreview(PageScroller):
    """The pages of a draft under one another."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._draft: PackDraft | None = None
        self._cache = PageCache()
        self._asked: tuple[int, int, float] | None = None
        self.setAccessibleName("Preview of the pack")
        self.setMinimumWidth(280)
        self.set_fit(Fit.WIDTH)
        self.moved.connect(self._ask)

    @property
    def waiting(self) -> bool:
        """Whether a page is being drawn."""
        return self._asked is not None

    def show_draft(self, draft: PackDraft | None) -> None:
        """Shows a draft, at the page where the one before was; None shows nothing."""
        page = self.page if self._draft is not None else 1
        self._draft = draft
        self._cache.clear()
        self.set_sizes(draft.sizes if draft is not None else ())
        if draft is not None and page > 1:
            self.go_to(min(page, self.pages))

    def _measure(self, sizes: Sequence[Size]) -> Size:
        """What is to fit: the widest page, so that nothing of a pack ever stands out at the side."""
        return max(sizes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows scroll, Page Down and Page Up turn pages."""
        key = event.key()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.go_to(self.page + (1 if key == Qt.Key.Key_PageDown else -1))
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.scroll_by(60 if key == Qt.Key.Key_Down else -60)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the pages in view."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().window())
        for page in self.visible if self.pages else ():
            size = self.plan.rect(page).size()
            painter.save()
            painter.translate(self.corner(page))
            paint_paper(painter, size, self._cache.get(page), self.scale * self.devicePixelRatioF())
            if is_dark():
                painter.fillRect(QRectF(QPointF(), size), DIMMED)
            painter.setPen(QColor(self.palette().mid().color()))
            painter.drawRect(QRectF(QPointF(), size))
            painter.restore()

    def _ask(self) -> None:
        """Asks for the first page in view that is not here; one at a time."""
        draft = self._draft
        if draft is None or self._asked is not None or not self._session.is_open:
            return
        scale = self.scale * self.devicePixelRatioF()
        here = {page: self._cache.get(page) for page in self.visible}
        missing = [page for page, known in here.items() if known is None or known.scale != scale]
        if not missing:
            return
        workspace, asked = self._session.workspace, (draft.serial, missing[0], scale)
        self._asked = asked
        job = self._session.jobs.start("Drawing", lambda: workspace.packs.draft_page(*asked))
        job.finished.connect(self._take)
        job.failed.connect(self._session.problem)
        job.ended.connect(self._on)

    def _take(self, image: PageImage | None) -> None:
        if image is not None and self._asked is not None and self._draft is not None:
            serial, page, scale = self._asked
            if serial == self._draft.serial:
                taken: Drawn = drawn(image, scale)
                self._cache.put(page, taken, list(self.visible))
                self.viewport().update()

    def _on(self) -> None:
        self._asked = None
        self._ask()
