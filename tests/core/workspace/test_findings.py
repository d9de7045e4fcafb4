"""What each visit found by area, and what others said about the same theme."""

import pytest

from evidence_app import progress
from evidence_app.errors import NotFound


def of_year(council, year):
    return next(one.document for one in council.inspections.every() if one.report.start.year == year)


def test_findings_stand_under_their_areas_with_grade_and_what_was_tagged(council):
    document = of_year(council, 2026)
    found = council.findings.of(document)
    known = [area.id for area in council.framework.areas]
    assert [one.area for one in found if one.area] == [area for area in known if area in {one.area for one in found}]
    care = next(one for one in found if one.area == "care")
    assert care.grade == "Good" and care.count("strength") and care.count("improvement")
    assert care.tagged == 0
    asked = next(one for one in care.told if one.asked)
    passage = council.evidence.locate(document, asked.statement.page, asked.statement.text)
    council.evidence.add(passage, ["care"], "improvement")
    assert next(one for one in council.findings.of(document) if one.area == "care").tagged == 1


def test_a_letter_without_sections_is_put_under_areas_too_and_each_sentence_is_read_by_itself(council):
    document = of_year(council, 2025)
    told = [one for area in council.findings.of(document) for one in area.told]
    assert {one.finding for one in told} == {"strength", "improvement", "context"}
    for one in told[:20]:
        assert council.evidence.spot(document, one.statement.page, one.statement.page + 1, one.statement.text)


def test_a_theme_of_two_visits_stands_side_by_side_and_what_came_back_first(council):
    document, earlier = of_year(council, 2026), of_year(council, 2022)
    found = progress.run(council.findings.side_by_side(document))
    assert found and found[0].repeated and not found[-1].repeated
    assert all(one.here and one.others for one in found)
    oversight = next(one for one in found if "oversight" in one.label.casefold())
    assert earlier in [other for other, _ in oversight.others]
    said = [one.statement.text.casefold() for one in oversight.here]
    assert any("oversight" in words for words in said)
    first = progress.run(council.findings.side_by_side(of_year(council, 2015)))
    assert not any(one.repeated for one in first), "nothing can come back at the first visit"


def test_what_is_no_visit_of_ones_own_is_told(council):
    with pytest.raises(NotFound):
        progress.run(council.findings.side_by_side(10**6))
