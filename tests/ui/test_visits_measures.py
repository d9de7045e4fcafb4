"""Measures and visits, worked by keyboard."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog
from window_person import REPORT, Person

from evidence_app.domain.chart import ticks
from evidence_app.domain.measure import Measure, Value
from evidence_app.domain.visit import Visit
from ui.dialogs.desk_forms import MeasureForm, ProposeForm, RangeForm, TaskForm, ValueForm, VisitForm
from ui.dialogs.plan_forms import TrackerForm
from ui.views.measure_chart import MeasureChart
from ui.views.measures import WITHIN

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(person: Person):
    """The measures on screen."""
    person.press(Qt.Key.Key_5, CONTROL)
    person.settle()
    person.window.improvement.show_part("measures")
    return person.window.improvement.measures


def dialog(person: Person, kind: type[QDialog]):
    """The dialog of a kind, once it is there."""
    person.until(lambda: [one for one in person.window.findChildren(kind) if one.isVisible()])
    return next(one for one in person.window.findChildren(kind) if one.isVisible())


def fill(person: Person, form: QDialog, *words: str) -> None:
    """Types into the fields of a form one after the other, from where the keyboard is, and presses Enter."""
    for number, each in enumerate(words):
        person.until(lambda: form.isAncestorOf(person.focus()))
        if number:
            person.press(Qt.Key.Key_Tab)
        person.type(each)
    person.press(Qt.Key.Key_Return)


def put(person: Person, *values: tuple[str, float, float]) -> Measure:
    """Puts a measure with values in, as another place of the window might."""
    measures = person.session.workspace.measures
    person.session.act(lambda: measures.add(Measure("", "Caseload", "children", "West")))
    person.settle()
    (measure,) = measures.list()
    person.session.act(lambda: measures.put_values([Value("", measure.id, *one) for one in values]))
    person.settle()
    return measure


def column(model, number: int) -> list[str]:
    """A column of a table."""
    return [model.index(row, number).data() for row in range(model.rowCount())]


def test_a_measure_its_values_and_its_range_are_put_in_by_keyboard(person, page):
    assert page.none.isVisible()
    person.window.actions_["measures.add"].trigger()
    fill(person, dialog(person, MeasureForm), "Caseload", "children", "West")
    person.settle()
    assert column(page.model, 0) == ["Caseload, West"]
    person.back()
    page.value_button.setFocus()
    person.press(Qt.Key.Key_Space)
    form = dialog(person, ValueForm)
    fill(person, form, "many", "30/9/2025")
    assert "is not a figure" in form.note.text
    form.value.setText("14 to 15")
    form.submit()
    person.settle()
    assert column(page.value_model, 1) == ["14 to 15"]
    page._ask("range")
    form = dialog(person, RangeForm)
    fill(person, form, "10", "12")
    assert "Say who set the range" in form.note.text
    form.reason.setText("Practice board, May 2025")
    form.submit()
    person.settle()
    assert column(page.model, 2) == ["10 to 12"]
    assert column(page.value_model, 2) == [WITHIN[False]]
    assert "Practice board" in page.reason.text()
    assert "1 of 1 values lie outside" in page.reason.text()
    assert "14 to 15 (outside the range)" in page.chart.accessibleDescription()
    assert "10 to 12" in page.chart.accessibleDescription()


def test_values_and_measures_are_removed_and_undo_brings_them_back(person, page):
    put(person, ("2025-03-31", 18, 18), ("2025-09-30", 14, 15))
    page.values.setFocus()
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Delete)
    person.settle()
    assert column(page.value_model, 1) == ["18"]
    page.table.setFocus()
    person.press(Qt.Key.Key_Delete)
    person.settle()
    assert page.none.isVisible()
    for _ in range(2):
        person.session.undo()
        person.settle()
    assert column(page.value_model, 1) == ["18", "14 to 15"]


def test_an_altered_note_leaves_figure_and_source_as_they_were(person, page):
    measure = put(person)
    measures = person.session.workspace.measures
    document = person.session.workspace.documents.find(REPORT.name).id
    value = Value("", measure.id, "2025-09-30", 20, 20, "at least", "some teams", document, 2, "Some teams have 20.")
    person.session.act(lambda: measures.put_values([value]))
    person.settle()
    page.values.go_to(0)
    person.qtbot.keyClick(page.values, Qt.Key.Key_Return)
    form = dialog(person, ValueForm)
    form.words.setText("checked")
    form.submit()
    person.settle()
    (kept,) = measures.values(measure.id)
    assert (kept.note, kept.quantifier, kept.comparison, kept.source_page) == ("checked", "some teams", "at least", 2)
    page.values.go_to(0)
    page.source_button.click()
    person.until(lambda: person.reader.document and person.reader.document.id == document)
    person.until(lambda: person.reader.view.page == 2)


def test_figures_of_a_document_are_confirmed_into_a_new_measure_with_their_source(person, page):
    person.window.actions_["measures.propose"].trigger()
    form = dialog(person, ProposeForm)
    person.settle()
    document = person.session.workspace.documents.find(REPORT.name).id
    form.document.choose(str(document))
    person.until(lambda: form.figures.count())
    form.submit()
    assert "Tick the figures" in form.note.text
    form.figures.setFocus()
    form.figures.setCurrentRow(0)
    person.qtbot.keyClick(form.figures, Qt.Key.Key_Space)
    form.name.setText("Out of the letter")
    form.date.setText("21/10/2025")
    form.submit()
    person.settle()
    (measure,) = person.session.workspace.measures.list()
    (value,) = person.session.workspace.measures.values(measure.id)
    assert (value.source, value.date) == (document, "2025-10-21")
    assert value.source_text
    person.session.undo()
    person.settle()
    assert page.none.isVisible()


def test_a_sheet_is_looked_at_before_it_is_put_in_and_the_values_leave_as_one(person, page, tmp_path, monkeypatch):
    sheet = tmp_path / "caseloads.csv"
    sheet.write_text("Measure,Team,Date,Value\nCaseload,West,Sep 2025,14 to 15\nCaseload,West,soon,12\n", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(sheet), ""))
    person.window.actions_["measures.import"].trigger()
    form = dialog(person, TrackerForm)
    assert "It is no day" in form.list.item(0).text()
    form.submit()
    person.settle()
    assert column(page.value_model, 0) == ["30 Sep 2025"]
    target = tmp_path / "out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    person.window.actions_["measures.export"].trigger()
    person.settle()
    assert "14 to 15" in target.read_text(encoding="utf-8-sig")


def test_the_picture_goes_to_the_clipboard_and_shows_the_visits(person, page):
    put(person, ("2025-03-31", 18, 18), ("2025-12-31", 14, 15))
    assert "monitoring visit" in page.legend.text()
    assert page.legend.text() in page.chart.accessibleDescription()
    page.copy_button.click()
    assert not QGuiApplication.clipboard().pixmap().isNull()


def test_words_of_a_hundred_values_never_stand_upon_each_other(qtbot):
    chart = MeasureChart()
    qtbot.addWidget(chart)
    chart.resize(700, 320)
    days = [f"2025-{month:02}-{day:02}" for month in range(1, 11) for day in range(1, 29, 3)]
    values = [Value("", "", day, 10 + number % 7, 12 + number % 7) for number, day in enumerate(days)]
    chart.show_measure(Measure("", "Caseload", low=10, high=14), values, [])
    chart.grab()
    rooms = chart.named
    assert 2 < len(rooms) < len(values)
    assert not any(one.intersects(other) for number, one in enumerate(rooms) for other in rooms[:number])


@pytest.mark.parametrize("ends", [(0, 0), (14, 15), (83.5, 83.5), (-2, 1), (0.01, 0.02), (1200, 90000)])
def test_the_scale_holds_all_values_and_the_range_in_even_steps(ends):
    low, high = ends
    made = ticks(Measure("", "", low=low, high=None), [Value("", "", "2025-01-01", low, high)])
    assert made[0] <= low <= high < made[-1]
    assert 2 <= len(made) <= 9
    steps = {round((after - before) / (made[1] - made[0]), 6) for before, after in pairwise(made)}
    assert steps == {1.0}


@pytest.mark.parametrize(
    ("unit", "ends", "last"), [("%", (41, 88), 100), ("%", (90, 100), 100), ("days", (41, 88), 100)]
)
def test_the_scale_of_a_share_ends_at_all_of_it(unit, ends, last):
    made = ticks(Measure("", "", unit=unit, low=90), [Value("", "", "2025-01-01", *ends)])
    assert made[-1] >= last
    assert (made[-1] == 100) == (unit == "%")


@pytest.fixture
def visits(person: Person):
    """The visits on screen."""
    person.press(Qt.Key.Key_5, CONTROL)
    person.settle()
    person.window.improvement.show_part("visits")
    return person.window.improvement.visits


def test_a_visit_is_put_in_prepared_and_its_checklist_ticked_by_keyboard(person, visits):
    (letter,) = column(visits.model, 0)
    person.window.actions_["visits.add"].trigger()
    form = dialog(person, VisitForm)
    form.kind.setFocus()
    person.press(Qt.Key.Key_Tab)
    person.type("Supervision")
    form.fields["start"].setText("soon")
    form.submit()
    assert "is not a day" in form.note.text
    form.fields["start"].setText("8/12/2099")
    form.fields["notified"].setText("24/11/2099")
    form.promised.setPlainText("Supervision every four weeks")
    form.submit()
    person.settle()
    assert column(visits.model, 0) == [letter, "8 Dec 2099"]
    visits.kinds.part("coming").click()
    assert column(visits.model, 1) == ["Monitoring visit: Supervision"]
    assert "every four weeks" in visits.detail.toPlainText()
    person.window.actions_["visits.prepare"].trigger()
    person.settle()
    assert visits.model.index(0, 2).data() == f"0 of {visits.checklist.count()}"
    assert "by 24 Nov 2099" in visits.checklist.item(0).text()
    person.back()
    visits.checklist.setFocus()
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Space)
    person.settle()
    assert visits.checklist.item(1).checkState() == Qt.CheckState.Checked
    assert visits.checklist.hasFocus() and visits.checklist.currentRow() == 1
    # A click on the box does the same; one on the words does not.
    room = visits.checklist.visualItemRect(visits.checklist.item(1))
    person.qtbot.mouseClick(visits.checklist.viewport(), Qt.MouseButton.LeftButton, pos=room.center())
    person.settle()
    assert visits.checklist.item(1).checkState() == Qt.CheckState.Checked
    box = QPoint(room.left() + 14, room.center().y())
    for state in (Qt.CheckState.Unchecked, Qt.CheckState.Checked):
        person.qtbot.mouseClick(visits.checklist.viewport(), Qt.MouseButton.LeftButton, pos=box)
        person.settle()
        assert visits.checklist.item(1).checkState() == state
    count = visits.checklist.count()
    assert visits.model.index(0, 2).data() == f"1 of {count}"
    person.press(Qt.Key.Key_Delete)
    person.settle()
    assert visits.checklist.count() == count - 1
    for _ in range(2):
        person.session.undo()
        person.settle()
    assert visits.model.index(0, 2).data() == f"0 of {count}"


def test_a_line_of_ones_own_goes_on_the_checklist(person, visits):
    desk = person.session.workspace.visits
    person.session.act(lambda: desk.add(Visit("", "board", "2020-03-12")))
    person.settle()
    visits.table.go_to(0)
    visits.task_button.click()
    form = dialog(person, TaskForm)
    person.until(lambda: form.isAncestorOf(person.focus()))
    person.press(Qt.Key.Key_Return)
    assert "Say what is to be done" in form.note.text
    fill(person, form, "Print the plan", "Clerk", "10/3/2020")
    person.settle()
    assert visits.checklist.item(0).text() == "Print the plan\nClerk, by 10 Mar 2020 – overdue"
    assert visits.model.index(0, 2).data() == "0 of 1, 1 overdue"
    person.qtbot.keyClick(visits.checklist, Qt.Key.Key_Return)
    form = dialog(person, TaskForm)
    form.fields["who"].setText("Deputy")
    form.submit()
    person.settle()
    assert "Deputy" in visits.checklist.item(0).text()


def test_a_visit_shows_what_it_found_and_the_same_themes_of_others(person, visits):
    visits.sides.part("findings").click()
    person.settle()
    said = visits.said.toPlainText()
    assert "To be improved" in said and "Working well" in said and not visits.checklist.isVisible()
    visits.said.anchorClicked.emit(QUrl("#0"))
    person.until(lambda: person.reader.document is not None and person.reader.document.kind == "monitoring_letter")
    person.press(Qt.Key.Key_5, CONTROL)
    visits.sides.part("themes").click()
    person.settle()
    assert "No other visit speaks" in visits.said.toPlainText()
    visits.sides.part("visit").click()
    assert visits.detail.isVisible() and not visits.said.isVisible()


def test_a_visit_read_from_its_letter_shows_it_and_is_put_in_by_editing_it(person, visits):
    assert not visits.remove_button.isEnabled()
    assert "Read from its report" in visits.detail.toPlainText()
    person.qtbot.keyClick(visits.table, Qt.Key.Key_Return)
    form = dialog(person, VisitForm)
    form.fields["topic"].setText("Help and protection")
    form.submit()
    person.settle()
    assert column(visits.model, 1) == ["Monitoring visit: Help and protection"]
    assert visits.remove_button.isEnabled()
    visits.back_button.click()
    assert person.window.place == "inspections"
    person.window.show_place("improvement")
    visits.report_button.click()
    person.until(lambda: person.reader.document and person.reader.document.title)
    assert person.reader.document.id == person.session.workspace.documents.find(REPORT.name).id
    visits.remove()
    person.settle()
    assert column(visits.model, 1) == ["Monitoring visit"]
