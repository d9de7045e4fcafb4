from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication, QTabBar, QToolButton

from evidence_app.errors import KnownError
from ui.reader.layout import NATURAL, Fit

KEYS = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize("look_about", [True, False])
def test_fast_scrolling_leaves_no_stale_request(desk, look_about):
    desk.open("long.pdf")
    feed = desk.view.feed
    for page in range(2, 240):
        desk.view.go_to(page)
        if look_about:
            QApplication.processEvents()
        assert feed.under_way <= 3
        # Whatever still waits at the service is for what is in view now, or next to it.
        waiting = {asked.page for asked, future in feed._under_way.items() if not (future.running() or future.done())}
        assert waiting <= set(range(desk.view.visible.start - 1, desk.view.visible.stop + 2))
    drawn: list[int] = []
    feed.drawn.connect(drawn.append)
    desk.settle()
    # At most what was being drawn at that moment, then what is in view and next to it.
    assert len([page for page in drawn if page < 237]) <= 3
    assert len(drawn) <= 8


def test_neighbours_are_drawn_before_they_are_needed(desk):
    desk.open("long.pdf", page=50)
    desk.view.set_fit(Fit.PAGE)
    desk.settle()
    scale = desk.view.scale * desk.view.devicePixelRatioF()
    assert desk.view.feed.cache.get(52).scale == scale
    assert desk.view.feed.cache.get(49).scale == scale


def test_memory_stays_flat_over_many_pages(desk):
    desk.open("long.pdf")
    cache = desk.view.feed.cache
    cache._budget = 8 * 1024 * 1024
    for page in range(1, 241, 5):
        desk.view.go_to(page)
        desk.qtbot.waitUntil(desk.sharp)
        assert cache.size <= cache._budget + 4 * 1024 * 1024
    assert len(desk.view.feed._words) <= 48


def test_old_pixels_stay_until_the_sharp_ones_come(desk):
    desk.open("report.pdf")
    before = desk.view.feed.cache.get(1)
    desk.view.set_zoom(1.7)
    assert desk.view.feed.cache.get(1) is before
    desk.qtbot.waitUntil(desk.sharp)
    assert desk.view.feed.cache.get(1).scale == pytest.approx(1.7 * NATURAL * desk.view.devicePixelRatioF())


@pytest.mark.parametrize("at", [QPointF(100, 100), QPointF(400, 600)])
def test_zooming_with_the_wheel_keeps_what_is_under_the_pointer(desk, at):
    desk.open("report.pdf", page=2)
    page, point = desk.view.spot(at)
    for _ in range(4):
        QApplication.sendEvent(
            desk.view.viewport(),
            QWheelEvent(
                at, at, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, CONTROL, Qt.ScrollPhase.NoScrollPhase, False
            ),
        )
    assert desk.view.zoom > 1.2
    assert desk.view.fit is Fit.NONE
    now_page, now = desk.view.spot(at)
    assert now_page == page
    assert (now - point).manhattanLength() < 2


def test_a_pinch_zooms(desk):
    desk.open("report.pdf")
    before = desk.view.zoom
    device = QPointingDevice.primaryPointingDevice()
    at = QPointF(200, 200)
    QApplication.sendEvent(
        desk.view.viewport(),
        QNativeGestureEvent(Qt.NativeGestureType.ZoomNativeGesture, device, 2, at, at, at, 0.25, QPointF()),
    )
    assert desk.view.zoom == pytest.approx(before * 1.25)


def test_the_zoom_follows_the_window(desk):
    desk.open("report.pdf")
    margins = desk.view.viewport().width() - desk.view.plan.rect(1).width()
    desk.reader.resize(500, 700)
    assert desk.view.viewport().width() - desk.view.plan.rect(1).width() == pytest.approx(margins)
    desk.reader.fit_page()
    assert desk.view.plan.rect(1).height() < desk.view.viewport().height()
    desk.settle()


def test_zoom_steps_and_the_bar_shows_them(desk):
    desk.open("report.pdf")
    desk.view.set_zoom(1.0)
    desk.reader.zoom_in()
    desk.reader.zoom_in()
    assert desk.view.zoom == pytest.approx(1.25)
    desk.reader.zoom_out()
    assert desk.view.zoom == pytest.approx(1.1)
    assert desk.reader.bar._zoom.text() == "110 %"
    desk.settle()


def test_keys_scroll_and_turn_pages(desk):
    desk.open("report.pdf")
    view, press = desk.view, desk.qtbot.keyClick
    top = view.verticalScrollBar().value

    press(view, KEYS.Key_Down)
    line = top()
    assert line > 0
    press(view, KEYS.Key_Up)
    press(view, KEYS.Key_Space)
    assert view.viewport().height() * 0.8 < top() < view.viewport().height()
    press(view, KEYS.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert top() == 0
    press(view, KEYS.Key_PageDown, CONTROL)
    assert view.page == 2
    press(view, KEYS.Key_Right)
    assert view.page == 3
    press(view, KEYS.Key_Left)
    assert view.page == 2
    press(view, KEYS.Key_End)
    assert top() == view.verticalScrollBar().maximum()
    assert view.page == 6
    press(view, KEYS.Key_Home)
    assert top() == 0
    assert view.page == 1
    desk.settle()


@pytest.mark.parametrize("key", [0, 0x01FFFFFF, 0x0100FFFE])
def test_keys_without_a_name_go_on_to_the_window(desk, key):
    desk.open("report.pdf")
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(desk.view, event)
    assert not event.isAccepted()


def test_a_page_number_is_typed(desk):
    desk.open("long.pdf")
    desk.reader.ask_page()
    field = desk.reader.bar.page
    assert field.hasFocus()
    desk.qtbot.keyClicks(field, "57")
    desk.qtbot.keyClick(field, KEYS.Key_Return)
    assert desk.view.page == 57
    assert desk.view.hasFocus()

    for typed, page in (("9999", 240), ("nonsense", 240), ("0", 1)):
        desk.reader.ask_page()
        desk.qtbot.keyClicks(field, typed)
        desk.qtbot.keyClick(field, KEYS.Key_Return)
        assert desk.view.page == page
        assert field.text() == str(page)
    desk.settle()


def test_a_page_that_cannot_be_drawn_says_why_and_the_others_are_shown(desk):
    desk.open("report.pdf")
    feed = desk.view.feed
    feed.cache.clear()
    troubled: list[int] = []
    feed.troubled.connect(troubled.append)
    # A page beyond the end is refused by the page service, as a damaged one is.
    feed.need([1, 99], [], 0.5)
    desk.qtbot.waitUntil(lambda: feed.trouble(99) is not None and feed.cache.get(1) is not None)
    assert isinstance(feed.trouble(99), KnownError)
    assert set(troubled) == {99}
    desk.qtbot.waitUntil(lambda: feed.under_way == 0)


def test_the_pages_are_told_to_a_screen_reader(desk):
    desk.open("report.pdf", page=3)
    assert desk.view.accessibleName() == "Page 3 of 6, report"
    assert "Partners agreed a single plan for neglect" in desk.view.accessibleDescription()
    assert "Inspection of Northmere" not in desk.view.accessibleDescription()


def test_every_tool_has_a_name_and_a_picture(desk):
    desk.open("report.pdf")
    tools = [one for one in desk.reader.findChildren(QToolButton) if not isinstance(one.parent(), QTabBar)]
    assert len(tools) > 10
    for tool in tools:
        assert tool.accessibleName()
        assert tool.text() or not tool.icon().isNull()
        assert tool.toolTip()


def test_the_focus_is_drawn(desk):
    desk.open("report.pdf")
    desk.reader.bar.page.setFocus()
    without = desk.view.viewport().grab().toImage().pixelColor(0, 300)
    desk.reader.setFocus()
    assert desk.view.hasFocus()
    assert desk.view.viewport().grab().toImage().pixelColor(0, 300) != without


def test_events_for_an_empty_reader_do_nothing(desk):
    for key in (KEYS.Key_PageDown, KEYS.Key_F7, KEYS.Key_Period, KEYS.Key_F3, KEYS.Key_End, KEYS.Key_Escape):
        desk.qtbot.keyClick(desk.view, key)
    desk.qtbot.keyClick(desk.view, KEYS.Key_F, CONTROL)
    assert not desk.reader.find_bar.isVisible()
    for act in (desk.reader.next_hit, desk.reader.next_evidence, desk.reader.copy, desk.reader.zoom_in):
        act()
    assert desk.reader.selection() is None
    assert desk.reader.selected_text() == ""
    QApplication.sendEvent(desk.view, QEvent(QEvent.Type.PaletteChange))
