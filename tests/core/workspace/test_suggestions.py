"""Suggestions of a workspace: the report's own section decides, tags teach, and what is undone is unlearned."""

import pytest

from evidence_app.domain.inspection import report_from_json


def of_type(council, start):
    return next(d for d in council.documents.list() if d.ofsted and d.ofsted["start"].startswith(start))


def paragraph(council, document, area):
    report = report_from_json(document.ofsted)
    found = next(s for s in report.sections if s.area == area).paragraphs[0]
    return council.evidence.locate(document.id, found.page, found.text)


def supervision(council, at=0, length=160):
    document = next(d for d in council.documents.list() if d.kind == "supervision")
    return council.evidence.select(document.id, (1, at), (1, at + length))


def test_a_report_is_the_same_after_it_was_kept(council):
    kept = of_type(council, "2022").ofsted
    assert report_from_json(kept).to_json() == kept


def test_a_passage_of_a_report_goes_where_its_own_section_stands(council):
    for start, area, expected in (
        ("2026", "care_leavers", {"care_leavers"}),
        ("2022", "care_and_leavers", {"care", "care_leavers"}),
        ("2015", "adoption", {"care"}),
    ):
        document = of_type(council, start)
        passage = paragraph(council, document, area)
        reading = council.suggestions.suggest(passage)
        assert reading.suggestions[0].area in expected
        assert reading.section in {section["heading"] for section in document.ofsted["sections"]}
        assert sum(each.score for each in reading.suggestions if each.area in expected) == pytest.approx(0.9)


def test_bare_words_and_other_documents_have_no_section(council):
    passage = supervision(council)
    assert council.suggestions.suggest(passage).section == ""
    assert council.suggestions.suggest(passage.quote) == council.suggestions.suggest(passage)
    assert council.suggestions.suggest(passage).suggestions[0].words


def test_tags_teach_and_undo_unlearns(council):
    passage = supervision(council, 300, 200)
    council.suggestions.prepare()
    before = shares(council, passage)
    least = min(before, key=before.get)
    council.evidence.add(passage, [least], "context")
    taught = shares(council, passage)
    assert taught[least] > before[least] + 0.1
    council.history.undo()
    assert shares(council, passage) == pytest.approx(before)
    council.history.redo()
    assert shares(council, passage) == pytest.approx(taught)


def test_an_edited_tag_teaches_its_new_area_and_a_reopened_workspace_still_knows(council):
    passage = supervision(council, 300, 200)
    before = shares(council, passage)
    least, best = min(before, key=before.get), max(before, key=before.get)
    (item,) = council.evidence.add(passage, [best], "context").evidence
    council.evidence.edit([item], {"areas": (least,)})
    edited = shares(council, passage)
    assert edited[least] > before[least]
    again = type(council.suggestions)(council._database, council.frameworks)
    assert {each.area: each.score for each in again.suggest(passage).suggestions} == pytest.approx(edited)


def shares(council, passage):
    return {each.area: each.score for each in council.suggestions.suggest(passage).suggestions}
