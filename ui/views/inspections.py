"""The own authority's inspections and visits: grades over time, what each said, and what came back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from evidence_app.changes import Changes
from evidence_app.domain.series import Series
from ui.models.dates import shown_date
from ui.models.plain import PlainModel
from ui.session import Session
from ui.theme import area_styles
from ui.views.grade_chart import VISITS, GradeChart, as_table, legend
from ui.views.repeats import Repeats
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.places import Note, frame
from ui.widgets.table import Table

NOTHING = (
    "No inspection report of your own council is here yet. Import the reports and letters as PDF files: the program "
    "knows them by what is printed in them."
)


class Inspections(QScrollArea):
    """The page."""

    report_wanted = Signal(int)  # document
    statement_wanted = Signal(object)  # Statement

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._series = Series("", (), ())
        self._stale = True
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = frame("pane")
        self.setWidget(page)
        column = QVBoxLayout(page)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(8)
        column.addWidget(label("Inspections over time", "title"))
        self.authority = label(look="muted", wrap=True)
        column.addWidget(self.authority)
        self.note = Note()
        column.addWidget(self.note)
        column.addWidget(self._own())
        self.chart = GradeChart()
        self._sheet = QScrollArea()
        self._sheet.setWidget(self.chart)
        self._sheet.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sheet.setAccessibleName("Grades over time, as a picture")
        column.addWidget(self._sheet)
        self.legend = label(look="small", wrap=True)
        column.addWidget(self.legend)
        row = Flow()
        self.copy_picture_button = button("Copy as picture", self.copy_picture)
        self.copy_table_button = button("Copy as table", self.copy_table)
        for part in (self.copy_picture_button, self.copy_table_button):
            row.addWidget(part)
        column.addLayout(row)
        self.grades = Table("Grades over time, as a table", lines=2)
        self.grades.setProperty("look", "framed")
        self.grades.setWordWrap(True)
        column.addWidget(self.grades)
        column.addSpacing(8)
        column.addWidget(label("Reports and letters", "heading"))
        self.model = PlainModel(("Report or letter", "First day", "Kind"), self)
        self.table = Table("Reports and letters", lines=1)
        self.table.setProperty("look", "framed")
        self.table.setModel(self.model)
        self.table.columns(0, ("", "30 Sep 2026", "focused visit"))
        self.table.opened.connect(lambda index: self._open(index.row()))
        column.addWidget(self.table)
        column.addSpacing(8)
        self.repeats = Repeats(session)
        self.repeats.statement_wanted.connect(self.statement_wanted)
        column.addWidget(self.repeats)
        column.addStretch(1)
        session.opened.connect(self._opened)
        session.changed.connect(self._changed)

    def _own(self) -> QWidget:
        """Asks which council the workspace is about, where it does not say."""
        self.asking = QWidget()
        row = QHBoxLayout(self.asking)
        row.setContentsMargins(0, 0, 0, 0)
        self.name = QLineEdit()
        self.name.setPlaceholderText("Your own council, for example: Aldermere")
        self.name.setAccessibleName("Your own council")
        self.name.returnPressed.connect(self._set_authority)
        row.addWidget(self.name, 1)
        row.addWidget(button("Save", self._set_authority, "main"))
        return self.asking

    # -- what is shown ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Reads the series again, now or when the page is next shown."""
        self._stale = not self.isVisible()
        if not self._stale and self._session.is_open:
            self._session.look(self._session.workspace.inspections.series, self._show, key="series")

    def showEvent(self, event: QShowEvent) -> None:
        """Reads what has changed since."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _show(self, series: Series) -> None:
        self._series = series
        styles = area_styles(self._session.workspace.framework)
        self.authority.setText(
            f"{series.authority}: {len(series.inspections)} reports and letters. Other councils’ reports are left out."
            if series.authority
            else "Which council is this workspace about? Its own reports are shown here."
        )
        self.asking.setVisible(not series.authority and self._session.writable)
        self.note.tell("" if series.inspections else NOTHING)
        graded = any(line.points for line in series.lines)
        self.chart.show_series(series, styles)
        self._sheet.setFixedHeight(self.chart.sizeHint().height() + 16)
        self.legend.setText(legend(series))
        self._show_grades(series)
        for part in (self._sheet, self.legend, self.copy_picture_button, self.copy_table_button, self.grades):
            part.setVisible(graded)
        rows = []
        for each in series.inspections:
            start = each.report.start.isoformat() if each.report.start else ""
            rows.append((each.title, shown_date(start), VISITS.get(each.report.type, each.report.type)))
        self.model.show(rows)
        _fit(self.table, len(rows))
        days = {each.document: each.report.start.isoformat() for each in series.inspections if each.report.start}
        self.repeats.name_days(days)

    def _show_grades(self, series: Series) -> None:
        heads, rows = as_table(series)
        model = PlainModel(heads, self.grades)
        model.show(rows)
        before = self.grades.model()
        self.grades.setModel(model)
        self.grades.columns(0, ("", *("Requires improvement to" for _ in heads[1:])))
        _fit(self.grades, len(rows))
        if before is not None:
            before.deleteLater()

    # -- what a person does -----------------------------------------------------------------------------------------

    def copy_picture(self) -> None:
        """Puts the picture on the clipboard."""
        QGuiApplication.clipboard().setPixmap(self.chart.grab())
        self._session.notice.emit("The picture is on the clipboard.")

    def copy_table(self) -> None:
        """Puts the table on the clipboard, as spreadsheets and word processors read it."""
        heads, rows = as_table(self._series)
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in (heads, *rows)))
        self._session.notice.emit("The table is on the clipboard.")

    def _open(self, row: int) -> None:
        self.report_wanted.emit(self._series.inspections[row].document)

    def _set_authority(self) -> None:
        name, inspections = self.name.text().strip(), self._session.workspace.inspections
        if name and self._session.writable:
            self._session.act(lambda: inspections.set_authority(name))

    # -- the workspace ----------------------------------------------------------------------------------------------

    def _opened(self) -> None:
        self.repeats.clear()
        self.reload()

    def _changed(self, changes: Changes) -> None:
        # Tags change nothing here; imports are told without naming their documents.
        if not changes.evidence:
            self.reload()


def _fit(table: Table, rows: int) -> None:
    """Makes a table as high as its rows, so that the page scrolls and not the table."""
    head = table.horizontalHeader().sizeHint().height()
    table.setFixedHeight(head + max(1, rows) * table.verticalHeader().defaultSectionSize() + 8)
