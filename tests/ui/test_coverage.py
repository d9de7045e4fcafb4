"""Coverage: what it counts, what it says is missing, and where it leads."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog
from window_person import AUDIT, REPORT

from evidence_app.domain.coverage import CoverageCell
from ui.models.coverage import COLUMNS, IDS, CoverageModel, CoverageRow

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def coverage(person):
    person.press(Qt.Key.Key_4, CONTROL)
    person.settle()
    return person.window.coverage


def row_of(view, name):
    return next(row for row in range(view.model.rowCount()) if name in view.model.row(row).name)


def words(view, row, column):
    return view.model.data(view.model.index(row, IDS.index(column)))


def test_the_model_keeps_qts_rules_and_speaks_of_each_cell(qapp):
    model = CoverageModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    cell = CoverageCell("care", None, 2, 0, 1, "2026-05-01", 2, 1, 1, 3)
    model.show([CoverageRow(cell, "Care", CoverageCell("care", None, 1, 0, 1, "", 1))], {})
    for role in Qt.ItemDataRole:
        for column in range(model.columnCount()):
            model.data(model.index(0, column), role.value)
    shown = {column: model.data(model.index(0, place)) for place, column in enumerate(IDS)}
    assert (shown["strength"], shown["improvement"], shown["context"]) == ("2  (+1)", "0", "1")
    assert (shown["impact"], shown["agreed"], shown["newest"]) == ("33%", "100%", "1 May 2026")
    spoken = model.data(model.index(0, IDS.index("impact")), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Care, impact: 33%"
    assert CoverageRow(cell, "Care").words("missing", date(2026, 6, 1)).startswith("◧ Strengths only; ◇ One kind")


def test_a_number_leads_to_its_evidence_by_key_and_by_click(person, coverage):
    row = row_of(coverage, "leaders")
    assert words(coverage, row, "strength") == "1"
    coverage.table.setCurrentIndex(coverage.model.index(row, IDS.index("strength")))
    coverage.table.setFocus()
    person.press(Qt.Key.Key_Return)
    person.settle()
    board = person.desk.board
    assert person.window.place == "evidence"
    assert board.model.rowCount() == 1
    assert board.model.item(0).areas == ("leaders",)
    assert (board.query.area, board.query.finding) == ("leaders", "strength")
    person.press(Qt.Key.Key_4, CONTROL)
    other = row_of(coverage, "protection")
    coverage.table.clicked.emit(coverage.model.index(other, IDS.index("improvement")))
    person.settle()
    assert board.model.item(0).areas == ("protection",)


def test_an_empty_cell_says_so_and_leads_nowhere(person, coverage):
    row = row_of(coverage, "care leavers")
    assert words(coverage, row, "missing") == "△ Nothing yet"
    coverage.table.opened.emit(coverage.model.index(row, 0))
    assert person.window.place == "coverage"
    assert "nothing tagged" in person.window.status.notice.text()


def test_filters_and_rows_narrow_what_is_counted(person, coverage):
    every = coverage.model.rowCount()
    coverage.filters.show_rows.choose("areas")
    person.settle()
    assert coverage.model.rowCount() == 4 < every
    row = row_of(coverage, "leaders")
    coverage.filters.kind.choose("audit")
    person.settle()
    assert words(coverage, row, "strength") == "0"
    coverage.filters.kind.choose("")
    coverage.filters.since.setText("2030-01-01")
    person.until(lambda: words(coverage, row, "strength") == "0")
    person.settle()


def test_it_is_compared_with_an_earlier_day(person, coverage):
    coverage.filters.compare.setText("2020-01-01")
    row = row_of(coverage, "leaders")
    person.until(lambda: words(coverage, row, "strength") == "1  (+1)")
    person.settle()
    assert "changes since 1 Jan 2020" in coverage.told.text()


def test_it_is_copied_as_a_table_and_as_a_picture(person, coverage):
    clipboard = QGuiApplication.clipboard()
    coverage.copy_table()
    lines = clipboard.text().splitlines()
    assert lines[0].split("\t")[0] == COLUMNS["name"]
    assert len(lines) == 1 + coverage.model.rowCount()
    assert "<table" in clipboard.mimeData().html()
    coverage.copy_picture()
    image = clipboard.image()
    assert image.width() > 2000
    assert len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, 600, 7)}) > 5


def test_the_page_is_saved_as_a_pdf(person, coverage, monkeypatch, tmp_path):
    target = tmp_path / "coverage.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    person.window.actions_["coverage.pdf"].trigger()
    assert target.read_bytes().startswith(b"%PDF")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "none" / "x.pdf"), ""))
    person.window.actions_["coverage.pdf"].trigger()
    assert "cannot be written" in person.window.note.text


def test_teams_that_documents_are_given_narrow_coverage_and_evidence(person, coverage):
    assert not coverage.filters.team.isVisible(), "without teams there is no list of them"
    workspace = person.session.workspace
    audit, letter = (workspace.documents.find(file.name).id for file in (AUDIT, REPORT))
    person.session.act(lambda: workspace.documents.edit([audit], {"team": "North locality"}))
    person.until(coverage.filters.team.isVisible)
    leaders = row_of(coverage, "leaders")
    assert words(coverage, leaders, "strength") == "1"
    coverage.filters.team.choose("North locality")
    person.until(lambda: words(coverage, row_of(coverage, "leaders"), "strength") == "0")
    assert "North locality" in coverage.filters.told()
    person.session.act(lambda: workspace.documents.edit([letter], {"team": "North locality"}))
    person.until(lambda: words(coverage, row_of(coverage, "leaders"), "strength") == "1")
    coverage.table.setCurrentIndex(coverage.model.index(row_of(coverage, "leaders"), IDS.index("strength")))
    coverage.table.setFocus()
    person.press(Qt.Key.Key_Return)
    person.until(lambda: person.desk.board.isVisible() and person.desk.board.filters.team.value() == "North locality")
    person.until(lambda: person.desk.board.model.rowCount() == 1)
    person.session.undo()
    person.session.undo()
    person.until(lambda: person.desk.board.model.rowCount() == 0)
