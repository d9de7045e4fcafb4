"""Personal data, details of evidence, its board, watched folders, inspections."""

from __future__ import annotations

from sqlite_utils import Database

from evidence_app.store.migrations.steps import migrations


@migrations()
def privacy(db: Database) -> None:
    """Personal data found and marked, whom and what it is about, the workspace's own lists, and what was searched."""
    db.table("redactions").create(
        {
            "id": str,
            "document": int,
            "page": int,
            "start": int,
            "end": int,
            "boxes": str,  # JSON; of a box drawn by hand, else empty list
            "text": str,
            "kind": str,
            "reason": str,
            "subject": str,
            "marked": int,  # by hand; else found by the search, and replaced by the next one
            "decision": str,  # empty to follow the subject's
            "code": str,
            "proposed_by": str,
            "approved_by": str,
        },
        pk="id",
        foreign_keys=[("document", "documents", "id")],
    )
    db.table("redactions").create_index(["document", "page"])
    db.table("redactions").create_index(["subject"])
    db.table("redaction_subjects").create(
        {
            "id": str,
            "kind": str,
            "label": str,
            "role": str,
            "pseudonym": str,
            "decision": str,
            "code": str,
            "proposed_by": str,
            "approved_by": str,
        },
        pk="id",
    )
    db.table("redaction_lists").create({"id": str, "list": str, "value": str, "role": str}, pk="id")
    # What each document was searched with; one that has changed since, or was never searched, is missing here.
    db.table("redaction_searches").create(
        {"document": int, "stamp": str}, pk="document", foreign_keys=[("document", "documents", "id")]
    )


@migrations()
def evidence_details(db: Database) -> None:
    """What evidence is based on, whom it is about, and whether it may leave the workspace."""
    table = db.table("evidence")
    for column in ("basis", "person", "embargo_until"):
        table.add_column(column, str, not_null_default="")
    table.add_column("confidential", int, not_null_default=0)


@migrations()
def evidence_board(db: Database) -> None:
    """What the evidence board filters and orders by, in two indexes, and the words of quotations and notes in one."""
    columns = "finding, status, impact, areas, themes, author, created, basis, person, embargo_until, confidential"
    db.execute(f"CREATE INDEX evidence_by_date ON evidence (date, document, page, start, id, {columns})")
    db.execute(f"CREATE INDEX evidence_by_place ON evidence (document, page, start, id, date, {columns})")
    db.execute("CREATE INDEX documents_by_title ON documents (title COLLATE NOCASE, id)")
    # Rows of evidence have no number of their own that a copy of the file keeps, so the index of words gives them one.
    db.table("evidence_numbers").create({"number": int, "evidence": str}, pk="number")
    db.table("evidence_numbers").create_index(["evidence"], unique=True)
    db.execute(
        "CREATE VIRTUAL TABLE evidence_words USING fts5(quote, note, content='', contentless_delete=1, prefix='2 3',"
        " tokenize=\"unicode61 remove_diacritics 2 categories 'L* N*'\")"
    )
    number = "(SELECT number FROM evidence_numbers WHERE evidence = {}.id)"
    add = (
        "INSERT INTO evidence_numbers (evidence) VALUES (new.id);"
        f" INSERT INTO evidence_words (rowid, quote, note) VALUES ({number.format('new')}, new.quote, new.note);"
    )
    take = (
        f"DELETE FROM evidence_words WHERE rowid = {number.format('old')};"
        " DELETE FROM evidence_numbers WHERE evidence = old.id;"
    )
    changed = "old.quote IS NOT new.quote OR old.note IS NOT new.note OR old.id IS NOT new.id"
    db.execute(f"CREATE TRIGGER evidence_words_add AFTER INSERT ON evidence BEGIN {add} END")
    db.execute(f"CREATE TRIGGER evidence_words_take AFTER DELETE ON evidence BEGIN {take} END")
    db.execute(f"CREATE TRIGGER evidence_words_change AFTER UPDATE ON evidence WHEN {changed} BEGIN {take} {add} END")
    db.execute("INSERT INTO evidence_numbers (evidence) SELECT id FROM evidence")
    db.execute(
        "INSERT INTO evidence_words (rowid, quote, note) SELECT n.number, e.quote, e.note"
        " FROM evidence e JOIN evidence_numbers n ON n.evidence = e.id"
    )


@migrations()
def folders_and_versions(db: Database) -> None:
    """Folders that are watched, which document took the place of which, what a re-scan found, whom a document is of."""
    db.table("folders").create({"path": str, "times": str, "checked": str}, pk="path")
    db.table("versions").create({"document": int, "before": int, "at": str}, pk=("document", "before"))
    db.table("versions").create_index(["before"])
    for column in ("news", "child"):
        db.table("documents").add_column(column, str, not_null_default="")


@migrations()
def inspections(db: Database) -> None:
    """What an officer confirmed of reports, what was dismissed in reviews, own framework files, whose documents are."""
    db.table("confirmations").create(
        {"id": str, "document": int, "field": str, "value": str, "author": str, "at": str},
        pk="id",
        foreign_keys=[("document", "documents", "id")],
    )
    db.table("dismissals").create(
        {"id": str, "document": int, "author": str, "at": str},
        pk="id",
        foreign_keys=[("document", "documents", "id")],
    )
    db.table("dismissals").create_index(["document"])
    db.table("framework_files").create({"name": str, "text": str}, pk="name")
    # "own" or "elsewhere" where the officer said so; empty where the authority it speaks of tells.
    db.table("documents").add_column("whose", str, not_null_default="")
