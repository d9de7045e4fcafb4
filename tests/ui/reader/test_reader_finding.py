from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

KEYS = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def hit_text(desk) -> str:
    hit = desk.reader.walk.finder.now
    return desk.view.text.page(hit.page).text[hit.start : hit.end]


def find(desk, typed: str) -> None:
    desk.qtbot.keyClick(desk.view, KEYS.Key_F, CONTROL)
    desk.qtbot.waitUntil(desk.reader.find_bar.field.hasFocus)
    desk.reader.find_bar.field.clear()
    desk.qtbot.keyClicks(desk.reader.find_bar.field, typed)


def test_hits_of_a_search_are_lit_and_walked_through(desk):
    desk.open("report.pdf", page=2)
    with desk.qtbot.waitSignal(desk.reader.hits_changed, check_params_cb=lambda now, count: count > 0):
        desk.reader.set_hits((("caseloads",), ("neglect",)))
    desk.qtbot.waitUntil(lambda: desk.reader.hits() == (1, 2))
    assert hit_text(desk) == "caseloads"
    desk.reader.next_hit()
    assert hit_text(desk) == "neglect"
    assert desk.view.page == 3
    desk.reader.next_hit()
    assert desk.reader.hits() == (1, 2)
    desk.reader.previous_hit()
    assert desk.reader.hits() == (2, 2)
    desk.settle()
    assert desk.view.viewport().rect().contains(desk.place(3, "neglect"))


def test_hits_elsewhere_do_not_move_the_page_that_was_opened(desk):
    desk.open("report.pdf", page=1)
    desk.reader.set_hits((("caseloads",),))
    desk.qtbot.waitUntil(lambda: desk.reader.hits()[1] == 1)
    assert desk.reader.hits() == (0, 1)
    assert desk.view.page == 1
    desk.reader.next_hit()
    assert desk.view.page == 2
    desk.settle()


def test_another_hit_of_the_same_search_becomes_the_present_one(desk):
    document = desk.open("report.pdf", page=2)
    desk.reader.set_hits((("caseloads",), ("neglect",)))
    desk.qtbot.waitUntil(lambda: desk.reader.hits() == (1, 2))
    desk.reader.open(document, page=3)
    desk.reader.set_hits((("caseloads",), ("neglect",)))
    assert desk.reader.hits() == (2, 2)
    desk.settle()


def test_no_rows_put_the_light_out(desk):
    desk.open("report.pdf")
    desk.reader.set_hits((("northmere",),))
    desk.qtbot.waitUntil(lambda: desk.reader.hits()[1] > 0)
    desk.reader.set_hits(())
    assert desk.reader.hits() == (0, 0)


def test_hits_of_the_document_before_are_gone_while_the_next_is_on_its_way(desk):
    desk.open("report.pdf")
    desk.reader.set_hits((("caseloads",),))
    desk.qtbot.waitUntil(lambda: desk.reader.hits()[1] == 1)
    told = []
    desk.reader.hits_changed.connect(lambda at, total: told.append((at, total, desk.view.pages > 0)))
    desk.reader.open(desk.paper("columns.pdf"))
    desk.reader.set_hits((("northmere",), ("lantern",)))
    assert desk.reader.hits() == (0, 0)
    desk.qtbot.waitUntil(lambda: desk.reader.hits()[1] > 0)
    assert {(at, total) for at, total, pages in told if not pages} == {(0, 0)}
    desk.settle()


def test_hits_are_looked_for_in_the_next_document_too(desk):
    desk.open("report.pdf")
    desk.reader.set_hits((("lantern",),))
    desk.qtbot.waitUntil(lambda: desk.reader.walk.finder._job is None)
    assert desk.reader.hits() == (0, 0)
    desk.open("columns.pdf")
    desk.qtbot.waitUntil(lambda: desk.reader.hits() == (1, 1))


def test_words_are_found_as_they_are_typed(desk):
    desk.open("report.pdf")
    find(desk, "casel")
    desk.qtbot.waitUntil(lambda: desk.reader.hits() == (1, 1))
    assert hit_text(desk) == "caseloads"
    assert desk.view.page == 2
    assert desk.reader.find_bar._count.text() == "1 of 1"


def test_words_that_run_over_a_page_turn_are_found_and_lit_on_both_pages(desk):
    desk.open("report.pdf")
    find(desk, "in one team had risen")
    desk.qtbot.waitUntil(lambda: desk.reader.hits() == (1, 1))
    assert desk.view.page == 2
    desk.settle()
    assert [len(desk.view._look(page).hits) for page in (1, 2, 3)] == [0, 1, 1]
    header = desk.view.feed.words(3).all[0]
    lit = desk.view._look(3).hits[0]
    assert lit
    assert min(box.top() for box in lit) > header.y1


def test_enter_and_f3_go_from_hit_to_hit(desk):
    desk.open("report.pdf")
    find(desk, "drift")
    desk.qtbot.waitUntil(lambda: desk.reader.hits()[0] == 1)
    count = desk.reader.hits()[1]
    field = desk.reader.find_bar.field
    desk.qtbot.keyClick(field, KEYS.Key_Return)
    assert desk.reader.hits() == (2, count)
    desk.qtbot.keyClick(field, KEYS.Key_F3)
    assert desk.reader.hits() == (3, count)
    desk.qtbot.keyClick(field, KEYS.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    desk.qtbot.keyClick(field, KEYS.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert desk.reader.hits() == (1, count)
    desk.settle()


def test_what_is_not_there_is_said(desk):
    desk.open("report.pdf")
    find(desk, "zebra")
    desk.qtbot.waitUntil(lambda: desk.reader.find_bar._count.text() == "Not found")
    assert desk.reader.hits() == (0, 0)


def test_esc_closes_the_bar_and_the_search_lights_up_again(desk):
    desk.open("report.pdf", page=2)
    desk.reader.set_hits((("caseloads",),))
    desk.qtbot.waitUntil(lambda: desk.reader.hits() == (1, 1))
    find(desk, "drift")
    desk.qtbot.waitUntil(lambda: desk.reader.hits()[1] > 1)
    desk.qtbot.keyClick(desk.reader.find_bar.field, KEYS.Key_Escape)
    assert not desk.reader.find_bar.isVisible()
    assert desk.view.hasFocus()
    desk.qtbot.waitUntil(lambda: desk.reader.hits()[1] == 1)
    desk.settle()


def test_the_bar_opens_with_what_is_selected(desk):
    desk.open("report.pdf")
    place = desk.place(1, "Northmere:")
    desk.qtbot.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.qtbot.keyClick(desk.view, KEYS.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    chosen = desk.reader.selected_text()
    desk.qtbot.keyClick(desk.view, KEYS.Key_F, CONTROL)
    assert desk.reader.find_bar.field.text() == chosen != ""
    desk.qtbot.waitUntil(lambda: desk.reader.hits()[1] > 0)


def test_a_window_with_the_same_keys_leaves_them_to_the_reader(desk):
    """The window searches everything with Ctrl+F; inside the reader it finds in the document."""
    fired: list[str] = []
    for key in ("Ctrl+F", "Return", "Esc"):
        QShortcut(QKeySequence(key), desk.window).activated.connect(lambda key=key: fired.append(key))
    desk.open("report.pdf")
    desk.reader.setFocus()
    find(desk, "drift")
    desk.qtbot.waitUntil(lambda: desk.reader.hits()[0] == 1)
    desk.qtbot.keyClick(desk.reader.find_bar.field, KEYS.Key_Return)
    assert desk.reader.hits()[0] == 2
    desk.qtbot.keyClick(desk.reader.find_bar.field, KEYS.Key_Escape)
    desk.qtbot.keyClick(desk.view, KEYS.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    desk.qtbot.keyClick(desk.view, KEYS.Key_Escape)
    assert desk.reader.selection() is None
    assert fired == []
    desk.qtbot.keyClick(desk.view, KEYS.Key_Escape)
    assert fired == ["Esc"]


def test_the_bar_closes_when_another_document_is_opened(desk):
    desk.open("report.pdf")
    find(desk, "drift")
    desk.qtbot.waitUntil(lambda: desk.reader.hits()[0] == 1)
    desk.open("columns.pdf")
    assert not desk.reader.find_bar.isVisible()
    assert desk.reader.hits() == (0, 0)
