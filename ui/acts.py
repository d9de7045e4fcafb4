"""What each command does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog

from evidence_app import workspace as core
from evidence_app.domain.pack import Check
from evidence_app.errors import KnownError
from evidence_app.logs import note
from evidence_app.paths import SUFFIX
from ui import look
from ui.commands import QUICK_KEYS
from ui.dialogs.bug import BugDialog
from ui.dialogs.change_keys import ChangeKeys
from ui.dialogs.checks import Checks
from ui.dialogs.framework import ChangeFramework
from ui.dialogs.history import History
from ui.dialogs.new_workspace import NewWorkspace
from ui.dialogs.pack_records import ask
from ui.dialogs.palette import Palette
from ui.dialogs.passphrase import ChangePassphrase
from ui.dialogs.preferences import PreferencesDialog
from ui.dialogs.privacy_lists import PrivacyLists
from ui.dialogs.quick_tags import QuickTags
from ui.document_acts import DocumentActs
from ui.evidence_acts import EvidenceActs
from ui.exchange_acts import ExchangeActs
from ui.help_acts import HelpActs
from ui.idle import IdleLock, close_what_is_over
from ui.improvement_acts import ImprovementActs
from ui.keeping_acts import KeepingActs
from ui.main_window import MainWindow
from ui.session import Standing
from ui.teamwork_acts import TeamworkActs
from ui.views.rail import PLACES
from ui.widgets.buttons import button
from ui.work_acts import WorkActs


class Acts(QObject):
    """Connects the commands, and the signals of the views that ask for something outside them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._preferences = window.preferences
        self._then: Callable[[], None] | None = None
        self._documents = DocumentActs(window)
        self._evidence = EvidenceActs(window)
        self._improvement = ImprovementActs(window, self._evidence.save_page)
        self._work = WorkActs(window)
        self._exchange = ExchangeActs(window)
        self._teamwork = TeamworkActs(window)
        self._help = HelpActs(window)
        self._keeping = KeepingActs(window)
        self._idle = IdleLock(window.session, self._preferences, self)
        self._idle.due.connect(self._lock_unasked)
        self._connect_commands()
        self._connect_views()

    def _connect_commands(self) -> None:
        window, desk, session = self._window, self._window.desk, self._session
        panel = desk.panel
        does: dict[str, Callable[[], object]] = {
            "workspace.new": self.new_workspace,
            "workspace.open": self.open_workspace,
            "workspace.lock": self.lock,
            "workspace.passphrase": lambda: ChangePassphrase(session, window).open(),
            "workspace.framework": lambda: ChangeFramework(session, window).open(),
            "tag.quick": lambda: QuickTags(session, panel.form.choices(), window).open(),
            "pack.export": lambda: window.show_place("packs"),
            "app.preferences": self.preferences,
            "app.quit": window.close,
            "edit.undo": session.undo,
            "edit.redo": session.redo,
            "edit.history": lambda: History(session, window).open(),
            "search.focus": self.focus_search,
            "go.attention": self.show_attention,
            "focus.list": desk.to_list,
            "focus.panel": desk.to_panel,
            "focus.next": desk.to_next_pane,
            "view.list_only": desk.toggle_list_only,
            "view.panel": desk.toggle_panel,
            "app.keys": lambda: ChangeKeys(window.actions_, self._preferences, window).open(),
            "help.palette": self.palette,
        }
        does |= self._documents.commands()
        does |= window.packs.commands()
        does |= desk.reading.commands()
        does |= panel.commands()
        does |= desk.library.scans.commands()
        does |= self._evidence.commands()
        does |= self._improvement.commands()
        does |= self._work.commands()
        does |= self._exchange.commands()
        does |= self._teamwork.commands()
        does |= self._keeping.commands()
        does |= self._help.commands()
        does |= desk.commands() | {"go.inspections": lambda: window.show_place("inspections")}
        for place in PLACES:
            does[f"go.{place}"] = partial(self.go, place)
        for name, act in does.items():
            window.actions_[name].triggered.connect(_without_argument(act))
        for number, key in enumerate(window.actions_.areas):
            key.triggered.connect(_without_argument(partial(panel.toggle_area, number)))
        for letter, key in zip(QUICK_KEYS, window.actions_.quick, strict=True):
            key.triggered.connect(_without_argument(partial(panel.quick_tag, letter)))

    def _connect_views(self) -> None:
        window, session, desk = self._window, self._session, self._window.desk
        window.welcome.new_wanted.connect(self.new_workspace)
        window.welcome.open_wanted.connect(self.open_workspace)
        window.welcome.recent_wanted.connect(window.show_unlock)
        window.welcome.demo_wanted.connect(self.demo)
        window.unlock.back.connect(window.show_welcome)
        self._keeping.open_wanted.connect(lambda path: self._after_lock(lambda: window.show_unlock(path)))
        self._keeping.closed_wanted.connect(self._after_lock)
        window.ended.connect(self._closed)
        window.status.attention_wanted.connect(self.show_attention)
        window.packs.history.checked.connect(self.show_checks)
        window.packs.review.lists_wanted.connect(lambda: PrivacyLists(window.session, window).open())
        window.packs.history.asked.connect(lambda what, given: ask(what, given, window))
        desk.changed.connect(window.allow)
        search = window.top.search
        search.textChanged.connect(self._search)
        search.entered.connect(desk.search.enter)
        search.down.connect(desk.search.into_hits)
        search.left.connect(desk.to_list)
        desk.search.left.connect(lambda: search.setFocus())
        desk.search.text_wanted.connect(search.setText)
        session.problem.connect(self.tell)
        session.standing_changed.connect(self._stand)
        session.closed.connect(search.clear)

    # -- workspaces -------------------------------------------------------------------------------------------------

    def new_workspace(self) -> None:
        """Asks for a new workspace; the one that is open is closed first."""
        self._after_lock(lambda: NewWorkspace(self._session, self._window).open())

    def open_workspace(self) -> None:
        """Asks which workspace to open."""
        window = self._window
        chosen, _ = QFileDialog.getOpenFileName(
            window, "Open workspace", str(self._session.home), f"Workspace (*{SUFFIX})"
        )
        if chosen:
            self._after_lock(lambda: window.show_unlock(Path(chosen)))

    def lock(self) -> None:
        """Closes the workspace and asks for its passphrase."""
        path = self._session.workspace.path
        self._after_lock(lambda: self._window.show_unlock(path, typed=True))

    def _lock_unasked(self, minutes: int) -> None:
        path, window = self._session.workspace.path, self._window
        note("automatic lock", minutes=minutes)
        close_what_is_over(window)

        def locked() -> None:
            window.show_unlock(path, typed=True)
            after = "a minute" if minutes == 1 else f"{minutes} minutes"
            window.unlock.note.tell(f"Locked after {after} without a hand. All that was saved is in the file.")

        self._after_lock(locked)

    def demo(self) -> None:
        """Builds the demo beside the user's documents and opens it; one built before is opened as it is."""
        folder = self._session.home / "Evidence Desk demo"
        path = core.demo_workspace(folder)
        window, session = self._window, self._session
        if path.is_file():
            self._open_demo(path)
            return
        window.welcome.note.tell("Building the demo: importing, searching, tagging, packing…")
        window.welcome.setEnabled(False)
        job = session.jobs.start("Building the demo", lambda: core.build_demo(folder), "act")
        job.progress.connect(lambda progress: window.welcome.note.tell(f"{progress.message}…"))
        job.finished.connect(lambda: self._open_demo(path))
        job.failed.connect(self.tell)
        job.ended.connect(lambda: window.welcome.setEnabled(True))

    def _open_demo(self, path: Path) -> None:
        job = self._session.open(path, core.DEMO_PASSPHRASE)
        job.failed.connect(self.tell)
        job.ended.connect(self._window.welcome.note.clear)

    def _after_lock(self, then: Callable[[], None]) -> None:
        """Does something once no workspace is open."""
        if self._session.is_open:
            self._then = then
            self._session.lock()
        else:
            then()

    def _closed(self) -> None:
        self._window.show_welcome()
        then, self._then = self._then, None
        if then is not None:
            then()

    # -- documents and packs ----------------------------------------------------------------------------------------

    def show_attention(self) -> None:
        """Shows the documents that need attention."""
        self.go("library")
        self._window.desk.library.show_attention()

    def show_checks(self, title: str, checks: list[Check]) -> None:
        """Shows what was proved."""
        Checks(title, checks, self._window).open()

    # -- places -----------------------------------------------------------------------------------------------------

    def go(self, place: str) -> None:
        """Shows a place and takes the focus there."""
        self._window.show_place(place)
        if place in ("library", "evidence"):
            self._window.desk.to_list()
        elif place == "search":
            self.focus_search()

    def focus_search(self) -> None:
        """Takes the focus to the search box."""
        if self._window.place != "search":
            self._window.show_place("search")
        self._window.top.search.setFocus()
        self._window.top.search.selectAll()

    def _search(self, text: str) -> None:
        if self._session.is_open:
            if text:
                self._window.show_place("search")
            self._window.desk.search.ask(text)

    # -- the program ------------------------------------------------------------------------------------------------

    def preferences(self) -> None:
        """Asks for preferences; looks change at once."""
        dialog = PreferencesDialog(self._preferences, self._session, self._window)
        dialog.looks_changed.connect(self._apply_looks)
        dialog.open()

    def palette(self) -> None:
        """Opens the command palette below the top bar, in the middle."""
        dialog = Palette(self._window.actions_.every(), self._window)
        middle = self._window.geometry().center().x() - dialog.width() // 2
        dialog.move(middle, self._window.geometry().top() + 64)
        dialog.accepted.connect(lambda: self._trigger(dialog.chosen))
        dialog.open()

    def _trigger(self, action: QAction | None) -> None:
        if action is not None:
            action.trigger()

    def tell(self, error: BaseException) -> None:
        """Tells what went wrong: what a user can understand in the window, a fault of the program in its own dialog."""
        if isinstance(error, KnownError):
            self._window.note.fail(error, button("Close", self._window.note.clear))
        else:
            BugDialog(error, self._window).open()

    def _apply_looks(self, scheme: str, text_size: float) -> None:
        look.apply(cast(QApplication, QApplication.instance()), cast(look.SchemeChoice, scheme), text_size)

    def _stand(self, standing: Standing) -> None:
        for name, words, what in (("edit.undo", "Undo", standing.undo), ("edit.redo", "Redo", standing.redo)):
            self._window.actions_[name].setText(f"{words}: {what}" if what else words)
        self._window.allow()


def _without_argument(act: Callable[[], object]) -> Callable[..., None]:
    """A slot for `triggered`, whose argument (checked or not) means nothing here."""

    def slot(*_: object) -> None:
        act()

    return slot
