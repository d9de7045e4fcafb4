"""Upkeep of the full-text index: made anew beside the old one, which answers searches meanwhile, and kept compact.

The new index grows in short transactions and remembers up to which page it has come, so that a rebuild goes on where it
was when the program ended. Triggers keep what it holds true while pages come and go; the two change places at the end.
"""

from __future__ import annotations

from sqlcipher3 import dbapi2 as sqlcipher
from sqlite_utils import Database as Tables

from evidence_app.store.database import Database
from evidence_app.store.vocabulary import TOKENIZE

# As the first index is made (see the migrations): words unstemmed.
_SHAPE = f"text, content='pages', content_rowid='id', {TOKENIZE}"
_REACHED = "index_rebuilt_to"
_TRIGGERS = ("page_index_new_add", "page_index_new_take", "page_index_new_change")


def problems(database: Database) -> list[str]:
    """What is wrong between the index and the pages; empty where they agree."""
    try:
        with database.write() as tables:
            tables.execute("INSERT INTO page_index (page_index, rank) VALUES ('integrity-check', 1)")
    except sqlcipher.DatabaseError as error:
        return [str(error)]
    return []


def is_rebuilding(database: Database) -> bool:
    """Whether a rebuild was begun and has not come to its end."""
    return database.meta(_REACHED) is not None


def begin_rebuild(database: Database) -> None:
    """Begins a rebuild; one that was begun before goes on."""
    with database.write() as tables:
        if _reached(tables) is not None:
            return
        tables.execute("DROP TABLE IF EXISTS page_index_new")
        tables.execute(f"CREATE VIRTUAL TABLE page_index_new USING fts5({_SHAPE})")
        tables.table("meta").upsert({"key": _REACHED, "value": "0"}, pk="key")
        held = f"<= (SELECT CAST(value AS INTEGER) FROM meta WHERE key = '{_REACHED}')"
        take = "INSERT INTO page_index_new (page_index_new, rowid, text) VALUES ('delete', old.id, old.text)"
        add = "INSERT INTO page_index_new (rowid, text) VALUES (new.id, new.text)"
        for name, event, row, acts in (
            (_TRIGGERS[0], "INSERT", "new", (add,)),
            (_TRIGGERS[1], "DELETE", "old", (take,)),
            (_TRIGGERS[2], "UPDATE OF text", "old", (take, add)),
        ):
            tables.execute(f"DROP TRIGGER IF EXISTS {name}")
            tables.execute(
                f"CREATE TRIGGER {name} AFTER {event} ON pages WHEN {row}.id {held} BEGIN {'; '.join(acts)}; END"
            )


def rebuild_some(database: Database, pages: int) -> tuple[int, int]:
    """Takes some more pages into the new index.

    Returns:
        How many pages it holds now, and how many there are.
    """
    with database.write() as tables:
        reached = _reached(tables) or 0
        last = tables.execute(
            "SELECT max(id) FROM (SELECT id FROM pages WHERE id > ? ORDER BY id LIMIT ?)", [reached, pages]
        ).fetchone()[0]
        if last is not None:
            tables.execute(
                "INSERT INTO page_index_new (rowid, text) SELECT id, text FROM pages WHERE id > ? AND id <= ?",
                [reached, last],
            )
            tables.table("meta").upsert({"key": _REACHED, "value": str(last)}, pk="key")
        counted = tables.execute(
            "SELECT count(*) FILTER (WHERE id <= ?), count(*) FROM pages", [reached if last is None else last]
        ).fetchone()
    return int(counted[0]), int(counted[1])


def finish_rebuild(database: Database) -> None:
    """Puts the new index in the place of the old one, in one transaction."""
    with database.write() as tables:
        for name in _TRIGGERS:
            tables.execute(f"DROP TRIGGER IF EXISTS {name}")
        tables.execute("DROP TABLE page_terms")
        tables.execute("DROP TABLE page_index")
        tables.execute("ALTER TABLE page_index_new RENAME TO page_index")
        tables.execute("CREATE VIRTUAL TABLE page_terms USING fts5vocab(page_index, 'row')")
        # The words are counted anew.
        tables.execute("DELETE FROM meta WHERE key IN (?, 'vocabulary')", [_REACHED])


def optimise_some(database: Database) -> bool:
    """Merges some of the index's parts into one; gives whether there is more to merge."""
    with database.write() as tables:
        before = tables.conn.total_changes
        tables.execute("INSERT INTO page_index (page_index, rank) VALUES ('merge', -500)")
        # SQLite's own sign of an index that is in one piece: fewer than two rows were written.
        return bool(tables.conn.total_changes - before >= 2)


def _reached(tables: Tables) -> int | None:
    row = tables.execute("SELECT value FROM meta WHERE key = ?", [_REACHED]).fetchone()
    return None if row is None else int(row[0])
