"""What is lit up in the open document, and which hit is the present one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from evidence_app.domain.document import PageText
from ui.jobs import Job, Jobs
from ui.reader.hits import Hit, found, lit
from ui.reader.text import DocumentText


class Finder(QObject):
    """Looks for what a search found, or what is typed into the find bar; what is typed goes before."""

    changed = Signal()  # other hits, or another present hit
    arrived = Signal()  # the answer to what was asked last is here

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()
        self._pages: dict[int, list[Hit]] = {}
        self._at = -1
        self._jobs = jobs
        self._text = DocumentText(())
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._typed: str | None = None
        self._job: Job | None = None

    def open(self, text: DocumentText) -> None:
        """Looks in another document."""
        self._text = text
        self._look()

    def search(self, rows: tuple[tuple[str, ...], ...]) -> None:
        """Looks for rows of folded words."""
        if rows != self._rows:
            self._rows = rows
            if self._typed is None:
                self._look()

    def type(self, typed: str | None) -> None:
        """Looks for what was typed; None goes back to the search."""
        if typed != self._typed:
            self._typed = typed
            self._look()

    @property
    def count(self) -> int:
        """How many hits there are."""
        return len(self._hits)

    @property
    def position(self) -> int:
        """Place of the present hit from 1; 0 where none is."""
        return self._at + 1

    @property
    def now(self) -> Hit | None:
        """The present hit."""
        return self._hits[self._at] if self._at >= 0 else None

    @property
    def pages(self) -> Mapping[int, Sequence[Hit]]:
        """The hits of each page that has any."""
        return self._pages

    def step(self, forward: bool, page: int) -> None:
        """Makes the next or the previous hit the present one, going round at the ends.

        Args:
            page: where to begin while no hit is the present one.
        """
        if not self._hits:
            return
        if self._at >= 0:
            place = self._at + (1 if forward else -1)
        elif forward:
            place = bisect_left(self._hits, page, key=_page)
        else:
            place = bisect_right(self._hits, page, key=_page) - 1
        self._choose(place % len(self._hits))

    def choose_on(self, page: int) -> Hit | None:
        """Makes the first hit on a page the present one, and gives it; None where the page has none."""
        first = next(iter(self._pages.get(page, ())), None)
        if first is not None:
            self._choose(bisect_left(self._hits, first))
        return first

    def _choose(self, place: int) -> None:
        self._at = place
        self.changed.emit()

    def _look(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = None
        pages = self._text.pages
        if not pages or not (self._typed or (self._typed is None and self._rows)):
            self._take(((), {}))
            return
        self._job = self._jobs.start("Finding words", partial(_looked, pages, self._typed, self._rows))
        self._job.finished.connect(self._take)

    def _take(self, answer: tuple[tuple[Hit, ...], dict[int, list[Hit]]]) -> None:
        self._job = None
        self._hits, self._pages = answer
        self._at = -1
        self.changed.emit()
        self.arrived.emit()


def _looked(
    pages: Sequence[PageText], typed: str | None, rows: tuple[tuple[str, ...], ...]
) -> tuple[tuple[Hit, ...], dict[int, list[Hit]]]:
    """All hits in reading order, and those of each page; one that runs over a page turn is on both."""
    every = found(pages, typed) if typed else lit(pages, rows)
    by_page: defaultdict[int, list[Hit]] = defaultdict(list)
    for hit in every:
        for page in range(hit.page, hit.to_page + 1):
            by_page[page].append(hit)
    return every, dict(by_page)


def _page(hit: Hit) -> int:
    return hit.page
