"""Reads the pages of a workspace that are pictures, one after the other, in one worker process.

What was read from a page is kept at once, so ending the program costs one page at most. The document gets its layer of
text, and the index its words, as often as that costs little beside the reading: after each page of a short document,
every few pages of a long one, since a PDF can only be written as a whole.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Generator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any, TypeVar

from evidence_app.domain.scan import LaidPage, ScanPage, ScanReport
from evidence_app.errors import DiskFull, KnownError
from evidence_app.pages.process import WorkerLost, WorkerProcess, WorkerTooBig, WorkerTooSlow
from evidence_app.progress import Progress, Steps
from evidence_app.store import documents, scans
from evidence_app.store.database import Database

T = TypeVar("T")

# Seconds for a page (it is read behind all else, so a busy computer takes long) and for opening or writing a document;
# bytes the worker may take.
PAGE, DOCUMENT = 300.0, 300.0
MEMORY = 5 << 29
# Writing layers may take this share of the time that reading takes.
_WRITING = 0.05
_LOOK_SECONDS = 0.1

# A sentence, and what to do next.
NOT_INSTALLED = (
    "What reads scanned pages is not installed here.",
    "Run “python3 start.py ocr” once, with a network (about 130 MB); it reads offline from then on.",
)


def installed() -> bool:
    """Whether what reads pictures is there; it is an extra, because it is large."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2", "numpy"))


def read_scans(
    database: Database,
    only: Collection[int] | None = None,
    *,
    busy: Callable[[], bool] = lambda: False,
    laid: Callable[[int], None] = lambda document: None,
    settled: Callable[[int], None] = lambda document: None,
    no_text: str = "",
    nothing: tuple[str, str] = ("", ""),
) -> Steps[ScanReport]:
    """Reads pages that are pictures and were not read yet. Closing the generator ends it; what was read stays.

    Args:
        only: documents; None for all.
        busy: whether the officer is waiting for something else; no page is begun meanwhile.
        laid: told of each document whose text grew, on the thread that runs the steps.
        settled: told of each document of which no page waits any more, on that thread too.
        no_text: the reason given at import for having no text; a document is free of it once it has.
        nothing: reason and hint for a document on which nothing could be read.

    Raises:
        KnownError: what reads pictures is not installed.
        DiskFull: there was no room; what was stored before stays.
    """
    reading = _Reading(database, busy, laid)
    try:
        waiting = scans.waiting(database, only)
        for document in scans.unlaid_documents(database):
            if only is None or document in only:
                yield from reading.finish(document, held=False)
                if document not in waiting:
                    scans.settle(database, document, no_text, nothing)
                    settled(document)
        if waiting and not installed():
            raise KnownError(*NOT_INSTALLED)
        reading.total = sum(map(len, waiting.values()))
        for document, pages in waiting.items():
            yield from reading.document(document, pages)
            scans.settle(database, document, no_text, nothing)
            settled(document)
    finally:
        reading.close()
    left = sum(map(len, scans.waiting(database).values()))
    return ScanReport(
        reading.read, reading.words, reading.uncertain, left, tuple(reading.failed), time.monotonic() - reading.began
    )


@dataclass(slots=True)
class _Reading:
    """A reading under way: the worker, the document it holds, and what was counted."""

    database: Database
    busy: Callable[[], bool]
    laid: Callable[[int], None]
    began: float = field(default_factory=time.monotonic)
    total: int = 0
    done: int = 0
    read: int = 0
    words: int = 0
    uncertain: int = 0
    failed: list[tuple[str, int, str]] = field(default_factory=list)
    _worker: WorkerProcess = field(default_factory=lambda: WorkerProcess("evidence_app.ocr.worker", MEMORY))
    _thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "scans"))
    _document: int = 0
    _rendition: str = ""
    _reader: str = ""
    _writing: float = 0.0
    _since: float = 0.0

    def document(self, document: int, pages: Collection[int]) -> Generator[Progress, None, None]:
        """Reads pages of a document."""
        held = False
        marked = scans.marked_pages(self.database, document)
        for page in pages:
            yield from self._wait()
            try:
                if not held:
                    yield from self.open(document)
                    self._reader = yield from self._call(PAGE, "name")
                    held = True
                got: ScanPage = yield from self._call(PAGE, "read", page, page not in marked)
            except (WorkerLost, WorkerTooSlow, WorkerTooBig) as error:
                held = False
                self._fail(document, page, error)
            except KnownError as error:
                self._fail(document, page, error)
            else:
                scans.add(self.database, document, got, self._reader)
                self._count(got)
                if time.monotonic() - self._since > self._writing / _WRITING:
                    held = yield from self.finish(document, held=True)
            self.done += 1
            yield self._progress()
        if scans.unlaid(self.database, document):
            yield from self.finish(document, held=held)

    def open(self, document: int) -> Generator[Progress, None, None]:
        """Hands a document to the worker."""
        data = documents.data(self.database, document)
        if data is None:
            raise KnownError("No copy of this document was kept.", "Import it again.")
        self._document, self._rendition = document, scans.rendition(self.database, document)
        yield from self._call(DOCUMENT, "begin", data)
        self._writing, self._since = 0.0, time.monotonic()

    def finish(self, document: int, *, held: bool) -> Generator[Progress, None, bool]:
        """Writes what was read of a document into it; gives whether the worker holds it still.

        Args:
            held: whether the worker holds it now.
        """
        try:
            if not held:
                yield from self.open(document)
            yield from self._lay()
        except DiskFull:
            raise
        except KnownError as error:
            # What was read is kept, and written at the next reading.
            self._tell_failure(document, scans.unlaid(self.database, document)[0].number, error)
            return False
        return True

    def _lay(self) -> Generator[Progress, None, None]:
        began = time.monotonic()
        pages = scans.unlaid(self.database, self._document)
        made: tuple[bytes, list[LaidPage]] = yield from self._call(DOCUMENT, "lay", pages)
        if scans.lay(self.database, self._document, self._rendition, *made):
            self._rendition = scans.rendition(self.database, self._document)
            self.laid(self._document)
        self._since = time.monotonic()
        self._writing = self._since - began

    def close(self) -> None:
        """Ends the worker, also in the middle of a page."""
        self._worker.close()
        self._thread.shutdown(wait=True)

    def _call(self, seconds: float, function: str, *args: Any) -> Generator[Progress, None, Any]:
        """Calls the worker without standing still: a step can be taken, and the work be ended, ten times a second."""
        answer = self._thread.submit(self._worker.call, seconds, function, *args)
        while not wait_for([answer], _LOOK_SECONDS).done:
            yield self._progress()
        return answer.result()

    def _wait(self) -> Generator[Progress, None, None]:
        while self.busy():
            # The estimate is of the reading alone.
            self.began += _LOOK_SECONDS
            time.sleep(_LOOK_SECONDS)
            yield self._progress("Reading of scanned pages waits while you work")

    def _progress(self, message: str = "Reading scanned pages") -> Progress:
        return Progress(message, self.done, self.total, time.monotonic() - self.began)

    def _count(self, page: ScanPage) -> None:
        self.read += 1
        self.words += len(page.words)
        self.uncertain += sum(word.is_uncertain for word in page.words)

    def _fail(self, document: int, page: int, error: KnownError) -> None:
        self._tell_failure(document, page, error)
        scans.add_failure(self.database, document, page, self._reader, error.sentence)

    def _tell_failure(self, document: int, page: int, error: KnownError) -> None:
        known = documents.get(self.database, document)
        self.failed.append((known.title if known else "", page, error.sentence))
