"""Plan, visits, measures and requests; scanned pages; records of packs; work marks."""

from __future__ import annotations

from sqlite_utils import Database

from evidence_app.store.migrations.steps import migrations


@migrations()
def improvement(db: Database) -> None:
    """The plan and how its actions stood, visits with what prepares them, measures with their values, and requests."""
    words = dict.fromkeys(("what", "number", "who", "how", "when", "due", "success", "status", "status_words"), str)
    more = dict.fromkeys(("rag", "rag_reason", "outcomes", "area", "theme", "source_text", "process", "impact"), str)
    db.table("plan_actions").create(
        {"id": str, **words, **more, "source": int, "source_page": int, "other": str, "author": str, "created": str},
        pk="id",
    )
    db.table("plan_standings").create(
        dict.fromkeys(("id", "action", "at", "author", "status", "rag", "reason"), str), pk="id"
    )
    db.table("plan_standings").create_index(["action"])
    visit = dict.fromkeys(("id", "kind", "start", "topic", "end", "notified", "people", "promised", "note"), str)
    db.table("visits").create({**visit, "document": int}, pk="id")
    task = dict.fromkeys(("id", "visit", "what", "who", "due"), str)
    db.table("visit_tasks").create({**task, "done": int, "rank": int}, pk="id")
    db.table("visit_tasks").create_index(["visit"])
    measure = dict.fromkeys(("id", "name", "unit", "team", "range_reason", "area"), str)
    db.table("measures").create({**measure, "low": float, "high": float}, pk="id")
    value = dict.fromkeys(("id", "measure", "date", "comparison", "quantifier", "source_text", "note"), str)
    numbers = {"low": float, "high": float, "source": int, "source_page": int}
    db.table("measure_values").create({**value, **numbers}, pk="id")
    db.table("measure_values").create_index(["measure"])
    request = dict.fromkeys(("id", "what", "asked_by", "asked", "due", "answers", "documents", "evidence"), str)
    rest = dict.fromkeys(("pack", "version", "sent", "visit", "note"), str)
    db.table("requests").create({**request, **rest, "number": int}, pk="id")


@migrations()
def scanned_pages(db: Database) -> None:
    """Which pages are pictures of writing, and what was read from them by machine."""
    db.table("pages").add_column("picture", int, not_null_default=0)
    # Of pages taken in before, only those without any text are known to be pictures.
    db.execute("UPDATE pages SET picture = 1 WHERE trim(text, ' ' || char(9) || char(10)) = ''")
    db.execute("CREATE INDEX pages_pictures ON pages (document, number) WHERE picture")
    db.table("scans").create(
        {
            "document": int,
            "page": int,
            "turn": int,  # degrees clockwise by which the page was turned to stand upright
            "words": str,  # JSON of what was read, as in domain/scan.py
            "confidence": float,
            "reader": str,
            "failure": str,  # why it could not be read, or empty
            "read": str,
            "laid": int,  # whether the rendition has the words as its layer of text
            "marks": str,  # JSON: start, end and confidence of each word in the page's text
        },
        pk=("document", "page"),
        foreign_keys=[("document", "documents", "id")],
    )


@migrations()
def pack_records(db: Database) -> None:
    """To whom packs were sent, until when their working copies are kept, and when those were deleted."""
    db.table("packs").add_column("keep_until", str, not_null_default="")
    db.table("packs").add_column("deleted", str, not_null_default="")
    sending = dict.fromkeys(("id", "to", "on", "how", "note", "author", "at"), str)
    db.table("pack_sendings").create({**sending, "pack": int}, pk="id", foreign_keys=[("pack", "packs", "id")])
    db.table("pack_sendings").create_index(["pack"])


@migrations()
def evidence_pictures(db: Database) -> None:
    """Whether a piece of evidence is a box of a page instead of words."""
    db.table("evidence").add_column("picture", int, not_null_default=0)


@migrations()
def work_marks(db: Database) -> None:
    """What each officer pinned, means to read and means to tag."""
    # A file that could not be read may leave the list; its marks go with it.
    db.execute(
        "CREATE TABLE work_marks (officer TEXT, document INTEGER REFERENCES documents (id) ON DELETE CASCADE,"
        " mark TEXT, PRIMARY KEY (officer, document, mark)) WITHOUT ROWID"
    )
