"""Finds what was typed in the improvement desk: actions of the plan, visits, measures and requests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evidence_app.domain.document import PageText
from evidence_app.domain.hit import DeskHit, Query
from evidence_app.domain.measure import Measure, Value
from evidence_app.domain.plan import Action
from evidence_app.domain.request import Request
from evidence_app.domain.visit import VISIT_KIND_LABELS, Visit
from evidence_app.domain.wording import shortened
from evidence_app.search.fields import row_fits
from evidence_app.search.query import read_query
from evidence_app.search.snippets import snippet
from evidence_app.search.stems import stem
from evidence_app.search.synonyms import with_synonyms
from evidence_app.search.tree import Alike, And, Exact, Form, Node, Not, Or, Row, Start, asked_rows
from evidence_app.search.words import words_of
from evidence_app.store import desk as store
from evidence_app.store.database import Database

# Records of one kind that are read for a question, and hits that are given.
READ, GIVEN = 400, 30
_TITLE = 90


def find(database: Database, query: Query) -> tuple[DeskHit, ...]:
    """Actions, visits, measures and requests that hold what was asked for, in this order.

    A question about details of documents (title:, date: and the like) finds none.
    """
    tree = read_query(query.text).tree
    if query.synonyms:
        tree = with_synonyms(tree, query.stemming)
    rows = list(asked_rows(tree))
    if not rows:
        return ()
    pieces = _pieces(tree)
    found: dict[tuple[str, str], DeskHit] = {}
    for part, key, title, date, text in _records(database, pieces):
        words = words_of(text)
        if (part, key) in found or not _fits(tree, words, query.stemming):
            continue
        asked = [_stretches(row, words, query.stemming) for row in rows]
        said = snippet(PageText(1, text, 0, 0), [one for one in asked if one])
        found[part, key] = DeskHit(part, key, shortened(title, _TITLE), said, date)
        if len(found) == GIVEN:
            break
    return tuple(found.values())


def _records(database: Database, pieces: Sequence[str]) -> Iterator[tuple[str, str, str, str, str]]:
    """Part of the desk, id, title, date and words of what may fit."""
    for action in store.holding(database, Action, pieces, READ):
        told = (action.number, action.what, action.who, action.how, action.when, action.success, action.status_words)
        words = _joined(*told, action.rag_reason, *action.outcomes, action.source_text)
        yield "plan", action.id, f"{action.number} {action.what}".strip(), action.due, words
    # What kind of visit it was stands in the table by another name, so all visits are read; and all measures, for
    # their values.
    for visit in store.holding(database, Visit, (), READ):
        named = VISIT_KIND_LABELS[visit.kind]
        words = _joined(named, visit.topic, visit.people, visit.promised, visit.note)
        yield "visits", visit.id, f"{named}: {visit.topic}" if visit.topic else named, visit.start, words
    measures = {one.id: one for one in store.holding(database, Measure, (), READ)}
    for measure in measures.values():
        words = _joined(measure.name, measure.team, measure.unit, measure.range_reason)
        yield "measures", measure.id, measure.named, "", words
    for value in store.holding(database, Value, pieces, READ):
        if value.measure in measures:
            words = _joined(value.quantifier, value.source_text, value.note)
            yield "measures", value.measure, measures[value.measure].named, value.date, words
    for request in store.holding(database, Request, pieces, READ):
        words = _joined(request.what, request.asked_by, request.answers, request.version, request.note)
        yield "requests", request.id, f"Request {request.number}: {request.what}", request.due[:10], words


def _joined(*parts: str) -> str:
    return ". ".join(part for part in parts if part.strip())


def _pieces(tree: Node) -> list[str]:
    """Beginnings of words that stand in whatever fits, of three letters at most: as many as all forms of a word share.

    Words whose forms differ from the start (child, children's "kid") give none.
    """
    parts = tree.parts if isinstance(tree, And) else (tree,)
    words = [
        part.word
        for row in parts
        if isinstance(row, Row)
        for part in row.parts
        if isinstance(part, Exact | Form | Start) and part.word.isascii() and part.word.isalnum()
    ]
    return [word[:3] for word in words if stem(word)[:3] == word[:3]]


def _fits(node: Node, words: Sequence[str], stemming: bool) -> bool:
    match node:
        case Row():
            return row_fits(node, words, stemming)
        case Alike(asked, others):
            return _fits(asked, words, stemming) or any(row_fits(row, words, stemming) for row in others)
        case And(parts):
            return all(_fits(part, words, stemming) for part in parts)
        case Or(parts):
            return any(_fits(part, words, stemming) for part in parts)
        case Not(part):
            return not _fits(part, words, stemming)
    return False


def _stretches(row: Row, words: Sequence[str], stemming: bool) -> list[tuple[str, ...]]:
    """The words that a row was found as."""
    if row.apart:
        alone = [Row((part,)) for part in row.parts]
        return [found for one in alone for found in _stretches(one, words, stemming)]
    length = len(row.parts)
    windows = {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}
    return sorted(window for window in windows if row_fits(row, window, stemming))
