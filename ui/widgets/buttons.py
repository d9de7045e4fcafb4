"""Buttons, and rows of them of which one is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QToolButton, QWidget

from ui.theme import measures
from ui.widgets.flow import Flow

Look = Literal["", "main", "link", "choice", "part", "number"]


def button(text: str, pressed: Callable[[], object], look: Look = "") -> QPushButton:
    """A push button."""
    made = QPushButton(text)
    made.setProperty("look", look)
    made.setAutoDefault(False)
    made.clicked.connect(lambda: pressed())
    if look == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def tool(action: QAction, *, words: bool = False) -> QToolButton:
    """A flat button that shows an action.

    Args:
        words: True to show its name beside the icon.
    """
    made = QToolButton()
    made.setDefaultAction(action)
    style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if words else Qt.ToolButtonStyle.ToolButtonIconOnly
    made.setToolButtonStyle(style)
    side = measures().icon
    made.setIconSize(QSize(side, side))
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setAccessibleName(action.text().rstrip("…"))
    return made


def show_offered(part: QPushButton, on: bool) -> None:
    """Marks a button as what is suggested, by a broken outline and to screen readers, or takes the mark away."""
    if bool(part.property("offered")) != on:
        part.setProperty("offered", on)
        part.setAccessibleDescription("suggested" if on else "")
        part.style().unpolish(part)
        part.style().polish(part)


class Choice(QWidget):
    """A row of buttons of which one, or none, is chosen."""

    chosen = Signal(str)

    def __init__(self, labels: Mapping[str, str], name: str) -> None:
        """Makes the row.

        Args:
            labels: words by value, in order.
            name: what is chosen, for screen readers.
        """
        super().__init__()
        self.setAccessibleName(name)
        row = Flow(self, gap=4)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._buttons: dict[str, QPushButton] = {}
        self.offered = ""
        for value, words in labels.items():
            part = QPushButton(words)
            part.setProperty("look", "part")
            part.setCheckable(True)
            part.setAutoDefault(False)
            part.setAccessibleName(f"{name}: {words}")
            part.clicked.connect(self._pressed)
            self._group.addButton(part)
            part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._buttons[value] = part
            row.addWidget(part)

    def value(self) -> str:
        """The value chosen; empty where none is."""
        return next((value for value, part in self._buttons.items() if part.isChecked()), "")

    def choose(self, value: str) -> None:
        """Chooses a value without telling; an empty one clears the row."""
        for each, part in self._buttons.items():
            part.setChecked(each == value)
        self._mark()

    def offer(self, value: str) -> None:
        """Marks a value as suggested while none is chosen; an empty one marks none."""
        self.offered = value
        self._mark()

    def part(self, value: str) -> QPushButton:
        """The button of a value."""
        return self._buttons[value]

    def _mark(self) -> None:
        for value, part in self._buttons.items():
            show_offered(part, value == self.offered and not self.value())

    def _pressed(self) -> None:
        pressed = self.sender()
        value = next(value for value, part in self._buttons.items() if part is pressed)
        self.choose(value)
        self.chosen.emit(value)
