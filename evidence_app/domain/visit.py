"""Inspections, visits and meetings on a time line, and what is to be prepared for each."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

VisitKind = Literal[
    "inspection", "monitoring_visit", "focused_visit", "board", "commissioner", "annual_meeting", "other"
]
VISIT_KINDS: tuple[VisitKind, ...] = (
    "inspection", "monitoring_visit", "focused_visit", "board", "commissioner", "annual_meeting", "other",
)  # fmt: skip
VISIT_KIND_LABELS: dict[str, str] = {
    "inspection": "Inspection",
    "monitoring_visit": "Monitoring visit",
    "focused_visit": "Focused visit",
    "board": "Improvement board",
    "commissioner": "Commissioner’s review",
    "annual_meeting": "Annual meeting",
    "other": "Other",
}

# Those in which inspectors look; the others are the council's own, or its commissioner's.
OFSTED_KINDS: frozenset[str] = frozenset({"inspection", "monitoring_visit", "focused_visit"})


@dataclass(frozen=True, slots=True)
class Visit:
    """One inspection, visit, review or meeting.

    Args:
        id: stable id.
        kind: see VISIT_KIND_LABELS.
        topic: what it was about; may be empty.
        start, end: ISO dates, the first and last day; end may be empty.
        notified: ISO date of the call or letter that announced it; empty where none.
        people: inspectors, chair or commissioner.
        document: the report or letter on it; 0 where there is none in the library.
        promised: what was promised then.
        note: the officer's own words.
    """

    id: str
    kind: VisitKind
    start: str
    topic: str = ""
    end: str = ""
    notified: str = ""
    people: str = ""
    document: int = 0
    promised: str = ""
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """The visit as the command line prints it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a preparation checklist.

    Args:
        id: stable id.
        visit: the visit it prepares.
        what: what is to be done.
        who: who does it; may be empty.
        due: ISO date; empty where the visit's dates are not known.
        done: whether it is.
        rank: its place on the list, from 1.
    """

    id: str
    visit: str
    what: str
    who: str = ""
    due: str = ""
    done: bool = False
    rank: int = 0

    def to_json(self) -> dict[str, Any]:
        """The task as the command line prints it."""
        return asdict(self)
