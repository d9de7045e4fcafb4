"""A document taken out of every table for good, and the log that says so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database as Tables

from evidence_app.domain.audit import WIPE, WIPED
from evidence_app.domain.wiping import Wiped, place_mark
from evidence_app.store import journal, lineage
from evidence_app.store import pages as page_store
from evidence_app.store.database import Database, now
from evidence_app.store.mentions import Mentions

UNFINISHED = "wipe_unfinished"
# What was taken over from a document into the improvement desk; the officer's own words there stay.
_TAKEN_OVER = ("plan_actions", "measure_values")
_OF_DOCUMENTS = ("sources", "redactions", "redaction_searches", "confirmations", "dismissals", "work_marks")


@dataclass(frozen=True, slots=True)
class Counted:
    """What was wiped: pages, pieces of evidence, lines of the audit log; and where titles are still named, by table."""

    pages: int
    evidence: int
    lines: int
    mentions: dict[str, int]


def evidence_of(database: Database, documents: Sequence[int]) -> int:
    """How many pieces of evidence cite these documents."""
    with database.read() as tables:
        query = f"SELECT count(*) FROM evidence WHERE document IN ({_marks(documents)})"
        return int(tables.execute(query, list(documents)).fetchone()[0])


def wipe(tables: Tables, documents: Sequence[int], author: str, reason: str) -> Counted:
    """Takes documents out of every table, with all that names them. Call inside a write block, and rewrite() after.

    Args:
        documents: ids; what came inside them is to be among them.
        reason: why; goes into the deletion log.
    """
    chosen = f"({_marks(documents)})"
    ids = list(documents)
    about = tables.execute(
        f"SELECT id, sha256, kind, pages, (SELECT count(*) FROM evidence e WHERE e.document = d.id) FROM documents d"
        f" WHERE id IN {chosen}",
        ids,
    ).fetchall()
    marks = {document: _places(tables, document) for document in ids}
    mentions = Mentions.of(tables, ids)
    counted = sum(row[4] for row in about), sum(row[3] or 0 for row in about)
    subjects = tables.execute(f"SELECT DISTINCT subject FROM redactions WHERE document IN {chosen}", ids).fetchall()
    kept_bytes = tables.execute(f"SELECT sha256, rendition FROM documents WHERE id IN {chosen}", ids).fetchall()
    journal.forget_undone(tables)
    _wipe_journal(tables, mentions)
    tables.execute(f"DELETE FROM evidence WHERE document IN {chosen}", ids)
    tables.execute("INSERT INTO evidence_words (evidence_words) VALUES ('optimize')")
    for document in ids:
        page_store.remove(tables, document)
    for table in _OF_DOCUMENTS:
        tables.execute(f"DELETE FROM {table} WHERE document IN {chosen}", ids)
    gone = [(one,) for (one,) in subjects]
    tables.conn.executemany(
        "DELETE FROM redaction_subjects WHERE id = ? AND id NOT IN (SELECT subject FROM redactions)", gone
    )
    tables.execute(f"DELETE FROM versions WHERE document IN {chosen} OR before IN {chosen}", ids * 2)
    for table in _TAKEN_OVER:
        tables.execute(
            f"UPDATE {table} SET source = 0, source_page = 0, source_text = '' WHERE source IN {chosen}", ids
        )
    tables.execute(f"UPDATE visits SET document = 0 WHERE document IN {chosen}", ids)
    _wipe_lists(tables, mentions)
    _wipe_teamwork(tables, mentions)
    tables.execute(f"DELETE FROM documents WHERE id IN {chosen}", ids)
    for sha256 in {one for pair in kept_bytes for one in pair if one}:
        tables.execute(
            "DELETE FROM blobs WHERE sha256 = ? AND NOT EXISTS"
            " (SELECT 1 FROM documents WHERE documents.sha256 = blobs.sha256 OR rendition = blobs.sha256)",
            [sha256],
        )
    lineage.forget(tables, mentions.hashes, mentions.evidence)
    lines = _wipe_audit(tables, mentions)
    for table in ("sqlite_stat1", "sqlite_stat4"):  # samples of what stood in the indexes
        if tables.table(table).exists():
            tables.execute(f"DELETE FROM {table}")
    for document, sha256, kind, pages, evidence in about:
        tables.execute(
            "INSERT INTO wiped (sha256, kind, pages, evidence, reason, author, at, document, places)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [sha256, kind, pages or 0, evidence, reason, author, now(), document, json.dumps(marks[document])],
        )
    detail: dict[str, Any] = {
        "documents": [{"sha256": row[1], "kind": row[2], "pages": row[3] or 0, "evidence": row[4]} for row in about],
        "reason": reason,
        "lines": lines,
    }
    journal.audit(tables, author, WIPE, detail)
    tables.table("meta").upsert({"key": UNFINISHED, "value": "1"}, pk="key")
    return Counted(counted[1], counted[0], len(lines), mentions.left(tables))


def log(database: Database) -> list[Wiped]:
    """The deletion log, the newest first."""
    with database.read() as tables:
        rows = tables.execute(
            "SELECT sha256, kind, pages, evidence, reason, author, at FROM wiped ORDER BY id DESC"
        ).fetchall()
    return [Wiped(*row) for row in rows]


def known(database: Database) -> tuple[frozenset[str], frozenset[str]]:
    """Hashes of the contents that were wiped, and marks of the files they came from."""
    with database.read() as tables:
        rows = tables.execute("SELECT sha256, places FROM wiped").fetchall()
    return (
        frozenset(sha256 for sha256, _ in rows if sha256),
        frozenset(mark for _, places in rows for mark in json.loads(places)),
    )


def allow_again(tables: Tables, sha256: str) -> None:
    """Notes that a content that was wiped was taken in again, on purpose. Call inside a write block."""
    tables.execute("UPDATE wiped SET sha256 = '', places = '[]' WHERE sha256 = ?", [sha256])


def _places(tables: Tables, document: int) -> list[str]:
    rows = tables.execute("SELECT path, size, mtime_ns FROM sources WHERE document = ?", [document]).fetchall()
    return [place_mark(*row) for row in rows]


def _wipe_journal(tables: Tables, mentions: Mentions) -> None:
    """Takes the steps of undo that hold something of it out; a change none is left of goes too."""
    rows = tables.execute('SELECT journal, seq, "table", "key", before, after FROM journal_rows').fetchall()
    for number, seq, table, key, before, after in rows:
        packed = [None if one is None else json.loads(one) for one in (before, after)]
        if mentions.is_row(table, json.loads(key), packed):
            tables.execute("DELETE FROM journal_rows WHERE journal = ? AND seq = ?", [number, seq])
        elif table in _TAKEN_OVER and mentions.was_source(table, json.loads(key), packed):
            for one in packed:
                if one is not None:
                    gone = {"source": 0, "source_page": 0, "source_text": ""}
                    one.update({name: value for name, value in gone.items() if name in one})
            tables.execute(
                "UPDATE journal_rows SET before = ?, after = ? WHERE journal = ? AND seq = ?",
                [*(None if one is None else json.dumps(one, ensure_ascii=False) for one in packed), number, seq],
            )
    tables.execute("DELETE FROM journal WHERE id NOT IN (SELECT journal FROM journal_rows)")
    for number, name in tables.execute("SELECT id, name FROM journal").fetchall():
        if mentions.named(name):
            tables.execute("UPDATE journal SET name = ? WHERE id = ?", ["a change of what was wiped", number])


def _wipe_lists(tables: Tables, mentions: Mentions) -> None:
    """Takes it out of the lists of the improvement desk, and out of the records of packs."""
    for table, columns in (("requests", ("documents", "evidence")), ("plan_actions", ("process", "impact"))):
        for key, *values in tables.execute(f"SELECT id, {', '.join(columns)} FROM {table}").fetchall():
            for column, packed in zip(columns, values, strict=True):
                lost = mentions.documents if column == "documents" else mentions.evidence
                held = json.loads(packed or "[]")
                kept = [one for one in held if one not in lost]
                if kept != held:
                    tables.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", [json.dumps(kept), key])
    for key, manifest in tables.execute("SELECT id, manifest FROM packs").fetchall():
        less = mentions.out_of(json.loads(manifest))
        if less != json.loads(manifest):
            tables.execute("UPDATE packs SET manifest = ? WHERE id = ?", [json.dumps(less), key])


def _wipe_teamwork(tables: Tables, mentions: Mentions) -> None:
    """Takes out what is kept of its records for merging: their versions, and documents put aside by an undo."""
    tables.execute(
        f"DELETE FROM documents_aside WHERE document IN ({_marks(mentions.documents)})", list(mentions.documents)
    )
    for identity, table, key, state in tables.execute('SELECT id, "table", "key", state FROM lineage').fetchall():
        if mentions.in_lineage(table, key, state):
            tables.execute("DELETE FROM lineage WHERE id = ?", [identity])


def _wipe_audit(tables: Tables, mentions: Mentions) -> list[int]:
    """Wipes the words of lines that name it; their hashes stay, so that the chain goes on. Gives their numbers."""
    lines = [
        number
        for number, action, detail in tables.execute("SELECT id, action, detail FROM audit ORDER BY id").fetchall()
        if action not in (WIPE, WIPED) and mentions.in_line(action, json.loads(detail))
    ]
    if lines:
        made = tables.execute("SELECT sql FROM sqlite_master WHERE name = 'audit_no_update'").fetchone()[0]
        tables.execute("DROP TRIGGER audit_no_update")
        tables.conn.executemany("UPDATE audit SET action = ?, detail = '{}' WHERE id = ?", [(WIPED, n) for n in lines])
        tables.execute(made)
    return lines


def _marks(values: Iterable[Any]) -> str:
    return ", ".join("?" for _ in values)
