"""Officers' own marks on documents. They are not shared work: no journal, no undo."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from evidence_app.domain.work import Mark
from evidence_app.store.database import Database


def of(database: Database, officer: str) -> dict[int, frozenset[Mark]]:
    """An officer's marks by document; documents without one are left out."""
    with database.read() as tables:
        rows = tables.execute("SELECT document, mark FROM work_marks WHERE officer = ?", [officer]).fetchall()
    found: dict[int, set[Mark]] = {}
    for document, mark in rows:
        found.setdefault(int(document), set()).add(cast(Mark, mark))
    return {document: frozenset(marks) for document, marks in found.items()}


def put(database: Database, officer: str, documents: Iterable[int], mark: Mark) -> None:
    """Marks documents; those that have the mark keep it."""
    with database.write() as tables:
        for document in documents:
            tables.execute(
                "INSERT OR IGNORE INTO work_marks (officer, document, mark) VALUES (?, ?, ?)", [officer, document, mark]
            )


def remove(database: Database, officer: str, documents: Iterable[int], mark: Mark) -> None:
    """Takes a mark off documents."""
    with database.write() as tables:
        for document in documents:
            tables.execute(
                "DELETE FROM work_marks WHERE officer = ? AND document = ? AND mark = ?", [officer, document, mark]
            )
