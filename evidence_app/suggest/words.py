"""The words of a passage as the model sees them: without case or endings, one name for one thing, single and paired."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+")
_POSSESSIVE = re.compile(r"['’]s?$")

# Names that changed over the years (and change again with Family Help), read as one, so that old reports teach about
# new records. In stems; the longest first.
_READ_AS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("children", "and", "young", "people", "look", "after"): ("children", "in", "care"),
    ("children", "look", "after"): ("children", "in", "care"),
    ("look", "after", "children"): ("children", "in", "care"),
    ("look", "after", "child"): ("child", "in", "care"),
    ("care-experienc", "young", "people"): ("care", "leaver"),
    ("care-experienc", "people"): ("care", "leaver"),
    ("care-experienc",): ("care", "leaver"),
    ("family", "group", "decision-mak"): ("family", "group", "conference"),
    ("family", "group", "decision", "mak"): ("family", "group", "conference"),
    ("family", "network", "meet"): ("family", "group", "conference"),
    ("family", "help"): ("early", "help"),
    ("strategy", "meet"): ("strategy", "discussion"),
    ("personal", "advisor"): ("personal", "adviser"),
    ("sibl",): ("brother", "and", "sister"),
}
_LONGEST = max(map(len, _READ_AS))
_READ_AS_FIRST = frozenset(names[0] for names in _READ_AS)

# Left out of the second kind of pair, so that "quality of the plan" and "plan quality" are near each other.
SMALL = frozenset(
    "the a of to and in is are for with that their by on be as or have has this they at from an it which not been when "
    "these".split()
)


@dataclass(frozen=True, slots=True)
class Stem:
    """A word without its ending, and the word as it stands in the passage."""

    stem: str
    word: str


@dataclass(frozen=True, slots=True)
class Term:
    """What the model weighs: a stem or a pair of stems, and the words of the passage it came from."""

    name: str
    words: str


def stems(text: str) -> list[Stem]:
    """The words of a text without their endings; every number is "0".

    Endings are taken off roughly, in training and use alike: it matters only that "assessments" meets "assessment".
    """
    found = [Stem(_stem(word.casefold()), word) for word in _WORD.findall(text)]
    out: list[Stem] = []
    at = 0
    while at < len(found):
        if found[at].stem in _READ_AS_FIRST and (length := _known(found, at)):
            words = " ".join(each.word for each in found[at : at + length])
            names = tuple(each.stem for each in found[at : at + length])
            out.extend(Stem(stem, words) for stem in _READ_AS[names])
            at += length
        else:
            out.append(found[at])
            at += 1
    return out


def terms(found: list[Stem]) -> list[Term]:
    """The terms of a passage: its stems, its pairs of neighbours, and its pairs of neighbours without small words."""
    content = [each for each in found if each.stem not in SMALL]
    return [
        *(Term(each.stem, each.word) for each in found),
        *(Term(f"{one.stem} {other.stem}", _both(one, other)) for one, other in pairwise(found)),
        *(Term(f"{one.stem}~{other.stem}", _both(one, other)) for one, other in pairwise(content)),
    ]


def _both(one: Stem, other: Stem) -> str:
    """The words of a pair; two stems of one name ("Family Help") share theirs."""
    return one.word if one.word == other.word else f"{one.word} {other.word}"


def _known(found: list[Stem], at: int) -> int:
    """How many stems from a place make up a name that is read as another; 0 where none do."""
    for length in range(min(_LONGEST, len(found) - at), 0, -1):
        if tuple(each.stem for each in found[at : at + length]) in _READ_AS:
            return length
    return 0


def _stem(word: str) -> str:
    if word[0].isdigit():
        return "0"
    word = _POSSESSIVE.sub("", word).replace("’", "'")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-2] if word.endswith(("sses", "ches", "shes")) else word[:-1]
    if len(word) > 6 and word.endswith("ing"):
        return word[:-3]
    if len(word) > 5 and word.endswith("ed"):
        return word[:-2]
    return word
