"""Nothing is cut off at 100 % and at 200 % text size."""

from __future__ import annotations

import contextlib

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from ui import look
from ui.dialogs.change_keys import ChangeKeys
from ui.dialogs.keys import Keys
from ui.dialogs.new_workspace import NewWorkspace
from ui.dialogs.preferences import PreferencesDialog
from ui.widgets.fields import Check
from ui.widgets.labels import Elided


def cut_off(widget: QWidget) -> list[str]:
    """The words of buttons and labels that have less room than they need; those made to be elided left out."""
    found = []
    for kind in (QPushButton, QToolButton, Check, QLabel):
        for part in widget.findChildren(kind):
            if isinstance(part, Elided) or not part.isVisible() or not part.text():
                continue
            if isinstance(part, QLabel) and part.wordWrap():
                short = part.height() < part.heightForWidth(part.width())
            else:
                short = part.width() < part.minimumSizeHint().width() or part.height() < part.fontMetrics().height()
            if short:
                needed = part.minimumSizeHint()
                found.append(f"{part.text()}: {part.width()} x {part.height()} of {needed.width()} x {needed.height()}")
    return found


def assert_all_fits(qtbot, widget: QWidget) -> None:
    """Waits until nothing is cut off; what still is after a moment is told."""
    with contextlib.suppress(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: not cut_off(widget), timeout=1000)
    assert cut_off(widget) == []


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_no_words_of_the_window_are_cut_off(qapp, empty_window, workspace_file, size):
    person = empty_window
    try:
        look.apply(qapp, "light", size)
        assert_all_fits(person.qtbot, person.window)
        person.unlock(workspace_file)
        person.open_document()
        for place in ("library", "search", "evidence", "coverage", "improvement", "packs"):
            person.window.show_place(place)
            person.desk.search.filter_button.setChecked(True)
            person.settle()
            assert_all_fits(person.qtbot, person.window)
        person.window.show_place("library")
        person.select_words()
        person.until(person.panel.isVisible)
        assert_all_fits(person.qtbot, person.window)
    finally:
        look.apply(qapp, "light")


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_no_words_of_the_dialogs_are_cut_off(qapp, empty_window, preferences, size):
    try:
        look.apply(qapp, "light", size)
        for dialog in (
            NewWorkspace(empty_window.session, empty_window.window),
            PreferencesDialog(preferences, empty_window.session, empty_window.window),
            Keys(empty_window.window.actions_.keys, empty_window.window),
            ChangeKeys(empty_window.window.actions_, preferences, empty_window.window),
        ):
            dialog.show()
            assert_all_fits(empty_window.qtbot, dialog)
            dialog.close()
    finally:
        look.apply(qapp, "light")
