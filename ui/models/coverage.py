"""The coverage table's rows: each judgement area, and under it its themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QIcon

from evidence_app.domain.coverage import CoverageCell, missing
from ui.models.dates import shown_date

COLUMNS: dict[str, str] = {
    "name": "Judgement area, theme",
    "strength": "Strengths",
    "improvement": "To improve",
    "context": "Context",
    "balance": "Balance",
    "documents": "Documents",
    "kinds": "Kinds",
    "newest": "Newest",
    "impact": "Impact",
    "agreed": "Agreed",
    "missing": "What is missing",
}
IDS = tuple(COLUMNS)
NUMBERS = frozenset({"strength", "improvement", "context", "documents", "kinds"})
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A row: its cell, its name, and the cell of the day it is compared with."""

    cell: CoverageCell
    name: str
    before: CoverageCell | None = None

    def words(self, column: str, today: date) -> str:
        """What a column says."""
        cell = self.cell
        match column:
            case "name":
                return self.name
            case "balance":
                return f"{cell.strength} to {cell.improvement}"
            case "newest":
                return shown_date(cell.newest) or ("no date" if cell.items else "–")
            case "impact":
                return _share(cell.impact_share)
            case "agreed":
                return _share(cell.agreed_share)
            case "missing":
                return missing(cell, today)
            case _:
                count = int(getattr(cell, column))
                change = 0 if self.before is None else count - int(getattr(self.before, column))
                return f"{count:,}  ({change:+,})" if change else f"{count:,}"


class CoverageModel(QAbstractTableModel):
    """The table. UserRole gives a cell's CoverageRow."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[CoverageRow] = ()
        self._marks: Mapping[str, QIcon] = {}
        self._today = date.today()

    def show(self, rows: Sequence[CoverageRow], marks: Mapping[str, QIcon]) -> None:
        """Shows these rows instead.

        Args:
            marks: the mark of each area, by its id; under an empty id, what stands before themes.
        """
        self.beginResetModel()
        self._rows, self._marks, self._today = rows, marks, date.today()
        self.endResetModel()

    def row(self, row: int) -> CoverageRow:
        """What a row shows."""
        return self._rows[row]

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(IDS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name of a column, or of a row."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.TextAlignmentRole and IDS[section] in NUMBERS:
                return Qt.AlignmentFlag.AlignCenter
            return COLUMNS[IDS[section]] if role == Qt.ItemDataRole.DisplayRole else None
        return self._rows[section].name if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows or says."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], IDS[index.column()]
        whole = row.cell.theme is None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.words(column, self._today)
            case Qt.ItemDataRole.UserRole:
                return row
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return f"{row.name}, {COLUMNS[column].lower()}: {row.words(column, self._today) or 'nothing'}"
            case Qt.ItemDataRole.DecorationRole if column == "name":
                return self._marks.get(row.cell.area if whole else "")
            case Qt.ItemDataRole.FontRole if whole:
                font = QFont()
                font.setWeight(QFont.Weight.DemiBold)
                return font
            case Qt.ItemDataRole.TextAlignmentRole if column in NUMBERS:
                return Qt.AlignmentFlag.AlignCenter
        return None


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"
