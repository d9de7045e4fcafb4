"""What a search found in the improvement desk: a few lines above the pages, each leading to its own page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout

from evidence_app.domain.hit import HIT_END, HIT_START, DeskHit
from ui.models.dates import shown_date
from ui.widgets.buttons import button
from ui.widgets.labels import label

PARTS = {"plan": "Plan", "visits": "Visit", "measures": "Measure", "requests": "Request"}
# Lines that are shown before somebody asks for all.
FEW = 3


class DeskHits(QFrame):
    """The lines; hidden while there are none."""

    wanted = Signal(str, str)  # part of the desk, id

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._found: Sequence[DeskHit] = ()
        self._shown: list[QPushButton] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(12, 8, 12, 8)
        self._lines.setSpacing(4)
        self.hide()

    def show_hits(self, found: Sequence[DeskHit], *, every: bool = False) -> None:
        """Shows the first few of what was found, or every one."""
        self._found = found
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._shown = []
        self.setVisible(bool(found))
        if not found:
            return
        self._lines.addWidget(label("In the improvement desk", "strong"))
        for hit in found if every else found[:FEW]:
            line = self._line(hit)
            self._lines.addWidget(line)
            line.show()
            self._shown.append(line)
        if not every and len(found) > FEW:
            self._lines.addWidget(button(f"Show all {len(found)}", self._show_all, "link"))

    def lines(self) -> list[QPushButton]:
        """The lines shown, from the top."""
        return list(self._shown)

    def _show_all(self) -> None:
        self.show_hits(self._found, every=True)
        self._shown[0].setFocus()

    def _line(self, hit: DeskHit) -> QPushButton:
        day = f", {shown_date(hit.date)}" if hit.date else ""
        made = Line(f"{PARTS[hit.part]}: {hit.title}{day}")
        made.setToolTip(hit.snippet.replace(HIT_START, "").replace(HIT_END, ""))
        made.clicked.connect(partial(self.wanted.emit, hit.part, hit.id))
        return made


class Line(QPushButton):
    """A line that leads somewhere; its end is left out where there is no room."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.setProperty("look", "link")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(words)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the list it stands in."""
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves out what has no room."""
        super().resizeEvent(event)
        room = self.width() - 12
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))
