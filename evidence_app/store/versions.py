"""Which document took the place of which: a file whose content changed is a new version of what it held before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlite_utils import Database as Tables

from evidence_app.store.database import Database, now


def note(tables: Tables, document: int, before: int) -> None:
    """Notes that a document stands where another stood. Call inside a write block."""
    tables.execute(
        "INSERT INTO versions (document, before, at) VALUES (?, ?, ?)"
        " ON CONFLICT (document, before) DO UPDATE SET at = excluded.at",
        [document, before, now()],
    )


def inherit(tables: Tables, document: int, before: int) -> None:
    """Gives a new version what an officer may have set on the one before, its embargo above all; in a write block."""
    same = "title, kind, authority, child, embargoed"
    tables.execute(
        f"UPDATE documents SET ({same}) = (SELECT {same} FROM documents WHERE id = ?) WHERE id = ?", [before, document]
    )


def disown(tables: Tables, document: int, before: int, own: Mapping[str, str]) -> None:
    """Takes back that a document is a version of another, and what it inherited. Call inside a write block.

    Args:
        own: its own title, kind, authority and child.
    """
    tables.execute("DELETE FROM versions WHERE document = ? AND before = ?", [document, before])
    tables.table("documents").update(document, {**own, "embargoed": 0})


def tell(tables: Tables, document: int, news: str) -> None:
    """Notes what a look at the disk found about a document. Call inside a write block."""
    tables.execute("UPDATE documents SET news = ? WHERE id = ?", [news, document])


def forget_news(database: Database, documents: Iterable[int] | None = None) -> None:
    """Takes documents, or all, as seen: nothing is new about them."""
    with database.write() as tables:
        if documents is None:
            tables.execute("UPDATE documents SET news = '' WHERE news <> ''")
        else:
            for document in documents:
                tables.execute("UPDATE documents SET news = '' WHERE id = ?", [document])
