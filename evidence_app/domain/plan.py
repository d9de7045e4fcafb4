"""The improvement plan: actions, what their status means, and how it changed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

# A tracker's "done" misleads where it may mean "said to be done"; so done, verified and shown are three things
# (PRACTICE notes 3, trackers that mislead).
PlanStatus = Literal["not_started", "under_way", "done", "verified", "evidenced"]
PLAN_STATUSES: tuple[PlanStatus, ...] = ("not_started", "under_way", "done", "verified", "evidenced")
PLAN_STATUS_LABELS: dict[str, str] = {
    "not_started": "Not started",
    "under_way": "Under way",
    "done": "Done, not yet verified",
    "verified": "Done and verified",
    "evidenced": "Shown in evidence",
}
PLAN_STATUS_MEANINGS: dict[str, str] = {
    "not_started": "Nobody has begun.",
    "under_way": "Work goes on; what it is for is not reached yet.",
    "done": "Its owner says it is done; nobody else has looked.",
    "verified": "Somebody other than its owner has looked and found it done.",
    "evidenced": "Evidence of a difference for children is linked to it.",
}
# Statuses that say it is done, one way or another.
CLAIMED: frozenset[str] = frozenset({"done", "verified", "evidenced"})

# Blue is what many boards call complete.
Rag = Literal["", "red", "amber", "green", "blue"]
RAGS: tuple[Rag, ...] = ("red", "amber", "green", "blue")


@dataclass(frozen=True, slots=True)
class Action:
    """One action of the plan.

    Args:
        id: stable id, the same in every copy of the workspace.
        number: as the board counts it ("1", "2.3"); may be empty.
        what, who, how: what is to be done, who owns it, and how.
        when: by when, in the plan's own words.
        due: the same as ISO date; empty where the words give no day.
        success: how one will know.
        status: see PLAN_STATUS_MEANINGS.
        status_words: what the tracker it came from says of its status; may be empty.
        rag, rag_reason: the colour a board gave it, and why.
        outcomes: what came of it in each quarter, four texts.
        area, theme: judgement area and theme it serves; may be empty.
        source, source_page, source_text: document, page (from 1; 0 for none) and words it answers; 0 and "" for none.
        process, impact: ids of evidence that the work was done, and that it made a difference for children.
        other: further columns of the tracker it came from, as (heading, value).
        author, created: who put it in, and when (ISO time, UTC).
    """

    id: str
    what: str
    number: str = ""
    who: str = ""
    how: str = ""
    when: str = ""
    due: str = ""
    success: str = ""
    status: PlanStatus = "not_started"
    status_words: str = ""
    rag: Rag = ""
    rag_reason: str = ""
    outcomes: tuple[str, ...] = ("", "", "", "")
    area: str = ""
    theme: str = ""
    source: int = 0
    source_page: int = 0
    source_text: str = ""
    process: tuple[str, ...] = ()
    impact: tuple[str, ...] = ()
    other: tuple[tuple[str, str], ...] = ()
    author: str = ""
    created: str = ""

    @property
    def unshown(self) -> bool:
        """True where it is said to be done and no evidence of a difference for children is linked to it."""
        return self.status in CLAIMED and not self.impact

    def overdue(self, today: str) -> bool:
        """True where its day (before today, ISO) has passed and nobody says it is done."""
        return bool(self.due) and self.due < today and self.status not in CLAIMED

    def to_json(self) -> dict[str, Any]:
        """The action as the command line prints it."""
        return {**asdict(self), "other": dict(self.other), "unshown": self.unshown}


@dataclass(frozen=True, slots=True)
class Standing:
    """What an action's status, colour and reason were set to, by whom and when (ISO time, UTC)."""

    id: str
    action: str
    at: str
    author: str
    status: PlanStatus
    rag: Rag = ""
    reason: str = ""

    def to_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Misread:
    """A cell or row of a tracker that was not understood; its words are kept all the same.

    Args:
        row: as the sheet counts it, from 1.
        column: its heading; empty where the whole row is meant.
        words: what stands there.
        reason: why it was not understood, in a sentence.
    """

    row: int
    column: str
    words: str
    reason: str

    def to_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        return asdict(self)
