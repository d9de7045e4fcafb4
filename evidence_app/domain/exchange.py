"""What goes out to other programs and comes in from them: codes, sources, selections, and what became of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Format = Literal["qdpx", "qdc", "json", "csv"]
FORMATS: dict[Format, str] = {
    "qdpx": "REFI-QDA project, with sources and coded passages (.qdpx)",
    "qdc": "REFI-QDA codebook, codes only (.qdc)",
    "json": "Everything as JSON, to be read in again (.json)",
    "csv": "Tables for spreadsheets, in a folder (.csv)",
}

# What a code stands for here: an area, a theme (with its area), a finding, or that evidence shows a difference.
Sort = Literal["area", "theme", "finding", "impact"]

# Where the bytes of documents go in JSON: nowhere, into it as base64, or into a zip file beside it.
Files = Literal["none", "inside", "beside"]
FILES: tuple[Files, ...] = ("none", "inside", "beside")

# In a mapping of codes: what is to be left alone.
NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Target:
    """What a code of another program means here.

    Args:
        sort: what it is.
        id: of the area, theme or finding; empty for impact.
        area: of a theme: the area it stands under.
    """

    sort: Sort
    id: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A code.

    Args:
        guid: lower case, without braces.
        name: as shown.
        parent: guid of the code it stands under; empty at the top.
        description: may be empty.
        colour: "#rrggbb", or empty.
        codable: False for a heading that nothing is coded with.
    """

    guid: str
    name: str
    parent: str = ""
    description: str = ""
    colour: str = ""
    codable: bool = True


@dataclass(frozen=True, slots=True)
class Selection:
    """A coded passage of a source.

    Args:
        guid: lower case, without braces.
        start, end: positions in the source's plain text (end exclusive); -1 for a box of a page.
        codes: guids of its codes, in order.
        name: what the other program calls it; for a box often what it shows.
        note: what was written about it.
        user: name of who made it; may be empty.
        created: ISO time; may be empty.
        page: page of a box, from 1; 0 for words.
        box: x0, y0, x1, y1 in points, counted from the lower left corner of the page.
        words: the words in a box, where the file has them.
    """

    guid: str
    start: int = -1
    end: int = -1
    codes: tuple[str, ...] = ()
    name: str = ""
    note: str = ""
    user: str = ""
    created: str = ""
    page: int = 0
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    words: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A document of a project.

    Args:
        guid: lower case, without braces.
        name: as shown.
        text: its plain text; empty where the file has none.
        content: gives the bytes of its file (a PDF, or the plain text); None where the file is not in the project.
        ending: of that file, without the dot.
        size: bytes of that file.
        selections: what is coded in it.
        details: kind, date and authority, where the file came from here.
    """

    guid: str
    name: str
    text: str
    content: Callable[[], bytes] | None
    ending: str
    size: int
    selections: tuple[Selection, ...] = ()
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """A case: a child or another person, with the guids of its sources and selections."""

    name: str
    sources: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """A project of another program, as read; skipped counts what it holds that has no place here, by what it is."""

    name: str
    origin: str
    codes: tuple[Code, ...]
    sources: tuple[Source, ...]
    cases: tuple[Case, ...] = ()
    skipped: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is to go out.

    Args:
        held_back: True to let embargoed and confidential evidence out too, which packs never do.
        key: True to let out who stands behind which pseudonym (JSON only).
        files: where the bytes of documents go (JSON only).
        text_only: True to leave the PDFs out of a project (qdpx only).
    """

    held_back: bool = False
    key: bool = False
    files: Files = "none"
    text_only: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """What went out.

    Args:
        format: a key of FORMATS.
        files: paths that were written.
        counts: how many of what, by the words for it.
        left_out: sentences about what did not go out, and why.
    """

    format: Format
    files: tuple[str, ...]
    counts: dict[str, int]
    left_out: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A coded passage that could not become evidence: where it stands, its words, and why not, in a sentence."""

    source: str
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class CodeUse:
    """A code of the file: its name with those above it, how often it is used, and what it means here (or None)."""

    guid: str
    name: str
    uses: int
    target: Target | None


@dataclass(frozen=True, slots=True)
class Brought:
    """What bringing a file in does, or did.

    Args:
        format: "qdpx", "qdc" or "json".
        done: False for a preview.
        sources: documents in the file; matched: known already; added: new (or to be added).
        selections: coded passages in the file.
        tagged: evidence that is new (or would be); there: evidence that stands here already.
        waiting: in a preview, passages of documents that are not in the library yet.
        codes: every code with what it means here.
        unplaced: passages that could not become evidence.
        themes: names of themes of one's own that a codebook adds.
        left_out: sentences about what else the file holds.
        counts: of JSON, the records of each part.
        evidence: ids of the evidence that is new.
    """

    format: str
    done: bool
    sources: int = 0
    matched: int = 0
    added: int = 0
    selections: int = 0
    tagged: int = 0
    there: int = 0
    waiting: int = 0
    codes: tuple[CodeUse, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    themes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()

    @property
    def does_something(self) -> bool:
        """Whether anything would be other afterwards."""
        return bool(self.added or self.tagged or self.themes or self.counts)

    @property
    def unknown(self) -> tuple[CodeUse, ...]:
        """Codes that mean nothing here."""
        return tuple(code for code in self.codes if code.target is None)

    def to_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        return asdict(self)
