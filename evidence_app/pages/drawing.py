"""What a page-service worker does: keeps documents open, draws their pages, tells where their words stand."""

from __future__ import annotations

import contextlib
import math
from collections import OrderedDict
from collections.abc import Iterator
from multiprocessing.shared_memory import SharedMemory

import pymupdf

from evidence_app.domain.pageview import OutlineItem
from evidence_app.errors import KnownError
from evidence_app.pages import text

# Open documents, the one used last at the end, with the size of each in bytes.
_open: OrderedDict[int, tuple[pymupdf.Document, int]] = OrderedDict()
_MOST_DOCUMENTS = 8
_MOST_BYTES = 256 << 20

# Where pages are drawn, shared with the parent.
_pixels: SharedMemory | None = None


def share(name: str) -> None:
    """Takes shared memory to draw pages into."""
    global _pixels
    _pixels = SharedMemory(name)


def keep(document: int, data: bytes) -> bool:
    """Opens a document and keeps it open until others need the room.

    Returns:
        Whether there is shared memory to draw into.

    Raises:
        KnownError: it cannot be opened.
    """
    forget(document)
    with _told():
        opened = pymupdf.open(stream=data, filetype="pdf")
        if opened.needs_pass:
            raise KnownError("This document is protected by a password.", "Save a copy of it without the password.")
    _open[document] = opened, len(data)
    while len(_open) > 1 and (len(_open) > _MOST_DOCUMENTS or sum(size for _, size in _open.values()) > _MOST_BYTES):
        forget(next(iter(_open)))
    return _pixels is not None


def forget(document: int) -> None:
    """Closes a document, if it is open."""
    found = _open.pop(document, None)
    if found is not None:
        found[0].close()
        # What the engine kept of its fonts and pictures: a worker otherwise grows with every document it has drawn.
        pymupdf.TOOLS.store_shrink(100)


def draw(document: int, page: int, scale: float, most: int) -> tuple[int, int, int, float] | None:
    """Draws a page into the shared memory: red, green, blue, a byte each.

    Args:
        page: from 1.
        scale: pixels a point; made smaller where the page would not fit.
        most: pixels that fit into the memory.

    Returns:
        Width and height in pixels, bytes a row, and the scale taken; None where the document is not open here.
    """
    with _told():
        found = _page(document, page)
        if found is None:
            return None
        scale = min(scale, _most_scale(found.rect.width, found.rect.height, most))
        pixmap = found.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csRGB, alpha=False)
        pixels = pixmap.samples_mv
        assert _pixels is not None and _pixels.buf is not None
        _pixels.buf[: len(pixels)] = pixels
        return pixmap.width, pixmap.height, pixmap.stride, scale


def words(document: int, page: int) -> list[tuple[float, ...]] | None:
    """The words of a page (from 1) as plain tuples; None where the document is not open here."""
    with _told():
        found = _page(document, page)
        return None if found is None else [tuple(word) for word in text.words(found)]


def outline(document: int) -> list[OutlineItem] | None:
    """The bookmarks of a document; None where it is not open here."""
    with _told():
        found = _open.get(document)
        if found is None:
            return None
        return [OutlineItem(level, text.clean(title), max(0, page)) for level, title, page in found[0].get_toc()]


def _most_scale(width: float, height: float, most: int) -> float:
    """The scale at which a page, each side rounded up to whole pixels, has just the pixels allowed."""
    # The positive root of (width * scale + 1) * (height * scale + 1) = most.
    area, sides = width * height, width + height
    return (math.sqrt(sides * sides + 4 * area * (most - 1)) - sides) / (2 * area)


def _page(document: int, page: int) -> pymupdf.Page | None:
    found = _open.get(document)
    if found is None:
        return None
    _open.move_to_end(document)
    if not 1 <= page <= len(found[0]):
        raise KnownError(f"This document has no page {page}.")
    return found[0][page - 1]


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Turns what the engine raises on damaged documents, which can be anything, into a sentence."""
    try:
        yield
    except (KnownError, MemoryError):
        raise
    except Exception as error:
        if "malloc" in str(error):
            raise MemoryError from None
        raise KnownError(
            "This page is damaged and cannot be shown.", "Look at the original file in another program."
        ) from None
