"""Words as the model sees them."""

from __future__ import annotations

from evidence_app.suggest.words import stems, terms


def names(text: str) -> list[str]:
    return [each.stem for each in stems(text)]


def test_endings_case_and_figures_do_not_matter() -> None:
    assert names("Assessments, assessment’s ASSESSMENT") == ["assessment"] * 3
    assert names("supported supports supporting") == ["support"] * 3
    assert names("policies 2024 17") == ["policy", "0", "0"]
    assert names("bus crisis less") == ["bus", "crisis", "less"]


def test_new_and_old_names_of_one_thing_are_one() -> None:
    assert names("Family Help") == names("early help")
    assert names("looked after children") == names("children in care")
    assert names("care-experienced young people") == names("care leaver")
    assert names("strategy meetings") == names("strategy discussions")
    assert stems("Family Help")[0].word == "Family Help"


def test_terms_are_words_and_two_kinds_of_pairs() -> None:
    found = [each.name for each in terms(stems("quality of the plans"))]
    assert found == ["quality", "of", "the", "plan", "quality of", "of the", "the plan", "quality~plan"]
