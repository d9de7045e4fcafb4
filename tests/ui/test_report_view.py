"""What an inspection report says, in place of the list; and the inspections of a council over time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel
from window_person import AUDIT, REPORT, SAMPLES

from evidence_app import progress

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
INSPECTIONS = sorted(SAMPLES.glob("*nspection*report*.pdf")) or sorted(SAMPLES.glob("*nspection*.pdf"))


@pytest.fixture
def inspected(person):
    """The window, with the sample inspection reports imported as well."""
    progress.run(person.session.workspace.documents.import_paths(INSPECTIONS))
    person.desk.library.reload()
    person.settle()
    return person


def words_of(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def open_report(person, file):
    person.open_document(file)
    person.desk.reading.to_pages()
    person.press(Qt.Key.Key_R, CONTROL | SHIFT)
    person.settle()
    return person.desk.report


def test_a_report_tells_its_judgements_and_leads_to_each_paragraph(inspected):
    person, file = inspected, INSPECTIONS[-1]
    report = open_report(person, file)
    document = person.reader.document
    read = person.session.workspace.inspections.get(document.id).report
    assert read.grades
    told = words_of(report.facts)
    assert read.lead_inspector in told
    assert all(each.grade in told for each in read.grades)
    report.tabs.setCurrentIndex(2)
    assert report.table.model().rowCount() == len(read.summary) + sum(len(s.paragraphs) for s in read.sections)
    section = next(
        section for section in read.sections if section.area in ("protection", "care") and section.paragraphs
    )
    report.section.choose(section.heading)
    report.table.setFocus()
    report.table.go_to(0)
    paragraph = section.paragraphs[0]
    person.until(lambda: person.reader.selected_text())
    assert person.reader.view.page == paragraph.page
    assert paragraph.text.split()[:5] == person.reader.selected_text().split()[:5]
    person.settle()
    person.press(Qt.Key.Key_Return)
    person.until(lambda: any(item.areas == (section.area,) for item in person.session.workspace.evidence.list()))


def test_what_a_person_confirms_is_kept_and_can_be_taken_back(person):
    report = open_report(person, REPORT)
    workspace, document = person.session.workspace, person.reader.document.id
    report.facts.confirmed.emit("lead_inspector", "Rowan Ash")
    person.until(lambda: "Rowan Ash" in words_of(report.facts))
    assert workspace.inspections.get(document).report.lead_inspector == "Rowan Ash"
    back = next(part for part in report.facts.findChildren(QAbstractButton) if part.text() == "Take back")
    back.click()
    person.until(lambda: "Rowan Ash" not in words_of(report.facts))
    person.settle()


def test_a_document_that_is_no_report_says_so(person):
    report = open_report(person, AUDIT)
    assert report.title.text() == "This document is no inspection report"
    assert report.note.isVisible()


def test_grades_over_time_are_a_picture_a_table_and_words(inspected):
    person = inspected
    person.press(Qt.Key.Key_J, CONTROL)
    page = person.window.inspections
    person.until(lambda: page.model.rowCount())
    series = person.session.workspace.inspections.series()
    points = [point for line in series.lines for point in line.points]
    assert points
    assert page.chart.width() >= page.chart.sizeHint().width()
    assert all(point.grade in page.chart.accessibleDescription() for point in points)
    page.copy_table()
    copied = QGuiApplication.clipboard().text().split("\n")
    assert len(copied) == 1 + len(series.lines)
    assert all(line.name == row.split("\t")[0] for line, row in zip(series.lines, copied[1:], strict=True))
    page.copy_picture()
    assert QGuiApplication.clipboard().image().size() == page.chart.grab().toImage().size()
    page.table.go_to(0)
    page.table.setFocus()
    person.press(Qt.Key.Key_Return)
    person.until(
        lambda: person.window.place == "report" and person.desk.report.title.text() == series.inspections[0].title
    )
    person.settle()


def test_what_came_back_is_shown_side_by_side(inspected):
    person = inspected
    person.press(Qt.Key.Key_J, CONTROL)
    repeats = person.window.inspections.repeats
    person.until(repeats.compare_button.isEnabled)
    repeats.compare_button.click()
    person.until(lambda: repeats.heading.text() != "What came back")
    person.settle()
    found = progress.run(person.session.workspace.inspections.repeated())
    assert repeats.model.rowCount() == len(found) > 0
    told = words_of(repeats)
    assert found[0].earlier.text in told
    assert found[0].later.text in told
