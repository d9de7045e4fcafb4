"""What more can be said of evidence: its date, what it is based on, whom it is about, whether it may leave."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, QTimer, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from evidence_app.domain.evidence import BASIS_LABELS
from ui.models.choices import Choices
from ui.models.dates import shown_date
from ui.widgets.buttons import button
from ui.widgets.fields import Check, Combo
from ui.widgets.labels import label
from ui.widgets.places import frame

_DATE = QRegularExpression(r"[\d-]{0,10}")


class EvidenceDetails(QWidget):
    """The fields, folded away under a line that says what is in them."""

    entered = Signal()
    shown = Signal(object)  # a field that should be in sight

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.head = button("", self.toggle, "link")
        column.addWidget(self.head)
        self.body = frame("pane")
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        self.date = _date_field("Date the evidence speaks of, year-month-day")
        self.basis = Combo("What it is based on", {"": "Based on: not said", **BASIS_LABELS})
        self.person = QLineEdit()
        self.person.setPlaceholderText("Child or staff, by pseudonym")
        self.person.setAccessibleName("Child or member of staff it is about, by pseudonym")
        self.person.setMaxLength(80)
        self.embargo = _date_field("Embargo until, year-month-day")
        self.confidential = Check("Confidential: never in a pack  (K)")
        inside.addWidget(label("Date", "small", buddy=self.date))
        for part in (self.date, self.basis, self.person):
            inside.addWidget(part)
        inside.addWidget(label("Under embargo until", "small", buddy=self.embargo))
        inside.addWidget(self.embargo)
        inside.addWidget(self.confidential)
        for field in (self.date, self.person, self.embargo):
            field.returnPressed.connect(self.entered)
            field.textChanged.connect(self._sum_up)
        self.basis.currentIndexChanged.connect(self._sum_up)
        self.confidential.toggled.connect(self._sum_up)
        column.addWidget(self.body)
        self.body.hide()
        self.propose_date("")

    def toggle(self) -> None:
        """Folds the fields away, or shows them and takes the focus to the first."""
        self.body.setVisible(self.body.isHidden())
        if not self.body.isHidden():
            self._go_to(self.date)
        self._sum_up()

    def to_person(self) -> None:
        """Takes the focus to whom it is about."""
        self.body.show()
        self._sum_up()
        self._go_to(self.person)

    def step_basis(self) -> None:
        """Goes on to the next of what it may be based on."""
        self.basis.setCurrentIndex((self.basis.currentIndex() + 1) % self.basis.count())

    def propose_date(self, date: str) -> None:
        """Tells which date it is given where none is written: ISO, or empty where unknown."""
        self.date.setPlaceholderText(f"As its source: {shown_date(date)}" if date else "As its source")
        self._sum_up()

    def show_choices(self, choices: Choices) -> None:
        """Shows what is chosen."""
        self.date.setText(choices.date)
        self.basis.choose(choices.basis)
        self.person.setText(choices.person)
        self.embargo.setText(choices.embargo_until)
        self.confidential.setChecked(choices.confidential)

    def _go_to(self, field: QWidget) -> None:
        field.setFocus()
        # Shown just now, the field has no place yet: brought into sight when everything has been laid out.
        QTimer.singleShot(0, field, lambda: self.shown.emit(field))

    def _sum_up(self) -> None:
        told = [
            self.date.text(),
            self.basis.currentText() if self.basis.value() else "",
            self.person.text(),
            f"embargo until {self.embargo.text()}" if self.embargo.text() else "",
            "confidential" if self.confidential.isChecked() else "",
        ]
        inside = ", ".join(each for each in told if each)
        folded = self.body.isHidden()
        self.head.setText(
            ("▸" if folded else "▾") + "  Details" + (f": {inside}" if folded and inside else "") + "   M"
        )
        self.head.setAccessibleName(f"Details, {'folded away' if folded else 'shown'}: {inside or 'none'}")


def _date_field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText("year-month-day")
    field.setMaxLength(10)
    field.setValidator(QRegularExpressionValidator(_DATE, field))
    return field
