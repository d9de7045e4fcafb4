"""The library: every document, and those that need attention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from evidence_app.changes import Changes
from evidence_app.domain.document import KINDS, Document, ImportReport
from evidence_app.domain.folder import STATES
from evidence_app.domain.work import MARKS, Mark, Waiting
from ui.models import documents as rows
from ui.models.documents import DocumentModel, DocumentRow, LibraryFilter
from ui.session import IMPORTED, IMPORTING, Session
from ui.views.library_choice import LibraryChoice
from ui.views.library_delegate import TitleDelegate
from ui.views.scan_note import ScanNote
from ui.views.work_line import WorkLine
from ui.widgets.buttons import button
from ui.widgets.fields import Combo
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.places import Empty, Note, frame
from ui.widgets.table import Table

# Widths in letters below which the number of passages, and then the date, have no column; and from which kind and
# pages, and then authority too, have one.
NARROWER, NARROW, WIDE, WIDER = 36, 50, 95, 125
SAMPLES = ("", "Monitoring visit letter", "30 Sep 2026", "Aldermere Council", "Pages", "Evidence")


Rows = list[DocumentRow]


class Library(QWidget):
    """The list of documents."""

    document_wanted = Signal(object, bool)  # Document, whether the reader takes the focus
    import_wanted = Signal()
    edit_wanted = Signal(object)  # list[Document]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._filter = LibraryFilter()
        self._showing = False
        self._documents: Sequence[Document] = ()
        self._evidence: dict[int, int] = {}
        self._marks: dict[int, frozenset[Mark]] = {}
        self._pointed: int | None = None
        self.model = DocumentModel(self)
        self.table = Table("Documents", lines=2)
        self._delegate = TitleDelegate(self.table)
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(rows.TITLE, self._delegate)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.columns(rows.TITLE, SAMPLES)
        self.table.opened.connect(lambda index: self._open(index, focus=True))
        self.table.order_wanted.connect(self._reorder)
        self.table.left.connect(lambda: self.box.setFocus())
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.table.selectionModel().selectionChanged.connect(self._chosen)
        # Walking down the list with an arrow key should not open every document passed.
        self._settle = QTimer(self, singleShot=True, interval=150)
        self._settle.timeout.connect(lambda: self._open(self.table.currentIndex(), focus=False))
        self._typed = QTimer(self, singleShot=True, interval=120)
        self._typed.timeout.connect(self._refilter)
        self._build()
        session.opened.connect(self.reload)
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
        self.count = label(look="muted")
        top.addWidget(label("Library", "heading"))
        top.addStretch(1)
        top.addWidget(self.count)
        inner.addLayout(top)
        self.work = WorkLine()
        inner.addWidget(self.work)
        filters = Flow()
        self.box = QLineEdit()
        self.box.setPlaceholderText("Filter by title, council, path")
        self.box.setAccessibleName("Filter documents")
        self.box.setClearButtonEnabled(True)
        self.box.textChanged.connect(lambda: self._typed.start())
        self.kind = Combo("Kind of document", {"": "All kinds", **KINDS})
        self.kind.currentIndexChanged.connect(self._refilter)
        self.state = Combo("What is new about it", {"": "New or not", **STATES})
        self.state.currentIndexChanged.connect(self._refilter)
        self.mine = Combo("Marked by you", {"": "Marked or not", **MARKS})
        self.mine.currentIndexChanged.connect(self._refilter)
        self.attention = QPushButton("Needs attention")
        self.attention.setCheckable(True)
        self.attention.setAutoDefault(False)
        self.attention.toggled.connect(self._refilter)
        filters.addWidget(self.box)
        filters.addWidget(self.kind)
        filters.addWidget(self.state)
        filters.addWidget(self.mine)
        filters.addWidget(self.attention)
        inner.addLayout(filters)
        column.addWidget(head)
        self.note = Note()
        self.choice_note = LibraryChoice(self._session, self.imported)
        self.choice_note.edit_wanted.connect(self.edit_wanted)
        column.addWidget(self.note)
        self.scans = ScanNote(self._session)
        column.addWidget(self.scans)
        self._stack = QStackedLayout()
        self.first_import = button("Import files…", self.import_wanted.emit, "main")
        self._nothing = Empty(
            "No documents yet",
            "Import inspection reports and case notes, or drop files and folders anywhere on this window.",
            self.first_import,
        )
        self._no_match = Empty("No document fits this filter", "Clear the filter to see all of them.")
        for page in (self.table, self._nothing, self._no_match):
            self._stack.addWidget(page)
        column.addLayout(self._stack, 1)
        column.addWidget(self.choice_note)

    # -- rows -------------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Reads the documents again."""
        workspace, chosen = self._session.workspace, self._filter

        def work() -> Any:
            documents = workspace.documents.list(reading=False)
            counts = workspace.evidence.counts_by_document()
            marks = workspace.work.marks()
            return documents, counts, marks, rows.arrange(documents, counts, marks, chosen), workspace.work.waiting()

        self._session.look(work, self._read, key="library")

    def _read(self, result: tuple[list[Document], dict[int, int], dict[int, frozenset[Mark]], Rows, Waiting]) -> None:
        self._documents, self._evidence, self._marks, shown, waiting = result
        self.work.say(waiting)
        for row, (mark, words) in enumerate(MARKS.items(), 1):
            count = sum(mark in marks for marks in self._marks.values())
            self.mine.setItemText(row, f"{words} ({count:,})")
        self._show(shown)

    def _show(self, shown: Rows) -> None:
        current = self.table.currentIndex()
        kept = self.model.row(current.row()).document.id if current.isValid() else self._pointed
        at = self.table.verticalScrollBar().value()
        self._showing = True
        self.model.show(shown)
        self.table.go_to(-1 if kept is None else self.model.row_of(kept))
        self.table.verticalScrollBar().setValue(at)
        self._showing = False
        self.table.show_order(self._filter.column, self._filter.descending)
        every = len(self._documents)
        self.count.setText(f"{len(shown):,} of {every:,}" if len(shown) != every else f"{every:,} documents")
        waiting = self.first_import.hasFocus()
        self._stack.setCurrentIndex(0 if shown else 2 if every else 1)
        if waiting and shown:
            self.table.setFocus()
        if self._filter.attention and not shown:
            self._no_match.say("Nothing needs attention", "Every file was read, or was set aside by you.")
        elif self._filter.mark and not shown and not any(self._filter.mark in one for one in self._marks.values()):
            self._no_match.say("You marked no document so", "Choose one in the library and mark it in the menu Edit.")
        else:
            self._no_match.say("No document fits this filter", "Clear the filter to see all of them.")
        self._chosen()

    def _refilter(self) -> None:
        self._filter = LibraryFilter(
            text=self.box.text(),
            kind=self.kind.value(),
            attention=self.attention.isChecked(),
            state=self.state.value(),
            mark=self.mine.value(),
            column=self._filter.column,
            descending=self._filter.descending,
        )
        if self._session.is_open:
            documents, counts, marks, chosen = self._documents, self._evidence, self._marks, self._filter
            self._session.look(lambda: rows.arrange(documents, counts, marks, chosen), self._show, key="library")

    def _reorder(self, column: int, descending: bool) -> None:
        self._filter = replace(self._filter, column=column, descending=descending)
        self._refilter()

    def _changed(self, changes: Changes) -> None:
        if changes.documents or changes.evidence or changes.name in (IMPORTING, IMPORTED):
            self.reload()

    def _clear(self) -> None:
        self.model.show(())
        self._documents, self._evidence, self._marks, self._pointed = (), {}, {}, None
        self.work.say(Waiting())
        self.box.clear()
        self.note.clear()
        self.choice_note.clear()
        self.attention.setChecked(False)
        self.state.choose("")
        self.mine.choose("")

    # -- what a person does -----------------------------------------------------------------------------------------

    def show_attention(self) -> None:
        """Shows the documents that need attention."""
        self.attention.setChecked(True)
        self.table.setFocus()

    def chosen(self) -> list[Document]:
        """The documents chosen, from the top."""
        return [self.model.row(row).document for row in self.table.chosen_rows()]

    def show_state(self, state: str) -> None:
        """Shows the documents about which something is new.

        Args:
            state: a key of STATES.
        """
        self.attention.setChecked(False)
        self.state.choose(state)
        self.table.setFocus()

    def show_mark(self, mark: str) -> None:
        """Shows the documents that the officer marked so, whatever else was filtered.

        Args:
            mark: a key of MARKS.
        """
        self.attention.setChecked(False)
        for combo in (self.kind, self.state):
            combo.choose("")
        self.box.clear()
        self.mine.choose(mark)
        self.table.setFocus()

    def point_at(self, document: int) -> None:
        """Makes a document the present one of the list, now or when the list is read."""
        self._pointed = document
        if self._documents:
            self._showing = True
            self.table.go_to(self.model.row_of(document))
            self._showing = False

    def imported(self, report: ImportReport) -> None:
        """Says what an import did."""
        words = told_import(report)
        if report.attention:
            self.note.tell(words, "warn", button("Show them", self.show_attention))
        else:
            self.note.tell(words, "good", button("Close", self.note.clear))
        self._session.notice.emit(words)

    def _open(self, index: QModelIndex, *, focus: bool) -> None:
        if index.isValid():
            self._settle.stop()
            self.document_wanted.emit(self.model.row(index.row()).document, focus)

    def _moved(self) -> None:
        if not self._showing and len(self.table.chosen_rows()) <= 1:
            self._settle.start()

    def _chosen(self) -> None:
        if not self._showing:
            waiting = [one for one in self._documents if one.status == "attention" and not one.ignored]
            self.choice_note.say(self.chosen(), waiting if self._filter.attention else ())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives columns of their own to kind, authority and pages where there is room."""
        super().resizeEvent(event)
        letters = self.width() / max(1, self.fontMetrics().averageCharWidth())
        for column in (rows.KIND, rows.PAGES):
            self.table.setColumnHidden(column, letters < WIDE)
        self.table.setColumnHidden(rows.AUTHORITY, letters < WIDER)
        self.table.setColumnHidden(rows.EVIDENCE, letters < NARROW)
        self.table.setColumnHidden(rows.DATE, letters < NARROWER)
        self._delegate.compact = letters < WIDE
        self._delegate.dated = letters < NARROWER


def told_import(report: ImportReport) -> str:
    """What an import did, in a sentence or two."""
    if report.cancelled:
        return f"Import cancelled: {report.added:,} added before it stopped, and kept."
    parts = [f"{report.added:,} added"]
    for count, words in (
        (report.unchanged, "already here"),
        (report.changed, "of them new versions of changed files"),
        (report.moved, "moved or renamed"),
        (report.missing, "no longer there"),
        (report.duplicates, "copies of others"),
    ):
        if count:
            parts.append(f"{count:,} {words}")
    ending = f" {len(report.attention):,} need attention." if report.attention else ""
    return f"Import finished in {report.seconds:.0f} s: {', '.join(parts)}.{ending}"
