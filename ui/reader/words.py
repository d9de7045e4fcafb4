"""Where the words of a page stand: which one the pointer is on, which boxes a stretch of text covers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF

from evidence_app.domain.pageview import Box, Word, boxes


class PageWords:
    """The words of one page, in points of displayed page space.

    Args:
        words: as the page service gives them, in reading order.
        furniture: character ranges of running headers and footers; their words cannot be selected.
    """

    def __init__(self, words: Sequence[Word], furniture: Sequence[tuple[int, int]] = ()) -> None:
        self.all = tuple(words)
        self.text = tuple(word for word in words if not any(start <= word.start < end for start, end in furniture))
        self._starts = [word.start for word in self.all]
        self._text_starts = [word.start for word in self.text]
        self._lines: list[tuple[Box, list[Word]]] = []
        for word in self.text:
            if self._lines and self._lines[-1][1][-1].line == word.line:
                box, members = self._lines[-1]
                members.append(word)
                self._lines[-1] = (_joined(box, word[:4]), members)
            else:
                self._lines.append((word[:4], [word]))

    def at(self, point: QPointF) -> Word | None:
        """The word under a point, or None."""
        return next((word for word in self.text if _distance(word[:4], point) == 0.0), None)

    def nearest(self, point: QPointF) -> Word | None:
        """The word a drag that has come to a point means: the nearest of the nearest line; None on an empty page."""
        if not self._lines:
            return None
        _, members = min(self._lines, key=lambda line: _distance(line[0], point))
        return min(members, key=lambda word: _distance(word[:4], point))

    def beside(self, start: int, lines: int) -> Word | None:
        """The word above (lines < 0) or below the one that holds a character of the page's text, at about its place
        in the line; None past the first and last lines."""
        row, word = self._find(start)
        if word is None or not 0 <= row + lines < len(self._lines):
            return None
        middle = (word.x0 + word.x1) / 2
        return min(self._lines[row + lines][1], key=lambda other: abs((other.x0 + other.x1) / 2 - middle))

    def line(self, start: int) -> Sequence[Word]:
        """The words on the line of the one that holds a character of the page's text."""
        row, word = self._find(start)
        return self._lines[row][1] if word else ()

    def rects(self, start: int, end: int, *, furniture: bool = False) -> list[QRectF]:
        """One rectangle for each line a stretch of the page's text touches.

        Args:
            start, end: characters (end exclusive).
            furniture: True to give those in running headers and footers too.
        """
        words, starts = (self.all, self._starts) if furniture else (self.text, self._text_starts)
        # Words come in the order of the text; the one before may reach into the stretch.
        some = words[max(0, bisect_left(starts, start) - 1) : bisect_left(starts, end)]
        return [rect(box) for box in boxes(some, start, end)]

    def _find(self, start: int) -> tuple[int, Word | None]:
        for row, (_, members) in enumerate(self._lines):
            for word in members:
                if word.start <= start < word.end:
                    return row, word
        return -1, None


def rect(box: Box) -> QRectF:
    """A box as Qt's rectangle."""
    x0, y0, x1, y1 = box
    return QRectF(x0, y0, x1 - x0, y1 - y0)


def _joined(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _distance(box: Box, point: QPointF) -> float:
    across = max(box[0] - point.x(), 0.0, point.x() - box[2])
    down = max(box[1] - point.y(), 0.0, point.y() - box[3])
    return float((across * across + down * down) ** 0.5)
