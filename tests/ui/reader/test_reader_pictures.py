"""What is lit up covers the ink of the word that was found, and no other ink, however the page is printed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from reader_papers import RED_WORD

from evidence_app.domain.evidence import Evidence
from ui.reader.painting import badges
from ui.theme import LIGHT, area_styles

PAPERS = [
    "turned-90.pdf",
    "turned-180.pdf",
    "turned-270.pdf",
    "sideways.pdf",
    "cropped.pdf",
    "cropped-and-turned.pdf",
    "columns.pdf",
    "scanned-with-words.pdf",
]


Rows = list[bytes]


def grabbed(desk) -> Rows:
    """The view's pixels: for each row red, green and blue of every pixel."""
    desk.qtbot.waitUntil(desk.sharp)
    image = desk.view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    stride, width = image.bytesPerLine(), image.width() * 3
    data = bytes(image.constBits())
    return [data[y * stride : y * stride + width] for y in range(image.height())]


def around(found: list[tuple[int, int]]) -> QRect:
    """The smallest rectangle around some pixels."""
    assert found
    (left, right), (top, bottom) = ((min(side), max(side)) for side in zip(*found, strict=True))
    return QRect(left, top, right - left + 1, bottom - top + 1)


def red(rows: Rows) -> QRect:
    """Where the red ink is."""
    return around(
        [
            (x, y)
            for y, row in enumerate(rows)
            for x, (r, g, b) in enumerate(zip(row[::3], row[1::3], row[2::3], strict=True))
            if r - g > 60 and r - b > 60
        ]
    )


def changed(before: Rows, after: Rows) -> QRect:
    """Where two pictures differ."""
    return around(
        [
            (x, y)
            for y, (old, new) in enumerate(zip(before, after, strict=True))
            if old != new
            for x in range(len(old) // 3)
            if old[3 * x : 3 * x + 3] != new[3 * x : 3 * x + 3]
        ]
    )


@pytest.mark.parametrize("name", PAPERS)
def test_a_hit_covers_its_word_and_no_other(desk, name):
    desk.open(name)
    before = grabbed(desk)
    ink = red(before)

    desk.reader.set_hits(((RED_WORD,),))
    desk.qtbot.waitUntil(lambda: desk.reader.hits() == (1, 1))
    lit = changed(before, grabbed(desk))

    assert lit.contains(ink)
    # The box of a word is as long as the word and as high as its line.
    length, height = (lit.height(), lit.width()) if name == "sideways.pdf" else (lit.width(), lit.height())
    ink_length, ink_height = (ink.height(), ink.width()) if name == "sideways.pdf" else (ink.width(), ink.height())
    assert length - ink_length <= 8
    assert height <= 2.5 * ink_height
    black = [
        (x, y)
        for y in range(lit.top(), lit.bottom() + 1)
        for x in range(lit.left(), lit.right() + 1)
        if before[y][3 * x] < 100
    ]
    assert black == []


@pytest.mark.parametrize("name", PAPERS)
def test_evidence_is_tinted_over_its_ink_and_underlined_below_it(desk, name):
    document = desk.open(name)
    before = grabbed(desk)
    ink = red(before)
    passage = desk.library.evidence.locate(document.id, 1, RED_WORD)
    item = Evidence("one", passage, document.title, ("leaders",), finding="strength")

    desk.reader.set_evidence([item], area_styles(desk.library.framework, LIGHT))
    after = grabbed(desk)
    badge, _ = badges(desk.view._marks[1], desk.view.plan.rect(1).size(), desk.view.scale)[0]
    lettered = badge.translated(desk.view.corner(1)).toAlignedRect().adjusted(-1, -1, 1, 1)
    marked = changed(without(before, lettered), without(after, lettered))

    assert marked.contains(ink)
    length, height = (marked.height(), marked.width()) if name == "sideways.pdf" else (marked.width(), marked.height())
    ink_length, ink_height = (ink.height(), ink.width()) if name == "sideways.pdf" else (ink.width(), ink.height())
    assert length - ink_length <= 8
    assert height <= 2.5 * ink_height + 4
    # The letter stands in the margin beside it.
    assert abs(lettered.center().y() - ink.center().y()) <= lettered.height()
    assert not lettered.intersects(ink)


def without(rows: Rows, place: QRect) -> Rows:
    """The picture with a place of it wiped."""
    return [
        row[: 3 * place.left()] + bytes(3 * place.width()) + row[3 * (place.right() + 1) :]
        if place.top() <= y <= place.bottom()
        else row
        for y, row in enumerate(rows)
    ]


@pytest.mark.parametrize("name", PAPERS)
def test_a_double_click_selects_the_sentence_under_the_pointer(desk, name):
    desk.open(name)
    ink = red(grabbed(desk))
    desk.qtbot.mouseDClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=ink.center())
    assert RED_WORD in desk.reader.selected_text()


@pytest.mark.parametrize("name", ["columns.pdf", "turned-90.pdf", "scanned-with-words.pdf"])
def test_of_two_overlapping_pieces_of_evidence_each_can_be_told(desk, name):
    """A strength on a whole sentence and an improvement on a word of it: two lines, two letters, print still black."""
    document = desk.open(name)
    evidence = desk.library.evidence
    whole = evidence.locate(document.id, 1, f"The {RED_WORD} was lit again in Northmere.")
    items = [
        Evidence("whole", whole, document.title, ("leaders",), finding="strength"),
        Evidence("word", evidence.locate(document.id, 1, RED_WORD), document.title, ("care",), finding="improvement"),
    ]
    styles = area_styles(desk.library.framework, LIGHT)
    before = grabbed(desk)
    desk.reader.set_evidence(items, styles)
    after = grabbed(desk)

    view, ink = desk.view, red(before)
    underlined: dict[str, set[int]] = {}
    for area in ("leaders", "care"):
        red_, green, blue = styles[area].colour.getRgb()[:3]
        underlined[area] = {
            y
            for y in range(ink.top(), ink.bottom() + 14)
            for x in range(ink.left(), ink.right() + 1)
            if max(abs(after[y][3 * x] - red_), abs(after[y][3 * x + 1] - green), abs(after[y][3 * x + 2] - blue)) < 26
        }
    assert underlined["leaders"] and underlined["care"]
    assert not underlined["leaders"] & underlined["care"], "one line does not hide the other"
    (first, _), (second, _) = badges(view._marks[1], view.plan.rect(1).size(), view.scale)
    assert not first.intersects(second)

    black = [(x, y) for y, row in enumerate(before) for x in range(len(row) // 3) if row[3 * x : 3 * x + 3] == bytes(3)]
    assert black
    assert all(max(after[y][3 * x : 3 * x + 3]) < 60 for x, y in black), "print under the tints stays dark"
