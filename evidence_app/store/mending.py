"""What was read of a damaged file made into a sound workspace: what rows name is there, and what is lost is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database as Tables

from evidence_app.domain.audit import SALVAGE
from evidence_app.store import journal, lineage
from evidence_app.store.database import now
from evidence_app.store.migrations import SCHEMA_MAJOR
from evidence_app.store.salvaging import Salvaged

LOST_TITLE = "Lost document {}"
LOST_RECORD = "The workspace file was damaged, and what it held about this document is lost."
LOST_BYTES = "The workspace file was damaged, and the bytes of this document are lost."
LOST_PAGES = "The workspace file was damaged, and the words of some pages are lost."
HINT = "Import the file again, then try again from the list of what needs attention; its evidence stays."
# A chain of rows that name each other is never longer.
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Mended:
    """What is lost of a workspace that was salvaged.

    Args:
        documents: documents of which nothing is left but evidence or pages; they stand in the list without a title.
        bytes_lost: documents whose bytes as they came, or as they are shown, are lost.
        pages_lost: pages whose words are lost.
        read_again: documents with such pages, whose bytes are there: the words can be read from them again.
        loose: rows dropped because they name what is lost.
        undo_lost: whether what could be undone is lost.
        gaps: first and last number of lines of the audit log that are lost, where others follow.
    """

    documents: int
    bytes_lost: int
    pages_lost: int
    read_again: int
    loose: int
    undo_lost: bool
    gaps: tuple[tuple[int, int], ...]


def mend(tables: Tables, salvaged: Salvaged, author: str) -> Mended:
    """Makes what was taken over whole, and notes the salvage in the audit log. Call inside the same write block."""
    documents = _stand_in(tables)
    undo_lost = bool({"journal", "journal_rows"} & salvaged.damaged)
    if undo_lost:
        tables.execute("DELETE FROM journal_rows")
        tables.execute("DELETE FROM journal")
    loose = _drop_loose(tables)
    pages_lost, read_again = _blank_pages(tables)
    bytes_lost = _tell_lost_bytes(tables)
    lineage.drop_lost(tables)
    tables.execute("DELETE FROM meta WHERE key IN ('vocabulary', 'vocabulary_rules', 'index_rebuilt_to')")
    tables.table("meta").upsert({"key": "schema_major", "value": str(SCHEMA_MAJOR)}, pk="key")
    tables.execute("INSERT INTO page_index (page_index) VALUES ('rebuild')")
    gaps = journal.gaps(tables)
    mended = Mended(documents, bytes_lost, pages_lost, read_again, loose, undo_lost, gaps)
    told: dict[str, Any] = {
        "pages": salvaged.pages,
        "unreadable": salvaged.unreadable,
        "kept": salvaged.kept,
        "damaged": sorted(salvaged.damaged),
        "gaps": [list(gap) for gap in gaps],
        "documents lost": documents,
        "bytes lost": bytes_lost,
        "pages lost": pages_lost,
    }
    journal.audit(tables, author, SALVAGE, told)
    return mended


def _stand_in(tables: Tables) -> int:
    """Puts a document into the list for each that evidence or pages name and that is lost; evidence never vanishes.

    It may not leave in a pack until somebody has looked: whether the lost one might is not known.
    """
    lost = tables.execute(
        "SELECT document, max(last) FROM (SELECT document, to_page AS last FROM evidence"
        " UNION ALL SELECT document, number FROM pages) WHERE document NOT IN (SELECT id FROM documents)"
        " AND document IS NOT NULL GROUP BY document"
    ).fetchall()
    for document, last in lost:
        tables.execute(
            "INSERT INTO documents (id, sha256, rendition, title, kind, pages, size, status, reason, hint, embargoed,"
            " added, extractor) VALUES (?, '', '', ?, 'other', ?, 0, 'attention', ?, ?, 1, ?, 0)",
            [document, LOST_TITLE.format(document), last, LOST_RECORD, HINT, now()],
        )
    return len(lost)


def _drop_loose(tables: Tables) -> int:
    dropped = 0
    for _ in range(_ROUNDS):
        loose = tables.execute("PRAGMA foreign_key_check").fetchall()
        if not loose:
            break
        for table, row, *_ in loose:
            if row is not None:
                tables.execute(f'DELETE FROM "{table}" WHERE rowid = ?', [row])
                dropped += 1
        # Its rows have no numbers.
        dropped += tables.execute("DELETE FROM work_marks WHERE document NOT IN (SELECT id FROM documents)").rowcount
    known = "(SELECT id FROM documents)"
    dropped += tables.execute(f"DELETE FROM versions WHERE document NOT IN {known} OR before NOT IN {known}").rowcount
    return dropped


def _blank_pages(tables: Tables) -> tuple[int, int]:
    """Puts an empty page where one is lost, so that the others keep their numbers; to be read again where it can be."""
    tables.execute(
        "UPDATE documents SET pages = max(pages, coalesce((SELECT max(to_page) FROM evidence e"
        " WHERE e.document = documents.id), 0), coalesce((SELECT max(number) FROM pages p"
        " WHERE p.document = documents.id), 0))"
    )
    short = tables.execute(
        "SELECT d.id, d.pages FROM documents d WHERE d.pages <> (SELECT count(*) FROM pages p WHERE p.document = d.id)"
    ).fetchall()
    lost = again = 0
    for document, pages in short:
        there = tables.execute("SELECT number, width, height FROM pages WHERE document = ?", [document]).fetchall()
        width, height = (there[0][1], there[0][2]) if there else (595.0, 842.0)
        missing = sorted(set(range(1, pages + 1)) - {number for number, *_ in there})
        for number in missing:
            tables.execute(
                "INSERT INTO pages (document, number, label, width, height, text, furniture, picture)"
                " VALUES (?, ?, '', ?, ?, '', '[]', 0)",
                [document, number, width, height],
            )
        lost += len(missing)
        whole = tables.execute(
            "SELECT 1 FROM documents d JOIN blobs b ON b.sha256 = d.sha256 JOIN blobs r ON r.sha256 = d.rendition"
            " WHERE d.id = ?",
            [document],
        ).fetchone()
        # A text of an earlier version is read again by the upkeep.
        again += whole is not None
        tables.execute("UPDATE documents SET extractor = 0 WHERE id = ?", [document])
        if whole is None:
            _needs_attention(tables, document, LOST_PAGES)
    return lost, again


def _tell_lost_bytes(tables: Tables) -> int:
    lost = tables.execute(
        "SELECT id FROM documents d WHERE sha256 <> '' AND (status = 'ready' OR reason = ?) AND ("
        "NOT EXISTS (SELECT 1 FROM blobs b WHERE b.sha256 = d.sha256)"
        " OR NOT EXISTS (SELECT 1 FROM blobs b WHERE b.sha256 = d.rendition))",
        [LOST_PAGES],
    ).fetchall()
    for (document,) in lost:
        _needs_attention(tables, document, LOST_BYTES)
    return len(lost)


def _needs_attention(tables: Tables, document: int, reason: str) -> None:
    tables.execute(
        "UPDATE documents SET status = 'attention', reason = ?, hint = ?, ignored = 0 WHERE id = ? AND status = 'ready'"
        " OR id = ? AND reason = ?",
        [reason, HINT, document, document, LOST_PAGES],
    )
