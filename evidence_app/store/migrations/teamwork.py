"""What became of each record in the copies of a workspace, and what was exchanged with whom."""

from __future__ import annotations

import secrets

from sqlite_utils import Database

from evidence_app.store.migrations.steps import migrations


@migrations()
def teamwork(db: Database) -> None:
    """Lineages of shared records, documents put aside by an undo, hand-overs made and brought in."""
    db.table("lineage").create(
        {
            "id": str,  # table and key, in one
            "table": str,
            "key": str,  # as every copy knows it: documents by hash
            "state": str,  # JSON: marks and versions, as in domain/lineage.py
            "shown": str,  # id of the lineage in whose row it is shown: its own, another's it was joined with, or empty
            "conflicts": int,  # fields somebody has to decide
            "ours": str,  # JSON list of the marks that were here before the other side's came
            "seen": str,  # digest of its row when it last said what state says
            "added": int,  # the round of exchanges in which it came or was made
            "changed": int,  # the round in which state last changed
            "source": str,  # the colleague who had exactly this state in that round
        },
        pk="id",
        defaults={"shown": "", "conflicts": 0, "ours": "[]", "seen": "", "added": 0, "changed": 0, "source": ""},
    )
    db.table("lineage").create_index(["table", "shown"])
    db.execute("CREATE INDEX lineage_conflicts ON lineage (id) WHERE conflicts > 0")
    # Pages, scans and versions of a document that undo took back, packed, for redo to put in again.
    db.table("documents_aside").create({"document": int, "parts": bytes}, pk="document")
    db.table("exchanges").create({"id": str, "partner": str, "received": int, "round": int, "at": str}, pk="id")
    # Known to every copy of this file and to nobody else: what pseudonyms that two people had are told apart by.
    db.table("meta").insert({"key": "teamwork.secret", "value": secrets.token_hex(16)})


@migrations()
def exchange_rounds(db: Database) -> None:
    """How far a colleague's own copy had come when something of it was last seen here."""
    db.table("exchanges").add_column("theirs", int, not_null_default=0)
