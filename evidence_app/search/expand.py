"""Rows of words as the index can look them up: with every form, beginning, pattern and spelling spelled out.

The index holds words as they are printed, so that a phrase finds exactly its words; what a word may also be is read
from the index's own vocabulary when it is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, product
from math import prod

from rapidfuzz import process
from rapidfuzz.distance import OSA

from evidence_app.search.stems import stem
from evidence_app.search.tree import Exact, Form, Like, Part, Row, Start, Wild
from evidence_app.store.search import Index

# Rows that one row may become; the commonest words come first.
MOST_ROWS = 200
# Rows by which pages are ranked, of each row asked. A rare form weighs much in BM25, so that one "neglectful" would
# come before a page full of "neglect": only forms at least a quarter as common as the commonest take part.
MOST_RANKED = 12
RANKED_SHARE = 0.25
# A word on more than half of all pages weighs next to nothing in BM25, but has each of them looked at. In a library of
# so many pages, it takes no part where another word tells the pages apart.
LARGE = 20_000
# Letters from which on the beginning of a word says something.
TELLING = 3

Words = tuple[str, ...]
Choice = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Expansion:
    """What one row stands for.

    Args:
        rows: rows of exact words.
        ranked: those of them that pages are ranked by.
        lit: rows of exact words that light up on a page: the same, or where `begins` what the beginnings found.
        begins: whether the last word of each row is only the beginning of one.
        forms: whether other forms of a word are among them.
        missed: how many words of the vocabulary fit as well but were too many.
        common: whether it is a single word that stands on more than half of the pages of a large library.
    """

    rows: tuple[Words, ...]
    ranked: tuple[Words, ...]
    lit: tuple[Words, ...]
    begins: bool = False
    forms: bool = False
    missed: int = 0
    common: bool = False


def expand(rows: Iterable[Row], index: Index, stemming: bool) -> dict[Row, Expansion]:
    """What each row stands for in this index.

    Args:
        stemming: whether a word also stands for its other forms.
    """
    asked = list(dict.fromkeys(rows))
    words = {part.word for row in asked for part in row.parts if isinstance(part, Form)} if stemming else set()
    stems = {word: stem(word) for word in words}
    forms: dict[str, list[Choice]] = defaultdict(list)
    for term, its_stem, pages in index.forms(set(stems.values())) if stems else ():
        forms[its_stem].append((term, pages))
    known = {word: forms[its_stem] for word, its_stem in stems.items()}
    return {row: _expanded(row, index, known) for row in asked}


def _expanded(row: Row, index: Index, known: dict[str, list[Choice]]) -> Expansion:
    last = row.parts[-1]
    # The index finds the beginnings of a last word by itself, however many there are.
    begins = isinstance(last, Start) and not row.apart
    choices: list[list[Choice]] = []
    missed = 0
    for part in row.parts:
        fitting, more = _choices(part, index, known)
        choices.append(fitting)
        missed += more
    sizes = _sizes([len(each) for each in choices])
    missed += sum(len(each) - size for each, size in zip(choices, sizes, strict=True))
    spelled = tuple(_rows([each[:size] for each, size in zip(choices, sizes, strict=True)], MOST_ROWS))
    ranked = tuple(_rows([_ranked(part, each) for part, each in zip(row.parts, choices, strict=True)], MOST_RANKED))
    if begins:
        choices[-1] = [(last.word, 0)] if isinstance(last, Start) else []
        found = tuple(_rows([each[:size] for each, size in zip(choices, sizes, strict=True)], MOST_ROWS))
        # What begins with one or two letters says nothing that pages could be ranked by.
        short = isinstance(last, Start) and len(last.word) < TELLING and index.last_page() > LARGE
        return Expansion(found, () if short else found[:MOST_RANKED], spelled, begins=True)
    forms = any(isinstance(part, Form) and len(each) > 1 for part, each in zip(row.parts, choices, strict=True))
    every = index.last_page()
    common = len(choices) == 1 and every > LARGE and any(pages > every / 2 for _, pages in choices[0])
    return Expansion(spelled, ranked, spelled, forms=forms, missed=missed, common=common)


def _choices(part: Part, index: Index, known: dict[str, list[Choice]]) -> tuple[list[Choice], int]:
    """The words that a part may be, the commonest first, and how many more fit."""
    match part:
        case Exact(word):
            return [(word, 0)], 0
        case Form(word):
            # The word itself comes first, also where it is on no page yet that the vocabulary knows of.
            pages = dict(known.get(word, ()))
            return [(word, pages.pop(word, 0)), *pages.items()], 0
        case Start(word):
            return _fitting(f"{word}*", index)
        case Wild(pattern):
            return _fitting(pattern, index)
        case Like(word, letters):
            return spelled_like(word, letters, index), 0


def _fitting(pattern: str, index: Index) -> tuple[list[Choice], int]:
    found, total = index.fitting(pattern, MOST_ROWS)
    return found, total - len(found)


def spelled_like(word: str, letters: int, index: Index) -> list[Choice]:
    """Indexed words that differ from a word in at most so many letters (two swapped count as one), commonest first.

    A figure is no letter: words with figures in them are looked at only where the word itself has some.
    """
    figures = not word.isalpha()
    known = index.words_of_length(len(word) - letters, len(word) + letters, figures=figures)
    near = process.extract(word, known.keys(), scorer=OSA.distance, score_cutoff=letters, limit=None)
    return sorted(((found, known[found]) for found, _, _ in near), key=lambda choice: (-choice[1], choice[0]))


def _sizes(lengths: list[int]) -> list[int]:
    """How many choices of each part to keep, so that there are not too many rows: the longest list gives way."""
    sizes = list(lengths)
    while prod(sizes) > MOST_ROWS:
        sizes[sizes.index(max(sizes))] -= 1
    return sizes


def _ranked(part: Part, choices: list[Choice]) -> list[Choice]:
    most = max((pages for _, pages in choices), default=0)
    asked = choices[0][0] if choices and isinstance(part, Form) else None
    return [choice for choice in choices if choice[0] == asked or choice[1] >= RANKED_SHARE * most]


def _rows(choices: list[list[Choice]], most: int) -> Iterable[Words]:
    words = [[word for word, _ in each] for each in choices]
    return islice(product(*words), most)
