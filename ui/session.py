"""The open workspace as the window sees it: work is run through here, and every change is told from here, once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from evidence_app import workspace as core
from evidence_app.changes import Changes
from evidence_app.domain.document import ImportReport
from evidence_app.domain.folder import Times
from evidence_app.domain.framework import Framework
from evidence_app.domain.hit import Query, SearchResult
from evidence_app.domain.policy import Policy
from evidence_app.errors import KnownError
from evidence_app.paths import documents_dir
from evidence_app.progress import Steps
from ui.jobs import Job, Jobs, Work

# While an import runs, the library is told of new documents this often, under the first name; at its end, everybody
# under the second.
IMPORT_REFRESH_MS = 2000
IMPORTING, IMPORTED = "importing", "import"
# The name under which everybody is told of pages that were read by machine.
SCANNED = "read scans"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the status bar and the edit menu show: counts, and the names of the changes undo and redo would touch."""

    documents: int = 0
    pages: int = 0
    attention: int = 0
    undo: str = ""
    redo: str = ""


class Session(QObject):
    """Holds the workspace and runs work on it. Widgets keep a Session, never a Workspace of their own."""

    opened = Signal()
    closing = Signal()  # let go of the workspace now
    closed = Signal()
    changed = Signal(object)  # Changes
    standing_changed = Signal(object)  # Standing
    long_started = Signal(object)  # Job
    saving = Signal(bool)
    problem = Signal(object)  # an exception nobody else speaks of
    notice = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = Jobs(self)
        self.standing = Standing()
        self._workspace: core.Workspace | None = None
        self._framework: Framework | None = None
        self._service: Future[Any] | None = None
        self._starter = ThreadPoolExecutor(1, "desk-warm")
        self._keyed: dict[str, Job] = {}
        self._searching: list[Job] = []
        self._acts = 0
        self._leaving = False
        self._refresh = QTimer(self, interval=IMPORT_REFRESH_MS)
        self._refresh.timeout.connect(lambda: self.tell(Changes(IMPORTING), key="imported"))
        self.jobs.idle.connect(self._leave)

    # -- the workspace ----------------------------------------------------------------------------------------------

    @property
    def workspace(self) -> core.Workspace:
        """The open workspace. Asking while none is open is a bug."""
        assert self._workspace is not None, "no workspace is open"
        return self._workspace

    @property
    def is_open(self) -> bool:
        """True while a workspace is open and not being closed."""
        return self._workspace is not None and not self._leaving

    @property
    def writable(self) -> bool:
        """True while a workspace is open for changes."""
        return self.is_open and not self.workspace.read_only

    @property
    def policy(self) -> Policy:
        """The computer's policy, for what is offered; while it is broken the core opens nothing, and says why."""
        try:
            return core.in_force()
        except KnownError:
            return Policy(remember=False)

    @property
    def home(self) -> Path:
        """The folder in which a workspace is offered to be kept."""
        return next(iter(self.policy.folders), documents_dir())

    def warm(self) -> None:
        """Starts the page service and loads what opening needs, ahead of need: while the passphrase is typed."""
        if self._service is None:
            self._service = self._starter.submit(lambda: (core.warm_pages(), core.Workspace)[0])

    def open(self, path: Path, passphrase: str, *, read_only: bool = False) -> Job:
        """Opens a workspace; `opened` tells when. The caller shows why it failed."""
        return self._enter(
            "Opening",
            lambda service: core.Workspace.open(path, passphrase, read_only=read_only, service=service),
        )

    def create(self, path: Path, passphrase: str, authority: str, framework: str) -> Job:
        """Creates a workspace and opens it. The caller shows why it failed."""
        return self._enter(
            "Creating",
            lambda service: core.Workspace.create(
                path, passphrase, authority=authority, framework=framework, service=service
            ),
        )

    def _enter(self, title: str, enter: Callable[[Any], core.Workspace]) -> Job:
        self.warm()
        service = self._service
        assert service is not None

        def work() -> tuple[core.Workspace, Standing]:
            workspace = enter(service.result())
            return workspace, _standing(workspace)

        # The lane of changes: never cancelled, or a workspace opened at that moment would stay open unseen.
        job = self.jobs.start(title, work, "act")
        job.finished.connect(self._entered)
        return job

    def _entered(self, result: tuple[core.Workspace, Standing]) -> None:
        # The workspace owns the page service from here on.
        self._service = None
        self._workspace, self.standing = result
        self._framework = self._workspace.framework
        if not self._leaving:
            self.opened.emit()
            self.standing_changed.emit(self.standing)
            self.look(self._workspace.search.prepare, lambda _: None)  # so that the first one is as fast as the next

    def lock(self) -> None:
        """Stops all work and closes the workspace; `closed` tells when it is shut."""
        if self._leaving:
            return
        self._leaving = True
        self.closing.emit()
        self._refresh.stop()
        if self._workspace is not None:
            self._workspace.search.interrupt()
        self.jobs.cancel_all()
        if not self.jobs.running():
            self._leave()

    def _leave(self) -> None:
        if not self._leaving:
            return
        if self._workspace is None:
            self._leaving = False
            self.closed.emit()
            return
        workspace, self._workspace = self._workspace, None
        self.standing = Standing()
        self._keyed.clear()
        self.jobs.start("Closing", workspace.close)

    def end(self) -> None:
        """Ends the threads and a page service that was never used. For the end of the program, after `closed`."""
        self._starter.shutdown(wait=True)
        if self._service is not None:
            self._service.result().close()
            self._service = None
        self.jobs.close()

    # -- work -------------------------------------------------------------------------------------------------------

    def look(self, work: Work, done: Callable[[Any], None], key: str = "") -> Job:
        """Reads something beside the window.

        Args:
            work: called on a thread; must not touch widgets.
            done: called on the window's thread with the result.
            key: work of the same key that is still under way is dropped, so only the newest is shown.
        """
        job = self.jobs.start("Reading", work)
        if key:
            older = self._keyed.get(key)
            if older is not None:
                older.cancel()
            self._keyed[key] = job
            job.ended.connect(lambda: self._forget(key, job))
        job.finished.connect(done)
        job.failed.connect(self.problem)
        return job

    def act(self, work: Callable[[], Changes | None], done: Callable[[Changes], None] | None = None) -> Job:
        """Makes a change. Changes are made one after the other, in the order asked; each is told by `changed`.

        Args:
            work: gives what it touched, or None where there was nothing to do.
            done: called after everybody was told.
        """
        workspace = self.workspace

        def change() -> tuple[Changes | None, Standing]:
            return work(), _standing(workspace)

        def landed(result: tuple[Changes | None, Standing]) -> None:
            changes, standing = result
            if self._leaving:
                return
            self._stand(standing)
            if changes is not None:
                if changes.settings and workspace.framework != self._framework:
                    # Areas and themes are others now: every view begins anew.
                    self._framework = workspace.framework
                    self.opened.emit()
                self.changed.emit(changes)
                if done is not None:
                    done(changes)

        job = self.jobs.start("Saving", change, "act")
        self._acts += 1
        self.saving.emit(True)
        job.finished.connect(landed)
        job.failed.connect(self.problem)
        job.ended.connect(self._act_ended)
        return job

    def long(self, title: str, work: Work, done: Callable[[Any], None] | None = None) -> Job:
        """Starts work that takes long; the status bar shows it with its progress and a way to cancel."""
        job = self.jobs.start(title, work, "long")
        if done is not None:
            job.finished.connect(done)
        job.failed.connect(self.problem)
        self.long_started.emit(job)
        return job

    def search(self, query: Query, done: Callable[[SearchResult], None]) -> Job:
        """Searches; the newest first page wins over all that is under way."""
        workspace = self.workspace
        if query.offset == 0 and self._searching:
            for older in self._searching:
                older.cancel()
            workspace.search.interrupt()
        job = self.jobs.start("Searching", lambda: workspace.search.run(query), "search")
        self._searching.append(job)
        job.finished.connect(done)
        job.failed.connect(self.problem)
        job.ended.connect(lambda: self._searching.remove(job))
        return job

    # -- acts every view may ask for --------------------------------------------------------------------------------

    def import_paths(self, paths: Sequence[Path], done: Callable[[ImportReport], None]) -> Job:
        """Imports files and folders."""
        workspace = self.workspace
        return self._import("Importing", lambda: workspace.documents.import_paths(paths), done)

    def retry(
        self,
        ids: Sequence[int] | None,
        done: Callable[[ImportReport], None],
        *,
        passwords: Sequence[str] = (),
        child_lists: bool = False,
    ) -> Job:
        """Reads again the documents that need attention: those given, or all.

        Args:
            passwords: tried on each; kept nowhere.
            child_lists: True to take in lists of children.
        """
        documents = self.workspace.documents
        return self._import(
            "Reading again", lambda: documents.retry(ids, passwords=passwords, child_lists=child_lists), done
        )

    def rescan(
        self,
        done: Callable[[ImportReport], None],
        *,
        folders: Sequence[Path] | None = None,
        times: Sequence[Times] | None = None,
    ) -> Job:
        """Looks at watched folders again: those given, those that are looked at at these times, or all."""
        watched = self.workspace.folders
        return self._import("Looking at folders", lambda: watched.rescan(folders, times=times), done)

    def undo(self) -> None:
        """Takes the latest change back."""
        workspace = self.workspace
        self.act(workspace.history.undo, lambda changes: self.notice.emit(f"Undone: {changes.name}"))

    def redo(self) -> None:
        """Does again what was undone last."""
        workspace = self.workspace
        self.act(workspace.history.redo, lambda changes: self.notice.emit(f"Done again: {changes.name}"))

    def _import(self, title: str, work: Callable[[], Steps[ImportReport]], done: Callable[[ImportReport], None]) -> Job:
        job = self.long(title, work, done)
        self._refresh.start()
        job.ended.connect(self._import_ended)
        return job

    def _import_ended(self) -> None:
        self._refresh.stop()
        self.tell(Changes(IMPORTED), key="imported")

    def tell(self, changes: Changes, key: str = "") -> None:
        """Tells everybody what long work touched, once the counts are read anew.

        Args:
            key: a later telling of the same key takes the place of one that is still under way.
        """
        if not self.is_open:
            return
        workspace = self.workspace

        def told(standing: Standing) -> None:
            self._stand(standing)
            self.changed.emit(changes)

        self.look(lambda: _standing(workspace), told, key=key)

    def _stand(self, standing: Standing) -> None:
        self.standing = standing
        self.standing_changed.emit(standing)

    def _act_ended(self) -> None:
        self._acts -= 1
        if not self._acts:
            self.saving.emit(False)

    def _forget(self, key: str, job: Job) -> None:
        if self._keyed.get(key) is job:
            del self._keyed[key]


def _standing(workspace: core.Workspace) -> Standing:
    documents, pages, attention = workspace.documents.counts()
    undo, redo = workspace.history.next_undo() or "", workspace.history.next_redo() or ""
    return Standing(documents, pages, attention, undo, redo)
