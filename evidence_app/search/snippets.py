"""The stretch of a page that shows best why it was found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from evidence_app.domain.document import PageText
from evidence_app.domain.hit import HIT_END, HIT_START
from evidence_app.search.words import folded_in_place

Words = tuple[str, ...]

# Characters of a snippet, and how many of them may stand before the first hit.
WIDTH = 230
LEAD = 60
# A stretch with one more of the things asked for is worth this many hits of the same; with two side by side, this many.
EACH = 10
SIDE_BY_SIDE = 3

_SENTENCE_ENDS = re.compile(r"[.!?:][^\w\s]*\s+|[•\u25a0-\u25ff\ue000-\uf8ff]\s*|\n\s*\n")
# Private-use characters are parts of words for the index.
_BETWEEN = re.compile(r"(?:[^\w\ue000-\uf8ff]|_)+")
# A word that goes on in the next line after its hyphen is shown in one piece.
_LINE_END_HYPHEN = re.compile(rf"(?<=\w[-\u2010\u2011])[^\S\n]*\n\s*(?={HIT_START}?\w)")
# Bullets that word processors write from their symbol fonts.
_BULLET = re.compile("[\ue002-\uf8ff]")


class _Hit(NamedTuple):
    """Words that light up: from where to where in the text, and which of the things asked for they are."""

    start: int
    end: int
    asked: int


def snippet(page: PageText, asked: Sequence[Iterable[Words]]) -> str:
    """A stretch of a page on one line, its hits between U+E000 and U+E001.

    Args:
        page: its running headers and footers are passed over, unless the hits stand only there.
        asked: for each thing asked for, the rows of folded words that it may be.
    """
    body = _body(page)
    text, folded = folded_in_place(body)
    hits = _hits(folded, asked)
    if not hits and asked and body != page.text:
        text, folded = folded_in_place(page.text)
        hits = _hits(folded, asked)
    return _cut(text, hits)


def _body(page: PageText) -> str:
    parts: list[str] = []
    at = 0
    for start, end in page.furniture:
        parts.append(page.text[at:start])
        at = end
    return "\n".join((*parts, page.text[at:])) if parts else page.text


def _hits(folded: str, asked: Sequence[Iterable[Words]]) -> list[_Hit]:
    """Where the rows stand, in order of place; of those that overlap, the first and longest."""
    found = [
        _Hit(start, end, number)
        for number, rows in enumerate(asked)
        for row in rows
        for start, end in _places(folded, row)
    ]
    found.sort(key=lambda hit: (hit.start, -hit.end))
    hits: list[_Hit] = []
    for hit in found:
        if not hits or hit.start >= hits[-1].end:
            hits.append(hit)
    return hits


def _places(folded: str, row: Words) -> Iterator[tuple[int, int]]:
    """From where to where each time the words stand in a row."""
    at = folded.find(row[0])
    while at >= 0:
        end = at + len(row[0])
        if not (at and folded[at - 1].isalnum()):
            for word in row[1:]:
                gap = _BETWEEN.match(folded, end)
                end = gap.end() + len(word) if gap and folded.startswith(word, gap.end()) else len(folded) + 1
            if end <= len(folded) and not folded[end : end + 1].isalnum():
                yield at, end
        at = folded.find(row[0], at + 1)


def _cut(text: str, hits: Sequence[_Hit]) -> str:
    chosen = _best(hits)
    begin = _begin(text, chosen[0].start) if chosen else 0
    if len(text) - begin < WIDTH:
        # Near the end of the page it begins earlier, so that it is not a mere stump.
        begin = min(begin, _word_start(text, len(text) - WIDTH))
    end = _word_end(text, max(begin + WIDTH, chosen[-1].end if chosen else 0))
    at = begin
    out: list[str] = []
    for hit in hits:
        if begin <= hit.start and hit.end <= end:
            out += (_BULLET.sub("•", text[at : hit.start]), HIT_START, text[hit.start : hit.end], HIT_END)
            at = hit.end
    out.append(_BULLET.sub("•", text[at:end]))
    line = " ".join(_LINE_END_HYPHEN.sub("", "".join(out)).split())
    before = "" if _sentence_begins(text, begin) else "…"
    return f"{before}{line}{'…' if text[end:].strip() else ''}"


def _best(hits: Sequence[_Hit]) -> list[_Hit]:
    """The hits of the best stretch: with the most of what was asked for, then the most hits, then the first."""
    best: list[_Hit] = []
    most = 0
    for number, first in enumerate(hits):
        stretch = [hit for hit in hits[number:] if hit.end <= first.start + WIDTH - LEAD] or [first]
        beside = sum(b.start - a.end <= 2 and a.asked != b.asked for a, b in pairwise(stretch))
        worth = EACH * len({hit.asked for hit in stretch}) + SIDE_BY_SIDE * beside + len(stretch)
        if worth > most:
            best, most = stretch, worth
    return best


def _begin(text: str, first: int) -> int:
    """Where to begin: with the sentence of the first hit where its beginning is near, else some words before."""
    if first <= LEAD:
        return 0
    begin = 0
    for end_of_sentence in _SENTENCE_ENDS.finditer(text, first - LEAD, first):
        begin = end_of_sentence.end()
    return begin or _word_start(text, first - LEAD // 2)


def _sentence_begins(text: str, at: int) -> bool:
    """Whether a sentence or an item begins here."""
    return not text[:at].strip() or any(
        found.end() >= at for found in _SENTENCE_ENDS.finditer(text, max(0, at - 9), at)
    )


def _word_start(text: str, at: int) -> int:
    """The beginning of the first word after a place."""
    at = max(0, at)
    while 0 < at < len(text) and not text[at - 1].isspace():
        at += 1
    return at


def _word_end(text: str, at: int) -> int:
    """The end of the word at a place, with the marks that follow it."""
    while at < len(text) and not text[at].isspace():
        at += 1
    return at
