"""Personal data on pages, and what was decided about it."""

from __future__ import annotations

from collections.abc import Collection, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from evidence_app.domain.evidence import Passage
from evidence_app.domain.pack import Check

Kind = Literal[
    "name", "date_of_birth", "age", "nhs_number", "ni_number", "reference", "postcode", "address", "phone", "email",
    "school", "other",
]  # fmt: skip

# The kinds with the words an officer uses for them.
KINDS: dict[Kind, str] = {
    "name": "Name",
    "date_of_birth": "Date of birth",
    "age": "Age of a child",
    "nhs_number": "NHS number",
    "ni_number": "National Insurance number",
    "reference": "Case or person number",
    "postcode": "Postcode",
    "address": "Address",
    "phone": "Telephone number",
    "email": "E-mail address",
    "school": "School",
    "other": "Marked, or listed to go",
}

# What is printed in place of things that are not people.
PLACEHOLDERS: dict[Kind, str] = {
    "name": "[name]",
    "date_of_birth": "[date of birth]",
    "age": "[age]",
    "nhs_number": "[NHS number]",
    "ni_number": "[NI number]",
    "reference": "[reference]",
    "postcode": "[postcode]",
    "address": "[address]",
    "phone": "[telephone]",
    "email": "[e-mail]",
    "school": "[school]",
    "other": "[removed]",
}

# Who a person is to the record, as far as it says; what their pseudonym begins with; whether letters count them.
Role = Literal["child", "adult", "social worker", "professional", "family", "person"]
ROLES: dict[Role, tuple[str, bool]] = {
    "child": ("Child", True),
    "adult": ("Adult", True),
    "social worker": ("Social worker", False),
    "professional": ("Professional", False),
    "family": ("Family", True),
    "person": ("Person", False),
}

Decision = Literal["proposed", "accepted", "rejected"]

# Why something is taken out or left in, as the log and the pack's statement give it.
CODES: dict[str, str] = {
    "child": "Identifies a child",
    "family": "Identifies a parent, carer or relative",
    "staff": "Names a member of staff",
    "third_party": "Identifies someone else",
    "identifier": "A number or address that leads to a person",
    "office_holder": "Holds a public office",
    "published": "Already published",
    "needed": "Needed to understand the evidence",
    "not_personal": "Not personal data",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data found on a page.

    Args:
        page: page number from 1.
        start, end: characters in the page's text (end exclusive).
        text: those characters.
        kind: a key of KINDS.
        reason: why it was found, for a person.
        subject: what is decided together: the same for every mention of one person, number or address.
    """

    page: int
    start: int
    end: int
    text: str
    kind: Kind
    reason: str
    subject: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A person, number or address that findings speak of, and what was decided about it everywhere.

    Args:
        id: "kind:folded text".
        label: as it is shown to the officer; never leaves the workspace.
        role: for people, a key of ROLES; else empty.
        pseudonym: what is printed in its place.
        decision: for all of its findings that have none of their own.
        code: a key of CODES, or empty.
        proposed_by, approved_by: who decided, and who agreed; empty where nobody has.
    """

    id: str
    kind: Kind
    label: str
    role: str
    pseudonym: str
    decision: Decision = "proposed"
    code: str = ""
    proposed_by: str = ""
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class Redaction:
    """A finding of a document, or a place marked by hand, with the decision that holds for it.

    Args:
        id: its number-like name, stable over searches: "document.page.start-end", or "m" and a code for marks by hand.
        boxes: (x0, y0, x1, y1) in points of displayed page space, for a drawn box; start and end are 0 then.
        replacement: what is printed in its place.
        decision: its own, or its subject's.
        own: whether the decision is its own.
    """

    id: str
    document: int
    page: int
    start: int
    end: int
    text: str
    kind: Kind
    reason: str
    subject: str
    replacement: str
    decision: Decision = "proposed"
    code: str = ""
    proposed_by: str = ""
    approved_by: str = ""
    own: bool = False
    boxes: tuple[tuple[float, float, float, float], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The redaction as the command line prints it."""
        return {
            "id": self.id,
            "document": self.document,
            "page": self.page,
            "text": self.text,
            "kind": self.kind,
            "decision": self.decision,
            "replacement": self.replacement,
            "reason": self.reason,
            "code": self.code,
            "proposed_by": self.proposed_by,
            "approved_by": self.approved_by,
        }


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of the workspace's own lists.

    Args:
        list: "name" (people to be found), "word" (any words to be taken out everywhere), "allow" (never proposed) or
            "pattern" (shapes of case and person numbers).
        value: the name or words; for a pattern, # stands for a digit and @ for a letter, e.g. "HB-######".
        role: of a name, a key of ROLES or empty.
    """

    id: str
    list: Literal["name", "word", "allow", "pattern"]
    value: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class PrivacyReport:
    """What a search for personal data found: documents and pages read, findings by kind, people told apart."""

    documents: int
    pages: int
    findings: dict[str, int]
    people: int
    seconds: float
    skipped: int = 0

    def to_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        return {
            "documents": self.documents,
            "pages": self.pages,
            "findings": self.findings,
            "people": self.people,
            "skipped": self.skipped,
            "seconds": self.seconds,
        }


@dataclass(frozen=True, slots=True)
class RedactedCopy:
    """Pages of a document without what was to leave.

    Args:
        pdf: the copy; pages that were not asked for are empty.
        removed: how many places were emptied.
        rebuilt: numbers of the pages that were made anew from their picture.
        beside: by page number, words that stood beside something taken out, and must still be there.
    """

    pdf: bytes = field(repr=False)
    removed: int
    rebuilt: tuple[int, ...]
    beside: Mapping[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Review:
    """What was decided about the places on the pages a pack shows or quotes.

    Args:
        removed: places taken out.
        unreviewed: of those, places nobody had decided about.
        kept: places left in by somebody's decision.
        approved: decisions that a second person approved.
    """

    removed: int
    unreviewed: int
    kept: int
    approved: int


class Redactor(Protocol):
    """Takes personal data out of what leaves in a pack. Close it when done."""

    @property
    def review(self) -> Review:
        """What was decided."""

    def cite(self, pages: Mapping[int, Collection[int]]) -> None:
        """Tells which pages a pack shows or quotes, by document; what published ones say may stand in it."""

    def words(self, text: str) -> str:
        """A text of the pack's own with personal data replaced."""

    def quotation(self, passage: Passage) -> tuple[str, str]:
        """A quotation with personal data replaced, and what of its words is left on the page itself."""

    def copy(self, document: int, data: bytes, numbers: Sequence[int]) -> Generator[int, None, RedactedCopy | None]:
        """Copies pages of a document without personal data, giving how many are done; None where it may stay as it is.

        Raises:
            KnownError: something could not be taken out.
        """

    def prove(
        self, files: Mapping[str, bytes], beside: Mapping[int, Sequence[str]], front: int, public: Collection[int]
    ) -> list[Check]:
        """Proves from a pack's finished files that what was taken out is nowhere in them.

        Args:
            files: by name; one is the PDF.
            beside: by page of the pack, words that must still be there.
            front: number of the pack's own pages, which may quote published documents.
            public: pages of the pack that show documents left as they are.
        """

    def close(self) -> None:
        """Ends the worker process."""
