"""Export for other programs and bringing in: looked at first, warned of, done in the background, taken back."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from refi_files import code, project, qdpx, text_source, words

from evidence_app.domain.exchange import FORMATS
from evidence_app.domain.policy import Policy
from ui.dialogs.bring_in import BringIn, WithoutPlace
from ui.dialogs.export_for_programs import ExportForPrograms

CONTROL = Qt.KeyboardModifier.ControlModifier
TEXT = "Every child is heard at home. Plans are late."


def chosen(monkeypatch, way: str, path) -> None:
    """What the person chooses in the system's own dialog."""
    monkeypatch.setattr(QFileDialog, way, lambda *_: str(path) if way == "getExistingDirectory" else (str(path), ""))


@pytest.fixture
def file(tmp_path):
    sources = text_source("diary", words("a", 0, 28, "Voices", "Strength"), words("b", 30, 45, "Drift"))
    return qdpx(
        tmp_path / "p.qdpx", project(code("Voices") + code("Drift") + code("Strength"), sources), diary_txt=TEXT
    )


def test_everything_goes_out_with_a_warning(person, tmp_path, monkeypatch):
    dialog = person.asked(ExportForPrograms, "exchange.export")
    assert (dialog.text_only.isVisible(), dialog.files.isVisible(), dialog.key.isVisible()) == (True, False, False)
    dialog.format.choose("json")
    assert (dialog.text_only.isVisible(), dialog.warning.isVisible()) == (False, False)
    dialog.key.setChecked(True)
    assert dialog.warning.isVisible()
    dialog.files.choose("beside")
    chosen(monkeypatch, "getSaveFileName", tmp_path / "everything")
    dialog.submit()
    person.until(lambda: "not encrypted: everything.json, everything.files.zip" in person.window.note.text)
    assert len(json.loads((tmp_path / "everything.json").read_text("utf-8"))["parts"]["evidence"]) == 2
    assert (tmp_path / "everything.files.zip").is_file()


def test_tables_go_into_a_folder(person, tmp_path, monkeypatch):
    dialog = person.asked(ExportForPrograms, "exchange.export")
    dialog.format.choose("csv")
    chosen(monkeypatch, "getExistingDirectory", tmp_path / "tables")
    dialog.submit()
    person.until(lambda: (tmp_path / "tables" / "requests.csv").is_file())
    person.settle()


def test_only_formats_that_may_leave_are_offered(qtbot):
    for formats, offered in ((None, list(FORMATS)), (("json", "pdf"), ["json"]), ((), [])):
        dialog = ExportForPrograms(Policy(formats=formats), "w", print)
        qtbot.addWidget(dialog)
        assert [dialog.format.itemData(row) for row in range(dialog.format.count())] == offered
        assert dialog.main.isEnabled() == bool(offered)


def test_a_project_is_looked_at_told_what_its_codes_mean_and_brought_in(person, file, monkeypatch):
    workspace = person.session.workspace
    before = len(workspace.evidence.list())
    chosen(monkeypatch, "getOpenFileName", file)
    dialog = person.asked(BringIn, "exchange.bring_in")
    person.until(lambda: dialog.model.rowCount() == 3)
    assert dialog.lost.rowCount() == 2 and dialog.lost_table.isVisible()
    assert [dialog.model.index(row, 2).data() for row in range(3)] == ["Nothing", "Nothing", "Strength"]
    dialog.meaning.choose("care.voice")
    dialog._choose()
    person.until(lambda: dialog.lost.rowCount() == 1)
    assert dialog.model.rowCount() == 3 and "1 in documents to be added" in dialog.told.text()
    assert len(workspace.documents.list()) == 4
    dialog.submit()
    person.until(lambda: "1 tagged, 0 here already, 1 without a place" in person.window.note.text)
    person.settle()
    next(one for one in person.window.note.findChildren(QPushButton) if one.text().startswith("Show those")).click()
    person.until(lambda: person.window.findChild(WithoutPlace))
    lost = person.window.findChild(WithoutPlace)
    assert lost.model.index(0, 0).data() == "diary: “Plans are late.”"
    lost.submit()
    assert len(workspace.evidence.list()) == before + 1
    (item,) = workspace.evidence.list(text="heard at home")
    assert (item.areas, item.themes, item.finding) == (("care",), ("care.voice",), "strength")
    assert person.window.actions_["edit.undo"].text() == "Undo: bring in “Study”"
    person.back()
    person.press(Qt.Key.Key_Z, CONTROL)
    person.until(lambda: len(workspace.evidence.list()) == before)
    person.settle()


def test_a_file_that_cannot_be_read_is_told_in_the_dialog(person, tmp_path, monkeypatch):
    (tmp_path / "bad.qdpx").write_bytes(b"no archive")
    chosen(monkeypatch, "getOpenFileName", tmp_path / "bad.qdpx")
    dialog = person.asked(BringIn, "exchange.bring_in")
    person.until(lambda: "no REFI-QDA project" in dialog.note.text)
    assert not dialog.main.isEnabled() and not dialog.table.isVisible()
    dialog.reject()
    person.settle()


def test_a_codebook_brings_themes_of_ones_own(person, tmp_path, monkeypatch):
    codes = f"<Codes>{code('Leaders', code('Kitchen'))}</Codes>"
    (tmp_path / "c.qdc").write_text(f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0">{codes}</CodeBook>', "utf-8")
    chosen(monkeypatch, "getOpenFileName", tmp_path / "c.qdc")
    dialog = person.asked(BringIn, "exchange.bring_in")
    person.until(dialog.main.isEnabled)
    assert "To be added as themes of your own: Kitchen." in dialog.told.text()
    dialog.submit()
    person.until(lambda: person.session.workspace.framework.theme("leaders.kitchen"))
    person.until(lambda: "Added as themes of your own" in person.window.note.text)
    person.settle()
