"""Tables as all views use them: whole rows chosen, no grid, sorted by the header, rows as high as their text needs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.theme import measures


class Table(QTableView):
    """A table of whole rows."""

    opened = Signal(QModelIndex)  # Enter or double-click
    deleted = Signal()
    left = Signal()  # Esc
    order_wanted = Signal(int, bool)  # column, descending

    def __init__(self, name: str, lines: int) -> None:
        """Makes an empty table.

        Args:
            name: for screen readers.
            lines: lines of text a row holds.
        """
        super().__init__()
        self._lines = lines
        self._columns: tuple[int, tuple[str, ...]] = (0, ())
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.sectionClicked.connect(self._header_clicked)
        self.doubleClicked.connect(self.opened)
        self.fit_rows()

    def columns(self, stretched: int, samples: Sequence[str]) -> None:
        """Sets column widths; one column takes what is left.

        Args:
            stretched: that column.
            samples: words that must fit, for each column; those of the stretched one do not matter.
        """
        self._columns = stretched, tuple(samples)
        header = self.horizontalHeader()
        for column, sample in enumerate(samples):
            fixed = column != stretched
            header.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Interactive if fixed else QHeaderView.ResizeMode.Stretch
            )
            if fixed:
                header.resizeSection(column, self.fontMetrics().horizontalAdvance(sample) + 28)

    def show_order(self, column: int, descending: bool) -> None:
        """Marks the column the rows are ordered by."""
        header = self.horizontalHeader()
        header.setSortIndicatorShown(True)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(column, order)

    def go_to(self, row: int) -> None:
        """Chooses a row and brings it into view; where there is no such row, and the keyboard is here, the first."""
        model = self.model()
        rows = model.rowCount() if model is not None else 0
        if not 0 <= row < rows and self.hasFocus():
            row = 0
        if 0 <= row < rows:
            # Said in so many words: the view itself would see that Ctrl is held just now, and unchoose the row.
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(model.index(row, 0), flags)
            self.scrollTo(model.index(row, 0))

    def chosen_rows(self) -> list[int]:
        """The rows chosen, from the top."""
        chosen = self.selectionModel()
        return sorted(index.row() for index in chosen.selectedRows()) if chosen is not None else []

    def chosen_spans(self) -> list[tuple[int, int]]:
        """The rows chosen, as (first, last) of each run of them, from the top: soon, however many they are."""
        chosen = self.selectionModel().selection()
        spans = {(chosen.at(place).top(), chosen.at(place).bottom()) for place in range(chosen.count())}
        return sorted(spans)

    def choose(self, rows: Sequence[int]) -> None:
        """Chooses several rows; the present one stays where it is."""
        model = self.model()
        chosen = QItemSelection()
        for row in rows:
            chosen.select(model.index(row, 0), model.index(row, model.columnCount() - 1))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def fit_rows(self) -> None:
        """Makes rows as high as their lines need at the present text size."""
        line = self.fontMetrics().lineSpacing()
        self.verticalHeader().setMinimumSectionSize(measures().target)
        self.verticalHeader().setDefaultSectionSize(max(measures().target, self._lines * (line + 2) + 12))
        if self._columns[1]:
            self.columns(*self._columns)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit_rows()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by keyboard, there is always a present row."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_to(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete removes, Esc steps back."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        elif key == Qt.Key.Key_Delete:
            self.deleted.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _header_clicked(self, column: int) -> None:
        header = self.horizontalHeader()
        again = header.isSortIndicatorShown() and header.sortIndicatorSection() == column
        ascending = header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        self.order_wanted.emit(column, again and ascending)
