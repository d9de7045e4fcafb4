"""Documents that an undo took back: their pages are packed away, so that redo can put them in again.

Their bytes stay in the encrypted file meanwhile. All of it goes as soon as the change can no longer be done again.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database as Tables

from evidence_app.errors import KnownError

_PARTS = ("pages", "scans", "versions")
# What a search finds again, and what speaks of the document only while it is here.
_FOUND_AGAIN = ("redactions", "redaction_searches")


def put_aside(tables: Tables, document: int) -> None:
    """Takes a document out, unless its file was imported here since. Call inside a write block."""
    if tables.execute("SELECT 1 FROM sources WHERE document = ?", [document]).fetchone():
        return
    parts = {part: _rows(tables, part, document) for part in _PARTS}
    packed = zlib.compress(json.dumps(parts, ensure_ascii=False).encode("utf-8"))
    tables.execute("INSERT OR REPLACE INTO documents_aside (document, parts) VALUES (?, ?)", [document, packed])
    tables.execute(
        "INSERT INTO page_index (page_index, rowid, text) SELECT 'delete', id, text FROM pages WHERE document = ?",
        [document],
    )
    for part in (*_PARTS, *_FOUND_AGAIN):
        tables.execute(f"DELETE FROM {part} WHERE document = ?", [document])
    tables.execute("DELETE FROM documents WHERE id = ?", [document])


def put_back(tables: Tables, row: Mapping[str, Any]) -> None:
    """Puts a document in again with its pages. Call inside a write block.

    Raises:
        KnownError: another document came in since and has its number.
    """
    standing = tables.execute("SELECT sha256 FROM documents WHERE id = ?", [row["id"]]).fetchone()
    if standing is not None:
        if standing[0] == row["sha256"]:
            return
        raise KnownError(
            "That cannot be done again, because other documents came in since it was undone.",
            "Bring the colleague's work in anew instead.",
        )
    tables.table("documents").insert(dict(row))
    packed = tables.execute("SELECT parts FROM documents_aside WHERE document = ?", [row["id"]]).fetchone()
    for part, rows in json.loads(zlib.decompress(packed[0])).items() if packed else ():
        if rows:
            tables.table(part).insert_all(rows)
    tables.execute("INSERT INTO page_index (rowid, text) SELECT id, text FROM pages WHERE document = ?", [row["id"]])
    tables.execute("DELETE FROM documents_aside WHERE document = ?", [row["id"]])


def forget(tables: Tables) -> None:
    """Lets go of what was put aside, and of bytes that no document has any more. Call inside a write block."""
    if tables.execute("SELECT 1 FROM documents_aside LIMIT 1").fetchone() is None:
        return
    tables.execute("DELETE FROM documents_aside")
    tables.execute(
        "DELETE FROM blobs WHERE sha256 NOT IN (SELECT sha256 FROM documents)"
        " AND sha256 NOT IN (SELECT rendition FROM documents WHERE rendition IS NOT NULL)"
    )


def _rows(tables: Tables, part: str, document: int) -> list[dict[str, Any]]:
    rows = [dict(row) for row in tables.table(part).rows_where("document = ?", [document])]
    for row in rows:
        # A page gets another number in the index when it comes back.
        row.pop("id", None)
    return rows
