"""Folders that are watched."""

from __future__ import annotations

import os
from collections.abc import Iterable

from evidence_app.domain.folder import Times, Watched
from evidence_app.store.database import Database, now


def every(database: Database) -> list[Watched]:
    """All of them by path; whether they are there is for the caller to find out."""
    with database.read() as tables:
        rows = tables.execute(
            "SELECT f.path, f.times, f.checked, (SELECT count(DISTINCT s.document) FROM sources s WHERE NOT s.missing"
            " AND substr(s.path, 1, length(rtrim(f.path, ?)) + 1) = rtrim(f.path, ?) || ?) FROM folders f"
            " ORDER BY f.path",
            [os.sep] * 3,
        ).fetchall()
    return [Watched(path, times, checked, documents=documents) for path, times, checked, documents in rows]


def put(database: Database, path: str, times: Times) -> None:
    """Watches a folder, or sets when one is looked at."""
    with database.write() as tables:
        tables.execute(
            "INSERT INTO folders (path, times, checked) VALUES (?, ?, '')"
            " ON CONFLICT (path) DO UPDATE SET times = excluded.times",
            [path, times],
        )


def remove(database: Database, path: str) -> None:
    """Watches a folder no more; its documents stay."""
    with database.write() as tables:
        tables.execute("DELETE FROM folders WHERE path = ?", [path])


def mark_checked(database: Database, paths: Iterable[str]) -> None:
    """Notes that folders were looked at just now."""
    with database.write() as tables:
        for path in paths:
            tables.execute("UPDATE folders SET checked = ? WHERE path = ?", [now(), path])
