"""Change keys: every command with its keys; a new key is recorded, clashes are told, and all of it can be reset."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QKeySequenceEdit, QLineEdit, QWidget

from ui.actions import Actions
from ui.commands import COMMANDS, MENUS, Command
from ui.dialogs.form import Form
from ui.key_map import changed_to, holder, keeps, portable, refusal, shown, shown_keys
from ui.models.plain import PlainModel
from ui.preferences import Preferences
from ui.theme import scaled
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.table import Table

SAMPLES = ("Workspace", "", "Ctrl+Shift+Return", "keeps its keys")
# Pixels at 100 % text size, where the screen is as high.
HEIGHT = 640


class KeyRecorder(QKeySequenceEdit):
    """Takes the next key that is pressed. Esc, or going elsewhere, ends it without one."""

    recorded = Signal(str)  # portable key sequence
    left = Signal()  # Esc
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMaximumSequenceLength(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key with what is held; Shift, Ctrl and Alt alone are waited through."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.left.emit()
            return
        super().keyPressEvent(event)
        key = portable(self.keySequence().toString())
        if key:
            self.clear()
            self.recorded.emit(key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Ends the recording."""
        super().focusOutEvent(event)
        self.stopped.emit()


class ChangeKeys(Form):
    """The dialog. What it changes is in force and kept at once."""

    def __init__(self, actions: Actions, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(
            "Change keys",
            "Close",
            parent,
            words="Choose a command and press Enter, then the new key. Single letters are for tagging and for the "
            "review, where nothing is typed.",
            width=680,
        )
        self._actions = actions
        self._preferences = preferences
        self.rows: list[Command] = []
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Part of a command, a menu or a key")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self.show_commands)
        self.filter.returnPressed.connect(self._to_table)
        self.model = PlainModel(("Menu", "Command", "Keys", ""), self)
        self.table = Table("Commands and their keys", lines=1)
        self.table.setModel(self.model)
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.table.columns(1, SAMPLES)
        self.table.setMinimumHeight(8 * self.fontMetrics().lineSpacing())
        self.table.opened.connect(self.record)
        self.table.deleted.connect(self.clear)
        self.table.left.connect(self.reject)
        self.table.selectionModel().currentRowChanged.connect(self._turned)
        self.add("&Find a command", self.filter)
        self.add_widget(self.table, 1)
        self.new = button("New key…", self.record)
        self.more = button("One more key…", lambda: self.record(more=True))
        self.none = button("No key", self.clear)
        self.declared = button("Reset", self.reset)
        self.all = button("Reset all", self.reset_all)
        row = Flow()
        for part in (self.new, self.more, self.none, self.declared, self.all):
            row.addWidget(part)
        # Outside of what scrolls, so that they stay in sight on a low screen.
        self._outer.addLayout(row)
        self.recording = QWidget()
        line = QHBoxLayout(self.recording)
        line.setContentsMargins(0, 0, 12, 0)
        self._asked = label(wrap=True)
        self.recorder = KeyRecorder()
        self.recorder.recorded.connect(self._take)
        self.recorder.left.connect(self._to_table)
        self.recorder.stopped.connect(self.recording.hide)
        line.addWidget(self._asked, 1)
        line.addWidget(self.recorder)
        self.recording.hide()
        self._outer.addWidget(self.recording)
        self.leave.hide()
        self.finish()
        # Enter belongs to the list and to the field here, not to the button that closes.
        self.main.setDefault(False)
        self.main.setAutoDefault(False)
        self.show_commands()

    def fit(self) -> None:
        """Gives the list room, and leaves some for what is told below it."""
        most = self.screen().availableGeometry().height() * 9 // 10
        self.resize(self.width(), max(self.minimumSizeHint().height(), min(scaled(HEIGHT), most)))

    @property
    def chosen(self) -> Command | None:
        """The command whose row is the present one."""
        row = self.table.currentIndex().row()
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def choose(self, one: Command) -> None:
        """Makes the row of a command the present one; it must be shown."""
        self.table.go_to(self.rows.index(one))

    def show_commands(self) -> None:
        """Lists the commands that have all that is typed in their menu, name or keys; the present one stays."""
        before, words = self.chosen, self.filter.text().casefold().split()
        keys = self._actions.keys
        searched = {
            one.id: f"{one.menu} {one.name} {' '.join(map(shown, keys[one.id]))}".casefold() for one in COMMANDS
        }
        self.rows = [one for one in COMMANDS if all(word in searched[one.id] for word in words)]
        self.rows.sort(key=lambda one: MENUS.index(one.menu))
        self.model.show(
            [(one.menu, one.name.rstrip("…"), shown_keys(keys[one.id]), self._state(one)) for one in self.rows]
        )
        self.table.go_to(self.rows.index(before) if before in self.rows else 0)
        self._turned()

    def record(self, *_: object, more: bool = False) -> None:
        """Waits for the new key of the chosen command.

        Args:
            more: True to keep the keys it has.
        """
        one = self.chosen
        if one is None or keeps(one):
            return
        self._more = more
        self.note.clear()
        self._asked.setText(f"Press the new key for ‘{one.name.rstrip('…')}’, or Esc to leave it.")
        self.recorder.setAccessibleName(self._asked.text())
        self.recording.show()
        self.recorder.setFocus()

    def clear(self) -> None:
        """Takes all keys from the chosen command."""
        one = self.chosen
        if one is not None and not keeps(one):
            self._give(one, ())

    def reset(self) -> None:
        """Gives the chosen command its declared keys; asks where another command has one of them by now."""
        one = self.chosen
        if one is not None:
            self._ask(one, one.keys)

    def reset_all(self) -> None:
        """Gives every command its declared keys."""
        self._put({}, "All commands have the keys they came with.")

    def _take(self, key: str) -> None:
        one = self.chosen
        if one is None:
            return
        refused = refusal(one, key)
        if refused:
            self.note.tell(refused, "bad")
            return
        self._to_table()
        self._ask(one, tuple(dict.fromkeys((*self._actions.keys[one.id], key))) if self._more else (key,))

    def _ask(self, one: Command, wanted: tuple[str, ...]) -> None:
        """Gives a command keys, once it is agreed that the commands that have them lose them."""
        held = {key: other for key in wanted if (other := holder(self._actions.keys, one, key))}
        if not held:
            self._give(one, wanted)
            return
        said = " ".join(f"{shown(key)} belongs to ‘{other.name.rstrip('…')}’." for key, other in held.items())
        names = " and ".join(dict.fromkeys(f"‘{other.name.rstrip('…')}’" for other in held.values()))
        take = button(f"Take it from {names}", lambda: self._give(one, wanted))
        self.note.tell(said, "warn", take, button("Leave it", self._left))
        take.setFocus()

    def _left(self) -> None:
        self.note.clear()
        self._to_table()

    def _give(self, one: Command, wanted: tuple[str, ...]) -> None:
        words = (
            f"{shown_keys(wanted)} is the key now." if len(wanted) == 1 else f"The keys are {shown_keys(wanted)} now."
        )
        said = words if wanted else "It has no key now."
        self._put(changed_to(self._actions.changed, one, wanted), f"{one.name.rstrip('…')}: {said}")

    def _put(self, changed: dict[str, tuple[str, ...]], words: str) -> None:
        self._actions.change_keys(changed)
        self._preferences.keys = changed
        self._preferences.save()
        self.show_commands()
        self.note.tell(words, "good")
        self._to_table()

    def _to_table(self) -> None:
        self.table.setFocus()

    def _turned(self) -> None:
        one = self.chosen
        free = one is not None and not keeps(one)
        for part in (self.new, self.more, self.none):
            part.setEnabled(free)
        self.declared.setEnabled(one is not None and self._state(one) == "changed")
        self.all.setEnabled(bool(self._actions.changed))

    def _state(self, one: Command) -> str:
        if keeps(one):
            return "keeps its keys"
        return "changed" if self._actions.keys[one.id] != one.keys else ""
