"""What came of salvaging a damaged workspace, in counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class SalvageReport:
    """What was kept and what is lost. Counts only: titles stand inside the new workspace, with what needs attention.

    Args:
        pages, unreadable: pages of the damaged file (4 kB each), and how many could not be read.
        kept: rows kept, by table.
        damaged: tables of which something is lost.
        documents: documents in the new workspace, those counted below included.
        documents_lost: of which nothing is left but pages or evidence.
        bytes_lost: whose bytes are lost.
        pages_lost, read_again: pages whose words were lost; documents of which they were then read again.
        evidence: pieces of evidence kept.
        undo_lost: whether earlier changes can no longer be undone.
        audit_gaps: stretches of the audit log that are lost.
        seconds: how long it took.
    """

    pages: int = 0
    unreadable: int = 0
    kept: Mapping[str, int] = field(default_factory=dict)
    damaged: tuple[str, ...] = ()
    documents: int = 0
    documents_lost: int = 0
    bytes_lost: int = 0
    pages_lost: int = 0
    read_again: int = 0
    evidence: int = 0
    undo_lost: bool = False
    audit_gaps: int = 0
    seconds: float = 0.0

    @property
    def whole(self) -> bool:
        """Whether nothing is lost."""
        return not (self.damaged or self.documents_lost or self.bytes_lost or self.pages_lost)

    def to_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        return {**asdict(self), "whole": self.whole}

    def sentences(self) -> list[str]:
        """The report in words, the first what was kept."""
        said = [f"{self.documents:,} documents and {self.evidence:,} pieces of evidence are in the new workspace."]
        if self.whole:
            return [*said, "Nothing was lost."]
        said.append(f"{self.unreadable:,} of {self.pages:,} parts of the file could not be read.")
        counts = (
            (self.documents_lost, "documents are known by their evidence or pages only"),
            (self.bytes_lost, "documents have lost their bytes: import the files again"),
            (self.pages_lost, f"pages had lost their words; {self.read_again:,} documents were read again"),
            (self.audit_gaps, "stretches of the audit log are lost"),
        )
        said += [f"{count:,} {words}." for count, words in counts if count]
        if self.undo_lost:
            said.append("What was done before can no longer be undone.")
        if self.damaged:
            said.append(f"Something is lost of: {', '.join(self.damaged)}.")
        return said
