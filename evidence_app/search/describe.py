"""How a question was understood, in one plain sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from evidence_app.domain.hit import Query
from evidence_app.search.dates import MONTHS
from evidence_app.search.expand import Expansion
from evidence_app.search.query import Reading
from evidence_app.search.tree import (
    Alike,
    And,
    Dated,
    Everything,
    Field,
    Node,
    Not,
    Nothing,
    Numbered,
    Or,
    Owned,
    Row,
    Tagged,
    every_row,
)

_FIELDS = {
    "title": "{} in the title",
    "kind": "the kind {}",
    "authority": "the authority {}",
    "area": "evidence in the area {}",
    "theme": "evidence on the theme {}",
    "note": "{} in a note on their evidence",
}


def understood(query: Query, reading: Reading, expansions: Mapping[Row, Expansion], notes: Sequence[str]) -> str:
    """The sentence: what was searched for, in which unit, and what was added or could not be taken as typed.

    Args:
        reading: the question as read, with synonyms.
        expansions: what its rows stand for.
        notes: clauses on filters.
    """
    clauses = [_main(query, reading.tree)]
    rows = [row for row in every_row(reading.tree) if row in expansions]
    if not query.stemming and rows:
        clauses.append("words only as typed, without their other forms")
    elif any(expansions[row].forms for row in rows):
        clauses.append("other forms of a word count too")
    for row in dict.fromkeys(rows):
        if missed := expansions[row].missed:
            clauses.append(f"“{row.shown}” stands for its {len(expansions[row].rows)} commonest words, {missed:,} not")
    return "; ".join(dict.fromkeys([*clauses, *reading.notes, *notes])) + "."


def _main(query: Query, tree: Node) -> str:
    if isinstance(tree, Nothing):
        return "There is no word in this to search for" if query.text.strip() else "Nothing was asked yet"
    if isinstance(tree, Everything):
        return "All pages, the newest document first"
    what = _words(tree, top=True)
    if query.within == "page":
        return f"Pages with {what}"
    # Without words, a document is its pages.
    return f"Documents with {what}" + ("; shown are the pages where the words stand" if any(every_row(tree)) else "")


def _words(node: Node, top: bool = False) -> str:
    match node:
        case Row():
            return _row(node)
        case Alike(asked, others):
            return f"{_words(asked)} (also {_list(map(_row, others), 'or')})"
        case And(parts):
            return _group(_list((_words(part) for part in _ruled_out_last(parts)), "and"), top)
        case Or(parts):
            return _group(_list(map(_words, parts), "or"), top)
        case Not(part):
            return f"no {_words(part)}"
        case Field(name, row):
            return _FIELDS[name].format(_row(row))
        case Dated(first, last):
            return f"a date {_ends(_day(first), _day(last))}"
        case Numbered(first_page, last_page):
            if first_page == last_page:
                return f"the page number {first_page}"
            return f"a page number {_ends(str(first_page or ''), str(last_page or ''))}"
        case Owned(own):
            return "documents of the own authority" if own else "documents about other authorities"
        case Tagged(yes):
            return "evidence tagged on them" if yes else "no evidence tagged on them"
    return "anything"


def _row(row: Row) -> str:
    return f"“{row.shown}” (within {row.apart} words)" if row.apart else f"“{row.shown}”"


def _ruled_out_last(parts: Iterable[Node]) -> list[Node]:
    return sorted(parts, key=lambda part: isinstance(part, Not))


def _list(items: Iterable[str], word: str) -> str:
    return f" {word} ".join(dict.fromkeys(items))


def _group(words: str, top: bool) -> str:
    return words if top else f"({words})"


def _ends(first: str, last: str) -> str:
    if first == last:
        return f"of {first}"
    if first and last:
        return f"from {first} to {last}"
    return f"from {first} on" if first else f"up to {last}"


def _day(iso: str) -> str:
    if not iso:
        return ""
    day = date.fromisoformat(iso)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
