"""The order in which lines on a page are read: from the top, column by column where there are columns of prose."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

# Columns of prose: lines on each side of the gutter, the gutter in line heights, the width of a side's usual line as a
# share of the whole. Narrower columns are a table's, which is read row by row.
_LINES = 4
_GUTTER = 1.0
_WIDE = 0.25
# A page is taken apart so many times at most.
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A line on a page: its upper left corner, its length and height, its direction in degrees clockwise from level."""

    x: float
    y: float
    length: float
    height: float
    angle: float


@dataclass(frozen=True, slots=True)
class _Box:
    index: int
    x0: float
    y0: float
    x1: float
    y1: float


def reading_order(lines: Sequence[Line]) -> list[int]:
    """The places of lines in the sequence, in the order in which they are read."""
    if not lines:
        return []
    level = [line for line in lines if abs(line.angle) < 20]
    slant = math.radians(median(line.angle for line in sorted(level, key=_length)[-20:]) if level else 0.0)
    return _ordered([_upright(index, line, slant) for index, line in enumerate(lines)], 0)


def _length(line: Line) -> float:
    return line.length


def _upright(index: int, line: Line, slant: float) -> _Box:
    """The box of a line on a page put straight."""
    turn = math.radians(line.angle)
    corners = [
        (
            line.x + along * math.cos(turn) - across * math.sin(turn),
            line.y + along * math.sin(turn) + across * math.cos(turn),
        )
        for along, across in ((0, 0), (line.length, 0), (line.length, line.height), (0, line.height))
    ]
    xs = [x * math.cos(slant) + y * math.sin(slant) for x, y in corners]
    ys = [y * math.cos(slant) - x * math.sin(slant) for x, y in corners]
    return _Box(index, min(xs), min(ys), max(xs), max(ys))


def _ordered(boxes: Sequence[_Box], depth: int) -> list[int]:
    if depth < _DEEPEST and len(boxes) >= 2 * _LINES:
        parts = _columns(boxes) or _bands(boxes)
        if parts is not None:
            return [index for part in parts for index in _ordered(part, depth + 1)]
    return [box.index for row in _rows(boxes) for box in row]


def _columns(boxes: Sequence[_Box]) -> tuple[list[_Box], list[_Box]] | None:
    """The left and the right column, where there are two or more of prose."""
    usual = median(box.y1 - box.y0 for box in boxes)
    across = max(box.x1 for box in boxes) - min(box.x0 for box in boxes)
    best: tuple[float, float] | None = None
    reached = -math.inf
    for box in sorted(boxes, key=lambda one: one.x0):
        gap = box.x0 - reached
        if gap > _GUTTER * usual and math.isfinite(gap) and (best is None or gap > best[0]):
            best = gap, (box.x0 + reached) / 2
        reached = max(reached, box.x1)
    if best is None:
        return None
    sides = [box for box in boxes if box.x1 <= best[1]], [box for box in boxes if box.x0 >= best[1]]
    prose = all(len(side) >= _LINES and median(box.x1 - box.x0 for box in side) > _WIDE * across for side in sides)
    return sides if prose else None


def _bands(boxes: Sequence[_Box]) -> tuple[list[_Box], list[_Box]] | None:
    """What stands above and below the widest empty band across the page."""
    best: tuple[float, float] | None = None
    reached = -math.inf
    for box in sorted(boxes, key=lambda one: one.y0):
        gap = box.y0 - reached
        if gap > 0 and math.isfinite(gap) and (best is None or gap > best[0]):
            best = gap, (box.y0 + reached) / 2
        reached = max(reached, box.y1)
    if best is None:
        return None
    return [box for box in boxes if box.y1 <= best[1]], [box for box in boxes if box.y0 >= best[1]]


def _rows(boxes: Sequence[_Box]) -> list[list[_Box]]:
    """Boxes side by side form a row, read from the left."""
    rows: list[list[_Box]] = []
    for box in sorted(boxes, key=lambda one: one.y0 + one.y1):
        middle = (box.y0 + box.y1) / 2
        if rows and any(one.y0 < middle < one.y1 for one in rows[-1]):
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row, key=lambda one: one.x0) for row in rows]
