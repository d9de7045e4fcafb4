"""The evidence board's rows: ids of all of them, and the items of those that were looked at."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QColor

from evidence_app.domain.board import COLUMNS, BoardRows, Names, cell
from evidence_app.domain.evidence import Evidence
from ui.models.dates import shown_date
from ui.theme import colours

# UserRole gives a row's Evidence; this one (name, number of items) of a row that begins a group.
GROUP = int(Qt.ItemDataRole.UserRole) + 1
IDS = tuple(COLUMNS)
PASSAGE = IDS.index("passage")
DATES = frozenset({"date", "created", "embargo_until"})
# Rows whose items are read at once, and items kept.
BLOCK, KEPT = 120, 4000
NO_NAMES = Names({}, {}, {})
Index = QModelIndex | QPersistentModelIndex


class BoardModel(QAbstractTableModel):
    """Knows the id of each row; what an item says is asked for when its row comes into sight."""

    wanted = Signal(object)  # ids: list[str]

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = BoardRows()
        self._heads: list[int] = []  # rows that begin a group
        self._items: OrderedDict[str, Evidence] = OrderedDict()
        self._asked: set[str] = set()
        self._missing: set[int] = set()  # rows in sight that were not read
        self.names = NO_NAMES
        self._ask = QTimer(self, singleShot=True, interval=0)
        self._ask.timeout.connect(self._want)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all rows, an item once for each group it stands in."""
        return self._rows.ids

    @property
    def complete(self) -> bool:
        """False while only the first ids are known."""
        return len(self._rows.ids) == self._rows.total

    def show(self, rows: BoardRows, items: Iterable[Evidence]) -> None:
        """Shows these rows instead.

        Args:
            rows: all ids, or the first of them with the number of all.
            items: those in sight at first.
        """
        self.beginResetModel()
        self._rows = rows
        self._heads = [group.start + place for place, group in enumerate(rows.groups)]
        self._items = OrderedDict((item.id, item) for item in items)
        self._asked = set()
        self.endResetModel()

    def finish(self, rows: BoardRows) -> None:
        """Takes all ids, where the first were shown; what is in sight stays as it is."""
        self._rows = rows
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def fill(self, items: Iterable[Evidence]) -> None:
        """Takes items that were wanted."""
        for item in items:
            self._items[item.id] = item
            self._items.move_to_end(item.id)
            self._asked.discard(item.id)
        while len(self._items) > KEPT:
            self._items.popitem(last=False)
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    # -- rows -------------------------------------------------------------------------------------------------------

    def id_at(self, row: int) -> str:
        """The id of a row; empty for the beginning of a group, and for what is still being put in order."""
        place = self._place(row)
        return self._rows.ids[place] if 0 <= place < len(self._rows.ids) else ""

    def item(self, row: int) -> Evidence | None:
        """The item of a row; None where it was not read yet, or where a group begins."""
        return self._items.get(self.id_at(row))

    def row_of(self, item: str) -> int:
        """The first row of an item, or -1."""
        try:
            place = self._rows.ids.index(item)
        except ValueError:
            return -1
        starts = [group.start for group in self._rows.groups]
        return place + bisect_right(starts, place)

    def ids_in(self, first: int, last: int) -> list[str]:
        """The ids of the rows from first to last."""
        return [found for row in range(first, last + 1) if (found := self.id_at(row))]

    def _place(self, row: int) -> int:
        """Which of the ids a row shows; -1 where it begins a group."""
        before = bisect_right(self._heads, row)
        return -1 if before and self._heads[before - 1] == row else row - before

    def _group(self, row: int) -> tuple[str, int] | None:
        before = bisect_right(self._heads, row)
        if not before or self._heads[before - 1] != row:
            return None
        groups = self._rows.groups
        end = groups[before].start if before < len(groups) else len(self._rows.ids)
        return groups[before - 1].name, end - groups[before - 1].start

    def _want(self) -> None:
        rows, self._missing = self._missing, set()
        blocks = sorted({row // BLOCK for row in rows if self.id_at(row) not in self._asked})
        last = self.rowCount() - 1
        around = [one for at in blocks for one in self.ids_in(at * BLOCK, min(last, (at + 1) * BLOCK - 1))]
        ids = [one for one in dict.fromkeys(around) if one not in self._items and one not in self._asked]
        if ids:
            self._asked.update(ids)
            self.wanted.emit(ids)

    # -- Qt's own ---------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows there are."""
        return 0 if parent is not None and parent.isValid() else self._rows.total + len(self._heads)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(IDS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name of a column."""
        across = orientation == Qt.Orientation.Horizontal and 0 <= section < len(IDS)
        return COLUMNS[IDS[section]] if across and role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The beginning of a group can be walked over, not chosen."""
        if index.isValid() and self._place(index.row()) < 0:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows or says."""
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        group = self._group(index.row())
        if group is not None:
            return self._of_group(group, index.column(), role)
        item = self.item(index.row())
        if item is None:
            if role == Qt.ItemDataRole.DisplayRole and self.id_at(index.row()):
                self._missing.add(index.row())
                self._ask.start()
            return None
        column = IDS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            words = cell(item, column, self.names)
            return shown_date(words) if column in DATES else words
        if role == Qt.ItemDataRole.UserRole:
            return item
        if role == Qt.ItemDataRole.AccessibleTextRole and column == "passage":
            return f"{item.passage.quote} — {item.title}, page {item.passage.page}"
        if role == Qt.ItemDataRole.ToolTipRole:
            if column == "passage":
                return f"“{item.passage.quote}”\n{item.title}, p. {item.passage.page}\n{item.note}".strip()
            return cell(item, column, self.names)
        return None

    def _of_group(self, group: tuple[str, int], column: int, role: int) -> Any:
        name, count = group
        if role == Qt.ItemDataRole.BackgroundRole:
            return QColor(colours().rail)
        if column == PASSAGE and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{name}: {count:,}"
        return group if role == GROUP else None
