"""What the reading worker does: draws a page, reads it, and writes layers of text into the document it holds.

It runs behind everything else on the computer, and reaches no network.
"""

from __future__ import annotations

import math
import multiprocessing
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import psutil
import pymupdf

from evidence_app.domain.document import PageText
from evidence_app.domain.scan import LaidPage, ScanPage, ScanWord
from evidence_app.errors import KnownError
from evidence_app.ocr import layer
from evidence_app.ocr.order import Line, reading_order
from evidence_app.pages.text import page_text

if TYPE_CHECKING:  # an extra, which need not be installed
    from evidence_app.ocr.recogniser import Recogniser

# Pixels of the longer side of the picture that is read: some 170 dots an inch of an A4 page, and as many of an A3 one.
_SIDE, _LARGE_SIDE, _LARGE_PAGE = 2000, 2800, (900.0, 1300.0)

_open: pymupdf.Document | None = None


def begin(data: bytes) -> None:
    """Opens the document (a PDF) that the next calls are about.

    Raises:
        KnownError: it cannot be opened.
    """
    global _open
    try:
        _open = pymupdf.open(stream=data, filetype="pdf")
    except Exception as error:
        if isinstance(error, MemoryError) or "malloc" in str(error):
            raise MemoryError from None
        raise KnownError("The pages of this document are damaged and cannot be shown.") from None


def read(number: int, turn: bool) -> ScanPage:
    """Reads a page from its picture; a page on which nothing is drawn has no words.

    Args:
        number: page number from 1.
        turn: whether it may be turned to stand upright.

    Raises:
        KnownError: it cannot be drawn.
    """
    assert _open is not None
    try:
        page = _open[number - 1]
        width, height = page.rect.width, page.rect.height
        if not page.get_bboxlog():
            return ScanPage(number, 0, ())
        longer = max(width, height)
        side = _LARGE_SIDE if _LARGE_PAGE[0] < longer < _LARGE_PAGE[1] else _SIDE
        scale = side / longer
        pixels = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csRGB, alpha=False)
    except Exception as error:
        if isinstance(error, MemoryError) or "malloc" in str(error):
            raise MemoryError from None
        raise KnownError("This page is damaged and cannot be drawn.") from None
    return _read(number, pixels, (width, height), turn)


def lay(pages: list[ScanPage]) -> tuple[bytes, list[LaidPage]]:
    """Writes what was read into the document; gives it with its new text layers, and those pages as they are now."""
    assert _open is not None
    marks = layer.lay(_open, pages)
    laid = []
    for read_page, found in zip(pages, marks, strict=True):
        page = _open[read_page.number - 1]
        text = PageText(read_page.number, page_text(page), page.rect.width, page.rect.height)
        laid.append(LaidPage(text, tuple(found)))
    return bytes(_open.tobytes(garbage=1, deflate=True, no_new_id=True)), laid


def name() -> str:
    """Name and version of what reads."""
    from importlib.metadata import version

    return f"rapidocr {version('rapidocr')}, onnxruntime {version('onnxruntime')}"


def _read(number: int, pixels: pymupdf.Pixmap, size: tuple[float, float], may_turn: bool) -> ScanPage:
    import numpy as np

    from evidence_app.ocr.recogniser import direction, upright

    colours = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width, 3)
    lines = _recogniser().read(np.ascontiguousarray(colours[:, :, ::-1]))
    turn = upright(lines) if may_turn else 0
    scale = pixels.width / size[0]
    placed: list[list[ScanWord]] = []
    for line in lines:
        corners = [_turned(float(x) / scale, float(y) / scale, size, turn) for x, y in line.quad]
        angle = (direction(line.quad) + turn + 180) % 360 - 180
        (x0, y0), (x1, y1), _, (x3, y3) = corners
        length, across = math.dist((x0, y0), (x1, y1)), math.dist((x0, y0), (x3, y3))
        placed.append(
            [
                ScanWord(
                    word.text,
                    round(x0 + (x1 - x0) * word.start, 2),
                    round(y0 + (y1 - y0) * word.start, 2),
                    round(length * (word.end - word.start), 2),
                    round(across, 2),
                    round(angle, 2),
                    word.confidence,
                    0,
                )
                for word in line.words
            ]
        )
    order = reading_order([_line(words) for words in placed])
    return ScanPage(number, turn, tuple(w._replace(line=at) for at, index in enumerate(order) for w in placed[index]))


def _line(words: list[ScanWord]) -> Line:
    first, last = words[0], words[-1]
    length = math.dist((first.x, first.y), (last.x, last.y)) + last.length
    return Line(first.x, first.y, length, first.height, first.angle)


def _turned(x: float, y: float, size: tuple[float, float], turn: int) -> tuple[float, float]:
    """A point of a page of some width and height, once the page is turned clockwise."""
    width, height = size
    return {0: (x, y), 90: (height - y, x), 180: (width - x, height - y), 270: (y, width - x)}[turn]


@cache
def _recogniser() -> Recogniser:
    from evidence_app.ocr.recogniser import Recogniser, threads

    return Recogniser(threads())


def _offline(event: str, _: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind"}:
        raise PermissionError("no network here")


if multiprocessing.parent_process() is not None:
    sys.addaudithook(_offline)
    psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS if sys.platform == "win32" else 15)
