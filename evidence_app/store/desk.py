"""Looks for words in plan, visits, measures and requests, so that only what may fit is read."""

from __future__ import annotations

from collections.abc import Sequence

from evidence_app.domain.measure import Measure, Value
from evidence_app.domain.plan import Action
from evidence_app.domain.request import Request
from evidence_app.domain.visit import Visit
from evidence_app.store import improvement
from evidence_app.store.database import Database
from evidence_app.store.improvement import Record

# The columns whose words are searched.
COLUMNS: dict[type, tuple[str, ...]] = {
    Action: (
        "number",
        "what",
        "who",
        "how",
        "when",
        "success",
        "status_words",
        "rag_reason",
        "outcomes",
        "source_text",
    ),
    Visit: ("kind", "topic", "people", "promised", "note"),
    Measure: ("name", "unit", "team", "range_reason"),
    Value: ("quantifier", "source_text", "note"),
    Request: ("number", "what", "asked_by", "answers", "version", "note"),
}


# So few records are read whole: LIKE knows no accents, and must rule nothing out that a person would find.
FEW = 500


def holding(database: Database, kind: type[Record], pieces: Sequence[str], most: int) -> list[Record]:
    """Records in whose words all of some pieces of words stand, upper and lower case alike, in their order.

    Where there are few records, all of them.

    Args:
        pieces: of plain letters and figures.
        most: give no more than these, of many.
    """
    if improvement.count(database, kind) <= FEW:
        return improvement.every(database, kind)
    words = " || ' ' || ".join(f'"{column}"' for column in COLUMNS[kind])
    where = " AND ".join([f"({words}) LIKE ?"] * len(pieces)) or "1"
    return improvement.where(database, kind, where, [f"%{piece}%" for piece in pieces], most)
