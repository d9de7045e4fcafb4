"""The evidence of the open document, as a list under the form."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QSizePolicy, QVBoxLayout, QWidget

from evidence_app.changes import Changes
from evidence_app.domain.document import Document
from evidence_app.domain.evidence import Evidence
from ui.models.evidence import COLUMNS, EvidenceModel
from ui.session import Session
from ui.theme import AreaStyle
from ui.views.evidence_delegate import PassageDelegate
from ui.widgets.labels import label
from ui.widgets.places import announce, frame
from ui.widgets.table import Table


class DocumentEvidence(QWidget):
    """The list."""

    loaded = Signal(object)  # list[Evidence]
    opened = Signal(object)  # Evidence
    deleted = Signal(object)  # Evidence
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._document: Document | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        head = frame("head")
        inner = QHBoxLayout(head)
        inner.setContentsMargins(12, 8, 12, 8)
        self.count = label("In this document", "strong")
        inner.addWidget(self.count)
        outer.addWidget(head)
        self.model = EvidenceModel(self)
        self.table = Table("Evidence of this document", lines=2)
        self.table.setModel(self.model)
        self._delegate = PassageDelegate(short=True)
        self._delegate.setParent(self.table)
        self.table.setItemDelegate(self._delegate)
        self.table.horizontalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for hidden in range(1, len(COLUMNS)):
            self.table.setColumnHidden(hidden, True)
        self.table.opened.connect(lambda index: self.opened.emit(self.model.item(index.row())))
        self.table.clicked.connect(lambda index: self.opened.emit(self.model.item(index.row())))
        self.table.deleted.connect(self._delete)
        self.table.left.connect(self.left)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        outer.addWidget(self.table, 1)
        session.opened.connect(self._opened)
        session.changed.connect(self._changed)

    def dress(self, styles: Mapping[str, AreaStyle]) -> None:
        """Sets how areas are drawn."""
        self._delegate.styles = styles
        self.table.viewport().update()

    def show_document(self, document: Document | None) -> None:
        """Lists the evidence of another document, or of none."""
        self._document = document
        self.model.show(())
        self.count.setText("In this document")
        if document is not None:
            self._load(document)

    def chosen(self, identity: str) -> Evidence | None:
        """The item listed under an id, chosen in the list; None where it is not listed."""
        row = self.model.row_of(identity)
        if row < 0:
            return None
        self.table.go_to(row)
        return self.model.item(row)

    def _load(self, document: Document) -> None:
        board = self._session.workspace.evidence

        def show(items: list[Evidence]) -> None:
            if self._document is not None and self._document.id == document.id:
                self.model.show(items)
                self.count.setText(f"In this document: {len(items)}")
                announce(self, self.count.text())
                self.loaded.emit(items)

        self._session.look(lambda: board.list(document=document.id), show, key="panel")

    def _opened(self) -> None:
        self.model.name_areas({area.id: area.short for area in self._session.workspace.framework.areas})

    def _changed(self, changes: Changes) -> None:
        # Undoing a tag takes the item away, and with it the word of which document it was in.
        if self._document is not None and (changes.evidence or self._document.id in changes.documents):
            self._load(self._document)

    def _delete(self) -> None:
        rows = self.table.chosen_rows()
        if rows:
            self.deleted.emit(self.model.item(rows[0]))
