"""Whether a passage tells of a strength or of something to improve: words of praise and of trouble, weighed.

A list of words (resources/model/finding.toml) does better on hand-checked passages than a model trained on section
grades: even an inadequate section praises, and a list can be read and corrected by a person.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from evidence_app.domain.evidence import Finding
from evidence_app.paths import resources_dir

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TURNED = 4  # words after a "not" that it may turn round
_EASED = 4  # words after a "without" that it may ease
_WORDS = 5


@dataclass(frozen=True, slots=True)
class Cues:
    """Words of praise and of trouble with their weights, words that turn praise round, and words that ease trouble."""

    praise: dict[str, float]
    trouble: dict[str, float]
    turning: frozenset[str]
    easing: frozenset[str]
    trouble_counts: float
    nothing_below: float

    def praise_of(self, word: str) -> float:
        """What a word says in praise; "well-matched" and its like do without standing in the list."""
        return self.praise.get(word, 1.0 if word.startswith("well-") else 0.0)


def read_finding(text: str) -> tuple[Finding, tuple[str, ...]]:
    """The finding of a passage, and the words that spoke for it, the strongest first."""
    cues = _cues()
    good: dict[str, float] = defaultdict(float)
    bad: dict[str, float] = defaultdict(float)
    turned = eased = -10
    for at, printed in enumerate(_WORD.findall(text)):
        word = printed.casefold().replace("'", "’")
        trouble, praise = cues.trouble.get(word, 0.0), cues.praise_of(word)
        if trouble and 0 < at - eased <= _EASED:
            good[printed] += trouble / 2
        elif trouble:
            bad[printed] += trouble
        elif praise and 0 < at - turned <= _TURNED:
            bad[printed] += praise / 2
        elif praise:
            good[printed] += praise
        turned = at if word in cues.turning else turned
        eased = at if word in cues.easing else eased
    praised, troubled = sum(good.values()), sum(bad.values())
    if praised + troubled < cues.nothing_below:
        return "context", ()
    if praised >= cues.trouble_counts * troubled:
        return "strength", _loudest(good)
    return "improvement", _loudest(bad)


def _loudest(words: dict[str, float]) -> tuple[str, ...]:
    """The few words that say most."""
    return tuple(sorted(words, key=lambda word: -words[word])[:_WORDS])


@cache
def _cues() -> Cues:
    """The lists the program brings."""
    told = tomllib.loads((resources_dir() / "model" / "finding.toml").read_text(encoding="utf-8"))

    def weighed(words: list[str]) -> dict[str, float]:
        return {word: told["weights"].get(word, 1.0) for word in words}

    return Cues(
        praise=weighed(told["praise"]),
        trouble=weighed(told["trouble"]),
        turning=frozenset(told["turning"]),
        easing=frozenset(told["easing"]),
        trouble_counts=told["trouble_counts"],
        nothing_below=told["nothing_below"],
    )
