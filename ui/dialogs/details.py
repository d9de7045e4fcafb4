"""The details of documents: title, kind, council, date, child, team, embargo; their places and what belongs to them.

Several can be altered at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRegularExpression, Qt, QTimer, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from evidence_app.domain.document import KINDS, Document
from evidence_app.domain.folder import STATES
from ui.dialogs.form import Form
from ui.session import Session
from ui.widgets.buttons import button
from ui.widgets.fields import Check, Combo
from ui.widgets.labels import label

# Places and attachments that are named; a message may have hundreds.
MOST = 8
MANY = "(different values: leave as they are)"


class Details(Form):
    """The dialog. Only what was altered is changed, as one change to undo."""

    document_wanted = Signal(int)

    def __init__(self, session: Session, documents: Sequence[Document], parent: QWidget | None = None) -> None:
        one = len(documents) == 1
        title = "Document details" if one else f"Details of {len(documents)} documents"
        super().__init__(title, "Save", parent)
        self._session = session
        self._documents = documents
        self.title = self._field({document.title for document in documents})
        kinds = {document.kind for document in documents}
        self.kind = Combo("Kind", KINDS if len(kinds) == 1 else {"": MANY, **KINDS})
        if len(kinds) == 1:
            self.kind.choose(next(iter(kinds)))
        self.authority = self._field({document.authority for document in documents})
        self.date = self._field({document.date for document in documents})
        self.date.setValidator(QRegularExpressionValidator(QRegularExpression(r"(\d{4}-\d\d-\d\d)?"), self.date))
        self.child = self._field({document.child for document in documents})
        self.team = self._field({document.team for document in documents})
        self.embargoed = Check("Embargoed: may not leave in a pack")
        self.embargoed.setTristate(len({document.embargoed for document in documents}) > 1)
        if self.embargoed.isTristate():
            self.embargoed.setCheckState(Qt.CheckState.PartiallyChecked)
        else:
            self.embargoed.setChecked(documents[0].embargoed)
        if one:
            self.add("&Title", self.title)
        self.add("&Kind", self.kind)
        self.add("&Council it speaks of", self.authority)
        self.add("&Date", self.date, "year-month-day, for example 2026-03-31")
        self.add("Child’s &number", self.child, "as your records number the child it is about")
        self.add("T&eam", self.team, "the team it is about or from; coverage and evidence can be narrowed to it")
        self.add_widget(self.embargoed)
        if one:
            self._tell_places(documents[0])
        self.finish()
        self.main.setEnabled(session.writable)

    def _tell_places(self, document: Document) -> None:
        self._related = QVBoxLayout()
        self._related.setSpacing(2)
        holder = QWidget()
        holder.setLayout(self._related)
        self._related.setContentsMargins(0, 4, 0, 0)
        self._related.addWidget(label("Where it is", "strong"))
        places = "\n".join(document.paths[:MOST]) or "Nowhere on this computer, as far as is known."
        where = label(places, "small", wrap=True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._related.addWidget(where)
        if document.state:
            self._related.addWidget(label(STATES[document.state], "small"))
        self.add_widget(holder)
        documents = self._session.workspace.documents

        def read() -> dict[str, Sequence[Document]]:
            others = {"Earlier version": document.version_of, "Newer version": document.newer}
            versions = {name: [documents.get(one)] for name, one in others.items() if one is not None}
            return {
                "Came with": documents.holders(document.id),
                "What came with it": documents.attached(document.id),
                **versions,
            }

        self._session.look(read, self._show_related, key="details")

    def _show_related(self, groups: dict[str, Sequence[Document]]) -> None:
        for name, documents in groups.items():
            if documents:
                self._related.addWidget(label(name, "strong"))
            for document in documents[:MOST]:
                link = button(document.title, partial(self._go, document.id), "link")
                link.setAccessibleName(f"{name}: {document.title}")
                self._related.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
            if len(documents) > MOST:
                self._related.addWidget(label(f"and {len(documents) - MOST} more", "small"))
        if any(groups.values()):
            self._related.activate()
            QTimer.singleShot(0, self, self.fit)

    def _go(self, document: int) -> None:
        self.reject()
        self.document_wanted.emit(document)

    def submit(self) -> None:
        """Saves what was altered."""
        values = self._altered()
        if not self.date.hasAcceptableInput():
            self.note.tell("Write the date as year-month-day, for example 2026-03-31.", "warn")
            return
        if values.get("title") == "":
            self.note.tell("A document needs a title.", "warn")
            return
        if values:
            workspace, ids = self._session.workspace, [document.id for document in self._documents]
            self._session.act(lambda: workspace.documents.edit(ids, values))
        self.accept()

    def _altered(self) -> dict[str, object]:
        values: dict[str, object] = {}
        for name, field in (
            ("title", self.title),
            ("authority", self.authority),
            ("date", self.date),
            ("child", self.child),
            ("team", self.team),
        ):
            if field.isModified():
                values[name] = field.text().strip()
        kind = self.kind.value()
        if kind and any(document.kind != kind for document in self._documents):
            values["kind"] = kind
        state = self.embargoed.checkState()
        if state != Qt.CheckState.PartiallyChecked:
            embargoed = state == Qt.CheckState.Checked
            if any(document.embargoed != embargoed for document in self._documents):
                values["embargoed"] = embargoed
        return values

    def _field(self, values: set[str]) -> QLineEdit:
        made = QLineEdit()
        if len(values) == 1:
            made.setText(next(iter(values)))
        else:
            made.setPlaceholderText(MANY)
        return made
