"""What narrows a search besides its words: kind, area, council, dates, tagged or not; and how words are taken."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from evidence_app.domain.document import KINDS
from evidence_app.domain.framework import Framework
from evidence_app.domain.hit import Order, Query, Unit
from ui.widgets.fields import Check, Combo
from ui.widgets.flow import Flow
from ui.widgets.labels import label


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it stands on the screen. Empty values let everything pass.

    Args:
        text: what is typed in the search box.
        kind: key of KINDS, or "published" / "records" for the two classes.
        area: id of a judgement area.
        tagged: "yes", "no" or empty.
        since, until: a year or an ISO date.
    """

    text: str = ""
    kind: str = ""
    area: str = ""
    authority: str = ""
    tagged: str = ""
    since: str = ""
    until: str = ""
    within: Unit = "page"
    order: Order = "relevance"
    stemming: bool = True
    synonyms: bool = True

    def narrowing(self) -> int:
        """How many filters are set."""
        return sum(bool(value) for value in (self.kind, self.area, self.authority, self.tagged, self.dates()))

    def dates(self) -> str:
        """The dates as a range of the query language; empty for any date."""
        if not self.since and not self.until:
            return ""
        return f"[{f'{self.since} ' if self.since else ''}to{f' {self.until}' if self.until else ''}]"

    def query(self, limit: int, offset: int = 0) -> Query:
        """The question as the core takes it: what is typed, and each filter as a field of the query language."""
        fields = {
            "kind": self.kind,
            "area": self.area,
            "authority": f'"{self.authority}"' if self.authority else "",
            "tagged": self.tagged,
            "date": self.dates(),
        }
        clauses = [f"{name}:{value}" for name, value in fields.items() if value]
        words = self.text.strip()
        if clauses and words:
            # What is typed may hold OR: the filters are to narrow all of it.
            clauses.insert(0, f"({words})" if _closed(words) else words)
        return Query(
            text=" ".join(clauses) if clauses else words,
            limit=limit,
            offset=offset,
            within=self.within,
            order=self.order,
            stemming=self.stemming,
            synonyms=self.synonyms,
        )

    def to_json(self) -> str:
        """As it is kept in the workspace."""
        return json.dumps(asdict(self))


def _closed(words: str) -> bool:
    """Whether quotation marks and parentheses come in pairs, so that a parenthesis may be put around the words."""
    return words.count('"') % 2 == 0 and words.count("(") == words.count(")")


class SearchFilters(QWidget):
    """The controls."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._silent = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        narrow = Flow()
        self.kind = self._combo("Kind of document", {"": "Any kind", **KINDS})
        self.area = self._combo("Judgement area", {"": "Any area"})
        self.authority = self._combo("Council", {"": "Any council"})
        self.tagged = self._combo("Tagged", {"": "Tagged or not", "yes": "Tagged", "no": "Not tagged"})
        self.since = self._date("From")
        self.until = self._date("To")
        for part in (self.kind, self.area, self.authority, self.tagged):
            narrow.addWidget(part)
        narrow.addWidget(self._dates())
        column.addLayout(narrow)
        taken = Flow()
        self.within = self._combo(
            "All words within", {"page": "All words on one page", "document": "All words in one document"}
        )
        self.order = self._combo("Order", {"relevance": "Best first", "date": "Newest first"})
        self.stemming = self._check("Word forms", "“visit” also finds “visits” and “visited”")
        self.synonyms = self._check("Synonyms", "“CSE” also finds “child sexual exploitation”")
        for each in (self.within, self.order, self.stemming, self.synonyms):
            taken.addWidget(each)
        column.addLayout(taken)

    def asked(self, text: str) -> Asked:
        """The search with what is chosen here."""
        within: Unit = "document" if self.within.value() == "document" else "page"
        order: Order = "date" if self.order.value() == "date" else "relevance"
        return Asked(
            text=text,
            kind=self.kind.value(),
            area=self.area.value(),
            authority=self.authority.value(),
            tagged=self.tagged.value(),
            since=self.since.text() if self.since.hasAcceptableInput() else "",
            until=self.until.text() if self.until.hasAcceptableInput() else "",
            within=within,
            order=order,
            stemming=self.stemming.isChecked(),
            synonyms=self.synonyms.isChecked(),
        )

    def show_asked(self, asked: Asked) -> None:
        """Shows a search without telling."""
        self._silent = True
        for combo, value in (
            (self.kind, asked.kind),
            (self.area, asked.area),
            (self.authority, asked.authority),
            (self.tagged, asked.tagged),
            (self.within, asked.within),
            (self.order, asked.order),
        ):
            combo.choose(value)
        self.since.setText(asked.since)
        self.until.setText(asked.until)
        self.stemming.setChecked(asked.stemming)
        self.synonyms.setChecked(asked.synonyms)
        self._silent = False

    def offer(self, framework: Framework, authorities: Sequence[str]) -> None:
        """Offers the areas of a framework and the councils of the library."""
        self._silent = True
        self.area.offer({area.id: area.short for area in framework.areas})
        self.authority.offer({name: name for name in authorities})
        self._silent = False

    def _tell(self) -> None:
        if not self._silent:
            self.changed.emit()

    def _combo(self, name: str, entries: dict[str, str]) -> Combo:
        made = Combo(name, entries)
        made.currentIndexChanged.connect(self._tell)
        return made

    def _check(self, words: str, tip: str) -> Check:
        made = Check(words)
        made.setToolTip(tip)
        made.setChecked(True)
        made.toggled.connect(self._tell)
        return made

    def _date(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(f"{name} (year, or year-month-day)")
        made.setPlaceholderText("2018")
        made.setMaxLength(10)
        made.setFixedWidth(made.fontMetrics().averageCharWidth() * 11 + 24)
        made.setValidator(QRegularExpressionValidator(QRegularExpression(r"(\d{4}(-\d\d(-\d\d)?)?)?"), made))
        made.textChanged.connect(self._tell)
        return made

    def _dates(self) -> QWidget:
        made = QWidget()
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for words, field in (("From", self.since), ("to", self.until)):
            row.addWidget(label(words, buddy=field))
            row.addWidget(field)
        return made
