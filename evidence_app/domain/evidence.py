"""Evidence: a passage of a document, put under judgement areas with a finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Finding = Literal["strength", "improvement", "context"]
FINDINGS: tuple[Finding, ...] = ("strength", "improvement", "context")
FINDING_LABELS: dict[str, str] = {"strength": "Strength", "improvement": "Area for improvement", "context": "Context"}

ItemStatus = Literal["draft", "agreed"]
STATUSES: tuple[ItemStatus, ...] = ("draft", "agreed")

# How much practice a passage speaks of: what one case shows is not what a service does.
Basis = Literal["", "single_case", "sample", "whole_service"]
BASES: tuple[Basis, ...] = ("single_case", "sample", "whole_service")
BASIS_LABELS: dict[str, str] = {"single_case": "Single case", "sample": "Sample", "whole_service": "Whole service"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words in a document, anchored three ways.

    Args:
        document: the document's id.
        page, to_page: first and last page, from 1; the same unless it runs over a page turn.
        start, end: character offsets: start in the text of page, end in the text of to_page (exclusive).
        quote: the words exactly as they stand, running headers left out, one space for each run of white space,
            line-end hyphens kept.
        before, after: up to 120 characters on either side, in the same form.
        boxes: (page, x0, y0, x1, y1) for each line, in points of displayed page space, origin top left.
        extractor: version of the page-text function the offsets belong to.
        picture: True for a box of a page kept as a picture; its quote is then what the officer says of it, in square
            brackets, and its offsets only tell where on the page it comes.
    """

    document: int
    page: int
    to_page: int
    start: int
    end: int
    quote: str
    before: str = ""
    after: str = ""
    boxes: tuple[tuple[int, float, float, float, float], ...] = ()
    extractor: int = 0
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """A tagged passage.

    Args:
        id: stable id, the same in every copy of the workspace.
        passage: what was tagged.
        title: title of its document.
        areas: ids of judgement areas, at least one.
        themes: ids of themes; may be empty.
        finding: strength, improvement or context.
        impact: True where it shows a difference for children, False where it shows process.
        note: the officer's own words.
        date: ISO date the evidence speaks of; empty where unknown.
        author: who tagged it.
        status: draft or agreed.
        created: ISO time (UTC).
        basis: how much practice it speaks of; empty where not said.
        person: pseudonym of the child or member of staff it is about; empty where it is about none, or not said.
        embargo_until: ISO date before which it may not leave in a pack; empty where it may.
        confidential: True where it may never leave in a pack.
    """

    id: str
    passage: Passage
    title: str
    areas: tuple[str, ...]
    themes: tuple[str, ...] = ()
    finding: Finding = "context"
    impact: bool = False
    note: str = ""
    date: str = ""
    author: str = ""
    status: ItemStatus = "draft"
    created: str = ""
    basis: Basis = ""
    person: str = ""
    embargo_until: str = ""
    confidential: bool = False

    def held_back(self, today: str) -> str:
        """Why it may not leave the workspace on a day (ISO): "confidential" or "under embargo"; empty where it may."""
        if self.confidential:
            return "confidential"
        return "under embargo" if self.embargo_until > today else ""

    def to_json(self, exhibit: str | None = None) -> dict[str, Any]:
        """The item as the command line prints it; exhibit is its number in the last pack, if it was in one."""
        passage = self.passage
        return {
            "id": self.id,
            "document": passage.document,
            "title": self.title,
            "page": passage.page,
            "to_page": passage.to_page,
            "quote": passage.quote,
            "before": passage.before,
            "after": passage.after,
            "areas": list(self.areas),
            "themes": list(self.themes),
            "finding": self.finding,
            "impact": self.impact,
            "note": self.note,
            "date": self.date,
            "author": self.author,
            "status": self.status,
            "created": self.created,
            "exhibit": exhibit,
            "basis": self.basis,
            "person": self.person,
            "embargo_until": self.embargo_until,
            "confidential": self.confidential,
        }
