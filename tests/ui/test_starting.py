"""The start: what is behind the first page waits until that stands there; the start test says when."""

from __future__ import annotations

import re
from datetime import datetime

from PySide6.QtWidgets import QWidget

from ui.app import first_page, furnish
from ui.starting import once_painted, tell_and_close


def test_what_comes_next_waits_for_the_window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    done = []
    timer = once_painted(window, lambda: done.append(window.isVisible()))
    assert timer.isActive() and done == []
    window.show()
    qtbot.waitUntil(lambda: done == [True])
    assert not timer.isActive()


def test_times_are_told_and_the_window_is_closed(qtbot, capsys):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    tell_and_close(window, {"The first page": datetime(2024, 5, 3, 9, 30)}, "The workspace")
    first, opened = capsys.readouterr().out.splitlines()
    assert first == "The first page stood on offscreen at 2024-05-03T09:30:00.000."
    assert re.fullmatch(r"The workspace stood on offscreen at \S+T[\d:]+\.\d{3}\.", opened)
    assert not window.isVisible()


def test_the_first_page_stands_alone_and_a_passphrase_can_be_asked_for(qtbot, collector, preferences, tmp_path):
    window = first_page(preferences)
    qtbot.addWidget(window)
    window.show()
    assert window.welcome.isVisible() and not hasattr(window, "desk")
    window.show_unlock(tmp_path / "case.evidence")
    assert window.unlock.isVisible()
    window.setFont(window.font())
    furnish(window)
    assert window.unlock.isVisible()
    assert window.pages.indexOf(window.desk) > 0
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    window.session.end()
