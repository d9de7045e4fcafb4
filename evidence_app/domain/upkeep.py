"""What the upkeep of a workspace did."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class UpkeepReport:
    """What was done to the index and to pages.

    Args:
        indexed: pages in the index that was made anew.
        reread: documents whose pages were read again, and failed: those for which that did not work.
        anchored: pieces of evidence anchored anew, and lost: those whose words do not stand in the new text.
        marks_lost: marks of personal data made by hand whose words do not stand in the new text.
        seconds: how long it took.
    """

    indexed: int = 0
    reread: int = 0
    failed: int = 0
    anchored: int = 0
    lost: int = 0
    marks_lost: int = 0
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        return asdict(self)
