"""The inside of a worker process: answers calls to the functions of one module. It imports as little as it can."""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import importlib
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any

from evidence_app.errors import KnownError

# How long a worker may outlive the time limit of a call before it ends itself.
_GRACE_SECONDS = 2.0


def serve(connection: Connection[Any, Any], module: str, memory: int) -> None:
    """The life of a worker; it ends when the other end of the connection does, however that came about.

    Args:
        connection: on which calls come (function name, arguments, seconds) and answers go (outcome, value).
        module: full name of the module that is served.
        memory: most bytes the process may take.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's business
    _limit_memory(memory)
    # What is loaded here stays: to search it for garbage is a fifth of the time a worker takes to start.
    gc.disable()
    functions = importlib.import_module(module)
    gc.freeze()
    gc.enable()
    with contextlib.suppress(EOFError, OSError):
        while True:
            connection.send(_answer(functions, connection.recv_bytes()))


def _answer(functions: ModuleType, job: bytes) -> tuple[str, Any]:
    try:
        function, args, seconds = pickle.loads(job)  # noqa: S301 - written by our own parent
        with _ending_itself(seconds + _GRACE_SECONDS):
            return "done", getattr(functions, function)(*args)
    except MemoryError:
        return "memory", None
    except KnownError as error:
        return "known", (error.sentence, error.hint)
    except Exception as error:
        # Where, not what: the message of an error may quote the document.
        where = "".join(traceback.format_tb(error.__traceback__))
        return "bug", f"{type(error).__name__} in a worker process:\n{where}"


@contextlib.contextmanager
def _ending_itself(seconds: float) -> Iterator[None]:
    """Ends this process if the block takes longer: with the parent gone, nobody else would end an endless loop.

    The engine never lets Python run while it works, so it has to be the system or another thread that ends it.
    """
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)  # the alarm is not caught, so it ends the process
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    else:
        with Path(os.devnull).open("w") as nowhere:
            faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
            try:
                yield
            finally:
                faulthandler.cancel_dump_traceback_later()


def _limit_memory(memory: int) -> None:
    """Asks the system to refuse memory beyond the limit, where it can (Linux)."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
