"""The trained model: how much each word speaks for each judgement area and each theme.

It is made by tests/tools/train_suggest.py from published inspection reports; what it was made from, its licence and its
held-out figures stand in resources/model/passages.json.
"""

from __future__ import annotations

import json
import math
import zlib
from array import array
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from evidence_app.paths import resources_dir
from evidence_app.suggest.words import Term

_IDF_STEPS = 20  # kept in steps of a twentieth


@dataclass(frozen=True, slots=True)
class Model:
    """The trained model.

    Args:
        about: where it came from, its licence, its date and its held-out figures.
        terms: each term's place in the lists below.
        idf: how rare each term is.
        areas: ids of the stable areas it tells apart.
        area_weights: for each area the weight of each term.
        area_intercepts: for each area what is added.
        themes: ids of the themes it tells apart.
        theme_weights: for each theme the few terms that speak for it, by place, with their weights.
        theme_intercepts: for each theme what is added.
        rarest: how rare the rarest term is.
    """

    about: dict[str, Any]
    terms: dict[str, int]
    idf: tuple[float, ...]
    areas: tuple[str, ...]
    area_weights: tuple[tuple[float, ...], ...]
    area_intercepts: tuple[float, ...]
    themes: tuple[str, ...]
    theme_weights: tuple[dict[int, float], ...]
    theme_intercepts: tuple[float, ...]
    rarest: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rarest", max(self.idf, default=1.0))

    def vector(self, found: list[Term]) -> dict[str, float]:
        """The passage as numbers: each known term by how often it comes and how rare it is, of length 1."""
        counts = Counter(term.name for term in found if term.name in self.terms)
        raw = {name: (1 + math.log(times)) * self.idf[self.terms[name]] for name, times in counts.items()}
        length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
        return {name: value / length for name, value in raw.items()}

    def whole_vector(self, found: list[Term]) -> dict[str, float]:
        """As `vector`, with the words the model has never seen: a council's own names, from which it can be taught."""
        counts = Counter(term.name for term in found)
        raw = {
            name: (1 + math.log(times)) * self.rarity(name)
            for name, times in counts.items()
            if name in self.terms or not (" " in name or "~" in name)
        }
        length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
        return {name: value / length for name, value in raw.items()}

    def rarity(self, name: str) -> float:
        """How rare a term is; that of the rarest where it is not known."""
        index = self.terms.get(name)
        return self.idf[index] if index is not None else self.rarest


def pack(model: Model) -> tuple[str, bytes]:
    """The model as it is kept: what it is, to be read by people, and its terms and numbers in small steps."""
    names = sorted(model.terms, key=lambda name: model.terms[name])
    area_step = max(abs(weight) for row in model.area_weights for weight in row) / 127
    theme_step = max((weight for row in model.theme_weights for weight in row.values()), default=1.0) / 255
    numbers = [
        array("B", (min(255, round(value * _IDF_STEPS)) for value in model.idf)),
        array("b", (round(weight / area_step) for row in model.area_weights for weight in row)),
        array("H", (index for row in model.theme_weights for index in row)),
        array("B", (round(weight / theme_step) for row in model.theme_weights for weight in row.values())),
    ]
    head = {
        "about": model.about,
        "terms": len(names),
        "areas": model.areas,
        "area_step": area_step,
        "area_intercepts": model.area_intercepts,
        "themes": model.themes,
        "theme_terms": [len(row) for row in model.theme_weights],
        "theme_step": theme_step,
        "theme_intercepts": model.theme_intercepts,
    }
    body = zlib.compress("\n".join(names).encode() + b"\0" + b"".join(row.tobytes() for row in numbers), 9)
    return json.dumps(head, indent=1, ensure_ascii=False) + "\n", body


def unpack(head: str, body: bytes) -> Model:
    """The model from its two parts."""
    told = json.loads(head)
    names, numbers = zlib.decompress(body).split(b"\0", 1)
    count, theme_terms = told["terms"], told["theme_terms"]
    idf, areas, indexes, steps = array("B"), array("b"), array("H"), array("B")
    at = 0
    for numbered, length in ((idf, count), (areas, count * len(told["areas"])), (indexes, sum(theme_terms))):
        numbered.frombytes(numbers[at : at + length * numbered.itemsize])
        at += length * numbered.itemsize
    steps.frombytes(numbers[at:])
    theme_weights = []
    at = 0
    for length in theme_terms:
        places = indexes[at : at + length]
        theme_weights.append(
            {place: step * told["theme_step"] for place, step in zip(places, steps[at : at + length], strict=True)}
        )
        at += length
    return Model(
        about=told["about"],
        terms={name: index for index, name in enumerate(names.decode().split("\n"))},
        idf=tuple(value / _IDF_STEPS for value in idf),
        areas=tuple(told["areas"]),
        area_weights=tuple(
            tuple(step * told["area_step"] for step in areas[start : start + count])
            for start in range(0, len(areas), count)
        ),
        area_intercepts=tuple(told["area_intercepts"]),
        themes=tuple(told["themes"]),
        theme_weights=tuple(theme_weights),
        theme_intercepts=tuple(told["theme_intercepts"]),
    )


@cache
def shipped_model() -> Model:
    """The model the program brings."""
    folder = resources_dir() / "model"
    return unpack((folder / "passages.json").read_text(encoding="utf-8"), (folder / "passages.model").read_bytes())
