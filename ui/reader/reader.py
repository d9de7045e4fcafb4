"""The reader: one document, its pages, and what is lit up, tagged and selected on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget

from evidence_app import workspace as core
from evidence_app.domain.document import Document
from evidence_app.domain.evidence import Evidence
from evidence_app.domain.pageview import Box
from ui.jobs import Jobs
from ui.reader.accessible import tell_page
from ui.reader.bars import ENTER, FindBar, ToolBar
from ui.reader.citation import cited
from ui.reader.contents import Contents
from ui.reader.evidence_walk import EvidenceWalk
from ui.reader.extent import Extent
from ui.reader.hit_walk import HitWalk
from ui.reader.layout import Fit
from ui.reader.pane import DocumentPane, Goal
from ui.reader.pictures import Pictures
from ui.reader.text import Place
from ui.reader.trail import Spot
from ui.theme import AreaStyle, scaled
from ui.widgets.places import Note, announce

# Characters of a page told as its description to screen readers that do not ask for its text.
TOLD = 6000
# Width of outline and pictures at 100 % text size, in logical pixels.
CONTENTS_WIDTH = 190


class Reader(QWidget):
    """Reads one document at a time. Everything asked before its pages have come is done when they have.

    Args:
        jobs: where reading the store is run; None for threads of its own.
    """

    selection_changed = Signal()
    page_changed = Signal(int, int)  # page now, pages in all
    hits_changed = Signal(int, int)  # place of the present hit or 0, hits in all
    evidence_activated = Signal(str)  # id
    leaving = Signal()  # a jump to another place in the document follows

    def __init__(self, parent: QWidget | None = None, jobs: Jobs | None = None) -> None:
        super().__init__(parent)
        jobs = jobs or Jobs(self)
        self.pane = DocumentPane(jobs)
        self.view = self.pane.view
        self.bar = ToolBar()
        self.find_bar = FindBar()
        self.walk = HitWalk(jobs, self.pane, self.bar, self.find_bar, self)
        self.evidence = EvidenceWalk(self.view, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._note = Note()
        self._hint = Note()
        self.extent = Extent(self.view, self.evidence, self._hint, self)
        self.pictures = Pictures(self.view, self._hint, self)
        self.extent.picture_chosen.connect(self.pictures.move)
        for part in (self.bar, self.find_bar, self._note, self._hint, self.pictures.bar):
            column.addWidget(part)
        self.contents = Contents(jobs)
        self._split = QSplitter()
        self._split.setHandleWidth(3)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.contents)
        self._split.addWidget(self.pane)
        self._split.setStretchFactor(1, 1)
        column.addWidget(self._split, 1)
        self.bar.hide()
        self.setFocusProxy(self.view)
        self._connect()

    # What is read

    @property
    def document(self) -> Document | None:
        """The open document."""
        return self.pane.document

    def set_workspace(self, workspace: core.Workspace | None) -> None:
        """Reads from another workspace; None lets go of it at once, so that it can be closed."""
        self.evidence.give((), {})
        self.evidence.tagged.open(0)
        self.evidence.tagged.name(workspace.framework if workspace else None)
        self.contents.set_workspace(workspace)
        self.pane.set_workspace(workspace)

    def open(self, document: Document, *, page: int = 1, box: Box | None = None, down: float | None = None) -> None:
        """Opens a document at a page, or goes there where it is open already.

        Args:
            box: a place on the page to bring into view, in points of displayed page space.
            down: where on the page the view is to begin, as `spot` told it.
        """
        self.evidence.tagged.open(document.id)
        self.pane.open(document, Goal(page, box, down))
        if self.view.pages:  # open already: hits are walked through from the page it was sent to
            self.walk.choose_here()
        else:  # its pages are on their way: what was lit up in the document before is not in this one
            self.walk.open()
        self.bar.setVisible(True)
        self.bar.show_document(document, readable=self.view.pages > 0)

    def go_to(self, page: int, box: Box | None = None) -> None:
        """Goes to a page, or to a place on it in points of displayed page space."""
        self.leaving.emit()
        self.pane.go_to(Goal(page, box))

    def spot(self) -> Spot | None:
        """The place that is on screen; None where no pages are."""
        if self.document is None or not self.view.pages:
            return None
        return Spot(self.document, self.view.page, self.view.down)

    # Evidence

    def set_evidence(self, items: Sequence[Evidence], styles: Mapping[str, AreaStyle]) -> None:
        """Draws evidence; that of other documents is left out.

        Args:
            styles: how each area is drawn, by its id.
        """
        self.evidence.give(items, styles)

    def choose_evidence(self, evidence: str) -> None:
        """Outlines one item, without moving; an empty id outlines none."""
        self.evidence.choose(evidence)

    def next_evidence(self) -> None:
        """Goes to the next item of evidence in this document, and chooses it."""
        self.evidence.step(forward=True)

    def previous_evidence(self) -> None:
        """Goes to the item before, and chooses it."""
        self.evidence.step(forward=False)

    # Hits

    def set_hits(self, highlights: tuple[tuple[str, ...], ...]) -> None:
        """Lights up what a search found, in this and in every document opened after it.

        Args:
            highlights: rows of folded words, as in `SearchResult.highlights`; none puts the light out.
        """
        self.walk.finder.search(highlights)

    def hits(self) -> tuple[int, int]:
        """Place of the present hit from 1, or 0; and how many there are."""
        return self.walk.standing()

    def next_hit(self) -> None:
        """Goes to the next hit; after the last, to the first."""
        self.walk.step(forward=True)

    def previous_hit(self) -> None:
        """Goes to the hit before; before the first, to the last."""
        self.walk.step(forward=False)

    def find_words(self) -> None:
        """Opens the find bar, with what is selected where that is short."""
        self.walk.find_words(self.selected_text())

    # Selection

    def selection(self) -> tuple[Place, Place] | None:
        """Where the selection begins and ends, as (page, offset in the page's text); None where nothing is."""
        chosen = self.view.selection
        return chosen.span if chosen else None

    def selected_text(self) -> str:
        """The selected words on one line, as a passage would quote them."""
        chosen = self.view.selection
        return self.view.text.quote(chosen.span) if chosen else ""

    def clear_selection(self) -> None:
        """Selects nothing."""
        self.view.selection = None
        self.pictures.leave()

    def copy(self) -> None:
        """Puts the selected words on the clipboard."""
        if words := self.selected_text():
            QGuiApplication.clipboard().setText(words)

    def copy_with_citation(self) -> None:
        """Puts the selected words on the clipboard, with their source, page and paragraph."""
        chosen = self.view.selection
        if chosen is not None and self.document is not None:
            pages, number = (chosen.first[0], chosen.last[0]), self.view.text.number_at(chosen.first)
            QGuiApplication.clipboard().setText(cited(self.selected_text(), self.document, *pages, number))

    # Looks

    def zoom_in(self) -> None:
        """Zooms in by a step."""
        self.view.step_zoom(up=True)

    def zoom_out(self) -> None:
        """Zooms out by a step."""
        self.view.step_zoom(up=False)

    def fit_width(self) -> None:
        """Fits the page's width."""
        self.view.set_fit(Fit.WIDTH)

    def fit_page(self) -> None:
        """Fits the whole page."""
        self.view.set_fit(Fit.PAGE)

    def toggle_single(self) -> None:
        """Shows one page at a time, or all under one another."""
        self.view.set_single(not self.view.single)
        self.bar.show_single(self.view.single)

    def toggle_outline(self) -> None:
        """Shows or hides the outline beside the pages."""
        self._toggle_contents(0)

    def toggle_thumbnails(self) -> None:
        """Shows or hides small pictures of the pages."""
        self._toggle_contents(1)

    def ask_page(self) -> None:
        """Puts the keyboard into the field where a page number is typed."""
        self.bar.page.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.page.selectAll()

    def set_dark(self, dark: bool) -> None:
        """Dims the paper in the dark scheme; its colours stay what they are."""
        self.view.set_dark(dark)

    # Qt's own

    def event(self, event: QEvent) -> bool:
        """Keeps Ctrl+F, and Esc where it has something to end, from the window while the keyboard is in the reader."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            finds = event.matches(QKeySequence.StandardKey.Find) and self.view.pages > 0
            if event.key() in ENTER and (self.extent.item or self.view.box.active):
                event.accept()
                return True
            steps_back = self.find_bar.isVisible() or self.view.can_step_back
            if finds or (event.key() == Qt.Key.Key_Escape and steps_back):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that are not the pages' own."""
        held = event.modifiers()
        shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Find):
            self.find_words()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_C and held == control | shift:
            self.copy_with_citation()
        elif event.key() in ENTER and self.extent.item:
            self.extent.save()
        elif event.key() == Qt.Key.Key_F3:
            self.walk.step(forward=not held & shift)
        elif event.key() == Qt.Key.Key_Escape and self.find_bar.isVisible():
            self.walk.close_find()
        else:
            super().keyPressEvent(event)

    # Inside

    def _connect(self) -> None:
        view, bar = self.view, self.bar
        self.pane.shown.connect(self._shown)
        self.contents.page_wanted.connect(self.go_to)
        view.selection_changed.connect(self._selected)
        view.page_changed.connect(self._turned)
        view.zoom_changed.connect(lambda: bar.show_zoom(view.zoom))
        self.evidence.activated.connect(self.evidence_activated)
        self.evidence.leaving.connect(self.leaving)
        view.menu_asked.connect(self._menu)
        bar.page_asked.connect(self._page_typed)
        bar.left.connect(view.setFocus)
        bar.turned.connect(lambda pages: view.go_to(view.page + pages))
        bar.zoom_stepped.connect(view.step_zoom)
        bar.zoom_asked.connect(view.set_zoom)
        bar.width_asked.connect(self.fit_width)
        bar.page_fit_asked.connect(self.fit_page)
        bar.single_asked.connect(self.toggle_single)
        bar.outline_asked.connect(self.toggle_outline)
        bar.find_asked.connect(self.find_words)
        self.walk.changed.connect(self.hits_changed)

    def _toggle_contents(self, tab: int) -> None:
        if self.contents.toggle(tab):
            self.contents.mark(self.view.page)
            if not self._split.sizes()[0]:
                wide = scaled(CONTENTS_WIDTH)
                self._split.setSizes([wide, max(1, self._split.width() - wide)])
        else:
            self.view.setFocus()

    def _selected(self) -> None:
        # What is selected while an extent is changed is nothing new to tag.
        if not self.extent.item:
            self.selection_changed.emit()
        elif self.view.selection is None:
            self.extent.leave()

    def _shown(self) -> None:
        """Follows what the pane shows now: a document, or why there is none."""
        readable = self.view.pages > 0
        document = self.pane.document
        self.bar.setVisible(document is not None)
        self.bar.show_document(document, readable)
        self.bar.show_zoom(self.view.zoom)
        doubtful = document is not None and readable and document.status == "attention"
        self._note.tell(f"{document.reason} {document.hint}".strip() if document and doubtful else "", "warn")
        self.evidence.show()
        self.walk.open()
        self.contents.show_text(document.id if document else 0, self.view.text)

    def _turned(self, page: int, pages: int) -> None:
        self.bar.show_page(page, pages, self.view.text.label(page))
        self.contents.mark(page)
        title = self.document.title if self.document else ""
        self.view.setAccessibleName(f"Page {page} of {pages}, {title}" if pages else "Reader")
        told = self.view.text.quote(((page, 0), (page, len(self.view.text.page(page).text)))) if pages else ""
        self.view.setAccessibleDescription(told[:TOLD])
        tell_page(self.view)
        announce(self.view, f"Page {page} of {pages}")
        self.page_changed.emit(page, pages)

    def _page_typed(self, typed: str) -> None:
        page = self.view.text.page_named(typed)
        if page:
            self.go_to(page)
        self.view.setFocus()
        self.bar.show_page(self.view.page, self.view.pages, self.view.text.label(self.view.page))

    def _menu(self, place: QPointF) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, act in (("Copy", self.copy), ("Copy with citation", self.copy_with_citation)):
            menu.addAction(name, act).setEnabled(self.view.selection is not None)
        menu.popup(place.toPoint())
