"""The model's two files."""

from __future__ import annotations

import pytest

from evidence_app.domain.framework import STABLE_AREAS
from evidence_app.ofsted.frameworks import framework
from evidence_app.suggest.model import Model, pack, shipped_model, unpack
from evidence_app.suggest.words import stems, terms

SMALL = Model(
    about={"made_by": "a test"},
    terms={"care": 0, "plan": 1, "care plan": 2},
    idf=(1.0, 2.5, 4.0),
    areas=("leaders", "care"),
    area_weights=((-1.0, 0.5, 0.0), (1.27, -0.25, 0.75)),
    area_intercepts=(0.1, -0.1),
    themes=("care.plans",),
    theme_weights=({1: 2.55, 2: 1.0},),
    theme_intercepts=(-0.5,),
)


def test_packed_and_unpacked_it_is_nearly_the_same() -> None:
    again = unpack(*pack(SMALL))
    assert (again.terms, again.areas, again.themes, again.about) == (
        SMALL.terms,
        SMALL.areas,
        SMALL.themes,
        SMALL.about,
    )
    assert again.idf == SMALL.idf
    for row, wanted in zip(again.area_weights, SMALL.area_weights, strict=True):
        assert row == pytest.approx(wanted, abs=0.006)
    assert again.theme_weights[0] == pytest.approx(SMALL.theme_weights[0], abs=0.006)


def test_a_passage_becomes_a_vector_of_length_one() -> None:
    vector = SMALL.vector(terms(stems("Care plans. The care!")))
    assert set(vector) == {"care", "plan", "care plan"}
    assert sum(value**2 for value in vector.values()) == pytest.approx(1)
    assert SMALL.vector([]) == {}
    assert SMALL.rarity("plan") == 2.5 and SMALL.rarity("unheard of") == 4.0


def test_the_shipped_model_says_where_it_comes_from() -> None:
    model = shipped_model()
    assert model.areas == STABLE_AREAS
    assert "Open Government Licence v3.0" in model.about["licence"]
    assert model.about["made_on"] and model.about["made_from"] and model.about["held_out"]
    known = framework("ilacs-2026")
    assert all(known.theme(theme) for theme in model.themes)
    assert len(model.themes) == sum(len(area.themes) for area in known.areas)
