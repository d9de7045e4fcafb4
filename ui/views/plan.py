"""The improvement plan: actions in the order of the board, what their status means, and what shows that they worked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QSplitter, QTextBrowser, QVBoxLayout, QWidget

from evidence_app import workspace as core
from evidence_app.changes import Changes
from evidence_app.domain.evidence import Evidence
from evidence_app.domain.plan import PLAN_STATUS_LABELS, PLAN_STATUS_MEANINGS, Action, Standing
from ui.models.dates import shown_date, shown_time
from ui.models.plain import PlainModel
from ui.session import Session
from ui.theme import colours
from ui.widgets.buttons import Choice, button
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.places import Empty
from ui.widgets.table import Table

COLUMNS = ("No.", "What", "Who", "When", "Status", "Colour", "Evidence")
SAMPLES = ("R12.3", "", "Head of service", "30 Sep 2026 !", "Done, not yet verified", "amber", "1 work, 2 impact")
KINDS = {"all": "All", "open": "Open", "overdue": "Overdue", "unshown": "Said done, not shown"}


class Plan(QWidget):
    """The page."""

    asked = Signal(str, object)  # what for: "add", "edit", "offer", "import", "export", "link"; and the actions chosen
    place_wanted = Signal(int, int, str)  # document, page, words to light up

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._actions: Sequence[Action] = ()
        self._shown: Sequence[Action] = ()
        self._wanted = ""
        self.kinds = Choice(KINDS, "Which actions")
        self.kinds.choose("all")
        self.kinds.chosen.connect(self._narrow)
        self.told = label("", "muted", wrap=True)
        self.model = PlainModel(COLUMNS, self)
        self.table = Table("Actions of the plan", lines=2)
        self.table.setProperty("look", "framed")
        self.table.setWordWrap(True)
        self.table.setModel(self.model)
        self.table.columns(1, SAMPLES)
        self.table.opened.connect(lambda _: self._ask("edit"))
        self.table.deleted.connect(self.remove)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._choose())
        self.detail = QTextBrowser()
        self.detail.setAccessibleName("The action in full")
        self.detail.setOpenLinks(False)
        self.none = Empty(
            "No action yet",
            "Take over what a report says must improve, import the board’s tracker, or add an action.",
            button("From a report…", lambda: self._ask("offer"), "main"),
            button("Import a tracker…", lambda: self._ask("import")),
        )
        self.add_button = button("Add…", lambda: self._ask("add"), "main")
        self.edit_button = button("Edit…", lambda: self._ask("edit"))
        self.link_button = button("Link evidence…", lambda: self._ask("link"))
        self.source_button = button("Show where it comes from", self._show_source)
        self.remove_button = button("Remove", self.remove)
        self.offer_button = button("From a report…", lambda: self._ask("offer"))
        self.import_button = button("Import a tracker…", lambda: self._ask("import"))
        self.export_button = button("Export…", lambda: self._ask("export"))
        self._lay_out()
        session.opened.connect(self.reload)
        session.changed.connect(self._changed)
        session.closed.connect(lambda: self._show(([], {}, {})))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.kinds)
        column.addWidget(self.told)
        self.parts = QSplitter(Qt.Orientation.Horizontal)
        self.parts.setChildrenCollapsible(False)
        self.parts.addWidget(self.table)
        self.parts.addWidget(self.detail)
        self.parts.setSizes([680, 320])
        column.addWidget(self.parts, 1)
        column.addWidget(self.none, 1)
        row = Flow()
        for one in (
            *(self.add_button, self.edit_button, self.link_button, self.source_button, self.remove_button),
            *(self.offer_button, self.import_button, self.export_button),
        ):
            row.addWidget(one)
        column.addLayout(row)

    # -- what is shown ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Reads the plan again."""
        if self._session.is_open:
            workspace = self._session.workspace
            self._session.look(lambda: _read(workspace), self._show, key="plan")

    def _show(self, read: tuple[list[Action], dict[str, Sequence[Standing]], dict[str, Evidence]]) -> None:
        self._actions, self._histories, self._evidence = read
        self._narrow(self.kinds.value() or "all")

    def _narrow(self, kind: str) -> None:
        self.kinds.choose(kind)
        today = date.today().isoformat()
        tests: dict[str, Callable[[Action], bool]] = {
            "all": lambda one: True,
            "open": lambda one: one.status in ("not_started", "under_way"),
            "overdue": lambda one: one.overdue(today),
            "unshown": lambda one: one.unshown,
        }
        chosen = self.chosen()
        keep = chosen[0].id if chosen else self._wanted
        self._shown = [one for one in self._actions if tests[kind](one)]
        self.model.show([_row(one, today) for one in self._shown])
        counts = {name: sum(test(one) for one in self._actions) for name, test in tests.items()}
        self.told.setText(
            f"{counts['all']:,} actions: {counts['open']:,} open, {counts['overdue']:,} overdue, "
            f"{counts['unshown']:,} said to be done with nothing linked that shows a difference for children."
        )
        there = bool(self._actions)
        for one in (self.parts, self.told, self.kinds):
            one.setVisible(there)
        self.none.setVisible(not there)
        self.table.go_to(next((row for row, one in enumerate(self._shown) if one.id == keep), 0))
        self._choose()

    def chosen(self) -> list[Action]:
        """The actions chosen."""
        return [self._shown[row] for row in self.table.chosen_rows() if row < len(self._shown)]

    def show_one(self, wanted: str) -> None:
        """Chooses an action by its id."""
        self._narrow("all")
        self.table.go_to(next((row for row, one in enumerate(self._shown) if one.id == wanted), -1))

    def _choose(self) -> None:
        chosen, writable = self.chosen(), self._session.writable
        for one in (self.edit_button, self.remove_button):
            one.setEnabled(bool(chosen) and writable)
        self.link_button.setEnabled(len(chosen) == 1 and writable)
        self.source_button.setEnabled(len(chosen) == 1 and bool(chosen[0].source))
        for one in (self.add_button, self.offer_button, self.import_button):
            one.setEnabled(writable)
        self.export_button.setEnabled(bool(self._actions))
        action = chosen[0] if chosen else None
        self._wanted = action.id if action else self._wanted
        history = self._histories.get(action.id, ()) if action else ()
        self.detail.setHtml(_in_full(action, history, self._evidence) if action else "")

    # -- what a person does -----------------------------------------------------------------------------------------

    def remove(self) -> None:
        """Takes the chosen actions out; undo brings them back."""
        ids = [one.id for one in self.chosen()]
        if ids and self._session.writable:
            plan = self._session.workspace.plan
            self._session.act(lambda: plan.remove(ids))

    def _ask(self, what: str) -> None:
        if self._session.is_open and (self._session.writable or what == "export"):
            self.asked.emit(what, self.chosen())

    def changeEvent(self, event: QEvent) -> None:
        """Writes the action again in the colours now in force."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown:
            self._choose()

    def _show_source(self) -> None:
        (action,) = self.chosen()
        self.place_wanted.emit(action.source, action.source_page or 1, action.source_text)

    def _changed(self, changes: Changes) -> None:
        if changes.improvement or changes.evidence:
            self.reload()

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the plan's commands do, by id."""
        return {
            "plan.add": lambda: self._ask("add"),
            "plan.offer": lambda: self._ask("offer"),
            "plan.import": lambda: self._ask("import"),
            "plan.export": lambda: self._ask("export"),
        }


def _read(workspace: core.Workspace) -> tuple[list[Action], dict[str, Sequence[Standing]], dict[str, Evidence]]:
    actions = workspace.plan.list()
    linked = {item for one in actions for item in (*one.process, *one.impact)}
    evidence = {item.id: item for item in workspace.evidence.list() if item.id in linked} if linked else {}
    return actions, {one.id: workspace.plan.history(one.id) for one in actions}, evidence


def _row(action: Action, today: str) -> tuple[str, ...]:
    when = shown_date(action.due) if action.due else action.when
    links = [f"{len(action.process)} work"] * bool(action.process) + [f"{len(action.impact)} impact"] * bool(
        action.impact
    )
    return (
        action.number,
        action.what,
        action.who,
        f"{when} – overdue" if action.overdue(today) else when,
        PLAN_STATUS_LABELS[action.status],
        action.rag,
        ", ".join(links) or ("nothing shows it" if action.unshown else ""),
    )


def _in_full(action: Action, history: Sequence[Standing], evidence: dict[str, Evidence]) -> str:
    muted = colours().muted
    fields = (
        ("What", action.what),
        ("How", action.how),
        ("Who", action.who),
        ("When", action.when),
        ("Success measures", action.success),
        ("Status", f"{PLAN_STATUS_LABELS[action.status]}. {PLAN_STATUS_MEANINGS[action.status]}"),
        ("In the tracker’s words", action.status_words),
        ("Colour", " – ".join(one for one in (action.rag, action.rag_reason) if one)),
        *((f"Outcome Q{number}", words) for number, words in enumerate(action.outcomes, 1)),
        *action.other,
    )
    parts = [
        f"<p><span style='color:{muted}'>{escape(name)}</span><br>{escape(words)}</p>"
        for name, words in fields
        if words
    ]
    for name, links in (("Shows that the work was done", action.process), ("Shows a difference", action.impact)):
        said = [f"<li>“{escape(evidence[one].passage.quote)}”</li>" for one in links if one in evidence]
        if said:
            parts.append(f"<p style='color:{muted}'>{name}</p><ul>{''.join(said)}</ul>")
    if action.unshown:
        parts.append(f"<p style='color:{colours().warn}'>Nothing linked shows a difference for children yet.</p>")
    told = [
        f"<li>{escape(shown_time(one.at))}, {escape(one.author)}: {PLAN_STATUS_LABELS[one.status]}"
        f"{escape(f', {one.rag}' if one.rag else '')}{escape(f' – {one.reason}' if one.reason else '')}</li>"
        for one in reversed(history)
    ]
    parts.append(f"<p style='color:{muted}'>How it stood</p><ul>{''.join(told)}</ul>")
    return "".join(parts)
