from __future__ import annotations

from PySide6.QtCore import Qt
from window_person import NOTES, REPORT

from ui.models.documents import TITLE

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def documents(person) -> list:
    model = person.desk.library.model
    return [model.row(row).document for row in range(model.rowCount())]


def point_at(person, file) -> None:
    row = next(row for row, one in enumerate(documents(person)) if str(file) in one.paths)
    person.desk.library.table.go_to(row)
    person.desk.library.table.setFocus()


def said(person, row: int) -> str:
    model = person.desk.library.model
    return model.data(model.index(row, TITLE), Qt.ItemDataRole.AccessibleTextRole)


def leave_and_come_back(person, path) -> None:
    with person.qtbot.waitSignal(person.session.closed, timeout=20_000):
        person.session.lock()
    person.settle()
    person.unlock(path)
    person.settle()


def test_a_pinned_document_stands_first_whatever_the_order_and_is_told_so(person):
    library = person.desk.library
    oldest = documents(person)[-1]
    library.table.go_to(library.model.rowCount() - 1)
    library.table.setFocus()
    person.press(Qt.Key.Key_P, CONTROL | SHIFT)
    person.until(lambda: documents(person)[0].id == oldest.id)
    assert "pinned" in said(person, 0)
    assert "pinned" not in said(person, 1)
    for _ in range(2):
        library.table.horizontalHeader().sectionClicked.emit(TITLE)
        person.settle()
        assert documents(person)[0].id == oldest.id
    # It is still the chosen one: the same keys take the mark off.
    person.press(Qt.Key.Key_P, CONTROL | SHIFT)
    person.until(lambda: "pinned" not in said(person, 0))


def test_marks_are_set_by_keys_counted_and_lead_to_the_documents(person):
    library = person.desk.library
    assert not library.work.read.isVisible()
    point_at(person, NOTES)
    person.press(Qt.Key.Key_M, CONTROL)
    person.until(lambda: library.work.read.isVisible())
    assert library.work.read.text() == "1 to read"
    library.table.selectAll()
    person.press(Qt.Key.Key_M, CONTROL | SHIFT)
    person.until(lambda: library.work.tag.isVisible())
    assert library.work.tag.text() == "4 to tag"
    assert library.mine.itemText(library.mine.findData("tag")) == "To tag (4)"
    person.window.show_place("coverage")
    person.window.actions_["go.to_read"].trigger()
    person.until(lambda: [one.paths for one in documents(person)] == [(str(NOTES),)])
    assert library.table.hasFocus()
    assert "to read, to tag" in said(person, 0)


def test_a_mark_is_no_change_to_take_back(person):
    before = person.session.standing.undo
    point_at(person, REPORT)
    person.press(Qt.Key.Key_M, CONTROL)
    person.until(lambda: person.desk.library.work.read.isVisible())
    person.settle()
    assert person.session.standing.undo == before


def test_the_open_document_is_marked_where_the_library_is_not_in_sight(person):
    person.open_document(NOTES)
    person.window.show_place("search")
    person.press(Qt.Key.Key_M, CONTROL | SHIFT)
    person.until(lambda: person.session.workspace.work.waiting().tag == 1)
    person.settle()
    assert set(person.session.workspace.work.marks()) == {person.reader.document.id}


def test_what_is_to_be_agreed_leads_to_the_drafts(person):
    library, board = person.desk.library, person.desk.board
    assert library.work.agree.text() == "2 to agree"
    library.work.agree.setFocus()
    person.press(Qt.Key.Key_Space)
    person.until(lambda: board.isVisible() and board.model.rowCount() == 2)
    person.settle()
    assert board.filters.status.value() == "draft"
    board.table.selectAll()
    ids = board.chosen()
    person.session.act(lambda: person.session.workspace.evidence.edit(ids, {"status": "agreed"}))
    person.settle()
    assert not library.work.agree.isVisibleTo(library)


def test_a_filter_without_documents_says_what_to_do(person):
    library = person.desk.library
    library.show_mark("tag")
    person.until(lambda: not library.model.rowCount())
    person.settle()
    assert library._no_match.isVisible()


def test_one_goes_on_at_the_page_of_the_document_one_left(person, workspace_file):
    person.open_document(NOTES)
    person.press(Qt.Key.Key_PageDown, CONTROL)
    person.until(lambda: person.reader.view.page == 2)
    leave_and_come_back(person, workspace_file)
    person.until(lambda: person.reader.document is not None and person.reader.view.page == 2)
    assert person.reader.document.paths == (str(NOTES),)
    assert person.window.place == "library"
    assert [one.paths for one in person.desk.library.chosen()] == [(str(NOTES),)]


def test_one_goes_on_in_the_place_and_list_one_left(person, workspace_file):
    person.open_document(REPORT)
    for command, place in (("go.report", "report"), ("go.coverage", "coverage"), ("go.library", "library")):
        person.window.actions_[command].trigger()
        person.settle()
        leave_and_come_back(person, workspace_file)
        person.until(lambda place=place: person.window.place == place)
        person.settle()
        assert person.reader.document.paths == (str(REPORT),)


def test_one_goes_on_with_the_search_one_left(person, workspace_file):
    search = person.desk.search
    person.press(Qt.Key.Key_F, CONTROL)
    person.type("visit")
    search.filters.kind.choose("case_note")
    person.until(lambda: search.filter_button.text() == "Filters (1)" and search.model.rowCount())
    person.settle()
    told, hits = search.total.text().partition("·")[0], search.model.rowCount()
    assert hits
    leave_and_come_back(person, workspace_file)
    person.until(lambda: search.model.rowCount() == hits and search.total.text().partition("·")[0] == told)
    assert person.window.place == "search"
    assert (person.window.top.search.text(), search.filters.kind.value()) == ("visit", "case_note")
    assert search.filter_button.text() == "Filters (1)"


def test_another_framework_does_not_lead_back_to_where_one_once_was(person, workspace_file):
    person.open_document(REPORT)
    leave_and_come_back(person, workspace_file)
    person.until(lambda: person.reader.document is not None)
    person.window.show_place("coverage")
    person.session.opened.emit()
    person.settle()
    assert person.window.place == "library"
    assert person.reader.document is None
