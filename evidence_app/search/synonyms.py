"""What the field calls the same thing: CSE is child sexual exploitation.

Words in quotation marks are meant to the letter and are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from evidence_app.search.stems import families, stem, synonym_file
from evidence_app.search.tree import Alike, And, Exact, Form, Node, Not, Or, Part, Row, joined
from evidence_app.search.words import words_of

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What else to look for when a term is asked.

    Args:
        asked: the term, as the data file writes it.
        others: the same thing under other names.
        capitals: whether the term must be typed in capitals.
    """

    asked: str
    others: tuple[str, ...]
    capitals: bool


def with_synonyms(node: Node, stemming: bool) -> Node:
    """The question with each known term joined by its other names.

    Args:
        stemming: whether a term is also known in its other forms (care leavers).
    """
    match node:
        case Row():
            return _with_synonyms([node], stemming)[0]
        case And(parts):
            return joined(And, _with_synonyms(parts, stemming)) or node
        case Or(parts):
            return joined(Or, [with_synonyms(part, stemming) for part in parts]) or node
        case Not(part):
            return Not(with_synonyms(part, stemming))
    return node


@cache
def thesaurus(stemming: bool) -> dict[Words, tuple[Meaning, ...]]:
    """Every term of the data file by its words (stemmed or not), with what else it is called."""
    known: dict[Words, tuple[Meaning, ...]] = {}
    for group in synonym_file()["groups"]:
        asked, also = group.get("asked") or group["same"], group.get("also") or group["same"]
        capitals = group.get("capitals", False)
        for term in asked:
            # A short form that must be typed in capitals is a common word in the index, which knows no capitals.
            others = tuple(each for each in also if each != term and not (capitals and each.isupper()))
            key = _key(words_of(term), stemming)
            meaning = Meaning(term, others, capitals and term.isupper())
            known[key] = (*known.get(key, ()), meaning)
    return known


def _with_synonyms(parts: Sequence[Node], stemming: bool) -> list[Node]:
    """The parts of an AND, where words that follow each other may make a term: the longest one counts."""
    known = thesaurus(stemming)
    done: list[Node] = []
    at = 0
    while at < len(parts):
        rows = _plain_rows(parts[at:])
        while rows:
            others = _others(known, rows, stemming)
            if others:
                done.append(Alike(joined(And, rows) or rows[0], others))
                break
            rows = rows[:-1]
        else:
            part = parts[at]
            done.append(part if isinstance(part, Row | And) else with_synonyms(part, stemming))
        at += len(rows) or 1
    return done


def _plain_rows(parts: Sequence[Node]) -> list[Row]:
    """The rows of plain words at the beginning, as many as the longest term could have."""
    rows: list[Row] = []
    for part in parts[: _longest()]:
        if not isinstance(part, Row) or part.quoted or not all(isinstance(each, Exact | Form) for each in part.parts):
            break
        rows.append(part)
    return rows


@cache
def _longest() -> int:
    return max(map(len, thesaurus(False)))


def _others(known: dict[Words, tuple[Meaning, ...]], rows: Iterable[Row], stemming: bool) -> tuple[Row, ...]:
    """What else these rows are called; none where they are no known term."""
    typed = " ".join(row.shown for row in rows)
    asked = _key(words_of(typed), stemming)
    names = [
        other for meaning in known.get(asked, ()) if typed.isupper() or not meaning.capitals for other in meaning.others
    ]
    keys = {name: _key(words_of(name), stemming) for name in names}
    # A name that contains another one, or the asked words, adds no page to theirs.
    narrower = {
        name
        for name, key in keys.items()
        if _within(asked, key) or any(_within(wider, key) for wider in keys.values() if wider != key)
    }
    return tuple(_row(name, words_of(name)) for name in keys if name not in narrower)


def _row(term: str, words: Words) -> Row:
    """A term as a row: its last word in any form, and words of a family (child, children) too."""
    parts: list[Part] = [Form(word) if word in families() else Exact(word) for word in words[:-1]]
    return Row((*parts, Form(words[-1])), term)


def _key(words: Words, stemming: bool) -> Words:
    return tuple(map(stem, words)) if stemming else words


def _within(few: Words, many: Words) -> bool:
    return any(many[at : at + len(few)] == few for at in range(len(many) - len(few) + 1))
