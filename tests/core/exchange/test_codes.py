"""Codes of another program, and what they mean here."""

import pytest

from evidence_app.domain.exchange import Code, Target
from evidence_app.errors import KnownError
from evidence_app.exchange import codes as coding
from evidence_app.exchange.guids import guid, read_guid
from evidence_app.exchange.themes import file_name, new_themes, themes_file
from evidence_app.ofsted.frameworks import framework, load_frameworks

ILACS = framework("ilacs-2026")
OWN = coding.codes_of(ILACS)


def code(name, parent="", **more):
    return Code(guid("other", name), name, guid("other", parent) if parent else "", **more)


def test_every_code_of_ours_means_what_it_says_also_by_name_alone():
    meant = coding.targets(ILACS, OWN, {})
    nothing = [one.name for one in OWN if meant[one.guid] is None]
    assert nothing == [coding.AREAS, coding.SHOWS]
    strange = {one.guid: guid("other", one.guid) for one in OWN}
    others = [Code(strange[one.guid], one.name.upper(), strange.get(one.parent, "")) for one in OWN]
    again = coding.targets(ILACS, others, {})
    assert {strange[one]: target for one, target in meant.items()} == again


def test_guids_are_stable_and_unlike():
    assert len({one.guid for one in OWN}) == len(OWN)
    assert coding.area_guid("leaders") == "5b95ca42-0be4-560e-8607-95624c5e0a53"
    assert read_guid(" {5B95CA42-0BE4-560E-8607-95624C5E0A53} ") == coding.area_guid("leaders")
    assert read_guid("5b95ca42") == read_guid("") == ""


def test_summaries_are_told_as_our_own():
    themes = [one for one in OWN if one.parent and one.description and one.parent != guid("code", "shows")]
    assert themes
    assert all("not Ofsted's text" in one.description for one in themes)


def test_what_is_chosen_wins_and_what_does_not_exist_is_told():
    others = [code("Kind workers"), code("Leaders")]
    assert coding.targets(ILACS, others, {})[others[0].guid] is None
    chosen = coding.targets(ILACS, others, {"kind WORKERS": "care.stability", "Leaders": "-"})
    assert chosen == {others[0].guid: Target("theme", "care.stability", "care"), others[1].guid: None}
    assert coding.targets(ILACS, others, {others[0].guid: "impact"})[others[0].guid] == Target("impact")
    for wrong in ({"Nobody": "care"}, {"Leaders": "nothing"}):
        with pytest.raises(KnownError):
            coding.targets(ILACS, others, wrong)


def test_codes_under_an_area_become_themes_of_ones_own():
    others = [
        code("Leaders"),
        code("Quality “kitchen”\tA\\B", "Leaders", description="Who\ncooks."),
        code("Quality 'kitchen' A/B", "Leaders"),
        code("Below", "Quality “kitchen”\tA\\B"),
        code("Elsewhere"),
        code("Heading", "Leaders", codable=False),
    ]
    found = new_themes(ILACS, others, coding.targets(ILACS, others, {}))
    assert [(area, theme.id) for area, theme in found] == [
        ("leaders", "leaders.quality_kitchen_a_b"),
        ("leaders", "leaders.quality_kitchen_a_b_2"),
        ("leaders", "leaders.below"),
    ]
    name = file_name("Our codes!", ["our_codes.themes.toml"], ".themes.toml")
    assert name == "our_codes_2.themes.toml"
    read = load_frameworks({name: themes_file(ILACS.id, found)})[ILACS.id]
    made = read.theme("leaders.quality_kitchen_a_b")
    assert (made.label, made.summary, made.local) == ("Quality “kitchen” A\\B", "Who cooks.", True)
    # A second time there is nothing new.
    assert new_themes(read, others, coding.targets(read, others, {})) == []
