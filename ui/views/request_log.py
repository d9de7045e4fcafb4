"""The log of requests: what inspectors asked for, what is overdue, and what was sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from evidence_app import workspace as core
from evidence_app.changes import Changes
from evidence_app.domain.request import Request
from ui.models.plain import PlainModel
from ui.session import Session
from ui.widgets.buttons import Choice, button
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.places import Empty
from ui.widgets.table import Table

COLUMNS = ("No.", "What was asked for", "Asked by", "Due", "Answers", "State", "Given")
SAMPLES = ("100", "", "Lead inspector", "2026-11-24 14:30", "Head of service", "! overdue", "")
STATES = {"overdue": "! overdue", "open": "open", "sent": "✓ sent"}
KINDS = {"all": "All", "open": "Not sent yet", "sent": "Sent"}


class RequestLog(QWidget):
    """The page."""

    asked = Signal(str, object)  # what for: "add", "edit", "export"; and the request chosen, or None

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._requests: Sequence[Request] = ()
        self._shown: Sequence[Request] = ()
        self._titles: dict[int, str] = {}
        self.kinds = Choice(KINDS, "Which requests")
        self.kinds.choose("all")
        self.kinds.chosen.connect(self._narrow)
        self.told = label("", "muted", wrap=True)
        self.model = PlainModel(COLUMNS, self)
        self.table = Table("Requests, overdue ones first", lines=1)
        self.table.setProperty("look", "framed")
        self.table.setModel(self.model)
        self.table.columns(1, (*SAMPLES[:-1], "Supervision policy, version 3"))
        self.table.opened.connect(lambda _: self._ask("edit"))
        self.table.deleted.connect(self.remove)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.none = Empty(
            "No request yet",
            "Log what inspectors ask for as they ask: who, what, and when it is due.",
            button("Log a request…", lambda: self._ask("add"), "main"),
        )
        self.add_button = button("Log a request…", lambda: self._ask("add"), "main")
        self.edit_button = button("Edit…", lambda: self._ask("edit"))
        self.sent_button = button("Sent now", self.send)
        self.remove_button = button("Remove", self.remove)
        self.export_button = button("Export the log…", lambda: self._ask("export"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        for part in (self.kinds, self.told):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(self.none, 1)
        row = Flow()
        for one in (self.add_button, self.edit_button, self.sent_button, self.remove_button, self.export_button):
            row.addWidget(one)
        column.addLayout(row)
        session.opened.connect(self.reload)
        session.changed.connect(self._changed)
        session.closed.connect(lambda: self._show(([], {})))

    def reload(self) -> None:
        """Reads the log again."""
        if self._session.is_open:
            workspace = self._session.workspace
            self._session.look(lambda: _read(workspace), self._show, key="requests")

    def _show(self, read: tuple[list[Request], dict[int, str]]) -> None:
        self._requests, self._titles = read
        self._narrow(self.kinds.value() or "all")

    def _narrow(self, kind: str) -> None:
        self.kinds.choose(kind)
        moment = datetime.now().isoformat(timespec="minutes")
        keep = self.chosen()
        self._shown = [one for one in self._requests if kind == "all" or (kind == "sent") == bool(one.sent)]
        self.model.show([self._row(one, moment) for one in self._shown])
        states = [one.state(moment) for one in self._requests]
        self.told.setText(
            f"{len(states):,} requests: {states.count('overdue'):,} overdue, {states.count('open'):,} open, "
            f"{states.count('sent'):,} sent."
        )
        there = bool(self._requests)
        for part in (self.kinds, self.told, self.table):
            part.setVisible(there)
        self.none.setVisible(not there)
        wanted = keep[0].id if keep else ""
        self.table.go_to(next((row for row, one in enumerate(self._shown) if one.id == wanted), 0))
        self._allow()

    def _row(self, one: Request, moment: str) -> tuple[str, ...]:
        given = [self._titles.get(document, f"document {document}") for document in one.documents]
        given += [f"{len(one.evidence)} items of evidence"] * bool(one.evidence)
        given += [f"version {one.version}"] * bool(one.version)
        due = one.due.replace("T", " ")
        return str(one.number), one.what, one.asked_by, due, one.answers, STATES[one.state(moment)], "; ".join(given)

    def chosen(self) -> list[Request]:
        """The requests chosen."""
        return [self._shown[row] for row in self.table.chosen_rows() if row < len(self._shown)]

    def show_one(self, wanted: str) -> None:
        """Chooses a request by its id."""
        self._narrow("all")
        self.table.go_to(next((row for row, one in enumerate(self._shown) if one.id == wanted), -1))

    def send(self) -> None:
        """Notes that the chosen requests were answered just now."""
        ids = [one.id for one in self.chosen() if not one.sent]
        if ids and self._session.writable:
            requests, now = self._session.workspace.requests, datetime.now().isoformat(timespec="minutes")
            self._session.act(lambda: requests.edit(ids, {"sent": now}))

    def remove(self) -> None:
        """Takes the chosen requests out; undo brings them back."""
        ids = [one.id for one in self.chosen()]
        if ids and self._session.writable:
            requests = self._session.workspace.requests
            self._session.act(lambda: requests.remove(ids))

    def _ask(self, what: str) -> None:
        chosen = self.chosen()
        if self._session.is_open and (self._session.writable or what == "export"):
            self.asked.emit(what, chosen[0] if chosen else None)

    def _allow(self) -> None:
        chosen, writable = self.chosen(), self._session.writable
        self.add_button.setEnabled(writable)
        self.edit_button.setEnabled(len(chosen) == 1 and writable)
        self.sent_button.setEnabled(any(not one.sent for one in chosen) and writable)
        self.remove_button.setEnabled(bool(chosen) and writable)
        self.export_button.setEnabled(bool(self._requests))

    def _changed(self, changes: Changes) -> None:
        if changes.improvement or changes.documents:
            self.reload()

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the log's commands do, by id."""
        return {"requests.add": lambda: self._ask("add"), "requests.export": lambda: self._ask("export")}


def _read(workspace: core.Workspace) -> tuple[list[Request], dict[int, str]]:
    requests = workspace.requests.list()
    wanted = {document for one in requests for document in one.documents}
    titles = {one.id: one.title for one in workspace.documents.list() if one.id in wanted} if wanted else {}
    return requests, titles
