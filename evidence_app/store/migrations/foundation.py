"""What all else stands on: documents and pages, evidence, the journal and the audit log, packs."""

from __future__ import annotations

from sqlite_utils import Database

from evidence_app.store.migrations.steps import migrations


@migrations()
def documents_and_pages(db: Database) -> None:
    """Documents, their original bytes, where they were seen, their pages and the full-text index."""
    db.table("meta").create({"key": str, "value": str}, pk="key")
    db.table("blobs").create({"sha256": str, "size": int, "data": bytes}, pk="sha256")
    db.table("documents").create(
        {
            "id": int,
            "sha256": str,  # of the original bytes; empty where the file could not be read at all
            "rendition": str,  # sha256 of the PDF that is shown; the same as sha256 where the original is a PDF
            "title": str,
            "kind": str,
            "authority": str,
            "date": str,
            "pages": int,
            "size": int,
            "status": str,
            "reason": str,
            "hint": str,
            "embargoed": int,
            "ignored": int,
            "added": str,
            "extractor": int,
            "ofsted": str,  # JSON of what the report reader found, or null
        },
        pk="id",
        not_null={"sha256", "title", "kind", "status"},
        defaults={"authority": "", "date": "", "reason": "", "hint": "", "embargoed": 0, "ignored": 0},
    )
    db.table("documents").create_index(["sha256"])
    db.table("sources").create(
        {"path": str, "document": int, "size": int, "mtime_ns": int, "seen": str, "missing": int},
        pk="path",
        foreign_keys=[("document", "documents", "id")],
    )
    db.table("sources").create_index(["document"])
    db.table("pages").create(
        {
            "id": int,
            "document": int,
            "number": int,
            "label": str,
            "width": float,
            "height": float,
            "text": str,
            "furniture": str,
        },
        pk="id",
        foreign_keys=[("document", "documents", "id")],
    )
    db.table("pages").create_index(["document", "number"], unique=True)
    # Unstemmed, so that a phrase finds exactly its words; other forms of a word are added to the question instead.
    # Letters and figures only: the bullets and dashes that Word writes in the private use area are no part of a word.
    db.execute(
        "CREATE VIRTUAL TABLE page_index USING fts5"
        "(text, content='pages', content_rowid='id', tokenize=\"unicode61 remove_diacritics 2 categories 'L* N*'\")"
    )
    db.execute("CREATE VIRTUAL TABLE page_terms USING fts5vocab(page_index, 'row')")
    db.table("vocabulary").create({"term": str, "stem": str, "pages": int}, pk="term")
    db.table("vocabulary").create_index(["stem"])


@migrations()
def evidence(db: Database) -> None:
    """Tagged passages, with their areas and themes."""
    db.table("evidence").create(
        {
            "id": str,
            "document": int,
            "page": int,
            "to_page": int,
            "start": int,
            "end": int,
            "extractor": int,
            "quote": str,
            "before": str,
            "after": str,
            "boxes": str,
            "areas": str,  # JSON list, in the order given
            "themes": str,
            "finding": str,
            "impact": int,
            "note": str,
            "date": str,
            "author": str,
            "status": str,
            "created": str,
        },
        pk="id",
        foreign_keys=[("document", "documents", "id")],
    )
    db.table("evidence").create_index(["document", "page"])


@migrations()
def journal_and_audit(db: Database) -> None:
    """The undo journal, and the append-only, hash-chained audit log."""
    db.table("journal").create(
        {"id": int, "name": str, "author": str, "at": str, "undone": int},
        pk="id",
    )
    db.table("journal_rows").create(
        {"journal": int, "seq": int, "table": str, "key": str, "before": str, "after": str},
        pk=("journal", "seq"),
        foreign_keys=[("journal", "journal", "id")],
    )
    db.table("audit").create(
        {"id": int, "at": str, "author": str, "action": str, "detail": str, "previous": str, "hash": str},
        pk="id",
    )
    for verb in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        )


@migrations()
def packs(db: Database) -> None:
    """Packs that were made: their spec and their manifest."""
    db.table("packs").create(
        {
            "id": int,
            "made": str,
            "author": str,
            "folder": str,
            "spec": str,
            "manifest": str,
            "items": int,
            "pages": int,
        },
        pk="id",
    )
