"""Checks the claims of a statement against the library."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from evidence_app.domain.document import PageText
from evidence_app.domain.pagetext import FlowText, flow
from evidence_app.domain.quote import CheckedQuote, Claim, Nearest
from evidence_app.domain.sentences import around, sentence_spans
from evidence_app.domain.wording import Folded, as_quoted, fold
from evidence_app.quotes.claims import find_claims
from evidence_app.quotes.compare import Alignment, align, dropped_hedges, place_parts
from evidence_app.store import documents as document_store
from evidence_app.store import pages as page_store
from evidence_app.store import quotes as store
from evidence_app.store.database import Database

# A claim is taken to mean a passage when this share of its words agree, or a run this long does: nobody writes nine
# words in a row like another by chance. Shorter claims must agree word for word.
ALIKE = 0.75
RUN = 9
SHORTEST = 4
# A sentence without quotation marks is somebody's own unless it follows a source this closely.
LIFTED = 0.85
LIFTED_WORDS = 8

_DOUBLE_MARKS = re.compile('[“”„"]')
_CANDIDATES = 6
_SHINGLE = 3


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A page and the one after it, as one text: room for a quotation over the page turn."""

    document: int
    title: str
    text: FlowText
    folded: Folded


class QuoteChecker:
    """Looks claims up in a library. Keeps the texts it has read while it lives."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._titles = {document.id: document.title for document in document_store.every(database)}
        self._pages: dict[int, list[PageText]] = {}
        self._stretch_at: dict[tuple[int, int], _Stretch] = {}
        # How many words of this statement each document was found to be the source of: a short phrase that stands in
        # many reports is taken to come from the one the statement is about.
        self._sources: Counter[int] = Counter()

    def check(self, statement: str, *, every_sentence: bool = False) -> Iterator[CheckedQuote]:
        """Checks a statement, claim by claim, in order.

        Args:
            statement: plain text.
            every_sentence: also give the sentences outside quotation marks that follow no source.

        Yields:
            An answer for each quotation, and for each other sentence that follows a source word for word or nearly so.
        """
        quotations = find_claims(statement)
        claims = _with_sentences(statement, quotations)
        longest_first = sorted(range(len(claims)), key=lambda n: -len(claims[n].text))
        answers = {n: self.check_claim(claims[n]) for n in longest_first}
        for n, claim in enumerate(claims):
            answer = answers[n]
            marked = claim in quotations
            lifted = answer.verdict == "exact" or _likeness(answer) >= LIFTED
            long_enough = len(claim.text.split()) >= LIFTED_WORDS
            if marked or every_sentence or (lifted and long_enough and answer.verdict != "not_found"):
                yield answer

    def check_claim(self, claim: Claim) -> CheckedQuote:
        """Checks one claim."""
        # The press puts a comma of its own inside the marks before "the council said".
        parts = [part.rstrip(",") for part in claim.parts]
        longest = max(parts, key=len)
        places = store.pages_with_phrase(self._database, longest, _CANDIDATES * 4)
        places.sort(key=lambda place: -self._sources[place[0]])
        stretches = (stretch for place in places for stretch in self._stretches(*place))
        return self._exact(claim, parts, stretches) or self._nearest(claim, parts)

    def _exact(self, claim: Claim, parts: list[str], stretches: Iterable[_Stretch]) -> CheckedQuote | None:
        for stretch in stretches:
            for wording in _capitals(claim, parts):
                span = place_parts(wording, stretch.folded.text)
                if span is not None:
                    return self._answer(claim, stretch, *span)
        return None

    def _nearest(self, claim: Claim, parts: list[str]) -> CheckedQuote:
        wanted = fold(" ".join(parts)).text
        tokens = wanted.split()
        shingles = [" ".join(tokens[n : n + _SHINGLE]) for n in range(max(1, len(tokens) - _SHINGLE + 1))]
        places = store.pages_sharing(self._database, shingles, _CANDIDATES)
        stretches = {id(stretch): stretch for place in places for stretch in self._stretches(*place)}.values()
        # The index knows single pages: a phrase that runs over a page turn is only found here.
        exact = self._exact(claim, parts, stretches)
        if exact is not None:
            return exact
        near = sorted(stretches, key=lambda stretch: -fuzz.partial_ratio(wanted, stretch.folded.text))[:_CANDIDATES]
        found = [(align(wanted, stretch.folded.text), stretch) for stretch in near]
        found.sort(key=lambda pair: (-pair[0].likeness, -pair[0].longest))
        if found:
            best, stretch = found[0]
            if best.words >= SHORTEST and (best.likeness >= ALIKE or best.longest >= RUN):
                return self._answer(claim, stretch, best.start, best.end, best)
        return CheckedQuote(claim.text, "not_found", nearest=tuple(_near(*pair) for pair in _distinct(found)))

    def _answer(
        self, claim: Claim, stretch: _Stretch, start: int, end: int, alignment: Alignment | None = None
    ) -> CheckedQuote:
        folded = stretch.folded.text
        self._sources[stretch.document] += len(claim.text.split())
        (a, b), (before, after) = around(folded, start, end)
        first, last = stretch.folded.span(start, end)
        page, _ = stretch.text.place(first)
        to_page, _ = stretch.text.place(last - 1)
        return CheckedQuote(
            claim=claim.text,
            verdict="exact" if alignment is None else "altered",
            document=stretch.document,
            title=stretch.title,
            page=page,
            to_page=to_page,
            source_text=as_quoted(stretch.text.text[first:last]),
            differences=() if alignment is None else alignment.differences,
            before=_shown(stretch, before, start),
            after=_shown(stretch, end, after),
            dropped=dropped_hedges(folded[a:b], fold(claim.text).text),
        )

    def _stretches(self, document: int, page: int) -> list[_Stretch]:
        """The page with the next one, and the page before with it: a quotation may begin or end over the turn."""
        if document not in self._pages:
            self._pages[document] = page_store.of_document(self._database, document)
        pages = self._pages[document]
        made = []
        for first in (page, page - 1):
            both = [one for one in pages if one.number in (first, first + 1)]
            if first < 1 or not both:
                continue
            if (document, first) not in self._stretch_at:
                text = flow(both)
                title = self._titles.get(document, "")
                self._stretch_at[document, first] = _Stretch(document, title, text, fold(text.text))
            made.append(self._stretch_at[document, first])
        return made


def _with_sentences(statement: str, quotations: Sequence[Claim]) -> list[Claim]:
    """The quotations, and every sentence that is not one itself nor only frames one, in order of place."""
    claims = list(quotations)
    for start, end in sentence_spans(statement):
        shared = [claim for claim in quotations if claim.start < end and start < claim.end]
        if not any(len(claim.text.split()) >= SHORTEST for claim in shared):
            # Marks around single words of a sentence are the statement's; they do not make it another sentence.
            words = _DOUBLE_MARKS.sub("", statement[start:end])
            claims.append(Claim(statement[start:end], start, end, (words,)))
    return sorted(claims, key=lambda claim: (claim.start, -claim.end))


def _capitals(claim: Claim, parts: list[str]) -> Iterator[list[str]]:
    """The parts as they are; and, where the claim marks a changed capital like [T]his, either way round."""
    yield parts
    if re.match(r"\[\w\]\w", claim.text):
        letter = claim.text[1]
        for first in (letter.lower(), letter.upper()):
            yield [first + parts[0], *parts[1:]]


def _distinct(found: list[tuple[Alignment, _Stretch]]) -> list[tuple[Alignment, _Stretch]]:
    """The three best, each passage once: neighbouring stretches overlap."""
    kept: dict[tuple[int, int], tuple[Alignment, _Stretch]] = {}
    for alignment, stretch in found:
        if alignment.end > alignment.start:
            place, _ = stretch.text.place(stretch.folded.span(alignment.start, alignment.end)[0])
            kept.setdefault((stretch.document, place), (alignment, stretch))
    return list(kept.values())[:3]


def _near(alignment: Alignment, stretch: _Stretch) -> Nearest:
    first, last = stretch.folded.span(alignment.start, alignment.end)
    page, _ = stretch.text.place(first)
    text = as_quoted(stretch.text.text[first:last])
    return Nearest(stretch.document, stretch.title, page, text, round(alignment.likeness, 3))


def _shown(stretch: _Stretch, start: int, end: int) -> str:
    if end <= start:
        return ""
    first, last = stretch.folded.span(start, end)
    return as_quoted(stretch.text.text[first:last])


def _likeness(answer: CheckedQuote) -> float:
    same = sum(len(run.claim.split()) for run in answer.differences if run.operation == "same")
    return same / max(1, len(answer.claim.split()))
