"""What a judgement area has and lacks: counts of tagged passages, and what their lack means."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from evidence_app.domain.document import Origin

# Inspectors look at the last six months first (practice notes 2.4, design consequences).
FRESH = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class CoverageFilter:
    """Which evidence is counted. Empty values let everything pass.

    Args:
        since, until: ISO dates the evidence speaks of, both included.
        kind: kind of document.
        authority: the authority whose documents count.
        team: the team whose documents count.
    """

    since: str = ""
    until: str = ""
    kind: str = ""
    authority: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """As much of an item as is counted; see Evidence."""

    areas: tuple[str, ...]
    themes: tuple[str, ...]
    finding: str
    impact: bool
    status: str
    date: str
    document: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """How much evidence one judgement area (or one theme of it) has.

    Args:
        area: its id.
        theme: the theme's id, or None for the area as a whole.
        strength, improvement, context: items by finding.
        newest: latest ISO date the evidence speaks of; empty where none is known.
        documents: documents it comes from.
        kinds: kinds of document it comes from.
        impact: items that show a difference for children; the others show process.
        agreed: items that are agreed.
    """

    area: str
    theme: str | None
    strength: int
    improvement: int
    context: int
    newest: str
    documents: int
    kinds: int = 0
    impact: int = 0
    agreed: int = 0

    @property
    def items(self) -> int:
        """How many items there are."""
        return self.strength + self.improvement + self.context

    @property
    def impact_share(self) -> float | None:
        """Share of the items that show a difference for children, 0 to 1; None without items."""
        return self.impact / self.items if self.items else None

    @property
    def agreed_share(self) -> float | None:
        """Share of the items that are agreed, 0 to 1; None without items."""
        return self.agreed / self.items if self.items else None

    @property
    def nothing(self) -> bool:
        """True without any strength or improvement."""
        return not self.strength and not self.improvement

    @property
    def one_sided(self) -> bool:
        """True with strengths only, or improvements only."""
        return bool(self.strength) != bool(self.improvement)

    @property
    def one_source(self) -> bool:
        """True where more than one item comes from one document only, or from one kind of document only."""
        return self.items > 1 and (self.documents == 1 or self.kinds == 1)

    def stale(self, today: date) -> bool:
        """True with evidence of which none is dated within the last six months."""
        return bool(self.documents) and self.newest < (today - FRESH).isoformat()

    def to_json(self) -> dict[str, Any]:
        """The cell as the command line prints it."""
        return {**asdict(self), "impact_share": self.impact_share, "agreed_share": self.agreed_share}


def missing(cell: CoverageCell, today: date) -> str:
    """What a cell lacks, each with a shape of its own before it; empty where nothing."""
    parts: list[str] = []
    if cell.nothing:
        parts.append("△ Nothing yet" if not cell.context else "△ Context only")
    elif cell.one_sided:
        parts.append("◧ Strengths only" if cell.strength else "◨ Improvements only")
    if cell.one_source:
        parts.append("◇ One document only" if cell.documents == 1 else "◇ One kind of source only")
    if cell.stale(today):
        parts.append("◷ Nothing from the last six months")
    return "; ".join(parts)
