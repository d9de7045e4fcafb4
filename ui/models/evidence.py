"""The evidence board's rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from evidence_app.domain.evidence import Evidence
from ui.models.dates import shown_date

QUOTE, AREAS, FINDING, DATE, STATUS = range(5)
COLUMNS = ("Passage", "Areas", "Finding", "Date", "Status")
# As narrow places show them.
FINDINGS = {"strength": "Strength", "improvement": "Improvement", "context": "Context"}
Index = QModelIndex | QPersistentModelIndex


class EvidenceModel(QAbstractTableModel):
    """The board as a table. UserRole gives a cell's Evidence."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: Sequence[Evidence] = ()
        self._names: Mapping[str, str] = {}

    def name_areas(self, names: Mapping[str, str]) -> None:
        """Sets the short names of judgement areas, by id."""
        self._names = names

    def show(self, items: Sequence[Evidence]) -> None:
        """Shows these items instead."""
        self.beginResetModel()
        self._items = items
        self.endResetModel()

    def item(self, row: int) -> Evidence:
        """The item of a row."""
        return self._items[row]

    def row_of(self, item: str) -> int:
        """The row of an item, or -1."""
        return next((place for place, one in enumerate(self._items) if one.id == item), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._items)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name of a column."""
        across = orientation == Qt.Orientation.Horizontal and 0 <= section < len(COLUMNS)
        return COLUMNS[section] if across and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows or says."""
        if not index.isValid() or index.row() >= len(self._items):
            return None
        item = self._items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(item, index.column())
        if role == Qt.ItemDataRole.UserRole:
            return item
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == QUOTE:
            return f"{item.passage.quote} — {item.title}, page {item.passage.page}"
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == QUOTE:
            return f"“{item.passage.quote}”\n{item.title}, p. {item.passage.page}\n{item.note}".strip()
        return None

    def _shown(self, item: Evidence, column: int) -> str:
        match column:
            case 0:
                return item.passage.quote
            case 1:
                return ", ".join(self._names.get(area, area) for area in item.areas)
            case 2:
                return FINDINGS.get(item.finding, item.finding)
            case 3:
                return shown_date(item.date)
            case _:
                return item.status.capitalize()
