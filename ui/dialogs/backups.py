"""The backups of a workspace: when each was made, whether it was proved, and how much room they take."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog

from evidence_app.domain.backups import Backup, BackupReport
from evidence_app.domain.pack import Check as Proof
from evidence_app.domain.sizes import shown_size
from evidence_app.errors import KnownError
from evidence_app.paths import documents_dir
from ui.dialogs.form import Form
from ui.models.dates import shown_time
from ui.models.plain import PlainModel
from ui.preferences import Preferences
from ui.session import Session
from ui.theme import scaled
from ui.widgets.buttons import button
from ui.widgets.fields import Check
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.table import Table

COLUMNS = ("Made", "Size", "Proved", "File")
SAMPLES = ("30 Sep 2026, 14:05", "1,234 MB", "30 Sep 2026, 14:05", "")


class Backups(Form):
    """The dialog. What is set here is set at once."""

    restore_wanted = Signal(object)  # Backup

    def __init__(self, session: Session, preferences: Preferences, parent: Any = None) -> None:
        super().__init__(
            "Backups",
            "Close",
            parent,
            words="A backup is a copy of the whole workspace under the same passphrase. Of each of the last 7 days, "
            "4 weeks and 6 months with a backup the last one is kept; older ones are removed.",
            width=760,
        )
        self._session = session
        self._preferences = preferences
        self._backups: Sequence[Backup] = ()
        self._model = PlainModel(COLUMNS, self)
        self.table = Table("Backups", lines=1)
        self.table.setModel(self._model)
        self.table.columns(3, SAMPLES)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setMinimumHeight(scaled(200))
        self.table.selectionModel().selectionChanged.connect(self._allow)
        self._room = label(look="muted", wrap=True)
        self.daily = Check("Make one each day when a workspace is opened, if something has changed")
        self.daily.setChecked(preferences.daily_backup)
        self.daily.toggled.connect(self._set_daily)
        self.make = button("Back up now", self._make)
        self.prove = button("Prove it again", self._prove)
        self.restore = button("Restore…", self._restore)
        self.folder = button("Choose a folder…", self._choose)
        row = Flow()
        for part in (self.make, self.prove, self.restore, self.folder):
            row.addWidget(part)
        self.add_widget(self.table, 1)
        self.add_widget(self._room)
        self.add_row(row)
        self.add_widget(self.daily)
        self.leave.hide()
        self.finish()
        self.reload()

    def reload(self) -> None:
        """Reads the folder again."""
        backups = self._session.workspace.backups
        self._session.look(lambda: (backups.list(), backups.folder), self._show, key="backups")

    def chosen(self) -> Backup | None:
        """The backup chosen in the list."""
        rows = self.table.chosen_rows()
        return self._backups[rows[0]] if rows else None

    def _show(self, found: tuple[Sequence[Backup], Path]) -> None:
        self._backups, folder = found
        self._model.show(
            [
                (
                    shown_time(one.made.astimezone().isoformat()),
                    shown_size(one.size),
                    shown_time(one.verified) if one.verified else "not proved",
                    one.path.name,
                )
                for one in self._backups
            ]
        )
        size = shown_size(sum(one.size for one in self._backups))
        count = len(self._backups)
        held = "No backup yet" if not count else f"{count:,} backup{'' if count == 1 else 's'}, {size} together"
        self._room.setText(f"{held}. They are kept in {folder}.")
        self._allow()
        if count:
            self.table.go_to(0)

    def _allow(self) -> None:
        for part in (self.prove, self.restore):
            part.setEnabled(self.chosen() is not None)
        for part in (self.make, self.folder):
            part.setEnabled(self._session.writable)

    def _make(self) -> None:
        backups = self._session.workspace.backups
        self.note.tell("Backing up…")
        job = self._session.long("Backing up", backups.make, self._made)
        self._follow(job)

    def _made(self, report: BackupReport) -> None:
        self.note.tell(report.sentence(), "good")
        self.reload()

    def _prove(self) -> None:
        one = self.chosen()
        if one is None:
            return
        backups = self._session.workspace.backups
        self.note.tell("Proving every page…")
        self._follow(self._session.long("Proving a backup", lambda: backups.prove(one.path), self._proved))

    def _proved(self, proof: Proof) -> None:
        if proof.ok:
            self.note.tell(f"{proof.name}: {proof.detail}.", "good")
        else:
            self.note.tell(f"{proof.name} is damaged: {proof.detail}. Make a new one.", "bad")
        self.reload()

    def _follow(self, job: Any) -> None:
        for part in (self.make, self.prove, self.restore, self.folder):
            part.setEnabled(False)
        job.failed.connect(self._failed)
        job.cancelled.connect(lambda: self.note.tell("Cancelled.", "warn"))
        job.ended.connect(self._allow)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self.note.fail(error)

    def _restore(self) -> None:
        one = self.chosen()
        if one is not None:
            self.accept()
            self.restore_wanted.emit(one)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Keep backups below this folder", str(documents_dir()))
        if not chosen:
            return
        backups = self._session.workspace.backups
        self._session.look(lambda: backups.choose(Path(chosen)), lambda _: self.reload())

    def _set_daily(self, wanted: bool) -> None:
        self._preferences.daily_backup = wanted
        self._preferences.save()
