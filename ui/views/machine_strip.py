"""What the reader says of a page that was read by machine; and the page is shown anew when it has been."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from evidence_app.changes import Changes
from evidence_app.domain.scan import ReadNote
from ui.reader.reader import Reader
from ui.session import SCANNED, Session
from ui.widgets.labels import label
from ui.widgets.places import frame, told

# Words being selected are not taken from under somebody's hand: it is looked again so often whether they still are.
LOOK_MS = 1000


class MachineStrip(QWidget):
    """A line above the pages; hidden on pages that have text of their own."""

    def __init__(self, session: Session, reader: Reader) -> None:
        super().__init__()
        self._session = session
        self._reader = reader
        box = frame("head")
        row = QHBoxLayout(box)
        row.setContentsMargins(12, 4, 12, 4)
        self.words = label(wrap=True)
        row.addWidget(self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(box)
        self.hide()
        self._stale = QTimer(self, interval=LOOK_MS)
        self._stale.timeout.connect(self._renew)
        reader.page_changed.connect(lambda *_: self._look())
        session.changed.connect(self._changed)
        session.closing.connect(self._clear)

    def _changed(self, changes: Changes) -> None:
        document = self._reader.document
        if changes.name == SCANNED and document is not None and document.id in changes.documents:
            self._stale.start()
            self._renew()

    def _renew(self) -> None:
        if self._reader.view.selection is None:
            self._stale.stop()
            self._reader.pane.renew()
            self._look()

    def _look(self) -> None:
        document, page = self._reader.document, self._reader.view.page
        if document is None or not self._session.is_open or not self._reader.view.pages:
            self.hide()
            return
        scans, known = self._session.workspace.scans, document.id
        self._session.look(
            lambda: (known, page, scans.page_note(known, page)), self._show, key=f"machine {id(self._reader)}"
        )

    def _show(self, found: tuple[int, int, ReadNote | None]) -> None:
        known, page, note = found
        document = self._reader.document
        if document is None or (document.id, self._reader.view.page) != (known, page):
            return
        if note is not None:
            told(self.words, note.sentence, "warn" if note.uncertain else "")
        self.setVisible(note is not None)

    def _clear(self) -> None:
        self._stale.stop()
        self.hide()
