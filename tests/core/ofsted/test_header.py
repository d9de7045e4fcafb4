"""Names, dates and inspectors at a report's head."""

from __future__ import annotations

from datetime import date

import pytest

from evidence_app.ofsted.authorities import identify
from evidence_app.ofsted.header import date_in_name, lead_inspectors, printed_authority, publication
from evidence_app.ofsted.reporttext import report_text


@pytest.mark.parametrize(
    ("printed", "name", "urn"),
    [
        ("London Borough of Croydon", "Croydon", "80492"),
        ("The Royal Borough of Windsor and Maidenhead", "Windsor and Maidenhead", "80546"),
        ("City of Bradford Metropolitan District Council", "Bradford", "80449"),
        ("Rutland County Council District Council", "Rutland", "80547"),
        ("Kingston upon Hull City Council", "Kingston upon Hull", "80477"),
        ("Hull", "Kingston upon Hull", "80477"),
        ("City of London", "City of London", "80450"),
        ("Council of the Isles of Scilly", "Isles of Scilly", "80455"),
        ("Telford & Wrekin", "Telford and Wrekin", "80570"),
        ("Cheshire East Unitary Authority", "Cheshire East", "80447"),
        ("Medway Council Children’s Services", "Medway", "80522"),
        ("St. Helens Metropolitan Borough Council", "St Helens", "80560"),
        ("Cumbria County Council", "Cumbria", ""),
    ],
)
def test_authorities_by_any_printed_name(printed: str, name: str, urn: str) -> None:
    found = identify(printed)
    assert (found.name, found.urn, found.known) == (name, urn, True)


def test_a_name_we_do_not_know_is_cleaned_and_marked() -> None:
    found = identify("Royal Borough of Sandport Council")
    assert (found.name, found.urn, found.known) == ("Sandport", "", False)


@pytest.mark.parametrize(
    ("cover", "printed"),
    [
        ("Inspection of Kent County Council children’s services", "Kent County Council"),
        (
            "Inspection of the Royal Borough of Greenwich local authority children's services",
            "the Royal Borough of Greenwich",
        ),
        ("1 Salford City Council \nInspection of children’s social care services", "Salford City Council"),
        ("Tameside \nInspection of the local authority children’s social care services", "Tameside"),
        ("Inspection dates: 7 to 18 November 2022", None),
    ],
)
def test_where_the_name_stands_on_an_ilacs_cover(cover: str, printed: str | None) -> None:
    assert printed_authority("ILACS", report_text([cover])) == printed


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Lead inspector: Tara Geere, His Majesty’s Inspector \nJudgement", ("Tara Geere",)),
        ("Lead inspector:  Lorna Schlechte \nHer Majesty’s Inspector \nJudgement", ("Lorna Schlechte",)),
        ("Lead inspector: Donna Marriott HMI \nJudgement", ("Donna Marriott",)),
        (
            "Lead inspectors: Kathryn Grindrod, His Majesty’s Inspector, and Joy Howick, HMI \nJudgement",
            ("Kathryn Grindrod", "Joy Howick"),
        ),
        (
            "Deputy lead inspector: A Other \nLead inspector: Máire O’Brien-de Souza \nTeam: B Other",
            ("Máire O’Brien-de Souza",),
        ),
        ("Lead inspector: Margaret \nBurke HMI \nJudgement", ("Margaret Burke",)),
        ("Lead inspector: to be confirmed", ()),
        ("The lead inspector saw children.", ()),
    ],
)
def test_the_lead_inspector_in_each_printed_form(line: str, names: tuple[str, ...]) -> None:
    assert lead_inspectors("ILACS", report_text([line])) == names


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("children's services inspection - 07 july 2017.pdf", date(2017, 7, 7)),
        ("croydon_2017-09-04_report.pdf", date(2017, 9, 4)),
        ("Report 04-09-2017.pdf", date(2017, 9, 4)),
        ("50004567.pdf", None),
        ("2017-99-99.pdf", None),
    ],
)
def test_the_date_in_a_files_name(name: str, day: date | None) -> None:
    assert date_in_name(name) == day


def test_a_printed_date_of_publication_is_taken_before_the_files_and_a_difference_told() -> None:
    text = report_text(["Report published: 10/08/2015"])
    assert publication("SIF", text, "12 august 2015.pdf").day == date(2015, 8, 10)
    assert publication("SIF", text, "12 august 2015.pdf").warning == (
        "The report says it was published on 10 August 2015, the file’s name says 12 August 2015."
    )
    assert publication("SIF", text, "10 august 2015.pdf").warning == ""
