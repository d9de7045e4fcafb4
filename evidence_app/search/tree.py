"""A question as a tree: rows of words, filters, and what joins them. No parser's or database's types in here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

TextField = Literal["title", "kind", "authority", "area", "theme", "note"]


@dataclass(frozen=True, slots=True)
class Exact:
    """A folded word, as it is."""

    word: str


@dataclass(frozen=True, slots=True)
class Form:
    """A folded word, in any of its forms."""

    word: str


@dataclass(frozen=True, slots=True)
class Start:
    """Any word that begins so."""

    word: str


@dataclass(frozen=True, slots=True)
class Wild:
    """Any word that fits a pattern: * stands for any letters, ? for one."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Like:
    """Any word that is spelled like this one, but for up to so many letters."""

    word: str
    letters: int


Part = Exact | Form | Start | Wild | Like


@dataclass(frozen=True, slots=True)
class Row:
    """Words that stand in a row; most often a single one.

    Args:
        parts: the words, at least one.
        shown: as it was typed.
        apart: 0 where they must follow each other; else they may stand in any order, each within so many words of
            another.
        quoted: True where it was typed in quotation marks, and so is meant to the letter.
    """

    parts: tuple[Part, ...]
    shown: str = field(compare=False, default="")
    apart: int = 0
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Alike:
    """What was asked, or what the field calls the same thing."""

    asked: Node
    others: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """Words in a detail of the document, or in the evidence tagged on the page."""

    name: TextField
    row: Row


@dataclass(frozen=True, slots=True)
class Dated:
    """Documents dated from first to last, ISO dates, both included; an empty end is open."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """Pages numbered from first to last, both included; None is open."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Tagged:
    """Pages that bear evidence, or bear none."""

    yes: bool


@dataclass(frozen=True, slots=True)
class Owned:
    """Pages of documents of the own authority, or of those about others."""

    own: bool


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Not this."""

    part: Node


@dataclass(frozen=True, slots=True)
class Everything:
    """Every page."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No page: nothing was asked."""


Filter = Field | Dated | Numbered | Owned | Tagged
Node = Row | Alike | Filter | And | Or | Not | Everything | Nothing


def joined(kind: type[And] | type[Or], parts: Iterable[Node]) -> Node | None:
    """The parts as one node, groups of the same kind flattened; None where there are none."""
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else (part,)
    if len(flat) < 2:
        return flat[0] if flat else None
    return kind(tuple(flat))


def asked_rows(node: Node) -> Iterator[Row]:
    """The rows of words that a page is found by, in order: not those in filters, nor those that are ruled out."""
    match node:
        case Row():
            yield node
        case Alike(asked, others):
            yield from asked_rows(asked)
            yield from others
        case And(parts) | Or(parts):
            for part in parts:
                yield from asked_rows(part)


def every_row(node: Node) -> Iterator[Row]:
    """Every row of words that is looked for in the text of pages, also those that are ruled out."""
    match node:
        case Not(part):
            yield from every_row(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from every_row(part)
        case Row() | Alike():
            yield from asked_rows(node)
