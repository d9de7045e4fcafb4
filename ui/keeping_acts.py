"""What the commands about keeping and letting go do: backups, salvage, the check, the end date, wiping."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from evidence_app import workspace as core
from evidence_app.changes import Changes
from evidence_app.domain.backups import Backup, BackupReport
from evidence_app.domain.document import Document
from evidence_app.domain.pack import Check
from evidence_app.domain.retention import Keeping
from evidence_app.domain.wiping import WipePlan, WipeReport
from evidence_app.paths import SUFFIX, documents_dir
from ui.dialogs.backups import Backups
from ui.dialogs.checks import Checks
from ui.dialogs.restore import Restore
from ui.dialogs.salvage import Salvage
from ui.dialogs.wipe import KeepUntil, WipeDocuments, WipeWorkspace
from ui.main_window import MainWindow
from ui.session import IMPORTED
from ui.widgets.buttons import button

# After a workspace was opened its daily backup waits so long, that opening is not slowed by it.
BACKUP_AFTER_MS = 5000


class KeepingActs(QObject):
    """Makes the daily backup, warns of the end date, and gives the commands."""

    open_wanted = Signal(object)  # Path, once no workspace is open
    closed_wanted = Signal(object)  # what is to be done then

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._preferences = window.preferences
        self._later = QTimer(self, singleShot=True, interval=BACKUP_AFTER_MS)
        self._later.timeout.connect(self.back_up_today)
        self._session.opened.connect(self._opened)
        self._session.closing.connect(self._later.stop)
        self._session.changed.connect(self._changed)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the commands do, by id."""
        return {
            "workspace.backup": self.backup,
            "workspace.backups": self.backups,
            "workspace.restore": self.restore,
            "workspace.check": self.check,
            "workspace.salvage": self.salvage,
            "workspace.keep": self.keep,
            "workspace.wipe": self.wipe_all,
            "document.wipe": self.wipe_documents,
        }

    # -- backups and checks -----------------------------------------------------------------------------------------

    def backup(self) -> None:
        """Asks where to, and writes a verified copy."""
        workspace, window = self._session.workspace, self._window
        proposed = documents_dir() / f"{workspace.name} backup{SUFFIX}"
        chosen, _ = QFileDialog.getSaveFileName(window, "Back up workspace", str(proposed), f"Workspace (*{SUFFIX})")
        if chosen:
            self._session.long("Backing up", lambda: workspace.backup(Path(chosen)), self._checked("Backup"))

    def backups(self) -> None:
        """Shows the backups."""
        dialog = Backups(self._session, self._preferences, self._window)
        dialog.restore_wanted.connect(self.restore)
        dialog.open()

    def back_up_today(self) -> None:
        """Makes today's backup, if none was made and something has changed."""
        if not self._session.writable or not self._preferences.daily_backup:
            return
        backups = self._session.workspace.backups

        def made(report: BackupReport) -> None:
            if report.made is not None:
                self._session.notice.emit(report.sentence())

        def start(due: bool) -> None:
            if due and self._session.writable:
                self._session.long("Backing up", backups.make, made)

        self._session.look(backups.due, start, key="backup due")

    def restore(self, chosen: Backup | None = None) -> None:
        """Asks which backup to put in place as a new file, and opens that."""
        dialog = Restore(self._session, self._window, chosen)
        dialog.restored.connect(self.open_wanted)
        dialog.open()

    def check(self) -> None:
        """Proves the workspace and shows each check."""
        self._session.long("Checking", self._session.workspace.check, self._checked("Workspace"))

    def salvage(self) -> None:
        """Asks which damaged file is to be salvaged, and opens what came of it."""
        dialog = Salvage(self._session, self._window)
        dialog.salvaged.connect(self.open_wanted)
        dialog.open()

    def _checked(self, title: str) -> Callable[[list[Check]], None]:
        return lambda checks: Checks(title, checks, self._window).open()

    # -- the end date -----------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Asks until when the workspace is kept."""
        retention, session = self._session.workspace.retention, self._session

        def ask(standing: Keeping) -> None:
            KeepUntil(standing, lambda day: session.act(lambda: retention.keep(day)), self._window).open()

        session.look(retention.standing, ask)

    def _opened(self) -> None:
        self._look_at_the_end()
        self._later.start()
        if self._session.writable:
            retention = self._session.workspace.retention
            self._session.look(retention.unfinished, self._finish)

    def _finish(self, unfinished: bool) -> None:
        """A wipe that was cut short is brought to its end."""
        if unfinished and self._session.writable:
            self._session.long("Finishing a wipe", self._session.workspace.retention.finish)

    def _changed(self, changes: Changes) -> None:
        if changes.settings:
            self._look_at_the_end()

    def _look_at_the_end(self) -> None:
        retention = self._session.workspace.retention
        self._session.look(retention.standing, self._tell_the_end, key="end date")

    def _tell_the_end(self, standing: Keeping) -> None:
        if not self._session.is_open:
            return
        self._preferences.keep_end(self._session.workspace.path, standing.until)
        if standing.near:
            note = self._window.note
            change = button("Change the date…", self.keep)
            note.tell(standing.sentence(), "bad" if standing.over else "warn", change, button("Close", note.clear))

    # -- wiping -----------------------------------------------------------------------------------------------------

    def wipe_documents(self) -> None:
        """Asks before the documents chosen in the library, or the one that is open, are wiped."""
        library = self._window.desk.library
        chosen = library.chosen() if library.isVisible() else []
        here = self._window.desk.reading.document
        documents = chosen or ([here] if here is not None else [])
        if not documents:
            self._session.notice.emit("Choose a document in the library, or open one.")
            return
        ids = [one.id for one in documents]
        retention = self._session.workspace.retention
        self._session.look(lambda: retention.plan(ids), lambda plan: self._ask_documents(plan, documents))

    def _ask_documents(self, plan: WipePlan, documents: list[Document]) -> None:
        ids = [one.id for one in documents]
        retention, session = self._session.workspace.retention, self._session

        def wipe(reason: str, evidence: bool, backups: bool) -> None:
            # Whatever is open is let go of: nothing may read what is being wiped.
            self._window.desk.reading.set_workspace(session.workspace)
            session.long("Wiping", lambda: retention.wipe(ids, reason, evidence=evidence, backups=backups), self._wiped)

        WipeDocuments(plan, wipe, self._window).open()

    def _wiped(self, report: WipeReport) -> None:
        self._session.notice.emit(report.sentence())
        if report.mentions:
            self._window.note.tell(report.sentence(), "warn", button("Close", self._window.note.clear))
        self._session.tell(Changes(IMPORTED, settings=True, privacy=True, packs=True, improvement=True))
        # Every view begins anew.
        self._session.opened.emit()

    def wipe_all(self) -> None:
        """Asks before the whole workspace is wiped."""
        workspace = self._session.workspace
        backups = workspace.backups

        def ask(count: int) -> None:
            WipeWorkspace(workspace.name, count, self._wipe_all, self._window).open()

        self._session.look(lambda: len(backups.every()), ask)

    def _wipe_all(self, reason: str, record: Path | None, backups: bool) -> None:
        workspace = self._session.workspace
        path, folder = workspace.path, workspace.backups.folder if backups else None

        def wipe() -> None:
            window, session = self._window, self._session
            window.welcome.note.tell("Overwriting…")
            job = session.jobs.start(
                "Wiping", lambda: core.wipe_workspace(path, reason, record=record, backups=folder), "act"
            )
            job.finished.connect(lambda report: window.welcome.note.tell(report.sentence(), "good"))
            job.finished.connect(lambda _: window.show_welcome())
            job.failed.connect(session.problem)

        self.closed_wanted.emit(wipe)
