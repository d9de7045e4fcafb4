from __future__ import annotations

import dataclasses

from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QColor

from evidence_app.domain.document import Document
from evidence_app.domain.evidence import Evidence, Passage
from ui.reader.citation import cited
from ui.reader.marks import PAPER, on_paper, placed
from ui.reader.painting import badges
from ui.reader.tagged import Tagged
from ui.theme import DARK, SHAPE_CONTRAST, AreaStyle, contrast

STYLES = {"leaders": AreaStyle(QColor("#0072b2"), "L"), "care": AreaStyle(QColor("#00805c"), "C")}

NAMES = {"leaders": "Leadership", "care": "In care", "leaders.supervision": "Supervision"}


def item(name: str, start: int, end: int, areas=("leaders",), page=1, to_page=1, document=1, **more) -> Evidence:
    boxes = tuple((number, 50.0, 100.0 + start, 200.0, 112.0 + start) for number in range(page, to_page + 1))
    passage = Passage(document, page, to_page, start, end, "words", boxes=boxes)
    return Evidence(name, passage, "Title", areas, **more)


def test_underlines_of_overlapping_passages_get_lanes_of_their_own():
    marks = placed([item("b", 5, 30), item("a", 0, 10), item("c", 10, 20)], STYLES, NAMES)[1]
    assert {mark.id: mark.lane for mark in marks} == {"a": 0, "b": 1, "c": 0}
    assert [mark.id for mark in marks] == ["a", "b", "c"]


def test_a_passage_under_two_areas_takes_a_lane_for_each():
    marks = placed([item("a", 0, 10, areas=("leaders", "care")), item("b", 5, 30), item("c", 12, 40)], STYLES, NAMES)[1]
    assert {mark.id: mark.lane for mark in marks} == {"a": 0, "b": 2, "c": 0}
    assert [style.mark for style in marks[0].styles] == ["L", "C"]


def test_a_passage_over_a_page_turn_stands_on_both_pages():
    pages = placed([item("a", 0, 10, page=2, to_page=3)], STYLES, NAMES)
    assert sorted(pages) == [2, 3]
    assert all(len(mark.rects) == 1 for marks in pages.values() for mark in marks)


def test_an_area_nobody_knows_is_left_out():
    assert placed([item("a", 0, 10, areas=("unknown",))], STYLES, NAMES) == {}


def test_pointing_says_areas_themes_finding_impact_and_note():
    more = {"finding": "improvement", "impact": True, "note": "Drift", "themes": ("leaders.supervision",)}
    mark = placed([item("a", 0, 10, areas=("leaders", "care"), **more)], STYLES, NAMES)[1][0]
    assert mark.words.splitlines() == [
        "Leadership, In care",
        "Supervision",
        "Area for improvement · impact on children",
        "Drift",
    ]
    assert mark.covers(QPointF(60, 105))
    assert not mark.covers(QPointF(60, 120))


def test_colours_are_dark_enough_for_paper_in_the_dark_scheme_too():
    for colour in DARK.areas:
        assert contrast(on_paper(AreaStyle(QColor(colour), "X")).colour, PAPER) >= SHAPE_CONTRAST


def test_letters_in_the_margin_never_cover_each_other(qapp):
    marks = placed([item(str(n), n, n + 50, areas=("leaders", "care")) for n in range(5)], STYLES, NAMES)[1]
    places = [place for place, _ in badges(marks, QSizeF(600, 800), 1.0)]
    assert len(places) == 5
    assert not any(a.intersects(b) for n, a in enumerate(places) for b in places[n + 1 :])


def test_stepping_through_evidence_goes_round_and_keeps_to_the_document():
    tagged = Tagged()
    tagged.give([item("late", 9, 12, page=3), item("other", 0, 5, document=2), item("early", 0, 5)], STYLES)
    tagged.open(1)
    assert [tagged.step(True, page=2).id for _ in range(3)] == ["late", "early", "late"]
    tagged.chosen = ""
    assert tagged.step(False, page=2).id == "early"
    tagged.open(7)
    assert tagged.step(True, page=1) is None


def test_a_citation_names_title_date_and_pages():
    document = Document(
        1, "", "Northmere inspection", "audit", "", "2026-03-04", 9, 1, "ready", "", "", (), False, False, ""
    )
    assert cited("Plans are clear.", document, 4, 4) == "“Plans are clear.” (Northmere inspection, 4 Mar 2026, p. 4)"
    assert cited("Plans", document, 4, 5).endswith("pp. 4–5)")


def test_a_citation_of_a_published_report_names_authority_kind_year_page_and_paragraph():
    document = Document(
        1, "", "Report", "inspection_report", "Northmere", "2020-02-04", 9, 1, "ready", "", "", (), False, False, ""
    )
    assert cited("Plans", document, 4, 4, "12") == "“Plans” (Northmere, inspection 2020, p. 4, para 12)"
    visit = dataclasses.replace(document, kind="monitoring_letter", date="2025-10-21")
    assert cited("Plans", visit, 1, 1) == "“Plans” (Northmere, monitoring visit 21 Oct 2025, p. 1)"
    unread = dataclasses.replace(document, authority="")
    assert cited("Plans", unread, 1, 1) == "“Plans” (Report, 4 Feb 2020, p. 1)"
