"""The paragraphs of a text whose lines a page broke: found by blank lines, bullets, and lines that end early."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from evidence_app.domain.sentences import sentence_spans

BULLET = "\u25fc\u25fe\u25aa\u25a0\u25cf\u2022\uf06e\uf0a7\uf0b7\uf0be\uf0d8\uf076"
BULLET_LINE = re.compile(rf"^[^\S\n]*(?:[{BULLET}]|[–-](?=[^\S\n]))", re.MULTILINE)
# Characters by which lines of one column may differ in a proportional type.
_MARGIN = 4
# What begins a line of a record of its own: a paragraph's number, or a date.
_BEGINS = re.compile(r"\d{1,3}[.)]\s+[A-Z]|\d{1,2}[ /.-](?:\d{1,2}|[A-Z][a-z]{2,8})[ /.-]\d{2,4}\b")
# A passage of more words is offered in pieces of some sentences.
_LONG = 110
_PIECE = 70
# Fewer words are a heading, a label or a cell of a table.
_SHORT = 8
# Of prose most words are in small letters; names, addresses, dates and numbers in a table's row are not.
_SMALL_SHARE = 0.6


def paragraph_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Where the paragraphs of a stretch of text begin and end, white space at their ends included.

    A paragraph ends at a blank line, at a bullet, or where a sentence ends and the next word would have had room on
    its line.
    """
    stop = len(text) if end is None else end
    lines: list[tuple[int, str]] = []
    at = start
    for line in text[start:stop].split("\n"):
        lines.append((at, line.strip()))
        at += len(line) + 1
    lengths = sorted(len(line) for _, line in lines if line)
    width = lengths[len(lengths) * 9 // 10] - _MARGIN if lengths else 0
    stops = [
        at
        for (_, before), (at, line) in pairwise(lines)
        if not before or not line or BULLET_LINE.match(line) or _has_room(before, line, width)
    ]
    return list(zip([start, *stops], [*stops, stop], strict=True))


def passage_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where passages that can be read by themselves begin and end: paragraphs, long ones in pieces of sentences.

    Headings, labels and cells of tables are left out.
    """
    for first, last in paragraph_spans(text):
        for start, end in _at_records(text, first, last):
            words = text[start:end].split()
            if len(words) > _LONG:
                yield from _pieces(text, start, end)
            elif len(words) >= _SHORT and _is_prose(words):
                yield start, end


def _at_records(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A paragraph cut where a line begins with a paragraph's number or a date."""
    stops = [start]
    at = text.find("\n", start, end) + 1
    while at:
        if _BEGINS.match(text, at, end):
            stops.append(at)
        at = text.find("\n", at, end) + 1
    return list(zip(stops, [*stops[1:], end], strict=True))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A long paragraph in runs of whole sentences, none much longer than a person reads at once."""
    spans = [(start + first, start + last) for first, last in sentence_spans(text[start:end])]
    begin, words = start, 0
    for number, (first, last) in enumerate(spans):
        words += len(text[first:last].split())
        rest = len(text[last:end].split())
        if (words >= _PIECE and rest >= _SHORT) or number == len(spans) - 1:
            yield begin, last
            begin, words = last, 0


def _is_prose(words: list[str]) -> bool:
    return sum(word[:1].islower() for word in words) >= _SMALL_SHARE * len(words)


def _has_room(line: str, after: str, width: int) -> bool:
    """Whether a line ends a sentence and the first word after it would have fitted on it."""
    return line.endswith((".", "?", "!", "’", "”")) and len(line) + 1 + len(after.split(" ", 1)[0]) <= width
