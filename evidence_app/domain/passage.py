"""Where a passage stands: found by its words, or by the characters selected in the reader."""

from __future__ import annotations

from collections.abc import Sequence

from evidence_app.domain.document import PageText
from evidence_app.domain.evidence import Passage
from evidence_app.domain.pagetext import FlowText, flow
from evidence_app.domain.wording import as_quoted, fold

# Characters of surrounding text kept on each side, so that a passage can be found again by its words.
CONTEXT = 120


def find_quote(pages: Sequence[PageText], number: int, quote: str, document: int, extractor: int) -> Passage | None:
    """Finds a quotation that begins on a page; it may run on over page turns.

    Args:
        pages: the document's pages, in order.
        number: page on which the quotation begins, from 1.
        quote: the words; white space, line ends and the shape of quotation marks do not matter.
        document, extractor: for the passage.

    Returns:
        The first such passage, without boxes, or None where the words do not stand there.
    """
    wanted = fold(quote).text
    if not wanted:
        return None
    text = flow([page for page in pages if page.number >= number])
    folded = fold(text.text)
    at = folded.text.find(wanted)
    while at >= 0:
        start, end = folded.span(at, at + len(wanted))
        if text.place(start)[0] > number:
            return None
        if _whole_words(folded.text, at, at + len(wanted)):
            return passage_at(text, start, end, document, extractor)
        at = folded.text.find(wanted, at + 1)
    return None


def select(
    pages: Sequence[PageText], first: tuple[int, int], last: tuple[int, int], document: int, extractor: int
) -> Passage | None:
    """The passage between two places of a document.

    Args:
        pages: the document's pages, in order.
        first: (page number, character offset) where it begins.
        last: (page number, character offset) where it ends, exclusive.

    Returns:
        The passage without boxes, trimmed of white space at its ends, or None where no words are left.
    """
    text = flow(pages)
    start, end = text.offset(*first), text.offset(*last)
    return passage_at(text, start, end, document, extractor) if text.text[start:end].strip() else None


def find_again(
    pages: Sequence[PageText], olds: Sequence[Passage], document: int, extractor: int
) -> list[Passage | None]:
    """Finds passages by their words in pages that are not those they were taken from: a newer version, a newer text.

    Where the words stand more than once, those are taken that have the most of the old surroundings about them, and
    of several such the ones nearest to the old page.

    Args:
        pages: all pages, in order.
        olds: the passages as they were.
        document, extractor: for the passages found.

    Returns:
        For each the passage without boxes, or None where its words do not stand there.
    """
    text = flow(pages)
    folded = fold(text.text)
    found: list[Passage | None] = []
    for old in olds:
        wanted = "" if old.picture else fold(old.quote).text
        before, after = fold(old.before).text, fold(old.after).text
        places: list[tuple[int, int, Passage]] = []
        at = folded.text.find(wanted) if wanted else -1
        while at >= 0:
            end = at + len(wanted)
            if _whole_words(folded.text, at, end):
                alike = _alike(folded.text[max(0, at - 2 * CONTEXT) : at].rstrip()[::-1], before[::-1]) + _alike(
                    folded.text[end : end + 2 * CONTEXT].lstrip(), after
                )
                placed = passage_at(text, *folded.span(at, end), document, extractor)
                places.append((alike, -abs(placed.page - old.page), placed))
            at = folded.text.find(wanted, at + 1)
        found.append(max(places, key=lambda place: place[:2])[2] if places else None)
    return found


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def passage_at(text: FlowText, start: int, end: int, document: int, extractor: int) -> Passage:
    """The passage from a character of the flow to another (exclusive), white space at its ends left out."""
    words = text.text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    page, first = text.place(start)
    to_page, last = text.place(end - 1)
    before = text.text[max(0, start - CONTEXT) : start]
    after = text.text[end : end + CONTEXT]
    return Passage(
        document=document,
        page=page,
        to_page=to_page,
        start=first,
        end=last + 1,
        quote=as_quoted(text.text[start:end]),
        before=as_quoted(before),
        after=as_quoted(after),
        extractor=extractor,
    )


def _whole_words(text: str, start: int, end: int) -> bool:
    """A quotation that starts or stops inside a word would not be verbatim."""
    cut_left = start > 0 and text[start].isalnum() and text[start - 1].isalnum()
    cut_right = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not (cut_left or cut_right)
