"""Remember on this computer: offered, off until ticked, and never in the way."""

from __future__ import annotations

import keyring
import pytest
from password_stores import Falling, own_store
from PySide6.QtCore import Qt
from window_person import PASSPHRASE

from evidence_app.workspace import Workspace, count_remembered, remember
from ui.dialogs.preferences import PreferencesDialog


@pytest.fixture
def store(monkeypatch, tmp_path):
    with own_store(monkeypatch, tmp_path) as made:
        yield made


def asked(person, path):
    """The page, once it knows what is remembered."""
    person.window.show_unlock(path)
    person.settle()
    return person.window.unlock


def opened(person):
    person.until(lambda: person.session.is_open)
    person.settle()


def test_it_is_off_until_ticked_then_unlocks_and_is_forgotten_when_the_tick_goes(store, empty_window, workspace_file):
    person, window = empty_window, empty_window.window
    page = asked(person, workspace_file)
    assert page.keep.isVisible()
    assert not page.keep.isChecked()
    page.field.setText(PASSPHRASE)
    page.unlock()
    opened(person)
    assert store.kept == {}
    window.actions_["workspace.lock"].trigger()
    person.until(lambda: window.pages.currentWidget() is page)
    person.settle()

    page.field.setText(PASSPHRASE)
    page.keep.setChecked(True)
    page.unlock()
    opened(person)
    assert list(store.kept.values()) == [PASSPHRASE]
    window.actions_["workspace.lock"].trigger()
    person.until(lambda: window.pages.currentWidget() is page)
    person.settle()
    page.unlock()
    assert "Type the passphrase" in page.note.text, "after locking it is typed again"

    page = asked(person, workspace_file)
    assert page.field.text() == "", "it cannot be made visible"
    assert page.field.placeholderText().startswith("Remembered")
    page.field.setFocus()
    person.press(Qt.Key.Key_Return)
    opened(person)
    window.actions_["workspace.lock"].trigger()
    person.until(lambda: window.pages.currentWidget() is page)
    page = asked(person, workspace_file)
    page.keep.setChecked(False)
    page.unlock()
    opened(person)
    assert (store.kept, count_remembered()) == ({}, 0)


def test_one_that_no_longer_fits_is_forgotten_and_typed(store, empty_window, workspace_file):
    remember(workspace_file, "an older passphrase")
    page = asked(empty_window, workspace_file)
    page.unlock()
    empty_window.until(page.note.isVisible)
    empty_window.settle()
    assert "no longer fits" in page.note.text
    assert store.kept == {}
    page.field.setText(PASSPHRASE)
    page.unlock()
    opened(empty_window)


def test_a_store_that_fails_is_told_and_the_passphrase_typed(store, empty_window, workspace_file):
    remember(workspace_file, PASSPHRASE)
    keyring.set_keyring(Falling())
    page = asked(empty_window, workspace_file)
    assert "store of passwords cannot be used" in page.note.text
    page.field.setText(PASSPHRASE)
    page.unlock()
    opened(empty_window)


def test_the_policy_takes_the_offer_away_and_that_is_told(store, empty_window, workspace_file, tmp_path, monkeypatch):
    remember(workspace_file, PASSPHRASE)
    (tmp_path / "policy.toml").write_text("[passphrase]\nremember = false\nminimum_length = 20\n[lock]\nminutes = 7\n")
    monkeypatch.setenv("EVIDENCE_POLICY", str(tmp_path / "policy.toml"))
    page = asked(empty_window, workspace_file)
    assert not page.keep.isVisible()
    page.unlock()
    assert "Type the passphrase" in page.note.text

    dialog = PreferencesDialog(empty_window.window.preferences, empty_window.session, empty_window.window)
    dialog.open()
    told = dialog.policy.text()
    assert str(tmp_path / "policy.toml") in told
    assert "New passphrases: at least 20 characters" in told
    assert "Remember on this computer: no." in told
    assert (dialog.lock.value(), dialog.lock.findData("0"), dialog.lock.findData("15")) == ("7", -1, -1)
    assert dialog.forget.isVisible()
    dialog.forget.click()
    empty_window.settle()
    assert store.kept == {}
    assert not dialog.forget.isVisible()
    dialog.reject()


def test_a_broken_policy_is_told_where_a_passphrase_is_asked_for(empty_window, workspace_file, tmp_path, monkeypatch):
    (tmp_path / "policy.toml").write_text("[lock]\nminuts = 7\n")
    monkeypatch.setenv("EVIDENCE_POLICY", str(tmp_path / "policy.toml"))
    page = asked(empty_window, workspace_file)
    assert "line 2" in page.note.text
    page.field.setText(PASSPHRASE)
    page.unlock()
    empty_window.settle()
    assert not empty_window.session.is_open
    assert "policy of this computer is broken" in page.note.text
    dialog = PreferencesDialog(empty_window.window.preferences, empty_window.session, empty_window.window)
    assert "line 2" in dialog.policy.text()
    dialog.reject()
    monkeypatch.delenv("EVIDENCE_POLICY")
    Workspace.open(workspace_file, PASSPHRASE).close()


def test_the_choice_of_a_lock_lasts(store, empty_window, preferences):
    dialog = PreferencesDialog(preferences, empty_window.session, empty_window.window)
    assert dialog.lock.value() == "15"
    dialog.lock.choose("0")
    dialog.submit()
    assert preferences.lock_minutes == 0
