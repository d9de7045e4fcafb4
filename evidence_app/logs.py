"""The program's own log, and reports of bugs. They hold what the program did and where it failed, and never what was
being read: no case text, no names, no paths of documents, no message of an error."""

from __future__ import annotations

import contextlib
import logging
import platform
import traceback
from datetime import datetime
from pathlib import Path
from typing import Literal

from evidence_app.paths import log_dir

# All that can stand in the log, beside numbers and the names of our own code. A line is made of nothing else, so
# there is no place in it for a word that came from a document.
Event = Literal[
    "start", "end", "create", "open", "updated", "close", "import", "import ended early", "scans", "pack", "backup",
    "passphrase changed", "passphrase remembered", "passphrase forgotten", "automatic lock", "worker lost",
    "worker too slow", "worker too big", "self-test", "error", "bug",
]  # fmt: skip

LOG = "evidence-desk.log"
# Bytes of a file, and files kept beside it: what a help desk can read, and no more than a megabyte in all.
_LARGEST, _OLDER = 256 << 10, 3
# Crash reports kept.
_REPORTS = 20

_log = logging.getLogger("evidence-desk")
_log.propagate = False
_log.setLevel(logging.INFO)
# Until a program begins its log nothing is written, and never to standard error.
_log.addHandler(logging.NullHandler())


def begin_log(program: str) -> None:
    """Lets this process write to the log, and says that it started.

    Args:
        program: "evidence-desk", or "evidence-app" with the name of a command of it.
    """
    # Loaded here: a worker process writes no log, and need not know how.
    from evidence_app import __version__
    from evidence_app.log_file import LogFile

    if not any(isinstance(one, LogFile) for one in _log.handlers):
        try:
            handler = LogFile(log_dir() / LOG, maxBytes=_LARGEST, backupCount=_OLDER, encoding="utf-8", delay=True)
        except OSError:
            return
        handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(message)s", "%Y-%m-%d %H:%M:%S"))
        _log.addHandler(handler)
    _log.info("start %s %s, Python %s, %s", program, __version__, platform.python_version(), platform.system())


def note(event: Event, **facts: float) -> None:
    """Writes one line to the log.

    Args:
        facts: numbers only, by a name given in our own code; a truth is 0 or 1, seconds have three places.
    """
    told = (f"{name}={value:.3f}" if isinstance(value, float) else f"{name}={value:d}" for name, value in facts.items())
    _log.info("%s", " ".join([event, *told]))


def note_error(event: Literal["error", "bug"], error: BaseException) -> None:
    """Writes the kind of an error and the place in our own code where it was raised; never what it says."""
    _log.info("%s %s", event, place_of(error))


def place_of(error: BaseException) -> str:
    """The kind of an error and the place where it was raised; never what it says."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {_short(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__module__}.{type(error).__qualname__}{place}"


def read_log() -> str:
    """What stands in the log, the newest line first; empty where there is none."""
    lines: list[str] = []
    for path in (log_dir() / LOG, *(log_dir() / f"{LOG}.{number}" for number in range(1, _OLDER + 1))):
        with contextlib.suppress(OSError):
            lines += reversed(path.read_text(encoding="utf-8", errors="replace").splitlines())
    return "\n".join(lines)


def crash_reports() -> list[Path]:
    """The reports of bugs that are kept, the newest first."""
    return sorted(log_dir().glob("crash *.txt"), reverse=True)


def crash_report(error: BaseException) -> str:
    """Says what kind of error happened, and where in the program. The error's own message is left out on purpose: it
    may quote a document."""
    from evidence_app import __version__

    lines = [
        f"Evidence Desk {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}",
        datetime.now().isoformat(timespec="seconds"),
    ]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        for frame in traceback.extract_tb(seen.__traceback__):
            lines.append(f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}")
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines) + "\n"


def write_crash_report(error: BaseException) -> Path | None:
    """Writes a crash report into the program's log folder and gives its path; None where it cannot be written. The
    newest twenty are kept."""
    note_error("bug", error)
    try:
        path = log_dir() / f"crash {datetime.now():%Y-%m-%d %H%M%S %f}.txt"
        path.write_text(crash_report(error), encoding="utf-8")
        for old in crash_reports()[_REPORTS:]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return path


def _short(file_name: str) -> str:
    """The path from the package on: the rest of it may hold the user's name."""
    parts = Path(file_name).parts
    for root in ("evidence_app", "ui", "site-packages"):
        if root in parts:
            return "/".join(parts[parts.index(root) :])
    return parts[-1]
