from __future__ import annotations

from evidence_app.domain.document import PageText
from evidence_app.domain.outline import outline_of
from evidence_app.domain.pageview import OutlineItem

NOTES = "Date: 3 May 2024\nType: Home visit\nAuthor: Rowan Hale\nSeen.\nDate: 9 May 2024\nType: Telephone call\nSpoke."
PAGES = [PageText(1, NOTES), PageText(2, "More")]
SECTIONS = {"sections": [{"heading": "Leaders", "grade": "Good", "page": 2}, {"heading": "Care", "page": 2}]}


def test_bookmarks_come_first_without_those_that_lead_nowhere():
    marks = [OutlineItem(1, "One", 1), OutlineItem(2, "Two", 2), OutlineItem(1, "Gone", 0), OutlineItem(1, "Past", 9)]
    assert outline_of(marks, SECTIONS, PAGES) == (OutlineItem(1, "One", 1), OutlineItem(2, "Two", 2))


def test_headings_stand_in_for_missing_bookmarks():
    expected = (OutlineItem(1, "Leaders: Good", 2), OutlineItem(1, "Care", 2))
    assert outline_of([OutlineItem(1, "Title", 1)], SECTIONS, PAGES) == expected


def test_a_case_record_is_outlined_by_its_entries():
    titles = [item.title for item in outline_of((), None, PAGES)]
    assert titles == ["3 May 2024 · Home visit · Rowan Hale", "9 May 2024 · Telephone call"]


def test_a_document_may_have_no_outline():
    assert outline_of((), {}, [PageText(1, "Words only.")]) == ()
