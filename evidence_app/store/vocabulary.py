"""The indexed words, each with its stem and the number of pages it is on: what word forms and spellings are read from.

After an import only the new pages are counted, so that it takes as long as they are many, not as long as the library is
large. Where pages go or their text changes, their words are counted out and in at once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from sqlite_utils import Database as Tables

from evidence_app.store.database import Database

# What a word is: letters and figures, folded for case and accents; the same for every index of pages.
TOKENIZE = "tokenize=\"unicode61 remove_diacritics 2 categories 'L* N*'\""
# From this share of new pages on, the index itself is gone through, which knows the pages of each word already.
MOSTLY_NEW = 0.25
_STATE = "vocabulary"
_PAGES_AT_A_TIME = 5_000
_STEMS_AT_A_TIME = 50_000


def refresh(database: Database, stem: Callable[[str], str], rules: str = "") -> None:
    """Brings the table of indexed words up to date after an import.

    Where no page came or went since the last time, nothing is counted or written.

    Args:
        stem: gives the stem of a folded word.
        rules: names what stem does; when it is not what it was last time, every word is stemmed anew.
    """
    with database.write() as tables:
        last = _last(tables)
        known, reached = _state(tables)
        if reached is None:
            _recount(tables)
        elif reached < last:
            fresh, every = tables.execute(
                "SELECT count(*) FILTER (WHERE id > ?), count(*) FROM pages", [reached]
            ).fetchone()
            if fresh > MOSTLY_NEW * every:
                _recount(tables)
            else:
                for first in range(reached + 1, last + 1, _PAGES_AT_A_TIME):
                    _add(tables, _counted(tables, "id BETWEEN ? AND ?", [first, first + _PAGES_AT_A_TIME - 1]))
        if known != rules:
            tables.execute("UPDATE vocabulary SET stem = NULL")
        _stem(tables, stem)
        if (known, reached) != (rules, last):
            _note(tables, rules, last)


def take(tables: Tables, where: str, values: Sequence[Any]) -> None:
    """Counts the words of pages out, before these go or change. Call inside a write block.

    Args:
        where, values: a condition on rows of pages.
    """
    counted = _counted_before(tables, where, values)
    tables.conn.executemany(
        "UPDATE vocabulary SET pages = pages - ? WHERE term = ?", [(pages, term) for term, pages in counted]
    )
    tables.conn.executemany("DELETE FROM vocabulary WHERE term = ? AND pages <= 0", [(term,) for term, _ in counted])


def put(tables: Tables, where: str, values: Sequence[Any]) -> None:
    """Counts the words of changed pages in again. Call inside a write block.

    Args:
        where, values: a condition on rows of pages.
    """
    _add(tables, _counted_before(tables, where, values))


def taken(tables: Tables, pages: int) -> None:
    """Notes that so many pages went whose words were counted out. Call inside a write block."""
    rules, reached = _state(tables, pages)
    if reached is not None:
        # When the last pages go, the next ones get their ids.
        _note(tables, rules, min(reached, _last(tables)))


def _state(tables: Tables, known_gone: int = 0) -> tuple[str | None, int | None]:
    """What the words were stemmed by, and the last page that is counted; None where the counts may be wrong.

    Args:
        known_gone: pages that went since, but were counted out.
    """
    row = tables.execute("SELECT value FROM meta WHERE key = ?", [_STATE]).fetchone()
    # Earlier versions counted another way, and wrote more here.
    state = json.loads(row[0]) if row is not None else []
    if len(state) != 3 or state[2] != _gone(tables) - known_gone:
        return None, None
    return state[0], state[1]


def _note(tables: Tables, rules: str | None, reached: int) -> None:
    state = json.dumps([rules, reached, _gone(tables)])
    tables.table("meta").upsert({"key": _STATE, "value": state}, pk="key")


def _gone(tables: Tables) -> int:
    return int(tables.execute("SELECT value FROM meta WHERE key = 'pages_gone'").fetchone()[0])


def _last(tables: Tables) -> int:
    return int(tables.execute("SELECT coalesce(max(id), 0) FROM pages").fetchone()[0])


def _recount(tables: Tables) -> None:
    tables.execute("UPDATE vocabulary SET pages = 0")
    tables.execute(
        "INSERT INTO vocabulary (term, pages) SELECT term, doc FROM page_terms WHERE true"
        " ON CONFLICT (term) DO UPDATE SET pages = excluded.pages"
    )
    tables.execute("DELETE FROM vocabulary WHERE pages = 0")


def _counted_before(tables: Tables, where: str, values: Sequence[Any]) -> list[tuple[str, int]]:
    """The words of those pages that were counted already."""
    reached = _state(tables)[1]
    return _counted(tables, f"id <= ? AND {where}", [reached, *values]) if reached else []


def _counted(tables: Tables, where: str, values: Sequence[Any]) -> list[tuple[str, int]]:
    """The words of some pages, each with how many of them it is on, as the index itself would split them.

    A small index of its own in memory tells it, so that nothing lies outside the encryption.
    """
    tables.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.some_pages USING fts5(text, content='', detail=none, {TOKENIZE})"
    )
    tables.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.some_terms USING fts5vocab(temp, some_pages, row)")
    tables.execute(f"INSERT INTO temp.some_pages (rowid, text) SELECT id, text FROM pages WHERE {where}", list(values))
    counted: list[tuple[str, int]] = tables.execute("SELECT term, doc FROM temp.some_terms").fetchall()
    tables.execute("INSERT INTO temp.some_pages (some_pages) VALUES ('delete-all')")
    return counted


def _add(tables: Tables, counted: Sequence[tuple[str, int]]) -> None:
    tables.conn.executemany(
        "INSERT INTO vocabulary (term, pages) VALUES (?, ?)"
        " ON CONFLICT (term) DO UPDATE SET pages = pages + excluded.pages",
        counted,
    )


def _stem(tables: Tables, stem: Callable[[str], str]) -> None:
    """Gives each word its stem that has none."""
    while True:
        words = tables.execute("SELECT term FROM vocabulary WHERE stem IS NULL LIMIT ?", [_STEMS_AT_A_TIME]).fetchall()
        if not words:
            return
        tables.conn.executemany(
            "UPDATE vocabulary SET stem = ? WHERE term = ?", [(stem(word), word) for (word,) in words]
        )
