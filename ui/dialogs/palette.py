"""The command palette: type part of a command's name and press Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.commands import command
from ui.theme import colours, measures, scaled

KEYS = int(Qt.ItemDataRole.UserRole) + 1


class CommandDelegate(QStyledItemDelegate):
    """Draws a command: icon, name, and at the right its key."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Rows of one height, with or without an icon."""
        return QSize(0, measures().target)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draws a row."""
        self.initStyleOption(option, index)
        words, icon = option.text, QIcon(option.icon)
        option.text, option.icon = "", QIcon()
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        painter.save()
        scheme, side = colours(), measures().icon
        room = option.rect.adjusted(8, 0, -8, 0)
        icon.paint(painter, QRect(room.left(), room.center().y() - side // 2, side, side))
        keys = str(index.data(KEYS) or "")
        painter.setPen(QColor(scheme.muted))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), keys)
        room.adjust(side + 8, 0, -option.fontMetrics.horizontalAdvance(keys) - 16, 0)
        painter.setPen(QColor(scheme.text))
        shown = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()


class Palette(QDialog):
    """The dialog. `chosen` is the action to trigger after it closed."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.chosen: QAction | None = None
        self._actions = [action for action in actions if action.isEnabled() and action.objectName() != "help.palette"]
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        self.box = QLineEdit()
        self.box.setPlaceholderText("Find a command")
        self.box.setAccessibleName("Find a command")
        self.box.textChanged.connect(self._fill)
        self.box.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName("Commands")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(CommandDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._take)
        column.addWidget(self.box)
        column.addWidget(self.list)
        self.resize(scaled(480), scaled(360))
        self._fill("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk the list while typing goes on; Enter takes what is chosen."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                self.list.setCurrentRow((self.list.currentRow() + step) % max(1, self.list.count()))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                item = self.list.currentItem()
                if item is not None:
                    self._take(item)
                return True
        return super().eventFilter(watched, event)

    def _fill(self, typed: str) -> None:
        words = typed.casefold().split()
        self.list.clear()
        for action in self._actions:
            declared = command(action.objectName())
            searched = f"{declared.menu} {action.text()}".casefold()
            if all(word in searched for word in words):
                item = QListWidgetItem(action.icon(), action.text())
                item.setData(Qt.ItemDataRole.UserRole, action.objectName())
                item.setData(KEYS, action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
                self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _take(self, item: QListWidgetItem) -> None:
        name = item.data(Qt.ItemDataRole.UserRole)
        self.chosen = next(action for action in self._actions if action.objectName() == name)
        self.accept()
