"""Documents, their original bytes and the paths they were seen at."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database as Tables

from evidence_app.domain.document import INSIDE, Document, PageText
from evidence_app.store import pages as page_store
from evidence_app.store.database import Database, now

# A number no document has, and none had that was wiped: what still speaks of that one never means another.
FREE_NUMBER = (
    "SELECT 1 + max((SELECT coalesce(max(id), 0) FROM documents), (SELECT coalesce(max(document), 0) FROM wiped))"
)


@dataclass(frozen=True, slots=True)
class Source:
    """A path on disk a document was seen at, with what the file system said of it then."""

    path: str
    document: int
    size: int
    mtime_ns: int
    missing: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What reading a file gave, ready to be stored.

    Args:
        path, size, mtime_ns: the file.
        sha256: of its bytes; empty where it could not be read.
        data: its bytes, kept where it could be shown; None where nothing is to be kept.
        status, reason, hint: "ready", or "attention" with why and what to do.
        pages: its pages, in order.
        extractor: version of the page-text function.
        ofsted: what the report reader found, or None.
        rendition: the PDF that is shown, where it is not the file itself.
        child: how the records number the child it is about.
    """

    path: str
    size: int
    mtime_ns: int
    sha256: str = ""
    data: bytes | None = None
    title: str = ""
    kind: str = "other"
    authority: str = ""
    date: str = ""
    status: str = "ready"
    reason: str = ""
    hint: str = ""
    pages: tuple[PageText, ...] = ()
    extractor: int = 0
    ofsted: Mapping[str, Any] | None = None
    rendition: bytes | None = None
    child: str = ""


def add(database: Database, found: Found) -> int:
    """Stores a document with its bytes, pages, index rows and source in one transaction; gives its id.

    A document of the same identity (or, where it could not be read before, the same path) is brought up to date and
    keeps its id, and with it its evidence.
    """
    with database.write() as tables:
        known = _same(tables, found)
        row = {
            "sha256": found.sha256,
            "rendition": found.sha256 if found.rendition is None else hashlib.sha256(found.rendition).hexdigest(),
            "title": found.title,
            "kind": found.kind,
            "authority": found.authority,
            "date": found.date,
            "pages": len(found.pages),
            "size": len(found.data) if found.data is not None and INSIDE in found.path else found.size,
            "status": found.status,
            "reason": found.reason,
            "hint": found.hint,
            "added": now(),
            "extractor": found.extractor,
            "ofsted": None if found.ofsted is None else json.dumps(found.ofsted, ensure_ascii=False),
            "child": found.child,
        }
        if known is None:
            columns = ", ".join(row)
            marks = ", ".join(f":{name}" for name in row)
            cursor = tables.execute(f"INSERT INTO documents (id, {columns}) VALUES (({FREE_NUMBER}), {marks})", row)
            document = int(cursor.lastrowid or 0)
        else:
            document = known
            tables.table("documents").update(document, row)
            page_store.remove(tables, document)
        for sha256, data in ((row["sha256"], found.data), (row["rendition"], found.rendition)):
            if data is not None:
                blob = [sha256, len(data), data]
                tables.execute("INSERT OR IGNORE INTO blobs (sha256, size, data) VALUES (?, ?, ?)", blob)
        page_store.add(tables, document, found.pages)
        see(tables, found.path, document, found.size, found.mtime_ns)
        return document


def see(tables: Tables, path: str, document: int, size: int, mtime_ns: int) -> None:
    """Notes that a document stands at a path. Call inside a write block."""
    tables.execute(
        "INSERT INTO sources (path, document, size, mtime_ns, seen, missing) VALUES (?, ?, ?, ?, ?, 0)"
        " ON CONFLICT (path) DO UPDATE SET document = excluded.document, size = excluded.size,"
        " mtime_ns = excluded.mtime_ns, seen = excluded.seen, missing = 0",
        [path, document, size, mtime_ns, now()],
    )


def mark_missing(tables: Tables, paths: Iterable[str]) -> None:
    """Notes that files are no longer where they were. Their documents stay. Call inside a write block."""
    for path in paths:
        tables.execute("UPDATE sources SET missing = 1 WHERE path = ?", [path])


def sources(database: Database) -> dict[str, Source]:
    """Every path seen so far."""
    with database.read() as tables:
        rows = tables.execute("SELECT path, document, size, mtime_ns, missing FROM sources").fetchall()
    return {path: Source(path, document, size, mtime, bool(missing)) for path, document, size, mtime, missing in rows}


def by_hash(database: Database, sha256: str) -> Document | None:
    """The document with this content, or None."""
    found = _select(database, "d.sha256 = ?", [sha256]) if sha256 else []
    return found[0] if found else None


def hashes(database: Database) -> dict[str, int]:
    """The id of each document by the hash of its content."""
    with database.read() as tables:
        return dict(tables.execute("SELECT sha256, id FROM documents WHERE sha256 <> ''").fetchall())


def renditions(database: Database) -> dict[str, int]:
    """The id of each document by the hash of the PDF that is shown."""
    with database.read() as tables:
        return dict(tables.execute("SELECT rendition, id FROM documents WHERE rendition <> ''").fetchall())


def needing_attention(database: Database) -> list[Document]:
    """Documents that could not be (fully) read and were not set aside."""
    return _select(database, "d.status = 'attention' AND NOT d.ignored", [])


def get(database: Database, document: int) -> Document | None:
    """The document with this id, or None."""
    found = _select(database, "d.id = ?", [document])
    return found[0] if found else None


def every(database: Database, *, reading: bool = True) -> list[Document]:
    """All documents, newest date first, then by title.

    Args:
        reading: whether what the report reader found comes along: some 60 kB of JSON for each report.
    """
    return _select(database, "1", [], reading=reading)


def data(database: Database, document: int) -> bytes | None:
    """The bytes of the document as it is shown (a PDF), or None where none were kept."""
    with database.read() as tables:
        row = tables.execute(
            "SELECT b.data FROM blobs b JOIN documents d ON b.sha256 = d.rendition WHERE d.id = ?", [document]
        ).fetchone()
    return None if row is None else bytes(row[0])


def original(database: Database, document: int) -> bytes | None:
    """The bytes of the document as it came, or None where none were kept."""
    with database.read() as tables:
        row = tables.execute(
            "SELECT b.data FROM blobs b JOIN documents d ON b.sha256 = d.sha256 WHERE d.id = ?", [document]
        ).fetchone()
    return None if row is None else bytes(row[0])


def attached(database: Database, document: int) -> list[Document]:
    """The documents that came inside this one: attachments of an e-mail."""
    return _select(
        database,
        "d.id IN (SELECT c.document FROM sources c JOIN sources p"
        " ON substr(c.path, 1, length(p.path) + length(?)) = p.path || ? WHERE p.document = ?)",
        [INSIDE, INSIDE, document],
    )


def holders(database: Database, document: int) -> list[Document]:
    """The documents this one came right inside of: the message it is attached to."""
    return _select(
        database,
        "d.id IN (SELECT p.document FROM sources c JOIN sources p"
        " ON substr(c.path, 1, length(p.path) + length(?)) = p.path || ?"
        " AND instr(substr(c.path, length(p.path) + length(?) + 1), ?) = 0 WHERE c.document = ?)",
        [INSIDE, INSIDE, INSIDE, INSIDE, document],
    )


def forget_unread(tables: Tables, path: str) -> None:
    """Takes a file that could not be read, and of which nothing was kept, off the list. Call inside a write block."""
    document = _unread_at(tables, path)
    if document is not None:
        tables.execute("DELETE FROM sources WHERE document = ?", [document])
        tables.execute("DELETE FROM documents WHERE id = ?", [document])


def counts(database: Database) -> tuple[int, int, int]:
    """Documents ready, their pages, and documents that need attention (ignored ones left out)."""
    with database.read() as tables:
        row = tables.execute(
            "SELECT count(*) FILTER (WHERE status = 'ready'), coalesce(sum(pages) FILTER (WHERE status = 'ready'), 0),"
            " count(*) FILTER (WHERE status = 'attention' AND NOT ignored) FROM documents"
        ).fetchone()
    return int(row[0]), int(row[1]), int(row[2])


def _same(tables: Tables, found: Found) -> int | None:
    if found.sha256:
        row = tables.execute("SELECT id FROM documents WHERE sha256 = ?", [found.sha256]).fetchone()
        if row is not None:
            return int(row[0])
    # A file that could not be read before, and is now read (or fails again), takes the place of its old entry.
    return _unread_at(tables, found.path)


def _unread_at(tables: Tables, path: str) -> int | None:
    row = tables.execute(
        "SELECT d.id FROM documents d JOIN sources s ON s.document = d.id"
        " WHERE s.path = ? AND d.status = 'attention' AND d.pages = 0"
        " AND NOT EXISTS (SELECT 1 FROM sources o WHERE o.document = d.id AND o.path <> s.path)",
        [path],
    ).fetchone()
    return None if row is None else int(row[0])


def _select(database: Database, where: str, values: Sequence[Any], *, reading: bool = True) -> list[Document]:
    with database.read() as tables:
        rows = tables.execute(
            "SELECT d.id, d.sha256, d.title, d.kind, d.authority, d.date, d.pages, d.size, d.status, d.reason, d.hint,"
            f" d.embargoed, d.ignored, d.added, {'d.ofsted' if reading else 'NULL'},"
            " (SELECT json_group_array(path) FROM"
            " (SELECT path FROM sources s WHERE s.document = d.id ORDER BY s.rowid)),"
            " d.child, d.news, (SELECT min(s.missing) FROM sources s WHERE s.document = d.id),"
            " (SELECT v.before FROM versions v WHERE v.document = d.id ORDER BY v.at DESC LIMIT 1),"
            " (SELECT v.document FROM versions v WHERE v.before = d.id ORDER BY v.at DESC LIMIT 1), d.team"
            f" FROM documents d WHERE {where} ORDER BY d.date DESC, d.title, d.id",
            list(values),
        ).fetchall()
    return [_document(*row) for row in rows]


def _document(*row: Any) -> Document:
    identity, sha256, title, kind, authority, date, pages, size, status, reason, hint, *rest = row
    embargoed, ignored, added, ofsted, paths, child, news, missing, before, newer, team = rest
    here = missing == 0
    return Document(
        id=identity,
        sha256=sha256,
        title=title,
        kind=kind,
        authority=authority,
        date=date,
        pages=pages,
        size=size,
        status=status,
        reason=reason,
        hint=hint,
        paths=tuple(json.loads(paths)),
        embargoed=bool(embargoed),
        ignored=bool(ignored),
        added=added,
        ofsted=None if ofsted is None else json.loads(ofsted),
        child=child,
        # A document without any place came from elsewhere, or another took its only one.
        state=news if here else "superseded" if newer is not None else "missing" if missing else "",
        version_of=before,
        newer=None if here else newer,
        team=team,
    )
