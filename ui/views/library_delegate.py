"""How a document is drawn in the library: its title, and in a second line what there is no column for."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from evidence_app.domain.document import KINDS
from evidence_app.domain.folder import STATES
from evidence_app.domain.work import MARKS
from ui.icons import pixmap
from ui.models.dates import shown_date
from ui.models.documents import DocumentRow
from ui.theme import colours, measures
from ui.widgets.marks import badge_width, draw_badge


class TitleDelegate(QStyledItemDelegate):
    """Draws the first column.

    Attributes:
        compact: True where kind, authority and pages have no columns of their own.
        dated: True where the date has none either.
    """

    compact = True
    dated = False

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draws two lines: a published report has a filled badge, what is not published a broken outline."""
        self.initStyleOption(option, index)
        row = index.data(Qt.ItemDataRole.UserRole)
        option.text = ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        if not isinstance(row, DocumentRow):
            return
        scheme = colours()
        painter.save()
        painter.setClipRect(option.rect)
        area = option.rect.adjusted(10, 7, -8, -7)
        half = area.height() // 2
        first = QRect(area.left(), area.top(), area.width(), half)
        second = QRect(area.left(), area.top() + half, area.width(), area.height() - half)
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(scheme.text))
        if "pin" in row.marks:
            side = QFontMetrics(bold).height()
            self._icon(painter, first, "pin", scheme.accent, side)
            first.setLeft(first.left() + side + 4)
        title = QFontMetrics(bold).elidedText(row.document.title, Qt.TextElideMode.ElideRight, first.width())
        painter.drawText(first, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), title)
        self._second_line(painter, second, option.font, row)
        painter.restore()

    def _second_line(self, painter: QPainter, rect: QRect, font: QFont, row: DocumentRow) -> None:
        scheme = colours()
        small = QFont(font)
        small.setPixelSize(measures().small)
        painter.setFont(small)
        metrics = QFontMetrics(small)
        left = rect.left()
        height = min(rect.height(), metrics.height() + 2)
        if row.document.status == "attention":
            ink = scheme.warn if row.attention else scheme.muted
            self._icon(painter, rect, "warning", ink, metrics.height())
            left += metrics.height() + 6
            words = row.document.reason if row.attention else f"Set aside: {row.document.reason}"
        else:
            width = badge_width(metrics, row.badge)
            box = QRect(left, rect.center().y() - height // 2 + 1, width, height)
            draw_badge(painter, box, row.badge, scheme.muted, solid=row.published)
            left += width + 8
            state = STATES.get(row.document.state, "")
            if state:
                box = QRect(left, box.top(), badge_width(metrics, state), height)
                gone = row.document.state in ("missing", "superseded")
                draw_badge(painter, box, state, scheme.muted if gone else scheme.accent, solid=True)
                left += box.width() + 8
            ink = scheme.muted
            words = self._details(row)
        # One badge for both: at the largest text there is no room for two.
        told = "To read, tag" if {"read", "tag"} <= row.marks else MARKS.get(min(row.marks - {"pin"}, default=""), "")
        if told:
            box = QRect(left, rect.center().y() - height // 2 + 1, badge_width(metrics, told), height)
            draw_badge(painter, box, told, scheme.accent, solid=True)
            left += box.width() + 8
        painter.setPen(QColor(ink))
        room = QRect(left, rect.top(), max(0, rect.right() - left), rect.height())
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)

    def _icon(self, painter: QPainter, line: QRect, name: str, ink: str, side: int) -> None:
        """Draws an icon at the beginning of a line."""
        drawing = pixmap(name, ink, round(side * painter.device().devicePixelRatio()))
        painter.drawPixmap(QRect(line.left(), line.center().y() - side // 2, side, side), drawing)

    def _details(self, row: DocumentRow) -> str:
        document = row.document
        if not self.compact:
            return "Embargoed" if document.embargoed else ""
        pages = f"{document.pages} p." if document.pages else ""
        date = shown_date(document.date) if self.dated else ""
        parts = [date, KINDS.get(document.kind, ""), document.authority, pages]
        if document.embargoed:
            parts.insert(0, "Embargoed")
        return "  ·  ".join(part for part in parts if part)
