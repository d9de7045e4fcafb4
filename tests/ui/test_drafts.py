"""What was begun in the evidence panel is not lost with the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from window_person import AUDIT, REPORT

from ui.models.begun import Begun
from ui.models.choices import Choices


def begin(person) -> str:
    person.open_document(REPORT)
    words = person.select_words()
    person.settle()
    person.press(Qt.Key.Key_N)
    person.type("seen twice")
    person.desk._drafts.look()
    person.settle()
    return words


def offered(person):
    return {one.text(): one for one in person.panel.note.findChildren(QPushButton) if one.isVisibleTo(person.panel)}


def test_what_was_begun_is_kept_as_json_and_read_again():
    begun = Begun("Some words", ((1, 5), (2, 9)), "", Choices(areas=("care",), finding="context", note="a"))
    assert Begun.from_json(begun.to_json()) == begun
    of_an_item = Begun("Some words", None, "e1", Choices(areas=("care", "leaders")))
    assert Begun.from_json(of_an_item.to_json()) == of_an_item


def test_closing_in_the_middle_keeps_what_was_written_and_offers_it_again(person, workspace_file):
    words = begin(person)
    person.type(", and once more")
    person.window.actions_["workspace.lock"].trigger()
    person.until(lambda: person.window.pages.currentWidget() is person.window.unlock)
    person.unlock(workspace_file)
    person.open_document(REPORT)
    person.until(lambda: "Go on" in offered(person))
    assert "had begun here" in person.panel.note.text
    offered(person)["Go on"].click()
    person.until(lambda: person.panel.form.choices().note == "seen twice, and once more")
    assert words[:20] in person.panel.quote.text()
    person.settle()


def test_going_to_another_document_and_back_offers_it_too_and_it_can_be_discarded(person):
    begin(person)
    person.open_document(AUDIT)
    assert not offered(person)
    person.open_document(REPORT)
    person.until(lambda: "Discard" in offered(person))
    offered(person)["Discard"].click()
    person.settle()
    person.open_document(AUDIT)
    person.open_document(REPORT)
    person.settle()
    assert not offered(person)


def test_what_was_cancelled_is_forgotten(person):
    begin(person)
    workspace = person.session.workspace
    document = person.reader.document.id
    assert workspace.preference(f"draft.{document}")
    person.panel.step_back()
    person.desk._drafts.look()
    person.settle()
    assert not workspace.preference(f"draft.{document}")
