"""The values of a measure as a picture: over time, with the range the team set and the visits in between."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from evidence_app.domain.chart import in_words, near, ticks
from evidence_app.domain.dates import shown_date
from evidence_app.domain.measure import Measure, Value, band, told
from evidence_app.domain.visit import Visit
from ui.theme import colours, scaled
from ui.theme import measures as sizes

LEFT, RIGHT, TOP, BOTTOM = 56, 24, 52, 52


class MeasureChart(QWidget):
    """The picture. What it shows is told in words as its accessible description, and in the table beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._measure = Measure("", "")
        self._values: Sequence[Value] = ()
        self._visits: Sequence[Visit] = ()
        self.named: list[QRectF] = []  # where the words of values stand
        self.setAccessibleName("Values over time")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_measure(self, measure: Measure, values: Sequence[Value], visits: Sequence[Visit]) -> None:
        """Shows a measure.

        Args:
            values: the oldest first.
            visits: those near its values are marked, with a number; see near.
        """
        self._measure, self._values, self._visits = measure, values, near(values, visits)
        self.setAccessibleDescription(in_words(measure, values, self._visits))
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Room for a few values."""
        return QSize(scaled(320), scaled(220))

    def sizeHint(self) -> QSize:
        """Wider than high."""
        return QSize(scaled(520), scaled(300))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws ground, range, scale, visits and values."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours().line), 1))
        painter.setBrush(QColor(colours().base))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if not self._values:
            return
        self._room = QRectF(self.rect()).adjusted(scaled(LEFT), scaled(TOP), -scaled(RIGHT), -scaled(BOTTOM))
        days = [_day(one.date) for one in self._values] + [_day(one.start) for one in self._visits]
        self._first, self._days = min(days), max((max(days) - min(days)).days, 1)
        self._ticks = ticks(self._measure, self._values)
        self._title(painter)
        self._range(painter)
        self._scale(painter, days)
        for number, visit in enumerate(self._visits, 1):
            self._visit(painter, number, visit)
        self._line(painter)
        self.named = []
        for value in self._values:
            self._value(painter, value)

    def _x(self, iso: str) -> float:
        # A tenth at each side stays free: for the words of the first value and the last.
        share = (_day(iso) - self._first).days / self._days
        return self._room.left() + self._room.width() * (0.1 + 0.8 * share)

    def _y(self, figure: float) -> float:
        low, high = self._ticks[0], self._ticks[-1]
        return self._room.bottom() - self._room.height() * (figure - low) / (high - low)

    def _title(self, painter: QPainter) -> None:
        words = ", ".join(one for one in (self._measure.name, self._measure.team) if one)
        words += f" ({self._measure.unit})" if self._measure.unit else ""
        room = QRectF(scaled(8), scaled(4), self.width() - scaled(16), scaled(24))
        _words(painter, room, words, colours().text, Qt.AlignmentFlag.AlignLeft, bold=True)

    def _range(self, painter: QPainter) -> None:
        measure, scheme = self._measure, colours()
        if measure.low is None and measure.high is None:
            return
        top = self._room.top() if measure.high is None else self._y(measure.high)
        bottom = self._room.bottom() if measure.low is None else self._y(measure.low)
        painter.fillRect(QRectF(self._room.left(), top, self._room.width(), bottom - top), QColor(scheme.soft))
        painter.setPen(QPen(QColor(scheme.edge), 1.5, Qt.PenStyle.DashLine))
        for end in (measure.low, measure.high):
            if end is not None:
                painter.drawLine(QPointF(self._room.left(), self._y(end)), QPointF(self._room.right(), self._y(end)))
        words = f"the team’s own range: {band(measure)}"
        room = QRectF(self._room.left() + 6, bottom - scaled(20), self._room.width() - 12, scaled(18))
        _words(painter, room, words, scheme.text, Qt.AlignmentFlag.AlignLeft)

    def _scale(self, painter: QPainter, days: Sequence[date]) -> None:
        scheme = colours()
        for tick in self._ticks:
            painter.setPen(QPen(QColor(scheme.line), 1))
            painter.drawLine(QPointF(self._room.left(), self._y(tick)), QPointF(self._room.right(), self._y(tick)))
            room = QRectF(0, self._y(tick) - scaled(10), self._room.left() - 6, scaled(20))
            _words(painter, room, f"{tick:g}", scheme.muted, Qt.AlignmentFlag.AlignRight)
        taken = -1.0
        # The last day first: it is the one that must be there.
        for day in (max(days), *sorted({_day(one.date) for one in self._values})):
            middle, half = self._x(day.isoformat()), scaled(44)
            if day != max(days) and not taken < middle - half < self._x(max(days).isoformat()) - 3 * half:
                continue
            taken = middle + half if day != max(days) else taken
            room = QRectF(middle - half, self._room.bottom() + scaled(6), 2 * half, scaled(18))
            _words(painter, room, shown_date(day.isoformat()), scheme.muted)

    def _visit(self, painter: QPainter, number: int, visit: Visit) -> None:
        scheme, x = colours(), self._x(visit.start)
        painter.setPen(QPen(QColor(scheme.edge), 1.5, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, self._room.top()), QPointF(x, self._room.bottom()))
        side = scaled(20)
        spot = QRectF(x - side / 2, self._room.bottom() + scaled(27), side, side)
        painter.setPen(QPen(QColor(scheme.edge), 1.5))
        painter.setBrush(QColor(scheme.raised))
        painter.drawRect(spot)
        _words(painter, spot, str(number), scheme.text)

    def _line(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(colours().accent), 1.5))
        points = [QPointF(self._x(one.date), self._y((one.low + one.high) / 2)) for one in self._values]
        painter.drawPolyline(QPolygonF(points))

    def _value(self, painter: QPainter, value: Value) -> None:
        scheme, x, side = colours(), self._x(value.date), scaled(5)
        top, bottom = self._y(value.high), self._y(value.low)
        painter.setPen(QPen(QColor(scheme.accent), scaled(2)))
        if value.low != value.high:
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))
            for end in (top, bottom):
                painter.drawLine(QPointF(x - side, end), QPointF(x + side, end))
        turn = {"at least": -1, "more than": -1, "at most": 1, "fewer than": 1}.get(value.comparison, 0)
        if turn:
            # An arrow says that the figure is an end only: it may be more, or less.
            tip = QPointF(x, top + turn * scaled(22))
            painter.drawLine(QPointF(x, top), tip)
            for across in (-side, side):
                painter.drawLine(tip, QPointF(x + across, tip.y() - turn * side))
        middle = QPointF(x, (top + bottom) / 2)
        if self._measure.within(value) is False:
            painter.setBrush(QColor(scheme.base))
            shape = [(0, -side - 2), (side + 2, 0), (0, side + 2), (-side - 2, 0)]
            painter.drawPolygon(QPolygonF([middle + QPointF(*one) for one in shape]))
        else:
            painter.setBrush(QColor(scheme.accent))
            painter.drawEllipse(middle, side, side)
        self._name(painter, told(value), x, min(top, top + turn * scaled(22)), max(bottom, bottom + turn * scaled(22)))

    def _name(self, painter: QPainter, words: str, x: float, top: float, bottom: float) -> None:
        """Writes a value above its mark; where another stands there, below it, or higher, or else in the table only."""
        high, wide = scaled(18), painter.fontMetrics().horizontalAdvance(words) + 12
        tops = (top - scaled(22), bottom + scaled(6), top - scaled(40), bottom + scaled(24))
        rooms = [QRectF(x - wide / 2, each, wide, high) for each in tops]
        free = (room for room in rooms if not any(room.intersects(other) for other in self.named))
        room = next(free, None)
        if room is not None:
            self.named.append(room)
            _words(painter, room, words, colours().text, bold=True)


def _day(iso: str) -> date:
    return date.fromisoformat(iso)


def _words(
    painter: QPainter,
    room: QRectF,
    words: str,
    colour: str,
    flag: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter,
    *,
    bold: bool = False,
) -> None:
    painter.save()
    font = QFont(painter.font())
    font.setPixelSize(sizes().small)
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
    painter.drawText(room, int(flag | Qt.AlignmentFlag.AlignVCenter), words)
    painter.restore()
