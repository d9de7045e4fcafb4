"""Where sentences and paragraphs of extracted text begin and end.

Extracted text has a line end for each printed line and none between paragraphs, so a paragraph is told by its label
(number or bullet), by a blank line, or by a line that stops well short of the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from evidence_app.domain.sentences import sentence_spans

Range = tuple[int, int]
# Gives the range of the sentence or paragraph of a text that a character stands in.
Piece = Callable[[str, int], Range]

_LABEL = re.compile(r"[^\S\n]*(?:\d{1,3}(?:\.\d{1,2})*[.)]|\(?[a-z]\)|[•◼▪●■–\uf06e\uf0a7\uf0b7])\s+")
_CLOSED = re.compile(r"[.?!:;][”’\"')\]]*\d{0,2}$")
# A line this much shorter than the longest about it ends its paragraph (or is a heading).
_SHORT = 0.75
# No paragraph reaches further than so many characters from a place in it.
_REACH = 6000


def paragraph(text: str, at: int) -> Range:
    """The paragraph a character stands in, without its number or bullet and without white space at its ends."""
    lines = _lines_about(text, at)
    here = next((n for n, (_, end) in enumerate(lines) if at < end), len(lines) - 1)
    longest = max(len(text[start:end].strip()) for start, end in lines)
    first = last = here
    while first > 0 and not _parted(text, lines[first - 1], lines[first], longest):
        first -= 1
    while last < len(lines) - 1 and not _parted(text, lines[last], lines[last + 1], longest):
        last += 1
    start, end = lines[first][0], lines[last][1]
    label = _LABEL.match(text, start)
    if label and label.end() < end:
        start = label.end()
    return _trimmed(text, start, end)


def sentence(text: str, at: int) -> Range:
    """The sentence a character stands in, as far as its paragraph goes."""
    first, last = paragraph(text, at)
    for start, end in sentence_spans(text[first:last]):
        if at < first + end:
            return first + start, first + end
    return first, last


def _lines_about(text: str, at: int) -> list[Range]:
    start = text.rfind("\n", 0, max(0, at - _REACH)) + 1
    lines: list[Range] = []
    while start < len(text) and start <= at + _REACH:
        newline = text.find("\n", start)
        end = len(text) if newline < 0 else newline + 1
        lines.append((start, end))
        start = end
    return lines or [(0, len(text))]


def _parted(text: str, above: Range, below: Range, longest: int) -> bool:
    """Whether a new paragraph begins between two lines."""
    upper, lower = text[slice(*above)].strip(), text[slice(*below)].strip()
    if not upper or not lower:
        return True
    if _LABEL.fullmatch(text[slice(*above)]):
        return False
    closed = _CLOSED.search(upper) is not None
    short = len(upper) < _SHORT * longest
    if _LABEL.match(text, below[0]) and (closed or short or not lower[0].isdigit()):
        return True
    return short and (closed or not lower[0].islower())


def _trimmed(text: str, start: int, end: int) -> Range:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
