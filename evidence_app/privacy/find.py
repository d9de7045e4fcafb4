"""Finds personal data in all documents of a workspace at once, so that a name told in one is known in all."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from evidence_app.domain.document import PageText
from evidence_app.domain.pagetext import FlowText, flow
from evidence_app.domain.redaction import Finding, Listed
from evidence_app.privacy.contacts import contacts, streets
from evidence_app.privacy.dates import births_again, dates
from evidence_app.privacy.fields import fields
from evidence_app.privacy.hits import Hit, settle
from evidence_app.privacy.names import names
from evidence_app.privacy.numbers import mask_of, numbers, shape
from evidence_app.privacy.people import People, Person, take_apart
from evidence_app.privacy.plain import Term, Terms, key
from evidence_app.privacy.tokens import tokens
from evidence_app.progress import Progress, Steps

# Stored with what was found. Raise it when the same pages can give other findings than before.
RULES = 2
# Digits from which on a case or person number is nothing else wherever it stands.
_CERTAIN = 6


@dataclass(slots=True)
class Search:
    """What a search found: findings by document, everybody told apart, and how many pages were read."""

    findings: dict[int, list[Finding]] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    pages: int = 0


@dataclass(slots=True)
class _Learned:
    """What one document tells that helps to read the others."""

    people: People = field(default_factory=People)
    streets: set[str] = field(default_factory=set)
    births: dict[int, set[str]] = field(default_factory=dict)
    masks: set[str] = field(default_factory=set)
    references: set[str] = field(default_factory=set)


def search(
    documents: Sequence[int],
    load: Callable[[int], Sequence[PageText]],
    listed: Sequence[Listed],
    allowed: Iterable[str],
) -> Steps[Search]:
    """Searches documents for personal data.

    Args:
        documents: their ids, in the order in which people are to be counted.
        load: gives a document's pages.
        listed: the workspace's own names, words never to be proposed, and patterns.
        allowed: further words never to be proposed (inspectors, the council itself).
    """
    began = time.monotonic()
    learned = _Learned()
    patterns = [shape(one.value) for one in listed if one.list == "pattern"]
    for one in listed:
        if one.list == "name":
            learned.people.meet(None, one.value, [Hit(0, len(one.value), "name", "listed", "", one.role)])
    result = Search()
    for done, document in enumerate(documents):
        yield Progress(
            "Looking for names and numbers", done, 2 * len(documents), time.monotonic() - began, result.pages
        )
        pages = load(document)
        result.pages += len(pages)
        for text in _texts(pages):
            _learn(learned, document, text.text, patterns)
    learned.people.settle()
    again = _Again(learned, [*patterns, *map(shape, sorted(learned.masks))], listed, allowed)
    for done, document in enumerate(documents, start=len(documents)):
        yield Progress("Looking for them everywhere", done, 2 * len(documents), time.monotonic() - began, result.pages)
        found = [one for text in _texts(load(document)) for one in again.findings(document, text)]
        result.findings[document] = sorted(found, key=lambda one: (one.page, one.start))
    result.people = learned.people.every()
    return result


def in_words(text: str, listed: Sequence[Listed], allowed: Iterable[str]) -> list[Hit]:
    """Personal data that a text tells by itself, such as an officer's note; see search for the arguments."""
    free = {key(word) for word in allowed} | {key(one.value) for one in listed if one.list == "allow"}
    hits = _first(text, [shape(one.value) for one in listed if one.list == "pattern"])
    return [hit for hit in hits if key(text[hit.start : hit.end]) not in free and key(hit.subject) not in free]


def _texts(pages: Sequence[PageText]) -> Iterator[FlowText]:
    """A document's text as one, and beside it its running headers and footers: names stand in those as well."""
    yield flow(pages)
    parts, starts, places, length = [], [], [], 0
    for page in pages:
        for start, end in page.furniture:
            parts.append(page.text[start:end].rstrip("\n") + "\n\n")
            starts.append(length)
            places.append((page.number, start))
            length += len(parts[-1])
    if parts:
        yield FlowText("".join(parts), tuple(starts), tuple(places))


def _first(text: str, patterns: Sequence[re.Pattern[str]]) -> list[Hit]:
    """What a text tells by itself."""
    words = tokens(text)
    return settle([*numbers(text, patterns), *contacts(text), *dates(text), *fields(text, words), *names(text, words)])


def _learn(learned: _Learned, document: int, text: str, patterns: Sequence[re.Pattern[str]]) -> None:
    hits = _first(text, patterns)
    learned.people.meet(document, text, hits)
    learned.streets.update(streets(hits, text))
    learned.births.setdefault(document, set()).update(hit.subject for hit in hits if hit.kind == "date_of_birth")
    references = [text[hit.start : hit.end] for hit in hits if hit.kind == "reference"]
    learned.references.update(one for one in references if sum(map(str.isdigit, one)) >= _CERTAIN)
    learned.masks.update(mask for mask in map(mask_of, references) if mask)


class _Again:
    """Reads a document with what all of them told."""

    def __init__(
        self, learned: _Learned, patterns: Sequence[re.Pattern[str]], listed: Sequence[Listed], allowed: Iterable[str]
    ) -> None:
        self._learned = learned
        self._patterns = patterns
        self._streets = Terms(Term(street, key(street), cased=True) for street in learned.streets)
        self._listed = Terms(Term(one.value, key(one.value)) for one in listed if one.list == "word")
        self._references = Terms(Term(one, key(one)) for one in learned.references)
        self._allowed = {key(word) for word in allowed} | {key(one.value) for one in listed if one.list == "allow"}

    def findings(self, document: int, text: FlowText) -> Iterator[Finding]:
        people = self._learned.people
        words = tokens(text.text)
        hits = [
            *_first(text.text, self._patterns),
            *people.again(document, text.text, words),
            *births_again(text.text, self._learned.births.get(document, ())),
            *(
                Hit(a, b, "address", "a street of an address found elsewhere", t.value)
                for a, b, t in self._streets.find(text.text)
            ),
            *(Hit(a, b, "other", "on the workspace’s list", t.value) for a, b, t in self._listed.find(text.text)),
            *(
                Hit(a, b, "reference", "a number found elsewhere", t.value)
                for a, b, t in self._references.find(text.text)
            ),
        ]
        for hit in settle(hits):
            written = text.text[hit.start : hit.end]
            subject = hit.subject or key(written)
            if hit.kind == "name":
                name = take_apart(written)
                subject = (
                    people.who(document, name) or hit.subject or f"{name.initials} {name.given or name.surname}".strip()
                )
            if not subject or key(written) in self._allowed or key(subject) in self._allowed:
                continue
            for page, start, end in _pieces(text, hit.start, hit.end):
                words_here = text.text[text.offset(page, start) : text.offset(page, start) + end - start]
                yield Finding(page, start, end, words_here, hit.kind, hit.reason, f"{hit.kind}:{subject}")


def _pieces(text: FlowText, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The (page, start, end) stretches of pages that a range of the flow covers."""
    cuts = [start, *(at for at in text.starts if start < at < end), end]
    for first, last in pairwise(cuts):
        written = text.text[first:last]
        first += len(written) - len(written.lstrip())
        last -= len(written) - len(written.rstrip())
        if first < last:
            page, at = text.place(first)
            yield page, at, at + last - first
