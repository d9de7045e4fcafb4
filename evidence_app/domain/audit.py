"""The audit log: what is asked of it, and how its lines are chained, so that anybody can prove it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# The hash before the first line.
GENESIS = "0" * 64
# What a line says after its words were wiped; its hash stays, so that the chain goes on.
WIPED = "(wiped)"
# Acts whose lines tell, in their detail, which earlier lines were wiped, and which were lost with a damaged file.
WIPE, SALVAGE = "wipe documents", "salvage"


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which lines are wanted. Empty values let everything pass.

    Args:
        text: words that stand in what was done or in its detail.
        verb: the first word of what was done, e.g. "tag", "undo".
        author: who did it.
        since, until: ISO dates (UTC), both included.
    """

    text: str = ""
    verb: str = ""
    author: str = ""
    since: str = ""
    until: str = ""


def link(previous: str, line: Mapping[str, str]) -> str:
    """The hash of a line: SHA-256 over the hash before it and the line as JSON, its keys in order, in UTF-8.

    Args:
        line: "at", "author", "action" and "detail", each as words.
    """
    words = {key: line[key] for key in ("at", "author", "action", "detail")}
    return hashlib.sha256((previous + json.dumps(words, sort_keys=True)).encode("utf-8")).hexdigest()


def broken_at(lines: Iterable[Mapping[str, Any]]) -> int | None:
    """The number of the first line that does not follow from the one before; None where the chain holds.

    Lines that were wiped keep their hash, and lines that were lost with a damaged file leave a gap; both count as
    sound only where a later line tells of them.

    Args:
        lines: "id", "at", "author", "action", "detail" (as words), "previous" and "hash" of each, in order.
    """
    rows = list(lines)
    wiped, lost = _told(rows)
    previous, expected = GENESIS, 1
    for row in rows:
        number = int(row["id"])
        if number != expected:
            if (expected, number - 1) not in lost:
                return number
            previous = row["previous"]
        sound = row["hash"] == link(previous, row) or (row["action"] == WIPED and number in wiped)
        if row["previous"] != previous or not sound:
            return number
        previous, expected = row["hash"], number + 1
    return None


def _told(rows: Iterable[Mapping[str, Any]]) -> tuple[set[int], set[tuple[int, int]]]:
    wiped: set[int] = set()
    lost: set[tuple[int, int]] = set()
    for row in rows:
        if row["action"] == WIPE:
            wiped.update(number for number in json.loads(row["detail"]).get("lines", []) if number < row["id"])
        elif row["action"] == SALVAGE:
            lost.update((first, last) for first, last in json.loads(row["detail"]).get("gaps", []) if last < row["id"])
    return wiped, lost
