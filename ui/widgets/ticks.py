"""Lists of sentences, which may have ticks: drawn by us, for Fusion's tick boxes are small and faint in the dark."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import colours, measures
from ui.widgets.fields import draw_tick

Index = QModelIndex | QPersistentModelIndex
GAP, EDGE = 8, 6
WRAPPED = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)


class TickList(QListWidget):
    """The list. Space ticks the present sentence, where it can be ticked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setItemDelegate(_Ticks(self))


class _Ticks(QStyledItemDelegate):
    """Draws a sentence with its box, and counts a click on the box."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws ground, box and words."""
        scheme = colours()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(option.rect, QColor(scheme.soft if chosen else scheme.base))
        painter.setPen(QColor(scheme.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is not None:
            alive = bool(index.flags() & Qt.ItemFlag.ItemIsUserCheckable)
            on = Qt.CheckState(state) == Qt.CheckState.Checked
            draw_tick(painter, self._box(option.rect), option.widget, on=on, alive=alive)
        painter.setPen(QColor(scheme.text))
        painter.setFont(option.font)
        room = option.rect.adjusted(self._indent(index), EDGE, -GAP, -EDGE)
        painter.drawText(room, WRAPPED, index.data(Qt.ItemDataRole.DisplayRole))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the words need in the width there is."""
        view = self.parent()
        assert isinstance(view, QListWidget)
        wide = view.viewport().width()
        room = QRect(0, 0, max(wide - self._indent(index) - GAP, 40), 1 << 15)
        words = option.fontMetrics.boundingRect(room, WRAPPED, index.data(Qt.ItemDataRole.DisplayRole))
        return QSize(wide, max(words.height() + 2 * EDGE, measures().target))

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click on the box ticks it, or takes the tick off; keys are as everywhere."""
        if not isinstance(event, QMouseEvent):
            return super().editorEvent(event, model, option, index)
        where = option.rect.left() + self._indent(index)
        inside = event.type() == QEvent.Type.MouseButtonRelease and event.position().x() < where
        if not inside or not index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        return model.setData(
            index, Qt.CheckState.Unchecked if on else Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole
        )

    def _indent(self, index: Index) -> int:
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) is not None
        return measures().icon + 2 * GAP if ticked else GAP

    def _box(self, room: QRect) -> QRect:
        side = measures().icon - 2
        return QRect(room.left() + GAP, room.center().y() - side // 2, side, side)
