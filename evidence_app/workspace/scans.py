"""Scans: pages that are pictures are read by machine; what was read, and how sure the machine was."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from evidence_app.domain.entries import find_entries
from evidence_app.domain.evidence import Passage
from evidence_app.domain.scan import ReadNote, ScanReport, note_of
from evidence_app.errors import KnownError, ReadOnly
from evidence_app.ingest.describe import describe
from evidence_app.ingest.sniff import NO_TEXT, NO_WORDS_READ
from evidence_app.logs import note
from evidence_app.ocr.reading import NOT_INSTALLED, installed, read_scans
from evidence_app.progress import Steps
from evidence_app.store import documents as document_store
from evidence_app.store import pages as page_store
from evidence_app.store import scans as store
from evidence_app.store.database import Database
from evidence_app.store.journal import audit
from evidence_app.workspace.pages import Pages
from evidence_app.workspace.policy import in_force
from evidence_app.workspace.search import Search


class Scans:
    """The scanned pages of a workspace."""

    def __init__(self, database: Database, author: str, pages: Pages, search: Search) -> None:
        self._database = database
        self._author = author
        self._pages = pages
        self._search = search

    @property
    def installed(self) -> bool:
        """Whether what reads pictures is installed here."""
        return installed()

    def require_installed(self) -> None:
        """Raises a KnownError where what reads pictures is not there (how to install it), or the policy forbids it."""
        in_force().check_scans()
        if not installed():
            raise KnownError(*NOT_INSTALLED)

    def counts(self) -> dict[int, tuple[int, int]]:
        """By document: pages that wait to be read, and pages that were read by machine."""
        return store.counts(self._database)

    def waiting(self) -> int:
        """How many pages are pictures and not read yet; those of documents set aside are left out."""
        return sum(map(len, store.waiting(self._database).values()))

    def read(
        self,
        documents: Collection[int] | None = None,
        *,
        busy: Callable[[], bool] = lambda: False,
        grown: Callable[[int], None] = lambda document: None,
    ) -> Steps[ScanReport]:
        """Reads pages that are pictures. Closing the steps ends it; what was read stays, and is not read again.

        Args:
            documents: only these; None for all.
            busy: whether the officer is waiting for something else; no page is begun meanwhile.
            grown: told of each document whose text grew, on the thread that runs the steps.

        Raises:
            KnownError: what reads pictures is not installed, or the policy forbids it.
            ReadOnly: the workspace is open for reading only.
        """

        in_force().check_scans()

        def laid(document: int) -> None:
            # The page service still draws and reads the document as it was.
            self._pages.forget(document)
            grown(document)

        with self._recorded() as steps:
            report = yield from read_scans(
                self._database,
                documents,
                busy=busy,
                laid=laid,
                settled=self._describe,
                no_text=NO_TEXT.reason,
                nothing=NO_WORDS_READ,
            )
            steps.append(report)
        note("scans", read=report.read, failed=len(report.failed))
        return report

    def _describe(self, document: int) -> None:
        """Proposes a document's details anew from its words; what the officer or its file had told stays."""
        known = document_store.get(self._database, document)
        pages = page_store.of_document(self._database, document)
        if known is None or not pages or known.ofsted is not None:
            return
        blind = describe(known.file_name, "", "", None)
        seeing = describe(known.file_name, "", pages[0].text, None, entries=find_entries(pages))
        store.describe(
            self._database,
            document,
            {
                field: getattr(seeing, field)
                for field in ("title", "kind", "date", "child")
                if getattr(known, field) == getattr(blind, field) != getattr(seeing, field)
            },
        )

    def note(self, passage: Passage) -> ReadNote | None:
        """What has to be said of a passage whose words were read by machine; None where they were not."""
        read = store.read_pages(self._database, [passage.document], passage.page, passage.to_page)
        return note_of(read, passage)

    def page_note(self, document: int, page: int) -> ReadNote | None:
        """What has to be said of a page (from 1) that was read by machine; None where it was not."""
        return self.note(Passage(document, page, page, 0, sys.maxsize, ""))

    @contextmanager
    def _recorded(self) -> Iterator[list[ScanReport]]:
        """Writes one line of the audit log, and makes new words known to the search, also where it was cancelled."""
        if self._database.read_only:
            raise ReadOnly
        made: list[ScanReport] = []
        try:
            yield made
        finally:
            self._search.refresh()
            read = made[0].read if made else None
            with self._database.write() as tables:
                audit(tables, self._author, "read scans", {"pages": read} if made else {"ended": "early"})
