"""The rail at the left: the six places of a workspace."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui.actions import Actions
from ui.theme import measures
from ui.widgets.places import frame

PLACES = ("library", "search", "evidence", "coverage", "improvement", "packs")


class Rail(QWidget):
    """One button for each place, the present one marked."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setAccessibleName("Places")
        self._actions = actions
        group = QActionGroup(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        bar = frame("rail")
        outer.addWidget(bar)
        column = QVBoxLayout(bar)
        column.setContentsMargins(6, 8, 6, 8)
        column.setSpacing(4)
        side = measures().icon + 4
        for place in PLACES:
            action = actions[f"go.{place}"]
            action.setCheckable(True)
            group.addAction(action)
            button = QToolButton()
            button.setDefaultAction(action)
            button.setProperty("look", "place")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(side, side))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(action.text())
            column.addWidget(button)
        column.addStretch(1)

    def mark(self, place: str) -> None:
        """Marks the present place."""
        self._actions[f"go.{place}"].setChecked(True)
