"""The commands as QActions, made once for a window."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ui.commands import COMMANDS, MENUS, QUICK_KEYS, Need
from ui.icons import icon
from ui.key_map import AREA_KEYS, KeyMap, in_force, shown


class Actions:
    """One QAction for each command, by id; enabled by what is there."""

    def __init__(self, window: QWidget, changed: KeyMap) -> None:
        """Makes them.

        Args:
            changed: keys the officer changed, by command id.
        """
        self._window = window
        self._every: dict[str, QAction] = {}
        self._hints: list[tuple[str, QWidget]] = []
        for command in COMMANDS:
            action = QAction(command.name, window)
            action.setObjectName(command.id)
            if command.scope != "window":
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            else:
                window.addAction(action)
            self._every[command.id] = action
        self.change_keys(changed)
        self.areas = [self._tagging_key(f"Judgement area {key}", key) for key in AREA_KEYS]
        self.quick = [self._tagging_key(f"Quick tag {key}", key) for key in QUICK_KEYS]
        self.allow(())
        self.tint()

    def __getitem__(self, identity: str) -> QAction:
        return self._every[identity]

    def every(self) -> list[QAction]:
        """All actions, in the order they are declared."""
        return list(self._every.values())

    def change_keys(self, changed: KeyMap) -> None:
        """Puts keys in force, everywhere and at once; `changed` and `keys` tell them afterwards."""
        self.changed, self.keys = changed, in_force(changed)
        for command in COMMANDS:
            action = self._every[command.id]
            action.setShortcuts([QKeySequence(key) for key in self.keys[command.id]])
            action.setToolTip(command.name.rstrip("…") + self._in_brackets(command.id))
        for identity, widget in self._hints:
            widget.setToolTip(widget.accessibleName() + self._in_brackets(identity))

    def hint(self, identity: str, widget: QWidget) -> None:
        """Has the tool tip of a button that does what a command does tell its name and the key in force."""
        self._hints.append((identity, widget))
        widget.setToolTip(widget.accessibleName() + self._in_brackets(identity))

    def allow(self, there: Iterable[Need]) -> None:
        """Enables what is possible with what is there, and nothing else."""
        have = frozenset(there)
        for command in COMMANDS:
            self._every[command.id].setEnabled(have.issuperset(command.needs))
        for key in (*self.areas, *self.quick):
            key.setEnabled("selection" in have)

    def tint(self) -> None:
        """Draws the icons in the scheme in force."""
        for command in COMMANDS:
            self._every[command.id].setIcon(icon(command.icon))

    def add_tagging_keys(self, *places: QWidget) -> None:
        """Makes the single-letter keys count in these widgets."""
        tagging = [self._every[command.id] for command in COMMANDS if command.scope == "tagging"]
        for place in places:
            place.addActions([*tagging, *self.areas, *self.quick])

    def add_review_keys(self, place: QWidget) -> None:
        """Makes the single-letter keys of the review count in this widget."""
        place.addActions([self._every[command.id] for command in COMMANDS if command.scope == "review"])

    def menus(self, parent: QWidget) -> list[QMenu]:
        """One menu for each group, made anew."""
        made: list[QMenu] = []
        for title in MENUS:
            menu = QMenu(title, parent)
            for command in COMMANDS:
                if command.menu == title:
                    if command.gap:
                        menu.addSeparator()
                    menu.addAction(self._every[command.id])
            made.append(menu)
        return made

    def _in_brackets(self, identity: str) -> str:
        keys = self.keys[identity]
        return f" ({shown(keys[0])})" if keys else ""

    def _tagging_key(self, name: str, key: str) -> QAction:
        action = QAction(name, self._window)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return action
