"""How evidence is drawn in lists: the quotation, its place, and its areas as marks."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from evidence_app.domain.evidence import Evidence
from ui.models.board import GROUP
from ui.models.evidence import FINDINGS
from ui.theme import AreaStyle, colours, measures
from ui.widgets.marks import draw_mark


class PassageDelegate(QStyledItemDelegate):
    """Draws the marks of the areas, the quotation on one line, and below it where it stands."""

    def __init__(self, parent: QStyledItemDelegate | None = None, *, short: bool = False) -> None:
        """Makes the delegate.

        Args:
            short: True in the panel, where the document is known: page, finding and status instead of its title.
        """
        super().__init__(parent)
        self.styles: Mapping[str, AreaStyle] = {}
        self._short = short

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draws a row."""
        self.initStyleOption(option, index)
        item = index.data(Qt.ItemDataRole.UserRole)
        option.text = ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        if not isinstance(item, Evidence):
            self._group(painter, option, index.data(GROUP))
            return
        scheme = colours()
        painter.save()
        area = option.rect.adjusted(10, 7, -8, -7)
        half = area.height() // 2
        side = QFontMetrics(option.font).height()
        left = area.left()
        for name in item.areas:
            mark = self.styles.get(name)
            if mark is not None:
                draw_mark(painter, QRect(left, area.top() + (half - side) // 2, side, side), mark)
                left += side + 4
        left += 4
        painter.setFont(option.font)
        painter.setPen(QColor(scheme.text))
        room = QRect(left, area.top(), max(0, area.right() - left), half)
        metrics = QFontMetrics(option.font)
        quote = metrics.elidedText(f"“{item.passage.quote}”", Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), quote)
        small = QFont(option.font)
        small.setPixelSize(measures().small)
        painter.setFont(small)
        painter.setPen(QColor(scheme.muted))
        below = QRect(area.left(), area.top() + half, area.width(), area.height() - half)
        where = self._where(item, QFontMetrics(small), below.width())
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), where)
        painter.restore()

    def _group(self, painter: QPainter, option: QStyleOptionViewItem, group: tuple[str, int] | None) -> None:
        """Draws the row that begins a group: its name, and how many items it has."""
        if group is None:
            return
        name, count = group
        painter.save()
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colours().text))
        room = option.rect.adjusted(10, 0, -8, 0)
        metrics = QFontMetrics(font)
        ending = f"   {count:,}"
        words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room.width() - metrics.horizontalAdvance(ending))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words + ending)
        painter.restore()

    def _where(self, item: Evidence, metrics: QFontMetrics, width: int) -> str:
        page = f"p. {item.passage.page}"
        if self._short:
            return "  ·  ".join((page, FINDINGS[item.finding], item.status.capitalize()))
        ending = f"  ·  {page}" + ("  ·  note" if item.note else "")
        title = metrics.elidedText(item.title, Qt.TextElideMode.ElideRight, width - metrics.horizontalAdvance(ending))
        return title + ending
