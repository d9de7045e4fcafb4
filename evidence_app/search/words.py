"""What counts as a word: the same as for the full-text index, so that question and pages meet.

The index (FTS5, unicode61 with remove_diacritics 2) takes letters, figures and private-use characters for parts of
words, lower-cases them and takes accents off Latin letters; everything else stands between words.
"""

from __future__ import annotations

import re
import unicodedata

# Accents written as characters of their own, which the index passes over.
_ACCENTS = re.compile("[\u0300-\u0331]")
_ACCENTED = re.compile("(.)[\u0300-\u0331]+", re.DOTALL)
_BEYOND_ENGLISH = re.compile("[\xaa-\u1fff\u2c00-\udfff\uf900-\U0010ffff]")


class _Fold(dict[int, str]):
    """Each character as the index sees it, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold(chr(code))
        return folded


def _fold(character: str) -> str:
    if _ACCENTS.match(character):
        return ""
    category = unicodedata.category(character)
    if category[0] not in "LN" and category != "Co":
        return " "
    base = unicodedata.normalize("NFD", character)[0].lower()
    if base.isascii():
        return base
    folded = character.casefold()
    return folded if len(folded) == 1 else character.lower()[0]


_FOLD = _Fold()
# The same, with the marks of a wildcard left standing.
_FOLD_WILD = _Fold({ord("*"): "*", ord("?"): "?"})


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded, in order."""
    return tuple(text.translate(_FOLD).split())


def folded_in_place(text: str) -> tuple[str, str]:
    """A text and the same folded, character for character.

    The text is the one given, but that accents are joined to their letters, or left out where they cannot be.
    """
    if text.isascii():
        return text, text.lower()
    if _ACCENTS.search(text):
        text = _ACCENTS.sub("", _ACCENTED.sub(_joined, text))
    text = text.replace("İ", "I")
    # Twenty pages are done at every keystroke; most have no letters beyond English ones, only curly quotation marks.
    return text, text.translate(_FOLD) if _BEYOND_ENGLISH.search(text) else text.lower()


def _joined(found: re.Match[str]) -> str:
    # Joined only where the index takes the accent off again: it knows é for e, but ǽ is a letter of its own.
    letter = unicodedata.normalize("NFC", found[0])
    return letter if len(letter) == 1 and _FOLD[ord(letter)] == _FOLD[ord(found[1])] else found[1]


def patterns_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded, in order, with * and ? kept as parts of words."""
    return tuple(text.translate(_FOLD_WILD).split())
