"""The desk: list, reader and evidence panel side by side, widths remembered for each list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from evidence_app.domain.document import Document
from evidence_app.domain.evidence import Evidence
from evidence_app.domain.hit import Hit
from evidence_app.domain.series import Statement
from ui.preferences import Preferences
from ui.session import Session
from ui.theme import AreaStyle, area_styles, is_dark
from ui.views.candidates import Candidates
from ui.views.drafts import Drafts
from ui.views.evidence import EvidenceBoard
from ui.views.evidence_panel import EvidencePanel
from ui.views.library import Library
from ui.views.passage_shower import PassageShower
from ui.views.reading import Reading
from ui.views.report import Report
from ui.views.search import SearchView

Listed = Literal["library", "search", "evidence", "candidates", "report"]
LISTS: tuple[Listed, ...] = ("library", "search", "evidence", "candidates", "report")
# Shares of the window's width: list, reader, panel.
SHARES = (36, 42, 22)
BESIDE = "beside"
SHARES_BESIDE = (20, 60, 20)  # while two documents are read side by side
# Below this width in letters there are two panes: the panel stands in the list's place while something is tagged.
THREE_PANES = 120


class Desk(QWidget):
    """The three panes, and what passes between them."""

    changed = Signal()  # what can be done now may be something else
    list_wanted = Signal(str)  # one of LISTS

    def __init__(self, session: Session, preferences: Preferences) -> None:
        super().__init__()
        self._session = session
        self._preferences = preferences
        self._styles: dict[str, AreaStyle] = {}
        self._list_only = False
        self._panel_hidden = False
        self._panel_first = False  # where there is no room for three panes: the panel stands in the list's place
        self._onward: tuple[int, int] | None = None  # the place to go on from when the tag is saved
        self.hits = False  # whether there are hits to walk through in the open document
        # First, so that of all that follows a change the evidence on the page is read and drawn before the lists.
        self.panel = EvidencePanel(session)
        self.library = Library(session)
        self.search = SearchView(session, preferences)
        self.board = EvidenceBoard(session)
        self.reading = Reading(session)
        self._shower = PassageShower(session, self.reading, self._show_reader)
        self.candidates = Candidates(session)
        self.report = Report(session)
        self._drafts = Drafts(session, self.panel)
        self.lists = QStackedWidget()
        self.lists.setAccessibleName("List")
        for part in (self.library, self.search, self.board, self.candidates, self.report):
            self.lists.addWidget(part)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(3)
        self._splitter.setChildrenCollapsible(False)
        for pane in (self.lists, self.reading, self.panel):
            self._splitter.addWidget(pane)
        for place, share in enumerate(SHARES):
            self._splitter.setStretchFactor(place, share)
        self._splitter.splitterMoved.connect(lambda: self._keep_sizes())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._splitter)
        self._connect()

    def _connect(self) -> None:
        self.library.document_wanted.connect(self.show_document)
        self.search.hit_wanted.connect(self._show_hit)
        self.search.found.connect(self._found)
        self.board.item_wanted.connect(self._show_item)
        self.panel.items_changed.connect(self._show_evidence)
        self.panel.items_changed.connect(self.candidates.show_tagged)
        self.candidates.passage_wanted.connect(self._shower.show_passage)
        self.candidates.batch_chosen.connect(lambda: self.reading.reader.clear_selection())
        self.report.passage_wanted.connect(self._shower.show_passage)
        self.report.page_wanted.connect(self._shower.show_page)
        for part in (self.candidates, self.report):
            part.left.connect(self.reading.to_pages)
        self.panel.item_chosen.connect(lambda item: self._show_item(item, False))
        self.panel.tagged.connect(self._tagged)
        self.panel.left.connect(self.to_list)
        self.reading.document_changed.connect(self._drafts.leave)
        self.reading.document_changed.connect(self.panel.show_document)
        self.reading.arranged.connect(self._restore_sizes)
        self.reading.selection_changed.connect(lambda: self.panel.select(*self.reading.selection()))
        self.reading.evidence_activated.connect(self.panel.edit)
        self.reading.picture_made.connect(self.panel.take)
        self.reading.hits_changed.connect(self._hits_changed)
        self.panel.ready_changed.connect(self._ready_changed)
        self.reading.document_changed.connect(lambda: self.changed.emit())
        self._session.opened.connect(self._opened)
        self._session.closing.connect(lambda: self.reading.set_workspace(None))

    # -- lists ------------------------------------------------------------------------------------------------------

    @property
    def listed(self) -> Listed:
        """Which list is shown."""
        return LISTS[self.lists.currentIndex()]

    def show_list(self, name: Listed) -> None:
        """Shows a list, with the widths it had last."""
        self.lists.setCurrentIndex(LISTS.index(name))
        self._panel_first = False
        self._arrange()
        self._restore_sizes()

    def to_list(self) -> None:
        """Takes the focus to the list."""
        self._panel_first = False
        self._arrange()
        tables = (self.library.table, self.search.table, self.board.table, self.candidates.table, self.report.table)
        table = tables[self.lists.currentIndex()]
        empty = (
            *(self.library.first_import, self.search.filter_button, self.board.filters.box),
            *(self.candidates.dismissed, self.report.tabs),
        )
        others: QWidget = empty[self.lists.currentIndex()]
        target = table if table.isVisible() else others if others.isVisible() else self.library.box
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def to_panel(self) -> None:
        """Takes the focus to the panel."""
        self._panel_hidden, self._panel_first = False, True
        self._arrange()
        target = self.panel.form if self.panel.ready else self.panel.items.table
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.panel.ready:
            target.focusNextChild()

    def to_next_pane(self) -> None:
        """Takes the focus to the next pane, round and round."""
        panes: list[QWidget] = [pane for pane in (self.lists, self.reading, self.panel) if pane.isVisible()]
        focus = self.window().focusWidget() or self
        here = next((place for place, pane in enumerate(panes) if pane.isAncestorOf(focus)), len(panes) - 1)
        following = panes[(here + 1) % len(panes)]
        if following is self.lists:
            self.to_list()
        elif following is self.reading:
            self.reading.to_pages()
        else:
            self.to_panel()

    def toggle_panel(self) -> None:
        """Shows or hides the evidence panel."""
        self._panel_hidden = self.panel.isVisible()
        self._panel_first = not self._panel_hidden
        self._arrange()

    def toggle_list_only(self) -> None:
        """Gives the list the whole width, or takes it back."""
        self._list_only = not self._list_only
        self._panel_first = False
        self._arrange()

    def _arrange(self) -> None:
        """Shows the panes there is room for."""
        letters = self.width() / max(1, self.fontMetrics().averageCharWidth())
        panel = not self._panel_hidden and not self._list_only
        if letters < THREE_PANES:
            panel = panel and self._panel_first
            self.lists.setVisible(not panel)
        else:
            self.lists.setVisible(True)
        self.panel.setVisible(panel)
        self.reading.setVisible(not self._list_only)

    def _ready_changed(self, ready: bool) -> None:
        # Where passages are gone through in a list, the list stays in sight; Enter and letters count there too.
        self._panel_first = ready and self.listed not in ("candidates", "report")
        self._arrange()
        self.changed.emit()

    # -- what passes between the panes ------------------------------------------------------------------------------

    def show_document(self, document: Document, focus: bool = False) -> None:
        """Opens a document from the library."""
        if not self._session.is_open:
            return
        self._show_reader()
        if self.reading.document is None or self.reading.document.id != document.id:
            self.reading.reader.set_hits(())
            self.reading.show_document(document)
        if focus:
            self.reading.to_pages()

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the commands about the open document do, by id."""
        return {
            "go.candidates": self._to_candidates,
            "go.report": self._to_report,
            "tag.save_next": self._save_and_go_on,
        }

    def _save_and_go_on(self) -> None:
        """Saves, and selects the next passage of the document that looks like evidence."""
        selection, _ = self.reading.selection()
        if selection is not None and not self.panel.form.choices().missing():
            self._onward = selection[1]
        self.panel.save()

    def _to_candidates(self) -> None:
        if self.reading.document is not None:
            self.candidates.open(self.reading.document)
            self.list_wanted.emit("candidates")
            self.candidates.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_report(self) -> None:
        if self.reading.document is not None:
            self.open_report(self.reading.document.id)

    def open_report(self, document: int) -> None:
        """Shows what an inspection report says, in place of the list."""
        self.report.open(document)
        self.list_wanted.emit("report")
        self.report.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_statement(self, statement: Statement) -> None:
        """Shows a paragraph or point of a report on its page, beside what else the report says."""
        self.open_report(statement.document)
        self._shower.show_statement(statement)

    def _show_hit(self, hit: Hit, highlights: tuple[tuple[str, ...], ...], focus: bool) -> None:
        def show(document: Document) -> None:
            self._show_reader()
            self.reading.show_document(document, page=hit.page)
            self.reading.reader.set_hits(highlights)
            if focus:
                self.reading.to_pages()

        self._shower.fetch(hit.document, show)

    def show_passage(self, document: int, page: int, words: tuple[str, ...]) -> None:
        """Opens a page of a document with words lit up.

        Args:
            words: folded, in the order in which they stand.
        """

        def show(found: Document) -> None:
            self._show_reader()
            self.reading.show_document(found, page=page)
            self.reading.reader.set_hits((words,))
            self.reading.to_pages()

        self._shower.fetch(document, show)

    def _show_item(self, item: Evidence, focus: bool) -> None:
        boxes = [box[1:] for box in item.passage.boxes if box[0] == item.passage.page]

        def show(document: Document) -> None:
            self._show_reader()
            self.reading.show_document(document, page=item.passage.page, box=boxes[0] if boxes else None)
            self.panel.edit(item.id)
            self.reading.reader.choose_evidence(item.id)
            if focus:
                self.reading.to_pages()

        self._shower.fetch(item.passage.document, show)

    def _hits_changed(self, _: int, total: int) -> None:
        if self.hits != bool(total):
            self.hits = bool(total)
            self.changed.emit()

    def _found(self, found: bool) -> None:
        if not found:
            self.reading.reader.set_hits(())

    def _show_evidence(self, items: list[Evidence]) -> None:
        self.reading.set_evidence(items, self._styles)

    def _show_reader(self) -> None:
        self._list_only = False
        self._arrange()

    def _tagged(self) -> None:
        onward, self._onward, document = self._onward, None, self.reading.document
        self.reading.reader.clear_selection()
        if onward is not None and document is not None:
            self.candidates.show_next(document, onward)
        if self.listed in ("candidates", "report") and self.lists.isVisible():
            self.to_list()
        else:
            self.reading.to_pages()

    # -- the workspace, looks and sizes -----------------------------------------------------------------------------

    def _opened(self) -> None:
        self._styles = area_styles(self._session.workspace.framework)
        self.reading.set_workspace(self._session.workspace)
        self.panel.offer(self._styles)
        self.board.dress(self._styles)
        self.candidates.dress(self._styles)

    def restyle(self) -> None:
        """Draws marks and pages in the scheme in force."""
        self.reading.set_dark(is_dark())
        if self._session.is_open:
            self._styles = area_styles(self._session.workspace.framework)
            self.panel.dress(self._styles)
            self.board.dress(self._styles)
            self.candidates.dress(self._styles)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shares the width out anew."""
        super().resizeEvent(event)
        self._arrange()
        self._restore_sizes()

    @property
    def _sized(self) -> str:
        return BESIDE if len(self.reading.readers) > 1 else self.listed

    def _restore_sizes(self) -> None:
        kept = self._preferences.sizes(self._sized)
        whole = max(self.width(), 3)
        if len(kept) != 3 or not sum(kept):
            kept = list(SHARES_BESIDE if self._sized == BESIDE else SHARES)
        self._splitter.setSizes([whole * share // sum(kept) for share in kept])

    def _keep_sizes(self) -> None:
        # Kept as shares of the width, whichever it is next time.
        if all(self._splitter.sizes()):
            self._preferences.keep_sizes(self._sized, self._splitter.sizes())
