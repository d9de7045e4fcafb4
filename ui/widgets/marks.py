"""What is drawn in lists: the mark of a judgement area, and badges."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QImage, QPainter, QPen, QPixmap

from ui.theme import AreaStyle, ink_on


def draw_mark(painter: QPainter, rect: QRect, style: AreaStyle) -> None:
    """Draws an area's mark: its letter on its colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.colour)
    radius = rect.height() / 4
    painter.drawRoundedRect(QRectF(rect), radius, radius)
    font = QFont(painter.font())
    font.setPixelSize(max(8, round(rect.height() * 0.68)))
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    painter.setPen(QColor(ink_on(style.colour)))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), style.mark)
    painter.restore()


def mark_icon(style: AreaStyle, side: int) -> QIcon:
    """An area's mark as an icon.

    Args:
        side: device pixels.
    """
    return QIcon(QPixmap.fromImage(_mark(style.colour.name(), style.mark, side)))


@cache
def _mark(colour: str, letter: str, side: int) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    draw_mark(painter, QRect(0, 0, side, side), AreaStyle(QColor(colour), letter))
    painter.end()
    return image


def badge_width(metrics: QFontMetrics, words: str) -> int:
    """The width a badge takes, in pixels."""
    return metrics.horizontalAdvance(words) + 12


def draw_badge(painter: QPainter, rect: QRect, words: str, colour: str, *, solid: bool) -> None:
    """Draws a badge: words in a small frame.

    Args:
        solid: filled, for what is published; else outlined by a broken line, for what is confidential.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shade = QColor(colour)
    frame = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    if solid:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawRoundedRect(frame, 4, 4)
        painter.setPen(QColor(ink_on(shade)))
    else:
        painter.setPen(QPen(shade, 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, 4, 4)
        painter.setPen(shade)
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), words)
    painter.restore()
