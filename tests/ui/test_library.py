from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from window_person import NOTES, REPORT

from evidence_app.domain.document import Attention, ImportReport
from ui.dialogs.details import Details
from ui.views.library import told_import


def titles(person) -> list[str]:
    model = person.desk.library.model
    return [model.row(row).document.title for row in range(model.rowCount())]


def test_the_filter_narrows_as_one_types(person):
    library = person.desk.library
    library.box.setFocus()
    person.type("neglect")
    person.until(lambda: library.model.rowCount() == 1)
    assert library.count.text() == "1 of 4"
    library.box.clear()
    library.kind.choose("case_note")
    person.until(lambda: len(titles(person)) == 1 and not person.session.jobs.running())
    assert library.model.row(0).document.paths == (str(NOTES),)
    assert not library.model.row(0).published


def test_a_column_sorts_one_way_and_then_the_other(person):
    library = person.desk.library
    library.table.horizontalHeader().sectionClicked.emit(0)
    person.settle()
    upwards = titles(person)
    assert upwards == sorted(upwards, key=str.casefold)
    library.table.horizontalHeader().sectionClicked.emit(0)
    person.settle()
    assert titles(person) == upwards[::-1]


def test_enter_opens_a_document_and_arrows_show_what_is_passed(person):
    person.open_document()
    assert person.reader.document.paths == (str(REPORT),)
    assert person.reader.view.hasFocus()
    assert not person.desk.reading.strip.isVisible()
    person.open_document(NOTES)
    assert person.desk.reading.strip.isVisible()
    person.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    person.press(Qt.Key.Key_Home)
    first = person.desk.library.model.row(0).document
    person.until(lambda: person.reader.document.id == first.id)
    assert person.desk.library.table.hasFocus()


def test_what_needs_attention_says_why_and_can_be_tried_again_set_aside_and_asked_about_again(person):
    library = person.desk.library
    person.press(Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: library.model.rowCount() == 1)
    library.table.go_to(0)
    person.until(lambda: library.choice_note.isVisible())
    document = library.model.row(0).document
    assert document.reason in library.choice_note.text
    assert document.hint in library.choice_note.text
    again, _ = library.choice_note.findChildren(QAbstractButton)
    again.click()
    person.settle()
    assert "1 need attention" in library.note.text
    aside = next(one for one in library.choice_note.findChildren(QAbstractButton) if one.text() == "Set aside")
    aside.click()
    person.until(lambda: library.model.rowCount() == 0)
    person.settle()
    assert person.session.standing.attention == 0
    person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: library.model.rowCount() == 1)


def test_details_of_several_documents_are_altered_as_one_change(person):
    library = person.desk.library
    library.table.selectAll()
    chosen = library.chosen()
    assert len(chosen) == 4
    library.edit_wanted.emit(chosen)
    dialog = person.window.findChild(Details)
    dialog.authority.setFocus()
    person.qtbot.keyClicks(dialog.authority, "Borough of Test")
    dialog.kind.choose("policy")
    dialog.submit()
    person.settle()
    altered = person.session.workspace.documents.list()
    assert {(one.authority, one.kind) for one in altered} == {("Borough of Test", "policy")}
    assert [one.date for one in altered] == [one.date for one in chosen]
    assert person.session.standing.undo == "edit 4 documents"


def test_wide_there_are_columns_and_narrow_there_is_a_second_line(person):
    library = person.desk.library
    hidden = [library.table.isColumnHidden(column) for column in range(6)]
    assert hidden == [False, True, False, True, True, False]
    person.press(Qt.Key.Key_F8)
    person.until(lambda: not any(library.table.isColumnHidden(column) for column in range(6)))
    assert not person.desk.reading.isVisible()
    person.press(Qt.Key.Key_F8)
    assert person.desk.reading.isVisible()


def test_an_import_is_told_in_words():
    report = ImportReport(found=4, added=2, unchanged=1, moved=1, seconds=3.2)
    assert told_import(report) == "Import finished in 3 s: 2 added, 1 already here, 1 moved or renamed."
    trouble = ImportReport(found=1, attention=(Attention("/a.pdf", "Damaged.", ""),))
    assert told_import(trouble).endswith("0 added. 1 need attention.")
    assert "and kept" in told_import(ImportReport(added=7, cancelled=True))
