"""Where each character of a page's text stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pymupdf

from evidence_app.pages.text import FLAGS, clean

# x0, y0, x1, y1 in PDF points of a page, not rotated, origin as in the file.
Box = tuple[float, float, float, float]

# Points within which two places are the same: the engine rounds when it writes a page anew.
_NEAR = 0.75


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character of a page's text.

    Args:
        char: the character; a newline ends each line and has no place.
        box: where it is drawn; None for a newline.
        x, y: the point it is put at, in the same space.
        line: number of its line, from 0.
    """

    char: str
    box: Box | None
    x: float = 0.0
    y: float = 0.0
    line: int = 0

    @property
    def inked(self) -> bool:
        """Whether it is more than white space."""
        return self.box is not None and not self.char.isspace()


def read(page: pymupdf.Page, *, hidden: bool = False) -> list[Glyph]:
    """The characters of a page in the order of its text, so that a place in the list is an offset in the text.

    Args:
        page: a page whose rotation is 0.
        hidden: also what the page's clipping hides, which its text leaves out.
    """
    flags = FLAGS & ~pymupdf.TEXT_CLIP if hidden else FLAGS
    # Without rotation it moves, mirrors and scales only; sums of our own are far faster than the engine's objects.
    right, _, _, up, across, down = ~page.transformation_matrix
    glyphs: list[Glyph] = []
    number = 0
    for block in page.get_textpage(flags=flags).extractRAWDICT()["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                for char in span["chars"]:
                    x0, y0, x1, y1 = char["bbox"]
                    low, high = sorted((up * y0 + down, up * y1 + down))
                    box = (right * x0 + across, low, right * x1 + across, high)
                    x, y = char["origin"]
                    glyphs.append(Glyph(clean(char["c"]), box, right * x + across, up * y + down, number))
            glyphs.append(Glyph("\n", None, line=number))
            number += 1
    return glyphs


class Places:
    """Characters by where they stand, to ask whether one of another reading is among them."""

    def __init__(self, glyphs: Iterable[Glyph]) -> None:
        self._cells: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
        for glyph in glyphs:
            if glyph.inked:
                self._cells[round(glyph.x), round(glyph.y)].append(glyph)

    def has(self, wanted: Glyph) -> bool:
        """Whether the same character stands at the same place."""
        column, row = round(wanted.x), round(wanted.y)
        return any(
            glyph.char == wanted.char and abs(glyph.x - wanted.x) <= _NEAR and abs(glyph.y - wanted.y) <= _NEAR
            for x in (column - 1, column, column + 1)
            for y in (row - 1, row, row + 1)
            for glyph in self._cells.get((x, y), ())
        )


def lines(glyphs: Sequence[Glyph]) -> list[Box]:
    """One box for each line that some characters stand on."""
    found: dict[int, Box] = {}
    for glyph in glyphs:
        if glyph.box is None:
            continue
        x0, y0, x1, y1 = glyph.box
        before = found.get(glyph.line)
        if before is not None:
            x0, y0, x1, y1 = min(before[0], x0), min(before[1], y0), max(before[2], x1), max(before[3], y1)
        found[glyph.line] = (x0, y0, x1, y1)
    return list(found.values())
