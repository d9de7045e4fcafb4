"""How far two officers judged the same passages alike."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from evidence_app.domain.agreement import Agreement, Row
from evidence_app.errors import KnownError
from ui.dialogs.form import Form
from ui.models.plain import PlainModel
from ui.session import Session
from ui.widgets.labels import label
from ui.widgets.table import Table

WORDS = "Passages that both tagged, judged by each on their own. Look before you decide between versions."


class AgreementTable(Form):
    """The dialog."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Agreement between officers", "Close", parent, words=WORDS, width=680)
        self._session = session
        self.model = PlainModel(("Judgement", "n", "Alike", "First", "Second", "Kappa"), self)
        self.table = Table("Agreement by judgement area and finding", lines=1)
        self.table.setProperty("look", "framed")
        self.table.setModel(self.model)
        self.table.columns(0, ("", "1,000", "100 %", "Second", "Second", "-0.00"))
        self.table.setMinimumHeight(7 * self.table.verticalHeader().defaultSectionSize())
        self.told = label("Comparing…", wrap=True)
        self.add_widget(self.told)
        self.add_widget(self.table, 1)
        self.leave.hide()
        self.finish()
        self.table.hide()
        job = session.jobs.start("Comparing judgements", session.workspace.teamwork.agreement)
        job.finished.connect(self._show)
        job.failed.connect(self._fail)

    def _show(self, found: Agreement) -> None:
        self.told.setText(f"First: {found.officers[0]}. Second: {found.officers[1]}. {found.means()}")
        self.model.show([_cells(row) for row in (*found.areas, *found.findings, found.finding)])
        self.table.setVisible(bool(found.both))
        # When the table has its place.
        QTimer.singleShot(50, self, self.fit)

    def _fail(self, error: Exception) -> None:
        self.told.setText("")
        if isinstance(error, KnownError):
            # That there are no two officers yet is no failure.
            self.told.setText(f"{error.sentence} Bring in a colleague's work first.")
        else:
            self._session.problem.emit(error)


def _cells(row: Row) -> tuple[str, ...]:
    counts = (f"{row.first:,}", f"{row.second:,}") if row.first or row.second else ("", "")
    kappa = "none" if row.kappa is None else f"{row.kappa:.2f}"
    return row.name, f"{row.n:,}", f"{row.percent:.0f} %", *counts, kappa
