"""Search over a workspace."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from evidence_app.domain.hit import Query, SearchResult
from evidence_app.search import desk
from evidence_app.search.searcher import Searcher
from evidence_app.search.stems import stem, stem_rules
from evidence_app.store import vocabulary
from evidence_app.store.database import Database


class Search:
    """Finds pages."""

    def __init__(self, database: Database, elsewhere: Callable[[], frozenset[int]]) -> None:
        self._database = database
        self._searcher = Searcher(database, elsewhere)

    def run(self, query: Query) -> SearchResult:
        """Searches pages, and with the first of them the improvement desk.

        Whatever is typed gives hits or a sentence, never an error.
        """
        result = self._searcher.search(query)
        if query.offset:
            return result
        began = time.perf_counter()
        found = desk.find(self._database, query)
        spent = round(result.milliseconds + (time.perf_counter() - began) * 1000, 2)
        return replace(result, desk=found, milliseconds=spent)

    def prepare(self) -> None:
        """Loads what the first search needs (about 0.15 s), so that it is as fast as the next ones."""
        self._searcher.prepare()

    def interrupt(self) -> None:
        """Ends the search that is running, because a newer one is wanted. Callable from any thread."""
        self._searcher.interrupt()

    def refresh(self) -> None:
        """Makes the words of newly imported pages known to word forms and suggestions."""
        vocabulary.refresh(self._database, stem, stem_rules())
