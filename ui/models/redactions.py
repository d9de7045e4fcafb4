"""Personal data as the review shows it: places page by page, people and numbers name by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from evidence_app.domain.redaction import CODES, KINDS, PLACEHOLDERS, Redaction, Subject

State = Literal["open", "leaves", "stays", "approve"]
STATES: dict[State, str] = {
    "open": "To decide",
    "leaves": "Leaves",
    "stays": "Stays",
    "approve": "To approve",
}


@dataclass(frozen=True, slots=True)
class Found:
    """Everything found in a workspace, read at once.

    Args:
        places: in order of document and place.
        subjects: by id.
        titles: of documents, by id.
        four_eyes: whether what is to stay needs a second person's approval.
        current: whether the last search covers the documents and lists as they are now.
        author: who is at the window.
    """

    places: Sequence[Redaction] = ()
    subjects: Mapping[str, Subject] | None = None
    titles: Mapping[int, str] | None = None
    four_eyes: bool = False
    current: bool = True
    author: str = ""

    def subject(self, redaction: Redaction) -> Subject | None:
        """Whom or what a place is about."""
        return (self.subjects or {}).get(redaction.subject)

    def title(self, document: int) -> str:
        """What a document is called."""
        return (self.titles or {}).get(document, "")

    def state(self, decided: Redaction | Subject) -> State:
        """How a place, or what is decided about somebody everywhere, stands."""
        if decided.decision == "proposed":
            return "open"
        if decided.decision == "accepted":
            return "leaves"
        return "approve" if self.four_eyes and not decided.approved_by else "stays"


@dataclass(frozen=True, slots=True)
class Filter:
    """What the review lists: empty values list everything."""

    state: str = ""
    kind: str = ""
    document: int = 0
    words: str = ""


def chosen_places(found: Found, wanted: Filter) -> list[Redaction]:
    """The places a filter lets through, in order."""
    words = wanted.words.casefold()
    return [
        one
        for one in found.places
        if (not wanted.state or found.state(one) == wanted.state)
        and (not wanted.kind or one.kind == wanted.kind)
        and (not wanted.document or one.document == wanted.document)
        and (not words or words in one.text.casefold() or words in one.replacement.casefold())
    ]


def chosen_subjects(found: Found, wanted: Filter) -> list[tuple[Subject, int]]:
    """The people, numbers and addresses with a place that a filter lets through, each with how many; most first."""
    counts = Counter(one.subject for one in chosen_places(found, wanted))
    subjects = found.subjects or {}
    named = [(subjects[key], count) for key, count in counts.items() if key in subjects]
    return sorted(named, key=lambda one: (one[0].kind != "name", -one[1], one[0].label.casefold()))


def place_row(found: Found, one: Redaction) -> tuple[str, ...]:
    """A place as a row: state, words, what is printed instead, page."""
    words = " ".join(one.text.split()) or "a drawn box"
    return STATES[found.state(one)], words, becomes(one), f"p. {one.page}"


def subject_row(found: Found, one: Subject, count: int) -> tuple[str, ...]:
    """Somebody or something as a row: state everywhere, who, pseudonym, how many places."""
    return STATES[found.state(one)], one.label or "drawn boxes", one.pseudonym, f"{count:,}"


def becomes(one: Redaction) -> str:
    """What is printed in place of the words."""
    return one.replacement or PLACEHOLDERS[one.kind]


def counted(found: Found, some: Iterable[Redaction]) -> str:
    """How places stand, in words."""
    counts = Counter(found.state(one) for one in some)
    total = sum(counts.values())
    parts = [f"{counts[state]:,} {STATES[state].lower()}" for state in STATES if counts[state]]
    return f"{total:,} {'place' if total == 1 else 'places'}" + (": " + ", ".join(parts) if parts else "")


def why(found: Found, one: Redaction) -> str:
    """Why a place was found, and who decided what about it."""
    parts = [f"{KINDS[one.kind]}: {one.reason}." if one.reason else f"{KINDS[one.kind]}."]
    if one.proposed_by:
        verb = "taken out" if one.decision == "accepted" else "left in"
        scope = "" if one.own else ", with all its mentions"
        code = f" ({CODES[one.code].lower()})" if one.code else ""
        parts.append(f"To be {verb}{scope}{code}, says {one.proposed_by}.")
    if one.approved_by:
        parts.append(f"Approved by {one.approved_by}.")
    elif found.state(one) == "approve":
        parts.append("A second person has to approve it; until then it leaves.")
    return " ".join(part for part in parts if part)
