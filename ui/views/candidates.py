"""What looks like evidence in a document: passages to accept, alter or dismiss, one by one or several at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QStackedLayout, QVBoxLayout, QWidget

from evidence_app.changes import Changes
from evidence_app.domain.document import Document
from evidence_app.domain.evidence import FINDING_LABELS, Evidence
from evidence_app.domain.framework import Framework
from evidence_app.domain.review import Candidate, as_evidence, overlaps
from ui.models.evidence import COLUMNS, FINDINGS, EvidenceModel
from ui.session import Session
from ui.theme import AreaStyle
from ui.views.evidence_delegate import PassageDelegate
from ui.widgets.buttons import button
from ui.widgets.fields import Check, Combo
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.places import Empty, announce, frame
from ui.widgets.table import Table

REST_MS = 60
NONE = (
    "Nothing is proposed",
    "Open a document and choose Go > Proposed evidence in this document: the program reads it for passages that look "
    "like evidence.",
)
DONE = ("Nothing more here", "All that looked like evidence in this document is tagged or dismissed.")


class CandidateDelegate(PassageDelegate):
    """Draws a proposed passage: page, finding, and what speaks for it."""

    def __init__(self) -> None:
        super().__init__(short=True)
        self.told: Mapping[str, str] = {}

    def _where(self, item: Evidence, metrics: QFontMetrics, width: int) -> str:
        told = self.told.get(item.id, "")
        return "  ·  ".join(part for part in (f"p. {item.passage.page}", FINDINGS[item.finding], told) if part)


class Candidates(QWidget):
    """The list. The passage of the present row is selected in the reader, and the panel shows what is suggested."""

    passage_wanted = Signal(object)  # Passage
    batch_chosen = Signal()  # several are chosen, so that none is to be shown
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._document: Document | None = None
        self._found: list[Candidate] = []
        self._tagged: Sequence[Evidence] = ()
        self._shown: list[Candidate] = []
        self._own = False  # a change of our own is under way
        self._after: tuple[int, int] | None = None  # the place after which a passage is wanted once all are read
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._show_passage)
        self._build()
        session.opened.connect(self._opened)
        session.changed.connect(self._changed)
        session.closed.connect(lambda: self.open(None))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = frame("head")
        inner = QVBoxLayout(head)
        inner.setContentsMargins(12, 12, 12, 12)
        inner.setSpacing(8)
        top = QHBoxLayout()
        self.count = label(look="muted")
        top.addWidget(label("Proposed evidence", "heading"))
        top.addStretch(1)
        top.addWidget(self.count)
        inner.addLayout(top)
        self.title = label(look="muted", wrap=True)
        inner.addWidget(self.title)
        row = Flow()
        self.area = Combo("Judgement area", {"": "All areas"})
        self.finding = Combo("Finding", {"": "All findings", **FINDING_LABELS})
        self.dismissed = Check("Dismissed ones")
        for combo in (self.area, self.finding):
            combo.currentIndexChanged.connect(lambda: self._fill(0))
            row.addWidget(combo)
        self.dismissed.toggled.connect(lambda: self._fill(0))
        row.addWidget(self.dismissed)
        inner.addLayout(row)
        inner.addWidget(
            label(
                "Enter accepts, Delete dismisses; 1 to 4, S, I and C alter. Ctrl+Z takes either back.",
                "small",
                wrap=True,
            )
        )
        column.addWidget(head)
        self.model = EvidenceModel(self)
        self.table = Table("Proposed evidence", lines=2)
        self.table.setModel(self.model)
        self._delegate = CandidateDelegate()
        self._delegate.setParent(self.table)
        self.table.setItemDelegate(self._delegate)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.horizontalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for hidden in range(1, len(COLUMNS)):
            self.table.setColumnHidden(hidden, True)
        self.table.opened.connect(self.accept)
        self.table.deleted.connect(self.dismiss)
        self.table.left.connect(self.left)
        self.table.selectionModel().selectionChanged.connect(lambda: self._rest.start())
        self._nothing = Empty(*NONE)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        column.addLayout(self._stack, 1)
        foot = frame("foot")
        buttons = Flow(foot)
        buttons.setContentsMargins(12, 8, 12, 8)
        self.accept_button = button("Accept", self.accept, "main")
        self.dismiss_button = button("Dismiss", self.dismiss)
        buttons.addWidget(self.accept_button)
        buttons.addWidget(self.dismiss_button)
        column.addWidget(foot)
        self._fill(0)

    # -- what is shown ----------------------------------------------------------------------------------------------

    def dress(self, styles: Mapping[str, AreaStyle]) -> None:
        """Sets how areas are drawn."""
        self._delegate.styles = styles
        self.table.viewport().update()

    def open(self, document: Document | None) -> None:
        """Reads a document for evidence; None shows nothing."""
        self._document, self._found, self._tagged = document, [], ()
        self.title.setText(document.title if document else "")
        self._nothing.say(*NONE)
        self._fill(0)
        if document is not None:
            self._nothing.say("Reading the document…", "Passages that look like evidence will stand here.")
            self._read()

    def show_next(self, document: Document, place: tuple[int, int]) -> None:
        """Wants the first proposed passage after a place of a document; reads the document where it was not yet.

        Args:
            place: page, and character offset in that page's text.
        """
        self._after = place
        if self._document is None or self._document.id != document.id:
            self.open(document)
        elif self._found:
            self._go_on()

    def _go_on(self) -> None:
        place, self._after = self._after, None
        if place is not None:
            later = [each.passage for each in self._shown if (each.passage.page, each.passage.start) >= place]
            if later:
                self.passage_wanted.emit(min(later, key=lambda passage: (passage.page, passage.start)))
            else:
                self._session.notice.emit("Nothing more is proposed after this.")

    def show_tagged(self, items: Sequence[Evidence]) -> None:
        """Takes what is tagged in the open document: passages that overlap it are not proposed."""
        if self._document is not None and all(item.passage.document == self._document.id for item in items):
            self._tagged = items
            self._fill(self.table.currentIndex().row())

    def chosen(self) -> list[Candidate]:
        """The passages chosen."""
        return [self._shown[row] for row in self.table.chosen_rows() if row < len(self._shown)]

    def _read(self) -> None:
        document, review = self._document, self._session.workspace.review
        if document is None:
            return

        def show(found: list[Candidate]) -> None:
            if self._document is document:
                self._found = found
                self._nothing.say(*DONE)
                self._fill(max(0, self.table.currentIndex().row()))
                announce(self, f"{self.model.rowCount()} passages proposed")
                self._go_on()

        self._session.look(lambda: review.find(document.id, dismissed=True), show, key="candidates")

    def _fill(self, row: int) -> None:
        area, finding = self.area.value(), self.finding.value()
        self._shown = [
            each
            for each in self._found
            if each.dismissed == self.dismissed.isChecked()
            and (not area or each.area == area)
            and (not finding or each.finding == finding)
            and not any(overlaps(each.passage, item.passage) for item in self._tagged)
        ]
        framework = self._session.workspace.framework if self._session.is_open else None
        self._delegate.told = {each.id: _told(each, framework) for each in self._shown} if framework else {}
        self.model.show([dataclasses.replace(as_evidence(each), id=each.id) for each in self._shown])
        self.count.setText(f"{len(self._shown):,} passages" if self._document else "")
        self._stack.setCurrentIndex(0 if self._shown else 1)
        if self._shown and self._session.is_open:
            self.table.go_to(min(max(row, 0), len(self._shown) - 1))
        self._allow()

    def _show_passage(self) -> None:
        chosen = self.chosen()
        self._allow()
        if len(chosen) == 1 and self.isVisible():
            self.passage_wanted.emit(chosen[0].passage)
        elif len(chosen) > 1:
            self.batch_chosen.emit()

    def _allow(self) -> None:
        count, away = len(self.chosen()), self.dismissed.isChecked()
        several = f" {count} passages" if count > 1 else ""
        self.accept_button.setText(f"Accept{several}")
        self.dismiss_button.setText(f"{'Offer again' if away else 'Dismiss'}{several}")
        for part in (self.accept_button, self.dismiss_button):
            part.setEnabled(bool(count) and self._session.writable)

    # -- what a person does -----------------------------------------------------------------------------------------

    def accept(self, *_: object) -> None:
        """Tags the chosen passages as proposed, as one change."""
        chosen = self.chosen()
        if chosen and self._session.writable:
            review = self._session.workspace.review
            count = f"{len(chosen)} passages" if len(chosen) > 1 else "1 passage"
            self._act(lambda: review.accept(chosen), f"Tagged {count}. Ctrl+Z takes it back.")

    def dismiss(self) -> None:
        """Does not offer the chosen passages again; of dismissed ones, offers them again."""
        chosen = self.chosen()
        if not chosen or not self._session.writable:
            return
        review, away = self._session.workspace.review, not self.dismissed.isChecked()
        ids = {each.id for each in chosen}
        self._found = [dataclasses.replace(e, dismissed=away) if e.id in ids else e for e in self._found]
        work = (lambda: review.dismiss(chosen)) if away else (lambda: review.restore(chosen))
        self._act(work, "Dismissed. Ctrl+Z brings it back." if away else "Offered again.")
        self._fill(self.table.chosen_rows()[0])

    def _act(self, work: Callable[[], Changes], words: str) -> None:
        self._own = True
        self._session.act(work, lambda _: self._session.notice.emit(words)).ended.connect(self._acted)

    def _acted(self) -> None:
        self._own = False

    # -- the workspace ----------------------------------------------------------------------------------------------

    def _opened(self) -> None:
        self.area.offer({area.id: area.short for area in self._session.workspace.framework.areas})
        self.open(None)

    def _changed(self, changes: Changes) -> None:
        # Tags are told by what is tagged; what else happened to the document, an undone dismissal say, is read again.
        mine = self._document is not None and self._document.id in changes.documents
        if mine and not changes.evidence and not self._own:
            self._read()


def _told(each: Candidate, framework: Framework) -> str:
    theme = framework.theme(each.theme or "")
    return theme.label if theme else each.section
