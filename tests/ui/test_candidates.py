"""What looks like evidence in a document: accepted, altered and dismissed by single keys, and undone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from window_person import AUDIT, REPORT

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def items(person):
    return person.session.workspace.evidence.list()


def propose(person, file):
    """Opens a document and asks what looks like evidence in it."""
    person.open_document(file)
    person.desk.reading.to_pages()
    person.press(Qt.Key.Key_R, CONTROL)
    candidates = person.desk.candidates
    person.until(lambda: candidates.model.rowCount() and person.panel.ready)
    person.settle()
    return candidates


def test_enter_accepts_what_is_proposed_and_the_next_is_shown(person):
    candidates = propose(person, AUDIT)
    before, count = len(items(person)), candidates.model.rowCount()
    first = candidates.chosen()[0]
    assert person.reader.selected_text() == first.passage.quote
    assert candidates.table.hasFocus()
    person.press(Qt.Key.Key_Return)
    person.until(lambda: len(items(person)) == before + 1 and candidates.model.rowCount() < count)
    made = next(item for item in items(person) if item.passage.quote == first.passage.quote)
    assert (made.areas, made.finding) == ((first.area,), first.finding)
    person.until(lambda: person.panel.ready)
    assert candidates.table.hasFocus()
    assert candidates.chosen()[0].id != first.id
    person.settle()
    person.press(Qt.Key.Key_Z, CONTROL)
    person.until(lambda: candidates.model.rowCount() == count)


def test_what_is_proposed_is_altered_by_single_keys(person):
    candidates = propose(person, AUDIT)
    first = candidates.chosen()[0]
    areas = [area.id for area in person.session.workspace.framework.areas]
    other = (areas.index(first.area) + 1) % len(areas)
    person.press(Qt.Key(Qt.Key.Key_1 + other))
    person.press(Qt.Key.Key_C)
    person.press(Qt.Key.Key_Return)
    person.until(lambda: any(item.passage.quote == first.passage.quote for item in items(person)))
    made = next(item for item in items(person) if item.passage.quote == first.passage.quote)
    assert (made.areas, made.finding) == ((areas[other],), "context")


def test_dismissed_stays_dismissed_until_it_is_undone_or_offered_again(person):
    candidates = propose(person, AUDIT)
    count = candidates.model.rowCount()
    first = candidates.chosen()[0]
    person.press(Qt.Key.Key_Delete)
    assert candidates.model.rowCount() == count - 1
    person.settle()
    candidates.open(person.reader.document)
    person.until(lambda: candidates.model.rowCount() == count - 1)
    candidates.dismissed.setChecked(True)
    assert [each.id for each in candidates.chosen()] == [first.id]
    candidates.dismissed.setChecked(False)
    person.settle()
    person.press(Qt.Key.Key_Z, CONTROL)
    person.until(lambda: candidates.model.rowCount() == count)


def test_several_are_accepted_as_one_change(person):
    candidates = propose(person, REPORT)
    before, count = len(items(person)), candidates.model.rowCount()
    assert count > 3
    person.press(Qt.Key.Key_Down, SHIFT)
    person.press(Qt.Key.Key_Down, SHIFT)
    person.until(lambda: candidates.accept_button.text() == "Accept 3 passages" and not person.panel.ready)
    person.press(Qt.Key.Key_Return)
    person.until(lambda: len(items(person)) == before + 3 and candidates.model.rowCount() == count - 3)
    person.settle()
    person.press(Qt.Key.Key_Z, CONTROL)
    person.until(lambda: len(items(person)) == before)


def test_saving_goes_on_to_the_next_proposal_in_the_reader(person):
    candidates = propose(person, AUDIT)
    places = sorted((each.passage.page, each.passage.start, each.passage.quote) for each in candidates._shown)
    person.window.show_place("library")
    before = len(items(person))
    first = next(each for each in candidates._shown if each.passage.quote == places[0][2])
    person.desk._shower.show_passage(first.passage)
    person.until(lambda: person.panel.ready and person.panel.form.choices().areas)
    person.settle()
    person.desk.reading.to_pages()
    person.press(Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    person.until(lambda: len(items(person)) == before + 1)
    person.until(lambda: person.reader.selected_text() == places[1][2])
    assert person.reader.view.hasFocus()
