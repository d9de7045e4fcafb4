"""The team a document is about or from."""

from __future__ import annotations

from sqlite_utils import Database

from evidence_app.store.migrations.steps import migrations


@migrations()
def teams(db: Database) -> None:
    """Teams, as the council names them."""
    db.table("documents").add_column("team", str, not_null_default="")
