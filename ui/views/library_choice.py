"""What is said below the library about the documents chosen, and the buttons to do something about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from evidence_app.domain.document import CHILD_LIST_REASON, LOCKED_REASON, Document, ImportReport
from ui.session import Session
from ui.widgets.buttons import button
from ui.widgets.places import Note


class LibraryChoice(Note):
    """The note."""

    edit_wanted = Signal(object)  # list[Document]
    passwords_wanted = Signal()
    carry_wanted = Signal()
    document_wanted = Signal(int)

    def __init__(self, session: Session, imported: Callable[[ImportReport], None]) -> None:
        super().__init__()
        self._session = session
        self._imported = imported

    def say(self, chosen: Sequence[Document], waiting: Sequence[Document]) -> None:
        """Speaks of what is chosen.

        Args:
            waiting: all that need attention, where the list shows these alone; else none.
        """
        trouble = [one for one in chosen if one.status == "attention"]
        if len(chosen) > 1:
            edit = button("Edit details…", lambda: self.edit_wanted.emit(list(chosen)))
            more = self._for_trouble(trouble) if len(trouble) == len(chosen) else []
            self.tell(f"{len(chosen)} documents chosen.", "", edit, *more)
        elif trouble:
            words = f"{trouble[0].reason} {trouble[0].hint}".strip()
            self.tell(words, "warn", *self._for_trouble(trouble))
        elif chosen and chosen[0].state in ("missing", "superseded"):
            self._tell_gone(chosen[0])
        elif waiting:
            again = self._allowed(button("Try all again", lambda: self._retry(None)))
            some = "One document needs" if len(waiting) == 1 else f"{len(waiting):,} documents need"
            self.tell(f"{some} attention. Choose one to see why.", "", again, *self._password(waiting))
        else:
            self.clear()

    def _for_trouble(self, trouble: Sequence[Document]) -> list[QPushButton]:
        ids = [one.id for one in trouble]
        made = [self._allowed(button("Try again", lambda: self._retry(ids))), *self._password(trouble)]
        lists = [one.id for one in trouble if one.reason == CHILD_LIST_REASON]
        if lists:
            made.append(self._allowed(button("Import it nevertheless", lambda: self._retry(lists, child_lists=True))))
        if all(one.ignored for one in trouble):
            made.append(self._allowed(button("Ask again about it", lambda: self._ignore(ids, False))))
        else:
            made.append(self._allowed(button("Set aside", lambda: self._ignore(ids, True))))
        return made

    def _tell_gone(self, document: Document) -> None:
        if document.state == "missing":
            places = "\n".join(document.paths[:3])
            self.tell(f"Its file is no longer where it was; the document and its evidence stay.\n{places}")
            return
        newer = document.newer
        buttons = [self._allowed(button("Carry evidence over…", self.carry_wanted.emit))]
        if newer is not None:
            buttons.insert(0, button("Open the newer version", lambda: self.document_wanted.emit(newer)))
        self.tell("The file has changed since: this is an earlier version. Its evidence stays here.", "", *buttons)

    def _password(self, documents: Sequence[Document]) -> list[QPushButton]:
        if not any(one.reason == LOCKED_REASON for one in documents):
            return []
        return [self._allowed(button("Give passwords…", self.passwords_wanted.emit))]

    def _retry(self, ids: Sequence[int] | None, *, child_lists: bool = False) -> None:
        self._session.retry(ids, self._imported, child_lists=child_lists)

    def _ignore(self, ids: Sequence[int], ignored: bool) -> None:
        documents = self._session.workspace.documents
        self._session.act(lambda: documents.edit(ids, {"ignored": ignored}))

    def _allowed(self, made: QPushButton) -> QPushButton:
        made.setEnabled(self._session.writable)
        return made
