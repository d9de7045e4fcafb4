"""The window of the guide: contents, search, and the page. It stands beside the program's own window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.guide.browser import GuideBrowser
from ui.guide.pages import Found, Page, find, read_guide
from ui.icons import icon
from ui.theme import scaled
from ui.widgets.buttons import button, tool
from ui.widgets.labels import label
from ui.widgets.places import Note, announce, frame

PLACE = Qt.ItemDataRole.UserRole
MOST = 60


class GuideWindow(QWidget):
    """The guide. It has no parent, so that a dialog of the program does not shut it off."""

    closed = Signal()

    def __init__(self, folder: Path) -> None:
        """Makes the window.

        Args:
            folder: of the documents.
        """
        super().__init__()
        self.setWindowTitle("Guide — Evidence Desk")
        # The program ends with its own window, whether this one is still open or not.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setProperty("look", "pane")
        self._pages = read_guide(folder)
        self.browser = GuideBrowser(folder, self._pages)
        self.contents = _tree("Contents of the guide")
        self.results = QListWidget()
        self.results.setAccessibleName("Found in the guide")
        self.results.setWordWrap(True)
        self.results.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.search = QLineEdit()
        self.search.setProperty("look", "search")
        self.search.setPlaceholderText("Search the guide")
        self.search.setAccessibleName("Search the guide")
        self.search.setClearButtonEnabled(True)
        self.count = label(look="muted")
        self.note = Note()
        self.lists = QStackedWidget()
        self._found: list[Found] = []
        self._lay_out()
        self._fill()
        self._connect()
        room = self.screen().availableGeometry()
        self.resize(min(scaled(1120), room.width() * 9 // 10), min(scaled(800), room.height() * 9 // 10))
        contents = min(scaled(300), self.width() * 3 // 10)
        self.splitter.setSizes([contents, self.width() - contents])

    def show_page(self, place: str) -> None:
        """Shows the window with a page of it.

        Args:
            place: name of the page, with "#" and an anchor where a section is meant.
        """
        self.search.clear()
        self.show()
        self.raise_()
        self.activateWindow()
        self.browser.show_page(place)
        self.browser.setFocus()

    # -- making -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        back, forward = self._action("Back", "back", "Alt+Left"), self._action("Forward", "forward", "Alt+Right")
        back.triggered.connect(self.browser.backward)
        forward.triggered.connect(self.browser.forward)
        self.browser.backwardAvailable.connect(back.setEnabled)
        self.browser.forwardAvailable.connect(forward.setEnabled)
        for action in (back, forward):
            action.setEnabled(False)
        self._icons = {back: "back", forward: "forward"}
        head = frame("top")
        row = QHBoxLayout(head)
        row.setContentsMargins(8, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(tool(back))
        row.addWidget(tool(forward))
        row.addWidget(self.search, 1)
        row.addWidget(self.count, 1)
        self.lists.addWidget(self.contents)
        self.lists.addWidget(self.results)
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.lists)
        self.splitter.addWidget(self.browser)
        self.splitter.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.note)
        column.addWidget(self.splitter, 1)

    def _action(self, name: str, picture: str, key: str) -> QAction:
        made = QAction(icon(picture), name, self)
        made.setShortcut(QKeySequence(key))
        made.setToolTip(f"{name} ({made.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})")
        self.addAction(made)
        return made

    def _fill(self) -> None:
        groups: dict[str, QTreeWidgetItem] = {}
        for page in self._pages:
            if page.group and page.group not in groups:
                groups[page.group] = QTreeWidgetItem(self.contents, [page.group])
                groups[page.group].setFlags(Qt.ItemFlag.ItemIsEnabled)
            above = groups.get(page.group)
            item = QTreeWidgetItem(above, [page.title]) if above else QTreeWidgetItem(self.contents, [page.title])
            item.setData(0, PLACE, page.name)
            item.setToolTip(0, page.title)
            for section in page.sections[1:]:
                if section.level == 2:
                    QTreeWidgetItem(item, [section.title]).setData(0, PLACE, f"{page.name}#{section.anchor}")
        for group in groups.values():
            group.setExpanded(True)

    def _connect(self) -> None:
        self.browser.turned.connect(self._turned)
        self.browser.outside.connect(self._lead_out)
        for signal in (self.contents.itemClicked, self.contents.itemActivated):
            signal.connect(lambda item: self._open(item.data(0, PLACE)))
        for signal in (self.results.itemClicked, self.results.itemActivated):
            signal.connect(lambda item: self._open(item.data(PLACE)))
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._first)
        for keys, act in (
            (("Ctrl+F", "/"), self._to_search),
            (("F3",), self.browser.next_word),
            (("Shift+F3",), lambda: self.browser.next_word(backward=True)),
            (("F6",), self._to_next_pane),
        ):
            action = QAction(self)
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.triggered.connect(lambda _=False, act=act: act())
            self.addAction(action)

    # -- acts -------------------------------------------------------------------------------------------------------

    def _open(self, place: str | None) -> None:
        if place:
            self.browser.show_page(place, self.search.text().split())

    def _search(self, typed: str) -> None:
        self._found = find(self._pages, typed)
        self.results.clear()
        for found in self._found[:MOST]:
            title = found.section.title
            head = title if found.section.level == 1 else f"{found.page.title}: {title}"
            item = QListWidgetItem(f"{head}\n{found.snippet}", self.results)
            item.setData(PLACE, f"{found.page.name}#{found.section.anchor}")
        searching = bool(typed.strip())
        self.lists.setCurrentWidget(self.results if searching else self.contents)
        number = len(self._found)
        told = f"{number} section{'' if number == 1 else 's'}" if number else "Nothing found. Try fewer or other words."
        self.count.setText(told if searching else "")
        if searching:
            announce(self.search, told)

    def _first(self) -> None:
        if self.results.count() and self.search.text().strip():
            self.results.setCurrentRow(0)
            self._open(self.results.item(0).data(PLACE))
            self.results.setFocus()

    def _turned(self, name: str) -> None:
        self.note.clear()
        page = next((page for page in self._pages if page.name == name), None)
        self.setWindowTitle(f"{page.title if page else 'Picture'} — Guide to Evidence Desk")
        if page is not None:
            self._mark(page)

    def _mark(self, page: Page) -> None:
        """Shows in the contents which page is in view, unless one of its sections is chosen there already."""
        present = self.contents.currentItem()
        if present is not None and str(present.data(0, PLACE)).partition("#")[0] == page.name:
            return
        walk = self.contents.findItems(page.title, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)
        item = next((one for one in walk if one.data(0, PLACE) == page.name), None)
        if item is not None:
            self.contents.setCurrentItem(item)

    def _lead_out(self, address: str) -> None:
        def copy() -> None:
            QGuiApplication.clipboard().setText(address)
            self.note.tell("The address was copied.", "good", button("Close", self.note.clear))

        words = (
            f"This link leads out of the guide: {address}. The program opens nothing on a network; copy the address if "
            "you want to look there yourself."
            if ":" in address
            else f"This link leads to a file of the source code, which is not part of the guide: {address}."
        )
        self.note.tell(words, "", button("Copy the address", copy), button("Close", self.note.clear))

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _list(self) -> QWidget:
        """What stands on the left now."""
        return self.results if self.lists.currentWidget() is self.results else self.contents

    def _to_next_pane(self) -> None:
        panes: tuple[QWidget, ...] = (self.search, self._list(), self.browser)
        here = next((place for place, pane in enumerate(panes) if pane.hasFocus()), -1)
        panes[(here + 1) % len(panes)].setFocus()

    # -- Qt's own ---------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends a search, else closes the window; Down leads from the search box into what was found."""
        if event.key() == Qt.Key.Key_Escape:
            if self.search.text():
                self.search.clear()
                self.search.setFocus()
            else:
                self.close()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self._list().setFocus()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tells that it was closed."""
        super().closeEvent(event)
        self.closed.emit()


def _tree(name: str) -> QTreeWidget:
    tree = QTreeWidget()
    tree.setAccessibleName(name)
    tree.setHeaderHidden(True)
    tree.setMinimumWidth(scaled(120))
    tree.setIconSize(QSize(0, 0))
    tree.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
    return tree
