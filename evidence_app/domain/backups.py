"""Backups of a workspace: how they are called, and which of them are kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from evidence_app.domain.sizes import counted, shown_size
from evidence_app.paths import SUFFIX

_STAMP = re.compile(r" (\d{4}-\d{2}-\d{2})[ -](\d{6})$")


@dataclass(frozen=True, slots=True)
class Rotation:
    """How far back backups are kept: of so many days, weeks and months the last one each."""

    days: int = 7
    weeks: int = 4
    months: int = 6


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as it lies in a folder.

    Args:
        path: where.
        made: when, by its name (the computer's own time).
        size: in bytes.
        verified: ISO time (UTC) at which every page of it was proved; empty where it never was, or altered since.
    """

    path: Path
    made: datetime
    size: int
    verified: str = ""

    def to_json(self) -> dict[str, Any]:
        """The backup as the command line prints it."""
        made = self.made.isoformat(timespec="seconds")
        return {"path": str(self.path), "made": made, "size": self.size, "verified": self.verified}


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What came of backing up.

    Args:
        made: the new backup; None where nothing had changed since the last.
        removed: how many older ones were removed.
        kept, size: how many there are now, and their bytes together.
    """

    made: Backup | None
    removed: int
    kept: int
    size: int

    def sentence(self) -> str:
        """What came of it, in words."""
        take = "takes" if self.kept == 1 else "take"
        room = f"{counted(self.kept, 'backup', 'backups')} {take} {shown_size(self.size)}"
        if self.made is None:
            return f"Nothing has changed since the last backup; {room}."
        return f"Backed up and proved ({shown_size(self.made.size)}); {room}."


def backup_name(stem: str, at: datetime) -> str:
    """The file name of a backup made at a time."""
    return f"{stem} {at:%Y-%m-%d %H%M%S}{SUFFIX}"


def made_at(name: str, stem: str) -> datetime | None:
    """When a backup of this workspace was made, by its file name; None where it is another file."""
    path = Path(name)
    found = _STAMP.search(path.stem)
    if path.suffix != SUFFIX or found is None or path.stem[: found.start()] != stem:
        return None
    try:
        return datetime.strptime(" ".join(found.groups()), "%Y-%m-%d %H%M%S")
    except ValueError:
        return None


def kept(times: Iterable[datetime], rotation: Rotation) -> frozenset[datetime]:
    """Which backups are kept: grandfather, father, son.

    Of each of the newest days on which a backup was made the last of the day is kept; of each of the newest weeks
    (Monday to Sunday) the last of the week; of each of the newest months the last of the month. Only days, weeks and
    months with a backup count, so that a workspace that is opened twice a year keeps its backups. The newest is
    always kept. Applying the rule every day gives the same as applying it once at the end.
    """
    newest_first = sorted(set(times), reverse=True)
    chosen = set(newest_first[:1])
    spans: tuple[tuple[int, Callable[[date], tuple[int, ...]]], ...] = (
        (rotation.days, lambda day: (day.toordinal(),)),
        (rotation.weeks, lambda day: tuple(day.isocalendar()[:2])),
        (rotation.months, lambda day: (day.year, day.month)),
    )
    for count, span in spans:
        last: dict[tuple[int, ...], datetime] = {}
        for time in newest_first:
            last.setdefault(span(time.date()), time)
        chosen.update(list(last.values())[:count])
    return frozenset(chosen)
