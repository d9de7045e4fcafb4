from __future__ import annotations

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit
from window_person import AUDIT, PASSPHRASE

from evidence_app.domain.pack import Check
from evidence_app.errors import DiskFull
from evidence_app.workspace import Workspace
from ui.commands import COMMANDS

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def enabled(person) -> set[str]:
    return {command.id for command in COMMANDS if person.window.actions_[command.id].isEnabled()}


def test_with_nothing_open_only_what_is_possible_is_offered(empty_window):
    assert empty_window.window.pages.currentWidget() is empty_window.window.welcome
    assert "workspace.new" in enabled(empty_window)
    assert not enabled(empty_window) & {"import.files", "edit.undo", "go.library", "tag.save", "search.focus"}


def test_a_wrong_passphrase_is_told_on_the_page_and_the_field_keeps_the_keyboard(empty_window, workspace_file):
    window = empty_window.window
    window.show_unlock(workspace_file)
    empty_window.type("wrong")
    empty_window.press(Qt.Key.Key_Return)
    empty_window.until(lambda: window.unlock.note.isVisible())
    assert "does not open this workspace" in window.unlock.note.text
    assert window.unlock.field.hasFocus()
    empty_window.type(PASSPHRASE)
    empty_window.press(Qt.Key.Key_Return)
    empty_window.until(lambda: empty_window.session.is_open)
    assert window.windowTitle().startswith("stocked")


def test_a_workspace_in_use_is_offered_for_reading_only(empty_window, workspace_file):
    window = empty_window.window
    with Workspace.open(workspace_file, PASSPHRASE):
        window.show_unlock(workspace_file)
        empty_window.type(PASSPHRASE)
        empty_window.press(Qt.Key.Key_Return)
        empty_window.until(lambda: window.unlock.note.isVisible())
        offered = window.unlock.note.findChild(QAbstractButton)
        assert offered.text() == "Open for reading only"
        offered.click()
        empty_window.until(lambda: empty_window.session.is_open)
        empty_window.settle()
        assert "read only" in window.top.workspace.text()
        assert window.status.saved.text() == "Read only"
        assert not enabled(empty_window) & {"import.files", "edit.undo", "workspace.passphrase"}


def test_opened_it_shows_the_library_and_how_things_stand(person):
    window = person.window
    assert window.pages.currentWidget() is person.desk
    assert person.desk.library.model.rowCount() == 4
    assert window.status.pages.text().endswith("pages indexed")
    assert window.status.attention.text() == "Needs attention: 1"
    assert window.status.saved.text().startswith("Saved")
    assert person.desk.library.table.hasFocus()


def test_keys_lead_to_every_place(person):
    for number, place in enumerate(("library", "search", "evidence", "coverage", "improvement", "packs"), start=1):
        person.press(Qt.Key(Qt.Key.Key_0 + number), CONTROL)
        assert person.window.place == place
        assert person.window.actions_[f"go.{place}"].isChecked()


def test_keys_lead_through_the_panes(person):
    person.open_document()
    person.press(Qt.Key.Key_1, ALT)
    assert person.desk.library.table.hasFocus()
    person.press(Qt.Key.Key_2, ALT)
    assert person.reader.view.hasFocus()
    person.press(Qt.Key.Key_3, ALT)
    assert person.panel.isAncestorOf(person.focus())
    person.press(Qt.Key.Key_F6)
    assert person.desk.library.table.hasFocus()


def test_undo_in_the_menu_says_what_it_would_undo(person):
    undo = person.window.actions_["edit.undo"]
    assert undo.text().startswith("Undo: tag ‘Help and protection’ on")
    person.press(Qt.Key.Key_Z, CONTROL)
    person.settle()
    assert undo.text().startswith("Undo: tag ‘Leaders’ on")
    assert person.window.actions_["edit.redo"].text().startswith("Redo: tag ‘Help and protection’")
    person.press(Qt.Key.Key_Y, CONTROL)
    person.settle()
    assert undo.text().startswith("Undo: tag ‘Help and protection’ on")


def test_locking_hides_everything_and_asks_for_the_passphrase(person, workspace_file):
    person.open_document()
    person.press(Qt.Key.Key_L, CONTROL)
    person.until(lambda: person.window.pages.currentWidget() is person.window.unlock)
    assert person.desk.library.model.rowCount() == 0
    assert person.reader.document is None
    assert not person.window.rail.isVisible()
    # Nobody holds the file any more.
    Workspace.open(workspace_file, PASSPHRASE).close()


def test_files_dropped_anywhere_are_imported(person, tmp_path):
    copy = tmp_path / "dropped.pdf"
    copy.write_bytes(AUDIT.read_bytes() + b"\n% another copy\n")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(copy))])
    window, place = person.window, QPointF(700, 400)
    actions, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place.toPoint(), actions, data, buttons, keys)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    window.dropEvent(QDropEvent(place, actions, data, buttons, keys))
    person.until(lambda: person.desk.library.model.rowCount() == 5)
    person.settle()
    assert "1 added" in person.desk.library.note.text


def test_what_went_wrong_is_told_in_the_window(person):
    person.session.problem.emit(DiskFull())
    assert person.window.note.isVisible()
    assert "everything saved so far is safe" in person.window.note.text


def test_a_fault_of_the_program_is_shown_without_what_was_being_read(person, qtbot):
    from ui.dialogs.bug import BugDialog

    person.session.problem.emit(RuntimeError("Jamie D'Arcy was seen on 3 May"))
    dialog = person.window.findChild(BugDialog)
    assert "RuntimeError" in dialog.report.toPlainText()
    assert "Jamie" not in dialog.report.toPlainText()
    dialog.close()


def test_the_recent_workspaces_are_listed_and_can_be_opened(person, workspace_file):
    person.window.actions_["workspace.lock"].trigger()
    person.until(lambda: person.window.pages.currentWidget() is person.window.unlock)
    person.press(Qt.Key.Key_Escape)
    buttons = person.window.welcome.findChildren(QAbstractButton)
    assert "stocked" in [button.text() for button in buttons]


def test_everything_a_person_can_reach_has_a_name(person):
    person.open_document()
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
    nameless = []
    for place in ("library", "search", "evidence", "coverage", "improvement", "packs"):
        person.window.show_place(place)
        person.settle()
        for kind in kinds:
            for widget in person.window.findChildren(kind):
                reached = widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
                if reached and not (widget.accessibleName() or getattr(widget, "text", str)()):
                    nameless.append((place, type(widget).__name__, widget.parent()))
    assert nameless == []


def test_tab_leads_out_of_every_pane(person):
    person.open_document()
    person.press(Qt.Key.Key_1, ALT)
    seen = set()
    for _ in range(80):
        seen.add(person.focus())
        person.press(Qt.Key.Key_Tab)
    for pane in (person.window.top, person.window.rail, person.desk.lists, person.desk.reading, person.desk.panel):
        assert any(pane.isAncestorOf(widget) for widget in seen), pane


def test_checks_are_shown_line_by_line(person):
    from ui.dialogs.checks import Checks

    told = [Check("hashes", True), Check("links", False, "p. 3 leads nowhere")]
    person.window.packs.history.checked.emit("Pack", told)
    dialog = person.window.findChild(Checks)
    assert dialog.isVisible()
    dialog.close()
