"""Shared records as every copy knows them, and their lineages: documents by hash, keys without local numbers."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlite_utils import Database as Tables

from evidence_app.domain.shapes import SHAPES, Shape
from evidence_app.store.journal import Change

_USUAL = {"TEXT": "", "INTEGER": 0, "FLOAT": None, "REAL": None}
_LOCAL = re.compile(r"(\d+)([:.-].*)", re.DOTALL)
_SHARED = re.compile(r"([0-9a-f]{64})([:.-].*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Kept:
    """A lineage as it is stored; see the schema for each column."""

    id: str
    table: str
    key: str
    state: str
    shown: str = ""
    conflicts: int = 0
    ours: str = "[]"
    seen: str = ""
    added: int = 0
    changed: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """Documents of a copy: numbers by hash and hashes by number."""

    numbers: Mapping[str, int]
    hashes: Mapping[int, str]


class Live(NamedTuple):
    """A row as it stands in its table; made for each row of a workspace at every look, so it is light.

    Args:
        id: of its lineage.
        key: as every copy knows it.
        columns, values: as it stands, with local numbers.
        seen: digest of it.
    """

    id: str
    key: str
    columns: Sequence[str]
    values: Sequence[Any]
    seen: str

    @property
    def row(self) -> dict[str, Any]:
        """Its values by column."""
        return dict(zip(self.columns, self.values, strict=True))


def identity(table: str, key: str) -> str:
    """The id of a record's lineage."""
    return f"{table} {key}"


def has_lineages(tables: Tables) -> bool:
    """Whether the file knows of lineages: one of an older version does not."""
    return bool(tables.table("lineage").exists())


def places(tables: Tables) -> Places:
    """The documents of a copy."""
    numbers = dict(tables.execute("SELECT sha256, id FROM documents WHERE sha256 <> '' ORDER BY id DESC").fetchall())
    return Places(numbers, {number: sha256 for sha256, number in numbers.items()})


def usual(tables: Tables, shape: Shape) -> dict[str, Any]:
    """The columns of a table with the value of each where nothing was said."""
    rows = tables.execute(f"SELECT name, type FROM pragma_table_info('{shape.table}')").fetchall()
    return {name: _USUAL.get(kind.upper(), "") for name, kind in rows}


def live(tables: Tables, shape: Shape, at: Places) -> list[Live]:
    """The rows of a table that are shared; those that point to a document without content are left out."""
    cursor = tables.execute(f'SELECT * FROM "{shape.table}" WHERE {shape.wanted}')
    columns = [one[0] for one in cursor.description]
    counted = [number for number, column in enumerate(columns) if column == "id" or column not in shape.left_out]
    own = columns.index(shape.key)
    document = columns.index("document") if shape.stands_on else None
    found: list[Live] = []
    for values in cursor:
        key = _shared_key(shape, values[own], at)
        if key is None or (document is not None and values[document] not in at.hashes):
            continue
        told = list(values) if len(counted) == len(values) else [values[number] for number in counted]
        seen = hashlib.blake2b(repr(told).encode("utf-8"), digest_size=8).hexdigest()
        found.append(Live(identity(shape.table, key), key, columns, values, seen))
    return found


def shared_row(shape: Shape, row: Mapping[str, Any], at: Places) -> dict[str, Any]:
    """A row with its documents by hash instead of by number."""
    shared = dict(row)
    for column in shape.documents & shared.keys():
        shared[column] = at.hashes.get(shared[column], 0)
    for column in shape.document_sets & shared.keys():
        numbers = json.loads(shared[column] or "[]")
        shared[column] = json.dumps([at.hashes[number] for number in numbers if number in at.hashes])
    return shared


def local_row(shape: Shape, key: str, row: Mapping[str, Any], at: Places) -> dict[str, Any]:
    """A row as it stands in this copy's table, with its key."""
    local = dict(row)
    for column in shape.documents & local.keys():
        local[column] = at.numbers.get(local[column], 0)
    for column in shape.document_sets & local.keys():
        local[column] = json.dumps([at.numbers[one] for one in json.loads(local[column]) if one in at.numbers])
    if shape.table == "documents":
        return {"id": at.numbers[key], **local}
    return {shape.key: local_key(shape, key, at), **local}


def local_key(shape: Shape, key: str, at: Places) -> Any:
    """The primary key of a record in this copy; None where it is about a document that is not here."""
    if shape.table == "documents":
        return at.numbers.get(key)
    matched = _SHARED.fullmatch(key) if shape.by_document else None
    if matched is None:
        return key
    number = at.numbers.get(matched[1])
    return None if number is None else f"{number}{matched[2]}"


def states(tables: Tables) -> dict[str, str]:
    """Every lineage's state by id."""
    return dict(tables.execute("SELECT id, state FROM lineage").fetchall())


def standing(tables: Tables, table: str) -> tuple[frozenset[str], dict[str, str]]:
    """The ids of a table's records; and of those with a row of their own, the digest of it when it last agreed."""
    query = 'SELECT id, shown, seen FROM lineage WHERE "table" = ?'
    rows = tables.execute(query, [table]).fetchall()
    return frozenset(one for one, _, _ in rows), {one: seen for one, shown, seen in rows if shown == one}


def shown(tables: Tables, table: str) -> dict[str, str]:
    """Of every record of a table, the lineage in whose row it is shown, by id."""
    return dict(tables.execute('SELECT id, shown FROM lineage WHERE "table" = ?', [table]).fetchall())


def members(tables: Tables, table: str, head: str) -> list[Kept]:
    """The lineages shown in one row, the one that gives it its key first."""
    found = some(tables, '"table" = ? AND shown = ?', [table, head])
    return sorted(found, key=lambda each: each.id != head)


def joined(tables: Tables) -> dict[str, str]:
    """Of evidence that is shown in another's row, the id of that one."""
    rows = tables.execute(
        'SELECT l."key", h."key" FROM lineage l JOIN lineage h ON h.id = l.shown'
        " WHERE l.\"table\" = 'evidence' AND l.shown <> l.id"
    ).fetchall()
    return dict(rows)


def some(tables: Tables, condition: str, values: Sequence[Any] = ()) -> list[Kept]:
    """Lineages for which an SQL condition holds, in order of id."""
    columns = '"id", "table", "key", state, shown, conflicts, ours, seen, added, changed, source'
    rows = tables.execute(f"SELECT {columns} FROM lineage WHERE {condition} ORDER BY id", list(values)).fetchall()
    return [Kept(*row) for row in rows]


def keep(tables: Tables, lines: Iterable[Kept]) -> None:
    """Stores lineages of changes that are in the journal already. Call inside a write block."""
    tables.conn.executemany(
        'INSERT INTO lineage (id, "table", "key", state, shown, conflicts, ours, seen, added, changed, source)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state,"
        " shown = excluded.shown, conflicts = excluded.conflicts, seen = excluded.seen, changed = excluded.changed,"
        " source = excluded.source",
        [
            (o.id, o.table, o.key, o.state, o.shown, o.conflicts, o.ours, o.seen, o.added, o.changed, o.source)
            for o in lines
        ],
    )


def put_state(change: Change, line: Kept, state: str, shown: str, conflicts: int) -> None:
    """Gives a lineage another state as part of a change, so that undo takes it back with the change."""
    change.put("lineage", {"id": line.id, "state": state, "shown": shown, "conflicts": conflicts, "source": ""})


def put_all(change: Change, lines: Iterable[Kept]) -> None:
    """Stores lineages as part of a change, so that undo takes them back with it."""
    known = {each for (each,) in change.tables.execute("SELECT id FROM lineage").fetchall()}
    fresh = []
    for line in lines:
        row = {
            "id": line.id,
            "table": line.table,
            "key": line.key,
            "state": line.state,
            "shown": line.shown,
            "conflicts": line.conflicts,
            "ours": line.ours,
            "changed": line.changed,
            "source": line.source,
        }
        if line.id in known:
            change.put("lineage", row)
        else:
            fresh.append({**row, "seen": "", "added": line.added})
    change.insert("lineage", fresh)


def was_found(tables: Tables, redaction: str) -> bool:
    """Whether a redaction is one the search found, not one marked by hand."""
    return tables.execute("SELECT 1 FROM redactions WHERE id = ? AND NOT marked", [redaction]).fetchone() is not None


def stands(tables: Tables, table: str, column: str, key: Any) -> bool:
    """Whether a row is there."""
    return tables.execute(f'SELECT 1 FROM "{table}" WHERE "{column}" = ?', [key]).fetchone() is not None


def forget(tables: Tables, hashes: Collection[str], evidence: Collection[str]) -> None:
    """Takes out what became of records that speak of documents that were wiped; the rows that stay begin anew.

    Args:
        hashes: of the documents' contents.
        evidence: ids of evidence that ever cited them. Call inside a write block.
    """
    for sha256 in hashes:
        tables.execute('DELETE FROM lineage WHERE instr(state, ?) OR instr("key", ?)', [sha256, sha256])
    tables.conn.executemany("DELETE FROM lineage WHERE id = ?", [(identity("evidence", one),) for one in evidence])
    # People nothing else here speaks of, those that were taken out before among them.
    tables.execute(
        "DELETE FROM lineage WHERE \"table\" = 'redaction_subjects'"
        ' AND "key" NOT IN (SELECT id FROM redaction_subjects)'
    )


def drop_lost(tables: Tables) -> None:
    """Lets go of what became of records whose rows were lost by damage, so that a colleague's copy gives them back.

    Call inside a write block, before lineages are brought up to date: else they would count as taken out.
    """
    at = places(tables)
    for shape in SHAPES:
        there = {one.id for one in live(tables, shape, at)}
        rows = tables.execute("SELECT id, shown FROM lineage WHERE \"table\" = ? AND shown <> ''", [shape.table])
        lost = [(each,) for each, head in rows.fetchall() if head not in there]
        tables.conn.executemany("DELETE FROM lineage WHERE id = ?", lost)


def wiped(tables: Tables) -> frozenset[str]:
    """Hashes of the documents that were wiped here and are not to come back."""
    return frozenset(row[0] for row in tables.execute("SELECT sha256 FROM wiped WHERE sha256 <> ''").fetchall())


def note_seen(tables: Tables, digests: Mapping[str, str]) -> None:
    """Notes that rows agree with their lineages. Call inside a write block."""
    tables.conn.executemany("UPDATE lineage SET seen = ? WHERE id = ?", [(s, each) for each, s in digests.items()])


def last_changes(tables: Tables, after: int) -> dict[tuple[str, str], tuple[str, str]]:
    """When and by whom rows were last changed through the journal since an entry: by table and JSON of the key."""
    rows = tables.execute(
        'SELECT r."table", r."key", j.at, j.author FROM journal_rows r JOIN journal j ON j.id = r.journal'
        " WHERE j.id > ? ORDER BY j.id",
        [after],
    )
    return {(table, key): (at, author) for table, key, at, author in rows}


def moment(tables: Tables) -> str:
    """What is another after every change, undo and import, one that was cut short among them."""
    row = tables.execute(
        "SELECT (SELECT max(id) FROM audit), (SELECT count(*) FROM documents), (SELECT max(added) FROM documents)"
    ).fetchone()
    return json.dumps(row)


def last_entry(tables: Tables) -> int:
    """The newest journal entry; 0 where there is none."""
    return int(tables.execute("SELECT coalesce(max(id), 0) FROM journal").fetchone()[0])


def last_act(tables: Tables) -> tuple[str, str]:
    """When something was last done, and by whom."""
    line = tables.execute("SELECT at, author FROM audit ORDER BY id DESC LIMIT 1").fetchone() or ("", "")
    return str(line[0]), str(line[1])


def authors(tables: Tables) -> list[str]:
    """Who worked in a file, the last one first."""
    rows = tables.execute("SELECT author FROM audit GROUP BY author ORDER BY max(id) DESC").fetchall()
    return [row[0] for row in rows]


def setting(tables: Tables, key: str) -> str:
    """A value of the workspace's own settings; empty where there is none."""
    row = tables.execute("SELECT value FROM meta WHERE key = ?", [key]).fetchone()
    return "" if row is None else str(row[0])


def set_setting(tables: Tables, key: str, value: str) -> None:
    """Sets a value of the workspace's own settings. Call inside a write block."""
    tables.table("meta").upsert({"key": key, "value": value}, pk="key")


def _shared_key(shape: Shape, key: Any, at: Places) -> str | None:
    matched = _LOCAL.fullmatch(str(key)) if shape.by_document else None
    if matched is None:
        return str(key)
    sha256 = at.hashes.get(int(matched[1]))
    return None if sha256 is None else sha256 + matched[2]
