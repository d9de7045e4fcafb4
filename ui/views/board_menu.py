"""The evidence board's own menu: groups, columns, saved filters, what stands twice, export."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from evidence_app.domain.board import COLUMNS, GROUPS, BoardQuery
from ui.session import Session


class BoardMenu(QToolButton):
    """A button with a menu."""

    group_wanted = Signal(str)
    column_wanted = Signal(str)
    filter_wanted = Signal(object)  # BoardQuery
    name_wanted = Signal()
    twins_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._saved: dict[str, BoardQuery] = {}
        self.setText("View  ▾")
        self.setAccessibleName("View of the evidence: groups, columns, saved filters, export")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self.setMenu(menu)
        one = QActionGroup(self)
        self.groups: dict[str, QAction] = {}
        for group, words in GROUPS.items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, group=group: self.group_wanted.emit(group))
            one.addAction(action)
            self.groups[group] = action
        menu.addSeparator()
        shown = menu.addMenu("Columns")
        self.columns: dict[str, QAction] = {}
        for column, words in COLUMNS.items():
            if column != "passage":
                action = shown.addAction(words)
                action.setCheckable(True)
                action.triggered.connect(lambda _=False, column=column: self.column_wanted.emit(column))
                self.columns[column] = action
        self.saved = menu.addMenu("Saved filters")
        menu.addSeparator()
        menu.addAction("What stands twice").triggered.connect(lambda: self.twins_wanted.emit())
        menu.addAction("Export this list…").triggered.connect(lambda: self.export_wanted.emit())
        self._fill()

    def tick(self, group: str, columns: Sequence[str]) -> None:
        """Shows what is in force."""
        self.groups[group].setChecked(True)
        for column, action in self.columns.items():
            action.setChecked(column in columns)

    def read(self) -> None:
        """Reads the saved filters again."""
        board = self._session.workspace.board
        self._session.look(board.saved, self._take, key="board filters")

    def save(self, name: str, query: BoardQuery) -> None:
        """Saves a filter."""
        self._keep(lambda: self._session.workspace.board.save(name, query))

    def _forget(self, name: str) -> None:
        self._keep(lambda: self._session.workspace.board.forget(name))

    def _keep(self, work: Callable[[], None]) -> None:
        job = self._session.jobs.start("Keeping the filters", work, "act")
        job.finished.connect(lambda _: self.read())
        job.failed.connect(self._session.problem)

    def _take(self, saved: dict[str, BoardQuery]) -> None:
        self._saved = saved
        self._fill()

    def _fill(self) -> None:
        self.saved.clear()
        for name, query in self._saved.items():
            self.saved.addAction(name).triggered.connect(lambda _=False, query=query: self.filter_wanted.emit(query))
        if self._saved:
            self.saved.addSeparator()
            remove = self.saved.addMenu("Remove")
            for name in self._saved:
                remove.addAction(name).triggered.connect(lambda _=False, name=name: self._forget(name))
        save = self.saved.addAction("Save this filter…")
        save.triggered.connect(lambda: self.name_wanted.emit())
        save.setEnabled(self._session.writable)
