"""What a workspace remembers of documents that were wiped; the index forgets what leaves it."""

from __future__ import annotations

from sqlite_utils import Database

from evidence_app.store.migrations.steps import migrations


@migrations()
def wiped_documents(db: Database) -> None:
    """The deletion log: which content was wiped, told by its hash, and nothing that says what stood in it."""
    words = dict.fromkeys(("sha256", "kind", "reason", "author", "at"), str)
    db.table("wiped").create({"id": int, **words, "pages": int, "evidence": int}, pk="id")
    db.table("wiped").create_index(["sha256"])


@migrations()
def index_forgets(db: Database) -> None:
    """Words of pages that leave the index are taken out of it at once, not only marked as gone until it is merged."""
    db.execute("INSERT INTO page_index (page_index, rank) VALUES ('secure-delete', 1)")


@migrations()
def wiped_places(db: Database) -> None:
    """The number a wiped document had, which no other is given, and marks of its files, not their names."""
    db.table("wiped").add_column("document", int, not_null_default=0)
    db.table("wiped").add_column("places", str, not_null_default="[]")


@migrations()
def index_forgets_when_merged(db: Database) -> None:
    """What leaves the index is marked as gone again, and leaves it when it is merged, as every wipe does."""
    # Taking words out at once made replacing a page 14 times slower; see docs/decisions.md.
    db.execute("INSERT INTO page_index (page_index, rank) VALUES ('secure-delete', 0)")
