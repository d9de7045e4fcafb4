"""Both ends of a selection can be moved, and with them the words a piece of evidence covers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from evidence_app.domain.evidence import Evidence
from ui.theme import LIGHT, area_styles

KEYS = Qt.Key
LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
QUOTE = "record why a decision was made"


@pytest.fixture
def chosen(desk):
    """The report with one item, gone to by key."""
    document = desk.open("report.pdf")
    passage = desk.library.evidence.locate(document.id, 1, QUOTE)
    item = Evidence("one", passage, document.title, ("leaders",), finding="strength")
    desk.reader.set_evidence([item], area_styles(desk.library.framework, LIGHT))
    desk.reader.next_evidence()
    return item


def knob(desk, end: bool):
    page, spot = desk.view._knobs()[end]
    return (desk.view.plan.rect(page).topLeft() + spot * desk.view.scale - desk.view.seen.topLeft()).toPoint()


def drag(desk, start, end) -> None:
    port = desk.view.viewport()
    QTest.mousePress(port, LEFT, pos=start)
    QTest.mouseMove(port, (start + end) / 2)
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, LEFT, pos=end)


def test_the_ends_of_a_selection_are_dragged_by_their_knobs(desk):
    desk.open("report.pdf")
    desk.qtbot.mouseDClick(desk.view.viewport(), LEFT, pos=desk.place(1, "always"))
    drag(desk, knob(desk, end=True), desk.place(1, "why a decision"))
    assert desk.reader.selected_text() == "Managers do not always record why"
    drag(desk, knob(desk, end=False), desk.place(1, "always record"))
    assert desk.reader.selected_text() == "always record why"
    # Past the other end it goes on from there.
    drag(desk, knob(desk, end=False), desk.place(1, "decision was"))
    assert desk.reader.selected_text() == "why a decision"


def test_a_knob_shows_that_it_can_be_dragged(desk):
    desk.open("report.pdf")
    desk.qtbot.mouseDClick(desk.view.viewport(), LEFT, pos=desk.place(1, "always"))
    QTest.mouseRelease(desk.view.viewport(), LEFT, pos=desk.place(1, "always"))
    QTest.mouseMove(desk.view.viewport(), knob(desk, end=True))
    assert desk.view.viewport().cursor().shape() == Qt.CursorShape.SizeHorCursor
    assert desk.view.handle_at(QPointF(-100, -100)) is None


def test_the_extent_of_evidence_is_changed_by_keys_at_both_ends(desk, chosen):
    told = []
    desk.reader.selection_changed.connect(lambda: told.append(True))
    desk.reader.extent.begin()
    assert desk.reader.selected_text() == QUOTE
    desk.qtbot.keyClick(desk.view, KEYS.Key_Left, SHIFT)
    assert desk.reader.selected_text() == "record why a decision was"
    desk.qtbot.keyClick(desk.view, ";")
    desk.qtbot.keyClick(desk.view, KEYS.Key_Left, SHIFT)
    assert desk.reader.selected_text() == "always record why a decision was"
    with desk.qtbot.waitSignal(desk.reader.extent.saved) as saved:
        desk.qtbot.keyClick(desk.view, KEYS.Key_Return)
    item, span = saved.args
    assert item == "one"
    assert desk.view.text.quote(span) == "always record why a decision was"
    assert desk.reader.selection() is None
    # Nobody took these words for something new to tag.
    assert told == []


def test_the_extent_is_changed_by_dragging(desk, chosen):
    desk.reader.extent.begin()
    drag(desk, knob(desk, end=True), desk.place(1, "why a decision"))
    assert desk.reader.selected_text() == "record why"
    assert desk.reader.extent.item == "one"


def test_escape_leaves_it_as_it_was(desk, chosen):
    saved = []
    desk.reader.extent.saved.connect(lambda *_: saved.append(True))
    desk.reader.extent.begin()
    assert desk.reader._hint.isVisible()
    desk.qtbot.keyClick(desk.view, KEYS.Key_Escape)
    assert desk.reader.extent.item == ""
    assert not desk.reader._hint.isVisible()
    desk.qtbot.keyClick(desk.view, KEYS.Key_Return)
    assert saved == []


def test_words_selected_for_something_else_are_not_taken(desk, chosen):
    desk.qtbot.mouseDClick(desk.view.viewport(), LEFT, pos=desk.place(1, "Supervision"))
    before = desk.reader.selected_text()
    desk.reader.extent.begin()
    assert desk.reader.extent.item == ""
    assert desk.reader.selected_text() == before != ""
