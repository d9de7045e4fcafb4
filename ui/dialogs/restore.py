"""Putting a backup back: which file, where to, its passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from evidence_app import workspace as core
from evidence_app.domain.backups import Backup
from evidence_app.paths import SUFFIX, documents_dir
from ui.dialogs.form import WorkForm, with_button
from ui.session import Session


class Restore(WorkForm):
    """The dialog. The backup is proved before anything is written, and no file is ever replaced."""

    restored = Signal(object)  # Path

    def __init__(self, session: Session, parent: QWidget | None = None, chosen: Backup | None = None) -> None:
        super().__init__(
            session,
            "Restore a backup",
            "Restore",
            parent,
            words="The backup is checked page by page, then copied to a new workspace file. No file is replaced.",
        )
        self.backup = QLineEdit()
        self.target = QLineEdit()
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.add("&Backup", with_button(self.backup, "Choose…", self._choose_backup))
        self.add("&New workspace file", with_button(self.target, "Choose…", self._choose_target))
        self.add("&Passphrase of the backup", self.passphrase)
        self.finish()
        if chosen is not None:
            workspace = session.workspace.path
            self.target.setText(str(workspace.with_name(f"{workspace.stem} restored{SUFFIX}")))
            self._propose(chosen.path)

    def submit(self) -> None:
        """Restores, or says what is wrong."""
        if not (self.backup.text().strip() and self.target.text().strip() and self.passphrase.text()):
            self.note.tell("Choose the backup and the new file, and type the passphrase.", "warn")
            return
        backup, target = Path(self.backup.text().strip()), Path(self.target.text().strip())
        passphrase = self.passphrase.text()
        self.wait("Checking…")
        job = self._session.jobs.start("Restoring", lambda: core.restore(backup, target, passphrase), "act")
        job.progress.connect(lambda progress: self.note.tell(f"{progress.message}…"))
        job.finished.connect(lambda: self._done(target))
        job.failed.connect(self._failed)

    def _done(self, target: Path) -> None:
        self.accept()
        self.restored.emit(target)

    def _choose_backup(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Backup", str(documents_dir()), f"Workspace (*{SUFFIX})")
        if chosen:
            self._propose(Path(chosen))

    def _propose(self, backup: Path) -> None:
        self.backup.setText(str(backup))
        if not self.target.text():
            self.target.setText(str(backup.with_name(f"{backup.stem} restored{SUFFIX}")))

    def _choose_target(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "New file", str(self._session.home), f"Workspace (*{SUFFIX})")
        if chosen:
            self.target.setText(chosen)
