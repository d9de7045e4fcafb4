"""Drawn pages kept in memory, the longest unused thrown out first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field

from PySide6.QtGui import QImage

from evidence_app.domain.pageview import PageImage

BUDGET = 128 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as pixels, and the scale (pixels per point) that was asked for.

    Args:
        image: stands on data, without a copy: painting three bytes a pixel costs less than turning them into four.
        data: kept, because the image does not keep it.
    """

    image: QImage
    scale: float
    data: bytes = field(repr=False)


def drawn(page: PageImage, scale: float) -> Drawn:
    """A page of the page service, ready to be painted."""
    image = QImage(page.data, page.width, page.height, page.stride, QImage.Format.Format_RGB888)
    return Drawn(image, scale, page.data)


class PageCache:
    """The last drawing of each page, within a budget of bytes.

    Args:
        budget: bytes it may hold; pages that are on screen may exceed it.
    """

    def __init__(self, budget: int = BUDGET) -> None:
        self._budget = budget
        self._pages: OrderedDict[int, Drawn] = OrderedDict()
        self._bytes = 0

    @property
    def size(self) -> int:
        """Bytes held."""
        return self._bytes

    def put(self, page: int, drawn: Drawn, keep: Collection[int] = ()) -> None:
        """Takes a drawing in, in place of an older one of the page.

        Args:
            keep: pages that are on screen, never thrown out.
        """
        self._drop(page)
        self._pages[page] = drawn
        self._bytes += drawn.image.sizeInBytes()
        for old in [old for old in self._pages if old != page and old not in keep]:
            if self._bytes <= self._budget:
                break
            self._drop(old)

    def get(self, page: int) -> Drawn | None:
        """The page as last drawn, or None."""
        drawn = self._pages.get(page)
        if drawn is not None:
            self._pages.move_to_end(page)
        return drawn

    def clear(self) -> None:
        """Forgets everything."""
        self._pages.clear()
        self._bytes = 0

    def _drop(self, page: int) -> None:
        drawn = self._pages.pop(page, None)
        if drawn is not None:
            self._bytes -= drawn.image.sizeInBytes()
