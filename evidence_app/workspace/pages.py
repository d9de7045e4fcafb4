"""Pages as pixels and words, drawn by the page service from the stored bytes."""

from __future__ import annotations

import dataclasses
import math
import time
from concurrent.futures import Future
from functools import partial

from evidence_app.domain.evidence import Passage
from evidence_app.domain.outline import outline_of
from evidence_app.domain.pageview import EXTRACTOR, OutlineItem, PageImage, Word, boxes
from evidence_app.errors import KnownError
from evidence_app.pages.service import PageService
from evidence_app.store import documents as document_store
from evidence_app.store import pages as page_store
from evidence_app.store.database import Database


def warm_pages() -> PageService:
    """Starts a page service, so that it is warm when a workspace is opened (about half a second)."""
    service = PageService()
    service.start()
    return service


class Pages:
    """Pages of a workspace's documents."""

    extractor = EXTRACTOR

    def __init__(self, database: Database, service: PageService | None) -> None:
        self._database = database
        self._service = service
        # When a page was last asked for to be seen; by time.monotonic().
        self.asked = -math.inf

    def render(self, document: int, page: int, scale: float, *, prefetch: bool = False) -> Future[PageImage]:
        """Draws a page.

        Args:
            page: number from 1.
            scale: pixels per point.
            prefetch: True for a page that is not on screen yet; drawn only when nothing else waits.
        """
        if not prefetch:
            self.asked = time.monotonic()
        return self._running().render(document, partial(self._bytes, document), page, scale, prefetch=prefetch)

    def words(self, document: int, page: int) -> Future[tuple[Word, ...]]:
        """The words of a page with their boxes and their place in the page's text."""
        return self._running().words(document, partial(self._bytes, document), page)

    def outline(self, document: int) -> tuple[OutlineItem, ...]:
        """The outline of a document: its bookmarks, or its headings or entries; waits until it is read."""
        known = document_store.get(self._database, document)
        bookmarks = self._running().outline(document, partial(self._bytes, document)).result()
        return outline_of(bookmarks, known.ofsted if known else None, page_store.of_document(self._database, document))

    def sizes(self, document: int) -> list[tuple[float, float]]:
        """Displayed width and height of each page, in points."""
        return [(page.width, page.height) for page in page_store.of_document(self._database, document)]

    def boxed(self, passage: Passage) -> Passage:
        """The passage with the boxes of its lines, for the highlight."""
        found: list[tuple[int, float, float, float, float]] = []
        for page in range(passage.page, passage.to_page + 1):
            text = page_store.one(self._database, passage.document, page)
            if text is None:
                continue
            start = passage.start if page == passage.page else 0
            end = passage.end if page == passage.to_page else len(text.text)
            words = [
                word
                for word in self.words(passage.document, page).result()
                if not any(a <= word.start < b for a, b in text.furniture)
            ]
            found.extend((page, *box) for box in boxes(words, start, end))
        return dataclasses.replace(passage, boxes=tuple(found))

    def forget(self, document: int) -> None:
        """Drops what is still waiting to be drawn of a document."""
        if self._service is not None:
            self._service.cancel(document)

    def close(self) -> None:
        """Stops the page service."""
        if self._service is not None:
            self._service.close()
            self._service = None

    def _running(self) -> PageService:
        if self._service is None:
            self._service = warm_pages()
        return self._service

    def _bytes(self, document: int) -> bytes:
        data = document_store.data(self._database, document)
        if data is None:
            raise KnownError("This document could not be read when it was imported, so it cannot be shown.")
        return data
