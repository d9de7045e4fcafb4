"""Measures: figures over time as a picture and a table, beside the range the team set for itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from evidence_app import workspace as core
from evidence_app.changes import Changes
from evidence_app.domain.chart import in_words, legend, near
from evidence_app.domain.measure import Measure, Value, band, told
from evidence_app.domain.visit import Visit
from ui.models.dates import shown_date
from ui.models.plain import PlainModel
from ui.session import Session
from ui.views.measure_chart import MeasureChart
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.places import Empty, announce
from ui.widgets.table import Table

COLUMNS = ("Measure", "Latest", "Range")
SAMPLES = ("", "14 to 15", "at least 90")
VALUE_COLUMNS = ("Date", "Value", "Range", "Where it comes from")
VALUE_SAMPLES = ("30 Sep 2026", "typically 14 to 15", "✓ within", "")
WITHIN = {True: "✓ within", False: "! outside", None: "? open"}


class Measures(QWidget):
    """The page."""

    asked = Signal(str, object, object)  # what for: a key of ImprovementActs._measures_asked; the measure, the value
    place_wanted = Signal(int, int, str)  # document, page, words to light up

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._measures: Sequence[Measure] = ()
        self._values: dict[str, Sequence[Value]] = {}
        self._visits: Sequence[Visit] = ()
        self._wanted = ""
        self.model = PlainModel(COLUMNS, self)
        self.table = _table("Measures", self.model, lines=2)
        self.table.columns(0, SAMPLES)
        self.table.opened.connect(lambda _: self._ask("edit"))
        self.table.deleted.connect(self.remove)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._choose())
        self.chart = MeasureChart()
        self.legend = label("", "small", wrap=True)
        self.reason = label("", "muted", wrap=True)
        self.value_model = PlainModel(VALUE_COLUMNS, self)
        self.values = _table("Values of the measure", self.value_model, lines=1)
        self.values.columns(3, VALUE_SAMPLES)
        self.values.opened.connect(lambda _: self._ask("value.edit"))
        self.values.deleted.connect(self.remove_values)
        self.values.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.none = Empty(
            "No measure yet",
            "Put figures in over time: by hand, from a sheet, or from what a report says.",
            button("Add a measure…", lambda: self._ask("add"), "main"),
            button("Import a sheet…", lambda: self._ask("import")),
            button("From a document…", lambda: self._ask("propose")),
        )
        self.add_button = button("Add a measure…", lambda: self._ask("add"), "main")
        self.value_button = button("Add a value…", lambda: self._ask("value"))
        self.range_button = button("Set the range…", lambda: self._ask("range"))
        self.edit_button = button("Edit…", lambda: self._ask("edit"))
        self.remove_button = button("Remove", self.remove)
        self.source_button = button("Show where it comes from", self._show_source)
        self.propose_button = button("From a document…", lambda: self._ask("propose"))
        self.import_button = button("Import a sheet…", lambda: self._ask("import"))
        self.export_button = button("Export…", lambda: self._ask("export"))
        self.copy_button = button("Copy as picture", self.copy_picture)
        self._lay_out()
        session.opened.connect(self.reload)
        session.changed.connect(self._changed)
        session.closed.connect(lambda: self._show(([], {}, [])))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        self.parts = QSplitter(Qt.Orientation.Horizontal)
        self.parts.setChildrenCollapsible(False)
        self.parts.addWidget(self.table)
        shown = QSplitter(Qt.Orientation.Vertical)
        shown.setChildrenCollapsible(False)
        picture = QWidget()
        inside = QVBoxLayout(picture)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self.chart, 1)
        for words in (self.legend, self.reason):
            inside.addWidget(words)
        shown.addWidget(picture)
        shown.addWidget(self.values)
        shown.setSizes([380, 200])
        self.parts.addWidget(shown)
        self.parts.setSizes([400, 640])
        column.addWidget(self.parts, 1)
        column.addWidget(self.none, 1)
        row = Flow()
        for one in (
            *(self.add_button, self.value_button, self.range_button, self.edit_button, self.source_button),
            *(self.remove_button, self.propose_button, self.import_button, self.export_button, self.copy_button),
        ):
            row.addWidget(one)
        column.addLayout(row)

    # -- what is shown ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Reads the measures again."""
        if self._session.is_open:
            workspace = self._session.workspace
            self._session.look(lambda: _read(workspace), self._show, key="measures")

    def _show(self, read: tuple[list[Measure], dict[str, Sequence[Value]], list[Visit]]) -> None:
        keep = self._wanted
        self._measures, self._values, self._visits = read
        self.model.show([self._row(one) for one in self._measures])
        there = bool(self._measures)
        self.parts.setVisible(there)
        self.none.setVisible(not there)
        self.table.go_to(next((row for row, one in enumerate(self._measures) if one.id == keep), 0))
        self._choose()

    def _row(self, one: Measure) -> tuple[str, ...]:
        values = self._values[one.id]
        name = ", ".join(part for part in (one.name, one.team) if part)
        return name, told(values[-1]) if values else "", band(one)

    def show_one(self, wanted: str) -> None:
        """Chooses a measure by its id."""
        self.table.go_to(next((row for row, one in enumerate(self._measures) if one.id == wanted), -1))

    def chosen(self) -> Measure | None:
        """The measure chosen."""
        rows = [row for row in self.table.chosen_rows() if row < len(self._measures)]
        return self._measures[rows[0]] if rows else None

    def chosen_values(self) -> list[Value]:
        """The values chosen."""
        measure = self.chosen()
        values = self._values[measure.id] if measure else ()
        return [values[row] for row in self.values.chosen_rows() if row < len(values)]

    def _choose(self) -> None:
        measure = self.chosen()
        values = self._values[measure.id] if measure else ()
        visits = near(values, self._visits)
        self.chart.show_measure(measure or Measure("", ""), values, self._visits)
        self.legend.setText(legend(visits))
        self.reason.setText(_reason(measure, values) if measure else "")
        self.value_model.show([_value_row(measure, one) for one in values] if measure else [])
        if measure and measure.id != self._wanted:
            self._wanted = measure.id
            announce(self.chart, in_words(measure, values, visits))
        self._allow()

    def _allow(self) -> None:
        measure, values, writable = self.chosen(), self.chosen_values(), self._session.writable
        for one in (self.add_button, self.import_button, self.propose_button):
            one.setEnabled(writable)
        for one in (self.value_button, self.range_button, self.edit_button, self.remove_button):
            one.setEnabled(measure is not None and writable)
        self.source_button.setEnabled(len(values) == 1 and bool(values[0].source))
        self.export_button.setEnabled(bool(self._measures))
        self.copy_button.setEnabled(measure is not None and bool(self._values[measure.id]))

    # -- what a person does -----------------------------------------------------------------------------------------

    def remove(self) -> None:
        """Takes the chosen measure out with its values; undo brings them back."""
        measure = self.chosen()
        if measure is not None and self._session.writable:
            measures, gone = self._session.workspace.measures, measure.id
            self._session.act(lambda: measures.remove(gone))

    def remove_values(self) -> None:
        """Takes the chosen values out; undo brings them back."""
        ids = [one.id for one in self.chosen_values()]
        if ids and self._session.writable:
            measures = self._session.workspace.measures
            self._session.act(lambda: measures.remove_values(ids))

    def copy_picture(self) -> None:
        """Puts the picture on the clipboard."""
        QGuiApplication.clipboard().setPixmap(self.chart.grab())
        self._session.notice.emit("The picture is on the clipboard.")

    def _ask(self, what: str) -> None:
        if self._session.is_open and (self._session.writable or what == "export"):
            values = self.chosen_values()
            self.asked.emit(what, self.chosen(), values[0] if values else None)

    def _show_source(self) -> None:
        (value,) = self.chosen_values()
        self.place_wanted.emit(value.source, value.source_page or 1, value.source_text)

    def _changed(self, changes: Changes) -> None:
        if changes.improvement or changes.documents:
            self.reload()

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the commands of the measures do, by id."""
        return {
            "measures.add": lambda: self._ask("add"),
            "measures.propose": lambda: self._ask("propose"),
            "measures.import": lambda: self._ask("import"),
            "measures.export": lambda: self._ask("export"),
        }


def _table(name: str, model: PlainModel, *, lines: int) -> Table:
    made = Table(name, lines)
    made.setWordWrap(lines > 1)
    made.setProperty("look", "framed")
    made.setModel(model)
    return made


def _read(workspace: core.Workspace) -> tuple[list[Measure], dict[str, Sequence[Value]], list[Visit]]:
    measures = workspace.measures.list()
    visits = workspace.visits.list() if measures else []
    return measures, {one.id: workspace.measures.values(one.id) for one in measures}, visits


def _reason(measure: Measure, values: Sequence[Value]) -> str:
    if not band(measure):
        return "No range was set. There is no national one: where a team holds itself to a range, set it here."
    outside = sum(measure.within(one) is False for one in values)
    open_ended = sum(measure.within(one) is None for one in values)
    unsure = f" Of {open_ended:,} the words leave it open." if open_ended else ""
    who = f" – {measure.range_reason}" if measure.range_reason else ""
    count = f"{outside:,} of {len(values):,} values lie outside it"
    return f"The team’s own range is {band(measure)}{who}. {count}.{unsure}"


def _value_row(measure: Measure, value: Value) -> tuple[str, ...]:
    place = f"p. {value.source_page}: “{value.source_text}”" if value.source_text else ""
    hedged = f"{value.quantifier} {told(value)}".strip()
    source = " – ".join(one for one in (value.note, place) if one)
    standing = WITHIN[measure.within(value)] if band(measure) else ""
    return shown_date(value.date), hedged, standing, source
