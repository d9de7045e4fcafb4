"""The rows of a workspace, part by part, to be carried to another file; and put into one that is empty."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher
from sqlite_utils import Database as Tables

from evidence_app.store.database import Database
from evidence_app.store.journal import UNDOABLE, Change

# What a value of a column that holds JSON is; see Part.
_TEXTS: Any = [str]
_RANGES: Any = [(int, int)]
_SCANNED: Any = (str, float, float, float, float, float, float, int)
_LINKS: Any = {"process": [str], "impact": [str], "other": [(str, str)]}
_BOXES: Any = [(int, float, float, float, float)]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a workspace: its table, and what stands in those of its columns that hold JSON.

    Args:
        json: by column a shape: a type, [shape] for a list, or (shape, shape) for a list of just these.
        key: False where the table's own row numbers mean nothing and are not carried.
    """

    table: str
    json: Mapping[str, Any]
    key: bool = True


# In the order in which they can be put in.
PARTS: dict[str, Part] = {
    "settings": Part("meta", {}),
    "framework_files": Part("framework_files", {}),
    "documents": Part("documents", {"ofsted": dict}),
    "places": Part("sources", {}),
    "versions": Part("versions", {}),
    "pages": Part("pages", {"furniture": _RANGES}, key=False),
    "scans": Part(
        "scans", {"words": [(str, float, float, float, float, float, float, int)], "marks": [(int, int, float)]}
    ),
    "confirmations": Part("confirmations", {}),
    "dismissals": Part("dismissals", {}),
    "evidence": Part("evidence", {"boxes": _BOXES, "areas": _TEXTS, "themes": _TEXTS}),
    "plan_actions": Part("plan_actions", {"outcomes": (str, str, str, str), **_LINKS}),
    "plan_standings": Part("plan_standings", {}),
    "visits": Part("visits", {}),
    "visit_tasks": Part("visit_tasks", {}),
    "measures": Part("measures", {}),
    "measure_values": Part("measure_values", {}),
    "requests": Part("requests", {"documents": [int], "evidence": _TEXTS}),
    "decisions": Part("redactions", {"boxes": [(float, float, float, float)]}),
    "pseudonyms": Part("redaction_subjects", {}),
    "lists": Part("redaction_lists", {}),
    "packs": Part("packs", {"spec": dict, "manifest": dict}),
    "sendings": Part("pack_sendings", {}),
}

# Tables that stay: the file's own story, what is worked out anew, and what is one officer's or one computer's.
LEFT_OUT = frozenset(
    {
        *("journal", "journal_rows", "audit", "wiped", "blobs"),
        *("vocabulary", "evidence_numbers", "redaction_searches"),
        *("folders", "work_marks"),
        *("lineage", "exchanges", "documents_aside"),
    }
)

# Of the workspace's own settings: those that say what it is, and how its packs look.
_SETTINGS = ("authority", "framework", "privacy.four_eyes")
_HOUSES = "packs.house."

# What each shape of column may hold.
_TYPES: dict[str, tuple[type, ...]] = {"TEXT": (str,), "INTEGER": (int,), "REAL": (float, int), "FLOAT": (float, int)}


class Unfit(Exception):
    """A row that cannot be put in; says which and why, in words."""


def rows(database: Database, part: str) -> Iterator[dict[str, Any]]:
    """The rows of a part, in the order in which they were put in. Read them within one snapshot."""
    known = PARTS[part]
    with database.read() as tables:
        columns = _columns(tables, known)
        named = ", ".join(f'"{name}"' for name in columns)
        where = f"WHERE key IN ({', '.join('?' * len(_SETTINGS))}) OR key LIKE ?" if part == "settings" else ""
        # A page's place in its document is its order; other rows have the order of their numbers.
        order = "document, number" if part == "pages" else _order(tables, known)
        values = [*_SETTINGS, f"{_HOUSES}%"] if where else []
        for row in tables.execute(f'SELECT {named} FROM "{known.table}" {where} ORDER BY {order}', values):
            made = dict(zip(columns, row, strict=True))
            for name, kind in columns.items():
                if name in known.json:
                    made[name] = None if made[name] is None else json.loads(made[name])
                elif kind == "TEXT":
                    made[name] = made[name] or ""  # what was never said and what is empty are the same
            yield made


def blobs(database: Database, hashes: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The bytes kept under these hashes, one by one; what is not kept is passed over."""
    with database.read() as tables:
        for sha256 in hashes:
            row = tables.execute("SELECT data FROM blobs WHERE sha256 = ?", [sha256]).fetchone()
            if row is not None:
                yield sha256, bytes(row[0])


def is_empty(database: Database) -> bool:
    """Whether nothing was put into the workspace yet: no document, and nothing of what is tagged, planned or logged."""
    with database.read() as tables:
        return not any(
            tables.execute(f'SELECT 1 FROM "{part.table}" LIMIT 1').fetchone()
            for name, part in PARTS.items()
            if name not in ("settings", "framework_files")
        )


def is_setting(key: str) -> bool:
    """Whether a setting is one of those that are carried."""
    return key in _SETTINGS or key.startswith(_HOUSES)


def fitting(tables: Tables, part: str, row: Any) -> dict[str, Any]:
    """A row as it can be stored.

    Raises:
        Unfit: it has a column that is not known, or a value that does not fit its column.
    """
    known = PARTS[part]
    types = _columns(tables, known)
    if not isinstance(row, dict) or set(row) != set(types):
        raise Unfit(f"a record of “{part}” lacks a field, or has one that is not known")
    made: dict[str, Any] = {}
    for name, value in row.items():
        if name in known.json:
            if value is not None and not _shaped(value, known.json[name]):
                raise Unfit(f"“{name}” of “{part}” is not what it should be")
            made[name] = None if value is None else json.dumps(value, ensure_ascii=False)
        elif not _typed(value, types[name]):
            raise Unfit(f"“{name}” of “{part}” is not what it should be")
        else:
            made[name] = value
    return made


def put(tables: Tables, part: str, row: Mapping[str, Any]) -> None:
    """Puts a fitting row in, with its index row where it is a page. Call inside a write block."""
    columns = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    verb = "INSERT OR REPLACE" if part == "settings" else "INSERT"
    table = PARTS[part].table
    with _told(part):
        made = tables.execute(f'{verb} INTO "{table}" ({columns}) VALUES ({marks})', list(row.values()))
    if part == "pages":
        tables.execute("INSERT INTO page_index (rowid, text) VALUES (?, ?)", [made.lastrowid, row["text"]])


def put_blob(tables: Tables, sha256: str, data: bytes) -> None:
    """Keeps bytes under their hash. Call inside a write block."""
    tables.execute("INSERT OR IGNORE INTO blobs (sha256, size, data) VALUES (?, ?, ?)", [sha256, len(data), data])


def put_undoably(change: Change, part: str, row: Mapping[str, Any]) -> None:
    """Puts a fitting row of an undoable part in."""
    with _told(part):
        change.put(PARTS[part].table, row)


@contextmanager
def _told(part: str) -> Iterator[None]:
    try:
        yield
    except (sqlcipher.IntegrityError, UnicodeError, OverflowError):
        raise Unfit(f"a record of “{part}” stands there twice, or speaks of what is not there") from None


def repeats(part: str, fit: Iterable[Mapping[str, Any]]) -> bool:
    """Whether two rows of an undoable part have the same key, so that one would take the other's place."""
    keys = [row[UNDOABLE[PARTS[part].table]] for row in fit]
    return len(set(keys)) < len(keys)


def undoable(part: str) -> bool:
    """Whether the rows of a part can be taken back; documents cannot, like those of an import."""
    return PARTS[part].table in UNDOABLE and part not in ("documents", "places")


def tables_of(database: Database) -> Sequence[str]:
    """The tables of the schema that are not SQLite's own or an index of words."""
    with database.read() as tables:
        names = [name for (name,) in tables.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [
        name
        for name in names
        if not name.startswith(("_sqlite", "sqlite_", "page_index", "page_terms", "evidence_words"))
    ]


def _columns(tables: Tables, part: Part) -> dict[str, str]:
    """The columns of a part that are carried, with their types."""
    told = tables.execute(f"PRAGMA table_info('{part.table}')").fetchall()
    return {name: kind for _, name, kind, *_ in told if part.key or name != "id"}


def _order(tables: Tables, part: Part) -> str:
    told = tables.execute(f"PRAGMA table_info('{part.table}')").fetchall()
    keys = [name for _, name, _, _, _, place in sorted(told, key=lambda one: one[5]) if place]
    # A table with one key keeps the order in which its rows were put in; others have none.
    return "rowid" if len(keys) == 1 else ", ".join(f'"{name}"' for name in keys)


def _typed(value: Any, kind: str) -> bool:
    if value is None:
        return kind != "TEXT"
    if isinstance(value, int) and not -(1 << 63) <= value < 1 << 63:
        return False
    return not isinstance(value, bool) and isinstance(value, _TYPES[kind])


def _shaped(value: Any, shape: Any) -> bool:
    if isinstance(shape, list):
        return isinstance(value, list) and all(_shaped(one, shape[0]) for one in value)
    if isinstance(shape, tuple):
        return isinstance(value, list) and len(value) == len(shape) and all(map(_shaped, value, shape))
    if isinstance(value, bool):
        return False
    return isinstance(value, int | float if shape is float else shape)
