"""Fixtures of every test that has the window on screen; their conftest imports them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from window_person import Person

from ui import look
from ui.app import make_window
from ui.garbage import Collector
from ui.preferences import Preferences


@pytest.fixture(scope="session")
def collector(qapp: QApplication) -> Iterator[None]:
    """As in the program: Qt objects are collected on the window's thread only."""
    made = Collector()
    yield
    made.stop()


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    made = Preferences(tmp_path)
    made.daily_backup = False
    return made


@pytest.fixture
def empty_window(qtbot, qapp, collector, preferences: Preferences) -> Iterator[Person]:
    """The window with nothing open."""
    look.apply(qapp, "light")
    window = make_window(preferences)
    window.resize(1440, 900)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield Person(qtbot, window)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    window.session.end()
    window.deleteLater()
