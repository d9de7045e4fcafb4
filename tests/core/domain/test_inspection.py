"""A report as read, and as the command line prints it."""

from __future__ import annotations

from datetime import date

from evidence_app.domain.inspection import (
    AreaGrade,
    Doubt,
    ImprovementPoint,
    OfstedReport,
    Paragraph,
    Section,
    report_from_json,
)

REPORT = OfstedReport(
    type="SIF",
    authority="Sandport",
    start=date(2016, 3, 7),
    end=date(2016, 3, 31),
    ranges=((date(2016, 3, 7), date(2016, 3, 31)),),
    grades=(AreaGrade("leaders", "Requires improvement to be good", "Requires improvement"),),
    sections=(Section("leaders", "Leadership", None, 4, (Paragraph(5, 4, 5, "Leaders meet."),)),),
    improve=(ImprovementPoint("Meet more.", 3, 1), ImprovementPoint("Ask more.", 5, 6, area="lscb")),
    doubts=(Doubt("dates", "Look."),),
)


def test_a_grade_by_its_area() -> None:
    assert REPORT.grade("leaders") == "Requires improvement to be good"
    assert REPORT.grade("overall") is None


def test_json_of_what_is_there_and_what_is_not() -> None:
    shown = REPORT.to_json()
    assert shown["start"] == "2016-03-07" and shown["ranges"] == [["2016-03-07", "2016-03-31"]]
    assert shown["published"] is None and shown["urn"] is None
    assert shown["grades"] == {"leaders": "Requires improvement to be good"}
    assert shown["grades_printed"] == {"leaders": "Requires improvement"}
    assert shown["sections"] == [
        {
            "area": "leaders",
            "heading": "Leadership",
            "grade": None,
            "page": 4,
            "paragraphs": [{"number": 5, "page": 4, "to_page": 5, "text": "Leaders meet."}],
        }
    ]
    assert [point["text"] for point in shown["improve"]] == ["Meet more."]
    assert [point["text"] for point in shown["improve_lscb"]] == ["Ask more."]
    assert shown["warnings"] == ["Look."]
    assert shown["doubts"] == [{"field": "dates", "why": "Look."}]


def test_a_report_comes_back_whole_from_its_json() -> None:
    assert report_from_json(REPORT.to_json()) == REPORT
    before_doubts_had_fields = {key: value for key, value in REPORT.to_json().items() if key != "doubts"}
    assert report_from_json(before_doubts_had_fields).warnings == ("Look.",)
