"""Folders that are watched, and what a look at them found."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

# When a folder is looked at again: when asked only, also each time the workspace is opened, or now and then as well.
Times = Literal["asked", "opening", "running"]
TIMES: dict[str, str] = {
    "asked": "When asked",
    "opening": "When the workspace is opened",
    "running": "When it is opened, and every few minutes",
}

# What is new about a file, as the library shows it.
State = Literal["", "new", "changed", "moved", "missing", "superseded"]
STATES: dict[str, str] = {
    "new": "New",
    "changed": "Changed",
    "moved": "Moved",
    "missing": "No longer there",
    "superseded": "Earlier version",
}


@dataclass(frozen=True, slots=True)
class Watched:
    """A folder that is watched.

    Args:
        path: absolute.
        times: when it is looked at again.
        checked: ISO time (UTC) of the last look; empty before the first.
        there: whether it can be found now.
        documents: how many documents stand in it.
    """

    path: str
    times: Times
    checked: str = ""
    there: bool = True
    documents: int = 0

    def to_json(self) -> dict[str, Any]:
        """The folder as the command line prints it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class FileNews:
    """What a look found about one file.

    Args:
        path: where it stands; where it stood, for one that is no longer there.
        state: what is new about it.
        document: id of the document in it.
        before: id of the document that stood there before, for a changed file; else None.
    """

    path: str
    state: State
    document: int
    before: int | None = None
