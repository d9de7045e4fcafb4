"""Brings drawn pages and their words from the page service to the window's thread.

The view says what it needs now; only a few requests are ever on their way, so however fast somebody scrolls, no page
scrolled past is drawn before the one they stop at. What is on its way and no longer needed is cancelled.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import CancelledError, Future
from functools import partial
from typing import Any, Literal, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal

from evidence_app import workspace as core
from evidence_app.domain.document import PageText
from evidence_app.domain.pageview import PageImage
from evidence_app.errors import KnownError
from ui.reader.cache import PageCache, drawn
from ui.reader.words import PageWords

# For what is in view: one that is being drawn, and the next, so that the worker never waits for the window.
AT_ONCE = 2
AHEAD_AT_ONCE = 1
WORDS_KEPT = 48


class Wanted(NamedTuple):
    """Something asked of the page service: pixels (with their scale), pixels ahead of need, or words."""

    what: Literal["pixels", "ahead", "words"]
    page: int
    scale: float = 0.0


class _Gate:
    """Shut when the feed is gone, so that no thread speaks to an object that is being destroyed."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.open = True

    def shut(self) -> None:
        with self.lock:
            self.open = False


class PageFeed(QObject):
    """Pages of one document at a time.

    Args:
        with_words: False where only pixels are wanted.
    """

    drawn = Signal(int)  # page: its pixels are here at the scale asked for
    words_here = Signal(int)  # page
    troubled = Signal(int)  # page: it cannot be drawn; `trouble` tells why
    _landed = Signal(object)

    def __init__(self, parent: QObject | None = None, *, with_words: bool = True) -> None:
        super().__init__(parent)
        self.cache = PageCache()
        self._with_words = with_words
        self._pages: core.Pages | None = None
        self._document = 0
        self._texts: Sequence[PageText] = ()
        self._serial = 0
        self._wanted: list[Wanted] = []
        self._shown: Sequence[int] = ()
        self._under_way: dict[Wanted, Future[Any]] = {}
        self._words: OrderedDict[int, PageWords] = OrderedDict()
        self._trouble: dict[int, KnownError] = {}
        # Until the service's second worker has drawn its first page, nobody waits for it.
        self._ahead_ready = False
        self._gate = _Gate()
        self._landed.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(self._gate.shut)

    def set_pages(self, pages: core.Pages | None) -> None:
        """Asks another workspace from now on; None lets go of it."""
        self.close()
        self._pages = pages
        self._ahead_ready = False

    def open(self, document: int, texts: Sequence[PageText]) -> None:
        """Starts on a document; the one before is forgotten.

        Args:
            texts: the document's pages, in order.
        """
        self.close()
        self._document, self._texts = document, texts

    def renew(self, texts: Sequence[PageText]) -> None:
        """Takes other texts of the same document: words are asked for anew, and pixels where a page was turned."""
        sizes = [[(page.width, page.height) for page in some] for some in (self._texts, texts)]
        if sizes[0] != sizes[1]:
            self.cache.clear()
        self._serial += 1
        for future in self._under_way.values():
            future.cancel()
        self._under_way.clear()
        self._words.clear()
        self._texts = texts

    def close(self) -> None:
        """Forgets the document and what is on its way."""
        self._serial += 1
        self._wanted = []
        for future in self._under_way.values():
            future.cancel()
        self._under_way.clear()
        if self._pages is not None and self._document:
            self._pages.forget(self._document)
        self._document = 0
        self.cache.clear()
        self._words.clear()
        self._trouble.clear()

    @property
    def under_way(self) -> int:
        """How many requests are on their way."""
        return len(self._under_way)

    def need(self, shown: Sequence[int], near: Sequence[int], scale: float) -> None:
        """Says what is needed now; whatever was needed before no longer is.

        Args:
            shown: pages on screen, the most important first.
            near: pages that may be on screen next, likewise.
            scale: pixels per point.
        """
        self._shown = shown
        self._wanted = [
            *(Wanted("pixels", page, scale) for page in shown),
            *(Wanted("words", page) for page in shown if self._with_words),
            *(Wanted("ahead", page, scale) for page in near),
            *(Wanted("words", page) for page in near if self._with_words),
        ]
        wanted = set(self._wanted)
        for asked, future in list(self._under_way.items()):
            if asked not in wanted and future.cancel():
                self._under_way.pop(asked, None)
        self._ask()

    def words(self, page: int) -> PageWords | None:
        """The words of a page, or None while they are not here."""
        found = self._words.get(page)
        if found is not None:
            self._words.move_to_end(page)
        return found

    def trouble(self, page: int) -> KnownError | None:
        """Why a page cannot be drawn, or None."""
        return self._trouble.get(page)

    def retry(self) -> None:
        """Asks once more for pages that could not be drawn."""
        self._trouble.clear()
        self._ask()

    def _ask(self) -> None:
        if self._pages is None:
            return
        missing = [one for one in self._wanted if one not in self._under_way and self._missing(one)]
        ahead = sum(asked.what == "ahead" for asked in self._under_way)
        now = [one for one in missing if one.what != "ahead"][: max(0, AT_ONCE - len(self._under_way) + ahead)]
        later = [one for one in missing if one.what == "ahead"][: max(0, AHEAD_AT_ONCE - ahead)]
        # The service takes the newest request first.
        for asked in reversed(now + later):
            future: Future[Any]
            if asked.what == "words":
                future = self._pages.words(self._document, asked.page)
            else:
                prefetch = asked.what == "ahead"
                future = self._pages.render(self._document, asked.page, asked.scale, prefetch=prefetch)
            self._under_way[asked] = future
            future.add_done_callback(partial(self._hand_over, self._gate, self._serial, asked))

    def _missing(self, asked: Wanted) -> bool:
        if asked.page in self._trouble:
            return False
        if asked.what == "words":
            return asked.page not in self._words
        here = self.cache.get(asked.page)
        if here is not None and here.scale == asked.scale:
            return False
        return not (self._ahead_ready and Wanted("ahead", asked.page, asked.scale) in self._under_way)

    def _hand_over(self, gate: _Gate, serial: int, asked: Wanted, future: Future[Any]) -> None:
        """Runs on the thread that finished or cancelled the request."""
        result: Any
        try:
            result = future.result()
        except CancelledError:
            result = None
        except Exception as error:
            result = error
        with gate.lock:
            if gate.open:
                self._landed.emit((serial, asked, future, result))

    def _take(self, landed: tuple[int, Wanted, Future[Any], Any]) -> None:
        serial, asked, future, result = landed
        if self._under_way.get(asked) is future:
            del self._under_way[asked]
        if serial != self._serial:
            return
        if isinstance(result, PageImage):
            self._ahead_ready = self._ahead_ready or asked.what == "ahead"
            self.cache.put(asked.page, drawn(result, asked.scale), self._shown)
            self.drawn.emit(asked.page)
        elif isinstance(result, KnownError):
            self._trouble[asked.page] = result
            self.troubled.emit(asked.page)
        elif isinstance(result, Exception):
            self._trouble[asked.page] = KnownError("This page could not be drawn.")
            self.troubled.emit(asked.page)
            self._ask()
            raise result
        elif result is not None:
            self._words[asked.page] = PageWords(result, self._texts[asked.page - 1].furniture)
            while len(self._words) > WORDS_KEPT:
                self._words.popitem(last=False)
            self.words_here.emit(asked.page)
        self._ask()
