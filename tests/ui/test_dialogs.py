from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from window_person import PASSPHRASE

from evidence_app.paths import SUFFIX
from evidence_app.workspace import Workspace
from ui.commands import COMMANDS, FIXED_KEYS
from ui.dialogs.history import History
from ui.dialogs.keys import Keys
from ui.dialogs.new_workspace import NewWorkspace
from ui.dialogs.palette import Palette
from ui.dialogs.passphrase import ChangePassphrase, strength
from ui.dialogs.preferences import PreferencesDialog
from ui.dialogs.restore import Restore
from ui.preferences import Preferences
from ui.theme import is_dark

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize(
    ("passphrase", "tone"),
    [
        ("", ""),
        ("ofsted1", "bad"),
        ("Password123!", "bad"),
        ("aaaaaaaaaaaaaaaaaaaa", "bad"),
        ("river-lamp-cat", "warn"),
        ("orchard violin pebble lantern", "good"),
    ],
)
def test_a_passphrase_is_weighed(passphrase, tone):
    assert strength(passphrase)[0] == tone


def test_what_would_not_be_taken_is_told_while_it_is_typed(empty_window):
    dialog = NewWorkspace(empty_window.session, empty_window.window)
    made = dialog.passphrase
    assert made.hint.text().startswith("At least 10 characters")
    for typed, words in (
        ("orchard", "at least 10"),
        ("Password123!", "first that are guessed"),
        ("orchard violin", ""),
    ):
        made.first.setText(typed)
        made.again.setText(typed)
        assert words in made.problem()
        assert not words or words in made.hint.text()
    dialog.reject()


def test_a_workspace_is_made_and_opened(empty_window, tmp_path):
    empty_window.window.actions_["workspace.new"].trigger()
    dialog = empty_window.window.findChild(NewWorkspace)
    dialog.authority.setText("Aldermere / East")
    assert dialog.path.text().endswith(f"Aldermere   East{SUFFIX}")
    dialog.path.setText(str(tmp_path / "mine"))
    dialog.passphrase.first.setText("orchard violin")
    dialog.passphrase.again.setText("orchard violim")
    dialog.submit()
    assert "not the same" in dialog.note.text
    dialog.passphrase.again.setText("orchard violin")
    dialog.submit()
    empty_window.until(lambda: empty_window.session.is_open)
    empty_window.settle()
    workspace = empty_window.session.workspace
    assert (workspace.path, workspace.authority) == (tmp_path / f"mine{SUFFIX}", "Aldermere / East")
    assert empty_window.window.preferences.recent == [workspace.path]


def test_a_taken_name_is_told_in_the_dialog(empty_window, workspace_file):
    dialog = NewWorkspace(empty_window.session, empty_window.window)
    dialog.path.setText(str(workspace_file))
    for field in (dialog.passphrase.first, dialog.passphrase.again):
        field.setText("orchard violin")
    dialog.open()
    dialog.submit()
    empty_window.until(dialog.note.isVisible)
    assert "exists already" in dialog.note.text
    assert dialog.main.isEnabled()
    dialog.reject()


def test_the_passphrase_is_changed(person, workspace_file):
    person.window.actions_["workspace.passphrase"].trigger()
    dialog = person.window.findChild(ChangePassphrase)
    for field in (dialog.new.first, dialog.new.again):
        field.setText("another one entirely")
    dialog.old.setText("not this")
    dialog.submit()
    person.until(dialog.note.isVisible)
    assert "does not open" in dialog.note.text
    dialog.old.setText(PASSPHRASE)
    dialog.submit()
    person.until(lambda: person.window.status.notice.text() == "The passphrase was changed.")
    person.window.actions_["workspace.lock"].trigger()
    person.until(lambda: person.window.pages.currentWidget() is person.window.unlock)
    Workspace.open(workspace_file, "another one entirely").close()


def test_looks_are_tried_at_once_and_taken_back_by_cancel(empty_window, preferences):
    empty_window.window.actions_["app.preferences"].trigger()
    dialog = empty_window.window.findChild(PreferencesDialog)
    dialog.scheme.choose("dark")
    assert is_dark()
    dialog.reject()
    assert not is_dark()
    assert preferences.scheme == "system"


def test_preferences_last_and_forgetting_recent_workspaces_forgets_them(tmp_path, workspace_file):
    first = Preferences(tmp_path)
    assert (first.scheme, first.text_size, first.stemming, first.remember_recent) == ("system", 1.0, True, True)
    first.scheme, first.text_size, first.stemming = "dark", 1.5, False
    first.opened(workspace_file)
    first.keep_sizes("library", [400, 500, 300])
    first.save()
    second = Preferences(tmp_path)
    assert (second.scheme, second.text_size, second.stemming) == ("dark", 1.5, False)
    assert second.recent == [workspace_file]
    assert second.sizes("library") == [400, 500, 300]
    second.remember_recent = False
    second.save()
    third = Preferences(tmp_path)
    assert third.recent == []
    third.opened(workspace_file)
    assert third.recent == []
    assert str(workspace_file) not in (tmp_path / "window.ini").read_text()


def test_nonsense_in_the_preferences_is_passed_over(tmp_path):
    (tmp_path / "window.ini").write_text("[look]\nscheme=purple\ntext_size=huge\n[sizes]\nlibrary=wide\n")
    read = Preferences(tmp_path)
    assert (read.scheme, read.text_size, read.sizes("library")) == ("system", 1.0, [])


def test_the_sheet_tells_every_key(empty_window):
    from PySide6.QtWidgets import QLabel

    sheet = Keys(empty_window.window.actions_.keys, empty_window.window)
    told = "\n".join(label.text() for label in sheet.findChildren(QLabel))
    for command in COMMANDS:
        if command.keys:
            assert command.name.rstrip("…") in told
    for _, words in FIXED_KEYS:
        assert words in told
    sheet.close()


def test_the_palette_finds_a_command_and_does_it(person):
    person.press(Qt.Key.Key_K, CONTROL)
    palette = person.window.findChild(Palette)
    assert palette.list.count() > 20
    person.qtbot.keyClicks(palette.box, "go cover")
    assert palette.list.count() == 1
    person.qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    assert person.window.place == "coverage"


def test_a_backup_is_written_and_put_back(person, tmp_path, monkeypatch):

    from ui.dialogs.checks import Checks

    target = tmp_path / f"copy{SUFFIX}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(target), ""))
    person.window.actions_["workspace.backup"].trigger()
    person.until(lambda: person.window.findChild(Checks) is not None)
    person.window.findChild(Checks).close()
    assert target.is_file()
    person.window.actions_["workspace.restore"].trigger()
    dialog = person.window.findChild(Restore)
    dialog.backup.setText(str(target))
    dialog.target.setText(str(tmp_path / f"again{SUFFIX}"))
    dialog.passphrase.setText(PASSPHRASE)
    dialog.submit()
    person.until(lambda: person.window.pages.currentWidget() is person.window.unlock)
    Workspace.open(tmp_path / f"again{SUFFIX}", PASSPHRASE).close()


def test_history_lists_changes_and_the_audit_log(person):
    person.press(Qt.Key.Key_H, CONTROL)
    dialog = person.window.findChild(History)
    person.until(lambda: dialog.audit.rowCount() > 0)
    person.settle()
    assert dialog.changes.index(0, 2).data().startswith("tag ‘Help and protection’")
    dialog.close()


def test_the_audit_log_is_filtered_and_exported(person, tmp_path, monkeypatch):
    person.press(Qt.Key.Key_H, CONTROL)
    dialog = person.window.findChild(History)
    person.until(lambda: dialog.verb.count() > 1)
    person.settle()
    every = dialog.audit.rowCount()
    dialog.verb.choose("tag")
    person.settle()
    assert dialog.audit.rowCount() == 2 < every
    dialog.text.setText("Leaders")
    person.until(lambda: dialog.audit.rowCount() == 1)
    target = tmp_path / "audit.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog.export()
    person.settle()
    lines = target.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "tag ‘Leaders’" in lines[1]
    dialog.since.setText("2099-01-01")
    person.until(lambda: dialog.audit.rowCount() == 0)
    dialog.close()
