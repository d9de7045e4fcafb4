"""Whether a passphrase would hold: what a guesser has to try, counted roughly. And what is remembered of one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

# Fewest characters of a passphrase that a person types, where no policy says otherwise.
LEAST = 10
# In bits. The key is stretched, so that each guess costs a guesser much; below the first a passphrase is tried among
# the first million, below the second one machine gets through.
GUESSED, WEAK, STRONG = 24, 34, 50

# What people choose first; a passphrase made of these and a figure is guessed at once.
COMMON = ("password", "passphrase", "letmein", "qwerty", "welcome", "secret", "ofsted", "council", "evidence", "admin")
# Letters and figures in the orders in which hands and minds run through them.
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = {pair for row in _ROWS for a, b in pairwise(row) for pair in (a + b, b + a)}
# From so many on, a run of neighbours or of one letter counts as its first letter.
_RUN = 4


@dataclass(frozen=True, slots=True)
class Offer:
    """What the page that asks for a passphrase can offer.

    Args:
        allowed: whether it may be remembered on this computer.
        kept: whether it is.
        passphrase: itself; empty where it has to be typed.
    """

    allowed: bool = False
    kept: bool = False
    passphrase: str = field(default="", repr=False)


def bits(passphrase: str) -> float:
    """A rough count of what a guesser has to try, as a power of two.

    A word counts as one choice among some thousands, not as its letters; figures and signs count singly; repeated
    ones, runs along the alphabet or the keyboard and the commonest passphrases for nothing.
    """
    rest = passphrase.casefold()
    for common in COMMON:
        rest = rest.replace(common, " ")
    return sum(map(_bits, re.findall(r"[^\W\d_]{3,}|\d+|\S", _without_runs(rest))))


def problem(passphrase: str, least: int = LEAST) -> str:
    """What is wrong with a passphrase somebody wants to choose, as a sentence; empty where nothing is.

    Args:
        least: fewest characters.
    """
    if len(passphrase) < least:
        return f"A passphrase here needs at least {least} characters."
    if bits(passphrase) < GUESSED:
        return "This passphrase is among the first that are guessed."
    return ""


def _bits(part: str) -> float:
    distinct = len(set(part))
    if part.isdigit():
        return 3.3 * distinct
    return min(13 + max(0, len(part) - 9), 4.7 * distinct) if part.isalpha() and len(part) > 2 else 5.0


def _without_runs(text: str) -> str:
    kept, start = "", 0
    for end in range(1, len(text) + 1):
        pair = text[end - 1 : end + 1]
        if len(pair) == 2 and (pair in _NEIGHBOURS or pair[0] == pair[1]):
            continue
        kept += text[start:end] if end - start < _RUN else text[start]
        start = end
    return kept
