"""What is kept about inspection reports besides the documents themselves: whose they are, and what was confirmed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from evidence_app.store.database import Database, now
from evidence_app.store.journal import Change


@dataclass(frozen=True, slots=True)
class Owned:
    """A document as far as it matters whose it is: the authority it speaks of, and what the officer said."""

    document: int
    authority: str
    chosen: str


def owned(database: Database) -> list[Owned]:
    """Every document that names an authority, or of which the officer said whose it is."""
    with database.read() as tables:
        rows = tables.execute("SELECT id, authority, whose FROM documents WHERE authority <> '' OR whose <> ''")
        return [Owned(*row) for row in rows.fetchall()]


def reports(database: Database) -> list[int]:
    """Ids of the documents that are inspection reports or letters."""
    with database.read() as tables:
        return [row[0] for row in tables.execute("SELECT id FROM documents WHERE ofsted IS NOT NULL").fetchall()]


def choose(change: Change, document: int, whose: str) -> None:
    """Says whose a document is; empty to let the authority it speaks of tell."""
    change.put("documents", {"id": document, "whose": whose})


def confirmations(database: Database) -> dict[int, dict[str, str]]:
    """What was confirmed: for each document its values by field."""
    with database.read() as tables:
        rows = tables.execute("SELECT document, field, value FROM confirmations ORDER BY rowid").fetchall()
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for document, field, value in rows:
        found[document][field] = value
    return dict(found)


def confirm(change: Change, document: int, field: str, value: str, author: str) -> None:
    """Keeps what an officer confirmed of a field; an empty value says that it is as read."""
    key = f"{document}:{field}"
    row = {"id": key, "document": document, "field": field, "value": value, "author": author, "at": now()}
    change.put("confirmations", row)


def withdraw(change: Change, document: int, field: str) -> None:
    """Takes a confirmation back."""
    change.remove("confirmations", f"{document}:{field}")
