"""What a page looks like: its pixels, and where its words stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

# x0, y0, x1, y1 in points of displayed page space (rotation and crop applied), origin top left.
Box = tuple[float, float, float, float]


# The version of the page-text function (pages/text.py), stored with every document and every passage. Raise it when
# that function can give other characters than before for the same page, or other lines are taken for furniture.
EXTRACTOR = 2


class Word(NamedTuple):
    """A word on a page.

    Args:
        x0, y0, x1, y1: its box, in points of displayed page space, origin top left.
        start, end: its characters in the text of the page (end exclusive).
        line: number of its line on the page, from 0, in reading order.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    start: int
    end: int
    line: int


class OutlineItem(NamedTuple):
    """A bookmark of a document: its depth from 1, its title, the page it leads to (0 where it leads nowhere)."""

    level: int
    title: str
    page: int


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as pixels, three bytes each (red, green, blue), rows from the top.

    Args:
        width, height: in pixels.
        stride: bytes from one row to the next.
        scale: pixels a point; less than was asked for where the page is too large to be drawn at that scale.
        data: stride * height bytes.
    """

    width: int
    height: int
    stride: int
    scale: float
    data: bytes = field(repr=False)


def boxes(words: Sequence[Word], start: int, end: int) -> tuple[Box, ...]:
    """The boxes of a run of characters, one for each line it touches; a word it touches is boxed whole.

    Args:
        words: the words of the page, in reading order.
        start, end: characters in the text of the page (end exclusive).
    """
    lines: dict[int, Box] = {}
    for word in words:
        if word.end <= start or word.start >= end:
            continue
        box = lines.get(word.line)
        if box is None:
            lines[word.line] = word[:4]
        else:
            lines[word.line] = (
                min(box[0], word.x0),
                min(box[1], word.y0),
                max(box[2], word.x1),
                max(box[3], word.y1),
            )
    return tuple(lines.values())
