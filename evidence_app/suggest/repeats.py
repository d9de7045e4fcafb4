"""What comes back: statements of a later report that are about the same as statements of an earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evidence_app.domain.evidence import Finding
from evidence_app.domain.suggestion import Reading
from evidence_app.suggest.model import Model, shipped_model
from evidence_app.suggest.suggester import Suggester
from evidence_app.suggest.words import stems, terms

# How alike the words of two statements must be. Judged by hand on pairs from the published reports of 40 authorities:
# from 0.33 on 19 in 20 were about the same; between 0.14 and 0.33 it was 19 in 22 of those that share a theme, but only
# 4 in 16 of the others.
SAME_THEME = 0.14
WORDS_ALONE = 0.33
# A theme counts where it has this share among its area's themes, and its area this share of the passage.
_THEME_SHARE = 0.25
_AREA_SHARE = 0.15


@dataclass(frozen=True, slots=True)
class Said:
    """A statement ready to be compared: its words as numbers, its finding, and the themes it speaks of."""

    vector: dict[str, float]
    finding: Finding
    themes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """An earlier statement, by its place in the list, the later one that is most like it, and what they share."""

    earlier: int
    later: int
    score: float
    themes: tuple[str, ...]


def prepare(suggester: Suggester, text: str, model: Model | None = None) -> Said:
    """A statement ready to be compared.

    Args:
        suggester: tells the themes.
        text: the statement.
        model: whose words are compared; the one the program brings where left out.
    """
    reading = suggester.read(text)
    return Said((model or shipped_model()).vector(terms(stems(text))), reading.finding, themes_of(reading))


def themes_of(reading: Reading) -> frozenset[str]:
    """The themes that a statement speaks of clearly enough to be compared with another."""
    areas = [each for each in reading.suggestions if each.score >= _AREA_SHARE]
    return frozenset(theme for area in areas for theme, share in area.themes if share >= _THEME_SHARE)


def find_repeats(earlier: Sequence[Said], later: Sequence[Said]) -> list[Match]:
    """For each earlier statement the later one that is most like it, where they are about the same.

    Themes of different areas that carry one name, such as missing children at home and in care, count as shared.
    """
    found = []
    for place, one in enumerate(earlier):
        best: Match | None = None
        for other_place, other in enumerate(later):
            score = _likeness(one.vector, other.vector)
            if score < SAME_THEME or (best and score <= best.score):
                continue
            themes = _shared(one.themes, other.themes)
            if themes or score >= WORDS_ALONE:
                best = Match(place, other_place, score, themes)
        if best:
            found.append(best)
    return found


def _likeness(one: dict[str, float], other: dict[str, float]) -> float:
    """The cosine of two passages: both are of length 1."""
    few, many = sorted((one, other), key=len)
    return sum(value * many.get(name, 0.0) for name, value in few.items())


def _shared(one: frozenset[str], other: frozenset[str]) -> tuple[str, ...]:
    names = {theme.rpartition(".")[2] for theme in other}
    return tuple(sorted(theme for theme in one if theme.rpartition(".")[2] in names))
