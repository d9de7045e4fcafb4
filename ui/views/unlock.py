"""The page that asks for the passphrase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from evidence_app import workspace as core
from evidence_app.domain.passphrase import Offer
from evidence_app.errors import KnownError, WorkspaceBusy, WrongPassphrase
from ui.session import Session
from ui.theme import scaled
from ui.widgets.buttons import button
from ui.widgets.fields import Check
from ui.widgets.labels import Elided, label
from ui.widgets.places import Note, frame


class Unlock(QWidget):
    """The page. A wrong passphrase is told here; a workspace in use may be opened for reading.

    Where the officer wished it, the passphrase comes from the system's own store of passwords. It is not put into the
    field, where it could be made visible.
    """

    back = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._path = Path()
        self._known = Offer()
        self._asked = 0  # how often; what comes back for an earlier page is dropped
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        card = frame("card")
        card.setMaximumWidth(scaled(480))
        middle = QVBoxLayout()
        middle.addStretch(2)
        middle.addWidget(card)
        middle.addStretch(3)
        outer.addStretch(1)
        outer.addLayout(middle, 8)
        outer.addStretch(1)
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        self._name = label(look="title", wrap=True)
        self._folder = Elided(look="muted")
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName("Passphrase")
        self.field.returnPressed.connect(self.unlock)
        self.seen = Check("Show what I type")
        self.seen.toggled.connect(self._see)
        self.keep = Check("Remember on this computer")
        self.keep.setToolTip("In the system's own store of passwords: whoever uses your account can then open it.")
        self.note = Note()
        self.go = button("Unlock", self.unlock, "main")
        self.leave = button("Back", self.back.emit)
        column.addWidget(self._name)
        column.addWidget(self._folder)
        column.addSpacing(4)
        column.addWidget(label("&Passphrase", "strong", buddy=self.field))
        column.addWidget(self.field)
        column.addWidget(self.seen)
        column.addWidget(self.keep)
        column.addWidget(self.note)
        row = QHBoxLayout()
        row.addWidget(self.leave)
        row.addStretch(1)
        row.addWidget(self.go)
        column.addLayout(row)

    def ask(self, path: Path, *, typed: bool = False) -> None:
        """Asks for the passphrase of a workspace, and warms the page service meanwhile.

        Args:
            typed: True where a remembered passphrase is not enough.
        """
        self._path = path
        self._asked += 1
        self._offer(Offer())
        self._name.setText(path.stem)
        self._folder.setText(str(path.parent))
        self.field.clear()
        self.seen.setChecked(False)
        self.note.clear()
        self._wait(False)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._session.warm()
        asked = self._asked
        job = self._session.jobs.start("Looking", lambda: core.recall(path, stored=not typed), "look")
        job.finished.connect(lambda offer: self._offer(offer) if asked == self._asked else None)
        job.failed.connect(lambda error: self._not_recalled(error) if asked == self._asked else None)

    def unlock(self, *, read_only: bool = False) -> None:
        """Tries the passphrase."""
        passphrase = self.field.text() or self._known.passphrase
        if not passphrase:
            self.note.tell("Type the passphrase of this workspace.", "warn")
            return
        self.note.clear()
        self._wait(True)
        job = self._session.open(self._path, passphrase, read_only=read_only)
        job.finished.connect(lambda: self._done(passphrase))
        job.failed.connect(self._failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def _offer(self, offer: Offer) -> None:
        self._known = offer
        self.keep.setVisible(offer.allowed)
        self.keep.setChecked(offer.kept)
        self.field.setPlaceholderText("Remembered: press Unlock" if offer.passphrase else "")

    def _not_recalled(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self.note.fail(error)
        else:
            self._session.problem.emit(error)

    def _done(self, passphrase: str) -> None:
        path, known, keep = self._path, self._known, self.keep.isChecked()
        self.field.clear()
        self._offer(Offer())
        self._wait(False)
        if known.kept and not keep:
            self._store("Forgetting", lambda: core.forget(path))
        elif known.allowed and keep and passphrase != known.passphrase:
            self._store("Remembering", lambda: core.remember(path, passphrase))

    def _store(self, title: str, work: Callable[[], None]) -> None:
        job = self._session.jobs.start(title, work, "look")
        job.failed.connect(self._session.problem)

    def _failed(self, error: Exception) -> None:
        self._wait(False)
        if isinstance(error, WorkspaceBusy):
            self.note.fail(error, button("Open for reading only", lambda: self.unlock(read_only=True)))
        elif isinstance(error, WrongPassphrase) and self._known.passphrase and not self.field.text():
            path = self._path
            self._offer(Offer(allowed=True))
            self._store("Forgetting", lambda: core.forget(path))
            self.note.tell("The remembered passphrase no longer fits this workspace, so it was forgotten.", "warn")
        else:
            self._not_recalled(error)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wait(self, waiting: bool) -> None:
        self.go.setText("Unlocking…" if waiting else "Unlock")
        for part in (self.go, self.field, self.leave):
            part.setEnabled(not waiting)

    def _see(self, seen: bool) -> None:
        self.field.setEchoMode(QLineEdit.EchoMode.Normal if seen else QLineEdit.EchoMode.Password)
