"""The window on screen, and what a person at it does: for the tests of the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from evidence_app.paths import resources_dir
from ui.main_window import MainWindow
from ui.session import Session

PASSPHRASE = "correct horse battery"
SAMPLES = resources_dir() / "samples"
REPORT = SAMPLES / "Monitoring visit 6 letter - 21 October 2025.pdf"
NOTES = next(SAMPLES.glob("Case notes export*.pdf"))
AUDIT = next(SAMPLES.glob("Thematic audit*.pdf"))


def close(qtbot, session: Session) -> None:
    """Closes what is open and ends the threads."""
    with qtbot.waitSignal(session.closed, timeout=20_000):
        session.lock()
    qtbot.waitUntil(lambda: not session.jobs.running(), timeout=20_000)
    session.end()


class Person:
    """The window on screen, and what a person at it does."""

    def __init__(self, qtbot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window
        self.session = window.session
        self.desk = window.desk
        self.reader = window.desk.reading.reader
        self.panel = window.desk.panel

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Presses a key where the keyboard is."""
        self.qtbot.keyClick(self.focus(), key, modifier)

    def type(self, words: str) -> None:
        """Types words where the keyboard is."""
        self.qtbot.keyClicks(self.focus(), words)

    def back(self) -> None:
        """Comes back to the window from a dialog, as a desktop does by itself."""
        with self.qtbot.waitActive(self.window):
            self.window.activateWindow()

    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def settle(self) -> None:
        """Waits until nothing is under way."""
        self.qtbot.waitUntil(lambda: not self.session.jobs.running(), timeout=20_000)

    def until(self, condition: Callable[[], object]) -> None:
        """Waits until something holds."""
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=20_000)

    def asked(self, kind: type, command: str) -> QWidget:
        """Gives a command by its id, and waits for the dialog that asks on."""
        self.window.actions_[command].trigger()
        self.until(lambda: self.window.findChild(kind))
        dialog = self.window.findChild(kind)
        self.until(dialog.isVisible)
        return dialog

    def unlock(self, path: Path, passphrase: str = PASSPHRASE) -> None:
        """Opens a workspace through the unlock page."""
        self.window.show_unlock(path)
        self.window.unlock.field.setFocus()
        self.type(passphrase)
        self.press(Qt.Key.Key_Return)
        self.until(lambda: self.session.is_open)
        self.settle()

    def open_document(self, file: Path = REPORT) -> None:
        """Opens a document from the library by the file it came from, and waits for its words."""
        rows = range(self.desk.library.model.rowCount())
        row = next(row for row in rows if str(file) in self.desk.library.model.row(row).document.paths)
        self.desk.library.table.go_to(row)
        self.desk.library.table.setFocus()
        self.press(Qt.Key.Key_Return)
        self.until(lambda: self.reader.view.pages and self.reader.view.feed.words(self.reader.view.page))
        self.settle()

    def select_words(self) -> str:
        """Selects a line of the page in view with the keyboard, and gives it."""
        self.desk.reading.to_pages()
        self.press(Qt.Key.Key_F7)
        for _ in range(4):
            self.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        self.until(self.reader.selected_text)
        return self.reader.selected_text()
