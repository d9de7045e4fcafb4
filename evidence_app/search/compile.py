"""The tree as something the store can answer: FTS5 expressions for words, sets of pages for all that joins them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from evidence_app.domain.hit import Unit
from evidence_app.search.expand import Expansion, Words
from evidence_app.search.fields import Filters
from evidence_app.search.tree import Alike, And, Everything, Form, Node, Not, Nothing, Or, Row, asked_rows
from evidence_app.store.search import Index

Expansions = Mapping[Row, Expansion]

# What no page can fit.
_NOWHERE = '("nowhere" NOT "nowhere")'


@dataclass(frozen=True, slots=True)
class Found:
    """The pages that fit a node.

    Args:
        pages: ids of all that fit.
        seen: those of them on which some of the words asked for stand.
        unseen: those that fit only by what stands elsewhere in their document. Pages in neither set fit without any
            words having been asked for.
    """

    pages: set[int]
    seen: set[int]
    unseen: set[int]


def find_pages(node: Node, expansions: Expansions, index: Index, filters: Filters, within: Unit) -> set[int]:
    """Ids of the pages that answer a question.

    Args:
        expansions: what each row of the node stands for.
        within: "page": a page must fit as a whole. "document": words count as there when they stand anywhere in the
            document; the answer is its pages on which any of them stands. Filters always speak of the page itself.
    """
    found = _Finder(expansions, index, filters, within).find(node)
    return found.pages - found.unseen


class _Finder:
    def __init__(self, expansions: Expansions, index: Index, filters: Filters, within: Unit) -> None:
        self._expansions = expansions
        self._index = index
        self._filters = filters
        self._within = within

    def find(self, node: Node) -> Found:
        expression = self._expression(node)
        if expression is not None:
            return self._matching(expression)
        match node:
            case And(parts):
                return self._all(parts)
            case Or(parts):
                return self._any(map(self.find, parts))
            case Alike(asked, others):
                return self._any(map(self.find, (asked, *others)))
            case Not(part):
                return _plain(self._index.every_page() - self.find(part).pages)
            case Everything():
                return _plain(self._index.every_page())
            case Nothing() | Row():
                return _plain(set())
        return _plain(self._filters.pages(node))

    def _matching(self, expression: str) -> Found:
        seen = self._index.matching(expression)
        if self._within == "page":
            return Found(seen, seen, set())
        pages = self._index.pages_of(self._index.documents_of(seen))
        return Found(pages, seen, pages - seen)

    def _all(self, parts: Sequence[Node]) -> Found:
        asked = [part for part in parts if not isinstance(part, Not)]
        ruled_out = [part.part for part in parts if isinstance(part, Not)]
        words = [part for part in asked if self._expression(part) is not None]
        if self._within == "page" and len(words) > 1:
            # One question to the index instead of several.
            asked = [And(tuple(words)), *(part for part in asked if part not in words)]
        found = [self.find(part) for part in asked] or [_plain(self._index.every_page())]
        pages = set.intersection(*(each.pages for each in found))
        for part in ruled_out:
            pages -= self.find(part).pages
        seen = set().union(*(each.seen for each in found)) & pages
        unseen = (set().union(*(each.unseen for each in found)) & pages) - seen
        return Found(pages, seen, unseen)

    def _any(self, parts: Iterable[Found]) -> Found:
        found = list(parts)
        pages = set().union(*(each.pages for each in found))
        seen = set().union(*(each.seen for each in found))
        plain = set().union(*(each.pages - each.seen - each.unseen for each in found))
        return Found(pages, seen, pages - seen - plain)

    def _expression(self, node: Node) -> str | None:
        """The node as one FTS5 expression, or None where it is none, or where it would not mean the same."""
        match node:
            case Row():
                return row_expression(node, self._expansions[node])
            case Alike(asked, others):
                return self._joined(" OR ", (asked, *others))
            case Or(parts):
                return self._joined(" OR ", parts)
            case And(parts) if self._within == "page":
                wanted = self._joined(" AND ", [part for part in parts if not isinstance(part, Not)])
                ruled_out = [part.part for part in parts if isinstance(part, Not)]
                if not wanted or not ruled_out:
                    return wanted
                against = self._joined(" OR ", ruled_out)
                return None if against is None else f"({wanted} NOT {against})"
        return None

    def _joined(self, operator: str, parts: Sequence[Node]) -> str | None:
        known = [expression for part in parts if (expression := self._expression(part)) is not None]
        return f"({operator.join(known)})" if known and len(known) == len(parts) else None


def _plain(pages: set[int]) -> Found:
    return Found(pages, set(), set())


def row_expression(row: Row, expansion: Expansion) -> str:
    """The FTS5 expression that finds a row."""
    return _any_of(row, expansion.rows, expansion.begins) or _NOWHERE


def ranking_expression(node: Node, expansions: Expansions) -> str | None:
    """The FTS5 expression by which pages are ranked; None where no words were asked for.

    Plain words that follow each other in the question count once more where they follow each other on the page. Words
    that stand nearly everywhere in a large library take no part, unless nothing else was asked for.
    """
    asked = list(asked_rows(node))
    telling = [row for row in asked if not expansions[row].common] or asked
    expressions = [_any_of(row, expansions[row].ranked, expansions[row].begins) for row in telling]
    expressions += [_phrase(words) for words, rows in _neighbours(node) if all(row in telling for row in rows)]
    return " OR ".join(dict.fromkeys(each for each in expressions if each)) or None


def _any_of(row: Row, rows: Iterable[Words], begins: bool) -> str:
    phrases = [_near(words, row.apart) if row.apart else _phrase(words) + "*" * begins for words in rows]
    return f"({' OR '.join(phrases)})" if len(phrases) > 1 else "".join(phrases)


def _phrase(words: Words) -> str:
    """The words next to each other. They are letters and figures only, so quotation marks are all they need."""
    return f'"{" ".join(words)}"'


def _near(words: Words, apart: int) -> str:
    """The words in any order; FTS5 counts the words in between, the middle ones of ours among them."""
    return f"NEAR({' '.join(_phrase((word,)) for word in words)}, {apart + len(words) - 3})"


def _neighbours(node: Node) -> list[tuple[Words, tuple[Row, Row]]]:
    """Plain words typed one after the other, as typed, and their rows."""
    match node:
        case Alike(asked, _):
            return _neighbours(asked)
        case And(parts):
            pairs = [
                ((left.parts[0].word, right.parts[0].word), (left, right))
                for left, right in pairwise(parts)
                if isinstance(left, Row) and isinstance(right, Row)
                if isinstance(left.parts[0], Form) and isinstance(right.parts[0], Form)
            ]
            return [*pairs, *(pair for part in parts if isinstance(part, Alike) for pair in _neighbours(part))]
    return []
