"""The undo journal and the audit log, written in the same transaction as the change they speak of.

A change is a list of rows put or removed. The journal keeps what was altered in each, before and after, so undo and
redo need to know nothing of what rows mean; every table that is changed through here can be undone, across restarts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from sqlite_utils import Database as Tables

from evidence_app.domain.audit import GENESIS, AuditFilter, broken_at, link
from evidence_app.store import aside
from evidence_app.store.database import Database, now

# Tables whose rows may be changed through the journal, with their primary key.
UNDOABLE: dict[str, str] = {
    "evidence": "id",
    "documents": "id",
    "meta": "key",
    "redactions": "id",
    "redaction_subjects": "id",
    "redaction_lists": "id",
    "confirmations": "id",
    "dismissals": "id",
    "framework_files": "name",
    "plan_actions": "id",
    "plan_standings": "id",
    "visits": "id",
    "visit_tasks": "id",
    "measures": "id",
    "measure_values": "id",
    "requests": "id",
    "packs": "id",
    "pack_sendings": "id",
    "sources": "path",
    "lineage": "id",
    "exchanges": "id",
}

# The first word of what was done.
_VERB = "substr(action, 1, instr(replace(action, ':', ' ') || ' ', ' ') - 1)"

# A row that was changed: its table and its key.
Touched = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One undoable change."""

    id: int
    name: str
    author: str
    at: str
    undone: bool


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the audit log; detail holds ids and counts, and quotes only where the act was about words."""

    id: int
    at: str
    author: str
    action: str
    detail: dict[str, Any]
    hash: str
    previous: str = ""

    def chained(self) -> dict[str, Any]:
        """The line as its hash is made of it: its detail is words."""
        return {**asdict(self), "detail": json.dumps(self.detail, sort_keys=True)}

    def to_json(self) -> dict[str, Any]:
        """The line as the command line prints it."""
        return asdict(self)


class Change:
    """A change in the making: put and remove rows; each is remembered for undo."""

    def __init__(self, tables: Tables, journal: int) -> None:
        self.tables = tables
        self.touched: list[Touched] = []
        self._journal = journal

    def put(self, table: str, row: Mapping[str, Any]) -> None:
        """Inserts a row, or replaces the columns given in an existing one."""
        pk = UNDOABLE[table]
        before = _row(self.tables, table, row[pk])
        _set(self.tables, table, row)
        after = _row(self.tables, table, row[pk])
        if before is not None and after is not None:
            # Only what was altered is kept, so that undo leaves alone what came to the row by other ways meanwhile.
            altered = [column for column in after if column == pk or after[column] != before.get(column)]
            before, after = {one: before.get(one) for one in altered}, {one: after[one] for one in altered}
        self._note(table, row[pk], before, after)

    def insert(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Inserts many rows with the same columns; none of them may be there."""
        if not rows:
            return
        columns = ", ".join(f'"{column}"' for column in rows[0])
        marks = ", ".join("?" * len(rows[0]))
        self.tables.conn.executemany(
            f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', [tuple(row.values()) for row in rows]
        )
        pk = UNDOABLE[table]
        first = len(self.touched)
        self.tables.conn.executemany(
            'INSERT INTO journal_rows (journal, seq, "table", "key", before, after) VALUES (?, ?, ?, ?, NULL, ?)',
            [
                (self._journal, first + number, table, json.dumps(row[pk]), _dumps(row))
                for number, row in enumerate(rows)
            ],
        )
        self.touched += [(table, row[pk]) for row in rows]

    def remove(self, table: str, key: Any) -> None:
        """Deletes a row."""
        before = _row(self.tables, table, key)
        self.tables.table(table).delete(key)
        self._note(table, key, before, None)

    def _note(self, table: str, key: Any, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> None:
        self.tables.table("journal_rows").insert(
            {
                "journal": self._journal,
                "seq": len(self.touched),
                "table": table,
                "key": json.dumps(key),
                "before": _dumps(before),
                "after": _dumps(after),
            }
        )
        self.touched.append((table, key))


@contextmanager
def change(database: Database, name: str, author: str, detail: Mapping[str, Any]) -> Iterator[Change]:
    """One undoable, audited change, in one transaction.

    Args:
        name: as the undo menu shows it, e.g. "tag 'leaders' on Croydon 2020, p. 4".
        author: who makes it.
        detail: for the audit log; JSON-able.
    """
    with database.write() as tables:
        forget_undone(tables)
        made = tables.execute(
            "INSERT INTO journal (name, author, at, undone) VALUES (?, ?, ?, 0)", [name, author, now()]
        )
        yield Change(tables, int(made.lastrowid or 0))
        audit(tables, author, name, detail)


def forget_undone(tables: Tables) -> None:
    """Lets go of what was undone: it can no longer be redone once something new is done. Call inside a write block."""
    tables.execute("DELETE FROM journal_rows WHERE journal IN (SELECT id FROM journal WHERE undone)")
    tables.execute("DELETE FROM journal WHERE undone")
    aside.forget(tables)


def undo(database: Database, author: str) -> tuple[str, list[Touched]] | None:
    """Undoes the latest change; gives its name and the rows touched, or None where there is nothing to undo."""
    return _step(database, author, "SELECT id, name FROM journal WHERE NOT undone ORDER BY id DESC LIMIT 1", back=True)


def redo(database: Database, author: str) -> tuple[str, list[Touched]] | None:
    """Does the change again that was undone last; None where there is none."""
    return _step(database, author, "SELECT id, name FROM journal WHERE undone ORDER BY id LIMIT 1", back=False)


def _step(database: Database, author: str, query: str, *, back: bool) -> tuple[str, list[Touched]] | None:
    with database.write() as tables:
        found = tables.execute(query).fetchone()
        if found is None:
            return None
        journal, name = found
        rows = list(
            tables.execute(
                f'SELECT "table", "key", {"before, after" if back else "after, before"} FROM journal_rows '
                f"WHERE journal = ? ORDER BY seq {'DESC' if back else 'ASC'}",
                [journal],
            )
        )
        touched: list[Touched] = []
        for table, packed_key, packed_row, packed_other in rows:
            key = json.loads(packed_key)
            if table == "documents" and packed_row is None:
                aside.put_aside(tables, key)
            elif table == "documents" and packed_other is None:
                aside.put_back(tables, json.loads(packed_row))
            elif packed_row is None:
                tables.table(table).delete(key)
            elif packed_other is None or _row(tables, table, key) is not None:
                # An altered row that is gone by other ways (a file that could not be read, and left) stays gone.
                _set(tables, table, json.loads(packed_row))
            touched.append((table, key))
        tables.table("journal").update(journal, {"undone": int(back)})
        audit(tables, author, ("undo: " if back else "redo: ") + name, {})
        return str(name), touched


def moment(database: Database) -> int:
    """A number that grows with every change, undo and redo: what was read at the same one is still so."""
    with database.read() as tables:
        return int(tables.execute("SELECT coalesce(max(id), 0) FROM audit").fetchone()[0])


def entries(database: Database, limit: int = 200) -> list[Entry]:
    """The newest changes first."""
    with database.read() as tables:
        rows = tables.execute("SELECT id, name, author, at, undone FROM journal ORDER BY id DESC LIMIT ?", [limit])
        return [Entry(i, n, who, at, bool(u)) for i, n, who, at, u in rows.fetchall()]


def next_names(database: Database) -> tuple[str, str]:
    """The names of the changes that undo and redo would touch; empty where there is none."""
    with database.read() as tables:
        back = tables.execute("SELECT name FROM journal WHERE NOT undone ORDER BY id DESC LIMIT 1").fetchone()
        forth = tables.execute("SELECT name FROM journal WHERE undone ORDER BY id LIMIT 1").fetchone()
    return (back[0] if back else ""), (forth[0] if forth else "")


def audit(tables: Tables, author: str, action: str, detail: Mapping[str, Any]) -> None:
    """Adds a line to the audit log, chained by hash to the line before it. Call inside a write block."""
    last = tables.execute("SELECT hash FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    previous = last[0] if last else GENESIS
    line = {"at": now(), "author": author, "action": action, "detail": json.dumps(dict(detail), sort_keys=True)}
    tables.table("audit").insert({**line, "previous": previous, "hash": link(previous, line)})


def audit_log(database: Database, wanted: AuditFilter | None = None, limit: int = 1000) -> list[AuditEntry]:
    """The newest lines of the audit log first; limit -1 for all of them."""
    wanted = wanted or AuditFilter()
    where: dict[str, str] = {f"{_VERB} = ?": wanted.verb, "author = ?": wanted.author}
    where |= {"substr(at, 1, 10) >= ?": wanted.since, "substr(at, 1, 10) <= ?": wanted.until}
    conditions = [(condition, value) for condition, value in where.items() if value]
    conditions += [("instr(lower(action || ' ' || detail), lower(?))", word) for word in wanted.text.split()]
    with database.read() as tables:
        rows = tables.execute(
            "SELECT id, at, author, action, detail, hash, previous FROM audit"
            f" WHERE {' AND '.join(['1', *(condition for condition, _ in conditions)])} ORDER BY id DESC LIMIT ?",
            [*(value for _, value in conditions), limit],
        )
        return [
            AuditEntry(i, at, who, action, json.loads(detail), *chain)
            for i, at, who, action, detail, *chain in rows.fetchall()
        ]


def audit_kinds(database: Database) -> tuple[list[str], list[str]]:
    """The first words of what was done, and who did it: each once, in order."""
    with database.read() as tables:
        verbs = tables.execute(f"SELECT DISTINCT {_VERB} FROM audit ORDER BY 1").fetchall()
        authors = tables.execute("SELECT DISTINCT author FROM audit ORDER BY 1").fetchall()
    return [verb for (verb,) in verbs], [author for (author,) in authors]


def audit_break(database: Database) -> int | None:
    """The id of the first audit line that does not follow from the one before; None where the chain holds."""
    with database.read() as tables:
        return broken_at(tables.table("audit").rows_where(order_by="id"))


def gaps(tables: Tables) -> tuple[tuple[int, int], ...]:
    """First and last number of lines that are missing before others in the audit log."""
    numbers = [number for (number,) in tables.execute("SELECT id FROM audit ORDER BY id").fetchall()]
    return tuple((a + 1, b - 1) for a, b in pairwise([0, *numbers]) if b > a + 1)


def _row(tables: Tables, table: str, key: Any) -> dict[str, Any] | None:
    rows = list(tables.table(table).rows_where(f'"{UNDOABLE[table]}" = ?', [key]))
    return rows[0] if rows else None


def _set(tables: Tables, table: str, row: Mapping[str, Any]) -> None:
    """Inserts a row, or replaces the columns given: an upsert would ask for those that may not be empty."""
    pk = UNDOABLE[table]
    if _row(tables, table, row[pk]) is None:
        tables.table(table).insert(dict(row), pk=pk)
    elif len(row) > 1:
        tables.table(table).update(row[pk], {column: value for column, value in row.items() if column != pk})


def _dumps(row: Mapping[str, Any] | None) -> str | None:
    return None if row is None else json.dumps(dict(row), ensure_ascii=False)
