"""A colleague's work: looked at before it is brought in, and what changed here handed over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCompleter, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from evidence_app import workspace as core
from evidence_app.domain.teamwork import MergeReport, in_words
from evidence_app.errors import KnownError
from evidence_app.paths import SUFFIX, documents_dir
from evidence_app.progress import Progress
from ui.dialogs.form import Form
from ui.dialogs.passphrase import NewPassphrase
from ui.jobs import Job
from ui.session import Session
from ui.widgets.buttons import button
from ui.widgets.fields import Check, Combo
from ui.widgets.labels import label

_BRING = "Look at it first. Nothing is changed until you bring it in, and that is one change to undo."
_HAND = (
    "What changed here since your last exchange goes into an encrypted file of its own. Tell your colleague its"
    " passphrase by another way."
)
_RULES = {"": "Keep both versions, and let me decide", "mine": "Mine", "theirs": "Theirs", "newer": "The newer"}


class BringInColleague(Form):
    """Asks for a colleague's file, shows what it would do, then brings it in."""

    def __init__(self, session: Session, done: Callable[[core.Source], object], parent: QWidget | None = None) -> None:
        """Makes the dialog.

        Args:
            done: called with the file to bring in.
        """
        super().__init__("Bring in a colleague's work", "Look at it", parent, words=_BRING, width=560)
        self._session = session
        self._done = done
        self._job: Job | None = None
        self._seen: core.Source | None = None
        self.path, self.passphrase = QLineEdit(), QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.rule = Combo("What both changed differently", _RULES)
        self.add("&Workspace or hand-over", _with_button(self.path, self._choose))
        self.add("&Passphrase of that file", self.passphrase, "Of a copy of this workspace, usually the same as here.")
        self.add("W&hat both changed differently", self.rule)
        self.told = label(wrap=True)
        self.add_widget(self.told)
        self.finish()
        self.finished.connect(self._stop)
        for field in (self.path, self.passphrase):
            field.textEdited.connect(self._altered)
        self.rule.activated.connect(self._altered)

    def submit(self) -> None:
        """Looks at the file; then, when it was looked at, brings it in."""
        if self._job is not None:
            return
        if self._seen is not None:
            self._done(self._seen)
            self.accept()
            return
        if not (self.path.text().strip() and self.passphrase.text()):
            self.note.tell("Choose the file, and type its passphrase.", "warn")
            return
        source = core.Source(
            Path(self.path.text().strip()),
            self.passphrase.text(),
            prefer=self.rule.value() or None,  # type: ignore[arg-type]
        )
        self.note.clear()
        self.main.setEnabled(False)
        teamwork = self._session.workspace.teamwork
        job = self._session.jobs.start("Looking at a colleague's work", lambda: teamwork.preview(source))
        job.progress.connect(self._progress)
        job.finished.connect(lambda report: self._show(source, report))
        job.failed.connect(self._fail)
        job.ended.connect(self._ended)
        self._job = job

    def _altered(self) -> None:
        self._stop()
        self._seen = None
        self.main.setText("Look at it")
        self.main.setEnabled(True)
        self.told.setText("")

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _ended(self) -> None:
        self._job = None

    def _progress(self, progress: Progress) -> None:
        self.told.setText(f"{progress.message}… {progress.done:,} of {progress.total:,}")

    def _show(self, source: core.Source, report: MergeReport) -> None:
        self.told.setText("\n".join(sentences(report, done=False)))
        self.note.tell("\n".join(report.warnings), "warn")
        self.main.setEnabled(report.anything)
        if report.anything:
            self._seen = source
            self.main.setText("Bring in")
            self.main.setFocus()
        QTimer.singleShot(0, self, self.fit)

    def _fail(self, error: Exception) -> None:
        self.told.setText("")
        self.main.setEnabled(True)
        if isinstance(error, KnownError):
            self.note.fail(error)
            self.fit()
        else:
            self.reject()
            self._session.problem.emit(error)

    def _choose(self) -> None:
        kinds = f"Workspace or hand-over (*{SUFFIX} *{core.HANDOVER_SUFFIX})"
        chosen, _ = QFileDialog.getOpenFileName(self, "A colleague's work", str(documents_dir()), kinds)
        if chosen:
            self.path.setText(chosen)
            self._altered()


class HandOverForm(Form):
    """Asks for whom, where to and under which passphrase."""

    def __init__(
        self,
        partners: Sequence[str],
        name: str,
        least: int,
        done: Callable[[Path, str, str, bool], object],
        parent: QWidget | None = None,
    ) -> None:
        """Makes the dialog.

        Args:
            partners: colleagues something was exchanged with.
            name: of the workspace, for the file that is offered.
            least: fewest characters of the file's passphrase.
            done: called with the file, its passphrase, for whom, and whether everything is to go.
        """
        super().__init__("Hand over to a colleague", "Hand over", parent, words=_HAND, width=560)
        self._name = name
        self._done = done
        self.partner, self.path, self.passphrase = QLineEdit(), QLineEdit(), NewPassphrase(least)
        self.partner.setCompleter(QCompleter(list(partners), self))
        self.partner.setText(partners[0] if partners else "")
        self.everything = Check("Everything, not only what changed since the last exchange")
        self.add("&Colleague", self.partner, "The name they work under: the account on their computer.")
        self.add("&File", _with_button(self.path, self._choose))
        self.add("&Passphrase of the file", self.passphrase)
        self.add_widget(self.everything)
        self.finish()

    def submit(self) -> None:
        """Hands over, or says what is missing."""
        named = self.partner.text().strip() and self.path.text().strip()
        problem = self.passphrase.problem() if named else "Name your colleague, and choose the file."
        if problem:
            self.note.tell(problem, "warn")
            return
        path = Path(self.path.text().strip())
        if path.suffix != core.HANDOVER_SUFFIX:
            path = path.with_name(path.name + core.HANDOVER_SUFFIX)
        self._done(path, self.passphrase.text(), self.partner.text(), self.everything.isChecked())
        self.accept()

    def _choose(self) -> None:
        offered = documents_dir() / f"{self._name} for {self.partner.text() or 'a colleague'}{core.HANDOVER_SUFFIX}"
        kinds = f"Hand-over (*{core.HANDOVER_SUFFIX})"
        chosen, _ = QFileDialog.getSaveFileName(self, "Hand-over", str(offered), kinds)
        if chosen:
            self.path.setText(chosen)


def sentences(report: MergeReport, *, done: bool) -> list[str]:
    """What a colleague's work does, or did, in sentences."""
    if not report.anything:
        return [f"Nothing of {report.partner} is new here."]
    told = []
    verbs = ("Added", "Changed", "Removed") if done else ("To be added", "To be changed", "To be removed")
    for verb, counts in zip(verbs, (report.added, report.updated, report.removed), strict=True):
        if counts:
            told.append(f"{verb}: {', '.join(in_words(kind, number) for kind, number in counts.items())}.")
    if report.joined:
        told.append(f"Tagged by both, one item now: {report.joined:,}.")
    if report.renamed:
        told.append(f"People whose pseudonym stood for somebody else too get another one: {len(report.renamed):,}.")
    if report.renumbered:
        numbers = ", ".join(f"{before} is now {now}" for before, now in report.renumbered)
        told.append(f"Requests with the same number: {numbers}.")
    if report.left_out:
        told.append(f"Left out, because their documents are not here: {report.left_out:,}.")
    if report.decided:
        told.append(f"Decided by the rule: {report.decided:,}.")
    if report.conflicts:
        told.append(f"For you to decide: {len(report.conflicts):,}. Both versions are kept.")
    return told


def _with_button(field: QLineEdit, choose: Callable[[], object]) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(field, 1)
    row.addWidget(button("Choose…", choose))
    holder.setFocusProxy(field)
    return holder
