"""Tagged passages: read here; changed through the journal only."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from evidence_app.domain.evidence import Evidence, Passage
from evidence_app.store.database import Database
from evidence_app.store.journal import Change

_COLUMNS = (
    "e.id, e.document, e.page, e.to_page, e.start, e.end, e.quote, e.before, e.after, e.boxes, e.extractor, d.title,"
    " e.areas, e.themes, e.finding, e.impact, e.note, e.date, e.author, e.status, e.created,"
    " e.basis, e.person, e.embargo_until, e.confidential, e.picture"
)


def put(change: Change, item: Evidence) -> None:
    """Stores an item, new or altered."""
    passage = item.passage
    change.put(
        "evidence",
        {
            "id": item.id,
            "document": passage.document,
            "page": passage.page,
            "to_page": passage.to_page,
            "start": passage.start,
            "end": passage.end,
            "extractor": passage.extractor,
            "quote": passage.quote,
            "before": passage.before,
            "after": passage.after,
            "boxes": json.dumps(passage.boxes),
            "areas": json.dumps(item.areas),
            "themes": json.dumps(item.themes),
            "finding": item.finding,
            "impact": int(item.impact),
            "note": item.note,
            "date": item.date,
            "author": item.author,
            "status": item.status,
            "created": item.created,
            "basis": item.basis,
            "person": item.person,
            "embargo_until": item.embargo_until,
            "confidential": int(item.confidential),
            "picture": int(passage.picture),
        },
    )


def remove(change: Change, item: str) -> None:
    """Takes an item out."""
    change.remove("evidence", item)


def get(database: Database, item: str) -> Evidence | None:
    """The item with this id, or None."""
    found = _select(database, "e.id = ?", [item])
    return found[0] if found else None


def some(database: Database, ids: Sequence[str]) -> list[Evidence]:
    """These items, in the order of their ids; what is not there any more is left out."""
    marks = ", ".join("?" * len(ids))
    found = {item.id: item for item in _select(database, f"e.id IN ({marks})", list(ids))} if ids else {}
    return [found[item] for item in ids if item in found]


def every(
    database: Database, *, area: str | None = None, document: int | None = None, text: str = ""
) -> list[Evidence]:
    """Items in order of document date, document and place.

    Args:
        area: only items under this judgement area.
        document: only items of this document.
        text: only items whose quotation or note holds these words (case aside).
    """
    where: list[str] = ["1"]
    values: list[str | int] = []
    if area is not None:
        where.append("EXISTS (SELECT 1 FROM json_each(e.areas) WHERE value = ?)")
        values.append(area)
    if document is not None:
        where.append("e.document = ?")
        values.append(document)
    for word in text.split():
        where.append(
            "(instr(lower(e.quote), lower(?)) OR instr(lower(e.note), lower(?)) OR instr(lower(d.title), lower(?)))"
        )
        values += [word, word, word]
    return _select(database, " AND ".join(where), values)


def newest_tags(database: Database, limit: int) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """What suggestions learn from: (id, quotation, areas, themes) of the newest items, in the order they were made."""
    with database.read() as tables:
        rows = tables.execute(
            "SELECT id, quote, areas, themes FROM evidence ORDER BY created DESC, id LIMIT ?", [limit]
        ).fetchall()
    return [(i, quote, tuple(json.loads(areas)), tuple(json.loads(themes))) for i, quote, areas, themes in rows[::-1]]


def documents_of(database: Database, ids: Collection[str]) -> set[int]:
    """The documents these items stand on; items that are gone are left out."""
    found: set[int] = set()
    wanted = list(ids)
    with database.read() as tables:
        for start in range(0, len(wanted), 500):
            some_ids = wanted[start : start + 500]
            marks = ", ".join("?" * len(some_ids))
            rows = tables.execute(f"SELECT DISTINCT document FROM evidence WHERE id IN ({marks})", some_ids).fetchall()
            found |= {row[0] for row in rows}
    return found


def counts_by_document(database: Database) -> dict[int, int]:
    """How many items each document has; documents without any are left out."""
    with database.read() as tables:
        return dict(tables.execute("SELECT document, count(*) FROM evidence GROUP BY document").fetchall())


def _select(database: Database, where: str, values: Sequence[Any]) -> list[Evidence]:
    with database.read() as tables:
        rows = tables.execute(
            f"SELECT {_COLUMNS} FROM evidence e JOIN documents d ON d.id = e.document WHERE {where}"
            " ORDER BY d.date DESC, e.document, e.page, e.start, e.id",
            list(values),
        ).fetchall()
    return [_item(row) for row in rows]


def _item(row: Sequence[Any]) -> Evidence:
    passage = Passage(
        document=row[1],
        page=row[2],
        to_page=row[3],
        start=row[4],
        end=row[5],
        quote=row[6],
        before=row[7],
        after=row[8],
        boxes=tuple((int(p), x0, y0, x1, y1) for p, x0, y0, x1, y1 in json.loads(row[9])),
        extractor=row[10],
        picture=bool(row[25]),
    )
    return Evidence(
        id=row[0],
        passage=passage,
        title=row[11],
        areas=tuple(json.loads(row[12])),
        themes=tuple(json.loads(row[13])),
        finding=row[14],
        impact=bool(row[15]),
        note=row[16],
        date=row[17],
        author=row[18],
        status=row[19],
        created=row[20],
        basis=row[21],
        person=row[22],
        embargo_until=row[23],
        confidential=bool(row[24]),
    )
