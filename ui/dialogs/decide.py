"""What two copies say differently: every version side by side, decided by one key, and taken back by another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from evidence_app.changes import Changes
from evidence_app.domain.teamwork import Conflict, Version
from evidence_app.errors import KnownError
from ui.dialogs.form import Form
from ui.models.plain import PlainModel
from ui.models.versions import field_words, side_words, value_words
from ui.session import Session
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.places import frame
from ui.widgets.table import Table

WORDS = "Nothing is lost meanwhile: every version is kept, and the marked one is shown until you decide."


class Decide(Form):
    """The dialog. 1 and 2 take a version; Ctrl+Z takes the last decision back."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Decide between versions", "Close", parent, words=WORDS, width=760)
        self._session = session
        self._conflicts: Sequence[Conflict] = ()
        self.model = PlainModel(("About", "What differs"), self)
        self.table = Table("What is to be decided", lines=1)
        self.table.setProperty("look", "framed")
        self.table.setModel(self.model)
        self.table.columns(0, ("", "Redaction decision, here"))
        self.table.setMinimumHeight(4 * self.table.verticalHeader().defaultSectionSize())
        self.table.selectionModel().currentRowChanged.connect(lambda index: self._show(index.row()))
        self.add_widget(self.table, 1)
        self._holder = QWidget()
        self._row = QHBoxLayout(self._holder)
        self._row.setContentsMargins(0, 8, 0, 8)
        self._row.setSpacing(16)
        self.add_widget(self._holder)
        self._rules = [
            button("All: mine", partial(self._all, "mine")),
            button("All: theirs", partial(self._all, "theirs")),
            button("All: the newer", partial(self._all, "newer")),
        ]
        self.back = button("Undo", self._undo)
        self.add_buttons(*self._rules, self.back)
        self.leave.hide()
        self.finish()
        for number in range(1, 5):
            QShortcut(QKeySequence(str(number)), self, partial(self._take, number - 1))
        QShortcut(QKeySequence.StandardKey.Undo, self, self._undo)
        session.changed.connect(self._changed)
        self._read(0)

    def submit(self) -> None:
        """Closes."""
        self.accept()

    def _changed(self, changes: Changes) -> None:
        if changes.teamwork or changes.evidence or changes.improvement or changes.privacy or changes.documents:
            self._read(self.table.currentIndex().row())

    def _read(self, row: int) -> None:
        teamwork = self._session.workspace.teamwork
        job = self._session.jobs.start("Reading what is to be decided", teamwork.conflicts)
        job.finished.connect(partial(self._listed, row))
        job.failed.connect(self._fail)

    def _listed(self, row: int, found: Sequence[Conflict]) -> None:
        self._conflicts = found
        self.model.show([(one.about, field_words(one)) for one in found])
        writable = self._session.writable
        for each in self._rules:
            each.setEnabled(bool(found) and writable)
        self.back.setEnabled(writable)
        self.table.setVisible(bool(found))
        if found:
            self.table.go_to(min(max(row, 0), len(found) - 1))
            self.table.setFocus()
        self._show(self.table.currentIndex().row() if found else -1)

    def _show(self, row: int) -> None:
        while self._row.count():
            item = self._row.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not 0 <= row < len(self._conflicts):
            self._row.addWidget(label("There is nothing to decide.", "heading"), 1)
        else:
            conflict = self._conflicts[row]
            for number, version in enumerate(conflict.versions):
                self._row.addWidget(self._card(conflict, version, number), 1)
        # When the cards have found their lines, and told the form around them.
        QTimer.singleShot(50, self, self.fit)

    def _card(self, conflict: Conflict, version: Version, number: int) -> QWidget:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(label(side_words(version), "muted", wrap=True))
        column.addWidget(label(value_words(conflict, version), "strong", wrap=True))
        if version.shown:
            column.addWidget(label("Shown until you decide", "small"))
        column.addStretch(1)
        take = button(f"Take this one ({number + 1})", partial(self._take, number))
        take.setAccessibleDescription(f"{side_words(version)}: {value_words(conflict, version)}")
        take.setEnabled(self._session.writable)
        column.addWidget(take)
        return card

    def _take(self, number: int) -> None:
        row = self.table.currentIndex().row()
        if not (self._session.writable and 0 <= row < len(self._conflicts)):
            return
        conflict = self._conflicts[row]
        if number < len(conflict.versions):
            self._decide({conflict.id: conflict.versions[number].mark})

    def _all(self, rule: str) -> None:
        self._decide({one.id: rule for one in self._conflicts})

    def _decide(self, choices: dict[str, str]) -> None:
        teamwork = self._session.workspace.teamwork
        stuck: list[str] = []

        def work() -> Changes:
            changes, left = teamwork.decide(choices)
            stuck.extend(left)
            return changes

        job = self._session.act(work, lambda _: self._tell_stuck(stuck))
        job.failed.connect(self._fail)

    def _tell_stuck(self, stuck: Sequence[str]) -> None:
        words = f"{len(stuck)} could not be decided that way: more than one version is from the same side."
        self.note.tell(words if stuck else "")

    def _undo(self) -> None:
        if self._session.writable:
            self._session.undo()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self.note.fail(error)
