"""What is to leave: by place on the pages, and by words wherever they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from evidence_app.domain.redaction import PLACEHOLDERS, Kind, Listed, Redaction, Subject
from evidence_app.privacy.lexicon import lexicon
from evidence_app.privacy.people import take_apart
from evidence_app.privacy.plain import Term, Terms, key
from evidence_app.privacy.tokens import TITLES, is_word

# Kinds whose words are nobody else's, so that they may stand nowhere in what leaves. An age or a word marked in one
# place can; words on the workspace's list, which are of the kind "other" too, cannot.
_TELLING: frozenset[Kind] = frozenset(
    {"name", "date_of_birth", "nhs_number", "ni_number", "reference", "postcode", "address", "phone", "email", "school"}
)
# A single word of a name, and any other text, must have so many letters or digits to be looked for everywhere.
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Removal:
    """A place that is to be emptied.

    Args:
        page: from 1.
        start, end: characters in the page's text (end exclusive); both 0 for boxes.
        boxes: x0, y0, x1, y1 in points of displayed page space, drawn by hand.
        label: what is printed there instead.
    """

    page: int
    start: int
    end: int
    label: str
    boxes: tuple[tuple[float, float, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Removals:
    """Everything that is to leave.

    Args:
        places: by document id.
        terms: words that may stand nowhere; their value is what is printed instead.
    """

    places: Mapping[int, Sequence[Removal]] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for in a finished pack, and where it may stand after all.

    Args:
        terms: words that were taken out.
        public: of those, words that published documents hold too, which the pack cites: they are not looked for on its
            own pages, in its other files, nor in its bytes, since a quotation may hold them.
        front: number of the pack's own pages.
        left: numbers of the pages that show published documents as they are; nothing is looked for on them.
    """

    terms: tuple[Term, ...]
    public: tuple[Term, ...] = ()
    front: int = 0
    left: frozenset[int] = frozenset()

    @property
    def private(self) -> tuple[Term, ...]:
        """Words that may stand nowhere but on the pages left as they are."""
        return tuple(term for term in self.terms if term not in self.public)


def removals(
    found: Iterable[Redaction], subjects: Iterable[Subject], listed: Iterable[Listed] = (), *, four_eyes: bool = False
) -> Removals:
    """What is to leave, by the decisions taken: everything that was not rejected, so nothing unreviewed stays in.

    Args:
        found: all redactions of the workspace.
        subjects: all subjects, for the names people are known by.
        listed: the workspace's lists: their names and words leave a pack's own words also where no document has them.
        four_eyes: whether a rejection counts only when a second person approved it.
    """
    places: dict[int, list[Removal]] = defaultdict(list)
    leaving: dict[str, str] = {}  # folded words -> what is printed instead
    written: dict[str, str] = {}  # folded words -> the words
    staying: set[str] = set()
    labels = {subject.id: subject.label for subject in subjects if subject.kind == "name"}
    for one in found:
        words = key(one.text)
        if leaves_in(one, four_eyes=four_eyes):
            staying.add(words)
            continue
        label = bracketed(one.replacement)
        places[one.document].append(Removal(one.page, one.start, one.end, label, one.boxes))
        if one.kind in _TELLING or (one.kind == "other" and not one.id.startswith("m")):
            forms = _forms(one.text, labels.get(one.subject, "")) if one.kind == "name" else [one.text]
            for form in forms:
                written.setdefault(key(form), form)
                leaving.setdefault(key(form), label)
    for entry in listed:
        if entry.list in ("name", "word"):
            kind: Kind = "name" if entry.list == "name" else "other"
            for form in _forms(entry.value, "") if kind == "name" else [entry.value]:
                written.setdefault(key(form), form)
                leaving.setdefault(key(form), PLACEHOLDERS[kind])
    # What somebody chose to leave in, anywhere, can only be told by its place.
    kept = [words for words in leaving if len(words) >= _SHORTEST and not any(words in other for other in staying)]
    return Removals(dict(places), tuple(Term(written[words], leaving[words]) for words in sorted(kept)))


def leaves_in(one: Redaction, *, four_eyes: bool) -> bool:
    """Whether a place stays as it is: somebody rejected it and, with four eyes, somebody else agreed."""
    return one.decision == "rejected" and (bool(one.approved_by) or not four_eyes)


def replaced(text: str, terms: Terms) -> str:
    """A text with what is to leave replaced."""
    parts: list[str] = []
    at = 0
    for start, end, term in terms.find(text):
        parts += [text[at:start], term.value]
        at = end
    return "".join([*parts, text[at:]])


def bracketed(words: str) -> str:
    """Words in square brackets, as an editor marks what is not the source's own."""
    return words if words.startswith("[") else f"[{words}]"


def _forms(mention: str, label: str) -> list[str]:
    """A name as it is mentioned, and the parts of it that are nobody's word: looked for in all that leaves."""
    forms = []
    for written in (mention, label):
        words = " ".join(written.split()).split(" ")
        while len(words) > 1 and words[0].strip(".").lower() in TITLES:
            words = words[1:]
        if len(words) > 1:
            forms.append(" ".join(words))
        name = take_apart(written)
        forms += [part for part in (name.given, name.surname, *name.parts) if part and not _ordinary(part)]
    return forms


def _ordinary(word: str) -> bool:
    known = lexicon()
    return is_word(word) or word in known.places or word in known.surnames
