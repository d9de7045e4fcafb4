"""The same made-up reports as other programs may lay them out, and papers that only look like reports."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence_app.domain.inspection import OfstedReport
from evidence_app.ofsted.authorities import identify, mentioned
from evidence_app.ofsted.reader import UNKNOWN, read_report

DATA = Path(__file__).parents[2] / "data" / "ofsted"
REPORTS = ("ilacs_2026", "ilacs_2019", "sif_2014", "lac_2013", "lscb", "monitoring", "focused", "jtai", "area_send")


def each_page(change: Callable[[str], str]) -> Callable[[list[str]], list[str]]:
    return lambda pages: [change(page) for page in pages]


def ordinal(found: re.Match[str]) -> str:
    ending = {"1": "st", "2": "nd", "3": "rd"}.get(found[1][-1], "th") if found[1] not in ("11", "12", "13") else "th"
    return found[1] + ending + found[2]


MONTH = r"(?= (?:January|February|March|April|May|June|July|August|September|October|November|December))"
VARIANTS: dict[str, Callable[[list[str]], list[str]]] = {
    "double spaces": each_page(lambda text: text.replace(" ", "  ")),
    "no-break spaces": each_page(lambda text: text.replace(" ", "\u00a0")),
    "straight apostrophes": each_page(lambda text: text.replace("’", "'")),
    "carriage returns": each_page(lambda text: text.replace("\n", "\r\n")),
    "indented": each_page(lambda text: "\n".join("    " + line for line in text.split("\n"))),
    "without a table head": each_page(lambda text: re.sub(r"Judgement\s+Grade", "", text)),
    "rows on one line": each_page(
        lambda text: re.sub(r" *\n(Outstanding|Good|Inadequate|Requires improvement) *(?=\n)", r" \1", text)
    ),
    "grades in capitals": each_page(
        lambda text: re.sub(r"(?m)^(Outstanding|Good|Inadequate) *$", lambda m: m[1].upper(), text)
    ),
    "numbers with brackets": each_page(lambda text: re.sub(r"(?m)^(\s*\d{1,3})\.(?=\s)", r"\1)", text)),
    "dashes for bullets": each_page(lambda text: re.sub("[\u25fc\uf06e]", "-", text)),
    "ordinal days": each_page(lambda text: re.sub(rf"\b(\d{{1,2}})({MONTH})", ordinal, text)),
    "soft hyphens": each_page(lambda text: text.replace("improve", "im\u00adprove").replace("Good", "Go\u00adod")),
    "letters printed as one": each_page(lambda text: text.replace("fi", "\ufb01").replace("ff", "\ufb00")),
    "an empty page before": lambda pages: ["", *pages],
}


def told(report: OfstedReport) -> dict[str, object]:
    """What must not depend on layout."""
    return {
        "type": report.type,
        "authority": report.authority,
        "dates": (report.start, report.end),
        "lead": report.lead_inspector,
        "framework": report.framework,
        "outcome": report.outcome,
        "grades": {grade.area: grade.grade for grade in report.grades},
        "numbers": [p.number for section in report.sections for p in section.paragraphs if p.number],
        "improve": len(report.improve),
    }


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_says_the_same_however_it_is_laid_out(name: str) -> None:
    pages = (DATA / f"{name}.txt").read_text(encoding="utf-8").split("\f")
    expected = told(read_report(pages))
    for variant, change in VARIANTS.items():
        assert told(read_report(change(pages))) == expected, variant


@pytest.mark.parametrize(
    "text",
    [
        # An inspection of a children's home.
        "Inspection report for children’s home\nUnique reference number SC000000\nInspection date 4 March 2024\n"
        "Overall experiences and progress of children and young people: good\nHow well children and young people are "
        "helped and protected: good\nThe effectiveness of leaders and managers: outstanding\nOfsted\n",
        # An action plan that answers a report.
        "Sandport Borough Council\nAction plan in response to the inspection of children’s services\n"
        "What needs to improve\n1. The stability of homes.\nOverall effectiveness: Good\nOwner: Hedra Kitto\n",
        # A self-evaluation that quotes grades.
        "Self-evaluation 2026\nThe experiences and progress of care leavers: good\nInspectors last came in 2022.\n",
        # A letter of another inspectorate about a joint visit.
        "Care Quality Commission\nDear colleague\nThis letter is about our visit to Sandport hospital in June 2024.\n",
        "",
    ],
)
def test_a_paper_that_only_looks_like_a_report_is_unknown_and_gets_no_grades(text: str) -> None:
    assert read_report([text]) == UNKNOWN


def test_a_cover_with_something_before_the_name_still_tells_the_authority_and_says_so() -> None:
    pages = (DATA / "ilacs_2019.txt").read_text(encoding="utf-8").split("\f")
    pages[0] = "Appendix A to the report of the director\n" + pages[0].replace("Sandport", "Rutland")
    report = read_report(pages)
    assert report.authority == "Rutland"
    assert [doubt.field for doubt in report.doubts if doubt.field == "authority"] == ["authority"]


def test_words_run_together_are_no_name_unasked() -> None:
    pages = (DATA / "ilacs_2019.txt").read_text(encoding="utf-8").split("\f")
    pages[0] = pages[0].replace("Tamsin Pellow", "TamsinPellow Roe")
    assert "lead_inspector" in [doubt.field for doubt in read_report(pages).doubts]
    pages[0] = pages[0].replace("TamsinPellow Roe", "Tamsin McPellow")
    assert "lead_inspector" not in [doubt.field for doubt in read_report(pages).doubts]


def test_names_of_trusts_and_longer_names_around_shorter_ones() -> None:
    assert identify("Sandwell Children’s Trust").name == "Sandwell"
    assert identify("Cyngor Caerdydd").known is False
    assert [each.name for each in mentioned("London Borough of Barking and Dagenham, Ofsted")] == [
        "Barking and Dagenham"
    ]


OLDER_LETTERS = {
    "JTAI": (
        "15 May 2017\nTo: Hedra Kitto, Director of Children’s Services\nDear local partnership\nJoint targeted area "
        "inspection of the multi-agency response to abuse and neglect in Rutland\nBetween 27 February and 3 March "
        "2017, Ofsted and the Care Quality Commission undertook a joint inspection of the response to neglect. "
        "This letter outlines our findings.\nKey strengths\n◼ Schools know whom to ring.\nAreas for improvement\n◼ The "
        "timeliness of police notifications.\nNext steps\nThe director should send a statement.\nYours sincerely\n"
    ),
    "area-SEND": (
        "18 June 2018\nDear Ms Kitto\nJoint local area SEND inspection in Rutland\nBetween 30 April 2018 and 4 May "
        "2018, Ofsted and the Care Quality Commission conducted a joint inspection of the local area of Rutland.\n"
        "Main findings\n◼ Leaders know their area.\nArea for improvement\n◼ Waiting times.\nYours sincerely\n"
        "Talan Spargo\nHer Majesty’s Inspector\n"
    ),
}


@pytest.mark.parametrize("kind", OLDER_LETTERS)
def test_letters_of_joint_inspections_as_they_were_written_until_2020(kind: str) -> None:
    report = read_report([OLDER_LETTERS[kind]])
    assert (report.type, report.authority, report.grades) == (kind, "Rutland", ())
    assert report.start and report.end and report.start < report.end
    assert len(report.improve) == 1 and report.sections
    assert report.lead_inspector == ("Talan Spargo" if kind == "area-SEND" else None)


def test_the_head_of_a_table_of_actions_is_no_action() -> None:
    pages = (DATA / "area_send.txt").read_text(encoding="utf-8").split("\f")
    table = "Areas for priority action\nResponsible body Areas for priority action\nLeaders should act now.\n"
    pages[-1] = pages[-1].replace("Inspection team", table + "Inspection team")
    priority = [point.text for point in read_report(pages).improve if point.priority]
    assert priority == ["Leaders should act now."]
