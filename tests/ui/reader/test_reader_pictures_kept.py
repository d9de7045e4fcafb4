"""A box is drawn on a page by mouse or by keys, and it is said what it shows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest

from evidence_app.domain.evidence import Evidence
from ui.theme import LIGHT, area_styles

KEYS = Qt.Key
LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def made(desk):
    found = []
    desk.reader.pictures.made.connect(lambda *what: found.append(what))
    return found


def test_a_box_is_drawn_with_the_mouse_on_a_scan_without_words(desk, made):
    desk.open("scan.pdf")
    desk.reader.pictures.begin()
    port = desk.view.viewport()
    start, end = QPoint(200, 150), QPoint(420, 300)
    expected = QRectF(desk.view.spot(QPointF(start))[1], desk.view.spot(QPointF(end))[1])
    QTest.mousePress(port, LEFT, pos=start)
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, LEFT, pos=end)
    assert desk.reader.pictures.bar.field.hasFocus()
    desk.qtbot.keyClicks(desk.reader.pictures.bar.field, "A signature")
    desk.qtbot.keyClick(desk.reader.pictures.bar.field, KEYS.Key_Return)
    ((page, box, words),) = made
    assert (page, words) == (1, "A signature")
    assert QRectF(QPointF(*box[:2]), QPointF(*box[2:])) == expected
    assert desk.view.hasFocus()
    # It stays to be seen until it is kept, or something else is begun.
    assert desk.view.box.rect is not None
    desk.reader.clear_selection()
    assert desk.view.box.rect is None


def test_a_box_is_drawn_by_keys_alone(desk, made):
    desk.open("columns.pdf")
    desk.reader.pictures.begin()
    assert desk.reader._hint.isVisible()
    first = QRectF(desk.view.box.rect)
    desk.qtbot.keyClick(desk.view, KEYS.Key_Down)
    desk.qtbot.keyClick(desk.view, KEYS.Key_Right, SHIFT)
    desk.qtbot.keyClick(desk.view, KEYS.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert desk.view.box.rect == first.translated(2, 12).adjusted(0, 0, 12, 0)
    desk.qtbot.keyClick(desk.view, KEYS.Key_Return)
    assert not desk.reader._hint.isVisible()
    field = desk.reader.pictures.bar.field
    assert field.hasFocus()
    desk.qtbot.keyClick(field, KEYS.Key_Return)
    assert made == []
    desk.qtbot.keyClicks(field, "Two columns")
    desk.qtbot.keyClick(field, KEYS.Key_Return)
    assert [words for _, _, words in made] == ["Two columns"]


def test_a_box_never_leaves_its_page(desk):
    desk.open("columns.pdf")
    desk.reader.pictures.begin()
    page = QRectF(QPointF(), desk.view.plan.rect(1).size() / desk.view.scale)
    for key in (KEYS.Key_Left, KEYS.Key_Up, KEYS.Key_Right, KEYS.Key_Down):
        for _ in range(90):
            desk.qtbot.keyClick(desk.view, key)
        assert page.adjusted(-0.01, -0.01, 0.01, 0.01).contains(desk.view.box.rect)
    desk.settle()


def test_escape_ends_drawing_and_writing(desk, made):
    desk.open("columns.pdf")
    desk.reader.pictures.begin()
    desk.qtbot.keyClick(desk.view, KEYS.Key_Escape)
    assert not desk.view.box.active
    assert not desk.reader._hint.isVisible()
    desk.reader.pictures.begin()
    desk.qtbot.keyClick(desk.view, KEYS.Key_Return)
    desk.qtbot.keyClick(desk.reader.pictures.bar.field, KEYS.Key_Escape)
    assert desk.view.box.rect is None
    assert not desk.reader.pictures.bar.isVisible()
    assert desk.view.hasFocus()
    assert made == []


def test_a_kept_picture_is_framed_and_its_colours_stay(desk):
    document = desk.open("columns.pdf")
    before = desk.view.viewport().grab().toImage()
    passage = desk.library.evidence.picture(document.id, 1, (60, 300, 200, 380), "Nothing but paper")
    item = Evidence("one", passage, document.title, ("leaders",), finding="strength")
    desk.reader.set_evidence([item], area_styles(desk.library.framework, LIGHT))
    after = desk.view.viewport().grab().toImage()

    def place(x: float, y: float) -> QPoint:
        spot = desk.view.plan.rect(1).topLeft() + QPointF(x, y) * desk.view.scale - desk.view.seen.topLeft()
        return spot.toPoint()

    assert after.pixel(place(130, 340)) == before.pixel(place(130, 340))
    assert after.pixel(place(130, 300)) != before.pixel(place(130, 300))
    (mark,) = desk.view.marks_at(QPointF(place(130, 340)))
    assert mark.words.startswith("[Picture: Nothing but paper]")
