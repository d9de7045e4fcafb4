"""Inspections of a workspace: the series, grades over time, whose documents are, what came back, what is confirmed."""

from datetime import date

import pytest

from evidence_app import progress
from evidence_app.errors import KnownError, NotFound


def of_type(council, start):
    return next(one.document for one in council.inspections.every() if str(one.report.start).startswith(start))


def points(series, area):
    line = next(line for line in series.lines if line.area == area)
    return [(str(point.start)[:4], point.grade.split()[0], point.combined) for point in line.points]


def test_reports_and_visits_stand_in_order(council):
    series = council.inspections.series()
    assert [(one.report.type, one.report.start.year) for one in series.inspections] == [
        ("SIF", 2015),
        ("ILACS", 2022),
        ("monitoring-visit", 2024),
        ("monitoring-visit", 2025),
        ("ILACS", 2026),
    ]
    assert series.authority == "Aldermere"
    assert not any(one.elsewhere for one in series.inspections)


def test_grades_over_time_mark_what_was_combined_and_leave_out_parts_of_an_area(council):
    series = council.inspections.series()
    assert points(series, "care") == [
        ("2015", "Requires", False),
        ("2022", "Requires", True),
        ("2026", "Good", False),
    ]
    assert points(series, "care_leavers") == [
        ("2015", "Requires", False),
        ("2022", "Requires", True),
        ("2026", "Requires", False),
    ]
    assert points(series, "overall") == [("2015", "Requires", False), ("2022", "Inadequate", False)]
    combined = next(line for line in series.lines if line.area == "care").points[1]
    assert (combined.rank, combined.of) == (2, 4)
    assert combined.name == "The experiences and progress of children in care and care leavers"


def test_the_own_authoritys_name_is_no_doubt_in_its_own_workspace(council):
    assert all(doubt.field != "authority" for one in council.inspections.every() for doubt in one.report.doubts)
    council.inspections.set_authority("")
    assert any(doubt.field == "authority" for one in council.inspections.every() for doubt in one.report.doubts)
    council.history.undo()
    assert council.authority == "Aldermere"


def test_another_authority_is_elsewhere_by_any_of_its_names_and_counts_in_no_coverage(council):
    report = of_type(council, "2026")
    text = council.documents.text(report, 2)[0].text
    passage = council.evidence.select(report, (2, len(text) // 2), (2, len(text) // 2 + 80))
    council.evidence.add(passage, ["leaders"], "strength")
    assert covered(council, "leaders") == 1
    council.documents.edit([report], {"authority": "London Borough of Croydon"})
    assert council.inspections.elsewhere() == {report}
    assert covered(council, "leaders") == 0
    assert [one.document for one in council.inspections.every(elsewhere=True)] == [report]
    assert report not in [one.document for one in council.inspections.series().inspections]
    council.inspections.set_authority("Croydon Council")
    assert report not in council.inspections.elsewhere()


def test_the_officer_has_the_last_word_on_whose_a_document_is(council):
    report = of_type(council, "2026")
    changed = council.inspections.choose([report], "elsewhere")
    assert changed.documents == {report}
    assert council.inspections.elsewhere() == {report}
    council.history.undo()
    assert council.inspections.elsewhere() == frozenset()
    with pytest.raises(KnownError, match="is not whose a document can be"):
        council.inspections.choose([report], "ours")


def test_what_an_inspection_asked_for_and_a_later_one_still_finds_is_told_with_both_places(council):
    repeated = progress.run(council.inspections.repeated())
    assert repeated
    years = {one.document: one.report.start.year for one in council.inspections.every()}
    for each in repeated:
        assert years[each.earlier.document] < years[each.later.document]
        assert 0 < each.score <= 1 and each.earlier.page and each.later.page
        for statement in (each.earlier, each.later):
            council.evidence.locate(statement.document, statement.page, statement.text)
    assert any("leaders.caseloads" in each.themes for each in repeated)


def test_a_confirmed_value_takes_the_place_of_what_was_read_until_it_is_undone(council):
    visit = of_type(council, "2024")
    assert [doubt.field for doubt in council.inspections.get(visit).report.doubts] == ["published"]
    council.inspections.confirm(visit, "published", "2024-11-14")
    confirmed = council.inspections.get(visit)
    assert confirmed.report.published == date(2024, 11, 14)
    assert (confirmed.report.doubts, confirmed.confirmed) == ((), (("published", "2024-11-14"),))
    council.history.undo()
    assert council.inspections.get(visit).report.published == date(2024, 11, 12)
    council.inspections.confirm(visit, "published")
    assert council.inspections.get(visit).report.doubts == ()
    council.inspections.withdraw(visit, "published")
    assert council.inspections.get(visit).report.doubts
    with pytest.raises(NotFound):
        council.inspections.withdraw(visit, "published")


def test_confirmed_dates_choose_the_framework_and_a_confirmed_grade_is_spelt_as_it_does(council):
    report = of_type(council, "2026")
    council.inspections.confirm(report, "dates", "2026-03-16/2026-03-27")
    assert council.inspections.get(report).report.framework == "ilacs-2023"
    council.inspections.confirm(report, "grade:care", "requires improvement")
    assert council.inspections.get(report).report.grade("care") == "Requires improvement to be good"
    council.inspections.confirm(report, "authority", "Borough of Aldermere")
    assert council.documents.get(report).authority == "Aldermere"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("colour", "blue"),
        ("published", "last week"),
        ("dates", "2026-03-27/2026-03-16"),
        ("grade:care", "splendid"),
        ("grade:harbour", "Good"),
        ("numbering", "1 to 4"),
    ],
)
def test_what_cannot_be_confirmed_is_told(council, field, value):
    with pytest.raises(KnownError):
        council.inspections.confirm(of_type(council, "2026"), field, value)


def test_a_document_that_is_no_report_is_no_inspection(council):
    record = next(one.id for one in council.documents.list() if one.kind == "supervision")
    with pytest.raises(NotFound, match="no inspection report"):
        council.inspections.get(record)


def covered(council, area):
    return next(cell.strength for cell in council.evidence.coverage() if cell.area == area and cell.theme is None)
