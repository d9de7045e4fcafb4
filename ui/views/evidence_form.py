"""The fields of one piece of evidence, with what is suggested offered in them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from evidence_app.domain.framework import Framework
from evidence_app.domain.suggestion import Reading
from ui.models.choices import Choices, likely_themes, offered, sure_themes
from ui.models.evidence import FINDINGS
from ui.theme import AreaStyle
from ui.views.area_buttons import AreaButtons
from ui.views.evidence_details import EvidenceDetails
from ui.views.theme_chips import ThemeChips
from ui.widgets.buttons import Choice
from ui.widgets.fields import Check
from ui.widgets.labels import label

STATUSES = {"draft": "Draft", "agreed": "Agreed"}


class NoteField(QPlainTextEdit):
    """Where a note is written: Enter saves, Shift+Enter begins a new line, Tab goes on."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setAccessibleName("Note")
        self.setPlaceholderText("Note in your own words  (N)")
        self.setFixedHeight(2 * self.fontMetrics().lineSpacing() + 16)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class EvidenceForm(QWidget):
    """The fields."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._reading: Reading | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label("Judgement area", "strong"))
        self.areas = AreaButtons()
        self.areas.changed.connect(self._offer_themes)
        column.addWidget(self.areas)
        self.themes = ThemeChips()
        column.addWidget(self.themes)
        column.addWidget(label("Finding", "strong"))
        self.finding = Choice(FINDINGS, "Finding")
        for value, key in (("strength", "S"), ("improvement", "I"), ("context", "C")):
            self.finding.part(value).setToolTip(f"Key: {key}")
        column.addWidget(self.finding)
        self.impact = Check("Difference for children  (D)")
        self.impact.setToolTip("Ticked: it shows a difference for children. Not ticked: it shows a process.")
        column.addWidget(self.impact)
        self.note = NoteField()
        self.note.entered.connect(self.entered)
        column.addWidget(self.note)
        self.details = EvidenceDetails()
        self.details.entered.connect(self.entered)
        column.addWidget(self.details)
        self.status = Choice(STATUSES, "Status")
        self.status.choose("draft")
        column.addWidget(self.status)

    def show_framework(self, framework: Framework, styles: Mapping[str, AreaStyle]) -> None:
        """Shows the areas and themes of a framework."""
        self.areas.show_framework(framework, styles)
        self.themes.show_framework(framework)

    def restyle(self, styles: Mapping[str, AreaStyle]) -> None:
        """Draws the marks in the scheme in force."""
        self.areas.restyle(styles)

    def offer(self, reading: Reading | None) -> None:
        """Offers what is suggested, as long as nothing else is chosen; None offers nothing."""
        self._reading = reading
        best = offered(reading)
        self.areas.offer(best.area if best else "")
        self.finding.offer(reading.finding if reading and best else "")
        self._offer_themes()

    def choices(self) -> Choices:
        """What is chosen, and what is offered where nothing was."""
        details = self.details
        return Choices(
            areas=self.areas.chosen(),
            themes=self.themes.chosen(),
            finding=self.finding.value() or self.finding.offered,
            impact=self.impact.isChecked(),
            note=self.note.toPlainText().strip(),
            date=details.date.text().strip(),
            status=self.status.value() or "draft",
            basis=details.basis.value(),
            person=details.person.text().strip(),
            embargo_until=details.embargo.text().strip(),
            confidential=details.confidential.isChecked(),
        )

    def show_choices(self, choices: Choices) -> None:
        """Shows these choices, and offers nothing beside them."""
        self._reading = None
        self.areas.offer("")
        self.areas.choose(choices.areas)
        self.themes.choose(choices.themes)
        self.finding.offer("")
        self.finding.choose(choices.finding)
        self.impact.setChecked(choices.impact)
        self.note.setPlainText(choices.note)
        self.details.show_choices(choices)
        self.status.choose(choices.status)
        self._offer_themes()

    def _offer_themes(self) -> None:
        areas = self.areas.chosen()
        self.themes.offer(areas, likely_themes(self._reading, areas), sure_themes(self._reading, areas))
