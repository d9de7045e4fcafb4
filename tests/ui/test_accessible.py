"""What the accessibility statement says is tested: names of buttons and size of targets."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

PLACES = ("library", "search", "evidence", "coverage", "improvement", "packs", "inspections")
# WCAG 2.2, 2.5.8: least side of a target, in pixels that do not depend on the screen.
LEAST = 24


def visible(window: QWidget, *kinds: type[QWidget]) -> list[QWidget]:
    return [one for kind in kinds for one in window.findChildren(kind) if one.isVisible()]


def words(text: str) -> str:
    """The words on a button, without what is drawn beside them: an arrow, and after two spaces the key."""
    return plain(plain(text).partition("  ")[0])


def plain(words: str) -> str:
    return words.translate(dict.fromkeys(map(ord, "&…▾▸"))).strip().lower()


@pytest.fixture
def every_place(person):
    """The window in every place, one after the other, with a document open."""
    person.open_document()

    def walk():
        for place in PLACES:
            person.window.show_place(place)
            person.settle()
            yield place, person.window

    return walk


def test_the_name_of_every_button_holds_the_words_on_it(every_place):
    wrong = [
        (place, one.text(), one.accessibleName())
        for place, window in every_place()
        for one in visible(window, QAbstractButton)
        if one.accessibleName() and words(one.text()) not in plain(one.accessibleName())
    ]
    told = sorted({one[1:] for one in wrong}, key=str)
    assert not told, "\n".join(map(str, told))


def test_what_can_be_pressed_is_large_enough(every_place):
    small = [
        (place, type(one).__name__, one.accessibleName(), one.width(), one.height())
        for place, window in every_place()
        for one in visible(window, QAbstractButton, QComboBox, QLineEdit)
        if min(one.width(), one.height()) < LEAST
        # Qt's own parts of a field, which can be left to the keyboard: Delete clears it.
        and not isinstance(one.parent(), QLineEdit)
    ]
    assert small == []
