"""What a change to the workspace touched: the only thing widgets listen to."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """Which things a change touched, by their ids.

    Args:
        name: what was done, as the undo menu says it.
        documents: ids of documents added, altered or removed.
        evidence: ids of evidence added, altered or removed.
        packs: whether the list of packs changed.
        settings: whether the workspace's own settings changed.
        privacy: whether personal data, what was decided about it, or the lists for it changed.
        improvement: whether the plan, visits, measures or requests changed.
        teamwork: whether what copies say differently may have changed.
    """

    name: str = ""
    documents: frozenset[int] = field(default_factory=frozenset)
    evidence: frozenset[str] = field(default_factory=frozenset)
    packs: bool = False
    settings: bool = False
    privacy: bool = False
    improvement: bool = False
    teamwork: bool = False
