"""What was done in the workspace: changes that can be undone, and the audit log."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QLineEdit, QTabWidget, QVBoxLayout, QWidget

from evidence_app.domain.audit import AuditFilter
from evidence_app.paths import documents_dir
from ui.dialogs.form import Form
from ui.models.dates import shown_time
from ui.models.plain import PlainModel
from ui.session import Session
from ui.widgets.buttons import button
from ui.widgets.fields import Combo
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.table import Table

SAMPLES = ("30 Sep 2026, 14:05", "some.officer", "tag ‘Children in care’ on a report", "undone")
MOST = 1000
FILES = "Comma-separated values (*.csv);;Workbook (*.xlsx);;JSON with the chain (*.json)"


class History(Form):
    """The dialog."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            "History and audit log",
            "Close",
            parent,
            words="Changes can be undone one by one with Ctrl+Z, also after a restart. The audit log is append-only: "
            "each line is chained to the one before.",
            width=760,
        )
        self._session = session
        self.changes = PlainModel(("When", "Who", "What", ""), self)
        self.audit = PlainModel(("When", "Who", "What", "Detail"), self)
        self._typed = QTimer(self, singleShot=True, interval=150)
        self._typed.timeout.connect(self.read)
        tabs = QTabWidget()
        tabs.addTab(_table("Changes", self.changes, 2), "Changes")
        tabs.addTab(self._log(), "Audit log")
        tabs.setMinimumHeight(22 * self.fontMetrics().lineSpacing())
        self.add_widget(tabs, 1)
        self.leave.hide()
        self.finish()
        history = session.workspace.history
        session.look(history.entries, self._show_changes, key="history")
        session.look(history.audit_kinds, self._offer, key="audit kinds")
        self.read()

    def _log(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        filters = Flow()
        self.text = self._line("Words in what was done", "Filter the audit log by words")
        self.verb = Combo("What was done", {"": "All that was done"})
        self.author = Combo("Who did it", {"": "Everybody"})
        self.since = self._line("From: year-month-day", "Lines from, year-month-day")
        self.until = self._line("To: year-month-day", "Lines to, year-month-day")
        for combo in (self.verb, self.author):
            combo.currentIndexChanged.connect(self.read)
        for part in (self.text, self.verb, self.author, self.since, self.until):
            filters.addWidget(part)
        filters.addWidget(button("Export…", self.export))
        column.addLayout(filters)
        self.count = label(look="muted")
        column.addWidget(self.count)
        column.addWidget(_table("Audit log", self.audit, 3), 1)
        return page

    def wanted(self) -> AuditFilter:
        """Which lines are asked for."""
        return AuditFilter(
            self.text.text(), self.verb.value(), self.author.value(), _iso(self.since.text()), _iso(self.until.text())
        )

    def read(self) -> None:
        """Reads the lines of the audit log that are asked for."""
        history, wanted = self._session.workspace.history, self.wanted()
        self._session.look(lambda: history.audit_log(wanted, MOST), self._show_audit, key="audit log")

    def export(self) -> None:
        """Asks for a file and writes the lines that are asked for to it, all of them."""
        history, wanted, session = self._session.workspace.history, self.wanted(), self._session
        proposed = str(documents_dir() / "Audit log.csv")
        chosen, _ = QFileDialog.getSaveFileName(self, "Export the audit log", proposed, FILES)
        if chosen:
            session.long(
                "Exporting",
                lambda: history.export_audit(wanted, Path(chosen)),
                lambda count: session.notice.emit(f"{count:,} lines of the audit log exported."),
            )

    def _show_changes(self, entries: Any) -> None:
        self.changes.show(
            [(shown_time(one.at), one.author, one.name, "undone" if one.undone else "") for one in entries]
        )

    def _show_audit(self, log: Any) -> None:
        self.audit.show(
            [(shown_time(line.at), line.author, line.action, json.dumps(line.detail, sort_keys=True)) for line in log]
        )
        self.count.setText(
            f"The newest {MOST:,} lines; export gives all." if len(log) == MOST else f"{len(log):,} lines"
        )

    def _offer(self, kinds: tuple[list[str], list[str]]) -> None:
        for combo, values in zip((self.verb, self.author), kinds, strict=True):
            combo.blockSignals(True)
            combo.offer({value: value for value in values})
            combo.blockSignals(False)

    def _line(self, placeholder: str, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(placeholder)
        made.setAccessibleName(name)
        made.textChanged.connect(lambda: self._typed.start())
        return made


def _table(name: str, model: PlainModel, stretched: int) -> Table:
    table = Table(name, lines=1)
    table.setModel(model)
    table.columns(stretched, SAMPLES)
    return table


def _iso(words: str) -> str:
    """A whole date as ISO; empty while it is being typed, and where it is none."""
    try:
        return date.fromisoformat(words).isoformat() if len(words) == 10 else ""
    except ValueError:
        return ""
