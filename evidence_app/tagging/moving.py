"""Evidence moves with its words: to a newer version of its document."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from evidence_app.changes import Changes
from evidence_app.domain.evidence import Evidence, Passage
from evidence_app.store import evidence as store
from evidence_app.store.database import Database
from evidence_app.store.journal import change


def carry_over(database: Database, author: str, passages: Mapping[Evidence, Passage]) -> Changes:
    """Puts items on other passages: one change to undo.

    Args:
        passages: the new place of each item.
    """
    moved = [dataclasses.replace(item, passage=passage) for item, passage in passages.items()]
    name = f"carry over {len(moved)} items" if len(moved) > 1 else f"carry over evidence on {moved[0].title}"
    documents = frozenset(item.passage.document for item in (*passages, *moved))
    with change(database, name, author, {"evidence": [item.id for item in moved]}) as made:
        for item in moved:
            store.put(made, item)
    return Changes(name=name, evidence=frozenset(item.id for item in moved), documents=documents)
