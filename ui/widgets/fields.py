"""Drop-down lists and tick boxes, drawn by us: Fusion derives their outlines from the ground, too faint in the dark."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from ui.icons import pixmap
from ui.theme import colours, measures

RADIUS = 6
GAP = 8
# A list is no wider than this many letters, however long its entries are.
LETTERS = 22


class Combo(QComboBox):
    """A drop-down list."""

    def __init__(self, name: str, entries: Mapping[str, str]) -> None:
        """Makes the list.

        Args:
            name: what is chosen, for screen readers and as tool tip.
            entries: words by value, in order.
        """
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(20)
        for value, words in entries.items():
            self.addItem(words, value)

    def value(self) -> str:
        """The value chosen."""
        return str(self.currentData() or "")

    def choose(self, value: str) -> None:
        """Chooses a value; the first one where there is no such value."""
        self.setCurrentIndex(max(0, self.findData(value)))

    def offer(self, entries: Mapping[str, str]) -> None:
        """Replaces all entries but the first; what was chosen stays chosen where it is still there."""
        chosen = self.value()
        while self.count() > 1:
            self.removeItem(1)
        for value, words in entries.items():
            self.addItem(words, value)
        self.choose(chosen)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for the longest entry."""
        metrics = self.fontMetrics()
        words = max((metrics.horizontalAdvance(self.itemText(row)) for row in range(self.count())), default=0)
        words = min(words, LETTERS * metrics.averageCharWidth())
        return QSize(words + 3 * GAP + measures().icon, measures().target)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(9 * self.fontMetrics().averageCharWidth() + measures().icon, measures().target)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws frame, words and the arrow."""
        painter = QPainter(self)
        scheme = colours()
        _frame(painter, QRectF(self.rect()), focus=self.hasFocus(), filled=scheme.raised, alive=self.isEnabled())
        side = measures().icon - 2
        arrow = QRect(self.width() - side - GAP + 2, (self.height() - side) // 2, side, side)
        _draw(painter, arrow, "chevron-down", scheme.text if self.isEnabled() else scheme.edge, self)
        painter.setPen(QColor(scheme.text if self.isEnabled() else scheme.muted))
        room = QRect(GAP + 1, 0, arrow.left() - GAP - 3, self.height())
        words = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)


class Check(QCheckBox):
    """A tick box."""

    def sizeHint(self) -> QSize:
        """Room for box and words."""
        words = self.fontMetrics().horizontalAdvance(self.text().replace("&", ""))
        return QSize(measures().icon + GAP + words + 4, measures().target)

    def minimumSizeHint(self) -> QSize:
        """Room for the box and a few letters."""
        return QSize(measures().icon + 6 * self.fontMetrics().averageCharWidth(), measures().target)

    def hitButton(self, place: object) -> bool:
        """All of it can be pressed."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the box, its tick and its words."""
        painter = QPainter(self)
        scheme = colours()
        side = measures().icon - 2
        box = QRect(1, (self.height() - side) // 2, side, side)
        ticked = self.checkState() == Qt.CheckState.Checked
        draw_tick(painter, box, self, on=ticked, alive=self.isEnabled())
        if self.checkState() == Qt.CheckState.PartiallyChecked:
            painter.fillRect(box.adjusted(4, side // 2 - 1, -4, -(side // 2) + 1), QColor(scheme.text))
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = QRect(box.right() + GAP, 0, self.width() - box.right() - GAP, self.height())
        painter.setPen(QColor(scheme.text if self.isEnabled() else scheme.muted))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextShowMnemonic)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, flags, words)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(scheme.accent), 2))
            painter.drawRoundedRect(QRectF(box).adjusted(-1, -1, 1, 1), 5, 5)


def draw_tick(painter: QPainter, box: QRect, widget: QWidget, *, on: bool, alive: bool) -> None:
    """Draws a tick box.

    Args:
        widget: it is drawn on.
        on: whether it is ticked.
        alive: whether it can be.
    """
    scheme = colours()
    filled = scheme.fill if on and alive else scheme.base
    _frame(painter, QRectF(box), focus=False, filled=filled, alive=alive, radius=4)
    if on:
        ink = scheme.on_fill if alive else scheme.muted
        _draw(painter, box.adjusted(1, 1, -1, -1), "check", ink, widget)


def _frame(painter: QPainter, rect: QRectF, *, focus: bool, filled: str, alive: bool, radius: float = RADIUS) -> None:
    scheme = colours()
    width = 2 if focus else 1
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = scheme.accent if focus else scheme.edge if alive else scheme.line
    painter.setPen(QPen(QColor(edge), width))
    painter.setBrush(QColor(filled))
    painter.drawRoundedRect(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2), radius, radius)
    painter.restore()


def _draw(painter: QPainter, rect: QRect, name: str, colour: str, widget: QWidget) -> None:
    painter.drawPixmap(rect, pixmap(name, colour, round(rect.width() * widget.devicePixelRatio())))
