"""Documents wiped for good: what is asked before, what is noted after."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import Any

from evidence_app.domain.document import Document
from evidence_app.domain.sizes import counted


@dataclass(frozen=True, slots=True)
class WipePlan:
    """What wiping some documents would take away.

    Args:
        documents: those named, and what came inside them.
        inside: how many of them were not named, and go because they came inside one that was.
        evidence: pieces of evidence that cite them.
        packs: records of packs that hold quotations from them.
        backups: backups that hold them still.
    """

    documents: tuple[Document, ...]
    inside: int
    evidence: int
    packs: int
    backups: int

    @property
    def pages(self) -> int:
        """Their pages together."""
        return sum(one.pages for one in self.documents)

    def sentences(self) -> list[str]:
        """What is asked, in words."""
        count = len(self.documents)
        it = "it" if count == 1 else "them"
        what = f"“{self.documents[0].title}”" if count == 1 else f"{count:,} documents"
        said = [f"{what} will be wiped: bytes, pages, index, and what undo remembers of {it}. It cannot be undone."]
        if self.inside:
            said.append(f"{self.inside:,} of them came inside another, as attachments.")
        if self.evidence:
            said.append(f"Evidence that cites {it}: {counted(self.evidence, 'piece', 'pieces')}.")
        if self.packs:
            said.append(f"{counted(self.packs, 'record', 'records')} of packs lose quotations, packs themselves stay.")
        if self.backups:
            said.append(f"{counted(self.backups, 'backup', 'backups')} would still hold {it}.")
        return said

    def to_json(self) -> dict[str, Any]:
        """The plan as the command line prints it."""
        named = [{"id": one.id, "title": one.title, "pages": one.pages, "sha256": one.sha256} for one in self.documents]
        return {**asdict(self), "documents": named, "pages": self.pages}


@dataclass(frozen=True, slots=True)
class WipeReport:
    """What was wiped.

    Args:
        documents, pages, evidence: how many.
        lines: lines of the audit log whose words were wiped, because they named what is gone.
        mentions: places outside documents and evidence, by table, that still name a title or file name: words an
            officer typed, which only she can judge.
        backups: how many older backups were wiped.
    """

    documents: int
    pages: int
    evidence: int
    lines: int
    mentions: dict[str, int]
    backups: int = 0

    def to_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        return asdict(self)

    def sentence(self) -> str:
        """What was wiped, in words."""
        pages = counted(self.pages, "page", "pages")
        said = f"{counted(self.documents, 'document', 'documents')} of {pages} wiped"
        said += f", with {counted(self.evidence, 'piece', 'pieces')} of evidence." if self.evidence else "."
        if self.mentions:
            where = ", ".join(f"{table.replace('_', ' ')} ({count:,})" for table, count in self.mentions.items())
            said += f" Words that were typed still name it: {where}."
        return said


@dataclass(frozen=True, slots=True)
class Wiped:
    """A line of the deletion log. It tells the content by its hash and holds no title and no name of a file."""

    sha256: str
    kind: str
    pages: int
    evidence: int
    reason: str
    author: str
    at: str

    def to_json(self) -> dict[str, Any]:
        """The line as the command line prints it."""
        return asdict(self)


def place_mark(path: str, size: int, mtime_ns: int) -> str:
    """A mark by which a file on disk is known again without its name being kept."""
    return hashlib.sha256(f"{path}\n{size}\n{mtime_ns}".encode()).hexdigest()[:24]
