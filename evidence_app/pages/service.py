"""The page service: pixels, words and bookmarks of stored documents, from warm worker processes.

One worker is for what is on screen, a second for what may be on screen next. The window's process never parses a
document, so a hostile one can end a worker, not the window.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass
from multiprocessing.shared_memory import SharedMemory
from typing import Any, TypeVar

from evidence_app.domain.pageview import OutlineItem, PageImage, Word
from evidence_app.errors import KnownError
from evidence_app.pages.process import WorkerProcess

T = TypeVar("T")

Load = Callable[[], bytes]

# A page on paper at 400 dots an inch; on a screen more than that cannot be seen.
MOST_PIXELS = 16_000_000
SECONDS = 20.0
MEMORY = 3 << 29

# Requests kept waiting; older ones are for pages long scrolled past.
_MOST_WAITING = 32


class PageService:
    """Draws pages and tells where their words stand; every method may be called from any thread.

    The newest request is served first. A waiting request is cancelled by a newer one for the same thing (the same page
    at another scale), when too many wait, and by cancel().

    Args:
        seconds: time limit of one page.
        memory: most bytes a worker may take.
        most_pixels: pages larger than that are drawn at a smaller scale.
    """

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY, most_pixels: int = MOST_PIXELS) -> None:
        self._screen = _Lane("page-service", seconds, memory, most_pixels)
        self._ahead = _Lane("page-service-ahead", seconds, memory, most_pixels)

    def start(self) -> None:
        """Warms both workers, without waiting; no workspace need be open yet."""
        self._screen.start()
        self._ahead.start()

    def render(
        self, document: int, load: Load, page: int, scale: float, *, prefetch: bool = False
    ) -> Future[PageImage]:
        """Draws a page.

        Args:
            document: any number that stands for the document while it does not change.
            load: gives its bytes (a PDF); called on a thread of the service when a worker does not have them yet.
            page: from 1.
            scale: pixels a point.
            prefetch: True for what is not on screen yet.
        """
        lane = self._ahead if prefetch else self._screen
        return lane.ask(document, load, ("draw", page), lambda: lane.draw(document, page, scale))

    def words(self, document: int, load: Load, page: int) -> Future[tuple[Word, ...]]:
        """The words of a page (from 1), with boxes in displayed page space and offsets into the page's text."""

        def work() -> tuple[Word, ...] | None:
            found = self._screen.call("words", document, page)
            return None if found is None else tuple(map(Word._make, found))

        return self._screen.ask(document, load, ("words", page), work)

    def outline(self, document: int, load: Load) -> Future[tuple[OutlineItem, ...]]:
        """The bookmarks of a document."""

        def work() -> tuple[OutlineItem, ...] | None:
            found = self._screen.call("outline", document)
            return None if found is None else tuple(found)

        return self._screen.ask(document, load, "outline", work)

    def cancel(self, document: int) -> None:
        """Cancels what waits for a document and lets the workers forget its bytes."""
        self._screen.drop(document)
        self._ahead.drop(document)

    def close(self) -> None:
        """Ends the workers and cancels what waits. Closing twice is harmless."""
        self._screen.close()
        self._ahead.close()


@dataclass(frozen=True, slots=True)
class _Request:
    document: int
    load: Load
    what: Hashable
    work: Callable[[], Any]  # gives None where the worker does not have the document open
    future: Future[Any]


class _Lane:
    """A worker, the thread that waits for it, and what waits for both."""

    def __init__(self, name: str, seconds: float, memory: int, most_pixels: int) -> None:
        self._seconds = seconds
        self._most_pixels = most_pixels
        self._worker = WorkerProcess("evidence_app.pages.drawing", memory)
        self._shared: SharedMemory | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._changed = threading.Condition()
        self._waiting: list[_Request] = []
        self._unwanted: set[int] = set()
        self._closed = False

    def start(self) -> None:
        with self._changed:
            if self._closed or self._thread.ident is not None:
                return
            self._thread.start()

    def ask(self, document: int, load: Load, what: Hashable, work: Callable[[], T | None]) -> Future[T]:
        future: Future[T] = Future()
        self.start()
        with self._changed:
            if self._closed:
                future.cancel()
                return future
            for waiting in self._waiting:
                if waiting.document == document and waiting.what == what:
                    waiting.future.cancel()
            self._waiting.append(_Request(document, load, what, work, future))
            for waiting in self._waiting[:-_MOST_WAITING]:
                waiting.future.cancel()
            self._waiting = [waiting for waiting in self._waiting if not waiting.future.cancelled()]
            self._changed.notify()
        return future

    def drop(self, document: int) -> None:
        with self._changed:
            if self._thread.ident is None:
                return
            for waiting in self._waiting:
                if waiting.document == document:
                    waiting.future.cancel()
            self._unwanted.add(document)
            self._changed.notify()

    def close(self) -> None:
        with self._changed:
            self._closed = True
            for waiting in self._waiting:
                waiting.future.cancel()
            self._waiting.clear()
            self._changed.notify()
        self._worker.close()
        if self._thread.ident is not None:
            self._thread.join()
        if self._shared is not None:
            self._shared.close()
            self._shared = None

    def call(self, function: str, *args: Any) -> Any:
        return self._worker.call(self._seconds, function, *args)

    def draw(self, document: int, page: int, scale: float) -> PageImage | None:
        drawn = self.call("draw", document, page, scale, self._most_pixels)
        if drawn is None:
            return None
        width, height, stride, scale = drawn
        assert self._shared is not None and self._shared.buf is not None
        return PageImage(width, height, stride, scale, bytes(self._shared.buf[: stride * height]))

    def _run(self) -> None:
        # Here and not in start(): making a process takes up to 0.2 s, which no caller should wait.
        with contextlib.suppress(KnownError):
            self._worker.start()
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self._waiting or self._unwanted)
                if self._closed:
                    return
                unwanted, self._unwanted = self._unwanted, set()
                request = self._waiting.pop() if self._waiting else None
            for document in unwanted:
                self._forget(document)
            if request is not None and request.future.set_running_or_notify_cancel():
                self._serve(request)

    def _serve(self, request: _Request) -> None:
        try:
            result = request.work()
            if result is None:
                if not self.call("keep", request.document, request.load()):
                    self._share()
                result = request.work()
        except Exception as error:
            request.future.set_exception(error)
        else:
            request.future.set_result(result)

    def _share(self) -> None:
        """Gives a fresh worker memory to draw into, used for every page: nothing to make and to free for each.

        The system gives it real memory only as far as pages reach. Its name is taken away as soon as the worker has it:
        whatever is killed after that, no picture of a page stays behind.
        """
        if self._shared is not None:
            self._shared.close()
        self._shared = SharedMemory(create=True, size=3 * self._most_pixels)
        try:
            self.call("share", self._shared.name)
        finally:
            self._shared.unlink()

    def _forget(self, document: int) -> None:
        try:
            self.call("forget", document)
        except KnownError:
            return  # the worker is gone, and the document with it
