from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from window_person import NOTES, Person

from evidence_app import progress
from ui.dialogs.privacy_lists import PrivacyLists
from ui.views.redactions import Redactions

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def review(person: Person) -> Redactions:
    """The review of the stocked workspace, after a search."""
    packs = person.window.packs
    person.window.show_place("packs")
    packs.show_part("review")
    person.settle()
    assert packs.review.pages.currentWidget() is packs.review.empty
    packs.review.search()
    person.until(lambda: packs.review.list.places.rowCount())
    person.settle()
    packs.review.list.table.setFocus()
    packs.review.list.table.go_to(0)
    return packs.review


def stored(person: Person) -> dict[str, str]:
    return {one.id: one.decision for one in person.session.workspace.privacy.redactions()}


def test_single_keys_decide_and_go_on_and_undo_takes_it_back(person, review):
    first, second = review.list.found.places[:2]
    person.press(Qt.Key.Key_A)
    person.until(lambda: stored(person)[first.id] == "accepted")
    person.until(lambda: [one.id for one in review.list.chosen_places()] == [second.id])
    person.press(Qt.Key.Key_R)
    person.until(lambda: stored(person)[second.id] == "rejected")
    person.settle()
    assert "1 leaves" in review.list.count.text() and "1 stays" in review.list.count.text()
    person.session.undo()
    person.until(lambda: stored(person)[second.id] == "proposed")
    person.until(lambda: "stays" not in review.list.count.text())


def test_a_name_is_decided_everywhere_and_found_by_a_filter(person, review):
    person.press(Qt.Key.Key_G)
    assert review.list.by_name
    (subject,) = review.list.chosen_subjects()
    person.press(Qt.Key.Key_A)
    person.until(lambda: "leaves" in review.list.count.text())
    mentions = [one for one in review.list.found.places if one.subject == subject.id]
    assert len(mentions) > 1 and {one.decision for one in mentions} == {"accepted"}
    review.list.state.choose("leaves")
    assert review.list.names.rowCount() == 1
    review.list.state.choose("")
    review.list.table.go_to(0)
    person.press(Qt.Key.Key_N)
    assert review.list.found.state(review.list.chosen_subjects()[0]) == "open"


def test_a_pseudonym_is_written_and_used_for_every_mention(person, review):
    review.list.kind.choose("name")
    person.press(Qt.Key.Key_P)
    assert review.panel.pseudonym.hasFocus()
    person.type("Young person Q")
    person.press(Qt.Key.Key_Return)
    (subject,) = review.list.chosen_subjects()
    person.until(
        lambda: {one.replacement for one in review.list.found.places if one.subject == subject.id} == {"Young person Q"}
    )
    assert review.list.table.hasFocus()


def test_a_box_is_drawn_by_keys_and_by_the_pointer_and_taken_away(person, review):
    person.until(lambda: review.page.feed.words(review.page.page))
    person.press(Qt.Key.Key_B)
    assert review.page.drawing
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Right, SHIFT)
    person.press(Qt.Key.Key_Return)

    def drawn() -> list[str]:
        return [one.id for one in review.list.found.places if one.boxes]

    person.until(lambda: len(drawn()) == 1)
    ((x0, y0, x1, y1),) = next(one.boxes for one in review.list.found.places if one.boxes)
    assert (x1 - x0, y1 - y0) == pytest.approx((124, 16))
    view = review.page.viewport()
    person.qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(90, 90))
    person.qtbot.mouseMove(view, QPoint(150, 120))
    person.qtbot.mouseMove(view, QPoint(200, 130))
    person.qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 130))
    person.until(lambda: len(drawn()) == 2)
    review.list.go_to(drawn()[0])
    review.list.table.setFocus()
    person.press(Qt.Key.Key_Delete)
    person.until(lambda: len(drawn()) == 1)


def test_what_is_left_in_needs_a_second_person_where_the_rule_is_on(person, review):
    review.four_eyes.click()
    person.until(lambda: person.session.workspace.privacy.four_eyes)
    first = review.list.found.places[0]
    person.press(Qt.Key.Key_R)
    person.until(lambda: "1 to approve" in review.list.count.text())
    review.list.go_to(first.id)
    person.press(Qt.Key.Key_Y)
    person.until(lambda: person.window.note.isVisible())
    assert "somebody else" in person.window.note.text


def test_pressing_a_place_on_the_page_chooses_it(person, review):
    place = next(one for one in review.list.found.places if one.page == 1)
    review.list.go_to(place.id)
    person.until(lambda: review.page.feed.words(1))
    person.settle()
    review.list.table.go_to(review.list.places.rowCount() - 1)
    review.page.choose([place.id], place)
    (box, *_) = review.page._rects(place)
    spot = review.page._on_screen(box).center() + review.page.corner(review.page.page)
    person.qtbot.mouseClick(review.page.viewport(), Qt.MouseButton.LeftButton, pos=spot.toPoint())
    assert review.list.chosen_places()


def test_locking_lets_go_of_what_was_found(person, review):
    assert review.list.found.places
    person.session.lock()
    person.until(lambda: not person.session.is_open)
    assert not review.list.found.places
    assert review.page.pages == 0


def test_a_changed_list_is_told(person, review):
    workspace = person.session.workspace
    document = workspace.documents.find(NOTES.name)
    assert progress.run(workspace.privacy.search()).documents
    person.session.act(lambda: workspace.documents.edit([document.id], {"authority": "Elsewhere"}))
    person.until(lambda: review.note.isVisible())
    assert "search again" in review.note.text


def test_the_lists_take_entries_and_give_them_up_and_undo_brings_them_back(person, review):
    person.press(Qt.Key.Key_L)
    (lists,) = person.window.findChildren(PrivacyLists)
    person.until(lists.isVisible)
    privacy = person.session.workspace.privacy
    lists.value.setFocus()
    person.qtbot.keyClicks(lists.value, "Blue Bungalow")
    lists.which.choose("word")
    assert not lists.role.isEnabled()
    lists.main.click()
    person.until(lambda: [one.value for one in lists.entries] == ["Blue Bungalow"])
    assert lists.value.text() == "" and lists.isVisible()
    lists.which.choose("name")
    lists.role.choose("child")
    for value, told in (("", "Write what"), ("Hope Price", ""), ("hope price", "on that list already")):
        lists.value.setText(value)
        lists.main.click()
        if not told:
            person.until(lambda: len(lists.entries) == 2)
        assert told in lists.note.text
    assert {(one.list, one.value, one.role) for one in privacy.lists()} == {
        ("word", "Blue Bungalow", ""),
        ("name", "Hope Price", "child"),
    }

    def removers():
        # Qt shows a row that came to a layout one turn of the event loop later; those of before are hidden at once.
        buttons = [each for each in lists.findChildren(QPushButton) if each.isVisible()]
        return [each for each in buttons if each.accessibleName() == "Remove “Blue Bungalow”"]

    person.until(removers)
    (off,) = removers()
    off.click()
    person.until(lambda: [one.value for one in lists.entries] == ["Hope Price"])
    person.session.undo()
    person.until(lambda: len(lists.entries) == 2)
    assert len(privacy.lists()) == 2
    person.until(lambda: "search again" in review.note.text)
    lists.reject()
