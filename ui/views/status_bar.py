"""The bar at the bottom: work in hand with its progress, counts, and whether all is saved."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QWidget

from evidence_app.progress import Progress
from ui.jobs import Job
from ui.session import Session, Standing
from ui.theme import scaled
from ui.widgets.buttons import button
from ui.widgets.labels import Elided, label
from ui.widgets.places import announce, frame, told

NOTICE_MS = 8000


class StatusBar(QWidget):
    """The bar."""

    attention_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._jobs: list[Job] = []
        self._said = ""
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        bar = frame("foot")
        outer.addWidget(bar)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(12)
        self.notice = Elided()
        self.notice.setAccessibleName("Notices")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(scaled(160))
        self.bar.setAccessibleName("Progress")
        self.cancel = button("Cancel", self._cancel)
        self.pages = label(look="muted")
        self.attention: QPushButton = button("", self.attention_wanted.emit, "link")
        self.saved = label(look="muted")
        self.notice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self.bar)
        row.addWidget(self.cancel)
        row.addWidget(self.notice, 1)
        row.addWidget(self.pages)
        row.addWidget(self.attention)
        row.addWidget(self.saved)
        self.bar.hide()
        self.cancel.hide()
        self._quiet = QTimer(self, singleShot=True, interval=NOTICE_MS)
        self._quiet.timeout.connect(self._hush)
        self._clear()
        session.long_started.connect(self._start)
        session.notice.connect(self.say)
        session.standing_changed.connect(self._stand)
        session.saving.connect(self._saving)
        session.opened.connect(lambda: self._saving(False))
        session.closed.connect(self._clear)

    def say(self, words: str) -> None:
        """Tells something that happened, for some seconds."""
        announce(self, words)
        self._said = words
        if not self._jobs:
            self.notice.setText(words)
        self._quiet.start()

    def _start(self, job: Job) -> None:
        self._jobs.append(job)
        job.progress.connect(lambda progress: self._progress(job, progress))
        job.ended.connect(lambda: self._end(job))
        self.bar.setRange(0, 0)
        self.notice.setText(f"{job.title}…")
        self.bar.show()
        self.cancel.show()
        self.cancel.setEnabled(True)
        self.cancel.setAccessibleName(f"Cancel: {job.title}")

    def _progress(self, job: Job, progress: Progress) -> None:
        if job is not self._jobs[-1]:
            return
        # The bar counts in thousandths: units may be bytes of large files.
        self.bar.setRange(0, 1000 if progress.total else 0)
        if progress.total:
            self.bar.setValue(1000 * progress.done // progress.total)
        self.notice.setText(told_progress(job.title, progress, others=len(self._jobs) - 1))

    def _end(self, job: Job) -> None:
        self._jobs.remove(job)
        if job.cancelling:
            self._session.notice.emit(f"{job.title}: cancelled. What was finished is kept.")
        if self._jobs:
            latest = self._jobs[-1]
            self.notice.setText(f"{latest.title}…")
            return
        self.bar.hide()
        self.cancel.hide()
        if not job.cancelling:
            # What the work that ends just now said of itself stays.
            self.notice.setText(self._said if self._quiet.isActive() else "")

    def _cancel(self) -> None:
        if self._jobs:
            self.cancel.setEnabled(False)
            self._jobs[-1].cancel()
            self.notice.setText(f"{self._jobs[-1].title}: stopping…")

    def _stand(self, standing: Standing) -> None:
        pages = f"{standing.pages:,} page{'' if standing.pages == 1 else 's'} indexed"
        self.pages.setText(pages)
        self.attention.setText(f"Needs attention: {standing.attention}")
        self.attention.setVisible(bool(standing.attention))

    def _saving(self, saving: bool) -> None:
        if not self._session.is_open:
            return
        if self._session.workspace.read_only:
            told(self.saved, "Read only", "warn")
        else:
            self.saved.setText("Saving…" if saving else "Saved ✓")

    def _hush(self) -> None:
        if not self._jobs:
            self.notice.setText("")

    def _clear(self) -> None:
        for part in (self.pages, self.saved):
            part.setText("")
        self.attention.hide()
        self.notice.setText("")


def told_progress(title: str, progress: Progress, others: int = 0) -> str:
    """Progress in words: what, how far, how fast, how long still."""
    parts = [progress.message or title]
    if progress.total:
        parts.append(f"{progress.done:,} of {progress.total:,}")
    if progress.pages and progress.seconds > 1:
        parts.append(f"{progress.pages_per_second:,.0f} pages a second")
    left = progress.seconds_left
    if left is not None:
        parts.append(f"about {told_seconds(left)} left")
    if others:
        parts.append(f"and {others} more")
    return "  ·  ".join(parts)


def told_seconds(seconds: float) -> str:
    """A stretch of time in words, roughly."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    if seconds < 5400:
        return f"{round(seconds / 60)} min"
    return f"{seconds / 3600:.1f} h"
