"""Beside the pages: the outline of the document, and small pictures of its pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QTreeWidget, QTreeWidgetItem

from evidence_app import workspace as core
from evidence_app.domain.pageview import OutlineItem
from ui.jobs import Job, Jobs
from ui.reader.text import DocumentText
from ui.reader.thumbnails import Thumbnails
from ui.widgets.places import Empty

PAGE = Qt.ItemDataRole.UserRole
NO_OUTLINE = ("No outline", "This document has no bookmarks and no headings that were recognised.")


class Contents(QTabWidget):
    """Outline and pictures of the open document.

    Attributes:
        tree: the outline.
        thumbnails: the pictures.
    """

    page_wanted = Signal(int)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._workspace: core.Workspace | None = None
        self._job: Job | None = None
        self._document = 0
        self._asked = 0
        self._page = 1
        self._pages: list[int] = []
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName("Outline")
        # Headings of one report often begin alike.
        self.tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.itemActivated.connect(self._chosen)
        self.tree.itemClicked.connect(self._chosen)
        self.thumbnails = Thumbnails()
        self.thumbnails.page_wanted.connect(self.page_wanted)
        self._outline = QStackedWidget()
        self._outline.addWidget(Empty(*NO_OUTLINE))
        self._outline.addWidget(self.tree)
        self.addTab(self._outline, "Outline")
        self.addTab(self.thumbnails, "Pages")
        self.setDocumentMode(True)
        self.setUsesScrollButtons(False)
        self.hide()

    def set_workspace(self, workspace: core.Workspace | None) -> None:
        """Reads from another workspace; None lets go of it."""
        self._workspace = workspace
        self.thumbnails.set_pages(workspace.pages if workspace else None)
        self.show_text(0, DocumentText(()))

    def show_text(self, document: int, text: DocumentText) -> None:
        """Shows another document; one without pages shows nothing."""
        self._document = document if text.pages else 0
        self._asked = 0
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._fill(())
        self.thumbnails.show_text(document, text)
        self._ask()

    def mark(self, page: int) -> None:
        """Marks where the reader is."""
        self._page = page
        self.thumbnails.mark(page)
        place = bisect_right(self._pages, page) - 1
        if place >= 0 and not self.tree.hasFocus():
            self.tree.setCurrentItem(self._items[place])

    def toggle(self, tab: int) -> bool:
        """Shows a tab, or hides the whole where that tab is shown already.

        Returns:
            Whether it is shown now.
        """
        shown = not (self.isVisible() and self.currentIndex() == tab)
        self.setCurrentIndex(tab)
        self.setVisible(shown)
        if shown:
            self._ask()
            (self.tree if tab == 0 and self._pages else self.currentWidget()).setFocus()
        return shown

    def _ask(self) -> None:
        """Reads the outline once somebody looks."""
        workspace = self._workspace
        if not self._document or self._asked == self._document or self.isHidden() or workspace is None:
            return
        self._asked = self._document
        self._job = self._jobs.start("Reading the outline", partial(workspace.pages.outline, self._document))
        self._job.finished.connect(self._fill)

    def _fill(self, outline: Sequence[OutlineItem]) -> None:
        self._job = None
        self.tree.clear()
        self._items: list[QTreeWidgetItem] = []
        above: list[QTreeWidgetItem] = []
        for level, title, page in outline:
            del above[max(0, level - 1) :]
            item = QTreeWidgetItem([title])
            item.setToolTip(0, f"{title}, page {page}")
            item.setData(0, PAGE, page)
            above[-1].addChild(item) if above else self.tree.addTopLevelItem(item)
            above.append(item)
            self._items.append(item)
        self._items.sort(key=lambda item: int(item.data(0, PAGE)))
        self._pages = [int(item.data(0, PAGE)) for item in self._items]
        self.tree.expandAll()
        self.tree.setRootIsDecorated(len(self._items) > self.tree.topLevelItemCount())
        self._outline.setCurrentIndex(1 if self._pages else 0)
        self.mark(self._page)

    def _chosen(self, item: QTreeWidgetItem) -> None:
        self.page_wanted.emit(int(item.data(0, PAGE)))
