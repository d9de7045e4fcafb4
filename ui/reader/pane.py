"""Opens a document: its pages when their texts have been read, or why there are none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from evidence_app import workspace as core
from evidence_app.domain.document import Document, PageText
from evidence_app.domain.pageview import Box
from evidence_app.errors import KnownError
from ui.jobs import Job, Jobs
from ui.reader.feed import PageFeed
from ui.reader.text import DocumentText
from ui.reader.view import PageView
from ui.reader.words import rect
from ui.widgets.places import Empty

NOTHING = ("No document is open", "Choose one in the library, or a hit of a search, to read it here.")


@dataclass(frozen=True, slots=True)
class Goal:
    """Where to go in a document.

    Args:
        page: from 1.
        box: to be brought into view, in points of the page.
        down: where the view is to begin, in points down the page; with neither, the page begins the view.
    """

    page: int = 1
    box: Box | None = None
    down: float | None = None


class DocumentPane(QStackedWidget):
    """The pages of one document, or words in their place.

    Attributes:
        document: the open one.
        view: its pages.
    """

    shown = Signal()  # other pages are shown, or none

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.document: Document | None = None
        self._jobs = jobs
        self._workspace: core.Workspace | None = None
        self._goal = Goal()
        self._loading: Job | None = None
        self._feed = PageFeed(self)
        self.view = PageView(self._feed)
        self._words = Empty(*NOTHING)
        self.addWidget(self._words)
        self.addWidget(self.view)

    @property
    def at_page(self) -> bool:
        """Whether a page was asked for, and no certain place on it."""
        return self._goal.box is None and self._goal.down is None

    def set_workspace(self, workspace: core.Workspace | None) -> None:
        """Reads from another workspace; None lets go of it at once."""
        self._let_go()
        self._workspace = workspace
        self._feed.set_pages(workspace.pages if workspace else None)
        self.document = None
        self._say(*NOTHING)

    def open(self, document: Document, goal: Goal) -> None:
        """Opens a document, or goes to a place in it where it is open already."""
        assert self._workspace is not None, "no workspace is set"
        known, self.document = self.document, document
        if known is not None and _same(known, document):
            self.go_to(goal)
            return
        self._goal = goal
        self._let_go()
        if document.pages == 0:
            self._say(document.reason or "This document has no pages.", document.hint)
            return
        self._loading = self._jobs.start("Opening", partial(self._workspace.documents.text, document.id))
        self._loading.finished.connect(self._loaded)
        self._loading.failed.connect(self._failed)

    def renew(self) -> None:
        """Reads the text of the open document again, because it has more by now; the view stays where it is."""
        if self._workspace is None or self.document is None or self._loading is not None:
            return
        document = self.document
        self._loading = self._jobs.start("Opening", partial(self._workspace.documents.text, document.id))
        self._loading.finished.connect(self._renewed)
        self._loading.failed.connect(self._failed)

    def go_to(self, goal: Goal) -> None:
        """Goes to a place; while the document is being opened, when it is open."""
        self._goal = goal
        if self._loading is None:
            self._reach()

    def _let_go(self) -> None:
        if self._loading is not None:
            self._loading.cancel()
        self._loading = None
        self._feed.close()
        self.view.show_text(DocumentText(()))

    def _say(self, title: str, words: str) -> None:
        self._words.say(title, words)
        self.setCurrentWidget(self._words)
        self.shown.emit()

    def _loaded(self, pages: list[PageText]) -> None:
        self._loading = None
        assert self.document is not None
        self._feed.open(self.document.id, pages)
        self.setCurrentWidget(self.view)
        self.view.show_text(DocumentText(pages))
        self._reach()
        self.shown.emit()

    def _renewed(self, pages: list[PageText]) -> None:
        self._loading = None
        self._goal = Goal(self.view.page, down=self.view.down)
        self._feed.renew(pages)
        self.view.show_text(DocumentText(pages))
        self._reach()
        self.shown.emit()

    def _failed(self, error: Exception) -> None:
        self._loading = None
        known = error if isinstance(error, KnownError) else KnownError("This document could not be opened.")
        self._say(known.sentence, known.hint)
        if known is not error:
            raise error

    def _reach(self) -> None:
        goal = self._goal
        if goal.box is not None:
            self.view.reveal(goal.page, [rect(goal.box)])
        elif goal.down is not None:
            self.view.stand_at(goal.page, goal.down)
        else:
            self.view.go_to(goal.page)


def _same(one: Document, other: Document) -> bool:
    return (one.id, one.sha256, one.pages, one.status) == (other.id, other.sha256, other.pages, other.status)
