"""Work beside the window: threads run it, objects on the window's own thread speak of it.

A Job lives on the window's thread and owns the signals. The thread that does the work touches three plain attributes
and one private signal, which hops over by a queued connection. Progress is polled, so a fast worker cannot flood the
event loop.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import GeneratorType
from typing import Any, Literal

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from evidence_app.errors import KnownError
from evidence_app.logs import note_error
from evidence_app.progress import Progress

POLL_MS = 50

# act: changes, one after the other, in the order they were asked. search: one at a time, the newest wins.
# look: short reads. long: imports, packs, backups.
Lane = Literal["act", "search", "look", "long"]
THREADS: dict[Lane, int] = {"act": 1, "search": 1, "look": 2, "long": 2}

# Steps are stepped through; anything else is called and gives its result at once.
Work = Callable[[], Any]


class Job(QObject):
    """One piece of work. Exactly one of finished, failed and cancelled is emitted, then ended."""

    progress = Signal(object)  # Progress
    finished = Signal(object)  # what the work gave
    failed = Signal(object)  # the exception: a KnownError, or a bug
    cancelled = Signal()
    ended = Signal()
    _landed = Signal()

    def __init__(self, title: str, work: Work, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.lane = lane
        self.latest: Progress | None = None
        self.cancelling = False
        self._work = work
        self._stop = threading.Event()
        self._result: Any = None
        self._error: BaseException | None = None
        self._told: Progress | None = None
        self._landed.connect(self._land, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Asks the work to stop. Steps are closed at their next step; what they had finished is kept."""
        self.cancelling = True
        self._stop.set()

    def tell(self) -> None:
        """Emits the newest progress, once."""
        latest = self.latest
        if latest is not None and latest is not self._told:
            self._told = latest
            self.progress.emit(latest)

    def run(self) -> None:
        """Does the work; called on a thread of the pool."""
        try:
            if not self._stop.is_set():
                made = self._work()
                self._result = self._stepped(made) if isinstance(made, GeneratorType) else made
        except BaseException as error:
            self._error = error
        self._landed.emit()

    def _stepped(self, steps: GeneratorType[Progress, None, Any]) -> Any:
        try:
            while True:
                self.latest = next(steps)
                if self._stop.is_set():
                    steps.close()
                    return None
        except StopIteration as end:
            return end.value

    def _land(self) -> None:
        self.tell()
        if self._error is not None and not self.cancelling:
            note_error("error" if isinstance(self._error, KnownError) else "bug", self._error)
            self.failed.emit(self._error)
        elif self.cancelling:
            self.cancelled.emit()
        else:
            self.finished.emit(self._result)
        self.ended.emit()


class Jobs(QObject):
    """All work in hand."""

    started = Signal(object)  # Job
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = {lane: ThreadPoolExecutor(threads, f"desk-{lane}") for lane, threads in THREADS.items()}
        self._running: list[Job] = []
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._poll)

    def start(self, title: str, work: Work, lane: Lane = "look") -> Job:
        """Starts work; connect to the job's signals before returning to the event loop.

        Args:
            title: what the status bar calls it; never case text.
            work: Steps, or a plain call, made on a thread.
        """
        job = Job(title, work, lane, self)
        job.ended.connect(self._end)
        self._running.append(job)
        self._lanes[lane].submit(job.run)
        self._timer.start()
        self.started.emit(job)
        return job

    def running(self) -> list[Job]:
        """Jobs not ended yet, the oldest first."""
        return list(self._running)

    def cancel_all(self) -> None:
        """Asks all work to stop, except changes: what was asked to be saved is saved. `idle` tells when all is done."""
        for job in self._running:
            if job.lane != "act":
                job.cancel()

    def close(self) -> None:
        """Waits for the threads to end. Cancel first."""
        self._timer.stop()
        for lane in self._lanes.values():
            lane.shutdown(wait=True, cancel_futures=True)

    def _poll(self) -> None:
        for job in list(self._running):
            job.tell()

    def _end(self) -> None:
        job = self.sender()
        if isinstance(job, Job):
            self._running.remove(job)
            job.deleteLater()
        if not self._running:
            self._timer.stop()
            self.idle.emit()
