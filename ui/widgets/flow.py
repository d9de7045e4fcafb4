"""A layout that breaks into lines."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class Flow(QLayout):
    """Lays widgets side by side and goes on in the next line, as words do; for rows of filters at any text size."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent)
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self._gap = gap
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        """Qt's own way in; use addWidget."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Takes an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more height than it needs."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """It does."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height it takes at a width; kept, as one layout asks hundreds of times."""
        if width not in self._heights:
            self._heights[width] = self._height(width)
        return self._heights[width]

    def invalidate(self) -> None:
        """Something inside takes another size."""
        self._heights.clear()
        super().invalidate()

    def _height(self, width: int) -> int:
        edges = self.contentsMargins()
        inside = width - edges.left() - edges.right()
        return self._lay(QRect(0, 0, inside, 0), move=False) + edges.top() + edges.bottom()

    def setGeometry(self, rect: QRect) -> None:
        """Puts the widgets in place."""
        super().setGeometry(rect)
        self._lay(self.contentsRect(), move=True)

    def sizeHint(self) -> QSize:
        """As small as it may be."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The largest single widget."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        edges = self.contentsMargins()
        return size.grownBy(edges)

    def _lay(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            used = sum(width for _, width in line) + self._gap * (len(line) - 1)
            growing = [item for item, _ in line if _grows(item)]
            share = max(0, rect.width() - used) // len(growing) if growing else 0
            height = max(item.sizeHint().height() for item, _ in line)
            x = rect.x()
            for item, least in line:
                width = least + (share if item in growing else 0)
                if move:
                    own = min(height, item.sizeHint().height())
                    item.setGeometry(QRect(QPoint(x, y + (height - own) // 2), QSize(width, own)))
                x += width + self._gap
            y += height + self._gap
        return max(0, y - self._gap - rect.y())

    def _lines(self, room: int) -> list[list[tuple[QLayoutItem, int]]]:
        """The items line by line, each with the least width it takes."""
        lines: list[list[tuple[QLayoutItem, int]]] = []
        used = 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            # A window that is being laid out for the first time may have no room at all.
            width = max(0, min(item.sizeHint().width(), room))
            if not lines or used + self._gap + width > room:
                lines.append([])
                used = -self._gap
            lines[-1].append((item, width))
            used += self._gap + width
        return lines


def _grows(item: QLayoutItem) -> bool:
    """Whether a widget itself takes what room is left; that something inside it would does not count."""
    widget = item.widget()
    return widget is not None and widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Expanding
