"""The evidence board in SQL: 100,000 items are filtered, ordered and grouped without one of them being read whole.

Two wide indexes hold every column that filters and orders, so the passages themselves stay unread; words are found in
an index of quotations and notes. What comes back is ids; the few rows on the screen are read by their ids.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from evidence_app.domain.board import BoardQuery
from evidence_app.domain.document import PUBLISHED_KINDS, Origin
from evidence_app.store.database import Database

# What each column is ordered by; {areas} and {basis} stand for the places of the framework's ids.
_ORDERS = {
    "passage": "d.title COLLATE NOCASE {way}, e.document {way}, e.page {way}, e.start {way}",
    "document": "d.title COLLATE NOCASE {way}, e.document {way}, e.page {way}, e.start {way}",
    "page": "e.page {way}, e.date DESC",
    "areas": "{areas} {way}, e.date DESC",
    "themes": "e.themes {way}, e.date DESC",
    "finding": "e.finding {way}, e.date DESC",
    "impact": "e.impact {way}, e.date DESC",
    "basis": "e.basis {way}, e.date DESC",
    "date": "e.date {way}",
    "status": "e.status {way}, e.date DESC",
    "kind": "d.kind {way}, e.date DESC",
    "authority": "d.authority COLLATE NOCASE {way}, e.date DESC",
    "team": "d.team = '', d.team COLLATE NOCASE {way}, e.date DESC",
    "note": "e.note = '', e.note COLLATE NOCASE {way}",
    "person": "e.person = '', e.person COLLATE NOCASE {way}",
    "embargo_until": "e.embargo_until {way}",
    "confidential": "e.confidential {way}, e.date DESC",
    "author": "e.author COLLATE NOCASE {way}, e.date DESC",
    "created": "e.created {way}",
}
_LAST = "e.document, e.page, e.start, e.id"
_PUBLISHED = ", ".join(f"'{kind}'" for kind in sorted(PUBLISHED_KINDS))
# A report of the inspectorate is its own visit; whatever else was tagged belongs to none.
_VISIT = f"CASE WHEN d.kind IN ({_PUBLISHED}) THEN d.date || char(31) || d.kind || char(31) || d.authority ELSE '' END"

# Which items hold the words: a set of their numbers, put together before any item is looked at, or a look at each item.
# The plus signs keep SQLite in the wide index: looking each id up in the table would read the passages.
_AT_ONCE = "+e.id IN (SELECT evidence FROM evidence_numbers WHERE {})"
_ONE_BY_ONE = "EXISTS (SELECT 1 FROM evidence_numbers WHERE evidence = e.id AND {})"
# Looking at each item is quicker where at least so many times more items fit than are wanted.
_PLENTY = 4

Row = tuple[str, str]


def first(database: Database, query: BoardQuery, areas: Sequence[str], limit: int) -> tuple[list[str], int]:
    """The first ids of an ungrouped list, and how many items pass the filter: far cheaper than the whole list.

    Args:
        areas: ids of the framework's areas, in its order.
        limit: no more ids than these.
    """
    total = count(database, query)
    # In any other order than that of the index, each item has to be looked at before the first can be told.
    soon = query.column == "date" and total > _PLENTY * limit
    found = _ordered(database, query, areas, limit, _ONE_BY_ONE if soon else _AT_ONCE)
    return [item for _, item in found], total


def rows(database: Database, query: BoardQuery, areas: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Ids in order, by group.

    Args:
        areas: ids of the framework's areas, in its order.

    Returns:
        (key of the group, ids) in the order they are shown: the area's or theme's id, the document's id as text, or
        for a visit "date␟kind␟authority"; one group with an empty key where nothing is grouped. Without any item, none.
    """
    found = _ordered(database, query, areas, -1, _AT_ONCE)
    if not query.group:
        return [("", [item for _, item in found])] if found else []
    return [(group, [item for _, item in same]) for group, same in groupby(found, key=lambda row: row[0])]


def _ordered(database: Database, query: BoardQuery, areas: Sequence[str], limit: int, look: str) -> list[Row]:
    where, values = _where(database, query, look)
    way = "DESC" if query.descending else "ASC"
    order = _ORDERS[query.column].format(way=way, areas=_place_of("e.areas", areas))
    key, joined, first = "''", "", ""
    if query.group in ("area", "theme"):
        joined = f" LEFT JOIN json_each(e.{query.group}s) j ON 1"
        key = "coalesce(j.value, '')"
        only = {"area": query.area, "theme": query.theme.strip("-")}[query.group]
        if only:
            where, values = f"{where} AND j.value = ?", [*values, only]
        first = (_place_of("json_array(j.value)", areas) + ", " if query.group == "area" else "j.value IS NULL, ") + key
    elif query.group == "document":
        key, first = "CAST(e.document AS TEXT)", "d.title COLLATE NOCASE, e.document"
    elif query.group == "visit":
        key, first = _VISIT, f"{_VISIT} DESC"
    from_ = _from(f"{where} {order} {key} {first}", by_title="d.title" in (first or order))
    with database.read() as tables:
        rows: list[Row] = tables.execute(
            f"SELECT {key}, e.id FROM {from_}{joined} WHERE {where}"
            f" ORDER BY {first + ', ' if first else ''}{order}, {_LAST} LIMIT ?",
            [*values, limit],
        ).fetchall()
    return rows


def count(database: Database, query: BoardQuery) -> int:
    """How many items pass a filter, each counted once."""
    if query.text.strip() and not replace(query, text="").narrows():
        holding, values = _holding(database, query.text)
        with database.read() as tables:
            sql = f"SELECT count(*) FROM evidence_numbers WHERE {holding}"
            return int(tables.execute(sql, values).fetchone()[0])
    where, values = _where(database, query, _AT_ONCE)
    from_ = _from(where)
    with database.read() as tables:
        return int(tables.execute(f"SELECT count(*) FROM {from_} WHERE {where}", values).fetchone()[0])


def origins(database: Database) -> dict[int, Origin]:
    """Kind, authority and team of each document, by its id."""
    with database.read() as tables:
        found = tables.execute("SELECT id, kind, authority, team FROM documents").fetchall()
    return {document: Origin(*origin) for document, *origin in found}


def titles(database: Database, ids: Sequence[int]) -> dict[int, str]:
    """Titles of documents, by their ids."""
    with database.read() as tables:
        found = tables.execute(f"SELECT id, title FROM documents WHERE id IN ({', '.join('?' * len(ids))})", list(ids))
        return dict(found.fetchall())


def _from(needed: str, *, by_title: bool = False) -> str:
    """The tables that are needed. Where documents matter they come first, each with its evidence in order of place."""
    if by_title:
        return "documents d INDEXED BY documents_by_title CROSS JOIN evidence e ON e.document = d.id"
    return "documents d CROSS JOIN evidence e ON e.document = d.id" if "d." in needed else "evidence e"


def _where(database: Database, query: BoardQuery, look: str) -> tuple[str, list[str | int]]:
    where: list[str] = ["1"]
    values: list[str | int] = []

    def also(condition: str, *given: str | int) -> None:
        where.append(condition)
        values.extend(given)

    if query.text.strip():
        holding, given = _holding(database, query.text)
        also(look.format(holding), *given)
    if query.area:
        also("instr(e.areas, ?)", f'"{query.area}"')
    if query.theme == "-":
        also("e.themes = '[]'")
    elif query.theme:
        also("instr(e.themes, ?)", f'"{query.theme}"')
    for column, value in (("e.finding", query.finding), ("e.status", query.status), ("d.kind", query.kind)):
        if value:
            also(f"{column} = ?", value)
    if query.authority:
        also("d.authority = ?", query.authority)
    if query.team:
        also("d.team = ?", query.team)
    if query.impact:
        also("e.impact = ?", int(query.impact == "impact"))
    if query.since:
        also("e.date >= ?", query.since)
    if query.until:
        # What has no date is before all dates, and belongs to no span of them.
        also("e.date <> '' AND e.date <= ?", query.until)
    if query.document:
        also("e.document = ?", query.document)
    return " AND ".join(where), values


def _holding(database: Database, text: str) -> tuple[str, list[str | int]]:
    """The condition that an item's number must fit where each word stands in its passage, its note or its title."""
    where: list[str] = []
    values: list[str | int] = []
    in_passages: list[str] = []
    for word in text.split():
        # A word of signs only stands in no index of words.
        asked = '"' + word.replace('"', " ") + '"*' if re.search(r"[^\W_]", word) else ""
        titled = _titled(database, word)
        if asked and not titled:
            in_passages.append(asked)
            continue
        numbers = (
            "SELECT n.number FROM evidence t INDEXED BY evidence_by_place CROSS JOIN evidence_numbers n"
            " ON n.evidence = t.id WHERE t.document IN (SELECT value FROM json_each(?))"
        )
        given = [json.dumps(titled)]
        if asked:
            numbers += " UNION ALL SELECT rowid FROM evidence_words WHERE evidence_words MATCH ?"
            given.append(asked)
        where.append(f"+number IN ({numbers})")
        values += given
    if in_passages:
        # Words that no title has are one question to the index.
        where.append("+number IN (SELECT rowid FROM evidence_words WHERE evidence_words MATCH ?)")
        values.append(" AND ".join(in_passages))
    return " AND ".join(where), values


def _titled(database: Database, word: str) -> list[int]:
    """Ids of the documents whose title holds a word."""
    with database.read() as tables:
        found = tables.execute("SELECT id FROM documents WHERE instr(lower(title), lower(?))", [word]).fetchall()
    return [document for (document,) in found]


def _place_of(column: str, ids: Sequence[str]) -> str:
    """The place in the framework of the first id of a JSON list, as SQL; ids are our own, of letters and underlines."""
    cases = " ".join(f"WHEN '[\"{one}\"' THEN {place}" for place, one in enumerate(ids))
    return f"CASE substr({column}, 1, instr({column}, '\"') + instr(substr({column}, 3), '\"')) {cases} ELSE 99 END"
