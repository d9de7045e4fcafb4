"""A claimed quotation, and what the library says of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Verdict = Literal["exact", "altered", "not_found"]
Operation = Literal["same", "left_out", "added", "changed"]


@dataclass(frozen=True, slots=True)
class Claim:
    """Words a statement presents as somebody's.

    Args:
        text: the words between the quotation marks, as they stand in the statement.
        start, end: where they stand in the statement (character offsets, marks left out).
        parts: the words to look for, cut at each ellipsis and at each [insertion]: these must stand in the source in
            this order.
    """

    text: str
    start: int
    end: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One run of words in the comparison of a claim with its source; text is white-space-normalised."""

    operation: Operation
    claim: str
    source: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """A passage that comes near a claim that was not found."""

    document: int
    title: str
    page: int
    text: str
    likeness: float


@dataclass(frozen=True, slots=True)
class CheckedQuote:
    """What the library says of a claim.

    Args:
        verdict: exact where the words stand in a document as claimed (layout and the shape of quotation marks aside);
            altered where a passage is plainly meant but its words, figures, case or punctuation differ;
            not_found otherwise.
        source_text: the passage as printed.
        differences: word by word; empty where not_found.
        before, after: the sentences around the passage.
        dropped: hedges and turns ("however", "some", "not yet") in the source that the claim leaves out, inside the
            passage or in the rest of its first and last sentences.
        strength, improvement: how many sentences of the surrounding section read as strengths and as areas for
            improvement.
        nearest: for what was not found.
    """

    claim: str
    verdict: Verdict
    document: int | None = None
    title: str = ""
    page: int | None = None
    to_page: int | None = None
    source_text: str = ""
    differences: tuple[Difference, ...] = ()
    before: str = ""
    after: str = ""
    dropped: tuple[str, ...] = ()
    strength: int = 0
    improvement: int = 0
    nearest: tuple[Nearest, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The answer as the command line prints it."""
        found = self.verdict != "not_found"
        return {
            "claim": self.claim,
            "verdict": self.verdict,
            "document": self.document,
            "title": self.title if found else None,
            "page": self.page,
            "to_page": self.to_page,
            "source_text": self.source_text if found else None,
            "diff": [asdict(difference) for difference in self.differences if difference.operation != "same"],
            "context": {"before": self.before, "after": self.after} if found else None,
            "dropped": list(self.dropped),
            "balance": {"strength": self.strength, "improvement": self.improvement} if found else None,
            "nearest": [asdict(passage) for passage in self.nearest],
        }
