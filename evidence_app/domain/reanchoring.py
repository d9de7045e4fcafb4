"""Evidence on an earlier version of a document, and where its words stand in the newer one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from evidence_app.domain.evidence import Evidence, Passage

Outcome = Literal["exact", "elsewhere", "not_found"]
OUTCOMES: dict[str, str] = {
    "exact": "On the same page",
    "elsewhere": "On another page",
    "not_found": "Not found word for word",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be done about one item.

    Args:
        item: the evidence, still on the earlier version.
        newer: id of the newer version of its document, and title: what that is called.
        passage: where the words stand there; None where they do not.
    """

    item: Evidence
    newer: int
    title: str
    passage: Passage | None

    @property
    def outcome(self) -> Outcome:
        """Whether the words were found, and on the same page."""
        if self.passage is None:
            return "not_found"
        return "exact" if self.passage.page == self.item.passage.page else "elsewhere"

    def to_json(self) -> dict[str, Any]:
        """The offer as the command line prints it."""
        found = self.passage
        return {
            "id": self.item.id,
            "document": self.item.passage.document,
            "page": self.item.passage.page,
            "quote": self.item.passage.quote,
            "newer": self.newer,
            "title": self.title,
            "outcome": self.outcome,
            "new_page": None if found is None else found.page,
            "before": "" if found is None else found.before,
            "after": "" if found is None else found.after,
        }
