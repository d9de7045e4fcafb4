"""For whoever helps: the program's own log with its crash reports, and the self-test. Neither holds case text."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from evidence_app import workspace as core
from evidence_app.domain.self_test import Trial, told
from evidence_app.errors import KnownError
from evidence_app.logs import crash_reports, read_log
from evidence_app.paths import log_dir
from evidence_app.progress import Progress, Steps
from ui.dialogs.bug import Report
from ui.jobs import Job
from ui.session import Session
from ui.widgets.buttons import button
from ui.widgets.fields import Combo
from ui.widgets.labels import Elided, label

LOG = "log"


class Log(Report):
    """What the program did, in counts, and the reports of what went wrong inside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "Log and crash reports",
            "When the program started and opened a workspace, how many files an import read, what kind of error came "
            "up and where in the program. It holds no case text, no names and no paths of documents, so it can be "
            "sent to a help desk.",
            parent,
            width=760,
            lines=18,
            wrap=False,
        )
        names = {path.name: f"Crash report of {path.stem.removeprefix('crash ')[:15]}" for path in crash_reports()}
        self.which = Combo("Which report", {LOG: "The program's log, newest line first", **names})
        self.which.currentIndexChanged.connect(self.show_chosen)
        self.add("&Report", self.which)
        self.add_widget(self.report, 1)
        self.add_widget(Elided(f"Kept in {log_dir()}", "small"))
        self.add_buttons(self.copy)
        self.finish()
        self.show_chosen()

    def show_chosen(self) -> None:
        """Shows the log or the report that is chosen."""
        chosen = self.which.value()
        try:
            text = read_log() if chosen == LOG else (log_dir() / chosen).read_text(encoding="utf-8", errors="replace")
        except OSError:
            text = ""
        self.report.setPlainText(text or "Nothing is written here yet.")


class SelfTest(Report):
    """Tries what the program needs of this computer, with invented text; the workspace that is open is left alone."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            "Self-test",
            "Makes a workspace with invented text, imports, searches, tags, makes and proves a redacted pack, and "
            "throws all of it away. Your own workspace is not touched. What comes out holds no case text, so it can be "
            "sent to a help desk.",
            parent,
            width=920,
            lines=24,
            wrap=False,
        )
        self._session = session
        self.state = label("", "strong")
        self.again = button("Try again", self.begin)
        self._job: Job | None = None
        self.add_widget(self.state)
        self.add_widget(self.report, 1)
        self.add_buttons(self.copy, self.again)
        self.finish()
        self.begin()

    def begin(self) -> None:
        """Starts the test."""
        self.report.clear()
        self._allow(False)
        self.state.setText("Starting…")
        self._job = self._session.jobs.start("Self-test", _tested, "long")
        self._job.progress.connect(self._tell)
        self._job.finished.connect(self._show)
        self._job.failed.connect(self._failed)
        self._job.cancelled.connect(self._stopped)

    def done(self, result: int) -> None:
        """Stops the test where it is still running."""
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    def _tell(self, progress: Progress) -> None:
        self.state.setText(f"{progress.message} ({progress.done + 1} of {progress.total + 1})…")

    def _show(self, result: tuple[str, tuple[Trial, ...]]) -> None:
        self.report.setPlainText(told(*result))
        failed = sum(one.outcome == "FAILED" for one in result[1])
        self._end("Everything works." if not failed else f"{failed} of {len(result[1])} did not work: see below.")

    def _failed(self, error: Exception) -> None:
        self._end("It could not be run to its end.")
        if isinstance(error, KnownError):
            self.note.fail(error)
        else:
            self._session.problem.emit(error)

    def _stopped(self) -> None:
        self._end("It was stopped.")

    def _end(self, words: str) -> None:
        self._job = None
        self.state.setText(words)
        self._allow(True)

    def _allow(self, possible: bool) -> None:
        self.again.setEnabled(possible)
        self.copy.setEnabled(possible)


def _tested() -> Steps[tuple[str, tuple[Trial, ...]]]:
    trials = yield from core.self_test()
    return core.versions(), trials
