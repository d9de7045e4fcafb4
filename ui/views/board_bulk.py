"""What can be done with the rows chosen on the evidence board."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu, QToolButton

from evidence_app.domain.evidence import BASIS_LABELS, FINDING_LABELS
from evidence_app.domain.framework import Framework
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.labels import label

Values = Mapping[str, Any]


class BulkBar(QFrame):
    """The bar below the list. Each act is asked for with its values and its name."""

    edit_wanted = Signal(object, str)  # values by field, what is done in words
    remove_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "foot")
        row = Flow(self)
        row.setContentsMargins(12, 8, 12, 8)
        self.count = label()
        row.addWidget(self.count)
        self.agree = button("Agree", lambda: self.edit_wanted.emit({"status": "agreed"}, "Agree"))
        row.addWidget(self.agree)
        self.area_menu = self._menu(row, "Area  ▾", "Set judgement area")
        self.finding_menu = self._menu(row, "Finding  ▾", "Set finding")
        for value, words in FINDING_LABELS.items():
            self._add(self.finding_menu, f"Finding: {words}", {"finding": value}, words)
        self.more_menu = self._menu(row, "More  ▾", "Set status, impact, basis or confidential")
        for words, values in self._others():
            self._add(self.more_menu, words, values, words)
        row.addWidget(button("Delete", self.remove_wanted.emit))

    def offer(self, framework: Framework) -> None:
        """Offers the areas of a framework."""
        self.area_menu.clear()
        for area in framework.areas:
            self._add(self.area_menu, f"Move to {area.name}", {"areas": (area.id,)}, area.name)

    def tell(self, count: int) -> None:
        """Says how many are chosen."""
        self.count.setText(f"{count:,} chosen")
        self.updateGeometry()

    @staticmethod
    def _others() -> list[tuple[str, Values]]:
        found: list[tuple[str, Values]] = [
            ("Draft again", {"status": "draft"}),
            ("Impact on children", {"impact": True}),
            ("Process", {"impact": False}),
        ]
        found += [(f"Based on: {words.lower()}", {"basis": basis}) for basis, words in BASIS_LABELS.items()]
        return [*found, ("Confidential", {"confidential": True}), ("Not confidential", {"confidential": False})]

    def _add(self, menu: QMenu, name: str, values: Values, shown: str) -> None:
        action = QAction(shown, menu)
        action.triggered.connect(lambda: self.edit_wanted.emit(dict(values), name))
        menu.addAction(action)

    def _menu(self, row: Flow, words: str, name: str) -> QMenu:
        holder = QToolButton()
        holder.setText(words)
        holder.setAccessibleName(name)
        holder.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(holder)
        holder.setMenu(menu)
        row.addWidget(holder)
        return menu
