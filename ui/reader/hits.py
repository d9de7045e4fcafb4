"""Finds words on pages: what a search lights up, and what is typed into the find bar."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evidence_app.domain.document import PageText
from evidence_app.domain.pagetext import flow

# Letters and figures, with the marks that combine with them: what the full-text index takes for a word.
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
# Stands for the end of a page's text where a hit goes on over the page turn.
TO_THE_END = 1 << 30


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """A place that was found, in whole words.

    Args:
        page, start: page number, and character in its text, where it begins.
        to_page, end: where it ends (exclusive); to_page is the same page unless it runs over a page turn.
    """

    page: int
    start: int
    to_page: int
    end: int

    def on(self, page: int) -> tuple[int, int]:
        """The characters of one of its pages that are in it."""
        return self.start if page == self.page else 0, self.end if page == self.to_page else TO_THE_END


@dataclass(frozen=True, slots=True)
class FoldedWords:
    """The words of a text as the index sees them.

    Args:
        text: folded words, each with one space before and after.
        starts: where each word begins in text.
        spans: character range of each word in the original.
    """

    text: str
    starts: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


def words_of(text: str) -> FoldedWords:
    """Folds a text as the full-text index does: lower case, accents off, split at what is no letter or figure."""
    parts: list[str] = []
    starts: list[int] = []
    spans: list[tuple[int, int]] = []
    length = 1
    for match in _WORD.finditer(text):
        word = match[0].lower() if match[0].isascii() else _plain(match[0])
        parts.append(word)
        starts.append(length)
        spans.append(match.span())
        length += len(word) + 1
    return FoldedWords(f" {' '.join(parts)} ", tuple(starts), tuple(spans))


def lit(pages: Iterable[PageText], rows: Sequence[tuple[str, ...]]) -> tuple[Hit, ...]:
    """Where rows of folded words stand, in reading order; of those that overlap, the first and longest.

    Args:
        rows: as in `SearchResult.highlights`.
    """
    wanted = {f" {' '.join(row)} " for row in rows if any(row)}
    return tuple(hit for page in pages for hit in _on(page, wanted))


def found(pages: Sequence[PageText], typed: str) -> tuple[Hit, ...]:
    """Where typed text stands: parts of words, and words that run over a page turn, included.

    Case, accents, punctuation and line ends do not matter.
    """
    wanted = words_of(typed).text.strip()
    if not wanted:
        return ()
    hits = [hit for page in pages for hit in _on(page, {wanted})]
    if " " in wanted:
        hits.extend(_over_turns(pages, wanted))
    return tuple(sorted(hits))


def _on(page: PageText, wanted: Iterable[str]) -> list[Hit]:
    hits: list[Hit] = []
    for start, end in _spans(page.text, wanted):
        if not hits or start >= hits[-1].end:
            hits.append(Hit(page.number, start, page.number, end))
    return hits


def _over_turns(pages: Sequence[PageText], wanted: str) -> list[Hit]:
    """Those that begin on one page and end on another, running headers between them left out."""
    text = flow(pages)
    hits: list[Hit] = []
    for start, end in _spans(text.text, {wanted}):
        page, first = text.place(start)
        to_page, last = text.place(end - 1)
        if page != to_page:
            hits.append(Hit(page, first, to_page, last + 1))
    return hits


def _spans(text: str, wanted: Iterable[str]) -> list[tuple[int, int]]:
    """Character ranges of the words that were found, the longest first of those that begin together."""
    words = words_of(text)
    spans: set[tuple[int, int]] = set()
    for want in wanted:
        at = words.text.find(want)
        while at >= 0:
            first = bisect_right(words.starts, at + 1) - 1
            last = bisect_right(words.starts, at + len(want) - 1) - 1
            spans.add((words.spans[first][0], words.spans[last][1]))
            at = words.text.find(want, at + 1)
    return sorted(spans, key=lambda span: (span[0], -span[1]))


def _plain(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word)
    return "".join(character for character in apart if not unicodedata.combining(character)).casefold()
