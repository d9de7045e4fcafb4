"""The judgement areas as buttons: chosen, or offered as a suggestion until something is chosen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from evidence_app.domain.framework import Framework
from ui.theme import AreaStyle, measures, scaled
from ui.widgets.buttons import show_offered
from ui.widgets.marks import mark_icon


class AreaButtons(QWidget):
    """One button for each area of the framework."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._buttons: dict[str, QPushButton] = {}
        self._words: dict[str, str] = {}
        self._offered = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.setMinimumWidth(scaled(180))

    def show_framework(self, framework: Framework, styles: Mapping[str, AreaStyle]) -> None:
        """Shows the areas of a framework."""
        for part in self._buttons.values():
            part.deleteLater()
        self._buttons, self._words, self._offered = {}, {}, ""
        side = measures().icon
        for place, area in enumerate(framework.areas, start=1):
            self._words[area.id] = f"{area.short}   {place}" if place <= 9 else area.short
            part = QPushButton(self._words[area.id])
            part.setProperty("look", "choice")
            part.setCheckable(True)
            part.setAutoDefault(False)
            part.setToolTip(area.name)
            part.setAccessibleName(f"Judgement area {place}, {area.short}: {area.name}")
            part.setIcon(mark_icon(styles[area.id], 2 * side))
            part.setIconSize(QSize(side, side))
            part.clicked.connect(self._pressed)
            # What it says must never widen the panel: the page beside it would be fitted and drawn anew.
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self._buttons[area.id] = part
            self._column.addWidget(part)

    def restyle(self, styles: Mapping[str, AreaStyle]) -> None:
        """Draws the marks in the scheme in force."""
        for area, part in self._buttons.items():
            part.setIcon(mark_icon(styles[area], 2 * measures().icon))

    def chosen(self) -> tuple[str, ...]:
        """The areas chosen; where none is, the one offered."""
        explicit = tuple(area for area, part in self._buttons.items() if part.isChecked())
        return explicit or ((self._offered,) if self._offered else ())

    def choose(self, areas: tuple[str, ...]) -> None:
        """Chooses these areas."""
        for area, part in self._buttons.items():
            part.setChecked(area in areas)
        self._mark()

    def offer(self, area: str) -> None:
        """Offers an area, which counts as long as none is chosen; an empty one offers nothing."""
        self._offered = area if area in self._buttons else ""
        self._mark()

    def toggle(self, place: int) -> None:
        """Puts an area on, or takes it off.

        Args:
            place: in the framework, from 0; beyond the last one nothing happens.
        """
        parts = list(self._buttons.values())
        if place < len(parts):
            parts[place].toggle()
            self._pressed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Says as much as there is room for."""
        super().resizeEvent(event)
        self._mark()

    def _pressed(self) -> None:
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        chosen = any(part.isChecked() for part in self._buttons.values())
        for area, part in self._buttons.items():
            on = area == self._offered and not chosen
            words = self._words[area] + ("   suggested" if on else "")
            # Where there is no room for the word, the broken outline and the card above say it.
            fits = part.fontMetrics().horizontalAdvance(words) + measures().icon + 28 <= self.width()
            part.setText(words if fits else self._words[area])
            show_offered(part, on)
