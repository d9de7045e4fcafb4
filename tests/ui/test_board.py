"""The evidence board: what it lists, groups, alters, remembers and exports."""

from __future__ import annotations

import csv
import io

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog
from window_person import REPORT

from evidence_app.domain.board import BoardQuery
from ui.dialogs.bulk_edit import BulkEdit
from ui.models.board import IDS

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def items(person):
    return person.session.workspace.evidence.list()


@pytest.fixture
def board(person):
    person.press(Qt.Key.Key_3, CONTROL)
    person.settle()
    return person.desk.board


def confirm(person):
    """Says yes to what the preview tells, and gives its lines."""
    dialog = person.window.findChild(BulkEdit)
    person.until(dialog.main.isEnabled)
    rows = [
        [dialog.model.data(dialog.model.index(row, column)) for column in range(4)]
        for row in range(dialog.model.rowCount())
    ]
    dialog.main.click()
    person.settle()
    person.back()
    return rows


def test_the_board_lists_filters_and_opens(person, board):
    assert board.model.rowCount() == 2
    board.filters.area.choose("protection")
    person.until(lambda: board.model.rowCount() == 1)
    person.settle()
    assert board.count.text() == "1 of 2"
    item = board.model.item(0)
    board.table.setFocus()
    person.press(Qt.Key.Key_Return)
    person.until(lambda: person.reader.document is not None and person.reader.view.page == item.passage.page)
    person.settle()
    assert person.reader.document.paths == (str(REPORT),)
    assert person.panel.heading.text() == f"Evidence, p. {item.passage.page}"


def test_several_are_altered_after_a_look_and_taken_back_as_one(person, board):
    board.table.selectAll()
    assert board.bulk.count.text() == "2 chosen"
    person.press(Qt.Key.Key_A, CONTROL | SHIFT)
    assert confirm(person) == [["Status", "Draft", "Agreed", "2"]]
    assert {item.status for item in items(person)} == {"agreed"}
    assert len(board.chosen()) == 2
    board.bulk.area_menu.actions()[2].trigger()
    assert len(confirm(person)) == 2
    assert {item.areas for item in items(person)} == {("care",)}
    board.table.setFocus()
    person.press(Qt.Key.Key_Delete)
    person.until(lambda: not items(person))
    person.settle()
    for _ in range(3):
        person.press(Qt.Key.Key_Z, CONTROL)
        person.settle()
    assert {item.status for item in items(person)} == {"draft"}
    assert len({item.areas for item in items(person)}) == 2


def test_a_preview_that_is_left_changes_nothing(person, board):
    board.table.selectAll()
    board.bulk.finding_menu.actions()[2].trigger()
    dialog = person.window.findChild(BulkEdit)
    person.until(dialog.main.isEnabled)
    dialog.reject()
    person.settle()
    assert {item.finding for item in items(person)} == {"strength", "improvement"}


def test_a_single_one_is_altered_at_once(person, board):
    board.table.go_to(0)
    chosen = board.model.item(0).id
    board.bulk.agree.click()
    person.until(lambda: person.session.workspace.evidence.get(chosen).status == "agreed")
    person.settle()


def test_groups_stand_between_the_rows_and_open_nothing(person, board):
    board.menu.groups["area"].trigger()
    person.settle()
    assert board.model.rowCount() == 4
    assert "Leaders" not in board.model.data(board.model.index(1, 0))
    heads = [row for row in range(4) if not board.model.id_at(row)]
    assert heads == [0, 2]
    board.table.setFocus()
    board.table.setCurrentIndex(board.model.index(0, 0))
    person.settle()
    before = person.reader.document  # of the first row, where the keyboard stood on it for long enough
    person.press(Qt.Key.Key_Return)
    person.settle()
    assert person.reader.document is before
    board.table.selectAll()
    assert len(board.chosen()) == 2


def test_the_header_orders_the_rows_both_ways(person, board):
    finding = IDS.index("finding")
    header = board.table.horizontalHeader()
    header.sectionClicked.emit(finding)
    person.settle()
    first = [board.model.item(row).finding for row in range(2)]
    header.sectionClicked.emit(finding)
    person.settle()
    assert first == ["improvement", "strength"]
    assert [board.model.item(row).finding for row in range(2)] == first[::-1]


def test_columns_order_and_filter_are_there_again_after_a_restart(person, board, workspace_file):
    board.menu.columns["author"].trigger()
    board.filters.status.choose("draft")
    board.filters.more.setChecked(True)
    board.filters.impact.choose("process")
    person.settle()
    board.table.horizontalHeader().sectionClicked.emit(IDS.index("page"))
    person.settle()
    kept = board.query
    assert (kept.status, kept.impact, kept.column) == ("draft", "process", "page")
    person.press(Qt.Key.Key_L, CONTROL)
    person.until(lambda: person.window.pages.currentWidget() is person.window.unlock)
    assert board.model.rowCount() == 0
    person.unlock(workspace_file)
    assert board.query == kept
    assert "author" in board.shown
    assert board.filters.impact.value() == "process"
    assert board.filters.more.text() == "More filters (1)"


def test_filters_are_saved_under_a_name_recalled_and_removed(person, board, monkeypatch):
    board.filters.finding.choose("strength")
    person.settle()
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("What is good", True))
    board.menu.saved.actions()[-1].trigger()
    person.until(lambda: len(board.menu.saved.actions()) > 1)
    board.filters.clear()
    person.settle()
    assert board.model.rowCount() == 2
    board.menu.saved.actions()[0].trigger()
    person.settle()
    assert board.query.finding == "strength"
    assert board.model.rowCount() == 1
    assert person.session.workspace.board.saved() == {"What is good": BoardQuery(finding="strength")}
    board.menu.saved.actions()[2].menu().actions()[0].trigger()
    person.until(lambda: not person.session.workspace.board.saved())
    person.settle()


def test_what_stands_twice_is_shown_and_any_filter_leads_back(person, board):
    board.show_twins()
    person.settle()
    assert board.model.rowCount() == 0
    first = items(person)[0]
    workspace = person.session.workspace
    person.session.act(lambda: workspace.evidence.add(first.passage, first.areas, "context"))
    person.settle()
    assert board.model.data(board.model.index(0, 0)) == "The same passage: 2"
    board.filters.clear()
    person.settle()
    assert board.model.rowCount() == 3


def test_what_is_seen_is_exported(person, board, monkeypatch, tmp_path):
    target = tmp_path / "seen.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    board.filters.finding.choose("improvement")
    person.settle()
    person.press(Qt.Key.Key_E, CONTROL | SHIFT)
    person.until(target.exists)
    person.settle()
    rows = list(csv.reader(io.StringIO(target.read_bytes().decode("utf-8-sig"))))
    assert rows[0][:2] == ["Passage", "Areas"]
    assert len(rows) == 2


def test_words_that_fit_nothing_say_so(person, board):
    board.filters.box.setFocus()
    person.type("zebra")
    person.until(lambda: board.model.rowCount() == 0)
    person.settle()
    assert board._no_match.isVisible()
    assert not board.bulk.isVisible()
