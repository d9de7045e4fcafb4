"""What an inspection report says: judgements, what needs to improve, and its paragraphs, each a step from its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from evidence_app import workspace as core
from evidence_app.changes import Changes
from evidence_app.domain.evidence import Passage
from evidence_app.domain.inspection import OfstedReport
from evidence_app.domain.series import Inspection
from evidence_app.errors import KnownError
from ui.models.plain import PlainModel
from ui.session import Session
from ui.views.report_facts import ReportFacts
from ui.widgets.fields import Combo
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.places import Note, frame
from ui.widgets.table import Table

REST_MS = 60
HINT = "Each row shows its words on the page, ready to be tagged: Enter takes what is suggested."


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or point as it is listed: printed number, pages, section it stands in, and words."""

    number: str
    page: int
    to_page: int
    section: str
    text: str


class Report(QWidget):
    """The view, in place of the list."""

    passage_wanted = Signal(object)  # Passage
    page_wanted = Signal(int, int)  # document, page
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._inspection: Inspection | None = None
        self._lines: dict[Table, list[Line]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = frame("head")
        inner = QVBoxLayout(head)
        inner.setContentsMargins(12, 12, 12, 12)
        self.title = label("No report is open", "heading", wrap=True)
        inner.addWidget(self.title)
        inner.addWidget(label(HINT, "small", wrap=True))
        column.addWidget(head)
        self.note = Note()
        column.addWidget(self.note)
        self.facts = ReportFacts()
        self.facts.confirmed.connect(self._confirm)
        self.facts.withdrawn.connect(self._withdraw)
        self.improve = self._list("What needs to improve")
        self.table = self._list("Paragraphs")
        self.section = Combo("Section", {"": "All sections"})
        self.section.currentIndexChanged.connect(self._fill_paragraphs)
        paragraphs = QWidget()
        inside = QVBoxLayout(paragraphs)
        inside.setContentsMargins(0, 8, 0, 0)
        row = Flow()
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(self.section)
        inside.addLayout(row)
        inside.addWidget(self.table, 1)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Parts of the report")
        for part, name in ((self.facts, "Judgements"), (self.improve, "To improve"), (paragraphs, "Paragraphs")):
            self.tabs.addTab(part, name)
        column.addWidget(self.tabs, 1)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._show_line)
        session.changed.connect(self._changed)
        session.closed.connect(self._clear)

    def _list(self, name: str) -> Table:
        table = Table(name, lines=3)
        table.setModel(PlainModel(("No.", "What it says", "Page"), table))
        table.setWordWrap(True)
        table.columns(1, ("10.99", "", "p. 99"))
        table.selectionModel().currentRowChanged.connect(lambda: self._rest.start())
        table.clicked.connect(lambda: self._rest.start())
        table.opened.connect(lambda _: self._show_line())
        table.left.connect(self.left)
        return table

    def open(self, document: int) -> None:
        """Shows a report; of another document says that it is none."""
        self._clear()
        self._read(document)

    def _read(self, document: int) -> None:
        inspections = self._session.workspace.inspections

        def read() -> Inspection | KnownError:
            try:
                return inspections.get(document)
            except KnownError as error:
                return error

        self._session.look(read, self._show, key="report")

    def _show(self, inspection: Inspection | KnownError) -> None:
        if isinstance(inspection, KnownError):
            self.title.setText("This document is no inspection report")
            self.note.tell(inspection.sentence)
            return
        self._inspection = inspection
        report, framework = inspection.report, self._session.workspace.framework
        self.title.setText(inspection.title)
        names = {area.id: area.name for area in framework.areas}
        under = core.load_frameworks().get(report.framework or "")
        self.facts.show_inspection(inspection, under, names, writable=self._session.writable)
        points = [
            Line(str(point.number or ""), point.page, point.page, "Priority" if point.priority else "", point.text)
            for point in report.improve
        ]
        self._fill(self.improve, points)
        self.section.offer({each.heading: _heading(each.heading, each.grade) for each in report.sections})
        self._fill_paragraphs()
        self.tabs.setTabText(1, f"To improve ({len(points)})")
        self.tabs.setTabText(2, f"Paragraphs ({len(_paragraphs(report))})")

    def _fill_paragraphs(self) -> None:
        report = self._inspection.report if self._inspection else None
        wanted = self.section.value()
        lines = _paragraphs(report) if report else []
        self._fill(self.table, [line for line in lines if not wanted or line.section == wanted])

    def _fill(self, table: Table, lines: Sequence[Line]) -> None:
        self._lines[table] = list(lines)
        model = table.model()
        assert isinstance(model, PlainModel)
        model.show([(line.number, line.text, f"p. {line.page}") for line in lines])

    def _show_line(self) -> None:
        table = self.improve if self.tabs.currentIndex() == 1 else self.table
        row, inspection = table.currentIndex().row(), self._inspection
        lines = self._lines.get(table, [])
        if inspection is None or not 0 <= row < len(lines) or not self.isVisible():
            return
        line, board, document = lines[row], self._session.workspace.evidence, inspection.document

        def show(passage: Passage | None) -> None:
            if passage is None:
                self.page_wanted.emit(document, line.page)
            else:
                self.passage_wanted.emit(passage)

        self._session.look(lambda: board.spot(document, line.page, line.to_page, line.text), show, key="spot")

    def _confirm(self, field: str, value: str) -> None:
        if self._inspection is not None:
            inspections, document = self._session.workspace.inspections, self._inspection.document
            self._session.act(lambda: inspections.confirm(document, field, value))

    def _withdraw(self, field: str) -> None:
        if self._inspection is not None:
            inspections, document = self._session.workspace.inspections, self._inspection.document
            self._session.act(lambda: inspections.withdraw(document, field))

    def _changed(self, changes: Changes) -> None:
        if self._inspection is not None and self._inspection.document in changes.documents and not changes.evidence:
            self._read(self._inspection.document)

    def _clear(self) -> None:
        self._inspection = None
        self.note.clear()
        self.title.setText("No report is open")
        for table in (self.improve, self.table):
            self._fill(table, ())


def _paragraphs(report: OfstedReport) -> list[Line]:
    """The summary's paragraphs and those of each section, in printed order."""
    return [
        *(Line(str(p.number or ""), p.page, p.to_page, "", p.text) for p in report.summary),
        *(
            Line(str(p.number or ""), p.page, p.to_page, section.heading, p.text)
            for section in report.sections
            for p in section.paragraphs
        ),
    ]


def _heading(heading: str, grade: str | None) -> str:
    return f"{heading}: {grade}" if grade else heading
