"""Documents copied from one workspace file to another, and what was exchanged with whom."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlite_utils import Database as Tables

from evidence_app.store.database import now
from evidence_app.store.documents import FREE_NUMBER
from evidence_app.store.journal import Change

# Of the file's own settings: what a hand-over says of itself. Workspaces have none.
HANDOVER = "teamwork.handover"
_TOLD_HERE = frozenset({"id", "news"})


def about(tables: Tables) -> dict[str, str] | None:
    """What a hand-over says of itself; None where the file is a workspace."""
    row = tables.execute("SELECT value FROM meta WHERE key = ?", [HANDOVER]).fetchone()
    return None if row is None else {str(key): str(value) for key, value in json.loads(row[0]).items()}


def describe(tables: Tables, values: dict[str, str]) -> None:
    """Makes a file a hand-over. Call inside a write block."""
    tables.table("meta").upsert({"key": HANDOVER, "value": json.dumps(values)}, pk="key")


def documents(tables: Tables) -> list[str]:
    """The hashes of the documents a file holds, in the order in which they came."""
    return [row[0] for row in tables.execute("SELECT sha256 FROM documents WHERE sha256 <> '' ORDER BY id").fetchall()]


def titles(tables: Tables) -> dict[str, str]:
    """The title of each document, by its hash."""
    return dict(tables.execute("SELECT sha256, title FROM documents WHERE sha256 <> ''").fetchall())


def bring(change: Change, theirs: Tables, sha256: str) -> int:
    """Puts a document of another file into this one, with its bytes, pages, index and places; gives its number."""
    ours = change.tables
    number = int(ours.execute(FREE_NUMBER).fetchone()[0])
    row, source = _document(ours, theirs, sha256)
    change.insert("documents", [{"id": number, **row}])
    _copy_parts(ours, theirs, source, number, (sha256, row["rendition"]))
    query = "SELECT 1 FROM sources WHERE path = ?"
    fresh = [
        one for one in _sources(ours, theirs, source, number) if ours.execute(query, [one["path"]]).fetchone() is None
    ]
    change.insert("sources", fresh)
    return number


def hand_on(ours: Tables, theirs: Tables, sha256: str) -> None:
    """Puts a document of this file (theirs) into a hand-over (ours). Call inside a write block of the hand-over."""
    row, source = _document(ours, theirs, sha256)
    columns, marks = ", ".join(row), ", ".join(f":{one}" for one in row)
    number = int(ours.execute(f"INSERT INTO documents ({columns}) VALUES ({marks})", row).lastrowid or 0)
    _copy_parts(ours, theirs, source, number, (sha256, row["rendition"]))
    ours.table("sources").insert_all(_sources(ours, theirs, source, number), ignore=True)


def link_versions(ours: Tables, theirs: Tables, fresh: Collection[str]) -> None:
    """Takes over which documents are versions of which, where one of the two is new. Call inside a write block."""
    rows = theirs.execute(
        "SELECT d.sha256, b.sha256, v.at FROM versions v JOIN documents d ON d.id = v.document"
        " JOIN documents b ON b.id = v.before"
    ).fetchall()
    for document, before, at in rows:
        if document in fresh or before in fresh:
            ours.execute(
                "INSERT OR IGNORE INTO versions (document, before, at)"
                " SELECT d.id, b.id, ? FROM documents d, documents b WHERE d.sha256 = ? AND b.sha256 = ?",
                [at, document, before],
            )


def known_until(tables: Tables, partner: str) -> tuple[int, str]:
    """The round up to which a colleague has what is here, and the id of the last hand-over made for them."""
    row = tables.execute(
        'SELECT coalesce(max("round"), 0), (SELECT id FROM exchanges WHERE partner = ?1 AND NOT received'
        ' ORDER BY "round" DESC, at DESC LIMIT 1) FROM exchanges WHERE partner = ?1',
        [partner],
    ).fetchone()
    return int(row[0]), str(row[1] or "")


def note(tables: Tables, exchange: str, partner: str, number: int, *, received: bool) -> None:
    """Notes an exchange that no undo takes back. Call inside a write block."""
    row = {"id": exchange, "partner": partner, "received": int(received), "round": number, "at": now()}
    tables.table("exchanges").insert(row)


def know(tables: Tables, partner: str, number: int, theirs: int) -> None:
    """Notes that a colleague has all that is here up to a round, as their own file says. Call inside a write block.

    Args:
        theirs: the round of their own copy that is known here.
    """
    number = max(number, known_until(tables, partner)[0])
    tables.execute("DELETE FROM exchanges WHERE id = ?", [f"looked at {partner}"])
    note(tables, f"looked at {partner}", partner, number, received=True)
    tables.table("exchanges").update(f"looked at {partner}", {"theirs": theirs})


def seen_of(tables: Tables, partner: str) -> int:
    """The round of a colleague's own copy up to which all of it is known here; 0 where nothing was exchanged."""
    query = "SELECT coalesce(max(theirs), 0) FROM exchanges WHERE partner = ?"
    return int(tables.execute(query, [partner]).fetchone()[0])


def was_received(tables: Tables, exchange: str) -> bool:
    """Whether a hand-over was brought in here."""
    return tables.execute("SELECT 1 FROM exchanges WHERE id = ? AND received", [exchange]).fetchone() is not None


def partners(tables: Tables) -> list[str]:
    """Colleagues something was exchanged with, the last one first."""
    rows = tables.execute("SELECT partner FROM exchanges GROUP BY partner ORDER BY max(at) DESC").fetchall()
    return [row[0] for row in rows]


def lacking(tables: Tables, lines: Mapping[str, bool], number: int) -> None:
    """Notes that a colleague whose whole workspace was looked at lacks these states. Call inside a write block.

    Args:
        lines: ids, and whether the colleague lacks all of the record, a document's bytes among it.
        number: the round in which they count as changed.
    """
    tables.conn.executemany(
        "UPDATE lineage SET changed = ?1, added = CASE ?2 WHEN 1 THEN ?1 ELSE added END, source = '' WHERE id = ?3",
        [(number, int(whole), line) for line, whole in lines.items()],
    )


def _document(ours: Tables, theirs: Tables, sha256: str) -> tuple[dict[str, Any], int]:
    """A document's row for this file, and its number in the other."""
    row = next(iter(theirs.table("documents").rows_where("sha256 = ?", [sha256])))
    columns = ours.table("documents").columns_dict
    return {one: value for one, value in row.items() if one in columns and one not in _TOLD_HERE}, int(row["id"])


def _copy_parts(ours: Tables, theirs: Tables, source: int, number: int, hashes: Iterable[str]) -> None:
    for sha256 in hashes:
        for blob in theirs.table("blobs").rows_where("sha256 = ?", [sha256]):
            ours.table("blobs").insert(blob, ignore=True)
    for part in ("pages", "scans"):
        columns = ours.table(part).columns_dict
        rows = [
            {one: value for one, value in row.items() if one in columns and one != "id"} | {"document": number}
            for row in theirs.table(part).rows_where("document = ?", [source])
        ]
        if rows:
            ours.table(part).insert_all(rows)
    ours.execute("INSERT INTO page_index (rowid, text) SELECT id, text FROM pages WHERE document = ?", [number])


def _sources(ours: Tables, theirs: Tables, source: int, number: int) -> list[dict[str, Any]]:
    columns = ours.table("sources").columns_dict
    return [
        {one: value for one, value in row.items() if one in columns} | {"document": number}
        for row in theirs.table("sources").rows_where("document = ?", [source])
    ]
