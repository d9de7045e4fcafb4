"""Plan, visits, measures and requests: rows of plain records, read here, changed through the journal only."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any, TypeVar

from evidence_app.domain.measure import Measure, Value
from evidence_app.domain.plan import Action, Standing
from evidence_app.domain.request import Request
from evidence_app.domain.visit import Task, Visit
from evidence_app.store.database import Database
from evidence_app.store.journal import Change

Record = TypeVar("Record", Action, Standing, Visit, Task, Measure, Value, Request)

# Each record's table; a column for each field, in which texts of more than one part stand as JSON.
_TABLES: dict[type[Any], str] = {
    Action: "plan_actions",
    Standing: "plan_standings",
    Visit: "visits",
    Task: "visit_tasks",
    Measure: "measures",
    Value: "measure_values",
    Request: "requests",
}
_LISTS = {kind: {one.name for one in fields(kind) if str(one.type).startswith("tuple")} for kind in _TABLES}


def put(change: Change, record: Action | Standing | Visit | Task | Measure | Value | Request) -> None:
    """Stores a record, new or altered."""
    kind = type(record)
    row = {one.name: getattr(record, one.name) for one in fields(kind)}
    change.put(
        _TABLES[kind], {name: json.dumps(value) if name in _LISTS[kind] else value for name, value in row.items()}
    )


def remove(change: Change, kind: type[Record], key: str) -> None:
    """Takes a record out."""
    change.remove(_TABLES[kind], key)


def every(database: Database, kind: type[Record], **equal: str | int) -> list[Record]:
    """Records in the order in which they were put in.

    Args:
        equal: only those whose field has this value.
    """
    columns = [one.name for one in fields(kind)]
    where = "".join(f' AND "{name}" = ?' for name in equal)
    chosen = ", ".join(f'"{name}"' for name in columns)
    with database.read() as tables:
        rows = tables.execute(
            f"SELECT {chosen} FROM {_TABLES[kind]} WHERE 1{where} ORDER BY rowid", list(equal.values())
        ).fetchall()
    return [_record(kind, dict(zip(columns, row, strict=True))) for row in rows]


def where(database: Database, kind: type[Record], condition: str, values: list[str], most: int) -> list[Record]:
    """Records that meet a condition of this package's own making, in the order in which they were put in."""
    columns = [one.name for one in fields(kind)]
    chosen = ", ".join(f'"{name}"' for name in columns)
    with database.read() as tables:
        rows = tables.execute(
            f"SELECT {chosen} FROM {_TABLES[kind]} WHERE {condition} ORDER BY rowid LIMIT {most}", values
        ).fetchall()
    return [_record(kind, dict(zip(columns, row, strict=True))) for row in rows]


def count(database: Database, kind: type[Record]) -> int:
    """How many records of a kind there are."""
    with database.read() as tables:
        return int(tables.execute(f"SELECT count(*) FROM {_TABLES[kind]}").fetchone()[0])


def get(database: Database, kind: type[Record], key: str) -> Record | None:
    """The record with this id, or None."""
    found = every(database, kind, id=key)
    return found[0] if found else None


def _record(kind: type[Record], row: dict[str, Any]) -> Record:
    values = {name: _tupled(json.loads(value)) if name in _LISTS[kind] else value for name, value in row.items()}
    if kind is Task:
        values["done"] = bool(values["done"])
    return kind(**values)


def _tupled(value: Any) -> Any:
    return tuple(map(_tupled, value)) if isinstance(value, list) else value
