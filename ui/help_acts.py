"""What the commands of the menu Help do: the guide at the page that fits, keys, licences, about."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from evidence_app.paths import docs_dir
from ui.dialogs.about import About
from ui.dialogs.diagnostics import Log, SelfTest
from ui.dialogs.keys import Keys
from ui.dialogs.licences import Licences
from ui.guide.pages import START
from ui.guide.topics import topic
from ui.guide.window import GuideWindow
from ui.main_window import MainWindow


class HelpActs(QObject):
    """Gives the commands, and keeps the window of the guide, which is made once."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.guide: GuideWindow | None = None
        window.left.connect(self._close)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What each command does, by id."""
        window = self._window
        return {
            "help.guide": self.open_guide,
            "help.keys": lambda: Keys(window.actions_.keys, window).open(),
            "help.log": lambda: Log(window).open(),
            "help.self_test": lambda: SelfTest(window.session, window).open(),
            "help.licences": lambda: Licences(window).open(),
            "help.about": lambda: About(window).open(),
        }

    def open_guide(self) -> None:
        """Shows the guide at the page that fits where the keyboard is, or what is shown."""
        place = topic(QApplication.focusWidget() or QApplication.activeModalWidget())
        if place == START:
            place = topic(self._shown())
        if self.guide is None:
            self.guide = GuideWindow(docs_dir())
        self.guide.show_page(place)

    def _shown(self) -> QWidget | None:
        """The view that is shown; of the desk, its list."""
        window = self._window
        page = window.pages.currentWidget()
        return window.desk.lists.currentWidget() if page is window.desk else page

    def _close(self) -> None:
        if self.guide is not None:
            self.guide.close()
            self.guide.deleteLater()
            self.guide = None
