"""Upkeep: the index made anew or compact, and pages brought up to date after an update of the program."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from evidence_app.domain.document import PageText
from evidence_app.domain.evidence import Evidence, Passage
from evidence_app.domain.passage import find_again, select
from evidence_app.domain.upkeep import UpkeepReport
from evidence_app.domain.wording import fold
from evidence_app.ingest.rereading import read_again
from evidence_app.ofsted.document import read_document
from evidence_app.progress import Progress, Steps
from evidence_app.store import index, rereading
from evidence_app.store import pages as page_store
from evidence_app.store.database import Database
from evidence_app.store.journal import audit
from evidence_app.workspace.pages import Pages
from evidence_app.workspace.search import Search

# Pages that go into a new index in one transaction: some 0.1 s.
BATCH = 300


class Upkeep:
    """What keeps a workspace quick and up to date; it can be cancelled by closing, and goes on when asked again."""

    def __init__(self, database: Database, author: str, pages: Pages, search: Search) -> None:
        self._database = database
        self._author = author
        self._pages = pages
        self._search = search

    def waiting(self) -> int:
        """Documents whose pages were read by an earlier version of the program, and an index half made, as one."""
        stale = len(rereading.stale(self._database, self._pages.extractor))
        return stale + index.is_rebuilding(self._database)

    def rebuild(self) -> Steps[UpkeepReport]:
        """Makes the full-text index anew from the stored pages; searches are answered by the old one meanwhile."""
        began = time.monotonic()
        index.begin_rebuild(self._database)
        done, total = -1, 0
        while True:
            held, total = index.rebuild_some(self._database, BATCH)
            if held == done:
                break
            done = held
            yield Progress("Making the index anew", done, total, time.monotonic() - began, done)
        index.finish_rebuild(self._database)
        self._search.refresh()
        self._audit("rebuild index", {"pages": total})
        return UpkeepReport(indexed=total, seconds=time.monotonic() - began)

    def optimise(self) -> Steps[UpkeepReport]:
        """Merges the parts the index consists of, after many imports, so that searches look in one place."""
        began = time.monotonic()
        rounds = 0
        while index.optimise_some(self._database):
            rounds += 1
            yield Progress("Making the index compact", rounds, 0, time.monotonic() - began)
        return UpkeepReport(seconds=time.monotonic() - began)

    def reread(self) -> Steps[UpkeepReport]:
        """Reads pages again that an earlier version of the program read, and anchors their evidence in the new text.

        Each document changes over in one transaction; the old pages are searched until then. Evidence whose words are
        not found stays as it was, and the check of the workspace names it.
        """
        began = time.monotonic()
        extractor = self._pages.extractor
        wanted = rereading.stale(self._database, extractor)
        report = UpkeepReport()
        pages = 0
        yield Progress("Bringing pages up to date", 0, len(wanted))
        try:
            steps = read_again(self._database, wanted, extractor, read_document)
            for done, (count, marks_lost, good) in enumerate(steps, 1):
                pages += count
                report = replace(
                    report,
                    reread=report.reread + good,
                    failed=report.failed + (not good),
                    marks_lost=report.marks_lost + marks_lost,
                )
                yield Progress("Bringing pages up to date", done, len(wanted), time.monotonic() - began, pages)
        finally:
            self._search.refresh()
        for document, items in rereading.adrift(self._database, extractor).items():
            found = self._anchored(document, items)
            rereading.put_passages(self._database, found)
            lost = len(items) - len(found)
            report = replace(report, anchored=report.anchored + len(found), lost=report.lost + lost)
            yield Progress("Placing evidence", len(wanted), len(wanted), time.monotonic() - began, pages)
        if wanted or report.anchored:
            self._audit("read pages again", {"documents": report.reread, "evidence": report.anchored})
        return replace(report, seconds=time.monotonic() - began)

    def catch_up(self) -> Steps[UpkeepReport]:
        """Does what waits: pages are read again, and a rebuild that was interrupted comes to its end."""
        report = yield from self.reread()
        if index.is_rebuilding(self._database):
            made = yield from self.rebuild()
            report = replace(report, indexed=made.indexed, seconds=report.seconds + made.seconds)
        return report

    def _anchored(self, document: int, items: Sequence[Evidence]) -> dict[str, Passage]:
        """The new place of each item whose words are found, by its id."""
        pages = page_store.of_document(self._database, document)
        olds = [item.passage for item in items]
        again = find_again(pages, olds, document, self._pages.extractor)
        placed: dict[str, Passage] = {}
        for item, found in zip(items, again, strict=True):
            if item.passage.picture:
                # A box stays where it is, whatever is read of its page.
                placed[item.id] = replace(item.passage, extractor=self._pages.extractor)
                continue
            same = self._where_it_was(pages, item.passage)
            if same is not None:
                placed[item.id] = replace(same, boxes=item.passage.boxes)
            elif found is not None:
                placed[item.id] = self._pages.boxed(found)
        return placed

    def _where_it_was(self, pages: Sequence[PageText], old: Passage) -> Passage | None:
        there = select(pages, (old.page, old.start), (old.to_page, old.end), old.document, self._pages.extractor)
        return there if there is not None and fold(there.quote).text == fold(old.quote).text else None

    def _audit(self, action: str, detail: dict[str, int]) -> None:
        with self._database.write() as tables:
            audit(tables, self._author, action, detail)
