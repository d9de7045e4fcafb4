"""The officer's own work list in the window: marks on documents, ways to what waits, and going on where she left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from evidence_app.changes import Changes
from evidence_app.domain.document import Document
from evidence_app.domain.work import Left, Mark
from ui.main_window import LISTS, WITHIN, MainWindow
from ui.views.rail import PLACES

# Where a document was open for so long is written down, in case the program does not end as it should.
REST_MS = 10_000


class WorkActs(QObject):
    """Connects the line of what waits, gives the commands about marks, and remembers where the officer left."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._library = window.desk.library
        self._document: int | None = None
        self._resumed = False
        self._kept: Left | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._keep)
        self._library.work.mark_wanted.connect(self.show_marked)
        self._library.work.agree_wanted.connect(self.show_drafts)
        window.desk.reading.document_changed.connect(self._read)
        self._session.opened.connect(self._opened)
        self._session.closing.connect(self._closing)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the commands do, by id."""
        return {
            "document.pin": lambda: self.toggle("pin"),
            "document.to_read": lambda: self.toggle("read"),
            "document.to_tag": lambda: self.toggle("tag"),
            "go.to_read": lambda: self.show_marked("read"),
            "go.to_tag": lambda: self.show_marked("tag"),
            "go.to_agree": self.show_drafts,
        }

    def toggle(self, mark: Mark) -> None:
        """Marks the documents chosen in the library, or else the one that is open; again, and the mark is off."""
        chosen = self._library.chosen() if self._library.isVisible() else []
        here = self._window.desk.reading.document
        documents = chosen or ([here] if here is not None else [])
        if not documents:
            self._session.notice.emit("Choose a document in the library, or open one.")
            return
        work, ids = self._session.workspace.work, [one.id for one in documents]

        def told(changes: Changes) -> None:
            words = changes.name if len(documents) > 1 else changes.name.replace("one document", documents[0].title)
            self._session.notice.emit(words[0].upper() + words[1:])

        self._session.act(lambda: work.toggle(ids, mark), told)

    def show_marked(self, mark: str) -> None:
        """Shows the documents that have a mark.

        Args:
            mark: a key of MARKS.
        """
        self._window.show_place("library")
        self._library.show_mark(mark)

    def show_drafts(self) -> None:
        """Shows the evidence that is to be agreed."""
        self._window.show_place("evidence")
        self._window.desk.board.narrow(status="draft")
        self._window.desk.to_list()

    # -- where the officer left -------------------------------------------------------------------------------------

    def _opened(self) -> None:
        # Told again where the framework became another one: then nobody comes back from anywhere.
        if self._resumed:
            return
        workspace = self._session.workspace

        def work() -> tuple[Left | None, Document | None]:
            left = workspace.work.left()
            known = left is not None and left.document is not None
            return left, workspace.documents.get(left.document) if known else None  # type: ignore[union-attr,arg-type]

        self._session.look(work, self._resume, key="left")

    def _resume(self, result: tuple[Left | None, Document | None]) -> None:
        self._resumed = True
        (left, document), desk = result, self._window.desk
        self._kept = left
        if left is None or self._window.place != "library" or desk.reading.document is not None:
            return  # the first time here, or the officer was faster
        if document is not None:
            self._library.point_at(document.id)
            desk.show_document(document)
        if left.place in ("candidates", "report"):
            if document is not None:
                desk.commands()[f"go.{left.place}"]()
        elif left.place in (*PLACES, *LISTS, *WITHIN):
            self._window.show_place(left.place)
            if left.place == "search" and left.search:
                desk.search.recall(left.search)
            if left.place in LISTS:
                desk.to_list()

    def _read(self, document: Document | None) -> None:
        # While the workspace is closed the reader is emptied; what was read till then counts.
        if self._session.is_open:
            self._document = None if document is None else document.id
            self._rest.start()

    def _closing(self) -> None:
        self._rest.stop()
        if self._resumed:
            self._keep()
        self._resumed, self._document = False, None

    def _keep(self) -> None:
        search = self._window.desk.search.kept() if self._window.place == "search" else ""
        left = Left(self._window.place, self._document, search)
        workspace = self._session.workspace
        if left != self._kept and not workspace.read_only:
            self._kept = left
            self._session.jobs.start("Saving", partial(workspace.work.leave, left), "act")
