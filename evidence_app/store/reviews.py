"""What was dismissed in reviews."""

from __future__ import annotations

from evidence_app.store.database import Database, now
from evidence_app.store.journal import Change


def dismissed(database: Database, document: int) -> frozenset[str]:
    """Ids of the passages of a document that were dismissed."""
    with database.read() as tables:
        rows = tables.execute("SELECT id FROM dismissals WHERE document = ?", [document]).fetchall()
    return frozenset(row[0] for row in rows)


def dismiss(change: Change, candidate: str, document: int, author: str) -> None:
    """Keeps that a passage was dismissed."""
    change.put("dismissals", {"id": candidate, "document": document, "author": author, "at": now()})


def restore(change: Change, candidate: str) -> None:
    """Offers a dismissed passage again."""
    change.remove("dismissals", candidate)
