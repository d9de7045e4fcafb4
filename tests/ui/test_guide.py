from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

import ui
from evidence_app.paths import docs_dir
from ui import look
from ui.dialogs.licences import Licences
from ui.dialogs.preferences import PreferencesDialog
from ui.guide import rendering
from ui.guide.pages import START, anchor, find, plain, read_guide, resolved
from ui.guide.topics import TOPICS, topic
from ui.guide.window import GuideWindow

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
PAGES = read_guide(docs_dir())


@pytest.fixture
def guide(qtbot, qapp, collector):
    look.apply(qapp, "light")
    made = GuideWindow(docs_dir())
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show_page("guide/tagging.md")
    return made


def text(guide: GuideWindow) -> str:
    return guide.browser.document().toPlainText()


def keys(guide: GuideWindow):
    """Presses keys where the keyboard is."""
    return lambda key, modifier=Qt.KeyboardModifier.NoModifier: QTest.keyClick(
        QApplication.focusWidget() or guide, key, modifier
    )


# -- pages -----------------------------------------------------------------------------------------------------------


def test_every_page_of_the_guide_is_reached_from_its_start():
    reached = {page.name for page in PAGES}
    files = {path.relative_to(docs_dir()).as_posix() for path in (docs_dir() / "guide").glob("*.md")}
    assert files - reached == set()


def test_a_page_is_read_in_sections_with_the_anchors_links_use():
    page = next(page for page in PAGES if page.name == "guide/tagging.md")
    assert page.title == "Tag a passage"
    assert [section.anchor for section in page.sections][2:] == ["quick-tags", "go-through-what-looks-like-evidence"]
    assert "<kbd>" not in page.sections[0].words and "|" not in page.sections[0].words


def test_an_anchor_is_made_as_code_hosts_make_it():
    assert anchor("What it does: now, & later") == "what-it-does-now--later"
    assert anchor("Again", ["again", "other"]) == "again-1"


def test_a_link_is_followed_from_the_page_it_stands_on():
    assert resolved("guide/tagging.md", "../user-guide.md") == "user-guide.md"
    assert resolved("guide/tagging.md", "packs.md") == "guide/packs.md"
    assert resolved("user-guide.md", "../README.md") == "../README.md"


def test_markdown_is_read_as_plain_words():
    assert plain("- **Find.** Press <kbd>Ctrl+F</kbd>, see [packs](packs.md) and `code_it`") == (
        "Find. Press Ctrl+F , see packs and code_it".replace(" ,", ",")
    )


def test_search_finds_sections_by_the_beginnings_of_words_and_headings_come_first():
    found = find(PAGES, "quick tag")
    assert (found[0].page.name, found[0].section.anchor) == ("guide/tagging.md", "quick-tags")
    assert find(PAGES, "uick") == [] or all("uick" not in one.section.title for one in find(PAGES, "uick"))
    assert find(PAGES, "nosuchword") == find(PAGES, "  ") == []


def test_every_link_between_pages_leads_to_a_page_or_section():
    places = {page.name for page in PAGES} | {f"{page.name}#{one.anchor}" for page in PAGES for one in page.sections}
    shown = {page.name for page in PAGES}
    links = [
        (page.name, resolved(page.name, target) if target else page.name, mark)
        for page in PAGES
        for target, mark in re.findall(r"\]\((?!https:)([^)#\s]*)(#[^)\s]+)?\)", page.text)
    ]
    assert len(links) > 60
    assert [one for one in links if one[1] in shown and f"{one[1]}{one[2]}" not in places] == []


def test_every_topic_is_a_class_of_the_window_and_a_section_of_the_guide():
    names = {
        name
        for module in pkgutil.walk_packages(ui.__path__, "ui.")
        if module.name.startswith(("ui.views.", "ui.dialogs."))
        for name, value in vars(importlib.import_module(module.name)).items()
        if isinstance(value, type) and issubclass(value, QWidget)
    }
    assert set(TOPICS) - names == set()
    places = {page.name for page in PAGES} | {f"{page.name}#{one.anchor}" for page in PAGES for one in page.sections}
    assert set(TOPICS.values()) - places == set()
    assert topic(None) == START


# -- the window ------------------------------------------------------------------------------------------------------


def test_keys_are_shown_as_keys_and_pictures_with_their_words(guide):
    guide.browser.show_page("guide/tagging.md")
    assert "<kbd>" not in text(guide)
    assert "press  Ctrl+T , and" in text(guide)
    (picture,) = rendering.pictures(guide.browser.document())
    assert picture.charFormat().toImageFormat().name() == "../images/candidates-light.png"
    assert "Proposed evidence." in text(guide)
    guide.browser.anchorClicked.emit(QUrl("guide:/images/candidates-light.png"))
    assert guide.browser.name == "images/candidates-light.png"
    assert guide.windowTitle().startswith("Picture")


def test_links_lead_through_the_guide_and_back(guide):
    guide.browser.anchorClicked.emit(QUrl("guide:/user-guide.md#all-keys"))
    assert guide.browser.name == START
    assert guide.browser.textCursor().block().text() == "All keys"
    guide.browser.setFocus()
    press = keys(guide)
    press(Qt.Key.Key_Left, ALT)
    assert guide.browser.name == "guide/tagging.md"
    press(Qt.Key.Key_Right, ALT)
    assert guide.browser.name == START


@pytest.mark.parametrize(
    ("address", "told"),
    [("https://typst.app/docs", "opens nothing on a network"), ("guide:/ARCHITECTURE.md", "file of the source code")],
)
def test_a_link_that_leads_out_is_told_and_copied_and_nothing_is_opened(guide, address, told):
    guide.browser.anchorClicked.emit(QUrl(address))
    assert guide.browser.name == "guide/tagging.md"
    assert told in guide.note.text
    copy = next(one for one in guide.note.findChildren(QWidget) if getattr(one, "text", str)() == "Copy the address")
    copy.click()
    assert QGuiApplication.clipboard().text() == address.removeprefix("guide:/")


def test_what_is_searched_is_found_and_marked_by_keys(guide):
    press = keys(guide)
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    for letter in "watched folders":
        press(letter)
    assert guide.lists.currentWidget() is guide.results
    assert guide.count.text() == f"{guide.results.count()} sections"
    press(Qt.Key.Key_Return)
    assert guide.browser.name == "guide/documents.md"
    assert len(guide.browser.marked) > 3
    assert guide.browser.textCursor().position() in guide.browser.marked
    first = guide.browser.textCursor().position()
    press(Qt.Key.Key_F3)
    assert guide.browser.textCursor().position() > first
    press(Qt.Key.Key_F3, SHIFT)
    assert guide.browser.textCursor().position() == first
    press(Qt.Key.Key_Escape)
    assert guide.search.text() == "" and guide.lists.currentWidget() is guide.contents
    press(Qt.Key.Key_Escape)
    assert not guide.isVisible()


def test_the_contents_lead_to_pages_and_follow_them(guide):
    assert guide.contents.currentItem().text(0) == "Tag a passage"
    wanted = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    guide.contents.itemActivated.emit(guide.contents.findItems("Reading a document", wanted)[0], 0)
    assert guide.browser.name == "guide/reading.md"


def test_a_narrow_window_and_large_letters_need_no_scrolling_sideways(guide, qapp, qtbot):
    look.apply(qapp, "dark", 2.0)
    try:
        guide.resize(1200, 700)
        for page in PAGES:
            guide.browser.show_page(page.name)
            if page.name != START:
                # Widths of table columns are rounded up.
                qtbot.waitUntil(lambda: guide.browser.horizontalScrollBar().maximum() <= 2)
    finally:
        look.apply(qapp, "light")


# -- from the program's window ---------------------------------------------------------------------------------------


def opened(person) -> GuideWindow:
    person.until(
        lambda: any(isinstance(one, GuideWindow) and one.isVisible() for one in QApplication.topLevelWidgets())
    )
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, GuideWindow) and one.isVisible())


def test_f1_opens_the_page_that_fits_and_the_guide_ends_with_the_window(person):
    person.open_document()
    person.desk.reading.to_pages()
    person.press(Qt.Key.Key_F1)
    guide = opened(person)
    assert guide.browser.name == "guide/reading.md"
    assert guide.parent() is None and not guide.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    for place, page in (("coverage", "guide/coverage.md"), ("packs", "guide/packs.md")):
        person.back()
        person.window.show_place(place)
        person.window.setFocus()
        person.window.actions_["help.guide"].trigger()
        assert guide.browser.name == page
    person.back()
    person.window.close()
    person.until(lambda: not isValid(guide) or not guide.isVisible())


def test_f1_works_in_a_dialog_and_the_guide_can_be_used_beside_it(empty_window):
    person = empty_window
    person.window.actions_["app.preferences"].trigger()
    dialog = person.window.findChild(PreferencesDialog)
    person.until(dialog.isActiveWindow)
    person.qtbot.keyClick(dialog, Qt.Key.Key_F1)
    guide = opened(person)
    assert guide.browser.name == "guide/preferences.md"
    assert QApplication.activeModalWidget() is dialog
    person.qtbot.keyClicks(guide.search, "passphrase")
    assert guide.results.count() > 0
    guide.close()
    dialog.reject()


def test_licences_are_listed_filtered_and_read(empty_window):
    person = empty_window
    person.window.actions_["help.licences"].trigger()
    dialog = person.window.findChild(Licences)
    person.until(dialog.isVisible)
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in dialog.text.toPlainText()
    dialog.filter.setText("lesser pyside")
    assert dialog.model.rowCount() == 1
    assert "code.qt.io" in dialog.text.toPlainText()
    dialog.filter.setText("no such part")
    assert (dialog.model.rowCount(), dialog.text.toPlainText(), dialog.count.text()[:1]) == (0, "", "0")
    dialog.reject()
