"""How a page that was found is drawn: its document, date and page, then two lines of text with the hits marked."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from evidence_app.domain.document import PUBLISHED_KINDS
from evidence_app.domain.hit import HIT_END, HIT_START, Hit
from ui.models.dates import shown_date
from ui.theme import colours, measures
from ui.widgets.marks import badge_width, draw_badge

SNIPPET_LINES = 2


def marked(snippet: str) -> tuple[str, list[tuple[int, int]]]:
    """A snippet without its marks, and where each hit stands in it (start, length)."""
    text: list[str] = []
    spans: list[tuple[int, int]] = []
    begun: int | None = None
    for character in snippet:
        if character == HIT_START:
            begun = len(text)
        elif character == HIT_END:
            if begun is not None:
                spans.append((begun, len(text) - begun))
            begun = None
        else:
            text.append(" " if character.isspace() else character)
    return "".join(text), spans


class HitDelegate(QStyledItemDelegate):
    """Draws a hit."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draws a title line and the snippet."""
        self.initStyleOption(option, index)
        hit = index.data(Qt.ItemDataRole.UserRole)
        option.text = ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        if not isinstance(hit, Hit):
            return
        painter.save()
        area = option.rect.adjusted(10, 7, -10, -7)
        line = QFontMetrics(option.font).lineSpacing()
        self._title(painter, QRect(area.left(), area.top(), area.width(), line), option.font, hit)
        self._snippet(painter, area.adjusted(0, line + 2, 0, 0), option.font, hit.snippet)
        painter.restore()

    def _title(self, painter: QPainter, rect: QRect, font: QFont, hit: Hit) -> None:
        scheme = colours()
        small = QFont(font)
        small.setPixelSize(measures().small)
        metrics = QFontMetrics(small)
        place = f"p. {hit.page}"
        when = "  ·  ".join(part for part in (shown_date(hit.date), place) if part)
        width = metrics.horizontalAdvance(when)
        flags = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(small)
        painter.setPen(QColor(scheme.muted))
        painter.drawText(rect, flags | int(Qt.AlignmentFlag.AlignRight), when)
        left = rect.left()
        if hit.kind not in PUBLISHED_KINDS:
            badge = badge_width(metrics, "Record")
            draw_badge(painter, QRect(left, rect.top(), badge, rect.height() - 1), "Record", scheme.muted, solid=False)
            left += badge + 6
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(scheme.text))
        room = QRect(left, rect.top(), max(0, rect.right() - width - 12 - left), rect.height())
        title = QFontMetrics(bold).elidedText(hit.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, flags | int(Qt.AlignmentFlag.AlignLeft), title)

    def _snippet(self, painter: QPainter, rect: QRect, font: QFont, snippet: str) -> None:
        scheme = colours()
        text, spans = marked(snippet)
        layout = QTextLayout(text, font)
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.Bold)
        look.setBackground(QBrush(QColor(scheme.hit)))
        look.setForeground(QBrush(QColor(scheme.text)))
        ranges = []
        for start, length in spans:
            span = QTextLayout.FormatRange()
            span.start, span.length, span.format = start, length, look
            ranges.append(span)
        layout.setFormats(ranges)
        layout.beginLayout()
        height = 0.0
        for _ in range(SNIPPET_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(rect.width())
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        painter.setPen(QColor(scheme.text))
        painter.setClipRect(rect)
        layout.draw(painter, QPointF(rect.topLeft()))
