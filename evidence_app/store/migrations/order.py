"""What keeps long lists and large libraries quick: an order, and a count."""

from __future__ import annotations

from sqlite_utils import Database

from evidence_app.store.migrations.steps import migrations


@migrations()
def newest_evidence_first(db: Database) -> None:
    """The evidence board's own order, newest first, is that of its index: nothing is left to be sorted."""
    columns = "finding, status, impact, areas, themes, author, created, basis, person, embargo_until, confidential"
    db.execute("DROP INDEX evidence_by_date")
    db.execute(f"CREATE INDEX evidence_by_date ON evidence (date DESC, document, page, start, id, {columns})")


@migrations()
def pages_gone(db: Database) -> None:
    """Counts the pages that went: what is known of pages by their ids holds as long as none did, for ids are reused."""
    db.execute("INSERT INTO meta (key, value) VALUES ('pages_gone', '0')")
    db.execute(
        "CREATE TRIGGER pages_gone AFTER DELETE ON pages BEGIN"
        " UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'pages_gone'; END"
    )


@migrations()
def words_by_length(db: Database) -> None:
    """Words that a misspelt one may mean are looked for by their length; words with figures are none of them."""
    db.execute(
        "CREATE INDEX vocabulary_spelled ON vocabulary (length(term), term, pages) WHERE term NOT GLOB '*[0-9]*'"
    )
