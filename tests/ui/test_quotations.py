"""The quotation check, worked by keyboard: paste, check, look, go to the source, save a report."""

from __future__ import annotations

import pymupdf
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from window_person import REPORT, Person

from ui.views.quotation_text import LIGHT, as_html

CONTROL = Qt.KeyboardModifier.ControlModifier


def sentence(person: Person) -> str:
    """A paragraph of the letter in the library."""
    letter = next(one for one in person.session.workspace.inspections.every() if one.report.sections)
    return next(p.text for s in letter.report.sections for p in s.paragraphs if 12 < len(p.text.split()) < 80)


def checked(person: Person, words: str):
    """The page, with a statement pasted and checked."""
    page = person.window.improvement.quotations
    person.press(Qt.Key.Key_5, CONTROL)
    page.statement.setFocus()
    QApplication.clipboard().setText(words)
    person.press(Qt.Key.Key_V, CONTROL)
    person.press(Qt.Key.Key_Return, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    person.settle()
    return page


def test_each_quotation_gets_its_verdict_and_what_the_source_says(person):
    true = sentence(person)
    words = true.split()
    cut = " ".join(words[:4] + words[6:])
    page = checked(person, f"We welcome it: “{true}” And also “{cut}”. And “nobody ever wrote these seven words”.")
    assert page.told.text() == "3 checked: 1 exact, 1 altered, 1 not found."
    assert [page.model.index(row, 0).data() for row in range(3)] == ["✓ Exact", "≠ Altered", "? Not found"]
    page.table.setFocus()
    person.press(Qt.Key.Key_Down)
    assert f"{' '.join(words[4:6])}” – left out" in page.detail.toPlainText()
    assert len(page.statement.extraSelections()) == 3
    person.press(Qt.Key.Key_Return)
    person.until(lambda: person.reader.document is not None and str(REPORT) in person.reader.document.paths)
    assert person.window.place == "library"
    person.until(lambda: person.reader.hits()[1] > 0)


def test_a_changed_statement_is_to_be_checked_again(person):
    page = checked(person, "“nobody ever wrote these seven words” is what we say.")
    assert page.report_button.isEnabled()
    page.statement.setFocus()
    person.type("!")
    assert page.model.rowCount() == 0
    assert "check it again" in page.told.text()
    page.statement.clear()
    page.check()
    assert "Paste a press release" in page.note.text


def test_a_file_is_read_and_a_report_of_it_saved(person, tmp_path, monkeypatch):
    statement = tmp_path / "Press release.txt"
    statement.write_text(f"They wrote “{sentence(person)}”.", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(statement), ""))
    person.press(Qt.Key.Key_Q, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    page = person.window.improvement.quotations
    person.until(lambda: page.model.rowCount() == 1)
    target = tmp_path / "report.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.report_button.click()
    with pymupdf.open(target) as made:
        text = " ".join("".join(one.get_text() for one in made).split())
    assert "Press release.txt" in text
    assert "1 checked: 1 exact." in text


def test_a_file_that_cannot_be_read_says_so(person, tmp_path):
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 word/document not really")
    page = person.window.improvement.quotations
    page.read(broken)
    person.until(lambda: page.note.text)
    assert page.model.rowCount() == 0


def test_words_of_a_statement_are_never_taken_for_markup(person):
    page = checked(person, "They said “<b>nobody</b> ever & <i>wrote</i> these seven words”.")
    (answer,) = page._answers
    assert "&lt;b&gt;nobody" in as_html(answer, LIGHT)
