"""What an edit of several pieces of evidence will do, before it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from evidence_app.domain.board import Preview
from ui.dialogs.form import Form
from ui.models.plain import PlainModel
from ui.session import Session
from ui.widgets.labels import label
from ui.widgets.table import Table

HEADINGS = ("Column", "Now", "Then", "Items")
SAMPLES = ("Judgement area", "Care leavers and others", "Care leavers and others", "100,000")


class BulkEdit(Form):
    """The dialog: a table of what becomes of what, and how many; one change to undo."""

    def __init__(
        self, session: Session, ids: Sequence[str], values: Mapping[str, Any], what: str, parent: QWidget | None = None
    ) -> None:
        """Makes the dialog; begin() shows it.

        Args:
            ids: the items.
            values: new values by field.
            what: what is done, in words.
        """
        super().__init__(f"{what}: {len(ids):,} passages", "Change them", parent, width=620)
        self._session, self._ids, self._values, self._what = session, ids, values, what
        self.words = label("Counting…", wrap=True)
        self.add_widget(self.words)
        self.model = PlainModel(HEADINGS, self)
        self.table = Table("What will change", lines=1)
        self.table.setModel(self.model)
        self.table.columns(2, SAMPLES)
        self.table.setMinimumHeight(8 * self.fontMetrics().lineSpacing())
        self.add_widget(self.table, 1)
        self.finish()
        self.main.setEnabled(False)

    def begin(self) -> None:
        """Shows the dialog; a single piece of evidence is altered without it."""
        if len(self._ids) == 1:
            self.submit()
            self.deleteLater()
            return
        self.open()
        board, ids, values = self._session.workspace.board, self._ids, self._values
        job = self._session.jobs.start("Counting", lambda: board.preview(ids, values))
        job.finished.connect(self._show)
        job.failed.connect(self._failed)

    def submit(self) -> None:
        """Makes the change."""
        evidence, what, count = self._session.workspace.evidence, self._what, len(self._ids)
        ids, values, session = self._ids, self._values, self._session
        session.act(
            lambda: evidence.edit(ids, values),
            lambda changes: session.notice.emit(f"{what}: {count:,} altered. Ctrl+Z takes it back."),
        )
        self.accept()

    def _show(self, preview: Preview) -> None:
        changing = preview.items - preview.unchanged
        parts = [f"{changing:,} will change, as one step that Ctrl+Z takes back."]
        if preview.unchanged:
            parts.append(f"{preview.unchanged:,} are so already.")
        if preview.agreed:
            parts.append(f"{preview.agreed:,} of them are agreed already; they stay agreed with the new value.")
        self.words.setText(" ".join(parts))
        self.model.show([(one.field, one.before, one.after, f"{one.items:,}") for one in preview.alterations])
        self.main.setEnabled(bool(changing))
        self.main.setFocus()

    def _failed(self, error: BaseException) -> None:
        self.words.setText("")
        self._session.problem.emit(error)
        self.reject()
