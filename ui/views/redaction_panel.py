"""What can be decided about the places chosen in the review: take out, leave in, here or everywhere, and as whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from evidence_app.domain.redaction import CODES, ROLES, Redaction, Subject
from ui.models.plain import PlainModel
from ui.models.redactions import STATES, Found, why
from ui.widgets.buttons import button
from ui.widgets.fields import Combo
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.places import frame
from ui.widgets.table import Table


class RedactionPanel(QScrollArea):
    """The panel beside the page."""

    mention_wanted = Signal(object)  # Redaction
    renamed = Signal(str, str, str)  # subject, pseudonym, role

    def __init__(self, acts: Sequence[tuple[str, str, Callable[[], object]]]) -> None:
        """Makes an empty panel.

        Args:
            acts: words, key and what it does, for each button.
        """
        super().__init__()
        self._subject: Subject | None = None
        self._mentions: Sequence[Redaction] = ()
        self.setWidgetResizable(True)
        page = frame("pane")
        self.setWidget(page)
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self.words = label("Nothing is chosen", "heading", wrap=True)
        self.about = label("", "muted", wrap=True)
        self.code = Combo("Reason", {"": "No reason given", **CODES})
        self.code.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.buttons: list[QPushButton] = []
        rows = Flow(gap=8)
        for words, key, act in acts:
            one = button(f"{words}  ({key})", act)
            one.setAccessibleName(words)
            one.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.buttons.append(one)
            rows.addWidget(one)
        self.pseudonym = QLineEdit()
        self.pseudonym.setAccessibleName("What is printed instead, everywhere")
        self.pseudonym.returnPressed.connect(self._rename)
        self.role = Combo("Who it is", {"": "Not a person", **{role: words for role, (words, _) in ROLES.items()}})
        self._rename_button = button("Rename", self._rename)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.pseudonym, 1)
        line.addWidget(self._rename_button)
        self.model = PlainModel(("State", "Document", "Page"), self)
        self.table = Table("Every mention", lines=1)
        self.table.setProperty("look", "framed")
        self.table.setModel(self.model)
        self.table.columns(1, ("To approve", "", "p. 100"))
        self.table.setMinimumHeight(6 * self.fontMetrics().lineSpacing())
        self.table.opened.connect(self._mention)
        self._heading = label("Every mention", "strong")
        for part in (self.words, self.about):
            column.addWidget(part)
        column.addWidget(label("Reason", "strong", buddy=self.code))
        column.addWidget(self.code)
        column.addLayout(rows)
        column.addSpacing(8)
        column.addWidget(label("Printed instead, everywhere  (P)", "strong", buddy=self.pseudonym))
        column.addLayout(line)
        column.addWidget(self.role)
        column.addSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(self.table, 1)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self._fill(None, "Nothing is chosen", "Choose a place in the list or on the page.", (), Found())

    def show_place(self, found: Found, one: Redaction, mentions: Sequence[Redaction]) -> None:
        """Shows a place, whom it is about, and the other places about the same."""
        words = " ".join(one.text.split()) or "A drawn box"
        self._fill(found.subject(one), words, why(found, one), mentions, found)

    def show_subject(self, found: Found, subject: Subject, mentions: Sequence[Redaction]) -> None:
        """Shows somebody or something, and every place about it."""
        pseudonym = f"Printed as {subject.pseudonym}. " if subject.pseudonym else ""
        by = f"Decided by {subject.proposed_by}." if subject.proposed_by else "Nobody has decided yet."
        self._fill(subject, subject.label or "Drawn boxes", pseudonym + by, mentions, found)

    def show_several(self, count: int) -> None:
        """Shows that what is done now is done to several."""
        self._fill(None, f"{count:,} chosen", "What you press now counts for all of them.", (), Found(), live=True)

    def write_pseudonym(self) -> None:
        """Takes the keyboard to the pseudonym."""
        if self.pseudonym.isEnabled():
            self.pseudonym.setFocus()
            self.pseudonym.selectAll()

    def _fill(
        self,
        subject: Subject | None,
        words: str,
        about: str,
        mentions: Sequence[Redaction],
        found: Found,
        *,
        live: bool = False,
    ) -> None:
        self._subject, self._mentions = subject, mentions
        self.words.setText(words)
        self.about.setText(about)
        named = subject is not None and subject.kind == "name"
        for part in (self.pseudonym, self._rename_button):
            part.setEnabled(subject is not None)
        self.role.setVisible(named)
        self.pseudonym.setText(subject.pseudonym if subject else "")
        if subject is not None:
            self.role.choose(subject.role)
        for one in self.buttons:
            one.setEnabled(subject is not None or live or bool(mentions))
        documents = len({one.document for one in mentions})
        places = f"{documents:,} {'document' if documents == 1 else 'documents'}"
        self._heading.setText(f"Every mention: {len(mentions):,} in {places}" if mentions else "Every mention")
        self.model.show([(STATES[found.state(one)], found.title(one.document), f"p. {one.page}") for one in mentions])

    def _rename(self) -> None:
        if self._subject is not None:
            self.renamed.emit(self._subject.id, self.pseudonym.text(), self.role.value())

    def _mention(self, index: QModelIndex) -> None:
        if index.isValid():
            self.mention_wanted.emit(self._mentions[index.row()])


def spread(*widgets: QWidget) -> QWidget:
    """Widgets in a row that breaks into lines."""
    made = QWidget()
    row = Flow(made, gap=8)
    for one in widgets:
        row.addWidget(one)
    return made
