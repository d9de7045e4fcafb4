"""What a screen reader can ask of the pages."""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from ui.reader.reader import Reader

KEYS = Qt.Key


def asked(desk):
    return QAccessible.queryAccessibleInterface(desk.view)


def test_the_pages_are_a_document_with_the_text_of_the_page_that_is_read(desk):
    document = desk.open("report.pdf", page=2)
    pages = asked(desk)
    assert pages.role() == QAccessible.Role.Document
    assert pages.text(QAccessible.Text.Name) == f"Page 2 of 6, {document.title}"
    text, expected = pages.textInterface(), desk.view.text.page(2).text
    assert text.characterCount() == len(expected)
    assert text.text(0, len(expected)) == expected
    assert text.text(5, 9) == expected[5:9]
    desk.view.go_to(3)
    assert text.text(0, 10_000) == desk.view.text.page(3).text
    desk.settle()


def test_the_caret_is_told_and_can_be_set(desk):
    desk.open("report.pdf")
    text = asked(desk).textInterface()
    whole = desk.view.text.page(1).text
    text.setCursorPosition(whole.index("always"))
    assert whole[text.cursorPosition() :].startswith("always")
    desk.qtbot.keyClick(desk.view, KEYS.Key_Right)
    assert whole[text.cursorPosition() :].startswith("record")


def test_letters_are_found_where_they_stand(desk):
    desk.open("report.pdf")
    text = asked(desk).textInterface()
    at = desk.view.text.page(1).text.index("always")
    place = text.characterRect(at)
    assert place.contains(desk.view.viewport().mapToGlobal(desk.place(1, "always")))
    assert text.offsetAtPoint(place.center()) == at
    assert text.offsetAtPoint(desk.view.viewport().mapToGlobal(desk.view.viewport().rect().topLeft())) == -1


def test_words_can_be_selected_and_let_go(desk):
    desk.open("report.pdf")
    text = asked(desk).textInterface()
    whole = desk.view.text.page(1).text
    at = whole.index("always record")
    text.setSelection(0, at, at + len("always record"))
    assert desk.reader.selected_text() == "always record"
    text.removeSelection(0)
    assert desk.reader.selection() is None
    text.scrollToSubstring(len(whole) - 5, len(whole))
    desk.settle()


def test_without_a_document_there_is_no_text(desk):
    text = asked(desk).textInterface()
    assert (text.characterCount(), text.text(0, 10), text.cursorPosition()) == (0, "", 0)
    text.setCursorPosition(3)
    text.setSelection(0, 0, 3)
    assert desk.reader.selection() is None


def test_views_come_and_go_while_a_screen_reader_listens(qtbot):
    for _ in range(20):
        window = QWidget()
        reader = Reader(window)
        text = QAccessible.queryAccessibleInterface(reader.view).textInterface()
        assert text.characterCount() == 0
        del text
        window.deleteLater()
        del reader, window
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
