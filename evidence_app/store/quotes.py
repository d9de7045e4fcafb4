"""Pages that may hold a claimed quotation."""

from __future__ import annotations

from collections.abc import Iterable

from evidence_app.store.database import Database

Place = tuple[int, int]  # document, page


def pages_with_phrase(database: Database, words: str, limit: int) -> list[Place]:
    """Pages on which these words stand in a row (case and marks aside), the newest documents first."""
    return _matching(database, _phrase(words), "d.date DESC, p.document, p.number", limit)


def pages_sharing(database: Database, phrases: Iterable[str], limit: int) -> list[Place]:
    """Pages that share most of these phrases, rare ones counting most; the best first."""
    return _matching(database, " OR ".join(map(_phrase, phrases)), "rank", limit)


def _matching(database: Database, match: str, order: str, limit: int) -> list[Place]:
    if not match:
        return []
    with database.read() as tables:
        rows = tables.execute(
            "SELECT p.document, p.number FROM page_index JOIN pages p ON p.id = page_index.rowid"
            " JOIN documents d ON d.id = p.document"
            f" WHERE page_index MATCH ? ORDER BY {order} LIMIT ?",
            [match, limit],
        ).fetchall()
    return [(int(document), int(page)) for document, page in rows]


def _phrase(words: str) -> str:
    """One quoted FTS5 phrase; the index's own tokeniser takes it apart."""
    return '"' + words.replace('"', " ").replace("\0", " ") + '"'
