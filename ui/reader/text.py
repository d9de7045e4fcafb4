"""A document's text as a reader moves through it: words, sentences and paragraphs, over page turns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from evidence_app.domain import passage as passages
from evidence_app.domain.document import PageText
from evidence_app.domain.pagetext import FlowText, flow
from ui.reader import prose

# A place is (page number, character offset in that page's text); a span is where it begins and ends (exclusive).
Place = tuple[int, int]
Span = tuple[Place, Place]

_WORD = re.compile(r"[^\s\u200b]+")
# A paragraph's number, at the end of what stands before its words.
_NUMBER = re.compile(r"(?:^|\n)[^\S\n]*(\d{1,3}(?:\.\d{1,2})*)[.)]\s+$")


class DocumentText:
    """The texts of a document's pages. Running headers and footers are passed over, as they are in passages.

    Args:
        pages: all of them, in order, numbered from 1.
    """

    def __init__(self, pages: Sequence[PageText]) -> None:
        self.pages = tuple(pages)
        self._words = lru_cache(maxsize=16)(self._words_of)
        self._near = lru_cache(maxsize=4)(self._flow_near)

    def page(self, number: int) -> PageText:
        """One page."""
        return self.pages[number - 1]

    def label(self, number: int) -> str:
        """The printed label of a page where it is another than its number; else empty."""
        label = self.page(number).label if self.pages else ""
        return "" if label == str(number) else label

    def page_named(self, typed: str) -> int:
        """The page that what was typed names: its number, else its printed label; 0 where it names none."""
        words = typed.strip()
        if words.isdecimal():
            return max(1, min(int(words), len(self.pages)))
        return next((page.number for page in self.pages if words and page.label == words), 0)

    def word_at(self, place: Place) -> Span | None:
        """The word at a place, or the next one on its page, or the last one before; None on a page without words."""
        page, at = place
        words = self._words(page)
        if not words:
            return None
        start, end = next((word for word in words if word[1] > at), words[-1])
        return (page, start), (page, end)

    def first_word(self, page: int) -> Span | None:
        """The first word of a page or of the next one that has any."""
        for number in range(page, len(self.pages) + 1):
            if found := self.word_at((number, 0)):
                return found
        return None

    def last_word(self, page: int) -> Span | None:
        """The last word of a page or of one before it that has any."""
        for number in range(page, 0, -1):
            if words := self._words(number):
                return (number, words[-1][0]), (number, words[-1][1])
        return None

    def step(self, word: Span, forward: bool) -> Span:
        """The word after or before one; itself at the ends of the document."""
        page, start = word[0]
        words = self._words(page)
        index = next((n for n, (first, _) in enumerate(words) if first >= start), len(words))
        index += 1 if forward else -1
        while not 0 <= index < len(words):
            page += 1 if forward else -1
            if not 1 <= page <= len(self.pages):
                return word
            words = self._words(page)
            index = 0 if forward else len(words) - 1
        return (page, words[index][0]), (page, words[index][1])

    def sentence(self, place: Place) -> Span:
        """The sentence around a place; it may run over a page turn."""
        return self._around(place, prose.sentence)

    def paragraph(self, place: Place) -> Span:
        """The paragraph around a place; it may run over a page turn."""
        return self._around(place, prose.paragraph)

    def number_at(self, place: Place) -> str:
        """The printed number of the paragraph around a place; empty where it has none."""
        text = self._near(place[0])
        start, _ = prose.paragraph(text.text, min(text.offset(*place), max(0, len(text.text) - 1)))
        found = _NUMBER.search(text.text, 0, start)
        return found[1] if found else ""

    def edge(self, word: Span, forward: bool, *, paragraph: bool = False) -> Span:
        """The last (or first) word of the sentence or paragraph a word is in; from there, that of the next one."""
        there = self._edge(word, forward, paragraph)
        if (there[0] > word[0]) == forward and there != word:
            return there
        beyond = self.step(word, forward)
        there = self._edge(beyond, forward, paragraph)
        return there if (there[0] >= beyond[0] if forward else there[0] <= beyond[0]) else beyond

    def last_of(self, span: Span) -> Span | None:
        """The last word of a span."""
        page, end = span[1]
        words = [word for word in self._words(page) if word[0] < end]
        return ((page, words[-1][0]), (page, words[-1][1])) if words else None

    def quote(self, span: Span) -> str:
        """The words of a span as a passage quotes them: on one line, running headers left out."""
        found = passages.select(self.pages[span[0][0] - 1 : span[1][0]], span[0], span[1], 0, 0)
        return found.quote if found else ""

    def _edge(self, word: Span, forward: bool, paragraph: bool) -> Span:
        span = self.paragraph(word[0]) if paragraph else self.sentence(word[0])
        return (self.last_of(span) if forward else self.word_at(span[0])) or word

    def _around(self, place: Place, piece: prose.Piece) -> Span:
        text = self._near(place[0])
        start, end = piece(text.text, min(text.offset(*place), max(0, len(text.text) - 1)))
        if start >= end:
            return place, place
        page, last = text.place(end - 1)
        return text.place(start), (page, last + 1)

    def _flow_near(self, page: int) -> FlowText:
        return flow(self.pages[max(0, page - 2) : page + 1])

    def _words_of(self, page: int) -> tuple[tuple[int, int], ...]:
        known = self.page(page)
        return tuple(
            match.span()
            for match in _WORD.finditer(known.text)
            if not any(start <= match.start() < end for start, end in known.furniture)
        )
