"""An evidence pack: what goes into it and what came out."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from evidence_app.errors import KnownError

Exhibits = Literal["cited", "full", "none"]

# What a pack is for, with the words an officer uses for it.
Template = Literal["area", "enquiry", "visit", "board", "evaluation"]
TEMPLATES: dict[Template, str] = {
    "area": "Evidence pack by judgement area",
    "enquiry": "Key lines of enquiry",
    "visit": "Monitoring visit: said, done, difference",
    "board": "Board pack",
    "evaluation": "Self-evaluation annex: you said, we did",
}

# What of the improvement desk a pack may carry, and what each template brings of its own accord.
DeskPart = Literal["plan", "visits", "measures", "requests"]
DESK_PARTS: dict[DeskPart, str] = {
    "plan": "Improvement plan",
    "visits": "Inspections and visits",
    "measures": "Measures",
    "requests": "Log of requests",
}
TEMPLATE_PARTS: dict[Template, tuple[DeskPart, ...]] = {
    "board": ("plan", "visits", "measures"),
    "visit": ("visits", "measures"),
}

# The PDF is in every pack, since it is what is proved.
FORMATS: tuple[str, ...] = ("pdf", "docx", "xlsx", "zip")


# Fewest characters of an archive's password: the format derives its key in 1,000 rounds only, so length must do it.
SHORTEST_PASSWORD = 12
# The engine that writes PDFs takes no longer one.
LONGEST_PDF_PASSWORD = 40


@dataclass(frozen=True, slots=True)
class PackSpec:
    """What a pack is to hold.

    Args:
        title: on the cover.
        purpose: on the cover; may be empty.
        areas: ids of judgement areas in order; empty for all of the framework.
        items: ids of evidence in order; empty for all evidence of the areas.
        exhibits: append the cited pages, whole documents, or nothing.
        marking: protective marking printed on each page.
        date: ISO date printed on the cover (given, not taken from the clock, so the same spec gives the same bytes).
        formats: of FORMATS, in that order; with "zip" the pack is one encrypted archive, and nothing lies open.
        redact: whether personal data is taken out of everything in the pack, and proved to be gone.
        since, until: ISO dates; evidence dated outside them stays out, and the cover names the period. May be empty.
        template: what it is for, which groups the items of each area. For a monitoring visit, evidence of one's own
            from before the last visit stays out where since is empty.
        house: name of the council's own cover, as the workspace has it; empty for the program's.
        desk: of DESK_PARTS, what of the improvement desk is in it; None for what its template brings.
    """

    title: str = "Evidence pack"
    purpose: str = ""
    areas: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    exhibits: Exhibits = "cited"
    marking: str = "OFFICIAL-SENSITIVE"
    date: str = ""
    formats: tuple[str, ...] = ("pdf",)
    redact: bool = False
    since: str = ""
    until: str = ""
    template: Template = "area"
    house: str = ""
    desk: tuple[DeskPart, ...] | None = None

    @property
    def desk_parts(self) -> tuple[DeskPart, ...]:
        """What of the improvement desk is in it, in the order in which it is printed."""
        wanted = TEMPLATE_PARTS.get(self.template, ()) if self.desk is None else self.desk
        return tuple(part for part in DESK_PARTS if part in wanted)


@dataclass(frozen=True, slots=True)
class DraftItem:
    """An item as it will stand in a pack.

    Args:
        id: of the evidence.
        number: in the pack, e.g. "2.3".
        area: id of the judgement area it stands under.
        finding: strength, improvement or context.
        quote: its words, as they will be printed.
        source: title and page of its document.
    """

    id: str
    number: str
    area: str
    finding: str
    quote: str
    source: str


@dataclass(frozen=True, slots=True)
class PackDraft:
    """A pack as it would be made now.

    Args:
        serial: counts drafts, so that a page of an older one is not taken for one of this.
        front: how many of its pages are its own; exhibits follow.
        sizes: width and height of each page, in points.
        items: in the order of their numbers.
        warnings: what its maker should know before it leaves.
        unreviewed: places with personal data nobody has decided about; 0 where the pack is not redacted.
        searched: False where it is redacted, and something has changed since personal data was last searched for.
    """

    serial: int
    front: int
    sizes: tuple[tuple[float, float], ...]
    items: tuple[DraftItem, ...]
    warnings: tuple[str, ...]
    unreviewed: int = 0
    searched: bool = True


@dataclass(frozen=True, slots=True)
class PackReport:
    """A finished pack: absolute or given paths of its files, and counts.

    In a pack that is an archive only archive and manifest are files of their own; the others are None.
    """

    pdf: str | None
    manifest: str
    csv: str | None
    items: int
    exhibit_pages: int
    pages: int
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0
    docx: str | None = None
    xlsx: str | None = None
    archive: str | None = None
    redactions: int = 0

    def to_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        return {**asdict(self), "warnings": list(self.warnings)}


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item that is in one of two packs only, or differs: its number, area and words, and what is different."""

    number: str
    area: str
    quote: str
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PackComparison:
    """How a newer pack differs from an older one.

    Args:
        added, removed, changed: items; those removed have their number in the older pack.
        documents_added, documents_removed: titles of exhibits.
        settings: what of the spec is different, in words.
    """

    added: tuple[ItemChange, ...]
    removed: tuple[ItemChange, ...]
    changed: tuple[ItemChange, ...]
    documents_added: tuple[str, ...]
    documents_removed: tuple[str, ...]
    settings: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The comparison as the command line prints it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was proved, or not."""

    name: str
    ok: bool
    detail: str = ""

    def to_json(self) -> dict[str, Any]:
        """The check as the command line prints it."""
        return asdict(self)


def check_password(password: str) -> None:
    """Refuses a password that would not protect an archive.

    Raises:
        KnownError: it is too short, or made of a few characters over and over.
    """
    if len(password) < SHORTEST_PASSWORD or len(set(password)) < 5:
        raise KnownError(
            f"The password of an archive needs at least {SHORTEST_PASSWORD} characters, five of them different.",
            "Four words that have nothing to do with each other are good; send them by another way than the archive.",
        )


def check_pdf_password(password: str) -> None:
    """Refuses a password that would not protect a PDF, or that not every reader of PDFs takes.

    Raises:
        KnownError: it is too short, too long, or made of a few characters over and over.
    """
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PDF_PASSWORD or len(set(password)) < 5:
        raise KnownError(
            f"The password of a PDF needs {SHORTEST_PASSWORD} to {LONGEST_PDF_PASSWORD} characters, five of them "
            "different.",
            "Four words that have nothing to do with each other are good; send them by another way than the PDF.",
        )
