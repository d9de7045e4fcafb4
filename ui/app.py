"""Starts the window: application, looks, session, and the workspace named on the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from evidence_app.logs import begin_log, note, write_crash_report
from evidence_app.paths import resources_dir
from ui import look
from ui.garbage import Collector
from ui.main_window import TITLE, MainWindow
from ui.preferences import Preferences
from ui.session import Session
from ui.starting import once_painted, tell_and_close


def first_page(preferences: Preferences) -> MainWindow:
    """A window with its first page, where no command does anything yet. An application must be there."""
    window = MainWindow(Session(), preferences)
    window.session.setParent(window)
    return window


def furnish(window: MainWindow) -> None:
    """Adds all that stands behind the first page, and connects the commands."""
    from ui.acts import Acts

    window.furnish()
    Acts(window)


def make_window(preferences: Preferences) -> MainWindow:
    """A window with its commands connected. An application must be there."""
    window = first_page(preferences)
    furnish(window)
    return window


def run(workspace: Path | None, passphrase: str = "", *, start_test: bool = False) -> int:
    """Opens the window and stays until it is closed.

    Args:
        workspace: to be opened; None for the first page.
        passphrase: of that workspace; empty to ask.
        start_test: tell when the first page, the whole window and the workspace stood there, and close it.

    Returns:
        The program's exit status.
    """
    # Work on other threads hands over to the window sooner than Python's 5 ms: measured while importing 111 reports
    # on two busy cores, the longest pause of the window fell from 59 to 37 ms, and the import was no slower.
    sys.setswitchinterval(0.0005)
    app = QApplication(sys.argv[:1])
    app.setApplicationName(TITLE)
    app.setDesktopFileName("evidence-desk")
    app.setWindowIcon(QIcon(str(resources_dir() / "icons" / "evidence-desk.svg")))
    preferences = Preferences()
    look.apply(app, preferences.scheme, preferences.text_size)
    app.styleHints().colorSchemeChanged.connect(lambda: look.apply(app, preferences.scheme, preferences.text_size))
    window = first_page(preferences)
    sys.excepthook = _reporter(window)
    window.show()
    if workspace is not None:
        window.show_unlock(workspace)

    def go_on() -> None:
        # What is clicked or typed meanwhile waits in the queue of events.
        stood = datetime.now()
        begin_log("evidence-desk")
        furnish(window)
        Collector(window)
        told = {"The first page": stood, "The whole window": datetime.now()}
        opens = workspace is not None and bool(passphrase)
        if start_test and opens:
            # Queued: everybody else is told first that it is open.
            left = partial(tell_and_close, window, told, "The workspace")
            window.session.opened.connect(left, Qt.ConnectionType.QueuedConnection)
        elif start_test:
            tell_and_close(window, told)
        if opens:
            window.unlock.field.setText(passphrase)
            window.unlock.unlock()

    once_painted(window, go_on)
    status = app.exec()
    window.session.end()
    note("end")
    return status


def _reporter(window: MainWindow) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """What happens to an error nobody caught: a report without case text is written, and shown."""

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        write_crash_report(error)
        window.session.problem.emit(error)

    return report
