"""When two stretches of text say the same words.

Layout is set aside, words are not: white space and line ends, the shape of quotation marks and dashes' neighbours,
soft hyphens and zero-width characters do not count; letters, case, figures and punctuation do.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_MARKS = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "`": "'", "´": "'"}
)
# A run of plain letters and marks, which folding leaves alone; a run of white space; or one character to look at.
_RUN = re.compile(r"([!-_a-~]+)|(\s+)|(.)", re.DOTALL)
_HYPHENS = frozenset("-\u2010\u2011")
# Bullets that Word writes from its symbol fonts, in the private use area, and the squares the inspectorate prints.
_BULLETS = dict.fromkeys(map(ord, "\uf02d\uf06e\uf0a7\uf0b7\uf0be\u25fc\u25aa\u25a0"), "•")
# By hyphen, so that each pattern begins with a letter to look for, which is many times faster than a choice of them.
_LINE_HYPHENS = {hyphen: re.compile(rf"{hyphen}(?<=\w.)[^\S\n]*\n\s*(?=\w)") for hyphen in ("-", "\u2010", "\u2011")}
_QUOTED_AS = dict.fromkeys(_INVISIBLE, "") | {chr(bullet): "•" for bullet in _BULLETS}


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without its layout, and where each of its characters stood.

    Args:
        text: the folded text.
        starts: for each character of text, its offset in the original.
    """

    text: str
    starts: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range (start, end) in the original that a non-empty range of the folded text came from."""
        return self.starts[start], self.starts[end - 1] + 1


def fold(text: str) -> Folded:
    """Folds a text for comparison, keeping the way back.

    White space becomes one space, and none at the ends or after a hyphen that joins two parts of a word (printed
    reports break "multi-agency" after its hyphen, and the hyphen is real). Quotation marks become straight.
    """
    characters: list[str] = []
    starts: list[int] = []
    gap = -1
    for match in _RUN.finditer(text):
        plain, space, other = match.groups()
        if space is not None:
            gap = match.start() if gap < 0 else gap
            continue
        folded = plain or _fold_one(other)
        if not folded or other in _INVISIBLE:
            continue
        if gap >= 0 and characters and not _joins(characters):
            characters.append(" ")
            starts.append(gap)
        gap = -1
        characters.extend(folded)
        starts.extend(range(match.start(), match.end()) if plain else [match.start()] * len(folded))
    return Folded("".join(characters), tuple(starts))


def as_quoted(text: str) -> str:
    """A stretch of page text as it is quoted: on one line, words and marks exactly as printed.

    A hyphen at a line's end is kept and joined; invisible characters are left out.
    """
    # Every paragraph of every report comes through here: to look for a single character is the fastest there is.
    for letter, shown in _QUOTED_AS.items():
        if letter in text:
            text = text.replace(letter, shown)
    for hyphen, at_line_end in _LINE_HYPHENS.items():
        if hyphen in text:
            text = at_line_end.sub(hyphen, text)
    return " ".join(text.split())


@cache
def _fold_one(character: str) -> str:
    """A ligature becomes its letters, a mark its plain shape; what would become white space stays as it is."""
    folded = unicodedata.normalize("NFKC", character)
    folded = character if any(one.isspace() for one in folded) else folded
    return "".join("-" if one in _HYPHENS else one for one in folded.translate(_MARKS | _BULLETS))


def _joins(characters: list[str]) -> bool:
    return len(characters) > 1 and characters[-1] == "-" and characters[-2].isalnum()


def shortened(text: str, length: int) -> str:
    """The first words of a text, at most length characters with the three dots that say it goes on."""
    words = " ".join(text.split())
    if len(words) <= length:
        return words
    return words[: length - 1].rsplit(" ", 1)[0] + "…"
