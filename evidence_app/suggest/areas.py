"""The likely judgement area of a passage: the trained model, and what the officer's own decisions add to it."""

from __future__ import annotations

import math

from evidence_app.suggest.model import Model

_RATE = 3.0  # how far one decision of the officer moves the weights of its words


class AreaReader:
    """Tells the areas of passages, and learns from what the officer decides.

    Args:
        model: the trained model.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._learned: dict[str, list[float]] = {}

    def read(
        self, vector: dict[str, float], whole: dict[str, float]
    ) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
        """How likely each stable area is, and what each term of the passage adds for each of them.

        Args:
            vector: the passage as the model's numbers, by term.
            whole: the same with the words the model does not know, which may have been learned since.

        Returns:
            ({area: probability}, {area: {term: what it adds}}).
        """
        model = self._model
        parts: dict[str, dict[str, float]] = {area: {} for area in model.areas}
        for name, value in vector.items():
            index = model.terms[name]
            for which, area in enumerate(model.areas):
                parts[area][name] = value * model.area_weights[which][index]
        for name, value in whole.items():
            for area, by in zip(model.areas, self._learned.get(name, ()), strict=False):
                parts[area][name] = parts[area].get(name, 0.0) + value * by
        totals = [
            start + sum(parts[area].values()) for start, area in zip(model.area_intercepts, model.areas, strict=True)
        ]
        highest = max(totals)
        odds = [math.exp(total - highest) for total in totals]
        return {area: odd / sum(odds) for area, odd in zip(model.areas, odds, strict=True)}, parts

    def step(self, likely: dict[str, float], areas: tuple[str, ...]) -> tuple[float, ...]:
        """How far a decision moves the words of its passage for each area: the less, the more it was expected.

        Args:
            likely: how likely each stable area was.
            areas: the stable areas chosen; several share the step.
        """
        wanted = {area: 1 / len(areas) for area in areas}
        return tuple(_RATE * (wanted.get(area, 0.0) - likely[area]) for area in self._model.areas)

    def move(self, whole: dict[str, float], step: tuple[float, ...]) -> None:
        """Moves the weights of a passage's words by a step; the same step turned round takes it back."""
        for name, value in whole.items():
            learned = self._learned.setdefault(name, [0.0] * len(self._model.areas))
            for which, by in enumerate(step):
                learned[which] += by * value
