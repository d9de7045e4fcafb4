from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtWidgets import QWidget
from reader_papers import write_papers

from evidence_app.domain.document import Document
from evidence_app.domain.evidence import Evidence
from evidence_app.progress import run
from evidence_app.workspace import Workspace
from ui.reader.reader import Reader


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace with every paper; the tests only read it."""
    folder = tmp_path_factory.mktemp("reader")
    papers = folder / "papers"
    papers.mkdir()
    write_papers(papers)
    with Workspace.create(folder / "library.evidence", "a long enough passphrase") as workspace:
        run(workspace.documents.import_paths([papers]))
        yield workspace


@pytest.fixture
def paper(library: Workspace) -> Callable[[str], Document]:
    """Gives a document by the name of its file."""
    return lambda name: next(one for one in library.documents.list() if one.paths[0].endswith(f"/{name}"))


class Desk:
    """A reader on screen, and what a person at it does."""

    def __init__(self, qtbot, library: Workspace, paper: Callable[[str], Document]) -> None:
        self.qtbot = qtbot
        self.library = library
        self.paper = paper
        # Inside a plain window, as it is in the program: its own size hints do not reach the window system.
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(760, 900)
        self.reader = Reader(self.window)
        self.reader.set_workspace(library)
        self.reader.setGeometry(0, 0, 760, 900)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.view = self.reader.view

    def open(self, name: str, **where) -> Document:
        """Opens a paper and waits until what is in view is sharp."""
        document = self.paper(name)
        self.reader.open(document, **where)
        self.qtbot.waitUntil(lambda: self.view.pages == document.pages)
        self.settle()
        return document

    def settle(self) -> None:
        """Waits until pages and words in view are here, and nothing is on its way."""
        self.qtbot.waitUntil(self.sharp)
        self.qtbot.waitUntil(lambda: self.view.feed.under_way == 0)

    def sharp(self) -> bool:
        wanted = self.view.scale * self.view.devicePixelRatioF()
        feed = self.view.feed
        shown = [(feed.cache.get(page), feed.words(page)) for page in self.view.visible]
        return all(drawn is not None and drawn.scale == wanted and words is not None for drawn, words in shown)

    def place(self, page: int, words: str, nth: int = 0) -> QPoint:
        """The middle of the first of some words, in the viewport."""
        text = self.view.text.page(page).text
        at = -1
        for _ in range(nth + 1):
            at = text.index(words, at + 1)
        box = self.view.feed.words(page).rects(at, at + 1)[0]
        return (self.view.plan.box(page, box).center() - self.view.seen.topLeft()).toPoint()

    def place_of(self, item: Evidence) -> QPoint:
        """The middle of the first line of an item of evidence, in the viewport."""
        page, x0, y0, x1, y1 = item.passage.boxes[0]
        box = self.view.plan.box(page, QRectF(x0, y0, x1 - x0, y1 - y0))
        return (box.center() - self.view.seen.topLeft()).toPoint()

    def text(self, span) -> str:
        """Page text from one place to another on the same page, as it stands."""
        (page, start), (_, end) = span
        return self.view.text.page(page).text[start:end]


@pytest.fixture
def desk(qtbot, library: Workspace, paper) -> Iterator[Desk]:
    made = Desk(qtbot, library, paper)
    yield made
    made.reader.set_workspace(None)
