"""The bar at the top: which workspace, the search box, the main acts, the menu."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from ui.actions import Actions
from ui.widgets.buttons import tool
from ui.widgets.places import frame


class SearchBox(QLineEdit):
    """Where a search is typed. Enter opens, Down goes into the hits, Esc clears and then leaves."""

    entered = Signal()
    down = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "search")
        self.setPlaceholderText("Search everything  ( / )")
        self.setAccessibleName("Search everything")
        self.setClearButtonEnabled(True)
        self.setMaxLength(2000)
        self.setMaximumWidth(60 * self.fontMetrics().averageCharWidth() + 200)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that lead out of the box."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_Down:
            self.down.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class TopBar(QWidget):
    """The bar."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._actions = actions
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        bar = frame("top")
        outer.addWidget(bar)
        row = QHBoxLayout(bar)
        row.setContentsMargins(8, 8, 8, 8)
        row.setSpacing(8)
        self.workspace = self._menu_button("Workspace")
        self.search = SearchBox()
        self._parts = [tool(actions[name], words=True) for name in ("import.files", "pack.export")]
        self._parts.append(tool(actions["workspace.lock"]))
        self.menu = self._menu_button("Menu")
        row.addWidget(self.workspace)
        row.addWidget(self.search, 8)
        row.addStretch(1)
        for part in self._parts:
            row.addWidget(part)
        row.addWidget(self.menu)
        self._parts[0].setText("Import")
        self._parts[1].setText("Export pack")
        self._menus = actions.menus(self)
        self.workspace.setMenu(self._menus[0])
        whole = QMenu(self)
        for menu in self._menus:
            whole.addMenu(menu)
        self.menu.setMenu(whole)
        self.menu.setText("Menu  ▾")
        self.show_workspace("")
        for name in ("import.files", "pack.export"):
            actions[name].changed.connect(self._rename)

    def show_workspace(self, name: str, *, read_only: bool = False) -> None:
        """Names the open workspace; an empty name hides what needs one."""
        shown = (name or "Evidence Desk") + ("  (read only)" if read_only else "")
        self.workspace.setText(f"{shown}  ▾")
        self.workspace.setAccessibleName(f"Workspace: {shown}")
        self.search.setVisible(bool(name))
        for part in self._parts:
            part.setVisible(bool(name))

    def _rename(self) -> None:
        # A button takes its action's long name back whenever the action changes.
        self._parts[0].setText("Import")
        self._parts[1].setText("Export pack")

    def _menu_button(self, name: str) -> QToolButton:
        made = QToolButton()
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setAccessibleName(name)
        return made
