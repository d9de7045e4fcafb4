from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from evidence_app.domain.evidence import Evidence
from ui.reader.painting import badges
from ui.theme import LIGHT, area_styles

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def items(desk):
    document = desk.paper("report.pdf")

    def tagged(name, page, quote, areas, finding, note=""):
        passage = desk.library.evidence.locate(document.id, page, quote)
        return Evidence(name, passage, document.title, areas, finding=finding, note=note)

    return [
        tagged("wide", 1, "Managers do not always record why a decision was made. Early help is offered quickly to "
               "families in Northmere.", ("leaders",), "improvement", "Seen in three records"),
        tagged("narrow", 1, "record why", ("protection", "care"), "strength"),
        tagged("over", 2, "Auditors found that caseloads in one team had risen while two posts stood empty.",
               ("care_leavers",), "context"),
    ]  # fmt: skip


def shown(desk, items) -> None:
    desk.open("report.pdf")
    desk.reader.set_evidence(items, area_styles(desk.library.framework, LIGHT))


def test_evidence_is_drawn_where_its_words_are(desk, items):
    shown(desk, items)
    words = desk.view.feed.words(1)
    for item in items[:2]:
        mark = next(mark for mark in desk.view._marks[1] if mark.id == item.id)
        assert list(mark.rects) == words.rects(item.passage.start, item.passage.end)
    assert [len(desk.view._marks[page]) for page in (2, 3)] == [1, 1]


def test_a_press_chooses_the_smallest_item_under_the_pointer(desk, items):
    shown(desk, items)
    narrow = items[1]
    for place, expected in (
        (desk.place_of(narrow), "narrow"),
        (desk.place(1, "is offered quickly"), "wide"),
    ):
        assert any(mark.id == "wide" for mark in desk.view.marks_at(QPointF(place)))
        with desk.qtbot.waitSignal(desk.reader.evidence_activated) as pressed:
            desk.qtbot.mouseClick(desk.view.viewport(), LEFT, pos=place)
        assert pressed.args == [expected]


def test_a_press_on_its_letter_chooses_it_as_well(desk, items):
    shown(desk, items)
    placed = badges(desk.view._marks[1], desk.view.plan.rect(1).size(), desk.view.scale)
    for place, mark in placed:
        spot = (place.center() + desk.view.corner(1)).toPoint()
        with desk.qtbot.waitSignal(desk.reader.evidence_activated) as pressed:
            desk.qtbot.mouseClick(desk.view.viewport(), LEFT, pos=spot)
        assert pressed.args == [mark.id]


def test_walking_through_evidence_brings_each_item_into_view(desk, items):
    shown(desk, items)
    seen = []
    desk.reader.evidence_activated.connect(seen.append)
    for _ in range(4):
        desk.reader.next_evidence()
    desk.reader.previous_evidence()
    assert seen == ["wide", "narrow", "over", "wide", "over"]
    desk.settle()
    assert desk.view.viewport().rect().contains(desk.place(2, "Auditors"))


def test_pointing_shows_area_finding_and_note(desk, items):
    shown(desk, items)
    place = desk.place(1, "is offered quickly")
    QApplication.sendEvent(
        desk.view.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, place, desk.view.viewport().mapToGlobal(place))
    )
    leaders = next(area.name for area in desk.library.framework.areas if area.id == "leaders")
    assert QToolTip.text() == f"{leaders}\nArea for improvement\nSeen in three records"
    QToolTip.hideText()


def test_going_to_an_item_by_key_shows_the_same(desk, items):
    shown(desk, items)
    desk.reader.next_evidence()
    assert QToolTip.text().endswith("Area for improvement\nSeen in three records")
    QToolTip.hideText()


def test_an_item_chosen_before_its_pages_have_come_is_outlined_when_they_have(desk, items):
    desk.reader.set_evidence(items, area_styles(desk.library.framework, LIGHT))
    desk.reader.open(desk.paper("report.pdf"))
    desk.reader.choose_evidence("narrow")
    desk.qtbot.waitUntil(lambda: desk.view.pages == 6)
    desk.settle()
    assert desk.view._look(1).chosen == "narrow"
    desk.open("columns.pdf")
    assert desk.view._look(1).chosen == ""


def test_items_of_other_documents_are_not_drawn(desk, items):
    desk.open("columns.pdf")
    desk.reader.set_evidence(items, area_styles(desk.library.framework, LIGHT))
    assert desk.view._marks == {}
    desk.reader.open(desk.paper("report.pdf"))
    desk.qtbot.waitUntil(lambda: desk.view.pages == 6)
    assert set(desk.view._marks) == {1, 2, 3}
    desk.settle()


def test_the_pointer_tells_words_and_evidence_apart(desk, items):
    shown(desk, items)
    port = desk.view.viewport()
    shapes = []
    for place in (desk.place_of(items[1]), desk.place(1, "Supervision"), QPoint(port.width() // 2, 6)):
        QTest.mouseMove(port, place)
        shapes.append(port.cursor().shape())
    assert shapes == [
        Qt.CursorShape.PointingHandCursor,
        Qt.CursorShape.IBeamCursor,
        Qt.CursorShape.ArrowCursor,
    ]
    assert desk.view.marks_at(QPointF(-50, -50)) == []
