"""Text reduced to its letters and digits, with the way back: how the same name or number is known in any dress.

Case, accents, ligatures, apostrophes, hyphens, spaces, line ends and invisible characters are set aside: "D’Arcy",
"D'ARCY", "Darcy" and "D'Ar-cy" over a line end all read "darcy".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

# Letters that have no decomposition but are written as others where a keyboard lacks them.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
_RUN = re.compile(r"[0-9A-Za-z]+|[^\x00-\x7f]")

# The gap before a character: none (or invisible), a mark that names carry inside them, or anything wider.
CLOSED, MARKED, OPEN = 0, 1, 2
_JOINERS = frozenset("'’‘‛ʼ`´′-‐‑‒–\u00ad")
# U+FFFD is what an engine gives for a mark that a font does not name, such as those of direction.
_INVISIBLE = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\ufffd"
)
_WIDEST = 6  # characters between two parts of one name or number


@dataclass(frozen=True, slots=True)
class Plain:
    """A text's letters and digits.

    Args:
        text: folded letters and digits, nothing between them.
        starts: where each stands in the original.
        source: the original.
    """

    text: str
    starts: Sequence[int]
    source: str

    def gap(self, index: int) -> int:
        """What stands before the character at index: CLOSED, MARKED or OPEN; the ends of the text are OPEN."""
        if index in (0, len(self.text)):
            return OPEN
        first, last = self.starts[index - 1] + 1, self.starts[index]
        if last <= first:
            return CLOSED
        between = [one for one in self.source[first:last] if one not in _INVISIBLE and not unicodedata.combining(one)]
        if not between:
            return CLOSED
        return MARKED if all(one in _JOINERS for one in between) else OPEN

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original that a range came from, accents that follow the last letter included."""
        last = self.starts[end - 1] + 1
        while last < len(self.source) and unicodedata.combining(self.source[last]):
            last += 1
        return self.starts[start], last


def plain(text: str) -> Plain:
    """Reduces a text to its letters and digits."""
    characters: list[str] = []
    starts: list[int] = []
    for match in _RUN.finditer(text):
        run = match[0]
        if run.isascii():
            characters.append(run.lower())
            starts.extend(range(match.start(), match.end()))
        elif folded := _fold(run):
            characters.append(folded)
            starts.extend([match.start()] * len(folded))
    return Plain("".join(characters), starts, text)


def key(text: str) -> str:
    """A text's letters and digits alone."""
    return text.lower() if text.isascii() and text.isalnum() else plain(text).text


@cache
def _fold(character: str) -> str:
    folded = unicodedata.normalize("NFKD", character).casefold().translate(_LETTERS)
    return "".join(one for one in folded if one.isalnum())


@dataclass(frozen=True, slots=True)
class Term:
    """Words to be known wherever they stand.

    Args:
        text: the words, as they are written.
        value: what the caller wants to get back for them.
        cased: True where only a capital letter tells them from an ordinary word ("Grace").
    """

    text: str
    value: str
    cased: bool = False


class Terms:
    """Finds many terms at once in any text."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._by_start: dict[str, list[tuple[str, int, Term]]] = {}
        for term in dict.fromkeys(terms):
            read = plain(term.text)
            if not read.text:
                continue
            breaks = sum(read.gap(index) != CLOSED for index in range(1, len(read.text)))
            self._by_start.setdefault(read.text[:3], []).append((read.text, breaks, term))
        for found in self._by_start.values():
            found.sort(key=lambda entry: -len(entry[0]))

    def __bool__(self) -> bool:
        return bool(self._by_start)

    def find(self, text: str | Plain) -> list[tuple[int, int, Term]]:
        """Where terms stand in a text, in order, the longest where several begin at one place; none overlap.

        Returns:
            (start, end, term), offsets in the text as it was given.
        """
        read = plain(text) if isinstance(text, str) else text
        found: list[tuple[int, int, Term]] = []
        done = 0
        for index in range(len(read.text)):
            if index < done or (read.starts[index] - read.starts[index - 1] == 1 and index):
                continue
            for length in (3, 2, 1):
                entry = self._at(read, index, self._by_start.get(read.text[index : index + length], ()))
                if entry is not None:
                    end, term = entry
                    found.append((*read.span(index, end), term))
                    done = end
                    break
        return found

    def _at(self, read: Plain, index: int, entries: Iterable[tuple[str, int, Term]]) -> tuple[int, Term] | None:
        for form, breaks, term in entries:
            end = index + len(form)
            if not read.text.startswith(form, index) or read.gap(index) == CLOSED or read.gap(end) == CLOSED:
                continue
            if term.cased and not read.source[read.starts[index]].isupper():
                continue
            if _holds_together(read, index, end, breaks):
                return end, term
        return None


def _holds_together(read: Plain, start: int, end: int, breaks: int) -> bool:
    """Whether letters in a row are one word or name: parted where it is, everywhere (spaced out), or long enough."""
    if read.starts[end - 1] - read.starts[start] == end - start - 1:
        return True
    gaps = [index for index in range(start + 1, end) if read.gap(index) == OPEN]
    if any(read.starts[index] - read.starts[index - 1] > _WIDEST for index in gaps):
        return False
    return len(gaps) <= breaks or len(gaps) == end - start - 1 or end - start >= 7
