"""Paints one page: its pixels, then evidence, hits, selection and caret over them.

The painter's origin is the page's top left corner, in logical pixels; boxes are in points and scaled here. Grounds are
multiplied onto the paper, so the print under them stays as black as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from evidence_app.domain.evidence import Finding
from ui.reader.cache import Drawn
from ui.reader.marks import PAPER, Mark
from ui.theme import LIGHT, ink_on, measures

SELECTED = QColor("#b9cdf5")
SELECTED_EDGE = QColor(LIGHT.accent)
HIT = QColor(LIGHT.hit)
HIT_NOW = QColor("#ffc233")
HIT_EDGE = QColor(LIGHT.warn)
# How dark paper is drawn in the dark scheme: easier on the eyes, colours of charts still what they were.
DIMMED = QColor(0, 0, 0, 34)

LINE = 2.0
# Radius of what a selection's ends are dragged by, in logical pixels.
KNOB = 5.0
PAD = 32
# Underlines grow with the zoom between these widths; two lanes fit between printed lines, further ones share them.
UNDERLINE = (1.2, 2.5)
LANES = 2
STROKES: dict[Finding, Qt.PenStyle] = {
    "strength": Qt.PenStyle.SolidLine,
    "improvement": Qt.PenStyle.CustomDashLine,
    "context": Qt.PenStyle.CustomDashLine,
}
DASHES: dict[Finding, list[float]] = {"strength": [], "improvement": [3.5, 2.0], "context": [1.0, 1.2]}
TINTS: dict[Finding, float] = {"strength": 0.26, "improvement": 0.26, "context": 0.14}


@dataclass(frozen=True, slots=True)
class PageLook:
    """What stands on a page besides its pixels; all boxes in points.

    Args:
        marks: evidence.
        chosen: id of the evidence that is chosen, or empty.
        hits: boxes of what was found, one list for each hit.
        hit_now: which of them is the present one, or -1.
        selected: boxes of the selection.
        knobs: where its ends can be taken hold of.
        box: drawn to be kept as a picture, or None.
        caret: boxes of the word the caret is on.
    """

    marks: Sequence[Mark] = ()
    chosen: str = ""
    hits: Sequence[Sequence[QRectF]] = ()
    hit_now: int = -1
    selected: Sequence[QRectF] = ()
    knobs: Sequence[QPointF] = ()
    box: QRectF | None = None
    caret: Sequence[QRectF] = ()


def paint_paper(painter: QPainter, size: QSizeF, drawn: Drawn | None, scale: float) -> None:
    """Paints a page's pixels, or blank paper while they are not here.

    Args:
        size: of the page, in logical pixels.
        drawn: its pixels; scaled where they were drawn for another zoom.
        scale: device pixels per point wanted.
    """
    page = QRectF(QPointF(), size)
    if drawn is None:
        painter.fillRect(page, QColor(PAPER))
        return
    ratio = painter.device().devicePixelRatioF()
    own = QSizeF(drawn.image.size()) / ratio
    # Drawn for this zoom, its pixels are put one to one; the last row and column may be rounded.
    exact = drawn.scale == scale and abs(own.width() - size.width()) < 2 and abs(own.height() - size.height()) < 2
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not exact)
    painter.drawImage(QRectF(QPointF(), own) if exact else page, drawn.image)


def paint_trouble(painter: QPainter, size: QSizeF, words: str) -> None:
    """Says in the middle of a page why it cannot be drawn."""
    room = QRectF(QPointF(), size).adjusted(PAD, PAD, -PAD, -PAD)
    painter.setPen(QColor(LIGHT.text))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), words)


def paint_look(painter: QPainter, size: QSizeF, look: PageLook, scale: float, *, dark: bool) -> None:
    """Paints what stands on a page.

    Args:
        size: of the page, in logical pixels.
        scale: logical pixels per point.
        dark: True to dim the paper.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.setPen(Qt.PenStyle.NoPen)
    for mark in look.marks:
        if mark.picture:
            continue  # colours of charts stay what they are
        strength = TINTS[mark.finding] * (1.6 if mark.id == look.chosen else 1.0)
        _fill(painter, _scaled(mark.rects, scale), _tint(mark.styles[0].colour, strength))
    for index, boxes in enumerate(look.hits):
        _fill(painter, _scaled(boxes, scale), HIT_NOW if index == look.hit_now else HIT)
    _fill(painter, _scaled(look.selected, scale), SELECTED)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    for mark in look.marks:
        if mark.picture:
            _frame(painter, mark, scale)
        else:
            _underline(painter, mark, scale)
        if mark.id == look.chosen:
            _outline(painter, _scaled(mark.rects, scale), mark.styles[0].colour)
    if 0 <= look.hit_now < len(look.hits):
        _outline(painter, _scaled(look.hits[look.hit_now], scale), HIT_EDGE)
    if dark:
        painter.fillRect(QRectF(QPointF(), size), DIMMED)
    for place, mark in badges(look.marks, size, scale):
        _badge(painter, place, mark)
    _ends(painter, _scaled(look.selected, scale))
    painter.setPen(QPen(QColor(PAPER), 1))
    painter.setBrush(SELECTED_EDGE)
    for knob in look.knobs:
        painter.drawEllipse(knob * scale, KNOB, KNOB)
    _outline(painter, _scaled(look.caret, scale), SELECTED_EDGE)
    if look.box is not None:
        painter.setPen(QPen(SELECTED_EDGE, LINE, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(_scaled([look.box], scale)[0])


def badges(marks: Sequence[Mark], size: QSizeF, scale: float) -> list[tuple[QRectF, Mark]]:
    """Where the letters of each item stand, in logical pixels: in the margin beside its first line, or just below those
    of the item before.

    Args:
        size: of the page, in logical pixels.
        scale: logical pixels per point.
    """
    side = _side()
    free = {True: 0.0, False: 0.0}
    found: list[tuple[QRectF, Mark]] = []
    for mark in sorted(marks, key=lambda mark: mark.rects[0].center().y()):
        width = side * len(mark.styles)
        right = min(box.left() for box in mark.rects) * scale > size.width() * 0.45
        top = max(mark.rects[0].center().y() * scale - side / 2, free[right])
        free[right] = top + side + 2
        found.append((QRectF(size.width() - width - 4 if right else 4.0, top, width, side), mark))
    return found


def _badge(painter: QPainter, place: QRectF, mark: Mark) -> None:
    solid = mark.finding == "strength"
    painter.setFont(_badge_font())
    for row, style in enumerate(mark.styles):
        chip = QRectF(place.left() + row * place.height(), place.top(), place.height(), place.height())
        chip.adjust(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(style.colour if solid else QColor(PAPER))
        painter.setPen(_pen(style.colour, mark.finding, 1.5))
        painter.drawRoundedRect(chip, 4, 4)
        painter.setPen(QColor(ink_on(style.colour if solid else PAPER)))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, style.mark)


def _badge_font() -> QFont:
    font = QFont()
    font.setPixelSize(measures().small)
    font.setBold(True)
    return font


def _side() -> float:
    return round(measures().small * 1.5)


def _underline(painter: QPainter, mark: Mark, scale: float) -> None:
    width = min(max(UNDERLINE[0], 1.5 * scale), UNDERLINE[1])
    for row, style in enumerate(mark.styles):
        painter.setPen(_pen(style.colour, mark.finding, width))
        for box in _scaled(mark.rects, scale):
            y = box.bottom() - width + (mark.lane + row) % LANES * (width + 1)
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))


def _frame(painter: QPainter, mark: Mark, scale: float) -> None:
    """A frame about a picture, a line inside another for each area."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for row, style in enumerate(mark.styles):
        painter.setPen(_pen(style.colour, mark.finding, UNDERLINE[1]))
        inset = row * (UNDERLINE[1] + 1)
        for box in _scaled(mark.rects, scale):
            painter.drawRect(box.adjusted(inset, inset, -inset, -inset))


def _pen(colour: QColor, finding: Finding, width: float) -> QPen:
    pen = QPen(colour, width, STROKES[finding], Qt.PenCapStyle.FlatCap)
    if DASHES[finding]:
        pen.setDashPattern(DASHES[finding])
    return pen


def _ends(painter: QPainter, boxes: Sequence[QRectF]) -> None:
    """Bars at both ends of a selection, so that it is told from tints by shape as well."""
    if boxes:
        first, last = boxes[0], boxes[-1]
        painter.fillRect(QRectF(first.left() - LINE, first.top(), LINE, first.height()), SELECTED_EDGE)
        painter.fillRect(QRectF(last.right(), last.top(), LINE, last.height()), SELECTED_EDGE)


def _fill(painter: QPainter, boxes: Iterable[QRectF], colour: QColor) -> None:
    path = _united(boxes)
    painter.fillPath(path, colour)


def _outline(painter: QPainter, boxes: Iterable[QRectF], colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    # A little larger, so that lines that nearly touch share one outline.
    painter.drawPath(_united(box.adjusted(-1, -1, 1, 1) for box in boxes).simplified())


def _united(boxes: Iterable[QRectF]) -> QPainterPath:
    """One shape, so that lines whose boxes overlap are not tinted twice."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for box in boxes:
        path.addRect(box)
    return path


def _scaled(boxes: Iterable[QRectF], scale: float) -> list[QRectF]:
    return [QRectF(b.x() * scale, b.y() * scale, b.width() * scale, b.height() * scale) for b in boxes]


def _tint(colour: QColor, strength: float) -> QColor:
    """The colour thinned with white."""
    keep = min(strength, 0.6)
    parts = (round(255 - (255 - part) * keep) for part in (colour.red(), colour.green(), colour.blue()))
    return QColor(*parts)
