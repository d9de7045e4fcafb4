"""The words of a text as the search for names sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from evidence_app.privacy.lexicon import lexicon
from evidence_app.privacy.plain import key

_LETTER = "(?:[^\\W\\d_][\u0300-\u036f]*)"
_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069\ufffd"
_INSIDE = f"(?:['’‘‛ʼ`´]|[-‐‑][ ]?\n?|[{_INVISIBLE}]+\n?)"
_TOKEN = re.compile(f"{_LETTER}+(?:{_INSIDE}+{_LETTER}+)*")
_POSSESSIVE = re.compile("['’‘‛ʼ`´][sS]$")
_HYPHEN = re.compile("[-‐‑]")
_CONTRACTION = re.compile("(?i)(.+)['’](?:m|ve|ll|d|re|s|t)$")
# A line at least this long was broken by the page's edge, not by its writer; where lines broken by the edge keep their
# space (some makers of PDFs leave it), only those were.
_WRAPPED = 45
_KEEPS_SPACE = 0.2
_STOP = re.compile(r"[.!?:;•●▪◼|\uf0b7\uf0a7]|\n\s*\n|[“\"‘(][^)]*$")
_BLANK = re.compile(f"[ \u00a0\n{_INVISIBLE}]*")

PARTICLES = frozenset(
    "al el ul ur bin ibn bint abu umm de da do dos das del della di du la le van von der den ter ten ap ab ferch st mac"
    " o san santa e y".split()
)
TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady nurse sister midwife judge hhj justice cllr councillor rev"
    " reverend imam pc dc ds di dci dsu ps sgt sergeant inspector pcso wpc constable detective superintendent"
    " coach auntie aunty aunt uncle nan nana nanny gran granny grandma grandad grandpa nain taid".split()
)
# Of these, the ones a given name follows.
KIN_TITLES = frozenset("auntie aunty aunt uncle nan nana nanny gran granny grandma grandad grandpa nain taid".split())


class _Look(NamedTuple):
    """What a word is by itself."""

    key: str
    ordinary: bool
    given: bool
    place: bool


@dataclass(frozen=True, slots=True)
class Token:
    """A word.

    Args:
        start, end: characters of the text, a possessive ending left out.
        key: its folded letters.
        ordinary: whether it is an ordinary word (a hyphenated one: whether its parts are).
        given: whether it is a listed given name, or begins with one before a hyphen.
        place: whether it is a listed place.
        capital: whether it begins with a capital letter.
        initial: whether it is one capital letter.
        shouted: whether it begins with two capital letters, as acronyms do.
        possessive: whether 's follows.
        opens: whether it begins a sentence, a line of its own, or what is quoted or listed.
        joined: whether only a space (or a wrapped line's end, or an initial's full stop) parts it from the word before.
    """

    start: int
    end: int
    key: str
    ordinary: bool
    given: bool
    place: bool
    capital: bool
    initial: bool
    shouted: bool
    possessive: bool
    opens: bool
    joined: bool


def tokens(text: str) -> list[Token]:
    """The words of a text, in order."""
    found: list[Token] = []
    before: Token | None = None
    last = 0
    spaced = text.count(" \n") > _KEEPS_SPACE * text.count("\n")
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        written = match[0]
        possessive = len(written) > 3 and _POSSESSIVE.search(written) is not None
        if possessive:
            end -= 2
            written = written[:-2]
        gap = text[last:start]
        look = _look(written)
        token = Token(
            start=start,
            end=end,
            key=look.key,
            ordinary=look.ordinary,
            given=look.given,
            place=look.place,
            capital=written[0].isupper(),
            initial=len(written) == 1 and written.isupper(),
            shouted=written[:2].isalpha() and written[:2].isupper() and len(written) > 1,
            possessive=possessive,
            opens=before is None or _opens(text, before, gap, last, spaced),
            joined=before is not None
            and not before.possessive
            and _joined(text, before, gap, last, spaced)
            and ("\n" not in gap or not look.ordinary or written[0].islower() or spaced),
        )
        found.append(token)
        before = token
        last = match.end()
    return found


def wrapped(text: str, newline: int, spaced: bool) -> bool:
    """Whether the line that ends at this newline was broken by the page's edge.

    Args:
        spaced: whether the text keeps the space at which a line was broken.
    """
    if spaced:
        return text[newline - 1 : newline] == " "
    return newline - text.rfind("\n", 0, newline) > _WRAPPED


@lru_cache(maxsize=1 << 16)
def _look(written: str) -> _Look:
    known = lexicon()
    folded = key(written)
    parts = [key(part) for part in _HYPHEN.split(written)]
    short = _CONTRACTION.match(written)
    if short and (key(short[1]) == "i" or is_word(key(short[1]))):
        return _Look(folded, True, False, False)
    if len(parts) == 1:
        return _Look(folded, is_word(folded), folded in known.given, folded in known.places)
    # "Well-being", "Multi-Agency", "Self-esteem" are words; a word broken at a line's end is one when joined again.
    ordinary = is_word(folded) or all(is_word(part) or len(part) < 3 or not part.isalpha() for part in parts)
    ordinary = ordinary or (written.rsplit("-", 1)[-1][:1].islower() and is_word(parts[-1]))
    given = folded in known.given or (parts[0] in known.given and not (ordinary and parts[0] in known.words))
    return _Look(folded, ordinary and not given, given, False)


def _after_short(before: Token, gap: str) -> bool:
    """Whether the full stop in a gap only ends an initial or a title."""
    return gap.startswith(".") and (before.initial or before.key in TITLES or before.key in ("st", "jr"))


def _opens(text: str, before: Token, gap: str, at: int, spaced: bool) -> bool:
    if _STOP.search(gap):
        return not (_after_short(before, gap) and "\n" not in gap and len(gap) <= 3)
    newline = gap.find("\n")
    return newline >= 0 and not wrapped(text, at + newline, spaced)


def _joined(text: str, before: Token, gap: str, at: int, spaced: bool) -> bool:
    bare = gap[1:] if _after_short(before, gap) else gap
    if not _BLANK.fullmatch(bare):
        return False
    newline = gap.find("\n")
    if newline < 0:
        return len(gap) <= 3
    return gap.count("\n") == 1 and wrapped(text, at + newline, spaced)


@lru_cache(maxsize=1 << 16)
def is_word(folded: str) -> bool:
    """Whether a folded word is an ordinary one."""
    return lexicon().is_word(folded)
