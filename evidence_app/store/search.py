"""All SQL of searching. Words given to the full-text index are quoted by the caller (see search.compile)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher
from sqlite_utils import Database as Tables

from evidence_app.domain.document import PageText
from evidence_app.domain.hit import Hit
from evidence_app.errors import Superseded
from evidence_app.store.owners import Owners

# From so many pages on, one pass over all is quicker than looking each up.
MANY = 500
# Where more pages than this fit, those of them that came last are ranked. A word on so many pages tells them hardly
# apart, and ranking each would take a second for a million.
MOST_RANKED = 30_000


@dataclass(frozen=True, slots=True)
class Label:
    """What can be asked of a document besides its text."""

    document: int
    title: str
    kind: str
    authority: str
    date: str


@dataclass(frozen=True, slots=True)
class Tag:
    """What can be asked of evidence: where it stands and what was said of it."""

    document: int
    page: int
    to_page: int
    areas: tuple[str, ...]
    themes: tuple[str, ...]
    note: str


class Index:
    """The index as one search sees it, on one connection. Every reading raises Superseded once it was interrupted."""

    def __init__(self, tables: Tables, owners: Owners | None = None) -> None:
        self._connection = tables.conn
        self._owners = owners or Owners()
        self._ended = False

    def interrupt(self) -> None:
        """Ends the statement that is running, and every later one. Callable from any thread."""
        self._ended = True
        self._connection.interrupt()

    # -- pages ------------------------------------------------------------------------------------------------------

    def matching(self, expression: str) -> set[int]:
        """Ids of the pages that fit an FTS5 expression."""
        # One value with all of them in it comes over twice as fast as a row for each.
        sql = "SELECT json_group_array(rowid) FROM page_index WHERE page_index MATCH ?"
        return set(json.loads(self._rows(sql, expression)[0][0]))

    def every_page(self) -> set[int]:
        """Ids of all pages."""
        return self._ids("SELECT id FROM pages")

    def last_page(self) -> int:
        """The id of the last page: about as many pages as there are."""
        return int(self._rows("SELECT coalesce(max(id), 0) FROM pages")[0][0])

    def pages_of(self, documents: Collection[int]) -> set[int]:
        """Ids of all pages of these documents."""
        return self._ids("SELECT id FROM pages WHERE document IN (SELECT value FROM json_each(?))", _json(documents))

    def pages_numbered(self, first: int | None, last: int | None) -> set[int]:
        """Ids of the pages with these numbers, both included; None is open."""
        return self._ids(
            "SELECT id FROM pages WHERE (?1 IS NULL OR number >= ?1) AND (?2 IS NULL OR number <= ?2)", first, last
        )

    def pages_at(self, places: Iterable[tuple[int, int, int]]) -> set[int]:
        """Ids of the pages at places: (document, first page number, last page number)."""
        return self._ids(
            "SELECT p.id FROM json_each(?) place JOIN pages p ON p.document = place.value ->> 0"
            " AND p.number BETWEEN place.value ->> 1 AND place.value ->> 2",
            json.dumps(list(places)),
        )

    def tagged_pages(self) -> set[int]:
        """Ids of the pages with evidence."""
        return self._ids(
            "SELECT p.id FROM evidence e JOIN pages p ON p.document = e.document"
            " AND p.number BETWEEN e.page AND e.to_page"
        )

    def documents_of(self, pages: Collection[int]) -> set[int]:
        """Ids of the documents these pages belong to."""
        if len(pages) > MANY and self._owners.worth(len(pages), self._rows):
            return set(map(self._owners.read(self._rows).__getitem__, pages))
        return self._ids(
            "SELECT DISTINCT document FROM pages WHERE id IN (SELECT value FROM json_each(?))", _json(pages)
        )

    def ranked(self, expression: str, pages: Collection[int], limit: int) -> list[tuple[int, float]]:
        """The best of these pages by BM25 over the expression, best first, with a score that grows with relevance.

        Of more than MOST_RANKED pages, only those are looked at that came last.
        """
        if len(pages) > MOST_RANKED:
            pages = sorted(pages)[-MOST_RANKED:]
        # The plus sign keeps FTS5 from running the expression anew for every page.
        rows = self._rows(
            "SELECT rowid, bm25(page_index) AS score FROM page_index WHERE page_index MATCH ?"
            " AND rowid >= ? AND +rowid IN (SELECT value FROM json_each(?)) ORDER BY score, rowid LIMIT ?",
            expression,
            min(pages, default=0),
            _json(pages),
            limit,
        )
        return [(page, -score) for page, score in rows]

    def by_date(self, pages: Collection[int], limit: int, offset: int) -> list[int]:
        """Some of these pages, newest document first, then in order of pages."""
        order = "ORDER BY d.date DESC, d.title, d.id, p.number"
        joined = "SELECT p.id FROM pages p JOIN documents d ON d.id = p.document WHERE"
        if len(pages) <= MANY:
            found = self._rows(f"{joined} p.id IN (SELECT value FROM json_each(?)) {order}", _json(pages))
            return [page for (page,) in found][offset:][:limit]
        documents, before = self._dated(pages, limit, offset)
        found = self._rows(f"{joined} p.document IN (SELECT value FROM json_each(?)) {order}", _json(documents))
        return [page for (page,) in found if page in pages][offset - before :][:limit]

    def _dated(self, pages: Collection[int], limit: int, offset: int) -> tuple[list[int], int]:
        """Which documents hold the pages that are wanted; and how many pages stand in those before them."""
        owners = self._owners.read(self._rows)
        held = Counter(map(owners.__getitem__, pages))
        order = self._rows(
            "SELECT id FROM documents WHERE id IN (SELECT value FROM json_each(?)) ORDER BY date DESC, title, id",
            _json(held),
        )
        wanted: list[int] = []
        before = reached = 0
        for (document,) in order:
            if reached >= offset + limit:
                break
            reached += held[document]
            if reached > offset:
                wanted.append(document)
            else:
                before = reached
        return wanted, before

    def hits(self, pages: Collection[int]) -> dict[int, tuple[Hit, PageText]]:
        """These pages, each as a hit without a snippet and score, and its text."""
        rows = self._rows(
            "SELECT p.id, d.id, d.title, d.kind, d.authority, d.date, p.number, p.text, p.furniture"
            " FROM pages p JOIN documents d ON d.id = p.document WHERE p.id IN (SELECT value FROM json_each(?))",
            _json(pages),
        )
        return {
            page: (
                Hit(document, title, kind, authority, date, number, snippet="", score=0.0),
                PageText(number, text, furniture=tuple((start, end) for start, end in json.loads(furniture))),
            )
            for page, document, title, kind, authority, date, number, text, furniture in rows
        }

    # -- what can be asked besides the text -------------------------------------------------------------------------

    def labels(self) -> list[Label]:
        """Every document that has pages."""
        return [
            Label(*row)
            for row in self._rows("SELECT id, title, kind, authority, date FROM documents WHERE pages > 0 ORDER BY id")
        ]

    def tags(self) -> list[Tag]:
        """Every item of evidence."""
        rows = self._rows("SELECT document, page, to_page, areas, themes, note FROM evidence")
        return [
            Tag(document, page, to_page, tuple(json.loads(areas)), tuple(json.loads(themes)), note)
            for document, page, to_page, areas, themes, note in rows
        ]

    # -- the vocabulary ---------------------------------------------------------------------------------------------

    def forms(self, stems: Collection[str]) -> list[tuple[str, str, int]]:
        """Indexed words of these stems: (word, stem, pages it is on), the commonest first."""
        return self._rows(
            "SELECT term, stem, pages FROM vocabulary WHERE stem IN (SELECT value FROM json_each(?))"
            " ORDER BY pages DESC, term",
            json.dumps(list(stems)),
        )

    def fitting(self, pattern: str, limit: int) -> tuple[list[tuple[str, int]], int]:
        """The commonest indexed words that fit a pattern with * and ?, with the pages each is on; and how many fit."""
        rows = self._rows(
            "SELECT term, pages, count(*) OVER () FROM vocabulary WHERE term GLOB ? ORDER BY pages DESC, term LIMIT ?",
            pattern,
            limit,
        )
        return [(term, pages) for term, pages, _ in rows], rows[0][2] if rows else 0

    def words_of_length(self, shortest: int, longest: int, *, figures: bool) -> dict[str, int]:
        """Indexed words of so many letters, with the pages each is on.

        Args:
            figures: whether words with figures in them are wanted as well: in a large library, most words are numbers.
        """
        where = "" if figures else " AND term NOT GLOB '*[0-9]*'"
        sql = f"SELECT term, pages FROM vocabulary WHERE length(term) BETWEEN ? AND ?{where}"
        return dict(self._rows(sql, shortest, longest))

    # -- reading ----------------------------------------------------------------------------------------------------

    def _ids(self, sql: str, *values: Any) -> set[int]:
        return {identity for (identity,) in self._rows(sql, *values)}

    def _rows(self, sql: str, *values: Any) -> list[Any]:
        if self._ended:
            raise Superseded
        try:
            rows: list[Any] = self._connection.execute(sql, values).fetchall()
        except sqlcipher.OperationalError:
            if self._ended:
                raise Superseded from None
            raise
        return rows


def _json(numbers: Collection[int]) -> str:
    return f"[{','.join(map(str, numbers))}]"
