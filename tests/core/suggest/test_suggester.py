"""What is proposed for passages about an invented council, why, and how it learns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence_app.domain.framework import Theme
from evidence_app.ofsted.frameworks import framework
from evidence_app.suggest.suggester import Suggester


@pytest.fixture(scope="module")
def suggester() -> Suggester:
    return Suggester(framework("ilacs-2026"))


@pytest.mark.parametrize(
    ("passage", "area", "theme"),
    [
        (
            "The multi-agency safeguarding hub screens contacts on the day, and partners understand thresholds.",
            "protection",
            "protection.front_door",
        ),
        (
            "Strategy meetings are late and the police do not always attend, so section 47 enquiries begin slowly.",
            "protection",
            "protection.strategy_s47",
        ),
        (
            "Family Help practitioners work alongside parents in the hub before problems grow.",
            "protection",
            "protection.early_help",
        ),
        (
            "The virtual school tracks the attendance of children in care, and personal education plans are useful.",
            "care",
            "care.education",
        ),
        (
            "Independent reviewing officers write to children after reviews of their care plans.",
            "care",
            "care.plans_iro",
        ),
        (
            "Care-experienced young people have a personal adviser who helps with their tenancy and housing.",
            "care_leavers",
            "care_leavers.housing",
        ),
        ("Pathway plans are written with care leavers and kept current.", "care_leavers", "care_leavers.pathway_plan"),
        (
            "Social workers' caseloads are too high and turnover of agency staff has not fallen.",
            "leaders",
            "leaders.caseloads",
        ),
        (
            "Audits are moderated and senior leaders use the learning to improve practice.",
            "leaders",
            "leaders.quality_assurance",
        ),
    ],
)
def test_area_and_theme_of_a_passage(suggester: Suggester, passage: str, area: str, theme: str) -> None:
    first = suggester.read(passage).suggestions[0]
    assert first.area == area
    assert theme in [name for name, _ in first.themes[:2]]


def test_suggestions_are_ranked_limited_and_add_up(suggester: Suggester) -> None:
    suggestions = suggester.read("Foster carers are well supported by their social workers.").suggestions
    assert [each.area for each in suggestions[:1]] == ["care"]
    assert len(suggestions) == 4
    assert sum(each.score for each in suggestions) == pytest.approx(1)
    assert [each.score for each in suggestions] == sorted((each.score for each in suggestions), reverse=True)
    assert len(suggester.read("Foster carers", limit=2).suggestions) == 2


def test_the_words_that_spoke_stand_in_the_passage(suggester: Suggester) -> None:
    passage = "Children missing from home are offered return home interviews by people they know."
    first = suggester.read(passage).suggestions[0]
    assert first.theme == "protection.exploitation_missing"
    assert first.words and all(set(words.split()) <= set(passage.rstrip(".").split()) for words in first.words)


@pytest.mark.parametrize("passage", ["", "   ", "12 - 3", "Zzyzx qwrt."])
def test_a_passage_without_known_words_is_still_answered(suggester: Suggester, passage: str) -> None:
    reading = suggester.read(passage)
    assert len(reading.suggestions) == 4
    assert reading.finding == "context"
    assert all(each.theme is None or each.score for each in reading.suggestions)


def test_an_older_framework_gets_its_own_areas() -> None:
    suggester = Suggester(framework("ilacs-2018"))
    reading = suggester.read("Care leavers keep in touch with their personal advisers.")
    assert reading.suggestions[0].area == "care_and_leavers"
    assert reading.suggestions[0].theme == "care_leavers.personal_adviser"
    assert len(reading.suggestions) == 3


def test_a_councils_own_theme_works_by_its_keywords() -> None:
    frame = framework("ilacs-2026")
    harbour = Theme("protection.harbour", "Harbour", "Safe at the harbour.", ("harbour patrol", "quayside"), local=True)
    protection = frame.areas[1]
    with_it = replace(frame, areas=(frame.areas[0], replace(protection, themes=(*protection.themes, harbour))))
    reading = Suggester(with_it).read("Children at risk on the quayside are met by the harbour patrol.")
    offered = next(each for each in reading.suggestions if each.area == "protection")
    assert offered.theme == "protection.harbour"


def test_it_learns_from_what_the_officer_decides_and_unlearns_it_wholly() -> None:
    suggester = Suggester(framework("ilacs-2026"))
    passage = "The lighthouse team at the harbour helps them with money and work."
    before = shares(suggester, passage)
    lessons = [
        suggester.learn("The lighthouse team meets families before problems grow.", ["protection"]) for _ in range(3)
    ]
    after = shares(suggester, passage)
    assert after["protection"] > before["protection"] + 0.05
    suggester.learn(passage, ["no_such_area"])
    assert shares(suggester, passage) == after
    for lesson in lessons:
        suggester.unlearn(lesson)
    assert shares(suggester, passage) == pytest.approx(before)


def test_it_learns_a_theme_nobody_trained() -> None:
    frame = framework("ilacs-2026")
    harbour = Theme("protection.harbour", "Harbour", "Safe at the harbour.", local=True)
    protection = frame.areas[1]
    with_it = replace(frame, areas=(frame.areas[0], replace(protection, themes=(*protection.themes, harbour))))
    suggester = Suggester(with_it)
    passage = "Children at risk near the boats are seen by workers who know the quayside."
    assert offered(suggester, passage, "protection")[0] != "protection.harbour"
    for _ in range(3):
        suggester.learn("Workers at the quayside see children near the boats.", ["protection"], [harbour.id])
    assert offered(suggester, passage, "protection")[0] == "protection.harbour"


def test_the_reports_own_section_decides_the_area_and_the_words_share_out_a_combined_one(suggester: Suggester) -> None:
    passage = "Foster carers are well supported by their social workers."
    assert suggester.read(passage, within=["leaders"]).suggestions[0].area == "leaders"
    combined = suggester.read(passage, within=["care", "care_leavers"])
    assert combined.suggestions[0].area == "care"
    assert sum(each.score for each in combined.suggestions) == pytest.approx(1)


def shares(suggester: Suggester, passage: str) -> dict[str, float]:
    return {each.area: each.score for each in suggester.read(passage).suggestions}


def offered(suggester: Suggester, passage: str, area: str) -> list[str]:
    return [theme for each in suggester.read(passage).suggestions if each.area == area for theme, _ in each.themes]


def test_the_json_ends_with_the_finding(suggester: Suggester) -> None:
    shown = suggester.read("Supervision is regular and reflective.", limit=1).to_json()
    assert (shown[0]["area"], shown[0]["theme"], shown[1]["finding"]) == ("leaders", "leaders.supervision", "strength")
    assert 0 < shown[0]["score"] <= 1


def test_the_command_line_answers_each_line_with_a_list():
    import json

    from click.testing import CliRunner

    from evidence_app.cli import cli

    lines = (
        "Care leavers do not know about their personal adviser’s pathway plan.\n\nLeaders know their services well.\n"
    )
    done = CliRunner().invoke(cli, ["suggest", "--limit", "2"], input=lines)
    assert done.exit_code == 0
    first, blank, last = (json.loads(line) for line in done.stdout.splitlines())
    assert first[0]["area"] == "care_leavers"
    assert len(first) == 3 and first[-1]["finding"] == "improvement"
    assert blank[-1]["finding"] == "context"
    assert last[0]["area"] == "leaders"
