"""Getting out of a damaged workspace file what can still be read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from evidence_app import workspace as core
from evidence_app.domain.salvage import SalvageReport
from evidence_app.paths import SUFFIX, documents_dir
from ui.dialogs.form import WorkForm, with_button
from ui.jobs import Job
from ui.session import Session


class Salvage(WorkForm):
    """The dialog. The damaged file is only read."""

    salvaged = Signal(object)  # Path

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            session,
            "Salvage a damaged workspace",
            "Salvage",
            parent,
            words="What can still be read is written to a new workspace; the damaged file stays as it is. "
            "Try a backup first: it is whole.",
        )
        self._job: Job | None = None
        self._made: Path | None = None
        self.damaged, self.target, self.passphrase, self.salt = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.add("&Damaged file", with_button(self.damaged, "Choose…", self._choose_damaged))
        self.add("&New workspace file", with_button(self.target, "Choose…", self._choose_target))
        self.add("&Passphrase", self.passphrase)
        self.add(
            "A &backup of it, if there is one",
            with_button(self.salt, "Choose…", self._choose_salt),
            "Needed only where the very beginning of the file was overwritten.",
        )
        self.finish()

    def submit(self) -> None:
        """Salvages; or opens what came of it."""
        if self._made is not None:
            self.accept()
            self.salvaged.emit(self._made)
            return
        if not (self.damaged.text().strip() and self.target.text().strip() and self.passphrase.text()):
            self.note.tell("Choose the damaged file and the new one, and type the passphrase.", "warn")
            return
        damaged, target = Path(self.damaged.text().strip()), Path(self.target.text().strip())
        passphrase, salt = self.passphrase.text(), self.salt.text().strip()
        self.wait("Reading…")
        job = self._session.jobs.start(
            "Salvaging", lambda: core.salvage(damaged, target, passphrase, Path(salt) if salt else None), "long"
        )
        self._job = job
        job.progress.connect(lambda progress: self.note.tell(f"{progress.message}…"))
        job.finished.connect(lambda report: self._done(report, target))
        job.failed.connect(self._failed)
        self.finished.connect(lambda _: job.cancel())

    def _done(self, report: SalvageReport, target: Path) -> None:
        self.wait("")
        self._made = target
        self.main.setText("Open it")
        self.note.tell(" ".join(report.sentences()), "good" if report.whole else "warn")

    def _choose_damaged(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "Damaged workspace", str(documents_dir()), f"Workspace (*{SUFFIX})"
        )
        if chosen:
            self.damaged.setText(chosen)
            if not self.target.text():
                path = Path(chosen)
                self.target.setText(str(path.with_name(f"{path.stem} salvaged{SUFFIX}")))

    def _choose_target(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "New file", str(documents_dir()), f"Workspace (*{SUFFIX})")
        if chosen:
            self.target.setText(chosen)

    def _choose_salt(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Backup", str(documents_dir()), f"Workspace (*{SUFFIX})")
        if chosen:
            self.salt.setText(chosen)
