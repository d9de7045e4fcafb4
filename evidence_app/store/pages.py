"""Pages and the full-text index over them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlite_utils import Database as Tables

from evidence_app.domain.document import PageText
from evidence_app.store import vocabulary
from evidence_app.store.database import Database


def add(tables: Tables, document: int, pages: Sequence[PageText]) -> None:
    """Stores and indexes pages of a document. Call inside a write block."""
    for page in pages:
        cursor = tables.execute(
            "INSERT INTO pages (document, number, label, width, height, text, furniture, picture)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                document,
                page.number,
                page.label,
                page.width,
                page.height,
                page.text,
                json.dumps(page.furniture),
                page.picture,
            ],
        )
        tables.execute("INSERT INTO page_index (rowid, text) VALUES (?, ?)", [cursor.lastrowid, page.text])


def remove(tables: Tables, document: int) -> None:
    """Takes a document's pages out of the store and the index. Call inside a write block."""
    vocabulary.take(tables, "document = ?", [document])
    tables.execute(
        "INSERT INTO page_index (page_index, rowid, text) SELECT 'delete', id, text FROM pages WHERE document = ?",
        [document],
    )
    gone = tables.execute("DELETE FROM pages WHERE document = ?", [document]).rowcount
    vocabulary.taken(tables, gone)
    tables.execute("DELETE FROM scans WHERE document = ?", [document])


def replace_text(tables: Tables, document: int, page: PageText) -> None:
    """Puts another text and size in the place of a page's, in the store and the index. Call inside a write block."""
    where = [document, page.number]
    vocabulary.take(tables, "document = ? AND number = ?", where)
    tables.execute(
        "INSERT INTO page_index (page_index, rowid, text)"
        " SELECT 'delete', id, text FROM pages WHERE document = ? AND number = ?",
        where,
    )
    tables.execute(
        "UPDATE pages SET text = ?, width = ?, height = ? WHERE document = ? AND number = ?",
        [page.text, page.width, page.height, *where],
    )
    tables.execute(
        "INSERT INTO page_index (rowid, text) SELECT id, text FROM pages WHERE document = ? AND number = ?", where
    )
    vocabulary.put(tables, "document = ? AND number = ?", where)


def of_document(database: Database, document: int) -> list[PageText]:
    """All pages of a document, in order."""
    return _select(database, "document = ? ORDER BY number", [document])


def one(database: Database, document: int, number: int) -> PageText | None:
    """One page, or None."""
    found = _select(database, "document = ? AND number = ?", [document, number])
    return found[0] if found else None


def _select(database: Database, where: str, values: Iterable[Any]) -> list[PageText]:
    with database.read() as tables:
        rows = tables.execute(
            f"SELECT number, text, width, height, furniture, label FROM pages WHERE {where}",
            list(values),
        ).fetchall()
    return [
        PageText(number, text, width, height, tuple((a, b) for a, b in json.loads(furniture)), label)
        for number, text, width, height, furniture, label in rows
    ]
