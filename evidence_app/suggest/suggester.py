"""Reads a passage: the areas it may belong to, their themes, and its finding, each with the words that spoke for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from evidence_app.domain.framework import Framework, JudgementArea
from evidence_app.domain.suggestion import Reading, Suggestion
from evidence_app.suggest.areas import AreaReader
from evidence_app.suggest.finding import read_finding
from evidence_app.suggest.model import Model, shipped_model
from evidence_app.suggest.themes import ThemeReader
from evidence_app.suggest.words import SMALL, stems, terms

_THEMES = 3
_WORDS = 6
_SURE = 0.2  # below this share an area's likeliest theme is not proposed
_INSIDE = 0.9  # what the areas of the report's own section share


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one decision of the officer taught: its passage as numbers, and how far its words were moved."""

    passage: dict[str, float]
    areas: tuple[float, ...]
    themes: dict[str, float]


class Suggester:
    """Suggests where passages belong under one framework.

    Args:
        framework: the framework whose areas and themes are suggested.
        model: the trained model; the one the program brings where left out.
    """

    def __init__(self, framework: Framework, model: Model | None = None) -> None:
        self._framework = framework
        self._model = model or shipped_model()
        self._areas = AreaReader(self._model)
        self._themes = ThemeReader(framework, self._model)

    def read(self, text: str, limit: int = 4, *, within: Collection[str] = ()) -> Reading:
        """The areas a passage may belong to, the likeliest first, and its finding.

        Args:
            text: the passage.
            limit: how many areas at most.
            within: the stable areas of the report's own section it stands in, which come first; empty where it
                stands in none.
        """
        found = stems(text)
        named = terms(found)
        vector, whole = self._model.vector(named), self._model.whole_vector(named)
        likely, parts = self._areas.read(vector, whole)
        if within:
            likely = _told(likely, within)
        printed = {term.name: term.words for term in reversed(named)}
        heard = self._themes.listen(found, vector, whole)
        shares = {area.id: sum(likely[stable] for stable in area.maps_to) for area in self._framework.areas}
        total = sum(shares.values()) or 1.0
        suggestions = []
        for area in sorted(self._framework.areas, key=lambda area: -shares[area.id])[:limit]:
            themes = self._themes.rank(area, heard)
            sure = themes[0] if themes and themes[0].score >= _SURE else None
            suggestions.append(
                Suggestion(
                    area=area.id,
                    theme=sure.theme if sure else None,
                    score=shares[area.id] / total,
                    words=_strongest(area, parts, printed, sure.word if sure else ""),
                    themes=tuple((each.theme, each.score) for each in themes[:_THEMES]),
                )
            )
        return Reading(tuple(suggestions), *read_finding(text))

    def learn(self, text: str, areas: Collection[str], themes: Collection[str] = ()) -> Lesson:
        """Takes an officer's decision into account from now on; kept in memory only, the workspace tells it again.

        Args:
            text: the passage.
            areas: the areas of this framework it was put under; one it does not have teaches nothing.
            themes: the themes it was put under.

        Returns:
            What was learned, for `unlearn`.
        """
        found = stems(text)
        named = terms(found)
        vector, whole = self._model.vector(named), self._model.whole_vector(named)
        known = [area for area in self._framework.areas if area.id in areas]
        stable = tuple(dict.fromkeys(each for area in known for each in area.maps_to))
        likely, _ = self._areas.read(vector, whole)
        heard = self._themes.listen(found, vector, whole)
        moved: dict[str, float] = {}
        for area in known:
            moved |= self._themes.step(area, heard, themes)
        lesson = Lesson(whole, self._areas.step(likely, stable) if stable else (), moved)
        self._areas.move(whole, lesson.areas)
        self._themes.move(whole, lesson.themes)
        return lesson

    def unlearn(self, lesson: Lesson) -> None:
        """Takes back what a decision taught, because the decision was taken back."""
        self._areas.move(lesson.passage, tuple(-by for by in lesson.areas))
        self._themes.move(lesson.passage, {theme: -by for theme, by in lesson.themes.items()})


def _told(likely: dict[str, float], within: Collection[str]) -> dict[str, float]:
    """How likely each stable area is once the report's own section names some: the words only share out the rest."""
    inside = sum(share for area, share in likely.items() if area in within) or 1.0
    outside = sum(share for area, share in likely.items() if area not in within) or 1.0
    return {
        area: share / inside * _INSIDE if area in within else share / outside * (1 - _INSIDE)
        for area, share in likely.items()
    }


def _strongest(
    area: JudgementArea, parts: dict[str, dict[str, float]], printed: dict[str, str], keyword: str
) -> tuple[str, ...]:
    """The words of a passage that spoke for an area, the strongest first, each word once."""
    added: dict[str, float] = {}
    for stable in area.maps_to:
        for name, value in parts[stable].items():
            added[name] = max(value, added.get(name, value))
    chosen = [keyword] if keyword else []
    for name in sorted(added, key=lambda name: -added[name]):
        words = set(printed[name].casefold().split())
        if added[name] <= 0 or len(chosen) == _WORDS:
            break
        if not words <= SMALL and not any(words & set(other.casefold().split()) for other in chosen):
            chosen.append(printed[name])
    return tuple(chosen)
