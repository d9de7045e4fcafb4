"""The window: puts the parts together and says which page is shown. What commands do is in `acts`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ui.actions import Actions
from ui.commands import Need
from ui.preferences import Preferences
from ui.session import Session
from ui.views.rail import Rail
from ui.views.status_bar import StatusBar
from ui.views.top_bar import TopBar
from ui.views.unlock import Unlock
from ui.views.welcome import Welcome
from ui.widgets.labels import label
from ui.widgets.places import Note, frame

if TYPE_CHECKING:  # loaded behind the first page
    from ui.views.coverage import Coverage
    from ui.views.desk import Desk
    from ui.views.improvement import Improvement
    from ui.views.inspections import Inspections
    from ui.views.packs import Packs

TITLE = "Evidence Desk"
LISTS = ("library", "search", "evidence", "candidates", "report")
# Places without a button of their own on the rail, and the one they belong to.
WITHIN = {"candidates": "library", "report": "library", "inspections": "coverage"}


class MainWindow(QMainWindow):
    """The window. It begins with the first page and the one that asks for a passphrase; `furnish` adds the others."""

    dropped = Signal(object)  # list[Path]
    ended = Signal()  # the workspace is closed and no work is left
    left = Signal()  # the window itself is closed

    desk: Desk
    coverage: Coverage
    inspections: Inspections
    improvement: Improvement
    packs: Packs

    def __init__(self, session: Session, preferences: Preferences) -> None:
        super().__init__()
        self.session = session
        self.preferences = preferences
        self.place = "library"
        self._closing = False
        self._ended = False
        # Several such events come at once, some of them before the style sheet is in force.
        self._restyling = QTimer(self, singleShot=True, interval=0)
        self._restyling.timeout.connect(self._restyle)
        self.setWindowTitle(TITLE)
        self.setAcceptDrops(True)
        self.resize(1440, 900)
        self.actions_ = Actions(self, preferences.keys)
        self.top = TopBar(self.actions_)
        self.rail = Rail(self.actions_)
        self.note = Note()
        self.welcome = Welcome()
        self.unlock = Unlock(session)
        self.status = StatusBar(session)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.welcome)
        self.pages.addWidget(self.unlock)
        self._lay_out()
        self._drop_sign = self._sign()
        if sys.platform == "darwin":
            for menu in self.actions_.menus(self):
                self.menuBar().addMenu(menu)
        if not preferences.geometry.isEmpty():
            self.restoreGeometry(preferences.geometry)
        # Queued: a window cannot be closed from inside its own close event.
        session.closed.connect(self._closed, Qt.ConnectionType.QueuedConnection)
        self.show_welcome()

    def furnish(self) -> None:
        """Adds the pages of an open workspace. Loading and making them takes longer than all before the first page."""
        from ui.views.coverage import Coverage
        from ui.views.desk import Desk
        from ui.views.improvement import Improvement
        from ui.views.inspections import Inspections
        from ui.views.packs import Packs

        session = self.session
        self.desk = Desk(session, self.preferences)
        self.coverage = Coverage(session)
        self.inspections = Inspections(session)
        self.improvement = Improvement(session)
        self.packs = Packs(session)
        for page in (self.desk, self.coverage, self.improvement, self.packs, self.inspections):
            self.pages.addWidget(page)
        self.actions_.add_tagging_keys(self.desk.reading, self.desk.panel, self.desk.candidates, self.desk.report)
        for name, tool in self.desk.reading.reader.bar.of_commands.items():
            self.actions_.hint(name, tool)
        self.actions_.hint("quotations.check", self.improvement.quotations.check_button)
        self.desk.list_wanted.connect(self.show_place)
        self.inspections.report_wanted.connect(self.desk.open_report)
        self.inspections.statement_wanted.connect(self.desk.show_statement)
        self.actions_.add_review_keys(self.packs.review)
        self.packs.turned.connect(self.allow)
        session.opened.connect(self._opened)

    def _lay_out(self) -> None:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.note)
        middle.addWidget(self.pages, 1)
        row.addWidget(self.rail)
        row.addLayout(middle, 1)
        column.addWidget(self.top)
        column.addLayout(row, 1)
        column.addWidget(self.status)
        self.setCentralWidget(whole)

    # -- pages ------------------------------------------------------------------------------------------------------

    def show_welcome(self) -> None:
        """Shows the first page."""
        self.welcome.show_recent(self.preferences.recent, self.preferences.ends)
        self.pages.setCurrentWidget(self.welcome)
        self._dress("")
        self.welcome.new.setFocus()

    def show_unlock(self, path: Path, *, typed: bool = False) -> None:
        """Asks for the passphrase of a workspace.

        Args:
            typed: True after locking: a remembered passphrase is not enough then.
        """
        self.pages.setCurrentWidget(self.unlock)
        self._dress("")
        self.unlock.ask(path, typed=typed)

    def show_place(self, place: str) -> None:
        """Shows one of the rail's places."""
        self.place = place
        self.rail.mark(WITHIN.get(place, place))
        if place in LISTS:
            self.pages.setCurrentWidget(self.desk)
            self.desk.show_list(place)  # type: ignore[arg-type]
        else:
            pages: dict[str, QWidget] = {
                "coverage": self.coverage,
                "inspections": self.inspections,
                "improvement": self.improvement,
                "packs": self.packs,
            }
            self.pages.setCurrentWidget(pages[place])
        self.allow()

    def allow(self) -> None:
        """Enables what is possible now."""
        session = self.session
        there: list[Need] = []
        if session.is_open:
            there.append("workspace")
            if session.writable:
                there.append("writable")
                there += ["undo"] if session.standing.undo else []
                there += ["redo"] if session.standing.redo else []
            if self.pages.currentWidget() is self.desk and self.desk.reading.reader.document is not None:
                there.append("document")
                there += ["hits"] if self.desk.hits else []
                there += ["selection"] if self.desk.panel.ready else []
            if session.writable and self.pages.currentWidget() is self.packs and self.packs.reviewing:
                there.append("review")
        self.actions_.allow(there)

    # -- the workspace ----------------------------------------------------------------------------------------------

    def _opened(self) -> None:
        workspace = self.session.workspace
        self.preferences.opened(workspace.path)
        self._dress(workspace.name, read_only=workspace.read_only)
        self.show_place("library")
        self.desk.to_list()

    def _closed(self) -> None:
        if self._closing:
            self._ended = True
            self.close()
        self.ended.emit()

    def _dress(self, name: str, *, read_only: bool = False) -> None:
        self.setWindowTitle(f"{name} — {TITLE}" if name else TITLE)
        self.top.show_workspace(name, read_only=read_only)
        self.rail.setVisible(bool(name))
        self.status.setVisible(bool(name))
        self.note.clear()
        self.allow()

    # -- Qt's own ---------------------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closes when all work has stopped and the workspace is shut; what was asked to be saved is saved."""
        if self._ended:
            self.preferences.geometry = self.saveGeometry()
            self.preferences.save()
            event.accept()
            self.left.emit()
            return
        event.ignore()
        self._closing = True
        self.session.lock()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the scheme and the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "status"):
            self._restyling.start()

    def _restyle(self) -> None:
        self.actions_.tint()
        if hasattr(self, "desk"):
            self.desk.restyle()
        if self.session.is_open:
            self.coverage.reload()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders may be dropped anywhere while a workspace is open for changes."""
        if self.session.writable and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._drop_sign.setGeometry(self.rect().adjusted(24, 24, -24, -24))
            self._drop_sign.raise_()
            self._drop_sign.show()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Takes the sign away."""
        self._drop_sign.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Imports what was dropped."""
        self._drop_sign.hide()
        event.acceptProposedAction()
        self.dropped.emit([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the sign in place."""
        super().resizeEvent(event)
        self._drop_sign.setGeometry(self.rect().adjusted(24, 24, -24, -24))

    def _sign(self) -> QWidget:
        sign = frame("drop")
        sign.setParent(self)
        words: QLabel = label("Drop to import", "title")
        row = QHBoxLayout(sign)
        row.addStretch(1)
        row.addWidget(words)
        row.addStretch(1)
        sign.hide()
        return sign
