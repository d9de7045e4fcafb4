"""The shortcut sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.commands import COMMANDS, FIXED_KEYS
from ui.dialogs.form import Form
from ui.key_map import KeyMap, shown
from ui.widgets.labels import label
from ui.widgets.places import frame

EVERYWHERE = "Everywhere"
COLUMNS = (("Tag", EVERYWHERE, "Workspace"), ("Go", "Edit", "View", "Review", "Help"))


class Keys(Form):
    """The sheet: every command that has a key, by menu, and the keys that belong to no command."""

    def __init__(self, keys: KeyMap, parent: QWidget | None = None) -> None:
        """Makes the sheet.

        Args:
            keys: those in force.
        """
        super().__init__("Keys", "Close", parent, width=860)
        self._keys = keys
        page = frame("pane")
        columns = QHBoxLayout(page)
        columns.setContentsMargins(0, 0, 8, 0)
        columns.setSpacing(32)
        for menus in COLUMNS:
            columns.addLayout(self._column_of(menus), 1)
        self.add_widget(page, 1)
        self.leave.hide()
        self.finish()

    def _column_of(self, menus: tuple[str, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        row = 0
        for menu in menus:
            lines = FIXED_KEYS if menu == EVERYWHERE else self._of_menu(menu)
            grid.addWidget(label(menu, "heading"), row, 0, 1, 2)
            row += 1
            for keys, words in lines:
                grid.addWidget(label(keys, "key"), row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
                grid.addWidget(label(words, wrap=True), row, 1)
                row += 1
            grid.setRowMinimumHeight(row, 8)
            row += 1
        grid.setRowStretch(row, 1)
        return grid

    def _of_menu(self, menu: str) -> list[tuple[str, str]]:
        listed = [command for command in COMMANDS if command.menu == menu and self._keys[command.id]]
        # Several keys stand under each other, so that one long pair does not take the room of all names.
        return [("\n".join(map(shown, self._keys[command.id])), command.name.rstrip("…")) for command in listed]
