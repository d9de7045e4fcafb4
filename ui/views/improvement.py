"""Improvement: plan, visits, measures, requests, and the quotation check."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.session import Session
from ui.views.measures import Measures
from ui.views.plan import Plan
from ui.views.quotations import Quotations
from ui.views.request_log import RequestLog
from ui.views.visits import Visits
from ui.widgets.buttons import Choice
from ui.widgets.places import frame

PARTS = {
    "plan": "Plan",
    "visits": "Visits",
    "measures": "Measures",
    "requests": "Requests",
    "quotations": "Quotation check",
}


class Improvement(QWidget):
    """The place, with its parts."""

    turned = Signal()  # another part is shown

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.plan = Plan(session)
        self.visits = Visits(session)
        self.measures = Measures(session)
        self.requests = RequestLog(session)
        self.quotations = Quotations(session)
        self.parts = Choice(PARTS, "Part")
        self.parts.chosen.connect(self.show_part)
        self._stack = QStackedWidget()
        self._pages: dict[str, QWidget] = {
            "plan": self.plan,
            "visits": self.visits,
            "measures": self.measures,
            "requests": self.requests,
            "quotations": self.quotations,
        }
        for page in self._pages.values():
            self._stack.addWidget(page)
        head = frame("head")
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(self.parts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._stack, 1)
        self.show_part(next(iter(PARTS)))

    def show_part(self, part: str) -> None:
        """Shows a part by its key in PARTS."""
        self.parts.choose(part)
        self._stack.setCurrentWidget(self._pages[part])
        self.turned.emit()

    def show_one(self, part: str, wanted: str) -> None:
        """Shows a part with one of its rows chosen, by its id."""
        self.show_part(part)
        shown: dict[str, Plan | Visits | Measures | RequestLog] = {
            "plan": self.plan,
            "visits": self.visits,
            "measures": self.measures,
            "requests": self.requests,
        }
        shown[part].show_one(wanted)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the commands of the improvement desk do, by id."""
        parts = (self.plan, self.visits, self.measures, self.requests, self.quotations)
        return {name: act for part in parts for name, act in part.commands().items()}
