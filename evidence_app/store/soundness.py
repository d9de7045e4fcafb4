"""What ought to hold between the tables of a workspace, looked at row by row."""

from __future__ import annotations

import hashlib
import time

from evidence_app.domain.sizes import shown_size
from evidence_app.progress import Progress, Steps
from evidence_app.store.database import Database

# Each question finds the rows for which something does not hold.
_REFERENCES = {
    "pages that belong to no document": "SELECT 1 FROM pages p LEFT JOIN documents d ON d.id = p.document"
    " WHERE d.id IS NULL",
    "evidence that cites a page its document does not have": "SELECT 1 FROM evidence e"
    " JOIN documents d ON d.id = e.document WHERE e.page < 1 OR e.to_page < e.page OR e.to_page > d.pages",
    "evidence that is not in the index of quotations": "SELECT 1 FROM evidence e"
    " LEFT JOIN evidence_numbers n ON n.evidence = e.id WHERE n.number IS NULL",
    "quotations in the index that belong to no evidence": "SELECT 1 FROM evidence_numbers n"
    " LEFT JOIN evidence e ON e.id = n.evidence WHERE e.id IS NULL",
    "versions that name a document that is not there": "SELECT 1 FROM versions v WHERE NOT EXISTS"
    " (SELECT 1 FROM documents d WHERE d.id = v.document) OR NOT EXISTS"
    " (SELECT 1 FROM documents d WHERE d.id = v.before)",
    "steps of the undo journal that belong to no change": "SELECT 1 FROM journal_rows r"
    " LEFT JOIN journal j ON j.id = r.journal WHERE j.id IS NULL",
}
_PAGES = (
    "SELECT d.title FROM documents d LEFT JOIN"
    " (SELECT document, count(*) AS n, min(number) AS first, max(number) AS last FROM pages GROUP BY document) p"
    " ON p.document = d.id WHERE d.pages <> coalesce(p.n, 0)"
    " OR (d.pages > 0 AND (p.first <> 1 OR p.last <> d.pages)) ORDER BY d.id"
)
_BYTES = (
    "SELECT d.title FROM documents d WHERE d.status = 'ready' AND (NOT EXISTS"
    " (SELECT 1 FROM blobs b WHERE b.sha256 = d.sha256) OR NOT EXISTS"
    " (SELECT 1 FROM blobs b WHERE b.sha256 = d.rendition)) ORDER BY d.id"
)
_USERS = "SELECT title FROM documents WHERE sha256 = ? OR rendition = ? ORDER BY id"


def references(database: Database) -> list[str]:
    """Rows that name what is not there, in words; empty where all holds."""
    with database.read() as tables:
        found = [
            (words, tables.execute(f"SELECT count(*) FROM ({query})").fetchone()[0])
            for words, query in _REFERENCES.items()
        ]
        broken: dict[str, int] = {}
        for table, *_ in tables.execute("PRAGMA foreign_key_check"):
            if table != "pages":  # told above, in words
                broken[table] = broken.get(table, 0) + 1
    said = [f"{words}: {count:,}" for words, count in found if count]
    return said + [f"rows of {table} that name what is not there: {count:,}" for table, count in sorted(broken.items())]


def page_counts(database: Database) -> list[str]:
    """Titles of the documents that do not have the pages they are said to have, from 1 on without a gap."""
    with database.read() as tables:
        return [title for (title,) in tables.execute(_PAGES)]


def contents(database: Database) -> Steps[tuple[list[str], int, int]]:
    """Reads the bytes of every document and compares them with their hash.

    Returns:
        Titles of documents whose bytes are missing, or are not what their hash says; how many files were read, and
        their size in bytes.
    """
    began = time.monotonic()
    with database.read() as tables:
        wrong = [title for (title,) in tables.execute(_BYTES)]
        known = tables.execute("SELECT rowid, sha256, size FROM blobs ORDER BY rowid").fetchall()
    total = sum(size for _, _, size in known)
    done = 0
    for row, sha256, size in known:
        yield Progress("Reading documents", done, total, time.monotonic() - began)
        with database.read() as tables:
            found = tables.execute("SELECT data FROM blobs WHERE rowid = ?", [row]).fetchone()
            if found is not None and (len(found[0]) != size or hashlib.sha256(found[0]).hexdigest() != sha256):
                users = [title for (title,) in tables.execute(_USERS, [sha256, sha256])]
                wrong += users or [f"a file of {shown_size(size)} that belongs to no document"]
        done += size
    return wrong, len(known), total
