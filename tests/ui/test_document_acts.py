from __future__ import annotations

import io

import made_documents as made
import pymupdf
import pytest
from made_pdfs import pdf
from msoffcrypto.format.ooxml import OOXMLFile
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMessageBox, QPushButton

from evidence_app.progress import run
from ui.dialogs.carry_over import CarryOver
from ui.dialogs.details import Details
from ui.dialogs.folders import Folders
from ui.dialogs.passwords import Passwords
from ui.document_acts import file_filter

KEPT = "Children are seen alone and their views are written down."


def press(holder, words):
    """Presses the button of these words in a note or dialog."""
    next(one for one in holder.findChildren(QAbstractButton) if one.text() == words and one.isEnabled()).click()


def dialog(person, kind):
    person.until(lambda: person.window.findChild(kind) is not None)
    return person.window.findChild(kind)


def bring(person, *paths):
    person.window.dropped.emit(list(paths))
    person.settle()


def choose(person, title):
    library = person.desk.library
    row = next(row for row in range(library.model.rowCount()) if library.model.row(row).document.title == title)
    library.table.go_to(row)
    person.settle()
    return library.model.row(row).document


@pytest.fixture
def folder(tmp_path):
    made_folder = tmp_path / "watched"
    made_folder.mkdir()
    (made_folder / "visits.pdf").write_bytes(pdf(f"Visits. {KEPT}"))
    return made_folder


def test_a_watched_folder_is_looked_at_and_evidence_is_carried_over(person, folder):
    workspace = person.session.workspace
    person.window.actions_["import.folders"].trigger()
    folders = dialog(person, Folders)
    folders.add_folder(folder)
    person.settle()
    assert folders.table.model().index(0, 0).data() == str(folder)
    folders.times.choose("running")
    folders.times.activated.emit(2)
    person.settle()
    assert workspace.folders.list()[0].times == "running"
    folders.accept()
    old = workspace.documents.find("visits.pdf")
    workspace.evidence.add(workspace.evidence.locate(old.id, 1, KEPT), ["protection"], "strength")
    (folder / "visits.pdf").write_bytes(pdf("A new page before it.", f"Visits, revised. {KEPT}"))
    (folder / "plan.pdf").write_bytes(pdf("A plan."))
    person.back()
    person.window.actions_["import.rescan"].trigger()
    person.settle()
    library = person.desk.library
    assert "1 of them new versions" in library.note.text
    library.show_state("new")
    person.until(lambda: library.model.rowCount() == 1)
    assert library.model.row(0).document.title == "plan"
    library.show_state("superseded")
    person.until(lambda: library.model.rowCount() == 1 and library.model.row(0).document.id == old.id)
    choose(person, "visits")
    person.until(lambda: "earlier version" in library.choice_note.text)
    press(library.choice_note, "Carry evidence over…")
    offer = dialog(person, CarryOver)
    person.until(lambda: offer.list.count() == 1)
    assert "p. 1 → p. 2" in offer.list.item(0).text() and offer.main.text() == "Carry over 1"
    offer.submit()
    person.settle()
    assert workspace.evidence.list(document=workspace.documents.find("visits.pdf").id)[0].passage.page == 2
    person.session.undo()
    person.settle()
    assert workspace.evidence.list(document=old.id)[0].passage.page == 1
    person.window.actions_["import.seen"].trigger()
    person.settle()
    assert {one.state for one in workspace.documents.list()} <= {"", "superseded"}


def test_folders_are_looked_at_when_the_workspace_is_opened(empty_window, workspace_file, folder):
    from window_person import PASSPHRASE

    from evidence_app.workspace import Workspace

    with Workspace.open(workspace_file, PASSPHRASE) as workspace:
        workspace.folders.watch(folder)
        run(workspace.folders.rescan())
    (folder / "late.pdf").write_bytes(pdf("A late letter."))
    empty_window.unlock(workspace_file)
    library = empty_window.desk.library
    empty_window.until(lambda: "1 added" in library.note.text)
    empty_window.settle()
    assert empty_window.session.workspace.documents.find("late.pdf").state == "new"


def locked(password):
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(made.docx("The kestrel is locked in."))).encrypt(password, out)
    return out.getvalue()


def test_passwords_are_asked_once_for_all_protected_files(person, tmp_path):
    (tmp_path / "one.docx").write_bytes(locked("first"))
    aes = pymupdf.PDF_ENCRYPT_AES_256
    (tmp_path / "two.pdf").write_bytes(pdf("The kestrel.", encryption=aes, user_pw="second"))
    bring(person, tmp_path / "one.docx", tmp_path / "two.pdf")
    asked = dialog(person, Passwords)
    assert all(field.echoMode() == field.EchoMode.Password for field in asked.fields)
    asked.submit()
    assert "at least one" in asked.note.text
    asked.fields[0].setText("first")
    press(asked, "One more")
    asked.fields[2].setText("second")
    asked.submit()
    person.settle()
    documents = person.session.workspace.documents
    assert [documents.find(name).status for name in ("one.docx", "two.pdf")] == ["ready", "ready"]
    assert person.window.findChild(Passwords) is None or not person.window.findChild(Passwords).isVisible()


def test_a_list_of_children_comes_in_only_when_it_is_said_so(person, tmp_path):
    cells = (("Child Unique ID", "Gender", "Ethnicity", "Date of Birth"), ("1001", "f", "WBRI", "2012-05-03"))
    (tmp_path / "list 8.xlsx").write_bytes(made.xlsx(cells=cells))
    bring(person, tmp_path / "list 8.xlsx")
    library = person.desk.library
    person.press(Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: library.model.rowCount() == 2)
    choose(person, "list 8")
    person.until(lambda: "list of children" in library.choice_note.text)
    press(library.choice_note, "Import it nevertheless")
    person.settle()
    assert person.session.workspace.documents.find("list 8.xlsx").status == "ready"


def test_all_that_need_attention_are_tried_again_at_once(person, tmp_path):
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7 nothing")
    bring(person, bad)
    library = person.desk.library
    library.show_attention()
    person.until(lambda: library.model.rowCount() == 2)
    library.table.clearSelection()
    person.until(lambda: "2 documents need attention" in library.choice_note.text)
    bad.write_bytes(pdf("It is mended."))
    press(library.choice_note, "Try all again")
    person.settle()
    assert person.session.workspace.documents.find("bad.pdf").status == "ready"


def test_details_show_what_a_message_brought_and_take_the_number_of_the_child(person, tmp_path):
    letter = tmp_path / "message.eml"
    letter.write_bytes(made.eml("See the letter.", heading="Visit", attachments=[("letter.pdf", pdf("A kestrel."))]))
    bring(person, letter)
    documents = person.session.workspace.documents
    person.desk.library.edit_wanted.emit([documents.find("message.eml")])
    details = dialog(person, Details)
    person.until(lambda: any(one.text() == "letter" for one in details.findChildren(QPushButton)))
    details.child.setFocus()
    person.qtbot.keyClicks(details.child, "AB-12")
    details.submit()
    person.settle()
    assert documents.find("message.eml").child == "AB-12"
    attached = documents.find(f"{letter} → letter.pdf")
    person.until(lambda: person.window.findChild(Details) is None)
    person.desk.library.edit_wanted.emit([attached])
    details = dialog(person, Details)
    person.until(lambda: any(one.accessibleName() == "Came with: message" for one in details.findChildren(QPushButton)))
    press(details, "message")
    person.until(lambda: person.reader.document and person.reader.document.title == "message")


def test_the_original_is_saved_after_a_warning(person, tmp_path, monkeypatch):
    person.open_document()
    person.window.actions_["document.original"].trigger()
    box = dialog(person, QMessageBox)
    assert "leaves the encrypted workspace" in box.text()
    target = tmp_path / "saved.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    press(box, "Save a copy…")
    person.until(target.is_file)
    person.settle()
    line = person.session.workspace.history.audit_log()[0]
    assert line.action == "save original" and target.read_bytes().startswith(b"%PDF")


def test_the_index_is_made_anew_and_old_pages_are_read_again_in_the_background(person, workspace_file):
    workspace = person.session.workspace
    with person.qtbot.waitSignal(person.session.notice, timeout=20_000) as told:
        person.window.actions_["workspace.index"].trigger()
    assert "pages" in told.args[0]
    with workspace._database.write() as tables:
        tables.execute("UPDATE documents SET extractor = 0")
    waiting = workspace.upkeep.waiting()
    assert waiting > 1
    with person.qtbot.waitSignal(person.session.notice, timeout=20_000) as told:
        person.session.opened.emit()
    assert "brought up to date" in told.args[0]
    person.settle()
    assert workspace.upkeep.waiting() == 0


def test_the_import_dialog_offers_every_format():
    shown = file_filter()
    for ending in ("pdf", "docx", "doc", "msg", "mbox", "xlsx", "tiff", "zip"):
        assert f"*.{ending}" in shown.split(";;")[0]
