"""What narrows coverage: dates, kind of document, authority, team; the day it is compared with; which rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QRegularExpression, QTimer, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from evidence_app.domain.coverage import CoverageFilter
from evidence_app.domain.document import KINDS, Origin
from ui.models.dates import shown_date
from ui.views.origins import offer_origins
from ui.widgets.fields import Combo
from ui.widgets.flow import Flow


class CoverageFilters(QWidget):
    """The filters. `changed` tells that something else is to be counted."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._typed = QTimer(self, singleShot=True, interval=150)
        self._typed.timeout.connect(self.changed)
        row = Flow(self)
        self.show_rows = Combo(
            "Rows", {"all": "Areas and themes", "some": "Themes with evidence", "areas": "Areas only"}
        )
        self.since = self._day("From", "Evidence dated from, year-month-day")
        self.until = self._day("To", "Evidence dated to, year-month-day")
        self.kind = Combo("Kind of document", {"": "All kinds", **KINDS})
        self.authority = Combo("Authority", {"": "All authorities"})
        self.team = Combo("Team", {"": "All teams"})
        self.compare = self._day("Compare with", "Compare with the evidence as it stood on, year-month-day")
        for combo in (self.show_rows, self.kind, self.authority, self.team):
            combo.currentIndexChanged.connect(self.changed)
        for part in (self.show_rows, self.since, self.until, self.kind, self.authority, self.team, self.compare):
            row.addWidget(part)

    def offer(self, origins: Iterable[Origin]) -> None:
        """Offers the authorities and teams there are.

        Args:
            origins: of the documents of the workspace.
        """
        for combo in (self.authority, self.team):
            combo.blockSignals(True)
        offer_origins(self.authority, self.team, list(origins))
        for combo in (self.authority, self.team):
            combo.blockSignals(False)

    def wanted(self) -> CoverageFilter:
        """What is counted."""
        since, until = _iso(self.since.text()), _iso(self.until.text())
        return CoverageFilter(since, until, self.kind.value(), self.authority.value(), self.team.value())

    def compared(self) -> str:
        """The ISO day it is compared with; empty where it is not."""
        return _iso(self.compare.text())

    def rows(self) -> str:
        """Which rows are shown: "all", "some" (themes with evidence) or "areas"."""
        return self.show_rows.value()

    def told(self) -> str:
        """What is counted, in words."""
        wanted = self.wanted()
        parts = [
            f"evidence from {shown_date(wanted.since)}" if wanted.since else "",
            f"evidence to {shown_date(wanted.until)}" if wanted.until else "",
            KINDS[wanted.kind] + " only" if wanted.kind else "",
            wanted.authority,
            wanted.team,
        ]
        return ", ".join(part for part in parts if part)

    def _day(self, name: str, spoken: str) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(f"{name}: year-month-day")
        made.setAccessibleName(spoken)
        made.setMaxLength(10)
        made.setValidator(QRegularExpressionValidator(QRegularExpression(r"[\d-]{0,10}"), made))
        made.setMinimumWidth(made.fontMetrics().averageCharWidth() * 24)
        made.textChanged.connect(lambda: self._typed.start())
        return made


def _iso(words: str) -> str:
    """A whole date as ISO; empty while it is being typed, and where it is none."""
    try:
        return date.fromisoformat(words).isoformat() if len(words) == 10 else ""
    except ValueError:
        return ""
