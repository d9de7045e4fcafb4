"""Reads pages of a finished PDF from their picture, as a person would see them, whatever their text says."""

from __future__ import annotations

from collections.abc import Iterable

from evidence_app.ocr.reading import DOCUMENT, MEMORY, PAGE
from evidence_app.pages.process import WorkerProcess


def seen(pdf: bytes, numbers: Iterable[int]) -> dict[int, str]:
    """The words that are to be seen on some pages.

    Args:
        pdf: the document.
        numbers: of pages, from 1.

    Raises:
        KnownError: a page cannot be drawn or read.
    """
    worker = WorkerProcess("evidence_app.ocr.worker", MEMORY)
    try:
        worker.call(DOCUMENT, "begin", pdf)
        pages = ((number, worker.call(PAGE, "read", number, False)) for number in numbers)
        return {number: " ".join(word.text for word in page.words) for number, page in pages}
    finally:
        worker.close()
