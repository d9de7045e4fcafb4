"""What a review of a whole document offers: passages that look like evidence, to be accepted or dismissed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from evidence_app.domain.evidence import Evidence, Finding, Passage
from evidence_app.domain.wording import fold


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that looks like evidence.

    Args:
        id: the same for the same words of the same document, however often it is read.
        passage: where it stands, without boxes.
        area: the area proposed.
        theme: its likeliest theme; None where nothing speaks for one.
        finding: strength, improvement or context.
        score: how much it looks like evidence, from 0 to 1.
        words: words that spoke for the area, the strongest first.
        section: heading of the inspection report's own section it stands in; empty in other documents.
        dismissed: True where the officer dismissed it.
    """

    id: str
    passage: Passage
    area: str
    theme: str | None
    finding: Finding
    score: float
    words: tuple[str, ...] = ()
    section: str = ""
    dismissed: bool = False

    def to_json(self) -> dict[str, Any]:
        """The candidate as the command line prints it."""
        return {
            "id": self.id,
            "page": self.passage.page,
            "to_page": self.passage.to_page,
            "quote": self.passage.quote,
            "area": self.area,
            "theme": self.theme,
            "finding": self.finding,
            "score": round(self.score, 3),
            "words": list(self.words),
            "section": self.section,
            "dismissed": self.dismissed,
        }


def candidate_id(passage: Passage) -> str:
    """The id of a candidate, from its document and its words."""
    words = hashlib.sha256(fold(passage.quote).text.encode("utf-8")).hexdigest()
    return f"{passage.document}-{words[:16]}"


def as_evidence(candidate: Candidate) -> Evidence:
    """The evidence an accepted candidate becomes; id, title, date and author are filled in where it is stored."""
    return Evidence(
        id="",
        passage=candidate.passage,
        title="",
        areas=(candidate.area,),
        themes=(candidate.theme,) if candidate.theme else (),
        finding=candidate.finding,
    )


def overlaps(one: Passage, other: Passage) -> bool:
    """Whether two passages of one document share characters."""
    begins = max((one.page, one.start), (other.page, other.start))
    ends = min((one.to_page, one.end), (other.to_page, other.end))
    return begins < ends
