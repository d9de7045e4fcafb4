"""What is asked on the improvement desk outside its own pages: forms, files, and places in documents."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from evidence_app import workspace as core
from evidence_app.domain.evidence import Evidence
from evidence_app.domain.measure import Measure, Value, told
from evidence_app.domain.plan import Action
from evidence_app.domain.request import Request
from evidence_app.domain.visit import Task, Visit
from evidence_app.paths import documents_dir
from ui.dialogs.desk_forms import MeasureForm, ProposeForm, RangeForm, TaskForm, ValueForm, VisitForm
from ui.dialogs.plan_forms import ActionForm, LinkForm, OfferForm, RequestForm, TrackerForm
from ui.main_window import MainWindow

TABLES = "Tables (*.xlsx *.xls *.ods *.csv);;All files (*)"
LISTS = "Workbook (*.xlsx);;Comma-separated values (*.csv)"
# Evidence offered for a link, at most.
MOST = 200


class ImprovementActs(QObject):
    """Connects the signals of the improvement desk, and gives its commands."""

    def __init__(self, window: MainWindow, save_page: Callable[[Callable[[], bytes], str], None]) -> None:
        """Connects.

        Args:
            save_page: asks for a file, proposing a name, and writes a PDF to it.
        """
        super().__init__(window)
        self._window = window
        self._session = window.session
        desk = window.improvement
        desk.quotations.place_wanted.connect(self.show_passage)
        desk.quotations.file_wanted.connect(lambda made: save_page(made, "Quotation check.pdf"))
        desk.plan.place_wanted.connect(self.show_passage)
        desk.plan.asked.connect(self._plan_asked)
        desk.requests.asked.connect(self._requests_asked)
        desk.visits.asked.connect(self._visits_asked)
        desk.visits.place_wanted.connect(self.show_passage)
        desk.visits.inspections_wanted.connect(lambda: window.show_place("inspections"))
        desk.measures.asked.connect(self._measures_asked)
        desk.measures.place_wanted.connect(self.show_passage)
        window.desk.search.desk_wanted.connect(self._show_one)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the commands do, by id."""

        def shown(act: Callable[[], object], part: str) -> Callable[[], object]:
            def do() -> None:
                self._window.show_place("improvement")
                self._window.improvement.show_part(part)
                act()

            return do

        return {name: shown(act, name.split(".")[0]) for name, act in self._window.improvement.commands().items()}

    def _show_one(self, part: str, wanted: str) -> None:
        self._window.show_place("improvement")
        self._window.improvement.show_one(part, wanted)

    def show_passage(self, document: int, page: int, words: str) -> None:
        """Opens a page of a document with words lit up."""
        self._window.show_place("library")
        self._window.desk.show_passage(document, page, tuple(re.findall(r"[^\W_]+", words.casefold())))

    # -- the plan ---------------------------------------------------------------------------------------------------

    def _plan_asked(self, what: str, actions: Sequence[Action]) -> None:
        asks: dict[str, Callable[[], object]] = {
            "add": lambda: self.edit_action(None),
            "edit": lambda: self.edit_action(actions[0]) if actions else None,
            "link": lambda: self.link(actions[0]) if actions else None,
            "offer": self.offer,
            "import": self.import_tracker,
            "export": self.export_plan,
        }
        asks[what]()

    def edit_action(self, action: Action | None) -> None:
        """Asks for an action, new or to be altered."""
        plan = self._session.workspace.plan

        def done(values: dict[str, Any]) -> None:
            if action is None:
                self._session.act(lambda: plan.add([Action(id="", **values)]))
            else:
                self._session.act(lambda: plan.edit([action.id], values))

        ActionForm(action, self._session.workspace.framework, done, self._window).open()

    def link(self, action: Action) -> None:
        """Asks which evidence shows what an action did."""
        workspace = self._session.workspace

        def found(words: str, show: Callable[[Sequence[Evidence]], None]) -> None:
            self._session.look(lambda: workspace.evidence.list(text=words)[:MOST], show, key="link")

        def done(ids: list[str], shows: str, on: bool) -> None:
            self._session.act(lambda: workspace.plan.link(action.id, ids, cast(Any, shows), linked=on))

        LinkForm(action, found, done, self._window).open()

    def offer(self) -> None:
        """Shows what a report asks for, to be taken into the plan."""
        workspace = self._session.workspace

        def offered(document: int, show: Callable[[Sequence[Action]], None]) -> None:
            self._session.look(lambda: workspace.plan.offered(document), show, key="offer")

        def done(actions: list[Action]) -> None:
            self._session.act(lambda: workspace.plan.add(actions))

        def ask(reports: dict[int, str]) -> None:
            OfferForm(reports, offered, done, self._window).open()

        def read() -> dict[int, str]:
            own = workspace.inspections.every(elsewhere=False)
            return {one.document: one.title for one in reversed(own) if one.report.improve}

        self._session.look(read, ask)

    def import_tracker(self) -> None:
        """Asks for a tracker, shows what was understood of it, and puts it in."""
        chosen, _ = QFileDialog.getOpenFileName(self._window, "Tracker to import", str(documents_dir()), TABLES)
        if chosen:
            self.read_tracker(Path(chosen))

    def read_tracker(self, path: Path) -> None:
        """Reads a tracker and shows what was understood of it."""
        plan = self._session.workspace.plan

        def ask(tracker: Any) -> None:
            def done() -> None:
                self._session.act(lambda: plan.add(tracker.actions))

            counted = f"{len(tracker.actions):,} of {tracker.rows:,} rows are actions."
            counted += " The words of what was not understood are kept." if tracker.misread else ""
            put_in = done if tracker.actions else None
            TrackerForm(path.name, counted, tracker.misread, put_in, self._window).open()

        self._session.long("Reading the tracker", lambda: plan.read_tracker(path), ask)

    def export_plan(self) -> None:
        """Asks for a file and writes the plan to it."""
        self._save("Improvement plan.xlsx", self._session.workspace.plan.export)

    # -- requests ---------------------------------------------------------------------------------------------------

    def _requests_asked(self, what: str, request: Request | None) -> None:
        if what == "export":
            self._save("Requests.xlsx", self._session.workspace.requests.export)
        else:
            self.edit_request(request if what == "edit" else None)

    def edit_request(self, request: Request | None) -> None:
        """Asks for a request, new or to be altered."""
        requests = self._session.workspace.requests

        def done(values: dict[str, Any]) -> None:
            if request is None:
                self._session.act(lambda: requests.log(values))
            else:
                self._session.act(lambda: requests.edit([request.id], values))

        RequestForm(request, done, self._window).open()

    # -- visits -----------------------------------------------------------------------------------------------------

    def _visits_asked(self, what: str, visit: Visit | None, task: Task | None) -> None:
        if what in ("add", "edit"):
            self.edit_visit(visit if what == "edit" else None)
        elif visit is not None:
            self.edit_task(visit, task if what == "task.edit" else None)

    def edit_visit(self, visit: Visit | None) -> None:
        """Asks for a visit, new or to be altered; one that was only read from its report is put in by it."""
        visits, workspace = self._session.workspace.visits, self._session.workspace

        def done(values: dict[str, Any]) -> None:
            if visit is None:
                self._session.act(lambda: visits.add(Visit(id="", **values)))
            elif visit.id.startswith("d"):
                self._session.act(lambda: visits.adopt(visit.document, **values))
            else:
                self._session.act(lambda: visits.edit(visit.id, values))

        def read() -> dict[int, str]:
            return {one.document: one.title for one in reversed(workspace.inspections.every(elsewhere=False))}

        self._session.look(read, lambda titles: VisitForm(visit, titles, done, self._window).open())

    def edit_task(self, visit: Visit, task: Task | None) -> None:
        """Asks for a line of a visit's checklist, new or to be altered."""
        visits = self._session.workspace.visits

        def done(values: dict[str, Any]) -> None:
            self._session.act(lambda: visits.put_task(dataclasses.replace(task or Task("", visit.id, ""), **values)))

        TaskForm(task, done, self._window).open()

    # -- measures ---------------------------------------------------------------------------------------------------

    def _measures_asked(self, what: str, measure: Measure | None, value: Value | None) -> None:
        asks: dict[str, Callable[[], object]] = {
            "add": lambda: self.edit_measure(None),
            "edit": lambda: self.edit_measure(measure),
            "range": lambda: self.set_range(measure) if measure else None,
            "value": lambda: self.edit_value(measure, None) if measure else None,
            "value.edit": lambda: self.edit_value(measure, value) if measure and value else None,
            "propose": self.propose,
            "import": self.import_values,
            "export": lambda: self._save("Measures.xlsx", self._session.workspace.measures.export),
        }
        asks[what]()

    def edit_measure(self, measure: Measure | None) -> None:
        """Asks for a measure, new or to be altered."""
        workspace = self._session.workspace

        def done(values: dict[str, Any]) -> None:
            if measure is None:
                self._session.act(lambda: workspace.measures.add(Measure("", **values)))
            else:
                self._session.act(lambda: workspace.measures.edit(measure.id, values))

        MeasureForm(measure, workspace.framework, done, self._window).open()

    def set_range(self, measure: Measure) -> None:
        """Asks for the range a team holds itself to."""
        measures = self._session.workspace.measures

        def done(values: dict[str, Any]) -> None:
            self._session.act(lambda: measures.edit(measure.id, values))

        RangeForm(measure, done, self._window).open()

    def edit_value(self, measure: Measure, value: Value | None) -> None:
        """Asks for a value, new or to be altered; what it was taken from stays with it."""
        measures = self._session.workspace.measures

        def done(date: str, words: str, note: str) -> None:
            made = measures.told(measure.id, date, words, note)
            if value is not None and words == told(value):
                made = dataclasses.replace(value, date=made.date, note=note)
            elif value is not None:
                source = {name: getattr(value, name) for name in ("id", "source", "source_page", "source_text")}
                made = dataclasses.replace(made, **source)
            self._session.act(lambda: measures.put_values([made]))

        ValueForm(measure, value, done, self._window).open()

    def propose(self) -> None:
        """Shows the figures of a document, to be confirmed into a measure."""
        workspace, present = self._session.workspace, self._window.desk.reading.document

        def found(document: int, words: str, show: Callable[[Sequence[core.Proposed]], None]) -> None:
            self._session.look(lambda: workspace.measures.proposed(document, words), show, key="propose")

        def done(measure: Measure, document: int, day: str, figures: list[core.Proposed]) -> None:
            self._session.act(lambda: workspace.measures.confirm(measure, document, day, figures))

        def read() -> tuple[dict[int, str], list[Measure]]:
            titles = {one.id: one.title for one in workspace.documents.list(reading=False)}
            # The document that is being read stands first.
            first = {present.id: titles[present.id]} if present and present.id in titles else {}
            return first | titles, workspace.measures.list()

        def ask(known: tuple[dict[int, str], list[Measure]]) -> None:
            ProposeForm(*known, found, done, self._window).open()

        self._session.look(read, ask)

    def import_values(self) -> None:
        """Asks for a sheet of values, shows what was understood of it, and puts it in."""
        chosen, _ = QFileDialog.getOpenFileName(self._window, "Sheet to import", str(documents_dir()), TABLES)
        measures, path = self._session.workspace.measures, Path(chosen)

        def ask(sheet: Any) -> None:
            counted = f"{len(sheet.values):,} of {sheet.rows:,} rows are values."
            put_in = partial(self._session.act, lambda: measures.import_values(sheet)) if sheet.values else None
            TrackerForm(path.name, counted, sheet.misread, put_in, self._window, act="Put in as values").open()

        if chosen:
            self._session.long("Reading the sheet", lambda: measures.read_sheet(path), ask)

    def _save(self, name: str, write: Callable[[Path], int]) -> None:
        proposed = str(documents_dir() / name)
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Export", proposed, LISTS)
        if chosen:
            target = Path(chosen)
            self._session.long("Exporting", partial(write, target), lambda _: self._told(target))

    def _told(self, target: Path) -> None:
        self._session.notice.emit(f"Saved as {target.name}.")
