"""What inspectors ask for during an inspection: who, what, when, due, answered by whom and with what."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

RequestState = Literal["overdue", "open", "sent"]


@dataclass(frozen=True, slots=True)
class Request:
    """One request.

    Args:
        id: stable id.
        number: as the log counts it, from 1.
        what: what was asked for.
        asked_by: who asked.
        asked, due, sent: local times as ISO ("2026-11-23T14:30", or a day alone); sent is empty until it is.
        answers: who answers it.
        documents: ids of documents given.
        evidence: ids of evidence given.
        pack: folder of the pack it went out in; may be empty.
        version: version of what was sent.
        visit: the visit it belongs to; may be empty.
        note: the officer's own words.
    """

    id: str
    number: int
    what: str
    asked_by: str = ""
    asked: str = ""
    due: str = ""
    answers: str = ""
    documents: tuple[int, ...] = ()
    evidence: tuple[str, ...] = ()
    pack: str = ""
    version: str = ""
    sent: str = ""
    visit: str = ""
    note: str = ""

    def state(self, moment: str) -> RequestState:
        """Whether it is sent, open, or overdue at a local time (ISO). A day alone is over when the next begins."""
        if self.sent:
            return "sent"
        due = self.due if "T" in self.due else f"{self.due}T24:00"
        return "overdue" if self.due and due <= moment else "open"

    def to_json(self, moment: str) -> dict[str, Any]:
        """The request as the command line prints it."""
        return {**asdict(self), "state": self.state(moment)}
