"""Words on the window, in the looks the style sheet knows."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

Look = Literal["", "title", "heading", "strong", "muted", "small", "bad", "good", "warn", "key"]


def label(text: str = "", look: Look = "", *, wrap: bool = False, buddy: QWidget | None = None) -> QLabel:
    """A label.

    Args:
        wrap: True for running text that breaks into lines.
        buddy: the field it names.
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    relook(made, look)
    if buddy is not None:
        made.setBuddy(buddy)
    return made


def relook(widget: QWidget, look: str) -> None:
    """Gives a widget another look."""
    if widget.property("look") != look:
        widget.setProperty("look", look)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def shortened(words: str, most: int = 240) -> str:
    """The beginning and the end of a long passage."""
    if len(words) <= most:
        return words
    half = most // 2
    return f"{words[:half].rstrip()} … {words[-half:].lstrip()}"


class Elided(QLabel):
    """One line that ends in an ellipsis where there is no room; the whole of it is its tool tip and accessible name."""

    def __init__(self, text: str = "", look: Look = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setTextFormat(Qt.TextFormat.PlainText)
        relook(self, look)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Shows other words."""
        super().setText(text)
        self.setAccessibleName(text)
        self._tip()

    def minimumSizeHint(self) -> QSize:
        """May become as narrow as its neighbours need."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tool tip is there only while something is cut off."""
        super().resizeEvent(event)
        self._tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws what there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.contentsRect(), int(self.alignment()) | int(Qt.TextFlag.TextSingleLine), shown)

    def _tip(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        self.setToolTip(self.text() if cut else "")
