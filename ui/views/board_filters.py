"""What narrows the evidence board: a box for words, four lists in sight, and the others one press away."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QRegularExpression, QTimer, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from evidence_app.domain.board import BoardQuery
from evidence_app.domain.document import KINDS, Origin
from evidence_app.domain.evidence import FINDING_LABELS
from evidence_app.domain.framework import Framework
from ui.views.origins import offer_origins
from ui.widgets.buttons import button
from ui.widgets.fields import Combo
from ui.widgets.flow import Flow

NO_THEME = "-"


class BoardFilters(QWidget):
    """The filters. `changed` tells that the query is another."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._themes: dict[str, dict[str, str]] = {}
        self._quiet = False
        self._typed = QTimer(self, singleShot=True, interval=120)
        self._typed.timeout.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        flow = Flow()
        self.box = self._line("Filter by quotation, note, document", "Filter evidence")
        self.box.setClearButtonEnabled(True)
        self.area = Combo("Judgement area", {"": "All areas"})
        self.area.currentIndexChanged.connect(self._area_chosen)
        self.finding = self._combo("Finding", {"": "All findings", **FINDING_LABELS})
        self.status = self._combo("Status", {"": "Draft and agreed", "draft": "Draft", "agreed": "Agreed"})
        self.more = QPushButton("More filters")
        self.more.setCheckable(True)
        self.more.setAutoDefault(False)
        self.more.toggled.connect(self._unfold)
        for part in (self.box, self.area, self.finding, self.status, self.more):
            flow.addWidget(part)
        column.addLayout(flow)
        self._rest = QWidget()
        others = Flow(self._rest)
        self.theme = self._combo("Theme", {"": "All themes"})
        self.impact = self._combo(
            "Impact", {"": "Impact and process", "impact": "Impact on children", "process": "Process"}
        )
        self.kind = self._combo("Kind of document", {"": "All kinds", **KINDS})
        self.authority = self._combo("Authority", {"": "All authorities"})
        self.team = self._combo("Team", {"": "All teams"})
        self.since = self._day("From: year-month-day", "Evidence dated from, year-month-day")
        self.until = self._day("To: year-month-day", "Evidence dated to, year-month-day")
        self.clear_button = button("Clear filters", self.clear)
        for part in (
            self.theme, self.impact, self.kind, self.authority, self.team, self.since, self.until, self.clear_button
        ):  # fmt: skip
            others.addWidget(part)
        self._rest.hide()
        column.addWidget(self._rest)

    def offer(self, framework: Framework, origins: Iterable[Origin], query: BoardQuery) -> None:
        """Offers what the open workspace has.

        Args:
            origins: of its documents.
            query: what is asked for at present; it may name what was not offered before.
        """
        self._quiet = True
        self._themes = {area.id: {theme.id: theme.label for theme in area.themes} for area in framework.areas}
        self.area.offer({area.id: area.short for area in framework.areas})
        offer_origins(self.authority, self.team, list(origins))
        self.authority.choose(query.authority)
        self.team.choose(query.team)
        self._offer_themes()
        self._quiet = False

    def query(self, before: BoardQuery) -> BoardQuery:
        """What is asked for; groups, order and document as before."""
        return dataclasses.replace(
            before,
            text=self.box.text().strip(),
            area=self.area.value(),
            theme=self.theme.value(),
            finding=self.finding.value(),
            status=self.status.value(),
            kind=self.kind.value(),
            authority=self.authority.value(),
            team=self.team.value(),
            impact=self.impact.value(),
            since=_iso(self.since.text()),
            until=_iso(self.until.text()),
        )

    def show_query(self, query: BoardQuery) -> None:
        """Shows a query without telling of it."""
        self._quiet = True
        for line, words in ((self.box, query.text), (self.since, query.since), (self.until, query.until)):
            line.setText(words)
        self.area.choose(query.area)
        self._offer_themes()
        for combo, value in (
            (self.theme, query.theme),
            (self.finding, query.finding),
            (self.status, query.status),
            (self.kind, query.kind),
            (self.authority, query.authority),
            (self.team, query.team),
            (self.impact, query.impact),
        ):
            combo.choose(value)
        self._quiet = False
        self._typed.stop()
        if self.folded():
            self.more.setChecked(True)
        self._mark()

    def folded(self) -> int:
        """How many of the filters that can be folded away are in force."""
        lists = (self.theme, self.impact, self.kind, self.authority, self.team)
        return sum(bool(one.value()) for one in lists) + sum(bool(_iso(one.text())) for one in (self.since, self.until))

    def clear(self) -> None:
        """Lets everything pass."""
        self.show_query(BoardQuery())
        self._tell()

    def _unfold(self, shown: bool) -> None:
        self._rest.setVisible(shown)
        if shown and self.more.hasFocus():
            self.theme.setFocus()

    def _area_chosen(self) -> None:
        before, self._quiet = self._quiet, True
        self._offer_themes()
        self._quiet = before
        self._tell()

    def _offer_themes(self) -> None:
        chosen = self.area.value()
        areas = [chosen] if chosen else list(self._themes)
        self.theme.offer(
            {NO_THEME: "Without a theme"}
            | {one: words for area in areas for one, words in self._themes.get(area, {}).items()}
        )

    def _tell(self) -> None:
        if not self._quiet:
            self._mark()
            self.changed.emit()

    def _mark(self) -> None:
        count = self.folded()
        self.more.setText(f"More filters ({count})" if count else "More filters")

    def _combo(self, name: str, entries: dict[str, str]) -> Combo:
        made = Combo(name, entries)
        made.currentIndexChanged.connect(self._tell)
        return made

    def _line(self, placeholder: str, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(placeholder)
        made.setAccessibleName(name)
        made.textChanged.connect(lambda: self._typed.start(120))
        return made

    def _day(self, placeholder: str, name: str) -> QLineEdit:
        made = self._line(placeholder, name)
        made.setMaxLength(10)
        made.setValidator(QRegularExpressionValidator(QRegularExpression(r"[\d-]{0,10}"), made))
        return made


def _iso(words: str) -> str:
    """A whole date as ISO; empty while it is being typed, and where it is none."""
    try:
        return date.fromisoformat(words.strip()).isoformat() if len(words.strip()) == 10 else ""
    except ValueError:
        return ""
