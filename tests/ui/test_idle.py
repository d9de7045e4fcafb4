"""The window locks itself after a time without a hand, and not while somebody or something works."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from evidence_app.progress import Progress
from ui.dialogs.details import Details
from ui.dialogs.history import History
from ui.idle import IdleLock

SHORT = "[lock]\nminutes = 2\n"


@pytest.fixture
def lay_down(tmp_path, monkeypatch):
    file = tmp_path / "policy.toml"
    monkeypatch.setenv("EVIDENCE_POLICY", str(file))
    file.write_text(SHORT)


def rest(person, minutes: float) -> IdleLock:
    """As if nobody had touched anything for so long."""
    idle = person.window.findChild(IdleLock)
    idle._moved -= minutes * 60
    return idle


def test_it_locks_hides_what_stood_before_it_and_says_why(person):
    person.window.preferences.lock_minutes = 5
    person.press(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert person.window.findChild(History).isVisible()
    person.settle()
    rest(person, 4.9).look()
    assert person.session.is_open
    rest(person, 0.2).look()
    person.until(lambda: person.window.pages.currentWidget() is person.window.unlock)
    assert not [one for one in person.window.findChildren(QDialog) if one.isVisible()]
    assert person.window.unlock.note.text.startswith("Locked after 5 minutes without a hand.")
    assert not person.session.is_open
    person.settle()


def test_a_key_and_a_movement_count(person):
    idle = person.window.findChild(IdleLock)
    handle = person.window.windowHandle()
    for act in (
        lambda: QTest.keyClick(handle, Qt.Key.Key_Shift),
        lambda: QTest.mouseMove(handle, QPoint(700, 450)),
        lambda: QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(700, 24)),
    ):
        idle._moved = idle._clock = 0.0
        assert idle.idle > 1000
        act()
        person.until(lambda: idle.idle < 60)


def test_a_dialog_of_its_own_is_listened_to_as_well(person):
    person.open_document()
    person.window.actions_["document.details"].trigger()
    dialog = person.window.findChild(Details)
    person.until(lambda: dialog.isActiveWindow())
    idle = rest(person, 30)
    idle._clock = 0.0
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Shift)
    assert idle.idle < 60
    dialog.reject()


def test_what_is_asked_for_counts_as_a_hand(person):
    idle = rest(person, 30)
    person.window.top.search.setText("drift")
    person.until(lambda: idle.idle < 60)
    person.settle()


def test_sleep_counts_as_rest(person):
    idle = person.window.findChild(IdleLock)
    idle.touch()
    idle._clock -= 3600  # the clock on the wall went on while the other stood still
    idle.look()
    person.until(lambda: person.window.pages.currentWidget() is person.window.unlock)
    person.settle()


def test_it_waits_for_an_import_and_never_means_never(person):
    idle = rest(person, 600)
    going = [True]

    def work():
        while going[0]:
            yield Progress("Working")

    person.session.long("Working", work)
    idle.look()
    assert person.session.is_open
    going[0] = False
    person.settle()
    person.window.preferences.lock_minutes = 0
    rest(person, 600).look()
    assert person.session.is_open


def test_the_policy_is_the_longest(lay_down, person):
    idle = person.window.findChild(IdleLock)
    for wanted, expected in ((0, 2), (1, 1), (30, 2)):
        person.window.preferences.lock_minutes = wanted
        assert idle.minutes == expected
