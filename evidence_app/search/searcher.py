"""Searching: from a question to pages, snippets and a sentence that says what was searched."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from evidence_app.domain.hit import Hit, Query, SearchResult
from evidence_app.search.compile import find_pages, ranking_expression
from evidence_app.search.describe import understood
from evidence_app.search.expand import Expansion, Words, expand
from evidence_app.search.fields import Elsewhere, Filters
from evidence_app.search.query import Reading, read_query
from evidence_app.search.snippets import snippet
from evidence_app.search.spelling import corrected
from evidence_app.search.synonyms import thesaurus, with_synonyms
from evidence_app.search.tree import Row, asked_rows, every_row
from evidence_app.store.database import Database
from evidence_app.store.owners import Owners
from evidence_app.store.search import MOST_RANKED, Index

# A misspelling is looked for where a question finds no more pages than this.
FEW = 10


@dataclass(frozen=True, slots=True)
class _Answer:
    """A question's pages, before any is shown."""

    reading: Reading
    expansions: dict[Row, Expansion]
    pages: set[int]
    notes: tuple[str, ...]


class Searcher:
    """Answers questions about the pages of a workspace. May be used from several threads.

    Args:
        database: the workspace file.
        elsewhere: gives the ids of the documents about other authorities; asked where a question is about that.
    """

    def __init__(self, database: Database, elsewhere: Elsewhere = frozenset) -> None:
        self._database = database
        self._elsewhere = elsewhere
        self._owners = Owners()
        self._mutex = threading.Lock()
        self._running: set[Index] = set()

    def prepare(self) -> None:
        """Loads what the first search needs, a quarter of a second; a window does so before anything is typed."""
        read_query("")
        thesaurus(True)
        thesaurus(False)

    def search(self, query: Query) -> SearchResult:
        """Finds pages.

        Raises:
            Superseded: interrupt() was called while it ran.
        """
        self.prepare()
        began = time.perf_counter()
        with self._database.snapshot() as tables, self._interruptible(Index(tables, self._owners)) as index:
            answer = _answer(query, index, self._elsewhere)
            hits = _hits(query, answer, index)
            notes = answer.notes
            if len(answer.pages) > MOST_RANKED and any(hit.score for hit in hits):
                notes = (*notes, f"of so many pages, the best of the {MOST_RANKED:,} brought in last come first")
            documents = len(index.documents_of(answer.pages))
            suggestion = _suggestion(query, answer, index, self._elsewhere) if len(answer.pages) <= FEW else None
        asked = asked_rows(answer.reading.tree)
        return SearchResult(
            query=query.text,
            understood=understood(query, answer.reading, answer.expansions, notes),
            total_pages=len(answer.pages),
            total_documents=documents,
            milliseconds=round((time.perf_counter() - began) * 1000, 2),
            suggestion=suggestion,
            hits=hits,
            highlights=tuple(dict.fromkeys(words for row in asked for words in _lit(row, answer.expansions[row]))),
        )

    def interrupt(self) -> None:
        """Ends every search that is running now, and none that starts later. Callable from any thread."""
        with self._mutex:
            for index in self._running:
                index.interrupt()

    @contextmanager
    def _interruptible(self, index: Index) -> Iterator[Index]:
        with self._mutex:
            self._running.add(index)
        try:
            yield index
        finally:
            # Taken out before the connection is given back, so that no interrupt can hit who borrows it next.
            with self._mutex:
                self._running.discard(index)


def _answer(query: Query, index: Index, elsewhere: Elsewhere) -> _Answer:
    reading = read_query(query.text)
    if query.synonyms:
        reading = replace(reading, tree=with_synonyms(reading.tree, query.stemming))
    expansions = expand(every_row(reading.tree), index, query.stemming)
    filters = Filters(index, query.stemming, elsewhere)
    pages = find_pages(reading.tree, expansions, index, filters, query.within)
    return _Answer(reading, expansions, pages, tuple(filters.notes))


def _hits(query: Query, answer: _Answer, index: Index) -> tuple[Hit, ...]:
    """The hits asked for: best first, or newest first; each with a snippet."""
    limit, offset = max(0, query.limit), max(0, query.offset)
    tree, expansions, pages = answer.reading.tree, answer.expansions, answer.pages
    ranking = ranking_expression(tree, expansions)
    scores: dict[int, float] = {}
    if not limit or not pages:
        return ()
    if query.order == "date" or ranking is None:
        chosen = index.by_date(pages, limit, offset)
    else:
        scores = dict(index.ranked(ranking, pages, offset + limit))
        chosen = list(scores)[offset:]
        if len(chosen) < limit:
            # Pages that only a rare form of a word found come last.
            chosen += index.by_date(pages - scores.keys(), limit - len(chosen), max(0, offset - len(scores)))
    shown = index.hits(chosen)
    lit = [_lit(row, expansions[row]) for row in asked_rows(tree)]
    return tuple(
        replace(hit, snippet=snippet(text, lit), score=scores.get(page, 0.0))
        for page, (hit, text) in ((page, shown[page]) for page in chosen)
    )


def _lit(row: Row, expansion: Expansion) -> tuple[Words, ...]:
    """What lights up: rows as they stand, but words that may be apart one by one."""
    if row.apart:
        return tuple((word,) for words in expansion.lit for word in words)
    return expansion.lit


def _suggestion(query: Query, answer: _Answer, index: Index, elsewhere: Elsewhere) -> str | None:
    """A question that is better spelled and finds more pages."""
    typed = read_query(query.text).tree
    text = corrected(query.text, every_row(typed), index)
    if text is None or len(_answer(replace(query, text=text), index, elsewhere).pages) <= len(answer.pages):
        return None
    return text
