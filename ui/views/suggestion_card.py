"""What the program suggests for the selected words, and what made it think so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from evidence_app.domain.framework import Framework
from evidence_app.domain.suggestion import Reading
from ui.models.choices import Choices, offered
from ui.models.evidence import FINDINGS
from ui.theme import scaled
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.places import announce

# A second area is named from this share on.
ALSO = 0.2


class SuggestionCard(QFrame):
    """The card. Hidden while there is nothing to suggest for."""

    def __init__(self, repeat: Callable[[], object]) -> None:
        """Makes the card.

        Args:
            repeat: does what "as last time" offers.
        """
        super().__init__()
        self.setProperty("look", "note")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 8, 6)
        column.setSpacing(2)
        self.what = label(wrap=True)
        self.why = label(look="small", wrap=True)
        self.last = button("", repeat, "link")
        for part in (self.what, self.why, self.last):
            column.addWidget(part)
        self.last.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.last.hide()
        self.hide()

    def say(self, reading: Reading, framework: Framework) -> None:
        """Says what is suggested and why."""
        best = offered(reading)
        names = {area.id: (area.short, area.key) for area in framework.areas}
        if best is None:
            self.what.setText("No word here speaks for one area. Choose it by its number.")
            self.why.hide()
        else:
            theme = framework.theme(best.theme or "")
            parts = [names[best.area][0], theme.label if theme else "", FINDINGS[reading.finding]]
            self.what.setText("Suggested: " + " · ".join(part for part in parts if part) + ".  Enter accepts.")
            self.why.setText(_why(reading, names))
            self.why.show()
        self.show()
        announce(self, self.what.text())

    def show_last(self, last: Choices | None, framework: Framework) -> None:
        """Offers what was chosen last."""
        self.last.setVisible(last is not None)
        if last is not None:
            names = {area.id: area.short for area in framework.areas}
            areas = ", ".join(names.get(area, area) for area in last.areas)
            words = f"As last time: {areas} · {FINDINGS[last.finding]}"
            room = max(self.width(), scaled(220)) - scaled(60)
            shown = self.last.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
            self.last.setText(f"{shown}   R")
            self.last.setAccessibleName(words)


def _why(reading: Reading, names: dict[str, tuple[str, str]]) -> str:
    best = reading.suggestions[0]
    words = list(dict.fromkeys([*best.words[:3], *reading.finding_words[:2]]))
    told = "For " + ", ".join(f"“{each}”" for each in words) + "." if words else ""
    if reading.section:
        told = f"It stands under “{reading.section}” in the report. {told}".strip()
    also = [each for each in reading.suggestions[1:] if each.score >= ALSO and each.words]
    if also and not reading.section:
        name, key = names[also[0].area]
        told += f" Perhaps also {name} ({key})."
    return told
