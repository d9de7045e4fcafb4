"""What a search of one text gives: a stretch of it, what it is, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evidence_app.domain.redaction import Kind


@dataclass(frozen=True, slots=True)
class Hit:
    """Personal data in a text.

    Args:
        start, end: characters of the text (end exclusive).
        kind: what it is.
        reason: why it was taken for that, for a person.
        subject: what it is about, without the kind: the number, the folded name. Empty to take the words themselves.
        role: of a person, a key of domain.redaction.ROLES, or empty.
    """

    start: int
    end: int
    kind: Kind
    reason: str
    subject: str = ""
    role: str = ""


def settle(hits: Iterable[Hit]) -> list[Hit]:
    """Hits in order, without overlaps: of two that overlap the longer stays, and takes in what the other adds."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda one: (one.start, -one.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif hit.end > kept[-1].end:
            last = kept[-1]
            best = hit if hit.end - hit.start > last.end - last.start else last
            kept[-1] = Hit(last.start, hit.end, best.kind, best.reason, best.subject, best.role)
    return kept
