"""The list of the review: places page by page, or people, numbers and addresses name by name, with filters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from evidence_app.domain.redaction import KINDS, Redaction, Subject
from ui.models.plain import PlainModel
from ui.models.redactions import (
    STATES,
    Filter,
    Found,
    chosen_places,
    chosen_subjects,
    counted,
    place_row,
    subject_row,
)
from ui.views.redaction_panel import spread
from ui.widgets.buttons import Choice
from ui.widgets.fields import Combo
from ui.widgets.labels import label
from ui.widgets.table import Table

BY = {"places": "Page by page", "names": "Name by name"}


class RedactionList(QWidget):
    """The list.

    Attributes:
        found: everything found.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.found = Found()
        self._places: Sequence[Redaction] = ()
        self._subjects: Sequence[tuple[Subject, int]] = ()
        self._next = ""  # id of what is to be chosen once a decision is stored
        self._typing = QTimer(self, singleShot=True, interval=200)
        self._typing.timeout.connect(self._fill)
        self.by = Choice(BY, "List")
        self.by.choose("places")
        self.by.chosen.connect(lambda _: self._fill())
        self.state = Combo("State", {"": "Any state", **{str(key): words for key, words in STATES.items()}})
        self.kind = Combo("Kind", {"": "Any kind", **{str(key): words for key, words in KINDS.items()}})
        self.document = Combo("Document", {"": "Any document"})
        self.words = QLineEdit()
        self.words.setPlaceholderText("Words")
        self.words.setAccessibleName("Words in the list")
        self.words.textEdited.connect(lambda _: self._typing.start())
        for combo in (self.state, self.kind, self.document):
            combo.currentIndexChanged.connect(lambda _: self._fill())
        self.count = label("", "muted", wrap=True)
        self.places = PlainModel(("State", "Words", "Printed instead", "Page"), self)
        self.names = PlainModel(("State", "Who or what", "Printed instead", "Places"), self)
        self.table = Table("Personal data", lines=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.by)
        column.addWidget(spread(self.state, self.kind, self.document, self.words))
        column.addWidget(self.count)
        column.addWidget(self.table, 1)
        self._use(self.places)

    def show_found(self, found: Found) -> None:
        """Shows what was found, and stays where it was."""
        self.found = found
        titles = dict(sorted((found.titles or {}).items()))
        self.document.blockSignals(True)
        self.document.offer({str(one): words for one, words in titles.items()})
        self.document.blockSignals(False)
        self._fill()

    @property
    def by_name(self) -> bool:
        """Whether names are listed, not places."""
        return self.by.value() == "names"

    def turn(self) -> None:
        """Lists by name instead of by page, or back."""
        self.by.choose("places" if self.by_name else "names")
        self._fill()

    # -- what is chosen ---------------------------------------------------------------------------------------------

    def chosen_places(self) -> list[Redaction]:
        """The places chosen; none where names are listed."""
        return [self._places[row] for row in self._rows()] if not self.by_name else []

    def chosen_subjects(self) -> list[Subject]:
        """Whom the chosen rows are about, each once."""
        if self.by_name:
            return [self._subjects[row][0] for row in self._rows()]
        subjects = (self.found.subject(one) for one in self.chosen_places())
        return list({one.id: one for one in subjects if one is not None}.values())

    def go_to(self, identity: str) -> bool:
        """Chooses a place by its id; gives whether it is in the list."""
        if self.by_name:
            self.by.choose("places")
            self._fill()
        ids = self._ids()
        if identity in ids:
            self.table.go_to(ids.index(identity))
        return identity in ids

    def go_to_page(self, document: int, page: int) -> None:
        """Chooses the first place of a page, where places are listed."""
        rows = [row for row, one in enumerate(self._places) if (one.document, one.page) == (document, page)]
        if rows and not self.by_name:
            self.table.go_to(rows[0])

    def stay_or_go_on(self) -> None:
        """Has the row below chosen once the list is read again, where one row is chosen now."""
        rows, ids = self._rows(), self._ids()
        if len(rows) == 1 and rows[0] + 1 < len(ids):
            self._next = ids[rows[0] + 1]

    def next_open(self) -> bool:
        """Goes to the next in the list that is to be decided or approved; gives whether there is one."""
        rows, count = self._rows(), len(self._ids())
        after = (rows[-1] + 1) if rows else 0
        for row in (*range(after, count), *range(min(after, count))):
            one = self._subjects[row][0] if self.by_name else self._places[row]
            if self.found.state(one) in ("open", "approve"):
                self.table.go_to(row)
                return True
        return False

    # -- rows -------------------------------------------------------------------------------------------------------

    def _rows(self) -> list[int]:
        return [row for row in self.table.chosen_rows() if row < len(self._ids())]

    def _ids(self) -> list[str]:
        return [one.id for one, _ in self._subjects] if self.by_name else [one.id for one in self._places]

    def _fill(self) -> None:
        rows = self.table.chosen_rows()
        row = rows[0] if rows else 0
        ids = self._ids()
        before = self._next or (ids[row] if row < len(ids) else "")
        self._next = ""
        wanted = Filter(self.state.value(), self.kind.value(), int(self.document.value() or 0), self.words.text())
        self._places = chosen_places(self.found, wanted)
        self._subjects = chosen_subjects(self.found, wanted) if self.by_name else ()
        if self.by_name:
            self.names.show([subject_row(self.found, one, count) for one, count in self._subjects])
        else:
            self.places.show([place_row(self.found, one) for one in self._places])
        self._use(self.names if self.by_name else self.places)
        self.count.setText(counted(self.found, self._places))
        ids = self._ids()
        if ids:
            self.table.go_to(ids.index(before) if before in ids else min(row, len(ids) - 1))
        else:
            self.chosen.emit()

    def _use(self, model: PlainModel) -> None:
        if self.table.model() is model:
            return
        self.table.setModel(model)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        self.table.columns(1, ("To decide", "", "[date of birth]", "Places"))
