"""Every kind of report, on pages made for the purpose about an invented council (tests/data/ofsted)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from evidence_app.domain.inspection import VERIFIED, OfstedReport
from evidence_app.ofsted.reader import UNKNOWN, read_report

DATA = Path(__file__).parents[2] / "data" / "ofsted"
NOT_KNOWN = "“Sandport” is no authority we know; check the name."


def pages(name: str) -> list[str]:
    return (DATA / f"{name}.txt").read_text(encoding="utf-8").split("\f")


def read(name: str, file_name: str = "") -> OfstedReport:
    return read_report(pages(name), file_name=file_name)


def grades(report: OfstedReport) -> dict[str, str]:
    return {each.area: each.grade for each in report.grades}


def numbers(report: OfstedReport) -> dict[str | None, list[int | None]]:
    """The paragraph numbers of each area."""
    found: dict[str | None, list[int | None]] = {}
    for section in report.sections:
        found.setdefault(section.area, []).extend(p.number for p in section.paragraphs if p.number)
    return found


def test_the_april_2026_layout_has_four_grades_and_no_overall_one() -> None:
    report = read("ilacs_2026", "children's services inspection - 20 july 2026.pdf")
    assert (report.type, report.framework, report.authority, report.length) == (
        "ILACS",
        "ilacs-2026",
        "Sandport",
        "short",
    )
    assert (report.start, report.end) == (date(2026, 6, 15), date(2026, 6, 19))
    assert (report.published, report.published_from) == (date(2026, 7, 20), "file name")
    assert report.lead_inspector == "Morwenna Ó Dálaigh-Price"
    assert list(grades(report).items()) == [
        ("leaders", "Good"),
        ("protection", "Requires improvement to be good"),
        ("care", "Outstanding"),
        ("care_leavers", "Good"),
    ]
    assert report.self_check == VERIFIED
    assert report.warnings == (NOT_KNOWN,)


def test_paragraphs_run_over_page_turns_without_header_or_footnote() -> None:
    report = read("ilacs_2026")
    assert numbers(report) == {"protection": [1, 2, 3], "care": [4], "care_leavers": [5], "leaders": [6]}
    protection, care = report.sections[0].paragraphs, report.sections[1].paragraphs
    assert protection[1].text.endswith(
        "Most babies stay with their parents when they are under 3. They sleep better for it."
    )
    assert (protection[1].page, protection[1].to_page) == (2, 3)
    assert "multi-agency record" in protection[1].text
    assert protection[2].text.endswith("until they turn 18. They are told about their right to come into care.")
    assert (care[0].page, care[0].to_page) == (3, 4)
    assert care[0].text.endswith("a decision to move a child is taken slowly and with the child.")
    everything = " ".join(p.text for section in report.sections for p in section.paragraphs)
    assert "national framework" not in everything
    assert "local authority children’s services" not in everything


def test_what_needs_to_improve_is_a_list() -> None:
    report = read("ilacs_2026")
    assert [(point.text, point.page, point.priority) for point in report.improve] == [
        ("The timeliness of strategy discussions when children are at risk outside the home.", 2, False),
        ("The quality of pathway plans for care leavers aged over 21.", 2, False),
    ]
    assert report.summary[0].text.startswith("Children in Sandport are good at telling leaders what they need.")


def test_a_table_in_another_order_with_the_combined_care_area() -> None:
    report = read("ilacs_2019")
    assert (report.framework, report.length, report.lead_inspector) == ("ilacs-2018", "standard", "Tamsin Pellow")
    assert list(grades(report).items()) == [
        ("protection", "Good"),
        ("leaders", "Good"),
        ("care_and_leavers", "Inadequate"),
        ("overall", "Requires improvement to be good"),
    ]
    assert {each.area: each.printed for each in report.grades}["overall"] == "Requires improvement"
    assert [(section.area, section.grade) for section in report.sections] == [
        ("protection", "Good"),
        ("care_and_leavers", "Inadequate"),
        ("leaders", "Good"),
    ]


def test_a_number_the_report_leaves_out_is_told_and_nothing_is_renumbered() -> None:
    report = read("ilacs_2019")
    assert numbers(report)["care_and_leavers"] == [4, 6, 7]
    assert report.self_check == "The report’s numbering leaves out paragraph 5."
    assert report.self_check in report.warnings


def test_sif_not_judged_is_a_value_of_its_own() -> None:
    report = read("sif_not_judged")
    assert (report.type, report.framework, report.authority) == ("SIF", "sif", "Isles of Sandport")
    assert grades(report) == {
        "overall": "Requires improvement to be good",
        "protection": "Requires improvement to be good",
        "care": "Not judged",
        "adoption": "Not judged",
        "care_leavers": "Not judged",
        "leaders": "Good",
        "lscb": "Requires improvement to be good",
    }
    assert (report.published, report.published_from) == (date(2016, 6, 27), "text")
    assert report.lead_inspector == "Jory Trevanion"
    assert report.self_check == VERIFIED


def test_the_boards_recommendations_are_not_the_authoritys() -> None:
    report = read("sif_not_judged")
    assert [(point.number, point.area) for point in report.improve] == [(1, None), (2, None), (6, "lscb")]
    shown = report.to_json()
    assert [point["number"] for point in shown["improve"]] == [1, 2]
    assert [point["number"] for point in shown["improve_lscb"]] == [6]
    assert numbers(report) == {None: [1, 2], "protection": [3, 4], "leaders": [5], "lscb": [6, 7]}


def test_the_first_sif_layout() -> None:
    report = read("sif_2014")
    assert (report.start, report.end) == (date(2014, 2, 18), date(2014, 3, 12))
    assert report.published == date(2014, 4, 30)
    assert grades(report) == {
        "overall": "Requires improvement to be good",
        "protection": "Requires improvement to be good",
        "care": "Good",
        "adoption": "Outstanding",
        "care_leavers": "Requires improvement to be good",
        "leaders": "Requires improvement to be good",
        "lscb": "Good",
    }
    assert numbers(report)["care_leavers"] == [9]
    assert [point.number for point in report.improve] == [4, 5, 11]  # 3 says that there is nothing
    assert report.self_check == VERIFIED


def test_the_2013_layout_keeps_adequate() -> None:
    report = read("lac_2013")
    assert (report.type, report.framework, report.lead_inspector) == ("LAC-2013", "lac-2013", "Piran Hosking")
    assert grades(report) == {
        "overall": "Adequate",
        "outcomes": "Good",
        "provision": "Adequate",
        "leaders": "Inadequate",
        "capacity": "Adequate",
    }
    assert report.published is None
    assert "The report says only that it was published in August 2013." in report.warnings


def test_a_review_of_a_safeguarding_board_alone() -> None:
    report = read("lscb")
    assert (report.type, report.authority, report.start) == ("LSCB", "Sandport", date(2015, 5, 11))
    assert grades(report) == {"lscb": "Inadequate"}
    assert {section.area for section in report.sections} == {"lscb"}
    assert report.self_check == VERIFIED


@pytest.mark.parametrize(
    ("name", "kind", "start", "end", "lead", "points"),
    [
        ("monitoring", "monitoring-visit", date(2022, 11, 29), date(2022, 11, 30), "Loveday Rowe", 0),
        ("focused", "focused-visit", date(2019, 5, 21), date(2019, 5, 22), "Jenna Opie", 3),
        ("jtai", "JTAI", date(2023, 6, 5), date(2023, 6, 9), None, 3),
        ("area_send", "area-SEND", date(2023, 9, 25), date(2023, 9, 29), "Talan Spargo", 2),
    ],
)
def test_letters_have_their_own_sections_and_no_grades(
    name: str, kind: str, start: date, end: date, lead: str | None, points: int
) -> None:
    report = read(name)
    assert (report.type, report.start, report.end, report.lead_inspector) == (kind, start, end, lead)
    assert report.grades == ()
    assert len(report.improve) == points
    assert all(section.area is None and section.paragraphs for section in report.sections)
    assert report.self_check == VERIFIED


def test_a_letter_says_what_has_priority_and_when_it_was_written() -> None:
    report = read("focused")
    assert report.authority == "St Helens"
    assert [point.priority for point in report.improve] == [False, False, True]
    assert [section.heading for section in report.sections] == ["Overview", "Findings"]
    assert report.published == date(2019, 6, 14)
    assert report.warnings == ("The letter is dated 14 June 2019; it may have been published later.",)


def test_an_area_send_inspection_has_an_outcome() -> None:
    assert read("area_send").outcome == "Inconsistent experiences and outcomes"


@pytest.mark.parametrize("name", ["html_stub", "unknown_letter", "council_paper"])
def test_what_is_no_report_we_know_is_unknown_and_empty(name: str) -> None:
    assert read(name) == UNKNOWN
    assert read(name).to_json()["grades"] == {}


@pytest.mark.parametrize("nothing", [[], [""], [" \n", " \n"]])
def test_nothing_to_read(nothing: list[str]) -> None:
    assert read_report(nothing) == UNKNOWN


def test_a_heading_that_contradicts_the_table_is_told() -> None:
    text = [page.replace("care leavers: good", "care leavers: inadequate") for page in pages("ilacs_2026")]
    report = read_report(text)
    assert grades(report)["care_leavers"] == "Good"
    assert report.self_check == (
        "“The experiences and progress of care leavers” is Good on the cover, but inadequate at its section."
    )


def test_a_missing_grade_is_taken_from_the_heading_and_told() -> None:
    cover, *rest = pages("ilacs_2026")
    cover = cover.replace("The experiences and progress of care \nleavers  \nGood \n", "")
    report = read_report([cover, *rest])
    assert grades(report)["care_leavers"] == "Good"
    assert any("read from its section’s heading" in warning for warning in report.warnings)


def test_an_overall_grade_under_a_framework_without_one_is_told() -> None:
    cover, *rest = pages("ilacs_2026")
    cover = cover.replace("leavers  \nGood \n", "leavers  \nGood \nOverall effectiveness \nGood \n")
    report = read_report([cover, *rest])
    assert "“overall” has a grade, which ILACS from April 2026 (no overall grade) does not give." in report.warnings


def test_an_overall_grade_that_fits_none_of_the_areas_is_told() -> None:
    cover, *rest = pages("ilacs_2019")
    report = read_report([cover.replace("Requires improvement", "Outstanding"), *rest])
    assert any("The overall grade, Outstanding, does not fit" in warning for warning in report.warnings)


def test_a_row_of_an_area_we_do_not_know_is_told() -> None:
    cover, *rest = pages("ilacs_2026")
    cover = cover.replace("leavers  \nGood \n", "leavers  \nGood \nThe wisdom of \nthe harbour \nGood \n")
    assert "A row of the table is no area we know: “The wisdom of the harbour”." in read_report([cover, *rest]).warnings


def test_dates_that_cannot_be_read_are_left_out_and_told() -> None:
    text = [page.replace("15 to 19 June 2026", "in the summer") for page in pages("ilacs_2026")]
    report = read_report(text)
    assert (report.start, report.framework, report.grades) == (None, None, ())
    assert "The dates of the inspection were not found." in report.warnings


def test_the_json_is_as_the_command_line_promises() -> None:
    shown = read("ilacs_2026", "2026-07-20.pdf").to_json()
    assert shown["start"] == "2026-06-15"
    assert shown["published"] == "2026-07-20"
    assert shown["grades"]["protection"] == "Requires improvement to be good"
    assert set(shown["sections"][0]) == {"area", "heading", "grade", "page", "paragraphs"}
    assert set(shown["sections"][0]["paragraphs"][0]) == {"number", "page", "to_page", "text"}
    promised = "type authority urn start end published published_from lead_inspector length framework grades self_check"
    assert set(promised.split()) | {"sections", "improve", "warnings"} <= set(shown)


def test_a_letter_in_other_words_is_known_by_what_it_goes_on_to_say() -> None:
    letter = (
        "12 November 2024\nDear Hedra\nMonitoring visit to Sandport children’s services\n"
        "This letter sets out what was found during the monitoring visit to Sandport children’s services on 8 and 9 "
        "October 2024. It was carried out by Loveday Rowe, His Majesty’s Inspector.\n"
    )
    findings = "Headline findings\nThe front door is safe.\nYours sincerely\nLoveday Rowe\nHis Majesty’s Inspector\n"
    report = read_report([letter + findings])
    assert (report.type, report.start, report.lead_inspector) == (
        "monitoring-visit",
        date(2024, 10, 8),
        "Loveday Rowe",
    )
    reply = "Dear Ms Rowe\nMonitoring visit to Sandport\nThank you for the letter about the visit Ofsted made.\n"
    assert read_report([reply + "Yours sincerely\nHedra Kitto\n"]) == UNKNOWN
