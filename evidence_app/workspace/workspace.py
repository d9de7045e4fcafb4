"""An open workspace."""

from __future__ import annotations

import contextlib
import getpass
from datetime import date, timedelta
from pathlib import Path
from types import TracebackType

from evidence_app.domain.framework import Framework
from evidence_app.domain.pack import Check
from evidence_app.domain.policy import Policy
from evidence_app.errors import KnownError, NotAWorkspace, OlderWorkspace
from evidence_app.logs import note
from evidence_app.ofsted.frameworks import framework as load_framework
from evidence_app.pages.service import PageService
from evidence_app.paths import SUFFIX
from evidence_app.progress import Progress, Steps
from evidence_app.store import capture, journal
from evidence_app.store import database as files
from evidence_app.store import exchange as exchanges
from evidence_app.store.cipher import told
from evidence_app.store.copying import clear_part, refuse_own_part
from evidence_app.store.database import Database
from evidence_app.workspace import remembered, retention
from evidence_app.workspace.backups import Backups
from evidence_app.workspace.board import Board
from evidence_app.workspace.checking import check
from evidence_app.workspace.document_versions import Versions
from evidence_app.workspace.documents import Documents
from evidence_app.workspace.evidence import EvidenceBoard
from evidence_app.workspace.exchange import Exchange
from evidence_app.workspace.findings import Findings
from evidence_app.workspace.folders import Folders
from evidence_app.workspace.frameworks import DEFAULT_FRAMEWORK, Frameworks
from evidence_app.workspace.history import History
from evidence_app.workspace.improvement import Measures, Requests, Visits
from evidence_app.workspace.inspections import Inspections
from evidence_app.workspace.packs import Packs
from evidence_app.workspace.pages import Pages
from evidence_app.workspace.plan import Plan
from evidence_app.workspace.policy import check_place, in_force
from evidence_app.workspace.privacy import Privacy
from evidence_app.workspace.quotes import Quotes
from evidence_app.workspace.retention import Retention
from evidence_app.workspace.review import Review
from evidence_app.workspace.scans import Scans
from evidence_app.workspace.search import Search
from evidence_app.workspace.suggestions import Suggestions
from evidence_app.workspace.teamwork import Teamwork
from evidence_app.workspace.upkeep import Upkeep
from evidence_app.workspace.work_list import WorkList

# Bytes copied at a time.
_PIECE = 1 << 22


class Workspace:
    """One encrypted file of documents, evidence and packs. Use `create` or `open`; close it when done.

    Mutations give back Changes: what was touched. Long work is Steps: a generator of Progress.
    """

    def __init__(
        self,
        database: Database,
        service: PageService | None = None,
        policy: Policy = Policy(),  # noqa: B008
    ) -> None:
        self._database = database
        self.policy = policy
        self._closed = False
        self.author = officer()
        self.frameworks = Frameworks(database, self.author)
        self.pages = Pages(database, service)
        self.inspections = Inspections(database, self.frameworks, self.author)
        self.search = Search(database, self.inspections.elsewhere)
        self.documents = Documents(database, self.author, self.search)
        self.scans = Scans(database, self.author, self.pages, self.search)
        self.folders = Folders(database, self.author, self.documents)
        self.upkeep = Upkeep(database, self.author, self.pages, self.search)
        self.versions = Versions(database, self.author, self.pages)
        self.evidence = EvidenceBoard(database, self.frameworks, self.author, self.pages, self.inspections.elsewhere)
        self.board = Board(database, self.frameworks)
        self.privacy = Privacy(database, self.author, self.pages)
        self.visits = Visits(database, self.author, self.inspections)
        self.findings = Findings(database, self.frameworks, self.inspections)
        self.packs = Packs(
            *(database, self.frameworks, self.author, self.privacy, self.inspections.elsewhere),
            *(policy, self.visits.list),
        )
        self.quotes = Quotes(database)
        self.suggestions = Suggestions(database, self.frameworks)
        self.review = Review(database, self.frameworks, self.author, self.evidence, self.suggestions, self.inspections)
        self.measures = Measures(database, self.author)
        self.requests = Requests(database, self.author)
        self.plan = Plan(database, self.frameworks, self.author, self.inspections, self.suggestions)
        self.history = History(database, self.author)
        self.exchange = Exchange(database, self.frameworks, self.author, self.documents, self.evidence, self.pages)
        self.teamwork = Teamwork(database, self.frameworks, self.author, self.search, policy)
        self.work = WorkList(database, self.author)
        self.backups = Backups(database, policy)
        self.retention = Retention(database, self.author, self.documents, self.search, self.backups)

    @classmethod
    def create(
        cls,
        path: Path,
        passphrase: str,
        *,
        authority: str = "",
        framework: str = DEFAULT_FRAMEWORK,
        service: PageService | None = None,
        policy: Policy | None = None,
    ) -> Workspace:
        """Creates an empty workspace.

        Args:
            path: where; must end in .evidence and not exist.
            passphrase: not empty; there is no way back in without it.
            authority: the own council's name; may be empty.
            framework: id of the inspection framework.
            service: a page service already warm; else one is started when a page is first asked for.
            policy: None for the computer's; the demo and the self-test, where all is invented, have one of their own.

        Raises:
            KnownError: the path is taken or cannot be written, the framework is unknown, or the policy forbids it.
        """
        policy = in_force() if policy is None else policy
        check_place(policy, path)
        policy.check_passphrase(passphrase)
        if path.suffix != SUFFIX:
            raise KnownError(f"A workspace's name ends in {SUFFIX}.", f"Try “{path.name}{SUFFIX}”.")
        chosen = load_framework(framework)
        if policy.folders:
            # The folder IT named need not have been made by hand; where it cannot be made, the next line says so.
            with contextlib.suppress(OSError):
                path.parent.mkdir(parents=True, exist_ok=True)
        database = Database.create(path, passphrase)
        database.set_meta("authority", authority)
        database.set_meta("framework", chosen.id)
        database.set_meta("created", files.now())
        if policy.workspace_days:
            until = date.today() + timedelta(days=policy.workspace_days)
            database.set_meta(retention.UNTIL, until.isoformat())
        note("create")
        return cls(database, service, policy)

    @classmethod
    def open(
        cls,
        path: Path,
        passphrase: str,
        *,
        read_only: bool = False,
        service: PageService | None = None,
        policy: Policy | None = None,
    ) -> Workspace:
        """Opens a workspace.

        Args:
            policy: None for the computer's; see create.

        Raises:
            NotAWorkspace, WrongPassphrase, WorkspaceBusy, NewerWorkspace: see their sentences.
            KnownError: the computer's policy is broken, or lets nobody change a workspace that is kept there.
        """
        policy = in_force() if policy is None else policy
        if not read_only:
            check_place(policy, path)
        database = Database.open(path, passphrase, read_only=read_only)
        note("open", read_only=read_only)
        if database.fresh_backup is not None:
            note("updated")
        workspace = cls(database, service, policy)
        try:
            workspace.refuse_handover(path.name)
        except NotAWorkspace:
            database.close()
            raise
        if not read_only:
            # Where the program ended before it could; a copy made of the file since finds the same (see store/capture).
            capture.bring_up_to_date(database)
            # An import that was killed, or an update of the program, leaves word forms behind; else this reads nothing.
            workspace.search.refresh()
        return workspace

    def close(self) -> None:
        """Closes the file and stops the page service. Closing twice is harmless."""
        self.packs.close()
        self.pages.close()
        if not self.read_only and not self._closed:
            # So that a copy of the file begins with all that was done in this one.
            with contextlib.suppress(KnownError):
                capture.bring_up_to_date(self._database)
        self._closed = True
        self._database.close()
        note("close")

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The workspace file."""
        return self._database.path

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    @property
    def read_only(self) -> bool:
        """True where another window holds the workspace for writing, or reading only was asked for."""
        return self._database.read_only

    @property
    def framework(self) -> Framework:
        """The framework evidence is tagged to."""
        return self.frameworks.current()

    @property
    def authority(self) -> str:
        """The own council's name; may be empty."""
        return self._database.meta("authority") or ""

    @property
    def created(self) -> str:
        """ISO time (UTC) at which the workspace was created."""
        return self._database.meta("created") or ""

    def refuse_handover(self, name: str) -> None:
        """Refuses a file that only hands work over.

        Args:
            name: of the file, as it is told.

        Raises:
            NotAWorkspace: it is one.
        """
        if self._database.meta(exchanges.HANDOVER):
            raise NotAWorkspace(f"“{name}” is a hand-over.", "Open your own workspace and bring it in there.")

    def preference(self, key: str) -> str | None:
        """A value remembered inside the workspace (a saved search, the column widths of a list), or None."""
        return self._database.meta(f"preference.{key}")

    def remember(self, key: str, value: str) -> None:
        """Remembers a value inside the workspace; not an undoable change."""
        self._database.set_meta(f"preference.{key}", value)

    def change_passphrase(self, old: str, new: str) -> None:
        """Re-encrypts the file under a new passphrase.

        Raises:
            WrongPassphrase: old is not the present one.
            KnownError: the policy asks for a longer one, or one that is harder to guess.
        """
        self.policy.check_passphrase(new)
        self._database.change_passphrase(old, new)
        with self._database.write() as tables:
            journal.audit(tables, self.author, "change passphrase", {})
        note("passphrase changed")
        with contextlib.suppress(KnownError):
            remembered.forget(self.path)

    def backup(self, target: Path) -> Steps[list[Check]]:
        """Writes a verified copy under the same passphrase.

        Raises:
            KnownError: the target exists or cannot be written, or the copy did not prove sound.
        """
        if not self.read_only:
            capture.bring_up_to_date(self._database)
        yield from self._database.backup(target)
        note("backup", bytes=target.stat().st_size)
        return [Check("copy", True, f"{target.stat().st_size:,} bytes, every page of the file authenticated")]

    def check(self) -> Steps[list[Check]]:
        """Proves the file, what its rows name, the documents, the index, the anchors of evidence, and the audit log."""
        return check(self._database, self.evidence)


def restore(backup: Path, target: Path, passphrase: str, policy: Policy | None = None) -> Steps[None]:
    """Puts a backup in place: copied beside the target, brought up to date where it is older, proved, and renamed.

    Args:
        policy: None for the computer's.

    Raises:
        KnownError: the target exists; the backup is damaged, the passphrase is not its own, or the policy lets
            nobody keep a workspace there.
    """
    policy = in_force() if policy is None else policy
    check_place(policy, target)
    if target.exists():
        raise KnownError(f"“{target.name}” exists already; it was left as it is.", "Choose another name.")
    with contextlib.suppress(OlderWorkspace):
        Database.open(backup, passphrase, read_only=True).close()
    part = target.with_name(target.name + ".part")
    refuse_own_part(backup, part)
    try:
        with told():
            yield from _copied(backup, part)
            part.chmod(0o600)
            with Workspace(Database.open(part, passphrase, copied=True)) as copy:
                copy.refuse_handover(backup.name)
                checks = yield from copy.check()
            failed = [check for check in checks if not check.ok]
            if failed:
                raise KnownError(f"This backup is damaged: {failed[0].detail}.", "Try an older backup, or salvage it.")
            part.replace(target)
    except OSError as error:
        raise KnownError(f"“{target.name}” cannot be written: {error.strerror}.", "Choose another place.") from None
    finally:
        clear_part(part)


def _copied(backup: Path, part: Path) -> Steps[None]:
    """Copies a file, and the log of changes beside it where there is one."""
    wal = Path(f"{backup}-wal")
    pairs = [(backup, part), *([(wal, Path(f"{part}-wal"))] if wal.is_file() else [])]
    total = sum(source.stat().st_size for source, _ in pairs)
    done = 0
    for source, target in pairs:
        with source.open("rb") as read, target.open("wb") as written:
            while piece := read.read(_PIECE):
                written.write(piece)
                done += len(piece)
                yield Progress("Copying", done, total)


def officer() -> str:
    """The name under which changes are recorded: the name of the account on this computer."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "officer"
