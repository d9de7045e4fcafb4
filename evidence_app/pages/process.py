"""One worker process: one call at a time, within a time limit and a memory limit, replaced when it is lost.

Documents come from anywhere, so they are only ever opened in such a process. A worker serves the functions of one
module, which the parent never imports: the engine that opens documents is loaded in workers alone. Pools of the shelf
share one channel among their workers; here a caller owns its worker, so that the worker can keep documents open and
losing it disturbs no other.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import pickle
import sys
import threading
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from types import ModuleType
from typing import Any

import psutil

from evidence_app.errors import KnownError
from evidence_app.logs import note
from evidence_app.pages.serving import serve

MEMORY = 1 << 30  # bytes a worker may take unless told otherwise

# How often the parent looks at a busy worker.
_LOOK_SECONDS = 0.1

_spawning = threading.Lock()


class WorkerLost(KnownError):
    """The worker ended before it answered."""

    def __init__(self) -> None:
        super().__init__("The program’s reader stopped on this document.", "The file may be damaged.")


class WorkerTooSlow(KnownError):
    """The worker took longer than it was given, and was stopped."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"It took longer than {seconds:g} seconds, so it was stopped.", "The file may be damaged.")


class WorkerTooBig(KnownError):
    """The worker wanted more memory than it was given, and was stopped."""

    def __init__(self, memory: int) -> None:
        super().__init__(
            f"It needed more than {memory / (1 << 20):,.0f} MB of memory, so it was stopped.",
            "The file may be damaged.",
        )


class WorkerProcess:
    """A process that serves a module's functions; started on the first call, or before it by start().

    Args:
        module: full name of the module.
        memory: most bytes the process may take.
    """

    def __init__(self, module: str, memory: int = MEMORY) -> None:
        self._module = module
        self._memory = memory
        self._busy = threading.Lock()
        self._state = threading.Lock()
        self._closed = False
        self._process: multiprocessing.process.BaseProcess | None = None
        self._connection: Connection[Any, Any] | None = None
        self._watched: psutil.Process | None = None

    def start(self) -> None:
        """Starts the process if there is none, without waiting for it to be ready (some 0.3 s)."""
        self._running()

    def call(self, seconds: float, function: str, *args: Any) -> Any:
        """Runs a function of the module in the process and gives its result; calls wait for one another.

        Args:
            seconds: time limit.
            function: its name; arguments and result are pickled.

        Raises:
            WorkerLost, WorkerTooSlow, WorkerTooBig: this call is lost; the next one gets a fresh process.
            KnownError: raised by the function.
            RuntimeError: the function has a bug; the text tells where, without any of its data.
        """
        with self._busy:
            try:
                connection, watched = self._running()
                connection.send_bytes(pickle.dumps((function, args, seconds), pickle.HIGHEST_PROTOCOL))
                self._await(connection, watched, seconds)
                outcome, value = connection.recv()
            except (EOFError, OSError, psutil.NoSuchProcess):
                self._stop()
                if not self._closed:
                    note("worker lost")
                raise WorkerLost from None
            except WorkerTooSlow:
                self._stop()
                note("worker too slow", limit=seconds)
                raise
            except KnownError:
                self._stop()
                raise
        if outcome == "done":
            return value
        if outcome == "known":
            raise KnownError(*value)
        if outcome == "memory":
            self._stop()  # it may still hold what it took
            note("worker too big", limit=self._memory)
            raise WorkerTooBig(self._memory)
        raise RuntimeError(value)

    def close(self) -> None:
        """Ends the process, also in the middle of a call (which then raises WorkerLost). There is no way back."""
        with self._state:
            self._closed = True
        self._stop()

    def _running(self) -> tuple[Connection[Any, Any], psutil.Process]:
        with self._state:
            if self._closed:
                raise WorkerLost
            if self._process is not None and not self._process.is_alive():
                self._end()
            if self._connection is None or self._watched is None:
                context = multiprocessing.get_context("spawn")
                self._connection, theirs = context.Pipe()
                self._process = context.Process(
                    target=serve, args=(theirs, self._module, self._memory), name="evidence-desk-worker", daemon=True
                )
                with _without_main():
                    self._process.start()
                theirs.close()
                self._watched = psutil.Process(self._process.pid)
            return self._connection, self._watched

    def _await(self, connection: Connection[Any, Any], watched: psutil.Process, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not connection.poll(min(_LOOK_SECONDS, max(0.0, deadline - time.monotonic()))):
            if time.monotonic() >= deadline:
                raise WorkerTooSlow(seconds)
            # The system's own limit (see serving.py) is missing on Windows and macOS; this one works everywhere.
            if watched.memory_info().rss > self._memory:
                note("worker too big", limit=self._memory)
                raise WorkerTooBig(self._memory)

    def _stop(self) -> None:
        with self._state:
            self._end()

    def _end(self) -> None:
        if self._process is not None and self._connection is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._connection.close()
        self._process = self._connection = self._watched = None


@contextlib.contextmanager
def _without_main() -> Iterator[None]:
    """Keeps a fresh process from importing the program's start module, and with it the window and the store."""
    with _spawning:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main
