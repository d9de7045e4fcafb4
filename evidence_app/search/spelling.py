"""Did you mean: words that no page has, put right from the words that pages do have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import log

from rapidfuzz.distance import OSA

from evidence_app.search.expand import Choice, spelled_like
from evidence_app.search.stems import stem
from evidence_app.search.tree import Exact, Form, Row
from evidence_app.search.words import words_of
from evidence_app.store.search import Index

# Shorter words are too like too many others.
SHORTEST = 4
# A word on a page or two is taken for a slip as well, where its neighbour is on so many times more pages.
RARE = 2
SLIP = 100
_WORD = re.compile(r"[^\W_]+")


def corrected(text: str, rows: Iterable[Row], index: Index) -> str | None:
    """The question with misspelt words put right, or None where nothing is to be put right.

    Args:
        text: as typed.
        rows: its rows of words; patterns, beginnings and spellings among them are left alone.
    """
    words = {
        part.word: stem(part.word)
        for row in rows
        for part in row.parts
        if isinstance(part, Exact | Form) and len(part.word) >= SHORTEST and part.word.isalpha()
    }
    pages: dict[str, int] = {}
    for _, its_stem, number in index.forms(set(words.values())):
        pages[its_stem] = max(pages.get(its_stem, 0), number)
    better = {
        word: right for word, its_stem in words.items() if (right := _nearest(word, pages.get(its_stem, 0), index))
    }
    if not better:
        return None
    return _WORD.sub(lambda typed: _like(typed[0], better.get("".join(words_of(typed[0])))), text)


def _nearest(word: str, pages: int, index: Index) -> str | None:
    """The likeliest word that was meant, or None where the word is common enough to be meant itself."""
    if pages > RARE:
        return None
    near = [choice for choice in spelled_like(word, 1 if len(word) < 6 else 2, index) if choice[0] != word]
    if not near:
        return None
    best, its_pages = max(near, key=lambda choice: _likeliness(word, choice))
    if pages and (its_pages < SLIP * pages or OSA.distance(word, best) > 1):
        return None
    return best


def _likeliness(word: str, choice: Choice) -> float:
    """Commoner is likelier; each wrong letter makes it much less so, and the first letter is seldom wrong."""
    other, pages = choice
    return log(pages + 1) - 3 * OSA.distance(word, other) - 2 * (word[0] != other[0])


def _like(typed: str, right: str | None) -> str:
    """The right word in the capitals of the typed one."""
    if right is None:
        return typed
    if typed.isupper():
        return right.upper()
    return right.capitalize() if typed[0].isupper() else right
