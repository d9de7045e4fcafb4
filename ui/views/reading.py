"""The middle of the desk: one reader or two side by side, and above each a strip where it may name children."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from evidence_app import workspace as core
from evidence_app.changes import Changes
from evidence_app.domain.document import PUBLISHED_KINDS, Document
from evidence_app.domain.evidence import Evidence
from evidence_app.domain.pageview import Box
from evidence_app.errors import KnownError
from ui.reader.places import KEY, Places
from ui.reader.reader import Reader
from ui.reader.trail import Spot, Trail
from ui.session import Session
from ui.theme import AreaStyle, is_dark
from ui.views.machine_strip import MachineStrip
from ui.widgets.labels import label
from ui.widgets.places import announce, frame

Place = tuple[int, int]
RECORD = "Case record — may name children and families. Not for publication."
# A place that has been read for so long is written down.
REST_MS = 10_000


class Reading(QWidget):
    """The readers. The one the keyboard was in last is `reader`: it is the one that is tagged and searched in."""

    document_changed = Signal(object)  # Document or None
    selection_changed = Signal()
    hits_changed = Signal(int, int)  # place of the present hit or 0, hits in all
    evidence_activated = Signal(str)  # id
    picture_made = Signal(object)  # Passage
    arranged = Signal()  # one document is read, or two

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._workspace: core.Workspace | None = None
        self._trail = Trail()
        self._places = Places()
        self._dirty = False
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(3)
        self._split.setChildrenCollapsible(False)
        self._sides: list[_Side] = []
        self._now = self._add()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._split)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._keep)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the commands of the reader do, by id; each in the reader the keyboard was in last."""
        return {
            "hit.next": lambda: self.reader.next_hit(),
            "hit.previous": lambda: self.reader.previous_hit(),
            "evidence.next": lambda: self.reader.next_evidence(),
            "evidence.previous": lambda: self.reader.previous_evidence(),
            "focus.reader": self.to_reader,
            "page.go": lambda: self.reader.ask_page(),
            "go.back": self.back,
            "go.forward": self.forward,
            "edit.copy_citation": lambda: self.reader.copy_with_citation(),
            "view.zoom_in": lambda: self.reader.zoom_in(),
            "view.zoom_out": lambda: self.reader.zoom_out(),
            "view.fit_width": lambda: self.reader.fit_width(),
            "view.fit_page": lambda: self.reader.fit_page(),
            "view.single": lambda: self.reader.toggle_single(),
            "view.outline": lambda: self.reader.toggle_outline(),
            "view.thumbnails": lambda: self.reader.toggle_thumbnails(),
            "view.beside": self.toggle_beside,
            "tag.extent": lambda: self.reader.extent.begin(),
            "tag.picture": lambda: self.reader.pictures.begin(),
        }

    @property
    def reader(self) -> Reader:
        """The reader the keyboard was in last."""
        return self._now.reader

    @property
    def readers(self) -> list[Reader]:
        """The readers, from the left."""
        return [side.reader for side in self._sides]

    @property
    def document(self) -> Document | None:
        """The document that is open in the reader the keyboard was in last."""
        return self.reader.document

    @property
    def strip(self) -> QWidget:
        """What is said about a document that may name children."""
        return self._now.strip

    def set_workspace(self, workspace: core.Workspace | None) -> None:
        """Reads from this workspace from now on; None lets go of it."""
        self._keep()
        self._workspace = workspace
        self._trail.clear()
        self._places = Places()
        if len(self._sides) > 1:
            self.toggle_beside()
        self._now.set_workspace(workspace)
        if workspace is not None:
            self._session.look(lambda: workspace.preference(KEY), self._remember, key=KEY)
        self.document_changed.emit(None)

    def set_dark(self, dark: bool) -> None:
        """Dims the paper in the dark scheme."""
        for reader in self.readers:
            reader.set_dark(dark)

    def show_document(self, document: Document, *, page: int | None = None, box: Box | None = None) -> None:
        """Opens a document, or goes to a place in it where it is open already.

        Args:
            page: None for where it was left.
            box: in points of the page, to be brought into view.
        """
        before = self.document
        self._leave()
        if page is None:
            known, down = self._places.of(document.id)
            self._now.open(document, page=known, down=down)
        else:
            self._now.open(document, page=page, box=box)
        if before is None or before.id != document.id:
            self.document_changed.emit(document)

    def set_evidence(self, items: Sequence[Evidence], styles: Mapping[str, AreaStyle]) -> None:
        """Draws the evidence of the open document, wherever it is open."""
        for reader in self.readers:
            if reader.document == self.document:
                reader.set_evidence(items, styles)

    def selection(self) -> tuple[tuple[Place, Place] | None, str]:
        """What is selected, as places and as words."""
        return self.reader.selection(), self.reader.selected_text()

    def to_pages(self) -> None:
        """Takes the focus to the pages."""
        self.reader.setFocus(Qt.FocusReason.OtherFocusReason)

    def to_reader(self) -> None:
        """Takes the focus to the pages; from there, where two documents are open, to those of the other."""
        if len(self._sides) > 1 and self.reader.view.hasFocus():
            self._activate(next(side for side in self._sides if side is not self._now))
        self.to_pages()

    def back(self) -> None:
        """Goes back to where one was before the last jump."""
        self._go(self._trail.back(self.reader.spot()))

    def forward(self) -> None:
        """Goes forward again."""
        self._go(self._trail.forward(self.reader.spot()))

    def toggle_beside(self) -> None:
        """Opens a second reader at the same place, which the next document opens in; or closes the other one."""
        if len(self._sides) > 1:
            other = next(side for side in self._sides if side is not self._now)
            self._note(other.reader.spot())
            other.set_workspace(None)
            self._sides.remove(other)
            other.hide()
            other.deleteLater()
            self._now.mark(False)
            self.arranged.emit()
            return
        spot = self.reader.spot()
        made = self._add()
        made.set_workspace(self._workspace)
        made.show()
        self.arranged.emit()
        self._split.setSizes([self._split.width() // 2] * 2)
        if spot is not None:
            made.open(spot.document, page=spot.page, down=spot.down)
        self._activate(made)
        self.to_pages()

    # Inside

    def _add(self) -> _Side:
        side = _Side(self._session)
        reader = side.reader
        reader.leaving.connect(lambda: self._trail.leave(reader.spot()))
        reader.page_changed.connect(lambda *_: self._rest.start())
        reader.selection_changed.connect(partial(self._pass_on, side, self.selection_changed))
        reader.hits_changed.connect(partial(self._pass_on, side, self.hits_changed))
        reader.evidence_activated.connect(partial(self._pass_on, side, self.evidence_activated))
        reader.extent.saved.connect(partial(self._save_extent, side))
        reader.pictures.made.connect(partial(self._make_picture, side))
        reader.pictures.moved.connect(partial(self._move_picture, side))
        self._sides.append(side)
        self._split.addWidget(side)
        self._split.setStretchFactor(self._split.indexOf(side), 1)
        return side

    def _pass_on(self, side: _Side, signal: SignalInstance, *words: object) -> None:
        if side is self._now:
            signal.emit(*words)

    def _save_extent(self, side: _Side, item: str, span: tuple[Place, Place]) -> None:
        document = side.reader.document
        if document is None or not self._session.writable:
            return
        board = self._session.workspace.evidence

        def work() -> Changes:
            passage = board.select(document.id, *span)
            if passage is None:
                raise KnownError("There are no words in this selection.", "Select at least one word.")
            return board.edit([item], {"passage": passage})

        self._session.act(work, lambda _: self._session.notice.emit("It covers other words now. Ctrl+Z takes it back."))

    def _make_picture(self, side: _Side, page: int, box: Box, words: str) -> None:
        document = side.reader.document
        if document is not None and self._session.writable:
            board, number = self._session.workspace.evidence, document.id
            self._session.look(lambda: board.picture(number, page, box, words), self.picture_made.emit, key="picture")

    def _move_picture(self, side: _Side, item: str, page: int, box: Box) -> None:
        document = side.reader.document
        if document is None or not self._session.writable:
            return
        board = self._session.workspace.evidence

        def work() -> Changes:
            words = board.get(item).passage.quote.removeprefix("[Picture: ").removesuffix("]")
            return board.edit([item], {"passage": board.picture(document.id, page, box, words)})

        self._session.act(work, lambda _: self._session.notice.emit("The box was changed. Ctrl+Z takes it back."))

    def _focus_changed(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None and len(self._sides) > 1:
            for side in self._sides:
                if side is not self._now and side.isAncestorOf(now):
                    self._activate(side)

    def _activate(self, side: _Side) -> None:
        self._now = side
        for one in self._sides:
            one.mark(one is side and len(self._sides) > 1)
        announce(side, side.reader.document.title if side.reader.document else "Reader")
        self.document_changed.emit(side.reader.document)
        self.hits_changed.emit(*side.reader.hits())
        self.selection_changed.emit()

    def _go(self, spot: Spot | None) -> None:
        if spot is None:
            return
        changed = self.document is None or self.document.id != spot.document.id
        self._note(self.reader.spot())
        self._now.open(spot.document, page=spot.page, down=spot.down)
        if changed:
            self.document_changed.emit(spot.document)

    def _leave(self) -> None:
        here = self.reader.spot()
        self._trail.leave(here)
        self._note(here)

    def _remember(self, kept: str | None) -> None:
        self._places = Places(kept)

    def _note(self, spot: Spot | None) -> None:
        if spot is not None:
            self._dirty = self._places.note(spot) or self._dirty

    def _keep(self) -> None:
        """Writes places down, where they are others than before."""
        for reader in self.readers:
            self._note(reader.spot())
        workspace = self._workspace
        if workspace is not None and self._dirty and not workspace.read_only:
            self._session.jobs.start("Saving", partial(workspace.remember, KEY, self._places.kept()), "act")
        self._dirty = False


class _Side(QWidget):
    """A reader, and what is said about the class of document it shows."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.reader = Reader(self, session.jobs)
        self.strip = frame("record")
        row = QHBoxLayout(self.strip)
        row.setContentsMargins(12, 4, 12, 4)
        row.addWidget(label(RECORD, wrap=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(MachineStrip(session, self.reader))
        column.addWidget(self.reader, 1)
        self.strip.hide()

    def set_workspace(self, workspace: core.Workspace | None) -> None:
        """Reads from this workspace from now on; None lets go of it."""
        self.reader.set_workspace(workspace)
        self.reader.set_dark(is_dark())
        self.strip.hide()

    def open(self, document: Document, *, page: int, box: Box | None = None, down: float | None = None) -> None:
        """Opens a document at a place."""
        self.reader.open(document, page=page, box=box, down=down)
        self.strip.setVisible(document.kind not in PUBLISHED_KINDS and document.pages > 0)

    def mark(self, now: bool) -> None:
        """Shows whether it is the one of two that is tagged in."""
        self.reader.bar.mark(now)
