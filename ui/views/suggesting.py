"""Asks for what is suggested for the selected words, beside the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from evidence_app.domain.evidence import Passage
from evidence_app.domain.suggestion import Reading
from ui.session import Session

# The date of an entry is looked for when a selection has come to rest: it takes reading the whole document.
REST_MS = 200


class Suggesting(QObject):
    """One passage at a time; what was asked for before is dropped."""

    read = Signal(object)  # Reading
    dated = Signal(str)  # ISO date the passage would be given, or empty

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._passage: Passage | None = None
        self.under_way = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask_date)
        session.opened.connect(self._prepare)

    def ask(self, passage: Passage) -> None:
        """Asks for a passage; boxes are not needed."""
        suggestions = self._session.workspace.suggestions
        self._passage, self.under_way = passage, True
        job = self._session.look(lambda: suggestions.suggest(passage), self._told, key="suggest")
        job.failed.connect(self._done)
        self._rest.start()

    def drop(self) -> None:
        """Wants no answer any more."""
        self._passage, self.under_way = None, False
        self._rest.stop()

    def _told(self, reading: Reading) -> None:
        if self._passage is not None:
            self._done()
            self.read.emit(reading)

    def _done(self) -> None:
        self.under_way = False

    def _ask_date(self) -> None:
        passage = self._passage
        if passage is None or not self._session.is_open:
            return
        board = self._session.workspace.evidence
        self._session.look(
            lambda: board.proposed_date(passage.document, (passage.page, passage.start)),
            lambda date: self.dated.emit(date) if self._passage is passage else None,
            key="date",
        )

    def _prepare(self) -> None:
        # The model is loaded and the tags are learned from before the first suggestion is wanted.
        self._session.look(self._session.workspace.suggestions.prepare, lambda _: None, key="suggest")
