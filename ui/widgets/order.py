"""A list whose rows are ticked and put in order, by dragging or by keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QSizePolicy

from ui.theme import measures
from ui.widgets.places import announce

_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its id, its words, whether it is ticked, and more words as its tool tip."""

    id: str
    words: str
    ticked: bool = True
    tip: str = ""


class OrderList(QListWidget):
    """The list. Alt+Up and Alt+Down move the present row, Space ticks it; rows can be dragged as well."""

    changed = Signal()  # the order, or what is ticked, by the person

    def __init__(self, name: str, lines: int) -> None:
        """Makes an empty list.

        Args:
            name: for screen readers.
            lines: rows it shows at least.
        """
        super().__init__()
        self.setAccessibleName(name)
        self.setAccessibleDescription("Alt+Up and Alt+Down move a row, Space ticks it")
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("look", "framed")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lines = lines
        self.itemChanged.connect(lambda _: self.changed.emit())

    def sizeHint(self) -> QSize:
        """As high as its rows are."""
        return QSize(200, self._lines * measures().target + 4)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Shows these rows instead; the present one stays the present one where it is still there."""
        present = self.currentItem().data(_ID) if self.currentItem() else ""
        self.blockSignals(True)
        self.clear()
        for row in rows:
            item = QListWidgetItem(row.words)
            item.setData(_ID, row.id)
            item.setToolTip(row.tip or row.words)
            item.setSizeHint(QSize(0, measures().target))
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked)
            self.addItem(item)
            if row.id == present:
                self.setCurrentItem(item)
        self.blockSignals(False)

    def ids(self, *, ticked: bool = True) -> list[str]:
        """The ids of the rows that are ticked, or of those that are not, in order."""
        rows = (self.item(row) for row in range(self.count()))
        return [str(row.data(_ID)) for row in rows if (row.checkState() == Qt.CheckState.Checked) is ticked]

    def tick(self, identity: str, ticked: bool) -> None:
        """Ticks a row, or takes the tick away."""
        for row in range(self.count()):
            if self.item(row).data(_ID) == identity:
                self.item(row).setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def move_row(self, down: int) -> None:
        """Moves the present row down, or up where down is negative."""
        row = self.currentRow()
        to = row + down
        if row < 0 or not 0 <= to < self.count():
            return
        self.blockSignals(True)
        item = self.takeItem(row)
        self.insertItem(to, item)
        self.setCurrentRow(to)
        self.blockSignals(False)
        announce(self, f"{item.text()}, now {to + 1} of {self.count()}")
        self.changed.emit()

    def dropEvent(self, event: QDropEvent) -> None:
        """Takes a row that was dragged to its new place."""
        super().dropEvent(event)
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and arrows move the present row."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_row(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)
