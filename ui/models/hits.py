"""The rows of a search; more are asked for as the list is scrolled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from evidence_app.domain.hit import HIT_END, HIT_START, Hit
from ui.models.dates import shown_date

Index = QModelIndex | QPersistentModelIndex


class HitModel(QAbstractTableModel):
    """Pages found. One column; UserRole gives the Hit."""

    more_wanted = Signal(int)  # offset of the first hit to be read

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []
        self._total = 0
        self._asked = False

    def show(self, hits: Sequence[Hit], total: int) -> None:
        """Shows the first hits of a search.

        Args:
            total: how many there are in all.
        """
        self.beginResetModel()
        self._hits = list(hits)
        self._total = total
        self._asked = False
        self.endResetModel()

    def append(self, hits: Sequence[Hit]) -> None:
        """Adds the hits that were asked for; none means there are no more."""
        self._asked = False
        if not hits:
            self._total = len(self._hits)
            return
        self.beginInsertRows(QModelIndex(), len(self._hits), len(self._hits) + len(hits) - 1)
        self._hits.extend(hits)
        self.endInsertRows()

    def hit(self, row: int) -> Hit:
        """The hit of a row."""
        return self._hits[row]

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows there are so far."""
        return 0 if parent is not None and parent.isValid() else len(self._hits)

    def columnCount(self, parent: Index | None = None) -> int:
        """One."""
        return 0 if parent is not None and parent.isValid() else 1

    def canFetchMore(self, parent: Index) -> bool:
        """True while there are more hits than shown and none are on their way."""
        return not parent.isValid() and not self._asked and len(self._hits) < self._total

    def fetchMore(self, parent: Index) -> None:
        """Asks for the next hits; they come by `append`."""
        if self.canFetchMore(parent):
            self._asked = True
            self.more_wanted.emit(len(self._hits))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a row shows or says."""
        if not index.isValid() or index.row() >= len(self._hits):
            return None
        hit = self._hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{hit.title}, p. {hit.page}"
        if role == Qt.ItemDataRole.UserRole:
            return hit
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = hit.snippet.replace(HIT_START, "").replace(HIT_END, "")
            return f"{hit.title}, {shown_date(hit.date)}, page {hit.page}: {words}"
        return None
