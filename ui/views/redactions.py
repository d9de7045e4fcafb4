"""The review of personal data: page by page or name by name, decided by single keys, before anything leaves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from evidence_app import workspace as core
from evidence_app.changes import Changes
from evidence_app.domain.document import PageText
from evidence_app.domain.pageview import Box
from evidence_app.domain.redaction import Decision, PrivacyReport, Redaction
from ui.models.redactions import Found
from ui.session import Session
from ui.views.redaction_list import RedactionList
from ui.views.redaction_page import RedactionPage, Shown
from ui.views.redaction_panel import RedactionPanel, spread
from ui.widgets.buttons import button
from ui.widgets.fields import Check
from ui.widgets.places import Empty, Note

# Shares of the width: list, and page with panel; of the latter, page and panel.
SHARES, RIGHT = (36, 64), (62, 38)
# Below this width in letters the panel stands under the page.
WIDE = 120
NOTHING = (
    "Nothing has been searched yet",
    "Personal data is looked for in every document that is not published: names, numbers, dates of birth, addresses. "
    "Nothing is changed in a document: it is taken out of packs only.",
)


class Redactions(QWidget):
    """The review."""

    searched = Signal()
    lists_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._document = 0
        self._stale = False  # something has changed since the list was read
        self.note = Note()
        self.page = RedactionPage()
        self.list = RedactionList()
        self.list.chosen.connect(self._chosen)
        self.list.table.opened.connect(lambda _: self.page.setFocus())
        self.list.table.deleted.connect(self.take_away)
        self.page.pressed.connect(self._pressed)
        self.page.drawn.connect(self._drawn)
        self.page.turned.connect(lambda page: self.list.go_to_page(self._document, page))
        self.panel = RedactionPanel(
            (
                ("Take out", "A", self.accept),
                ("Leave in", "R", self.reject),
                ("Take out everywhere", "E", self.accept_everywhere),
                ("Leave in everywhere", "K", self.reject_everywhere),
                ("Undecided", "U", self.reopen),
                ("Approve", "Y", self.approve),
            )
        )
        self.panel.mention_wanted.connect(self._show_place)
        self.panel.renamed.connect(self._rename)
        self.search_button = button("Search for personal data", self.search)
        self.draw_button = button("Draw a box  (B)", self.page.draw_by_keys)
        self.next_button = button("Next to decide  (N)", self.next_open)
        self.lists_button = button("Lists…  (L)", self.lists_wanted.emit)
        self.four_eyes = Check("A second person approves what stays")
        self.four_eyes.clicked.connect(self._require)
        self._lay_out()
        session.opened.connect(self._opened)
        session.closing.connect(self._let_go)
        session.changed.connect(self._changed)

    def _lay_out(self) -> None:
        self.pages = QStackedWidget()
        self.empty = Empty(*NOTHING, button("Search for personal data", self.search, "main"))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(3)
        splitter.setChildrenCollapsible(False)
        self._right = QSplitter(Qt.Orientation.Horizontal)
        self._right.setHandleWidth(3)
        self._right.setChildrenCollapsible(False)
        for part in (self.page, self.panel):
            self._right.addWidget(part)
        splitter.addWidget(self.list)
        splitter.addWidget(self._right)
        for place, share in enumerate(SHARES):
            splitter.setStretchFactor(place, share)
        splitter.setSizes([share * 10 for share in SHARES])
        self._right.setSizes([share * 10 for share in RIGHT])
        self.pages.addWidget(self.empty)
        self.pages.addWidget(splitter)
        acts = (self.search_button, self.next_button, self.draw_button, self.lists_button, self.four_eyes)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 0)
        head.addWidget(spread(*acts))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addLayout(head)
        outer.addWidget(self.note)
        outer.addWidget(self.pages, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the panel under the page where there is no room beside it."""
        super().resizeEvent(event)
        narrow = self.width() < WIDE * self.fontMetrics().averageCharWidth()
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._right.orientation() != wanted:
            self._right.setOrientation(wanted)
            self._right.setSizes([share * 10 for share in RIGHT])

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the review's commands do, by id."""
        return {
            "review.out": self.accept,
            "review.in": self.reject,
            "review.out_everywhere": self.accept_everywhere,
            "review.in_everywhere": self.reject_everywhere,
            "review.undecided": self.reopen,
            "review.approve": self.approve,
            "review.next": self.next_open,
            "review.draw": self.page.draw_by_keys,
            "review.pseudonym": self.panel.write_pseudonym,
            "review.names": self.list.turn,
            "review.lists": self.lists_wanted.emit,
        }

    # -- find -------------------------------------------------------------------------------------------------------

    def search(self) -> None:
        """Searches all documents for personal data."""
        if not self._session.writable:
            return
        self.search_button.setEnabled(False)
        work = self._session.workspace.privacy.search
        job = self._session.long("Searching for personal data", work, self._searched)
        job.ended.connect(lambda: self.search_button.setEnabled(self._session.writable))

    def _searched(self, report: PrivacyReport) -> None:
        places = sum(report.findings.values())
        self._session.notice.emit(
            f"{places:,} places in {report.documents:,} documents, {report.people:,} people ({report.seconds:.1f} s)"
        )
        self.reload()
        self.searched.emit()

    def reload(self) -> None:
        """Reads everything found again."""
        self._stale = False
        workspace = self._session.workspace
        self._session.look(partial(_read, workspace), self._show, key="redactions")

    def _show(self, found: Found) -> None:
        self.four_eyes.setChecked(found.four_eyes)
        self.pages.setCurrentIndex(1 if found.places else 0)
        for one in (self.next_button, self.draw_button):
            one.setEnabled(bool(found.places))
        stale = found.places and not found.current
        self.note.tell(
            "Documents or lists have changed since the last search: search again before a pack is made."
            if stale
            else "",
            "warn",
        )
        self.list.show_found(found)
        self._show_boxes()

    # -- choose -----------------------------------------------------------------------------------------------------

    def next_open(self) -> None:
        """Goes to the next in the list that is to be decided or approved."""
        if not self.list.next_open():
            self._session.notice.emit("Everything in this list is decided.")

    def _chosen(self) -> None:
        places, subjects = self.list.chosen_places(), self.list.chosen_subjects()
        if max(len(places), len(subjects)) > 1:
            self.panel.show_several(len(places) or len(subjects))
        elif places:
            self.panel.show_place(self.list.found, places[0], self._mentions(places[0].subject))
            self._go(places[0])
        elif subjects:
            mentions = self._mentions(subjects[0].id)
            self.panel.show_subject(self.list.found, subjects[0], mentions)
            if mentions:
                self._go(mentions[0])
        else:
            self.panel.show_nothing()
            self.page.choose(())

    def _mentions(self, subject: str) -> list[Redaction]:
        return [one for one in self.list.found.places if one.subject == subject]

    def _pressed(self, identity: str) -> None:
        if not self.list.go_to(identity):
            self._show_place(next(one for one in self.list.found.places if one.id == identity))

    def _show_place(self, place: Redaction) -> None:
        """Shows a place that need not be in the list."""
        if not self.list.by_name:
            self.panel.show_place(self.list.found, place, self._mentions(place.subject))
        self._go(place)

    # -- the page ---------------------------------------------------------------------------------------------------

    def _go(self, place: Redaction) -> None:
        if place.document == self._document:
            self.page.choose([place.id], place)
            return
        self._document = place.document
        workspace = self._session.workspace

        def opened(texts: list[PageText]) -> None:
            self.page.open(place.document, texts)
            self._show_boxes()
            self.page.choose([place.id], place)

        self._session.look(lambda: workspace.documents.text(place.document), opened, key="redaction page")

    def _show_boxes(self) -> None:
        found = self.list.found
        here = [one for one in found.places if one.document == self._document]
        self.page.show_places([Shown(one, found.state(one)) for one in here])

    def _drawn(self, page: int, box: Box) -> None:
        document, code = self._document, self.panel.code.value()
        self._act(lambda: self._session.workspace.privacy.draw(document, page, box, code))

    # -- decide -----------------------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Takes out what is chosen."""
        self._decide("accepted")

    def reject(self) -> None:
        """Leaves in what is chosen."""
        self._decide("rejected")

    def reopen(self) -> None:
        """Takes a decision back."""
        self._decide("proposed")

    def accept_everywhere(self) -> None:
        """Takes out every mention of those chosen."""
        self._decide_everywhere("accepted")

    def reject_everywhere(self) -> None:
        """Leaves in every mention of those chosen."""
        self._decide_everywhere("rejected")

    def approve(self) -> None:
        """Agrees, as a second person, with what another decided."""
        places = [one for one in self.list.chosen_places() if one.own]
        followers = {one.subject for one in self.list.chosen_places() if not one.own}
        subjects = [one.id for one in self.list.chosen_subjects() if self.list.by_name or one.id in followers]
        ids = [one.id for one in places]
        privacy = self._session.workspace.privacy
        if ids or subjects:
            self._act(lambda: privacy.approve(ids, subjects))

    def take_away(self) -> None:
        """Takes away the marks made by hand that are chosen."""
        ids = [one.id for one in self.list.chosen_places()]
        privacy = self._session.workspace.privacy
        if ids:
            self._act(lambda: privacy.unmark(ids))

    def _decide(self, decision: Decision) -> None:
        if self.list.by_name:
            self._decide_everywhere(decision)
            return
        ids, code = [one.id for one in self.list.chosen_places()], self.panel.code.value()
        privacy = self._session.workspace.privacy
        if ids:
            self.list.stay_or_go_on()
            self._act(lambda: privacy.decide(ids, decision, code))

    def _decide_everywhere(self, decision: Decision) -> None:
        ids, code = [one.id for one in self.list.chosen_subjects()], self.panel.code.value()
        privacy = self._session.workspace.privacy
        if ids:
            self.list.stay_or_go_on()
            self._act(lambda: privacy.decide_everywhere(ids, decision, code))

    def _rename(self, subject: str, pseudonym: str, role: str) -> None:
        privacy = self._session.workspace.privacy
        self._act(lambda: privacy.rename(subject, pseudonym, role or None))
        self.list.table.setFocus()

    def _require(self, wanted: bool) -> None:
        privacy = self._session.workspace.privacy
        self._act(lambda: privacy.require_four_eyes(wanted))

    def _act(self, work: Callable[[], Changes]) -> None:
        if self._session.writable:
            self._session.act(work, lambda changes: self._session.notice.emit(changes.name.capitalize()))

    # -- the workspace ----------------------------------------------------------------------------------------------

    def _opened(self) -> None:
        self.page.set_pages(self._session.workspace.pages)
        for one in (self.search_button, self.four_eyes):
            one.setEnabled(self._session.writable)
        self._stale = True

    def _changed(self, changes: Changes) -> None:
        if not (changes.privacy or changes.documents or changes.settings):
            return
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """Reads what has changed meanwhile."""
        super().showEvent(event)
        if self._stale and self._session.is_open:
            self.reload()

    def _let_go(self) -> None:
        self._document = 0
        self.page.set_pages(None)
        self.list.show_found(Found())


def _read(workspace: core.Workspace) -> Found:
    privacy = workspace.privacy
    return Found(
        places=privacy.redactions(),
        subjects={one.id: one for one in privacy.subjects()},
        titles={one.id: one.title for one in workspace.documents.list(reading=False)},
        four_eyes=privacy.four_eyes,
        current=privacy.is_current,
        author=workspace.author,
    )
