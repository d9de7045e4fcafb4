from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from evidence_app.workspace import Workspace
from ui.reader.layout import Fit
from ui.reader.pane import NOTHING
from ui.reader.reader import Reader


def told(desk) -> str:
    pane = desk.reader.pane
    assert pane.currentWidget() is not desk.view
    return " ".join(label.text() for label in pane.currentWidget().findChildren(QLabel))


def test_without_a_document_it_says_what_to_do(desk):
    assert told(desk) == " ".join(NOTHING)
    assert desk.reader.document is None
    assert not desk.reader.bar.isVisible()


def test_a_document_opens_at_its_first_page(desk):
    with desk.qtbot.waitSignal(desk.reader.page_changed) as changed:
        document = desk.open("report.pdf")
    assert changed.args == [1, 6]
    assert desk.reader.document == document
    assert desk.view.visible.start == 1


def test_it_opens_at_the_page_asked_for(desk):
    desk.open("long.pdf", page=120)
    assert desk.view.page == 120
    assert 120 in desk.view.visible
    assert desk.reader.bar.page.text() == "120"


def test_it_opens_with_a_place_in_view(desk):
    passage = desk.library.evidence.locate(desk.paper("report.pdf").id, 4, "Foster carers spoke of help that came late")
    page, *box = passage.boxes[0]
    desk.open("report.pdf", page=page, box=tuple(box))
    assert desk.view.viewport().rect().contains(desk.place(4, "Foster"))


def test_the_document_that_is_open_is_not_read_again(desk):
    desk.open("report.pdf")
    text = desk.view.text
    desk.reader.open(desk.paper("report.pdf"), page=5)
    assert desk.view.text is text
    assert desk.view.page == 5


def test_the_one_opened_last_wins(desk):
    desk.reader.open(desk.paper("long.pdf"))
    desk.reader.open(desk.paper("columns.pdf"))
    desk.reader.open(desk.paper("report.pdf"), page=3)
    desk.qtbot.waitUntil(lambda: desk.view.pages == 6)
    desk.settle()
    assert desk.view.page == 3


def test_a_file_that_could_not_be_read_says_why_and_what_to_do(desk):
    desk.open("report.pdf")
    document = desk.paper("not-a-report.pdf")
    desk.reader.open(document)
    assert document.reason in told(desk)
    assert document.hint in told(desk)
    assert desk.view.pages == 0
    assert desk.reader.bar.isVisible()

    desk.open("report.pdf")
    assert desk.reader.pane.currentWidget() is desk.view


def test_a_file_that_was_read_in_part_is_shown_with_a_warning(desk):
    document = desk.open("cut-short.pdf")
    assert document.status == "attention"
    assert desk.reader._note.isVisible()
    assert document.reason in desk.reader._note.text
    desk.open("report.pdf")
    assert not desk.reader._note.isVisible()


def test_what_is_asked_before_the_pages_have_come_is_done_when_they_have(desk):
    document = desk.paper("report.pdf")
    desk.reader.open(document)
    desk.reader.set_hits((("caseloads",),))
    desk.reader.go_to(2)
    desk.qtbot.waitUntil(lambda: desk.reader.hits() == (1, 1))
    assert desk.view.page == 2


def test_letting_go_of_the_workspace_closes_the_document(desk):
    desk.open("long.pdf")
    desk.view.go_to(100)
    desk.reader.set_workspace(None)
    assert desk.reader.document is None
    assert desk.view.feed.under_way == 0
    assert desk.view.feed.cache.size == 0
    assert told(desk) == " ".join(NOTHING)


def test_a_workspace_is_closed_and_another_opened_while_pages_are_drawn(qtbot, desk, tmp_path, library):
    desk.open("long.pdf")
    for page in range(1, 240, 7):
        desk.view.go_to(page)
    with Workspace.create(tmp_path / "other.evidence", "another passphrase") as other:
        desk.reader.set_workspace(other)
        assert desk.reader.document is None
        desk.reader.set_workspace(None)
    desk.reader.set_workspace(library)
    desk.open("report.pdf")


def test_a_reader_is_destroyed_while_pages_are_drawn(qtbot, library, paper):
    document = paper("long.pdf")
    for page in (1, 100, 200):
        window = QWidget()
        reader = Reader(window)
        reader.set_workspace(library)
        window.show()
        reader.open(document, page=page)
        qtbot.waitUntil(lambda reader=reader: reader.view.feed.under_way > 0)
        with qtbot.waitSignal(window.destroyed):
            window.deleteLater()
        # What was on its way lands nowhere.
        library.pages.render(document.id, 1, 0.5).result()
        QApplication.processEvents()


@pytest.mark.parametrize("fit", list(Fit))
def test_one_page_at_a_time_turns_at_its_ends(desk, fit):
    desk.open("report.pdf")
    desk.view.set_zoom(2.0)
    if fit is not Fit.NONE:
        desk.view.set_fit(fit)
    desk.view.set_single(True)
    turned = [desk.view.page]
    for _ in range(60):
        desk.qtbot.keyClick(desk.view, Qt.Key.Key_PageDown)
        if desk.view.page != turned[-1]:
            turned.append(desk.view.page)
    assert turned == [1, 2, 3, 4, 5, 6]
    assert list(desk.view.visible) == [6]
    desk.view.set_single(False)
    assert desk.view.page == 6
