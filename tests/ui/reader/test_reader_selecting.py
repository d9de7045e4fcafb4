from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from reader_papers import TURNS

from ui.reader.words import rect

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
KEYS = Qt.Key
SENTENCE = "Managers do not always record why a decision was made."


def drag(desk, start: QPoint, end: QPoint) -> None:
    port = desk.view.viewport()
    desk.qtbot.mousePress(port, LEFT, pos=start)
    QTest.mouseMove(port, (start + end) / 2)
    QTest.mouseMove(port, end)
    desk.qtbot.mouseRelease(port, LEFT, pos=end)


def press(desk, *keys, held=Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        desk.qtbot.keyClick(desk.view, key, held)


def test_a_drag_selects_whole_words_at_their_place_in_the_page_text(desk):
    desk.open("report.pdf")
    with desk.qtbot.waitSignal(desk.reader.selection_changed):
        drag(desk, desk.place(1, "Plans are"), desk.place(1, "always"))
    first, last = desk.reader.selection()
    text = desk.library.documents.text(desk.reader.document.id, 1)[0].text
    assert (
        text[first[1] : last[1]].split()
        == "Plans are clear about what needs to change and by when. Managers do not always".split()
    )
    passage = desk.library.evidence.select(desk.reader.document.id, first, last)
    assert passage.quote == desk.reader.selected_text()
    assert (passage.start, passage.end) == (first[1], last[1])


def test_a_drag_upwards_selects_the_same_words(desk):
    desk.open("report.pdf")
    drag(desk, desk.place(1, "Plans are"), desk.place(1, "always"))
    down = desk.reader.selection()
    drag(desk, desk.place(1, "always"), desk.place(1, "Plans are"))
    assert desk.reader.selection() == down


def test_a_drag_keeps_to_its_column(desk):
    desk.open("columns.pdf")
    drag(desk, desk.place(1, "Plans"), desk.place(1, "Managers"))
    chosen = desk.reader.selected_text()
    assert chosen == "Plans are clear about what needs to change and by when. Managers"


def test_a_click_selects_nothing(desk):
    desk.open("report.pdf")
    drag(desk, desk.place(1, "Plans are"), desk.place(1, "always"))
    desk.qtbot.mouseClick(desk.view.viewport(), LEFT, pos=desk.place(1, "record"))
    assert desk.reader.selection() is None


def test_shift_and_a_click_extend_the_selection(desk):
    desk.open("report.pdf")
    drag(desk, desk.place(1, "Plans are"), desk.place(1, "about"))
    desk.qtbot.mouseClick(desk.view.viewport(), LEFT, SHIFT, desk.place(1, "change"))
    assert desk.reader.selected_text() == "Plans are clear about what needs to change"


def test_two_clicks_take_the_sentence_and_three_the_paragraph(desk):
    desk.open("report.pdf")
    port, place = desk.view.viewport(), desk.place(1, "always")
    desk.qtbot.mouseClick(port, LEFT, pos=place)
    desk.qtbot.mouseDClick(port, LEFT, pos=place)
    assert desk.reader.selected_text() == SENTENCE
    desk.qtbot.mouseClick(port, LEFT, pos=place)
    assert desk.reader.selected_text().startswith("Plans are clear")
    assert desk.reader.selected_text().endswith("challenges drift.")


def test_a_drag_after_two_clicks_goes_on_by_sentences(desk):
    desk.open("report.pdf")
    port, place = desk.view.viewport(), desk.place(1, "always")
    desk.qtbot.mouseDClick(port, LEFT, pos=place)
    desk.qtbot.mousePress(port, LEFT, pos=place)
    desk.qtbot.mouseRelease(port, LEFT, pos=place)
    desk.qtbot.mouseDClick(port, LEFT, pos=place)
    QTest.mouseMove(port, desk.place(1, "offered"))
    desk.qtbot.mouseRelease(port, LEFT, pos=desk.place(1, "offered"))
    assert desk.reader.selected_text() == f"{SENTENCE} Early help is offered quickly to families in Northmere."


def test_a_sentence_over_a_page_turn_is_taken_whole_and_without_the_header(desk):
    desk.open("report.pdf", page=2)
    first, rest = TURNS[1]
    desk.qtbot.mouseDClick(desk.view.viewport(), LEFT, pos=desk.place(2, "caseloads"))
    assert desk.reader.selected_text() == f"{first} {rest}"
    start, end = desk.reader.selection()
    assert (start[0], end[0]) == (2, 3)
    passage = desk.library.evidence.select(desk.reader.document.id, start, end)
    assert passage.quote == f"{first} {rest}"
    assert {page for page, *_ in passage.boxes} == {2, 3}
    # Nor is the header of the next page lit, which lies between.
    drawn = {page: list(desk.view._look(page).selected) for page in (2, 3)}
    assert drawn == {page: [rect(box[1:]) for box in passage.boxes if box[0] == page] for page in (2, 3)}


def test_a_drag_held_below_the_view_scrolls_on(desk):
    desk.open("report.pdf")
    port = desk.view.viewport()
    desk.qtbot.mousePress(port, LEFT, pos=desk.place(1, "Plans are"))
    below = QPoint(300, port.height() + 200)
    QTest.mouseMove(port, QPoint(300, port.height() - 5))
    QTest.mouseMove(port, below)
    desk.qtbot.waitUntil(lambda: desk.view.page >= 2 and desk.reader.selection()[1][0] >= 2)
    desk.qtbot.mouseRelease(port, LEFT, pos=below)
    stopped = desk.view.verticalScrollBar().value()
    desk.settle()
    assert desk.view.verticalScrollBar().value() == stopped


def test_a_passage_is_selected_by_the_keyboard_alone(desk):
    desk.open("report.pdf")
    desk.reader.setFocus()
    press(desk, KEYS.Key_F7)
    for _ in range(40):
        if desk.view.caret and desk.text(desk.view.caret) == "Managers":
            break
        press(desk, KEYS.Key_Right)
    press(desk, KEYS.Key_Period)
    assert desk.reader.selected_text() == SENTENCE
    press(desk, KEYS.Key_Period)
    assert desk.reader.selected_text().startswith(f"{SENTENCE} Early help")
    press(desk, KEYS.Key_Left, held=SHIFT)
    assert desk.reader.selected_text().endswith("families in")
    press(desk, KEYS.Key_Escape)
    assert desk.reader.selection() is None
    press(desk, KEYS.Key_Escape)
    assert not desk.view.caret_mode


def test_a_comma_goes_back_to_the_beginning_of_the_sentence(desk):
    desk.open("report.pdf")
    desk.qtbot.mouseClick(desk.view.viewport(), LEFT, pos=desk.place(1, "record why"))
    press(desk, KEYS.Key_Comma)
    assert desk.reader.selected_text() == "Managers do not always record"
    press(desk, KEYS.Key_Period)
    assert desk.reader.selected_text() == SENTENCE


@pytest.mark.parametrize(
    ("keys", "held", "expected"),
    [
        ([KEYS.Key_Right] * 3, SHIFT, "record why a"),
        ([KEYS.Key_Left] * 3, SHIFT, "not always record"),
        ([KEYS.Key_Right, KEYS.Key_Right, KEYS.Key_Left], SHIFT, "record"),
        ([KEYS.Key_Right], SHIFT | CONTROL, "record why a decision was made."),
        ([KEYS.Key_Left], SHIFT | CONTROL, "Managers do not always record"),
    ],
)
def test_shift_and_arrows_select_words_and_with_control_sentences(desk, keys, held, expected):
    desk.open("report.pdf")
    # The second paragraph, where the sentence stands on one line.
    desk.qtbot.mouseClick(desk.view.viewport(), LEFT, pos=desk.place(1, "record why a decision was made. Early", 0))
    press(desk, *keys, held=held)
    assert desk.reader.selected_text() == expected


def test_lines_are_selected_up_and_down_and_to_their_ends(desk):
    desk.open("report.pdf")
    text = desk.view.text.page(1).text
    line = text.index("views are heard, written down and acted")
    desk.qtbot.mouseClick(desk.view.viewport(), LEFT, pos=desk.place(1, "views are heard, written down and acted"))
    press(desk, KEYS.Key_End, held=SHIFT)
    first, last = desk.reader.selection()
    assert text[first[1] : last[1]] == text[line : text.index("\n", line)].rstrip()
    press(desk, KEYS.Key_Down, held=SHIFT)
    assert text[desk.reader.selection()[1][1] :].count("\n") == text[last[1] :].count("\n") - 1


def test_the_caret_goes_over_the_page_turn_and_stays_in_view(desk):
    desk.open("report.pdf")
    press(desk, KEYS.Key_F7)
    for _ in range(30):
        press(desk, KEYS.Key_Down)
        desk.settle()
    assert desk.view.caret[0][0] >= 2
    page, start = desk.view.caret[0]
    box = desk.view.feed.words(page).rects(start, start + 1)[0]
    assert desk.view.seen.contains(desk.view.plan.box(page, box))
    for _ in range(40):
        press(desk, KEYS.Key_Up)
        desk.settle()
    title = desk.view.feed.words(1).line(desk.view.text.first_word(1)[0][1])
    assert desk.view.caret[0] in [(1, word.start) for word in title]


def test_what_is_selected_is_copied_with_and_without_its_source(desk):
    document = desk.open("report.pdf")
    desk.qtbot.mouseDClick(desk.view.viewport(), LEFT, pos=desk.place(1, "always"))
    press(desk, KEYS.Key_C, held=CONTROL)
    assert QGuiApplication.clipboard().text() == SENTENCE
    press(desk, KEYS.Key_C, held=CONTROL | SHIFT)
    assert QGuiApplication.clipboard().text() == f"“{SENTENCE}” ({document.title}, p. 1, para 1)"


def test_a_page_without_words_can_be_clicked_and_dragged(desk):
    desk.open("scan.pdf")
    drag(desk, QPoint(100, 100), QPoint(300, 300))
    press(desk, KEYS.Key_F7, KEYS.Key_Right, KEYS.Key_Period)
    assert desk.reader.selection() is None


def test_selecting_on_one_document_ends_when_another_is_opened(desk):
    desk.open("report.pdf")
    desk.qtbot.mouseDClick(desk.view.viewport(), LEFT, pos=desk.place(1, "always"))
    with desk.qtbot.waitSignal(desk.reader.selection_changed):
        desk.reader.open(desk.paper("columns.pdf"))
    assert desk.reader.selection() is None
    desk.qtbot.waitUntil(lambda: desk.view.pages == 1)
    desk.settle()
