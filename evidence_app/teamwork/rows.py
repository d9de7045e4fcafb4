"""Rows written as joined lineages want them, through the journal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from evidence_app.changes import Changes
from evidence_app.domain.shapes import Shape
from evidence_app.store import evidence as evidence_store
from evidence_app.store import lineage as store
from evidence_app.store.database import Database
from evidence_app.store.journal import Change, Touched
from evidence_app.store.lineage import Places

_PRIVACY = frozenset({"redactions", "redaction_subjects", "redaction_lists"})
_IMPROVEMENT = frozenset(
    {"plan_actions", "plan_standings", "visits", "visit_tasks", "measures", "measure_values", "requests"}
)
_UNDECIDED = dict.fromkeys(("decision", "code", "proposed_by", "approved_by"), "")


def write_rows(
    change: Change, puts: Sequence[tuple[Shape, str, dict[str, Any]]], removes: Iterable[tuple[Shape, str]], at: Places
) -> None:
    """Writes rows.

    Args:
        puts: table, key and columns as every copy knows them.
        removes: table and key.
        at: the documents of this copy, those that came with the change among them.
    """
    for shape, key in removes:
        local = store.local_key(shape, key, at)
        if shape.table == "redactions" and store.was_found(change.tables, local):
            # What the search found stays found; only what was decided about it goes.
            change.put("redactions", {"id": local, **_UNDECIDED})
        else:
            change.remove(shape.table, local)
    fresh: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for shape, key, row in puts:
        local_row = store.local_row(shape, key, row, at)
        own = "id" if shape.table == "documents" else shape.key
        if store.stands(change.tables, shape.table, own, local_row[own]):
            change.put(shape.table, local_row)
        else:
            fresh[shape.table].append(local_row)
    for table, rows in fresh.items():
        change.insert(table, rows)


def changes_for(database: Database, name: str, touched: Sequence[Touched]) -> Changes:
    """What a change touched, as the window wants to know it."""
    tables = {table for table, _ in touched}
    items = frozenset(str(key) for table, key in touched if table == "evidence")
    documents = {int(key) for table, key in touched if table == "documents"}
    documents |= evidence_store.documents_of(database, items)
    return Changes(
        name=name,
        documents=frozenset(documents),
        evidence=items,
        settings=bool(tables & {"meta", "framework_files"}),
        privacy=bool(tables & _PRIVACY),
        improvement=bool(tables & _IMPROVEMENT),
        teamwork=True,
    )
