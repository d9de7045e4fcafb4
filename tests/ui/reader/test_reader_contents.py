"""Outline and page pictures beside the pages, one page at a time, and where the reader stood."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt

LEFT = Qt.MouseButton.LeftButton
KEYS = Qt.Key


def titles(desk) -> list[str]:
    tree = desk.reader.contents.tree
    return [tree.topLevelItem(row).text(0) for row in range(tree.topLevelItemCount())]


def test_the_outline_is_the_bookmarks_of_the_document_and_leads_to_their_pages(desk):
    desk.open("bookmarked.pdf")
    desk.reader.toggle_outline()
    desk.qtbot.waitUntil(lambda: titles(desk) == ["Opening", "Findings"])
    tree = desk.reader.contents.tree
    inner = tree.topLevelItem(1).child(0)
    assert inner.text(0) == "Care leavers"
    with desk.qtbot.waitSignal(desk.reader.leaving):
        tree.setCurrentItem(inner)
        desk.qtbot.keyClick(tree, KEYS.Key_Return)
    assert desk.view.page == 5
    desk.reader.toggle_outline()
    assert not desk.reader.contents.isVisible()
    assert desk.view.hasFocus()


def test_the_outline_follows_the_reader(desk):
    desk.open("bookmarked.pdf")
    desk.reader.toggle_outline()
    desk.qtbot.waitUntil(lambda: len(titles(desk)) == 2)
    desk.view.setFocus()
    desk.reader.go_to(4)
    assert desk.reader.contents.tree.currentItem().text(0) == "Findings"
    desk.reader.go_to(2)
    assert desk.reader.contents.tree.currentItem().text(0) == "Opening"
    desk.settle()


def test_a_document_without_an_outline_says_so(desk):
    desk.open("columns.pdf")
    desk.reader.toggle_outline()
    desk.qtbot.waitUntil(lambda: desk.reader.contents._job is None)
    assert not desk.reader.contents.tree.isVisible()
    assert titles(desk) == []


def test_pictures_of_pages_are_drawn_and_lead_to_their_pages(desk):
    desk.open("long.pdf")
    desk.reader.toggle_thumbnails()
    small = desk.reader.contents.thumbnails
    desk.qtbot.waitUntil(lambda: all(small._feed.cache.get(page) for page in small.visible))
    place = small.plan.rect(3).center() - small.seen.topLeft()
    desk.qtbot.mouseClick(small.viewport(), LEFT, pos=place.toPoint())
    assert desk.view.page == 3
    small.setFocus()
    desk.qtbot.keyClick(small, KEYS.Key_Down)
    desk.qtbot.keyClick(small, KEYS.Key_PageDown)
    assert desk.view.page == 9
    desk.qtbot.keyClick(small, KEYS.Key_End)
    assert desk.view.page == 240
    assert 240 in small.visible
    # The present page is framed: its edge has another colour than that of the page before it.
    desk.qtbot.waitUntil(lambda: all(small._feed.cache.get(page) for page in small.visible))
    image = small.viewport().grab().toImage()

    def edge(page: int) -> int:
        spot = small.corner(page).toPoint() + QPoint(20, -2)
        return image.pixel(spot)

    assert edge(240) != edge(239)
    desk.settle()


def test_one_page_at_a_time_can_be_switched_by_key_and_in_the_menu(desk):
    desk.open("report.pdf", page=3)
    desk.reader.toggle_single()
    assert list(desk.view.visible) == [3]
    assert desk.reader.bar._single.isChecked()
    desk.reader.bar._single.trigger()
    assert not desk.view.single
    assert desk.view.page == 3
    desk.settle()


def test_a_place_is_found_again_to_the_line(desk):
    desk.open("report.pdf", page=4)
    desk.view.scroll_by(133)
    before = desk.view.seen.top()
    spot = desk.reader.spot()
    assert (spot.document.id, spot.page) == (desk.reader.document.id, desk.view.page)
    desk.open("columns.pdf")
    desk.open("report.pdf", page=spot.page, down=spot.down)
    assert abs(desk.view.seen.top() - before) <= 1
    assert desk.reader.spot().near(spot)
