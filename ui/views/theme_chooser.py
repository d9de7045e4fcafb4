"""All themes of the chosen areas, to be found by typing a few letters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from evidence_app.domain.framework import Framework
from ui.theme import scaled


class ThemeChooser(QDialog):
    """The list. Enter puts a theme on or takes it off and closes; Ctrl+Enter stays for another."""

    toggled = Signal(str)  # id

    def __init__(
        self,
        framework: Framework,
        areas: Sequence[str],
        chosen: Sequence[str],
        likely: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        """Makes the list.

        Args:
            areas: whose themes are shown.
            chosen: themes marked as chosen.
            likely: themes that stand first.
        """
        super().__init__(parent)
        self.setWindowTitle("Themes")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._chosen = set(chosen)
        shown = [(area, theme) for area in framework.areas if area.id in areas for theme in area.themes]
        shown.sort(key=lambda pair: likely.index(pair[1].id) if pair[1].id in likely else len(likely))
        several = len(areas) > 1
        self._themes = [
            (theme.id, theme.label + (f"  ({area.short})" if several else ""), theme.summary, " ".join(theme.keywords))
            for area, theme in shown
        ]
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        self.box = QLineEdit()
        self.box.setPlaceholderText("Find a theme; Enter takes it")
        self.box.setAccessibleName("Find a theme")
        self.box.textChanged.connect(self._fill)
        self.box.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName("Themes")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(lambda item: self._take(item, stay=False))
        column.addWidget(self.box)
        column.addWidget(self.list)
        self.resize(scaled(400), scaled(320))
        self._fill("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk the list while typing goes on; Enter takes what is there."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                self.list.setCurrentRow((self.list.currentRow() + step) % max(1, self.list.count()))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                item = self.list.currentItem()
                if item is not None:
                    self._take(item, stay=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
                return True
        return super().eventFilter(watched, event)

    def _fill(self, typed: str) -> None:
        words = typed.casefold().split()
        self.list.clear()
        # What is in the name comes before what is only among the words that speak of it.
        fits = [(name, each) for each in self._themes for name in (_in(words, each[1]),) if name or _in(words, each[3])]
        for _, (theme, name, summary, _keywords) in sorted(fits, key=lambda pair: not pair[0]):
            item = QListWidgetItem(("✓  " if theme in self._chosen else "    ") + name)
            item.setData(Qt.ItemDataRole.UserRole, theme)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, name + (", chosen" if theme in self._chosen else ""))
            item.setToolTip(summary)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _take(self, item: QListWidgetItem, *, stay: bool) -> None:
        theme = str(item.data(Qt.ItemDataRole.UserRole))
        self._chosen ^= {theme}
        self.toggled.emit(theme)
        if not stay:
            self.accept()
            return
        self.box.clear()
        self._fill("")


def _in(words: Sequence[str], text: str) -> bool:
    return all(word in text.casefold() for word in words)
