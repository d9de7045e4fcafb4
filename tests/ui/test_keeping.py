"""Backups, restoring, salvage, the end date and wiping, in the window."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QFileDialog
from window_person import NOTES, PASSPHRASE

from evidence_app.paths import SUFFIX
from evidence_app.workspace import Workspace
from ui.dialogs.backups import Backups
from ui.dialogs.restore import Restore
from ui.dialogs.salvage import Salvage
from ui.dialogs.wipe import KeepUntil, WipeDocuments, WipeWorkspace
from ui.keeping_acts import KeepingActs


def opened(person, command, kind):
    """The dialog a command opens."""
    person.window.actions_[command].trigger()
    person.until(lambda: person.window.findChild(kind) is not None)
    person.settle()
    return person.window.findChild(kind)


def test_backups_are_made_listed_proved_and_restored(person, tmp_path):
    dialog = opened(person, "workspace.backups", Backups)
    assert "No backup yet" in dialog._room.text() and not dialog.restore.isEnabled()
    dialog.make.click()
    person.until(lambda: dialog.table.model().rowCount() == 1)
    person.settle()
    assert "Backed up and proved" in dialog.note.text and "1 backup," in dialog._room.text()
    dialog.prove.click()
    person.until(lambda: "authenticated" in dialog.note.text)
    person.settle()
    dialog.restore.click()
    person.until(lambda: person.window.findChild(Restore) is not None)
    restore = person.window.findChild(Restore)
    assert restore.backup.text() == str(person.session.workspace.backups.list()[0].path)
    restore.passphrase.setText("wrong")
    restore.submit()
    person.until(lambda: "does not open" in restore.note.text)
    restore.passphrase.setText(PASSPHRASE)
    target = restore.target.text()
    restore.submit()
    person.until(lambda: person.window.pages.currentWidget() is person.window.unlock)
    assert target.endswith(f" restored{SUFFIX}")


def test_a_backup_is_made_by_itself_once_a_day_and_can_be_switched_off(person, preferences):
    acts = person.window.findChild(KeepingActs)
    acts.back_up_today()
    person.settle()
    assert person.session.workspace.backups.list() == []
    preferences.daily_backup = True
    for _ in range(2):
        acts.back_up_today()
        person.until(lambda: person.session.workspace.backups.list())
        person.settle()
    assert len(person.session.workspace.backups.list()) == 1
    assert "Backed up and proved" in person.window.status.notice.text()


def test_a_backup_that_cannot_be_made_is_told_and_nothing_else_happens(person, preferences, tmp_path):
    preferences.daily_backup = True
    person.session.workspace.backups.folder.write_text("a file stands where the folder is to be")
    person.window.findChild(KeepingActs).back_up_today()
    person.until(lambda: "cannot be made" in person.window.note.text)
    assert person.session.is_open


def test_an_end_date_is_set_and_told_when_it_is_near(person, preferences):
    dialog = opened(person, "workspace.keep", KeepUntil)
    dialog.until.setText("next week")
    dialog.submit()
    assert "not a date" in dialog.note.text
    dialog.until.setText((date.today() + timedelta(days=3)).isoformat())
    dialog.submit()
    person.until(lambda: "3 days left" in person.window.note.text)
    person.settle()
    path = person.session.workspace.path
    person.window.actions_["workspace.lock"].trigger()
    person.until(lambda: not person.session.is_open)
    person.settle()
    person.window.show_welcome()
    assert preferences.ends(path) == (date.today() + timedelta(days=3)).isoformat()
    person.back()
    person.unlock(path)
    person.until(lambda: "3 days left" in person.window.note.text)
    person.session.undo()
    person.until(lambda: preferences.ends(path) == "")


def test_documents_are_wiped_after_a_reason_and_a_typed_word(person):
    person.open_document(NOTES)
    title = person.reader.document.title
    dialog = opened(person, "document.wipe", WipeDocuments)
    dialog.submit()
    assert "Say why" in dialog.note.text
    dialog.reason.setText("asked for")
    dialog.submit()
    assert "Type “wipe”" in dialog.note.text
    dialog.word.setText("wipe")
    dialog.submit()
    person.until(lambda: person.session.workspace.retention.log())
    person.settle()
    assert title not in [one.title for one in person.session.workspace.documents.list()]
    assert person.reader.document is None
    person.until(lambda: person.desk.library.model.rowCount() == 3)


def test_evidence_that_cites_a_document_has_to_be_ticked(person):
    person.open_document()
    dialog = opened(person, "document.wipe", WipeDocuments)
    dialog.reason.setText("asked for")
    dialog.word.setText("wipe")
    dialog.submit()
    assert "Evidence cites it" in dialog.note.text
    dialog.evidence.setChecked(True)
    dialog.submit()
    person.until(lambda: person.session.workspace.evidence.list() == [])
    person.settle()


def test_a_workspace_is_wiped_after_its_name_was_typed(person, tmp_path, workspace_file):
    record = tmp_path / "record.json"
    dialog = opened(person, "workspace.wipe", WipeWorkspace)
    dialog.reason.setText("inspection is over")
    dialog.record.setText(str(record))
    dialog.word.setText("something else")
    dialog.submit()
    assert "Type “stocked”" in dialog.note.text
    dialog.word.setText("stocked")
    dialog.submit()
    person.until(lambda: not workspace_file.exists() and "wiped" in person.window.welcome.note.text)
    person.settle()
    assert json.loads(record.read_text(encoding="utf-8"))["done"]
    assert person.window.pages.currentWidget() is person.window.welcome


@pytest.mark.parametrize("whole", [True, False])
def test_a_damaged_workspace_is_salvaged_and_opened(empty_window, workspace_file, tmp_path, whole, monkeypatch):
    data = bytearray(workspace_file.read_bytes())
    data[16:4096] = bytes(4080)
    if not whole:
        del data[len(data) // 2 :]
    workspace_file.write_bytes(data)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(workspace_file), ""))
    dialog = opened(empty_window, "workspace.salvage", Salvage)
    dialog.submit()
    assert "Choose the damaged file" in dialog.note.text
    dialog._choose_damaged()
    dialog.passphrase.setText("wrong")
    dialog.submit()
    empty_window.until(lambda: "does not open" in dialog.note.text)
    dialog.passphrase.setText(PASSPHRASE)
    dialog.submit()
    empty_window.until(lambda: dialog.main.text() == "Open it")
    assert ("Nothing was lost" in dialog.note.text) is whole
    target = tmp_path / f"stocked salvaged{SUFFIX}"
    dialog.submit()
    empty_window.until(lambda: empty_window.window.pages.currentWidget() is empty_window.window.unlock)
    Workspace.open(target, PASSPHRASE).close()
