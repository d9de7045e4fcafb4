"""Where pages lie in the scrolled area: pure arithmetic in logical pixels."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QPointF, QRectF

MARGIN = 12.0
GAP = 12.0
# Logical pixels per point at 100 %: a page then has the size on screen that it has on paper.
NATURAL = 96.0 / 72.0
STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 5.0)

Size = tuple[float, float]


class Fit(Enum):
    """What the zoom follows when the window changes."""

    NONE = "none"
    WIDTH = "width"
    PAGE = "page"


class Layout:
    """Pages under one another, centred.

    Args:
        sizes: displayed width and height of each page, in points.
        scale: logical pixels per point.
        width: of the viewport, in logical pixels.
        height: of the viewport; a lone page that is lower is centred in it.
        only: number of the one page shown, from 1; None shows all of them.
    """

    def __init__(
        self, sizes: Sequence[Size], scale: float, width: float, height: float, only: int | None = None
    ) -> None:
        self.scale = scale
        self.first = 1 if only is None else only
        shown = sizes if only is None else sizes[only - 1 : only]
        self._sizes = [(w * scale, h * scale) for w, h in shown]
        self.width = max([width, *(w + 2 * MARGIN for w, _ in self._sizes)])
        self._tops: list[float] = []
        top = MARGIN
        if only is not None and self._sizes:
            top = max(MARGIN, (height - self._sizes[0][1]) / 2)
        for _, page_height in self._sizes:
            self._tops.append(top)
            top += page_height + GAP
        self.height = max(height, top - GAP + MARGIN) if self._sizes else height

    @property
    def last(self) -> int:
        """Number of the last page shown."""
        return self.first + len(self._sizes) - 1

    def rect(self, page: int) -> QRectF:
        """Where a page lies; a page that is not shown has an empty rectangle."""
        index = page - self.first
        if not 0 <= index < len(self._sizes):
            return QRectF()
        width, height = self._sizes[index]
        return QRectF((self.width - width) / 2, self._tops[index], width, height)

    def box(self, page: int, box: QRectF) -> QRectF:
        """Where a rectangle of a page, in points, lies."""
        corner = self.rect(page).topLeft()
        return QRectF(
            corner.x() + box.x() * self.scale,
            corner.y() + box.y() * self.scale,
            box.width() * self.scale,
            box.height() * self.scale,
        )

    def point(self, page: int, position: QPointF) -> QPointF:
        """A place of the scrolled area as a place on a page, in points; may lie outside it."""
        return (position - self.rect(page).topLeft()) / self.scale

    def page_at(self, y: float) -> int:
        """The page at a height, or the one nearest above; the first page where none is."""
        return self.first + max(0, bisect_right(self._tops, y) - 1)

    def visible(self, top: float, bottom: float) -> range:
        """Numbers of the pages that show between two heights."""
        if not self._sizes:
            return range(0)
        first = self.page_at(top)
        if self.rect(first).bottom() < top:
            first += 1
        return range(first, min(self.page_at(bottom), self.last) + 1)

    def current(self, top: float, bottom: float) -> int:
        """The page a reader would say they are on: the one that fills most of the view, the first of equals."""
        pages = self.visible(top, bottom)
        if not pages:
            return self.page_at(top)
        return max(pages, key=lambda page: (self._shown(page, top, bottom), -page))

    def _shown(self, page: int, top: float, bottom: float) -> int:
        rect = self.rect(page)
        return round(min(rect.bottom(), bottom) - max(rect.top(), top))


def fitted(fit: Fit, size: Size, width: float, height: float) -> float:
    """The scale at which a page fits a viewport.

    Args:
        fit: the width alone, or the whole page.
        size: of the page, in points.
        width, height: of the viewport, in logical pixels.
    """
    across = (width - 2 * MARGIN) / max(size[0], 1.0)
    down = (height - 2 * MARGIN) / max(size[1], 1.0)
    return within(min(across, down) if fit is Fit.PAGE else across)


def stepped(scale: float, up: bool) -> float:
    """The next step of the zoom from a scale."""
    steps = [step * NATURAL for step in STEPS]
    if up:
        return next((step for step in steps if step > scale * 1.01), steps[-1])
    return next((step for step in reversed(steps) if step < scale / 1.01), steps[0])


def within(scale: float) -> float:
    """The scale, kept within what the zoom offers."""
    return min(max(scale, STEPS[0] * NATURAL), STEPS[-1] * NATURAL)
