from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QPushButton
from window_person import Person

from ui.app import make_window
from ui.commands import COMMANDS, FIXED_KEYS, MENUS, command
from ui.dialogs.change_keys import ChangeKeys
from ui.dialogs.keys import Keys
from ui.dialogs.palette import KEYS as PALETTE_KEYS
from ui.dialogs.palette import Palette
from ui.dialogs.preferences import PreferencesDialog
from ui.key_map import FIXED, FIXED_TAGGING, changed_to, holder, in_force, keeps, portable, refusal
from ui.preferences import Preferences

PLAIN = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
DECLARED = {one.id: one.keys for one in COMMANDS}


def clashes(keys: dict[str, tuple[str, ...]]) -> list[str]:
    """Keys that mean two things in one place."""
    found = []
    for scope in ("tagging", "review"):
        here = [key for one in COMMANDS if one.scope in ("window", scope) for key in keys[one.id]]
        found += [key for key, count in Counter(here).items() if count > 1]
    return found


# -- which keys are in force -----------------------------------------------------------------------------------------


def test_the_declared_keys_are_in_force_until_one_is_changed():
    assert in_force({}) == DECLARED
    changed = changed_to({}, command("import.rescan"), ("Ctrl+Alt+R",))
    assert in_force(changed) == DECLARED | {"import.rescan": ("Ctrl+Alt+R",)}
    assert changed_to(changed, command("import.rescan"), DECLARED["import.rescan"]) == {}


def test_a_key_that_is_taken_leaves_the_other_command_and_comes_back():
    details, history = command("document.details"), command("edit.history")
    assert holder(DECLARED, details, "Ctrl+H") is history
    changed = changed_to({}, details, ("Ctrl+H",))
    assert (in_force(changed)["document.details"], in_force(changed)["edit.history"]) == (("Ctrl+H",), ())
    taken_back = changed_to(changed, history, DECLARED["edit.history"])
    assert (in_force(taken_back)["document.details"], in_force(taken_back)["edit.history"]) == ((), ("Ctrl+H",))
    assert in_force(changed_to(changed, details, DECLARED["document.details"])) == DECLARED


def test_letters_of_two_scopes_do_not_clash():
    assert holder(DECLARED, command("tag.note"), "E") is command("tag.theme_3")
    assert holder(DECLARED, command("review.out_everywhere"), "N") is command("review.next")
    assert refusal(command("review.next"), "F") == ""
    assert refusal(command("tag.note"), "Shift+N") == ""


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("go.library", "L"),
        ("go.library", "Shift+L"),
        ("go.library", "Ctrl+C"),
        ("go.library", "F3"),
        ("tag.note", "Esc"),
        ("tag.note", "1"),
        ("tag.note", "F"),
        ("tag.note", "/"),
        ("review.next", "PgDown"),
    ],
)
def test_keys_of_fields_and_fixed_keys_cannot_be_taken(name, key):
    assert "cannot be taken" in refusal(command(name), key) or "text fields" in refusal(command(name), key)
    assert in_force({name: (key,)}) == DECLARED | {name: ()}


def test_a_command_that_shares_its_key_with_fields_or_reader_keeps_it():
    assert keeps(command("edit.undo"))
    assert in_force({"edit.undo": ("Ctrl+U",), "tag.note": ("/",)})["edit.undo"] == ("Ctrl+Z",)


def test_every_key_on_the_sheet_without_a_command_is_fixed():
    spelt = {"Delete": "Del", "Page Down": "PgDown", "1 … 4": "1 2 3 4", ". and ,": ". ,"}
    spelt |= {"Ctrl+Page Down / Up": "Ctrl+PgDown Ctrl+PgUp", "Page Down / Up": "PgDown PgUp"}
    spelt |= {"Shift+arrows": "Shift+Left", "arrows, Shift+arrows": "Left Shift+Left"}
    listed = [key for keys, _ in FIXED_KEYS for key in spelt.get(keys, keys).split()]
    assert [key for key in listed if key not in FIXED and key not in FIXED_TAGGING] == []


def test_fixed_keys_are_written_as_recorded_ones_are():
    assert [key for key in (*FIXED, *FIXED_TAGGING) if QKeySequence(key).toString() != key] == []


def test_whatever_the_file_says_no_key_means_two_things():
    kept = {
        "go.library": ("Ctrl+2", "Ctrl+2", "nonsense", "Ctrl+K, Ctrl+L", ""),
        "go.search": ("Ctrl+2", "Ctrl+3"),
        "tag.note": ("S", "Ctrl+1"),
        "review.next": ("A",),
        "no.command": ("Ctrl+4",),
    }
    keys = in_force(kept)
    assert clashes(keys) == []
    assert (keys["go.library"], keys["go.search"], keys["tag.note"]) == (("Ctrl+2",), ("Ctrl+3",), ("S", "Ctrl+1"))
    assert (keys["tag.strength"], keys["review.out"], keys["go.coverage"]) == ((), (), ("Ctrl+4",))
    assert portable("nonsense") == portable("") == ""


def test_clashes_are_found():
    assert clashes(DECLARED) == []
    assert clashes(DECLARED | {"go.library": ("Ctrl+K",)}) == ["Ctrl+K", "Ctrl+K"]


def test_changed_keys_are_kept_and_nonsense_is_passed_over(tmp_path):
    first = Preferences(tmp_path)
    assert first.keys == {}
    first.keys = {"app.preferences": ("Ctrl+,", "F2"), "go.library": ()}
    first.save()
    assert Preferences(tmp_path).keys == {"app.preferences": ("Ctrl+,", "F2"), "go.library": ()}
    for nonsense in ("[1]", "{", '{"go.library": 7}'):
        (tmp_path / "window.ini").write_text(f"[keys]\nchanged='{nonsense}'\n")
        assert Preferences(tmp_path).keys == {}


# -- the dialog ------------------------------------------------------------------------------------------------------


@pytest.fixture
def dialog(empty_window) -> ChangeKeys:
    """The dialog, opened by its command."""
    empty_window.window.actions_["app.keys"].trigger()
    made = empty_window.window.findChild(ChangeKeys)
    with empty_window.qtbot.waitActive(made):
        made.activateWindow()
    return made


def row_of(dialog: ChangeKeys, name: str) -> list[str]:
    """What the row of a command says."""
    dialog.choose(command(name))
    row = dialog.table.currentIndex().row()
    return [dialog.model.index(row, column).data() for column in range(dialog.model.columnCount())]


def record(person: Person, dialog: ChangeKeys, name: str, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
    """Chooses a command and presses Enter, then the key."""
    dialog.choose(command(name))
    dialog.table.setFocus()
    person.press(Qt.Key.Key_Return)
    assert dialog.recorder.hasFocus()
    person.press(key, held)


def press_in_note(dialog: ChangeKeys, words: str) -> None:
    next(part for part in dialog.note.findChildren(QPushButton) if part.text().startswith(words)).click()


def test_it_lists_every_command_by_menu(dialog):
    rows = range(dialog.model.rowCount())
    menus = [dialog.model.index(row, 0).data() for row in rows]
    assert len(menus) == len(COMMANDS)
    assert list(dict.fromkeys(menus)) == list(MENUS)
    assert row_of(dialog, "app.preferences") == ["Workspace", "Preferences", "Ctrl+,", ""]
    assert row_of(dialog, "edit.undo")[3] == "keeps its keys"
    assert not dialog.new.isEnabled()


def test_the_filter_finds_by_name_menu_and_key(dialog):
    dialog.filter.setText("go back")
    assert [one.id for one in dialog.rows] == ["go.back"]
    dialog.filter.setText("alt+left")
    assert [one.id for one in dialog.rows] == ["go.back"]
    dialog.filter.setText("no such thing")
    assert dialog.chosen is None
    assert not dialog.new.isEnabled()


def test_a_key_is_changed_by_keyboard_and_in_force_at_once(empty_window, dialog, preferences):
    action = empty_window.window.actions_["app.preferences"]
    dialog.filter.setFocus()
    empty_window.type("preferences")
    empty_window.press(Qt.Key.Key_Return)
    assert dialog.table.hasFocus()
    record(empty_window, dialog, "app.preferences", Qt.Key.Key_F2)
    assert action.shortcuts() == [QKeySequence("F2")]
    assert action.toolTip() == "Preferences (F2)"
    assert "F2 is the key now" in dialog.note.text
    assert row_of(dialog, "app.preferences")[2:] == ["F2", "changed"]
    assert dialog.table.hasFocus()
    dialog.submit()
    empty_window.back()
    empty_window.press(Qt.Key.Key_Comma, CONTROL)
    assert empty_window.window.findChild(PreferencesDialog) is None
    empty_window.press(Qt.Key.Key_F2)
    opened = empty_window.window.findChild(PreferencesDialog)
    assert opened.isVisible()
    opened.reject()


def test_a_clash_is_told_and_the_key_left_or_taken(empty_window, dialog):
    actions = empty_window.window.actions_
    record(empty_window, dialog, "go.back", Qt.Key.Key_L, CONTROL)
    assert "Ctrl+L belongs to ‘Lock workspace’." in dialog.note.text
    press_in_note(dialog, "Leave it")
    assert actions.keys == DECLARED
    record(empty_window, dialog, "go.back", Qt.Key.Key_L, CONTROL)
    press_in_note(dialog, "Take it from ‘Lock workspace’")
    assert actions["go.back"].shortcuts() == [QKeySequence("Ctrl+L")]
    assert actions["workspace.lock"].shortcuts() == []
    assert actions["workspace.lock"].toolTip() == "Lock workspace"
    assert row_of(dialog, "workspace.lock")[2:] == ["", "changed"]


def test_a_key_that_cannot_be_taken_is_refused_and_the_next_one_waited_for(empty_window, dialog):
    record(empty_window, dialog, "go.back", Qt.Key.Key_B)
    assert "would be typed into text fields" in dialog.note.text
    empty_window.press(Qt.Key.Key_C, CONTROL)
    assert "Ctrl+C cannot be taken" in dialog.note.text
    assert empty_window.window.actions_.keys == DECLARED
    empty_window.press(Qt.Key.Key_B, CONTROL)
    assert empty_window.window.actions_.keys["go.back"] == ("Ctrl+B",)


def test_escape_ends_the_recording_and_nothing_else(empty_window, dialog):
    dialog.choose(command("go.back"))
    dialog.new.click()
    empty_window.press(Qt.Key.Key_Escape)
    assert not dialog.recording.isVisible()
    assert dialog.isVisible()
    assert dialog.table.hasFocus()
    assert empty_window.window.actions_.keys == DECLARED


def test_a_letter_for_tagging(empty_window, dialog):
    record(empty_window, dialog, "tag.note", Qt.Key.Key_E)
    press_in_note(dialog, "Take it from ‘Third theme’")
    keys = empty_window.window.actions_.keys
    assert (keys["tag.note"], keys["tag.theme_3"], keys["review.out_everywhere"]) == (("E",), (), ("E",))


def test_one_more_key_no_key_reset_and_reset_all(empty_window, dialog, preferences):
    actions = empty_window.window.actions_
    dialog.choose(command("go.back"))
    dialog.more.click()
    empty_window.press(Qt.Key.Key_B, CONTROL)
    assert actions.keys["go.back"] == ("Alt+Left", "Ctrl+B")
    dialog.reset()
    assert actions.keys == DECLARED
    dialog.none.click()
    assert actions.keys["go.back"] == ()
    assert preferences.keys == {"go.back": ()}
    record(empty_window, dialog, "go.forward", Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    dialog.choose(command("go.back"))
    dialog.reset()
    assert "Alt+Left belongs to ‘Forward’." in dialog.note.text
    press_in_note(dialog, "Take it")
    assert (actions.keys["go.back"], actions.keys["go.forward"]) == (("Alt+Left",), ())
    dialog.all.click()
    assert actions.keys == DECLARED
    assert preferences.keys == {}
    assert not dialog.all.isEnabled()


def test_a_restart_keeps_changed_keys(empty_window, dialog, tmp_path):
    record(empty_window, dialog, "app.preferences", Qt.Key.Key_F2)
    again = make_window(Preferences(tmp_path))
    assert again.actions_["app.preferences"].shortcuts() == [QKeySequence("F2")]
    again.session.end()
    again.deleteLater()


def test_sheet_palette_and_menus_tell_the_keys_in_force(empty_window, dialog):
    window = empty_window.window
    record(empty_window, dialog, "workspace.open", Qt.Key.Key_F2)
    dialog.submit()
    sheet = Keys(window.actions_.keys, window)
    told = [part.text() for part in sheet.findChildren(QLabel)]
    assert told[told.index("Open workspace") - 1] == "F2"
    palette = Palette(window.actions_.every(), window)
    palette.box.setText("open workspace")
    assert palette.list.item(0).data(PALETTE_KEYS) == "F2"
    entries = [action for menu in window.actions_.menus(window) for action in menu.actions()]
    (entry,) = [action for action in entries if action.text() == "Open workspace…"]
    assert entry.shortcut().toString() == "F2"
    assert "F2" in window.actions_["workspace.open"].toolTip()
    palette.close()
    sheet.close()


def test_buttons_of_the_reader_tell_the_keys_in_force(empty_window, dialog):
    tools = empty_window.reader.bar.of_commands
    assert {name: tool.toolTip().partition(" (")[2] for name, tool in tools.items()} == {
        name: f"{DECLARED[name][0]})" for name in tools
    }
    record(empty_window, dialog, "view.fit_width", Qt.Key.Key_F2)
    assert tools["view.fit_width"].toolTip() == "Fit page width (F2)"
    dialog.none.click()
    assert tools["view.fit_width"].toolTip() == "Fit page width"
