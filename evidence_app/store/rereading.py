"""Documents whose page text was made by an earlier version of the program, and the text made anew."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database as Tables

from evidence_app.domain.document import PageText
from evidence_app.domain.evidence import Evidence, Passage
from evidence_app.store import evidence
from evidence_app.store import pages as page_store
from evidence_app.store.database import Database


@dataclass(frozen=True, slots=True)
class Stale:
    """A document to be read again.

    Args:
        converted: whether its pages were set by the program from another format.
    """

    document: int
    converted: bool


def stale(database: Database, extractor: int) -> list[Stale]:
    """Documents whose text is of an earlier version of the page-text function."""
    with database.read() as tables:
        rows = tables.execute(
            "SELECT d.id, instr(CAST(substr(b.data, 1, 1024) AS TEXT), '%PDF-') FROM documents d"
            " JOIN blobs b ON b.sha256 = d.sha256 WHERE d.pages > 0 AND d.extractor < ? ORDER BY d.id",
            [extractor],
        ).fetchall()
    return [Stale(document, not mark) for document, mark in rows]


def adrift(database: Database, extractor: int) -> dict[int, list[Evidence]]:
    """Evidence whose place is told in the text of an earlier version, by document."""
    found: dict[int, list[Evidence]] = {}
    for item in evidence.every(database):
        if item.passage.extractor < extractor:
            found.setdefault(item.passage.document, []).append(item)
    return found


def put_text(
    database: Database, document: int, extractor: int, pages: Sequence[PageText], ofsted: Mapping[str, Any] | None
) -> int:
    """Puts new text in the place of the old, page by page, in one transaction; pages keep their numbers and marks.

    Returns:
        How many marks of personal data made by hand do not stand in the new text; they stay where they were.
    """
    lost = 0
    with database.write() as tables:
        before = {page.number: page for page in page_store.of_document(database, document)}
        for page in pages:
            old = before.get(page.number)
            if old is not None and old.text != page.text:
                page_store.replace_text(tables, document, page)
                lost += _move_marks(tables, document, page)
            tables.execute(
                "UPDATE pages SET furniture = ?, label = ? WHERE document = ? AND number = ?",
                [json.dumps(page.furniture), page.label, document, page.number],
            )
        known = None if ofsted is None else json.dumps(ofsted, ensure_ascii=False)
        tables.execute("UPDATE documents SET extractor = ?, ofsted = ? WHERE id = ?", [extractor, known, document])
        tables.execute("DELETE FROM redaction_searches WHERE document = ?", [document])
    return lost


def put_passages(database: Database, passages: Mapping[str, Passage]) -> None:
    """Anchors evidence anew. This is no change of the officer's, so undo does not know of it."""
    with database.write() as tables:
        for item, passage in passages.items():
            tables.execute(
                'UPDATE evidence SET page = ?, to_page = ?, start = ?, "end" = ?, extractor = ?, quote = ?,'
                " before = ?, after = ?, boxes = ? WHERE id = ?",
                [
                    *(passage.page, passage.to_page, passage.start, passage.end, passage.extractor),
                    *(passage.quote, passage.before, passage.after, json.dumps(passage.boxes), item),
                ],
            )


def _move_marks(tables: Tables, document: int, page: PageText) -> int:
    """Moves marks made by hand to where their words stand now, nearest to their old place."""
    lost = 0
    rows = tables.execute(
        "SELECT id, start, text FROM redactions WHERE document = ? AND page = ? AND marked AND text <> ''",
        [document, page.number],
    ).fetchall()
    for mark, start, text in rows:
        places = [at for at in range(len(page.text)) if page.text.startswith(text, at)]
        if places:
            at = min(places, key=lambda place: abs(place - start))
            tables.execute('UPDATE redactions SET start = ?, "end" = ? WHERE id = ?', [at, at + len(text), mark])
        else:
            lost += 1
    return lost
