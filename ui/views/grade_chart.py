"""Grades over time as a picture: a lane for each judgement area, a column for each inspection or visit."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from evidence_app.domain.framework import OVERALL
from evidence_app.domain.series import GradeLine, GradePoint, Series
from ui.models.dates import shown_date
from ui.theme import AreaStyle, colours, measures, scaled
from ui.widgets.marks import draw_mark

VISITS = {"monitoring-visit": "visit", "focused-visit": "focused visit"}
LABEL, COLUMN, VISIT, HEAD, LANE = 290, 188, 76, 48, 72


class GradeChart(QWidget):
    """The picture. What it shows is told in words as its accessible description, and in the table beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._series = Series("", (), ())
        self._styles: Mapping[str, AreaStyle] = {}
        self.setAccessibleName("Grades over time")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_series(self, series: Series, styles: Mapping[str, AreaStyle]) -> None:
        """Shows a series."""
        self._series, self._styles = series, styles
        self.setAccessibleDescription(in_words(series))
        self.updateGeometry()
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """A column for each inspection, a lane for each area."""
        wide = sum(self._column(document) for document in self._documents())
        return QSize(scaled(LABEL) + wide + 8, scaled(HEAD) + scaled(LANE) * len(self._series.lines) + 8)

    def minimumSizeHint(self) -> QSize:
        """All of it; what has less room scrolls."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws heads, lanes, lines between grades, and the grades."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(colours().base))
        middles = self._heads(painter)
        for place, line in enumerate(self._series.lines):
            top = scaled(HEAD) + place * scaled(LANE)
            self._lane(painter, line, top, middles)

    def _documents(self) -> list[int]:
        return [each.document for each in self._series.inspections if each.report.start]

    def _column(self, document: int) -> int:
        graded = any(point.document == document for line in self._series.lines for point in line.points)
        return scaled(COLUMN if graded else VISIT)

    def _heads(self, painter: QPainter) -> dict[int, int]:
        """Draws date and kind over each column; gives the middle of each."""
        scheme, middles, left = colours(), {}, scaled(LABEL)
        bottom = self.height() - 4
        for each in self._series.inspections:
            if each.report.start is None:
                continue
            wide = self._column(each.document)
            middles[each.document] = left + wide // 2
            painter.setPen(QPen(QColor(scheme.line), 1, Qt.PenStyle.DotLine))
            painter.drawLine(middles[each.document], scaled(HEAD), middles[each.document], bottom)
            day = shown_date(each.report.start.isoformat()).split(" ", 1)[-1]
            kind = VISITS.get(each.report.type, each.report.type)
            _words(painter, QRect(left, 4, wide, scaled(22)), day, scheme.text)
            _words(painter, QRect(left, scaled(24), wide, scaled(20)), kind, scheme.muted, small=True)
            left += wide
        return middles

    def _lane(self, painter: QPainter, line: GradeLine, top: int, middles: Mapping[int, int]) -> None:
        scheme, lane = colours(), scaled(LANE)
        painter.setPen(QPen(QColor(scheme.line), 1))
        painter.drawLine(0, top, self.width(), top)
        side, left = measures().icon + 2, 8
        style = self._styles.get(line.area)
        if style is not None:
            draw_mark(painter, QRect(left, top + (lane - side) // 2, side, side), style)
        room = QRect(left + side + 8, top + 4, scaled(LABEL) - side - 24, lane - 8)
        painter.setPen(QColor(scheme.text))
        painter.setFont(self.font())
        painter.drawText(
            room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap), line.name
        )
        middle = top + lane // 2
        for before, after in zip(line.points, line.points[1:], strict=False):
            painter.setPen(QPen(QColor(style.colour if style else scheme.edge), 2))
            painter.drawLine(middles[before.document], middle, middles[after.document], middle)
            between = (middles[before.document] + middles[after.document]) // 2
            sign = _turn(before, after)
            if sign:
                spot = QRect(between - scaled(11), middle - scaled(11), scaled(22), scaled(22))
                painter.setBrush(QColor(scheme.base))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawEllipse(spot)
                _words(painter, spot, sign, scheme.text)
        for point in line.points:
            self._grade(painter, point, QPointF(middles[point.document], middle))

    def _grade(self, painter: QPainter, point: GradePoint, middle: QPointF) -> None:
        scheme = colours()
        wide, high = scaled(COLUMN - 28), scaled(LANE - 16)
        card = QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high)
        dashed = Qt.PenStyle.DashLine if point.combined else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(scheme.edge), 1.5, dashed))
        painter.setBrush(QColor(scheme.raised))
        painter.drawRoundedRect(card, 6, 6)
        # Filled squares say the grade without colour: all of them for the best, one for the lowest.
        filled = 0 if point.rank is None else point.of - point.rank
        side, gap = scaled(8), scaled(3)
        left = middle.x() - (point.of * (side + gap) - gap) / 2
        for place in range(point.of):
            box = QRectF(left + place * (side + gap), card.top() + scaled(5), side, side)
            painter.setPen(QPen(QColor(scheme.edge), 1))
            painter.setBrush(QColor(scheme.text) if place < filled else Qt.BrushStyle.NoBrush)
            painter.drawRect(box)
        words = QRect(int(card.left()) + 2, int(card.top()) + scaled(14), int(wide) - 4, int(high) - scaled(14))
        _words(painter, words, point.grade, scheme.text, small=True)


def in_words(series: Series) -> str:
    """What the picture says, in sentences."""
    lines = []
    for line in series.lines:
        told = [f"{shown_date(point.start.isoformat())} {_grade_words(point)}" for point in line.points]
        lines.append(f"{line.name}: {', '.join(told) or 'no grade'}.")
    return " ".join(lines)


def as_table(series: Series) -> tuple[list[str], list[list[str]]]:
    """The heads and rows of the same as a table: an area in each row, an inspection that gave grades in each column."""
    graded = {point.document for line in series.lines for point in line.points}
    shown = [each for each in series.inspections if each.document in graded and each.report.start]
    heads = ["Judgement area", *(shown_date(each.report.start.isoformat()) for each in shown if each.report.start)]
    rows = []
    for line in series.lines:
        by_document = {point.document: _grade_words(point) for point in line.points}
        rows.append([line.name, *(by_document.get(each.document, "–") for each in shown)])
    return heads, rows


def _grade_words(point: GradePoint) -> str:
    return f"{point.grade} (one judgement: {point.name})" if point.combined else point.grade


def _turn(before: GradePoint, after: GradePoint) -> str:
    """Better, worse or the same, as a sign; empty where the scales differ or one of them gave no grade."""
    if before.rank is None or after.rank is None or before.of != after.of:
        return ""
    return "▲" if after.rank < before.rank else "▼" if after.rank > before.rank else "="


def _words(painter: QPainter, room: QRect, words: str, colour: str, *, small: bool = False) -> None:
    painter.save()
    font = QFont(painter.font())
    font.setPixelSize(measures().small if small else measures().body)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), words)
    painter.restore()


def legend(series: Series) -> str:
    """What the signs mean, as far as they occur."""
    told = ["Filled squares: the more, the better the grade.", "▲ better, ▼ worse, = the same as before."]
    if any(point.combined for line in series.lines for point in line.points):
        told.append("A broken outline: one judgement that stood for more than this area.")
    if any(line.area == OVERALL for line in series.lines):
        told.append("Frameworks from 2026 on give no overall judgement.")
    return "  ".join(told)
