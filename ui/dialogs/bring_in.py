"""Codes or a project of another program: what bringing the file in would do, before it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSizePolicy, QWidget

from evidence_app.domain.evidence import FINDING_LABELS
from evidence_app.domain.exchange import NOTHING, Brought, CodeUse, Target, Unplaced
from evidence_app.domain.framework import Framework
from evidence_app.errors import KnownError
from evidence_app.progress import Progress
from ui.dialogs.form import Form
from ui.jobs import Job
from ui.models.plain import PlainModel
from ui.session import Session
from ui.widgets.fields import Combo
from ui.widgets.labels import label
from ui.widgets.table import Table

WORDS = "Nothing is changed until you bring it in. It is one change to undo; documents that are added stay."
IMPACT = "A difference for children"


class BringIn(Form):
    """The dialog."""

    def __init__(
        self, session: Session, path: Path, done: Callable[[dict[str, str]], object], parent: QWidget | None = None
    ) -> None:
        """Makes the dialog and looks at the file.

        Args:
            path: a .qdpx, .qdc or .json file.
            done: called with what codes mean, by their guids.
        """
        super().__init__(f"Bring in {path.name}", "Bring in", parent, words=WORDS, width=760)
        self._session = session
        self._path = path
        self._done = done
        self._chosen: dict[str, str] = {}
        self._codes: list[CodeUse] = []
        self._job: Job | None = None
        self._meanings = meanings(session.workspace.framework)
        self.told = label(wrap=True)
        self.add_widget(self.told)
        self.model = PlainModel(("Code", "Used", "Means here"), self)
        self.table = _table("Codes of the file, and what they mean here", self.model)
        self.table.columns(0, ("", "10,000", "Area for improvement, here"))
        self.table.selectionModel().currentRowChanged.connect(lambda index: self._show_meaning(index.row()))
        self.add_widget(self.table, 2)
        self.meaning = Combo("What the chosen code means", {"": "As recognised", NOTHING: "Nothing", **self._meanings})
        self.meaning.activated.connect(self._choose)
        self.meaning.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._meaning_label = label("&What the chosen code means", "strong", buddy=self.meaning)
        self.add_widget(self._meaning_label)
        self.add_widget(self.meaning)
        self.lost = PlainModel(("Passages without a place", "Why"), self)
        self.lost_table = _table("Passages without a place, and why", self.lost)
        self.lost_table.columns(0, ("", "None of its codes means a judgement area here"))
        self.add_widget(self.lost_table, 1)
        self.finish()
        self.finished.connect(self._stop)
        for part in (self.table, self._meaning_label, self.meaning, self.lost_table):
            part.hide()
        self.main.setEnabled(False)
        self._look()

    def submit(self) -> None:
        """Brings the file in."""
        self._done(dict(self._chosen))
        self.accept()

    def _look(self) -> None:
        self._stop()
        exchange, path, chosen = self._session.workspace.exchange, self._path, dict(self._chosen)
        job = self._session.jobs.start("Looking at the file", lambda: exchange.preview(path, chosen))
        job.progress.connect(self._progress)
        job.finished.connect(self._show)
        job.failed.connect(self._fail)
        job.ended.connect(partial(self._ended, job))
        self._job = job
        self.told.setText("Looking at the file…")

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _ended(self, job: Job) -> None:
        if self._job is job:
            self._job = None

    def _progress(self, progress: Progress) -> None:
        of = f" {progress.done:,} of {progress.total:,}" if progress.total else ""
        self.told.setText(f"{progress.message}…{of}")

    def _fail(self, error: BaseException) -> None:
        self.told.setText("")
        if isinstance(error, KnownError):
            self.note.fail(error)
            self.fit()
        else:
            self.reject()
            self._session.problem.emit(error)

    def _show(self, report: Brought) -> None:
        self.note.clear()
        self.told.setText("\n".join(sentences(report)))
        row = self.table.currentIndex().row()
        # Codes that mean something and are not used are of no interest.
        self._codes = [one for one in report.codes if one.uses or one.target is None or one.guid in self._chosen]
        self.model.show([(one.name, f"{one.uses:,}", self._words(one.target)) for one in self._codes])
        self.lost.show([_lost(one) for one in report.unplaced])
        for part in (self.table, self._meaning_label, self.meaning):
            part.setVisible(bool(self._codes))
        self.lost_table.setVisible(bool(report.unplaced))
        if self._codes:
            self.table.go_to(max(0, row))
            if self.focusWidget() is self.leave:
                self.table.setFocus()
        self._show_meaning(max(0, row))
        self.main.setEnabled(report.does_something and self._session.writable)
        QTimer.singleShot(0, self, self.fit)

    def _words(self, target: Target | None) -> str:
        if target is None:
            return "Nothing"
        return self._meanings.get(target.id or target.sort, target.id)

    def _show_meaning(self, row: int) -> None:
        there = 0 <= row < len(self._codes)
        self.meaning.setEnabled(there)
        self.meaning.choose(self._chosen.get(self._codes[row].guid, "") if there else "")

    def _choose(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self._codes):
            code, meant = self._codes[row].guid, self.meaning.value()
            self._chosen = {guid: value for guid, value in self._chosen.items() if guid != code}
            if meant:
                self._chosen[code] = meant
            self._look()


class WithoutPlace(Form):
    """The passages that could not become evidence when a file was brought in, and why."""

    def __init__(self, unplaced: Sequence[Unplaced], parent: QWidget | None = None) -> None:
        words = (
            "They stay in the other program’s file. Tag them by hand, or bring the file in again with other meanings."
        )
        super().__init__("Passages without a place", "Close", parent, words=words, width=760)
        self.model = PlainModel(("Passage", "Why"), self)
        self.model.show([_lost(one) for one in unplaced])
        self.table = _table("Passages without a place, and why", self.model)
        self.table.columns(0, ("", "None of its codes means a judgement area here"))
        self.add_widget(self.table, 1)
        self.finish()
        self.leave.hide()


def meanings(framework: Framework) -> dict[str, str]:
    """What a code can mean, in words, by its id."""
    found: dict[str, str] = {}
    for area in framework.areas:
        found[area.id] = area.short
        found |= {theme.id: f"{area.short}: {theme.label}" for theme in area.themes if theme.id not in found}
    return {**found, **FINDING_LABELS, "impact": IMPACT}


def sentences(report: Brought) -> list[str]:
    """What a file does, or did, in sentences."""
    told: list[str] = []
    done = report.done
    if report.format == "qdpx":
        told.append(
            f"Documents: {report.sources:,} in the file, {report.matched:,} known here, {report.added:,} "
            + ("added." if done else "to be added.")
        )
        told.append(
            f"Coded passages: {report.selections:,} in the file, {report.tagged:,} "
            + ("tagged" if done else "to be tagged")
            + f", {report.there:,} here already, {len(report.unplaced):,} without a place"
            + (f", {report.waiting:,} in documents to be added." if report.waiting else ".")
        )
    if report.format == "qdc":
        names = ", ".join(report.themes)
        verb = "Added as themes of your own" if done else "To be added as themes of your own"
        told.append(f"{verb}: {names}." if names else "No code in it is new under a judgement area.")
    if report.counts:
        records = ", ".join(f"{count:,} {part.replace('_', ' ')}" for part, count in report.counts.items())
        told.append(f"{'Brought in' if done else 'To be brought in'}: {records}.")
    return [*told, *report.left_out]


def _lost(one: Unplaced) -> tuple[str, str]:
    return f"{one.source}: “{one.words}”", one.reason


def _table(name: str, model: PlainModel) -> Table:
    made = Table(name, lines=2)
    made.setProperty("look", "framed")
    made.setWordWrap(True)
    made.setModel(model)
    made.setMinimumHeight(4 * made.verticalHeader().defaultSectionSize())
    return made
