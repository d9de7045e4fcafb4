"""Search: as you type, with what was understood, filters, and searches that were saved."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QMenu,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from evidence_app.changes import Changes
from evidence_app.domain.hit import Hit, SearchResult
from ui.models.hits import HitModel
from ui.preferences import Preferences
from ui.session import IMPORTED, Session
from ui.views.desk_hits import DeskHits
from ui.views.hit_delegate import HitDelegate
from ui.views.search_filters import Asked, SearchFilters
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.places import Empty, announce, frame
from ui.widgets.table import Table

PAUSE_MS = 120
BATCH = 50
SAVED = "saved_searches"

EXAMPLES = (
    "drift and delay    both words on one page\n"
    "“widespread and serious failures”    these words in a row\n"
    "audit OR “dip sample”    either\n"
    "supervision NOT training    without a word\n"
    "safeguard*    words that begin so\n"
    "title:croydon date:[2018 to 2020]    within fields"
)


class SearchView(QWidget):
    """The list of hits."""

    hit_wanted = Signal(object, object, bool)  # Hit, highlights, whether the reader takes the focus
    text_wanted = Signal(str)  # put these words into the search box
    desk_wanted = Signal(str, str)  # part of the improvement desk, id
    found = Signal(bool)  # whether there are hits to walk through
    left = Signal()

    def __init__(self, session: Session, preferences: Preferences) -> None:
        super().__init__()
        self._session = session
        self._preferences = preferences
        self._asked = Asked()
        self._left: Asked | None = None  # to be asked again once the filters are filled
        self._highlights: tuple[tuple[str, ...], ...] = ()
        self._saved: dict[str, Asked] = {}
        self._suggested = ""
        self._enter = False
        self._showing = False
        self.model = HitModel(self)
        self.model.more_wanted.connect(self._more)
        self.table = Table("Hits", lines=3)
        self.table.setModel(self.model)
        self.table.setItemDelegate(HitDelegate(self.table))
        self.table.horizontalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.opened.connect(lambda index: self._open(index, focus=True))
        self.table.clicked.connect(lambda index: self._open(index, focus=False))
        self.table.left.connect(self.left)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self._settle = QTimer(self, singleShot=True, interval=150)
        self._settle.timeout.connect(lambda: self._open(self.table.currentIndex(), focus=False))
        self._typed = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._typed.timeout.connect(self._search)
        self._build()
        session.opened.connect(self._opened)
        session.changed.connect(self._changed)
        session.closed.connect(self._clear)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = frame("head")
        inner = QVBoxLayout(head)
        inner.setContentsMargins(12, 12, 12, 12)
        inner.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(8)
        self.total = label(look="muted", wrap=True)
        self.filter_button = QPushButton("Filters")
        self.filter_button.setCheckable(True)
        self.filter_button.setAutoDefault(False)
        self.saved_button = QToolButton()
        self.saved_button.setText("Saved  ▾")
        self.saved_button.setAccessibleName("Saved searches")
        self.saved_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.saved_button)
        self._menu.triggered.connect(self._menu_chosen)
        self.saved_button.setMenu(self._menu)
        top.addWidget(label("Search", "heading"), 1)
        top.addWidget(self.filter_button)
        top.addWidget(self.saved_button)
        inner.addLayout(top)
        self.filters = SearchFilters()
        self.filters.hide()
        self.filters.changed.connect(lambda: self.ask(self._asked.text))
        self.filter_button.toggled.connect(self.filters.setVisible)
        inner.addWidget(self.filters)
        self.understood = label(look="small", wrap=True)
        self.suggestion = button("", self._take_suggestion, "link")
        self.suggestion.hide()
        self.understood.hide()
        self.total.hide()
        inner.addWidget(self.total)
        inner.addWidget(self.understood)
        inner.addWidget(self.suggestion)
        self.desk_hits = DeskHits()
        self.desk_hits.wanted.connect(self.desk_wanted)
        inner.addWidget(self.desk_hits)
        column.addWidget(head)
        self._stack = QStackedLayout()
        self._before = Empty("Type in the search box above", EXAMPLES)
        self._none = Empty("Nothing found", "")
        for page in (self._before, self._none, self.table):
            self._stack.addWidget(page)
        column.addLayout(self._stack, 1)

    # -- asking -----------------------------------------------------------------------------------------------------

    def ask(self, text: str) -> None:
        """Searches for what is typed, once the typing pauses."""
        self._asked = self.filters.asked(text)
        self._typed.start()

    def enter(self) -> None:
        """Opens the first hit, or the present one; where the search is still on its way, as soon as it is here."""
        if self._typed.isActive():
            self._typed.stop()
            self._enter = True
            self._search()
        elif self.model.rowCount():
            current = self.table.currentIndex()
            self._open(current if current.isValid() else self.model.index(0, 0), focus=True)
        else:
            self._enter = True

    def kept(self) -> str:
        """What is asked now, words and filters, to come back to with `recall`; empty where nothing is."""
        return self._asked.to_json() if self._asked.text or self._asked.narrowing() else ""

    def recall(self, kept: str) -> None:
        """Searches again for what was kept, once the filters know the areas and councils there are."""
        self._left = Asked(**json.loads(kept))
        self._offer()

    def into_hits(self) -> None:
        """Takes the focus into the list of hits."""
        if self.model.rowCount():
            self.table.setFocus()

    def _search(self) -> None:
        if not self._session.is_open:
            return
        set_filters = self._asked.narrowing()
        self.filter_button.setText(f"Filters ({set_filters})" if set_filters else "Filters")
        if not self._asked.query(BATCH).text:
            self._clear_hits()
            return
        self._session.search(self._asked.query(BATCH), self._show)

    def _show(self, result: SearchResult) -> None:
        self._highlights = result.highlights
        self._showing = True
        self.model.show(result.hits, result.total_pages)
        self.table.scrollToTop()
        self._showing = False
        self.total.setText(
            f"{_count(result.total_pages, 'page')} in {_count(result.total_documents, 'document')}"
            f"  ·  {result.milliseconds:.0f} ms"
        )
        self.total.show()
        self.understood.setText(result.understood)
        self.understood.setVisible(bool(result.understood))
        self.suggestion.setText(f"Did you mean  {result.suggestion}?" if result.suggestion else "")
        self.suggestion.setVisible(bool(result.suggestion))
        self._suggested = result.suggestion or ""
        self._none.say("Nothing found", "Try fewer words, other words, or fewer filters.")
        self._stack.setCurrentIndex(2 if result.hits else 1)
        self.desk_hits.show_hits(result.desk)
        self.found.emit(bool(result.hits))
        announce(self, self.total.text())
        if self._enter and result.hits:
            self._open(self.model.index(0, 0), focus=True)
        self._enter = False

    def _more(self, offset: int) -> None:
        self._session.search(self._asked.query(BATCH, offset), lambda result: self.model.append(result.hits))

    def _take_suggestion(self) -> None:
        self.text_wanted.emit(self._suggested)

    # -- opening ----------------------------------------------------------------------------------------------------

    def _open(self, index: QModelIndex, *, focus: bool) -> None:
        self._settle.stop()
        if index.isValid():
            if self.table.currentIndex() != index:
                self._showing = True
                self.table.setCurrentIndex(index)
                self._showing = False
            hit: Hit = self.model.hit(index.row())
            self.hit_wanted.emit(hit, self._highlights, focus)

    def _moved(self) -> None:
        if not self._showing:
            self._settle.start()

    # -- saved searches ---------------------------------------------------------------------------------------------

    def _opened(self) -> None:
        self.filters.show_asked(Asked(stemming=self._preferences.stemming, synonyms=self._preferences.synonyms))
        self._offer()

    def _offer(self) -> None:
        workspace = self._session.workspace

        def work() -> Any:
            authorities = sorted({document.authority for document in workspace.documents.list(reading=False)} - {""})
            return authorities, workspace.preference(SAVED)

        def offer(result: tuple[list[str], str | None]) -> None:
            authorities, saved = result
            self.filters.offer(workspace.framework, authorities)
            self._saved = {name: Asked(**fields) for name, fields in json.loads(saved or "{}").items()}
            self._fill_menu()
            if self._left is not None:
                left, self._left = self._left, None
                self._ask_again(left)

        self._session.look(work, offer, key="search filters")

    def _fill_menu(self) -> None:
        names = sorted(self._saved, key=str.casefold)
        self._menu.clear()
        for name in names:
            self._menu.addAction(name).setData(("recall", name))
        if names:
            self._menu.addSeparator()
            remove = self._menu.addMenu("Remove")
            for name in names:
                remove.addAction(name).setData(("remove", name))
        save = self._menu.addAction("Save this search…")
        save.setData(("save", ""))
        save.setEnabled(self._session.writable)

    def _menu_chosen(self, action: QAction) -> None:
        act, name = action.data()
        if act == "recall":
            self._ask_again(self._saved[name])
        elif act == "remove":
            self._remove(name)
        else:
            self._save()

    def _ask_again(self, asked: Asked) -> None:
        self.filters.show_asked(asked)
        self.filter_button.setChecked(bool(asked.narrowing()))
        self.text_wanted.emit(asked.text)
        self.ask(asked.text)

    def _save(self) -> None:
        name, sure = QInputDialog.getText(self, "Save this search", "Name:", text=self._asked.text)
        if sure and name.strip():
            self._saved[name.strip()] = self._asked
            self._keep()

    def _remove(self, name: str) -> None:
        del self._saved[name]
        self._keep()

    def _keep(self) -> None:
        workspace = self._session.workspace
        kept = json.dumps({name: json.loads(asked.to_json()) for name, asked in self._saved.items()})
        self._session.act(lambda: workspace.remember(SAVED, kept))
        self._fill_menu()

    # -- the workspace ----------------------------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        if changes.name == IMPORTED or changes.documents:
            self._offer()
        if self._asked.text and (changes.name == IMPORTED or self._asked.tagged or self._asked.area):
            self._typed.start()

    def _clear_hits(self) -> None:
        self._showing = True
        self.model.show((), 0)
        self._showing = False
        self._highlights = ()
        self.total.setText("")
        self.total.hide()
        self.understood.hide()
        self.suggestion.hide()
        self.desk_hits.show_hits(())
        self._stack.setCurrentIndex(0)
        self.found.emit(False)

    def _clear(self) -> None:
        self._typed.stop()
        self._saved = {}
        self._asked, self._left = Asked(), None
        self._clear_hits()


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
