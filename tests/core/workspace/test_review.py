"""Reviews: what looks like evidence in a whole document, accepted or dismissed, one by one and in batches."""

import dataclasses

import pytest

from evidence_app import progress
from evidence_app.errors import KnownError, NotFound


def find(council, document, **wishes):
    return progress.run(council.review.find(document, **wishes))


@pytest.fixture
def record(council):
    return next(one.id for one in council.documents.list() if one.kind == "supervision")


@pytest.fixture
def report(council):
    return next(one.document for one in council.inspections.every() if one.report.framework == "ilacs-2018")


def test_a_record_is_offered_by_area_and_score_each_passage_where_it_stands(council, record):
    found = find(council, record)
    assert found
    areas = [area.id for area in council.framework.areas]
    assert found == sorted(found, key=lambda one: (areas.index(one.area), -one.score))
    for one in found:
        placed = council.evidence.select(
            record, (one.passage.page, one.passage.start), (one.passage.to_page, one.passage.end)
        )
        assert placed.quote == one.passage.quote
    assert all(one.score >= 0.4 and one.words and not one.section for one in found)
    assert len(find(council, record, least=0)) > len(found)


def test_a_report_comes_in_the_order_of_its_own_sections_with_their_areas(council, report):
    found = find(council, report)
    inspection = council.inspections.get(report).report
    paragraphs = [each for section in inspection.sections for each in section.paragraphs]
    assert [one.passage.quote for one in found] == [each.text for each in paragraphs]
    allowed = {"protection": {"protection"}, "care_and_leavers": {"care", "care_leavers"}, "leaders": {"leaders"}}
    areas = [section.area for section in inspection.sections for _ in section.paragraphs]
    assert all(one.area in allowed[area] for one, area in zip(found, areas, strict=True))
    assert {one.area for one in found} == {"protection", "care", "care_leavers", "leaders"}


def test_accepted_in_a_batch_they_are_tagged_as_one_change(council, record):
    found = find(council, record)
    changed = dataclasses.replace(found[0], area="leaders", theme=None, finding="context")
    made = council.review.accept([changed, *found[1:3]])
    assert len(made.evidence) == 3 and made.documents == {record}
    items = council.evidence.list(document=record)
    assert {(item.areas, item.finding) for item in items} >= {(("leaders",), "context")}
    assert all(item.passage.boxes and item.date and item.title for item in items)
    assert council.evidence.adrift() == []
    assert {one.id for one in found[:3]}.isdisjoint(one.id for one in find(council, record))
    council.history.undo()
    assert [one.id for one in find(council, record)] == [one.id for one in found]


def test_dismissed_they_stay_away_until_they_are_restored_or_it_is_undone(council, record):
    found = find(council, record)
    assert council.review.dismiss(found[:2]).documents == {record}
    assert find(council, record) == found[2:]
    assert [one.dismissed for one in find(council, record, dismissed=True)].count(True) == 2
    council.history.undo()
    assert find(council, record) == found
    council.history.redo()
    away = [one for one in find(council, record, dismissed=True) if one.dismissed]
    council.review.restore(away)
    assert find(council, record) == found


def test_what_is_tagged_already_is_not_offered(council, record):
    first = find(council, record)[0]
    part = council.evidence.select(
        record, (first.passage.page, first.passage.start), (first.passage.page, first.passage.start + 40)
    )
    council.evidence.add(part, ["protection"], "context")
    assert first.id not in [one.id for one in find(council, record)]


def test_nothing_chosen_and_nothing_there_are_told(council, record):
    with pytest.raises(KnownError, match="nothing to accept"):
        council.review.accept([])
    with pytest.raises(KnownError, match="nothing to dismiss"):
        council.review.dismiss([])
    with pytest.raises(KnownError, match="nothing to offer again"):
        council.review.restore(find(council, record))
    with pytest.raises(NotFound):
        find(council, 999)
