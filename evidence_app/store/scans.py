"""Pages that are pictures: which wait to be read, what was read from them, how sure the machine was."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlite_utils import Database as Tables

from evidence_app.domain.pagetext import find_furniture
from evidence_app.domain.scan import LaidPage, Mark, ReadPage, ScanPage, ScanWord
from evidence_app.store import pages as page_store
from evidence_app.store.database import Database, now

_WAITING = (
    "p.picture AND NOT EXISTS (SELECT 1 FROM scans s WHERE s.document = p.document AND s.page = p.number)"
    " AND EXISTS (SELECT 1 FROM documents d WHERE d.id = p.document AND NOT d.ignored)"
)


def waiting(database: Database, documents: Collection[int] | None = None) -> dict[int, list[int]]:
    """Pages that are pictures and were not read, by document, the document with the fewest of them first.

    Args:
        documents: only these; None for all. What the officer set aside is left out.
    """
    with database.read() as tables:
        rows = tables.execute(
            f"SELECT p.document, json_group_array(p.number) FROM pages p WHERE {_WAITING}"
            " GROUP BY p.document ORDER BY count(*), p.document"
        ).fetchall()
    return {
        document: sorted(json.loads(numbers))
        for document, numbers in rows
        if documents is None or document in documents
    }


def counts(database: Database) -> dict[int, tuple[int, int]]:
    """By document: pages that wait to be read, and pages that were read by machine; documents without are left out."""
    with database.read() as tables:
        rows = tables.execute(
            f"SELECT p.document, count(*) FILTER (WHERE {_WAITING}),"
            " count(*) FILTER (WHERE EXISTS (SELECT 1 FROM scans s WHERE s.document = p.document AND s.page = p.number"
            " AND s.failure = '')) FROM pages p WHERE p.picture GROUP BY p.document"
        ).fetchall()
    return {document: (waits, read) for document, waits, read in rows if waits or read}


def add(database: Database, document: int, page: ScanPage, reader: str) -> None:
    """Keeps what was read from a page; its layer of text comes later.

    Args:
        reader: name and version of what read it.
    """
    words = json.dumps(page.words, ensure_ascii=False, separators=(",", ":"))
    _put(database, document, page.number, page.turn, words, page.confidence, reader, "")


def add_failure(database: Database, document: int, page: int, reader: str, reason: str) -> None:
    """Notes that a page could not be read, and why; it waits no longer."""
    _put(database, document, page, 0, "[]", 0.0, reader, reason)


def _put(
    database: Database, document: int, page: int, turn: int, words: str, confidence: float, reader: str, failure: str
) -> None:
    with database.write() as tables:
        tables.execute(
            "INSERT OR REPLACE INTO scans (document, page, turn, words, confidence, reader, failure, read, laid, marks)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, '[]')",
            [document, page, turn, words, confidence, reader, failure, now()],
        )


def unlaid(database: Database, document: int) -> list[ScanPage]:
    """Pages of a document that were read and have no layer of text yet."""
    with database.read() as tables:
        rows = tables.execute(
            "SELECT page, turn, words FROM scans WHERE document = ? AND NOT laid AND failure = '' ORDER BY page",
            [document],
        ).fetchall()
    return [ScanPage(page, turn, tuple(ScanWord(*word) for word in json.loads(words))) for page, turn, words in rows]


def unlaid_documents(database: Database) -> list[int]:
    """Documents with pages that were read and have no layer yet: the program was ended in between."""
    with database.read() as tables:
        rows = tables.execute(
            "SELECT DISTINCT document FROM scans WHERE NOT laid AND failure = '' ORDER BY document"
        ).fetchall()
    return [document for (document,) in rows]


def marked_pages(database: Database, document: int) -> set[int]:
    """Pages of a document that may not be turned, because something was marked on them where they stand."""
    with database.read() as tables:
        rows = tables.execute(
            "SELECT page FROM redactions WHERE document = ?1 UNION SELECT page FROM evidence WHERE document = ?1"
            " UNION SELECT to_page FROM evidence WHERE document = ?1",
            [document],
        ).fetchall()
    return {page for (page,) in rows}


def lay(database: Database, document: int, before: str, rendition: bytes, laid: Sequence[LaidPage]) -> bool:
    """Puts a rendition with more text in the place of the one before, with the pages, the index and the marks.

    Args:
        before: hash of the rendition that was altered.
        laid: the pages that got their layer.

    Returns:
        False, with nothing done, where the document was imported anew meanwhile.
    """
    with database.write() as tables:
        row = tables.execute("SELECT rendition FROM documents WHERE id = ?", [document]).fetchone()
        if row is None or row[0] != before:
            return False
        sha256 = hashlib.sha256(rendition).hexdigest()
        tables.execute(
            "INSERT OR IGNORE INTO blobs (sha256, size, data) VALUES (?, ?, ?)", [sha256, len(rendition), rendition]
        )
        tables.execute("UPDATE documents SET rendition = ? WHERE id = ?", [sha256, document])
        tables.execute(
            "DELETE FROM blobs WHERE sha256 = ?1"
            " AND NOT EXISTS (SELECT 1 FROM documents WHERE sha256 = ?1 OR rendition = ?1)",
            [before],
        )
        for one in laid:
            page_store.replace_text(tables, document, one.page)
            tables.execute(
                "UPDATE scans SET laid = 1, marks = ? WHERE document = ? AND page = ?",
                [json.dumps(one.marks), document, one.page.number],
            )
        _mark_furniture(tables, document)
        # Personal data has to be looked for anew: there are more words than before.
        tables.execute("DELETE FROM redaction_searches WHERE document = ?", [document])
    return True


def settle(database: Database, document: int, reason: str, nothing: tuple[str, str]) -> None:
    """Once no page of a document waits: it needs no attention for having no text, unless nothing could be read.

    Args:
        reason: why it needed attention; where it needs it for another reason, that stays.
        nothing: reason and hint where no page has a word.
    """
    with database.write() as tables:
        words = tables.execute(
            "SELECT coalesce(sum(length(trim(text))), 0) FROM pages WHERE document = ?", [document]
        ).fetchone()[0]
        status, *told = ("ready", "", "") if words else ("attention", *nothing)
        tables.execute(
            "UPDATE documents SET status = ?, reason = ?, hint = ? WHERE id = ? AND reason = ?",
            [status, *told, document, reason],
        )


def describe(database: Database, document: int, fields: Mapping[str, str]) -> None:
    """Puts details that were proposed from words read by machine in the place of those proposed without.

    Args:
        fields: by column of the documents; as at import, a proposal is no change of the officer's to undo.
    """
    if fields:
        with database.write() as tables:
            tables.table("documents").update(document, dict(fields))


def rendition(database: Database, document: int) -> str:
    """The hash of a document's rendition; empty where there is no such document."""
    with database.read() as tables:
        row = tables.execute("SELECT rendition FROM documents WHERE id = ?", [document]).fetchone()
    return "" if row is None else str(row[0])


def read_pages(database: Database, documents: Iterable[int], first: int = 1, last: int = sys.maxsize) -> list[ReadPage]:
    """What is known of the pages of some documents that were read by machine, in order.

    Args:
        first, last: only pages with these numbers, both included.
    """
    with database.read() as tables:
        rows = tables.execute(
            "SELECT document, page, confidence, marks, failure FROM scans"
            " WHERE document IN (SELECT value FROM json_each(?)) AND page BETWEEN ? AND ? ORDER BY document, page",
            [json.dumps(list(documents)), first, last],
        ).fetchall()
    return [
        ReadPage(document, page, confidence, tuple(Mark(*mark) for mark in json.loads(marks)), failure)
        for document, page, confidence, marks, failure in rows
    ]


def _mark_furniture(tables: Tables, document: int) -> None:
    """Finds running headers and footers anew, now that more pages have text."""
    rows = tables.execute("SELECT id, text FROM pages WHERE document = ? ORDER BY number", [document]).fetchall()
    for (identity, _), furniture in zip(rows, find_furniture([text for _, text in rows]), strict=True):
        tables.execute("UPDATE pages SET furniture = ? WHERE id = ?", [json.dumps(furniture), identity])
