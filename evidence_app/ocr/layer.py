"""Writes what was read from the picture of a page into the PDF, as text that is there but not seen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby

import pymupdf

from evidence_app.domain.pageview import Word
from evidence_app.domain.scan import Mark, ScanPage, ScanWord
from evidence_app.ocr import glyphless
from evidence_app.pages import text

# Lines slanted less than that are set level, each word at its own height: readers of PDFs see one line in them.
_LEVEL = 5.0


def lay(pdf: pymupdf.Document, pages: Sequence[ScanPage]) -> list[list[Mark]]:
    """Turns pages upright and writes their words over their pictures, invisibly (text rendering mode 3).

    Args:
        pdf: is altered. A page's own words stay, and stay first.
        pages: what was read, of pages that have no layer yet.

    Returns:
        For each of them the words that were written, as they stand in the page's text.
    """
    font = next((known for number in range(len(pdf)) if (known := glyphless.known(pdf, number))), 0)
    found = []
    for read in pages:
        page = pdf[read.number - 1]
        page.set_rotation((page.rotation + read.turn) % 360)
        words = _missing(text.words(page), read.words)
        if words:
            font = font or glyphless.font(pdf)
            glyphless.offer(page, font)
            _append(page, _drawing(page, words))
        found.append(_marks(text.page_text(pdf[read.number - 1]), words))
    return found


def _marks(content: str, words: Sequence[ScanWord]) -> list[Mark]:
    found: list[Mark] = []
    end = len(content)
    # From the end: the layer is what the page's text ends in.
    for word in reversed(words):
        characters = text.clean(word.text)
        start = content.rfind(characters, 0, end)
        if start >= 0:
            found.append(Mark(start, start + len(characters), word.confidence, characters))
            end = start
    return found[::-1]


def _missing(own: Sequence[Word], read: Sequence[ScanWord]) -> list[ScanWord]:
    """The words that the page has no text for yet: a stamp that is text was read from the picture as well."""
    return [
        word
        for word in read
        if not any(one.x0 <= word.middle[0] <= one.x1 and one.y0 <= word.middle[1] <= one.y1 for one in own)
    ]


def _drawing(page: pymupdf.Page, words: Sequence[ScanWord]) -> bytes:
    """The words as a content stream, line by line, with the spaces between them."""
    parts = ["q BT 3 Tr"]
    for _, group in groupby(words, key=lambda word: word.line):
        line = list(group)
        for word, following in zip(line, [*line[1:], None], strict=True):
            parts.append(_shown(page, word, following))
    parts.append("ET Q")
    return "\n".join(parts).encode("ascii")


def _shown(page: pymupdf.Page, word: ScanWord, following: ScanWord | None) -> str:
    """One word, as long as on the picture, and the space to the next one."""
    turn = 0.0 if abs(word.angle) < _LEVEL else math.radians(word.angle)
    along, down = (math.cos(turn), math.sin(turn)), (-math.sin(turn), math.cos(turn))
    size = max(word.height, 1.0)
    foot = size * glyphless.ASCENT / 1000
    # Slanted lines that are set level: the middle of the word is where it stands.
    middle = word.middle
    x = middle[0] - along[0] * word.length / 2 + down[0] * (foot - size / 2)
    y = middle[1] - along[1] * word.length / 2 + down[1] * (foot - size / 2)
    # From displayed space to the page's own, which has its origin below and is not turned.
    matrix = page.derotation_matrix * ~page.transformation_matrix
    origin = pymupdf.Point(x, y) * matrix
    ahead = pymupdf.Point(x + along[0], y + along[1]) * matrix - origin
    up = pymupdf.Point(x - down[0], y - down[1]) * matrix - origin
    stretch = 100 * word.length / (len(word.text) * size * glyphless.WIDTH / 1000)
    place = " ".join(_n(part) for part in (ahead.x, ahead.y, up.x, up.y, origin.x, origin.y))
    shown = f"/{glyphless.NAME} {_n(size)} Tf {_n(max(stretch, 1.0))} Tz {place} Tm <{glyphless.codes(word.text)}> Tj"
    if following is None:
        return shown
    gap = (following.x - word.x) * along[0] + (following.y - word.y) * along[1] - word.length
    space = 100 * max(gap, 0.1) / (size * glyphless.WIDTH / 1000)
    return f"{shown} {_n(max(space, 1.0))} Tz <{glyphless.codes(' ')}> Tj"


def _append(page: pymupdf.Page, drawing: bytes) -> None:
    """Adds a content stream behind what the page draws, whatever state that leaves the pen in."""
    pdf = page.parent
    page.wrap_contents()
    xref = pdf.get_new_xref()
    pdf.update_object(xref, "<<>>")
    pdf.update_stream(xref, drawing, new=True, compress=True)
    streams = " ".join(f"{one} 0 R" for one in [*page.get_contents(), xref])
    pdf.xref_set_key(page.xref, "Contents", f"[{streams}]")


def _n(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") or "0"
