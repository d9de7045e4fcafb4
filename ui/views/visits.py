"""Inspections, visits, reviews and meetings on a time line: what was promised, and what prepares the next."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from datetime import date
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QSplitter, QTextBrowser, QVBoxLayout, QWidget

from evidence_app import progress
from evidence_app import workspace as core
from evidence_app.changes import Changes
from evidence_app.domain.visit import VISIT_KIND_LABELS, Task, Visit
from ui.models.dates import shown_date
from ui.models.plain import PlainModel
from ui.session import Session
from ui.theme import colours
from ui.views.checklist import Checklist
from ui.views.visit_said import VisitSaid
from ui.widgets.buttons import Choice, button
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.places import Empty
from ui.widgets.table import Table

COLUMNS = ("When", "What", "Prepared", "Report")
SAMPLES = ("30 Sep – 30 Sep 2026", "", "10 of 10,", "✓ here")
KINDS = {"all": "All", "ofsted": "Ofsted", "council": "Board and reviews", "coming": "Coming"}
SIDES = {"visit": "The visit", "findings": "Findings by area", "themes": "Same theme, other visits"}
OFSTED = ("inspection", "monitoring_visit", "focused_visit", "annual_meeting")

Read = tuple[list[Visit], dict[str, Sequence[Task]], dict[int, str]]


class Visits(QWidget):
    """The page."""

    asked = Signal(str, object, object)  # what for: "add", "edit", "task", "task.edit"; the visit, the task
    place_wanted = Signal(int, int, str)  # document, page, words to light up
    inspections_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._visits: Sequence[Visit] = ()
        self._shown: Sequence[Visit] = ()
        self._tasks: dict[str, Sequence[Task]] = {}
        self._titles: dict[int, str] = {}
        self._wanted = ""
        self.kinds = Choice(KINDS, "Which visits")
        self.kinds.choose("all")
        self.kinds.chosen.connect(self._narrow)
        self.sides = Choice(SIDES, "What is shown of the visit")
        self.sides.choose("visit")
        self.sides.chosen.connect(self._turn)
        self.said = VisitSaid()
        self.said.place_wanted.connect(self.place_wanted)
        self.said.hide()
        self.model = PlainModel(COLUMNS, self)
        self.table = Table("Visits, the oldest first", lines=2)
        self.table.setWordWrap(True)
        self.table.setProperty("look", "framed")
        self.table.setModel(self.model)
        self.table.columns(1, SAMPLES)
        self.table.opened.connect(lambda _: self._ask("edit"))
        self.table.deleted.connect(self.remove)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._choose())
        self.detail = QTextBrowser()
        self.detail.setAccessibleName("The visit in full")
        self.detail.setOpenLinks(False)
        self.checklist_head = label("", "strong", wrap=True)
        self.checklist = Checklist()
        self.checklist.ticked.connect(self.tick)
        self.checklist.opened.connect(lambda _: self._ask("task.edit"))
        self.checklist.removed.connect(self.remove_task)
        self.none = Empty(
            "No visit yet",
            "Import inspection reports and letters of your own council, or put in the next visit or board meeting.",
            button("Add a visit…", lambda: self._ask("add"), "main"),
        )
        self.add_button = button("Add a visit…", lambda: self._ask("add"), "main")
        self.edit_button = button("Edit…", lambda: self._ask("edit"))
        self.prepare_button = button("Prepare its checklist", self.prepare)
        self.task_button = button("Add a line…", lambda: self._ask("task"))
        self.report_button = button("Show the report", self._show_report)
        self.back_button = button("What came back", self.inspections_wanted.emit)
        self.remove_button = button("Remove", self.remove)
        self._lay_out()
        session.opened.connect(self.reload)
        session.changed.connect(self._changed)
        session.closed.connect(lambda: self._show(([], {}, {})))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.kinds)
        self.parts = QSplitter(Qt.Orientation.Horizontal)
        self.parts.setChildrenCollapsible(False)
        self.parts.addWidget(self.table)
        beside = QWidget()
        inside = QVBoxLayout(beside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.sides)
        inside.addWidget(self.detail, 1)
        inside.addWidget(self.said, 1)
        inside.addWidget(self.checklist_head)
        inside.addWidget(self.checklist, 1)
        self.parts.addWidget(beside)
        self.parts.setSizes([700, 380])
        column.addWidget(self.parts, 1)
        column.addWidget(self.none, 1)
        row = Flow()
        for one in (
            *(self.add_button, self.edit_button, self.prepare_button, self.task_button),
            *(self.report_button, self.back_button, self.remove_button),
        ):
            row.addWidget(one)
        column.addLayout(row)

    # -- what is shown ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Reads the visits again."""
        if self._session.is_open:
            workspace = self._session.workspace
            self._session.look(lambda: _read(workspace), self._show, key="visits")

    def _show(self, read: Read) -> None:
        self._visits, self._tasks, self._titles = read
        self._narrow(self.kinds.value() or "all")

    def _narrow(self, kind: str) -> None:
        self.kinds.choose(kind)
        today = date.today().isoformat()
        tests: dict[str, Callable[[Visit], bool]] = {
            "all": lambda one: True,
            "ofsted": lambda one: one.kind in OFSTED,
            "council": lambda one: one.kind not in OFSTED,
            "coming": lambda one: (one.end or one.start) >= today,
        }
        keep = self._wanted
        self._shown = [one for one in self._visits if tests[kind](one)]
        self.model.show([self._row(one, today) for one in self._shown])
        there = bool(self._visits)
        for part in (self.kinds, self.parts):
            part.setVisible(there)
        self.none.setVisible(not there)
        # First the visit that comes next is shown: it is the one to be prepared.
        coming = next((row for row, one in enumerate(self._shown) if tests["coming"](one)), len(self._shown) - 1)
        self.table.go_to(next((row for row, one in enumerate(self._shown) if one.id == keep), coming))
        self._choose()

    def _row(self, one: Visit, today: str) -> tuple[str, ...]:
        here = "✓ here" if one.document in self._titles else ""
        what = f"{VISIT_KIND_LABELS[one.kind]}: {one.topic}" if one.topic else VISIT_KIND_LABELS[one.kind]
        return _days(one), what, _prepared(self._tasks.get(one.id, ()), today), here

    def chosen(self) -> Visit | None:
        """The visit chosen."""
        rows = [row for row in self.table.chosen_rows() if row < len(self._shown)]
        return self._shown[rows[0]] if rows else None

    def _choose(self) -> None:
        visit, writable = self.chosen(), self._session.writable
        # What was only read from a report has no lines and cannot go; editing it puts it in.
        own = visit is not None and _own(visit)
        self.add_button.setEnabled(writable)
        self.edit_button.setEnabled(visit is not None and writable)
        for one in (self.prepare_button, self.task_button, self.remove_button):
            one.setEnabled(own and writable)
        self.report_button.setEnabled(visit is not None and visit.document in self._titles)
        tasks = self._tasks.get(visit.id, ()) if visit else ()
        self._wanted = visit.id if visit else self._wanted
        self.detail.setHtml(_in_full(visit, self._titles.get(visit.document, "")) if visit else "")
        told = _prepared(tasks, date.today().isoformat())
        self.checklist_head.setText(f"Checklist done: {told}" if tasks else "Checklist: nothing on it yet")
        self.checklist.show_tasks(tasks, writable=writable)
        self._turn(self.sides.value() or "visit")

    def _turn(self, side: str) -> None:
        """Shows another side of the chosen visit: itself with its checklist, its findings, or the same themes."""
        self.sides.choose(side)
        visit = self.chosen()
        if (side == "visit") == self.said.isVisibleTo(self):
            # What was said needs the room that the list of visits can spare.
            self.parts.setSizes([700, 380] if side == "visit" else [480, 600])
        self.detail.setVisible(side == "visit")
        self.said.setVisible(side != "visit")
        for part in (self.checklist_head, self.checklist):
            part.setVisible(side == "visit" and visit is not None and _own(visit))
        if side == "visit" or visit is None:
            return
        document, workspace = visit.document, self._session.workspace
        if document not in self._titles:
            self.said.say("There is no report or letter on this visit in the library.")
            return
        self.said.say("Reading…")
        if side == "findings":
            self._session.look(lambda: workspace.findings.of(document), self.said.show_findings, key="visit said")
            return
        days = {one.document: one.start for one in self._visits}
        self._session.look(
            lambda: progress.run(workspace.findings.side_by_side(document)),
            lambda found: self.said.show_themes(found, days),
            key="visit said",
        )

    def show_one(self, wanted: str) -> None:
        """Chooses a visit by its id."""
        self._narrow("all")
        self.table.go_to(next((row for row, one in enumerate(self._shown) if one.id == wanted), -1))

    # -- what a person does -----------------------------------------------------------------------------------------

    def prepare(self) -> None:
        """Puts in the lines of the chosen visit's checklist that it does not have yet."""
        visit = self.chosen()
        if visit is not None and _own(visit) and self._session.writable:
            visits, wanted = self._session.workspace.visits, visit.id
            self._session.act(lambda: visits.prepare(wanted))

    def tick(self, task: Task, done: bool) -> None:
        """Notes whether a line of the checklist is done."""
        visits = self._session.workspace.visits
        self._session.act(lambda: visits.put_task(dataclasses.replace(task, done=done)))

    def remove_task(self, task: Task) -> None:
        """Takes a line out of the checklist; undo brings it back."""
        if self._session.writable:
            visits = self._session.workspace.visits
            self._session.act(lambda: visits.remove_tasks([task.id]))

    def remove(self) -> None:
        """Takes the chosen visit out with its checklist; undo brings it back. Its report stays in the library."""
        visit = self.chosen()
        if visit is not None and _own(visit) and self._session.writable:
            visits, gone = self._session.workspace.visits, visit.id
            self._session.act(lambda: visits.remove(gone))

    def _ask(self, what: str) -> None:
        if self._session.is_open and self._session.writable:
            self.asked.emit(what, self.chosen(), self.checklist.task())

    def changeEvent(self, event: QEvent) -> None:
        """Writes the visit again in the colours now in force."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown:
            self._choose()

    def _show_report(self) -> None:
        visit = self.chosen()
        if visit is not None:
            self.place_wanted.emit(visit.document, 1, "")

    def _changed(self, changes: Changes) -> None:
        if changes.improvement or changes.documents:
            self.reload()

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the commands of the visits do, by id."""
        return {"visits.add": lambda: self._ask("add"), "visits.prepare": self.prepare}


def _read(workspace: core.Workspace) -> Read:
    visits = workspace.visits.list()
    documents = {one.document for one in visits if one.document}
    titles = {one.id: one.title for one in workspace.documents.list(reading=False) if one.id in documents}
    return visits, {one.id: workspace.visits.tasks(one.id) for one in visits if _own(one)}, titles


def _own(visit: Visit) -> bool:
    """Whether an officer put it in; others are read from reports of the library."""
    return not visit.id.startswith("d")


def _days(visit: Visit) -> str:
    if not visit.end or visit.end == visit.start:
        return shown_date(visit.start)
    # The year once, where it is the same.
    first = shown_date(visit.start)
    return f"{first[:-5] if visit.start[:4] == visit.end[:4] else first} – {shown_date(visit.end)}"


def _prepared(tasks: Sequence[Task], today: str) -> str:
    late = sum(1 for one in tasks if one.due and one.due < today and not one.done)
    counted = f"{sum(one.done for one in tasks)} of {len(tasks)}" if tasks else ""
    return f"{counted}, {late} overdue" if late else counted


def _in_full(visit: Visit, title: str) -> str:
    fields = (
        (VISIT_KIND_LABELS[visit.kind], visit.topic or "no topic given"),
        ("When", _days(visit)),
        ("Announced on", shown_date(visit.notified)),
        ("People", visit.people),
        ("Report or letter", title),
        ("What was promised then", visit.promised),
        ("Note", visit.note),
    )
    parts = [
        f"<p><span style='color:{colours().muted}'>{escape(name)}</span><br>{escape(words)}</p>"
        for name, words in fields
        if words
    ]
    if not _own(visit):
        told = "Read from its report. Edit it to add its topic, and what was promised."
        parts.append(f"<p style='color:{colours().muted}'>{told}</p>")
    return "".join(parts)
