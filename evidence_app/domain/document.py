"""A document: something that was read and became pages."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, NamedTuple

from evidence_app.domain.folder import FileNews, State

Status = Literal["ready", "attention"]

# Kinds an officer holds (inspection practice notes); the id is stored, the label is shown.
KINDS: dict[str, str] = {
    "inspection_report": "Inspection report",
    "monitoring_letter": "Monitoring visit letter",
    "focused_letter": "Focused visit letter",
    "audit": "Audit",
    "supervision": "Supervision record",
    "case_note": "Case note",
    "iro_report": "IRO report",
    "lado_report": "LADO report",
    "dashboard": "Dashboard",
    "minutes": "Minutes",
    "plan": "Plan",
    "self_evaluation": "Self-evaluation",
    "learning_review": "Learning review",
    "policy": "Policy",
    "feedback": "Feedback",
    "email": "E-mail",
    "other": "Document",
}

# Published by the inspectorate; everything else may hold personal data.
PUBLISHED_KINDS = frozenset({"inspection_report", "monitoring_letter", "focused_letter"})

# Kinds written about a child or a family, or naming workers; the others may still name somebody.
CASE_KINDS = frozenset({"audit", "supervision", "case_note", "iro_report", "lado_report", "email", "feedback"})

# What a file may be, and how files of it are called.
FILE_ENDINGS: dict[str, tuple[str, ...]] = {
    "PDF": ("pdf",),
    "Text": tuple("docx docm dotx dotm doc dot odt rtf txt md markdown html htm mht mhtml".split()),
    "Tables": tuple("xlsx xlsm xlsb xls ods csv tsv".split()),
    "Presentations": tuple("pptx pptm ppt odp".split()),
    "E-mails": ("eml", "msg", "mbox"),
    "Pictures": tuple("png jpg jpeg tif tiff gif bmp".split()),
    "Zip folders": ("zip",),
}

# Why a file waits for its officer: for a password, or for the word that a list of children is wanted.
LOCKED_REASON = "It is protected by a password."
CHILD_LIST_REASON = (
    "It is a list of children: its columns name or number children and tell dates of birth, ethnicity or the like."
)

# Between the path of a file and the name of what is inside it: an attachment of an e-mail, a file in an archive.
INSIDE = " → "


@dataclass(frozen=True, slots=True)
class Document:
    """A document in the library.

    Args:
        id: its number in this workspace.
        sha256: hash of its original bytes, in hex; its identity. Empty where the file could not be read at all.
        title: shown name.
        kind: a key of KINDS.
        authority: the council it speaks of; may be empty.
        date: ISO date of the document; may be empty.
        pages: number of pages.
        size: bytes of the original.
        status: "ready", or "attention" with a reason and a hint.
        paths: every path on disk it was seen at, oldest first; "message.eml → letter.pdf" for what was inside a file.
        embargoed: True where it may not leave in a pack.
        ignored: True where attention was asked and the officer chose to leave it.
        added: ISO time of import (UTC).
        ofsted: what the report reader found, as its JSON; None where it is no Ofsted report.
        child: how the records number the child it is about; may be empty.
        state: what a look at the disk found: new, changed, moved, missing, or superseded by a newer version.
        version_of: id of the document that stood in its place before, or None.
        newer: id of the document that stands in its place since, or None.
        team: the team it is about or from, as the council names it; may be empty.
    """

    id: int
    sha256: str
    title: str
    kind: str
    authority: str
    date: str
    pages: int
    size: int
    status: Status
    reason: str
    hint: str
    paths: tuple[str, ...]
    embargoed: bool
    ignored: bool
    added: str
    ofsted: dict[str, Any] | None = None
    child: str = ""
    state: State = ""
    version_of: int | None = None
    newer: int | None = None
    team: str = ""

    @property
    def file_name(self) -> str:
        """The name of the file it came from; its title where no path is known."""
        return self.paths[0].replace("\\", "/").rpartition("/")[2] if self.paths else self.title

    def to_json(self) -> dict[str, Any]:
        """The document as the command line prints it."""
        return {**asdict(self), "paths": list(self.paths)}


class Origin(NamedTuple):
    """Where evidence is from: its document's kind (a key of KINDS), authority and team; the last two may be empty."""

    kind: str = ""
    authority: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page, as indexed, and its size.

    Args:
        number: page number from 1.
        text: the page's text, lines ended by a newline.
        width, height: displayed size in points (rotation and crop applied).
        furniture: character ranges (start, end) in text that are running headers, footers and page numbers.
        label: the page's printed label where the document has labels, else empty.
        picture: True where the page is a picture of writing, which has to be read before it can be searched.
    """

    number: int
    text: str
    width: float = 0.0
    height: float = 0.0
    furniture: tuple[tuple[int, int], ...] = ()
    label: str = ""
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Attention:
    """A file that could not be (fully) read: where it is, why in plain words, and what to do."""

    path: str
    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. Counts are of files, except documents and pages, which count the library afterwards.

    Args:
        changed: those of the added that stand where another document stood before: new versions.
        missing: files that are no longer where they were, among the folders looked at.
        news: each file that is new, changed, moved or missing.
    """

    found: int = 0
    added: int = 0
    unchanged: int = 0
    moved: int = 0
    duplicates: int = 0
    attention: tuple[Attention, ...] = ()
    documents: int = 0
    pages: int = 0
    seconds: float = 0.0
    cancelled: bool = False
    changed: int = 0
    missing: int = 0
    news: tuple[FileNews, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        lists = {name: [asdict(item) for item in getattr(self, name)] for name in ("attention", "news")}
        return {**asdict(self), **lists}
