"""The readers in the window: back and forward, places remembered, two documents side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt
from window_person import AUDIT, NOTES, REPORT

from evidence_app.workspace import Workspace
from ui.reader.places import KEY, Places

KEYS = Qt.Key
MOD = Qt.KeyboardModifier


def sharp(person) -> None:
    person.until(lambda: person.desk.reading.reader.view.feed.under_way == 0)
    person.settle()


def at(person) -> tuple[str, int]:
    reader = person.desk.reading.reader
    return reader.document.paths[0], reader.view.page


def test_back_and_forward_follow_jumps_within_and_between_documents(person):
    person.open_document(NOTES)
    person.desk.reading.to_pages()
    person.press(KEYS.Key_G, MOD.ControlModifier)
    person.type("3")
    person.press(KEYS.Key_Return)
    assert at(person) == (str(NOTES), 3)
    person.open_document(AUDIT)
    person.desk.reading.to_pages()
    person.press(KEYS.Key_Left, MOD.AltModifier)
    person.until(lambda: at(person) == (str(NOTES), 3))
    sharp(person)
    person.press(KEYS.Key_Left, MOD.AltModifier)
    assert at(person) == (str(NOTES), 1)
    person.press(KEYS.Key_Right, MOD.AltModifier)
    assert at(person) == (str(NOTES), 3)
    person.press(KEYS.Key_Right, MOD.AltModifier)
    person.until(lambda: at(person)[0] == str(AUDIT))
    person.press(KEYS.Key_Right, MOD.AltModifier)
    assert at(person)[0] == str(AUDIT)
    sharp(person)


def test_a_document_opens_where_it_was_left_also_after_the_workspace_was_closed(person, workspace_file):
    person.open_document(NOTES)
    person.reader.view.go_to(2)
    person.reader.view.scroll_by(60)
    left = person.reader.spot()
    person.open_document(AUDIT)
    person.open_document(NOTES)
    assert person.reader.spot().near(left)
    sharp(person)

    with person.qtbot.waitSignal(person.session.closed, timeout=20_000):
        person.session.lock()
    person.unlock(workspace_file)
    person.open_document(NOTES)
    again = person.reader.spot()
    assert (again.document.id, again.page) == (left.document.id, left.page)
    assert abs(again.down - left.down) < 2
    sharp(person)


def test_places_that_cannot_be_read_are_forgotten():
    assert Places("no json").of(1) == (1, None)
    assert Places('{"1": 4}').of(1) == (1, None)
    assert Places('{"1": [4, 20.5]}').of(1) == (4, 20.5)


def test_two_documents_are_read_side_by_side_and_tagged_in_turn(person):
    reading = person.desk.reading
    person.open_document(NOTES)
    reading.to_pages()
    person.press(KEYS.Key_D, MOD.ControlModifier)
    person.until(lambda: len(reading.readers) == 2)
    left, right = reading.readers
    assert reading.reader is right
    person.until(lambda: right.view.pages)
    person.reader = right
    person.open_document(REPORT)
    assert left.document.paths == (str(NOTES),)
    assert right.document.paths == (str(REPORT),)
    sharp(person)
    # The evidence of the report is listed and drawn beside the notes.
    person.until(lambda: right.view._marks)
    assert left.view._marks == {}

    reading.to_pages()
    person.press(KEYS.Key_2, MOD.AltModifier)
    assert reading.reader is left
    assert person.panel._document == left.document
    person.reader = left
    words = person.select_words()
    assert words
    assert reading.selection()[1] == words
    assert person.panel.ready

    person.press(KEYS.Key_D, MOD.ControlModifier)
    assert reading.readers == [left]
    assert left.document.paths == (str(NOTES),)
    sharp(person)


def test_closing_the_workspace_closes_both_documents(person, workspace_file):
    person.open_document(NOTES)
    person.desk.reading.toggle_beside()
    person.until(lambda: person.desk.reading.reader.view.pages)
    with person.qtbot.waitSignal(person.session.closed, timeout=20_000):
        person.session.lock()
    assert len(person.desk.reading.readers) == 1
    assert person.desk.reading.document is None
    with Workspace.open(workspace_file, "correct horse battery") as workspace:
        assert Places(workspace.preference(KEY)).of(1) is not None


def test_the_words_of_evidence_are_changed_and_taken_back(person):
    person.open_document(REPORT)
    person.until(lambda: person.reader.view._marks)
    person.desk.reading.to_pages()
    person.press(KEYS.Key_F4)
    person.until(lambda: person.panel.ready)
    item = person.reader.evidence.tagged.chosen
    before = person.session.workspace.evidence.get(item).passage.quote
    person.desk.reading.to_pages()
    person.press(KEYS.Key_X)
    assert person.reader.extent.item == item
    person.press(KEYS.Key_Right, MOD.ShiftModifier)
    longer = person.reader.selected_text()
    assert len(longer) > len(before)
    person.press(KEYS.Key_Return)
    person.until(lambda: person.session.workspace.evidence.get(item).passage.quote == longer)
    person.settle()
    person.session.undo()
    person.until(lambda: person.session.workspace.evidence.get(item).passage.quote == before)
    person.settle()


def test_a_box_of_the_page_is_kept_as_evidence_by_keys_alone(person):
    person.open_document(NOTES)
    person.desk.reading.to_pages()
    person.press(KEYS.Key_G)
    person.press(KEYS.Key_Up)
    person.press(KEYS.Key_Return)
    person.type("A drawing of three houses")
    person.press(KEYS.Key_Return)
    person.until(lambda: person.panel.ready)
    person.settle()
    person.press(KEYS.Key_3)
    person.press(KEYS.Key_C)
    person.press(KEYS.Key_Return)
    board, document = person.session.workspace.evidence, person.reader.document.id
    person.until(lambda: board.list(document=document))
    (item,) = board.list(document=document)
    assert item.passage.picture
    assert item.passage.quote == "[Picture: A drawing of three houses]"
    assert item.finding == "context"
    person.until(lambda: person.reader.view._marks)
    assert person.reader.view.box.rect is None
    person.settle()


def test_the_box_of_a_picture_is_changed_by_keys(person):
    board = person.session.workspace.evidence
    person.open_document(NOTES)
    kept = board.picture(person.reader.document.id, 1, (100, 100, 300, 200), "A drawing")
    person.session.act(lambda: board.add(kept, ["care"], "context"))
    person.until(lambda: person.reader.view._marks)
    person.desk.reading.to_pages()
    person.press(KEYS.Key_F4)
    person.until(lambda: person.panel.ready)
    person.desk.reading.to_pages()
    person.press(KEYS.Key_X)
    person.press(KEYS.Key_Down)
    person.press(KEYS.Key_Right, MOD.ShiftModifier)
    person.press(KEYS.Key_Return)
    person.until(lambda: board.list(document=kept.document)[0].passage.boxes == ((1, 100, 112, 312, 212),))
    assert board.list(document=kept.document)[0].passage.quote == "[Picture: A drawing]"
    assert person.reader.view.box.rect is None
    person.settle()


def test_a_document_that_can_no_longer_be_drawn_says_why_and_its_evidence_stays(person):
    workspace = person.session.workspace
    letter = workspace.documents.find(REPORT.name)
    with workspace._database.write() as tables:
        tables.execute("DELETE FROM blobs WHERE sha256 = ?", [letter.sha256])
    reader = person.reader
    person.desk.show_document(letter)
    person.until(lambda: reader.view.feed.trouble(1))
    assert "cannot be shown" in str(reader.view.feed.trouble(1))
    person.until(lambda: reader.view._marks)
    person.press(KEYS.Key_F4)
    person.until(lambda: person.panel.ready)
    person.settle()
