"""A council's own framework files, kept in its workspace, and evidence put under another framework's areas."""

from __future__ import annotations

import json
from collections.abc import Sequence

from evidence_app.store.database import Database
from evidence_app.store.journal import Change


def files(database: Database) -> dict[str, str]:
    """The text of each file by its name."""
    with database.read() as tables:
        if not tables.table("framework_files").exists():
            return {}  # an older workspace, opened for reading only
        return dict(tables.execute("SELECT name, text FROM framework_files ORDER BY name").fetchall())


def put_file(change: Change, name: str, text: str) -> None:
    """Keeps a file, new or in the place of the one of its name."""
    change.put("framework_files", {"name": name, "text": text})


def remove_file(change: Change, name: str) -> None:
    """Takes a file out."""
    change.remove("framework_files", name)


def use(change: Change, framework: str) -> None:
    """Says which framework the workspace works with."""
    change.put("meta", {"key": "framework", "value": framework})


def place(change: Change, evidence: str, areas: Sequence[str], themes: Sequence[str], note: str) -> None:
    """Puts an item under other areas and themes."""
    row = {"id": evidence, "areas": json.dumps(areas), "themes": json.dumps(themes), "note": note}
    change.put("evidence", row)
