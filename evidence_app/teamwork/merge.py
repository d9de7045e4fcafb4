"""A colleague's work brought in: one change to undo, or a look at what it would be."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from evidence_app.changes import Changes
from evidence_app.domain.shapes import SHAPES
from evidence_app.domain.teamwork import MergeReport, Prefer
from evidence_app.errors import ReadOnly
from evidence_app.progress import Progress, Steps
from evidence_app.store import capture, exchange
from evidence_app.store import lineage as store
from evidence_app.store.database import Database, now
from evidence_app.store.journal import Change, change
from evidence_app.teamwork import other as others
from evidence_app.teamwork.other import Other
from evidence_app.teamwork.plan import Plan, plan
from evidence_app.teamwork.rows import changes_for, write_rows

_BATCH = 500  # rows written between two tellings of progress


@dataclass(frozen=True, slots=True)
class Source:
    """A colleague's file, and how it is to be brought in.

    Args:
        path, passphrase: the file.
        partner: whose it is; empty to go by the file.
        prefer: what decides the conflicts it brings; None to leave them to the officer.
    """

    path: Path
    passphrase: str
    partner: str = ""
    prefer: Prefer | None = None


def merge(
    database: Database, author: str, source: Source, same: Callable[[str, str], bool]
) -> Steps[tuple[MergeReport, Changes]]:
    """Brings a colleague's work in. Closing takes back what was written so far.

    Args:
        same: whether two names mean the same authority.

    Raises:
        ReadOnly: this workspace is open for reading only.
        KnownError: the file is refused (see teamwork.other).
    """
    if database.read_only:
        raise ReadOnly
    began = time.monotonic()
    with others.opened(database, author, source.path, source.passphrase, source.partner, same) as other:
        while True:
            capture.bring_up_to_date(database)
            with database.snapshot() as tables:
                made = yield from plan(tables, other, source.prefer, now(), author)
                moment = store.moment(tables)
            with database.write() as tables:
                # What was done in the window meanwhile has to be looked at too.
                if store.moment(tables) == moment:
                    changes = yield from _write(database, author, other, made)
                    break
    return _report(made, other, began), changes


def preview(database: Database, author: str, source: Source, same: Callable[[str, str], bool]) -> Steps[MergeReport]:
    """What bringing a colleague's work in would do. Nothing is written.

    Raises:
        KnownError: the file is refused (see teamwork.other).
    """
    began = time.monotonic()
    with (
        others.opened(database, author, source.path, source.passphrase, source.partner, same) as other,
        database.snapshot() as tables,
    ):
        made = yield from plan(tables, other, source.prefer, now(), author)
    return _report(made, other, began)


def _write(database: Database, author: str, other: Other, made: Plan) -> Steps[Changes]:
    name = f"bring in the work of {other.partner}"
    if not (made.documents or made.lines or made.puts or made.removes):
        _note_exchange(database, other, made)
        return Changes(name=name)
    counts = {"added": made.added, "updated": made.updated, "removed": made.removed}
    detail = {**{word: dict(number) for word, number in counts.items()}, "conflicts": len(made.conflicts)}
    detail |= {"renamed": [list(pair) for pair in made.renamed], "from": other.partner}
    with change(database, name, author, detail) as changed:
        yield from _write_all(changed, other, made)
    _note_exchange(database, other, made)
    with database.write() as tables:
        store.note_seen(tables, capture.pending(tables).digests)
        capture.note_current(tables, True)
    return changes_for(database, name, changed.touched)


def _write_all(changed: Change, other: Other, made: Plan) -> Steps[None]:
    tables = changed.tables
    if made.secret != store.setting(tables, "teamwork.secret"):
        changed.put("meta", {"key": "teamwork.secret", "value": made.secret})
    for number, sha256 in enumerate(made.documents):
        yield Progress("Taking documents over", number, len(made.documents))
        exchange.bring(changed, other.tables, sha256)
    exchange.link_versions(tables, other.tables, frozenset(made.documents))
    at = store.places(tables)
    total = len(made.puts)
    write_rows(changed, [], made.removes, at)
    # In order of the tables: evidence needs its document, a redaction its subject.
    puts = sorted(made.puts, key=lambda one: SHAPES.index(one[0]))
    for start in range(0, total, _BATCH):
        yield Progress("Writing", start, total)
        write_rows(changed, puts[start : start + _BATCH], [], at)
    for start in range(0, len(made.lines), _BATCH):
        yield Progress("Keeping what became of each record", start, len(made.lines))
        store.put_all(changed, made.lines[start : start + _BATCH])
    if other.exchange:
        row = {"id": other.exchange, "partner": other.partner, "received": 1, "round": 0, "at": now()}
        if not exchange.was_received(tables, other.exchange):
            changed.put("exchanges", row)


def _note_exchange(database: Database, other: Other, made: Plan) -> None:
    """Remembers what the colleague has: of a whole copy, all that it says too; of a hand-over, what it says of that."""
    with database.write() as tables:
        number = other.has
        if other.whole:
            number = capture.this_round(tables)
            exchange.lacking(tables, made.lacking, number + 1)
        exchange.know(tables, other.partner, number, other.number)


def _report(made: Plan, other: Other, began: float) -> MergeReport:
    return MergeReport(
        added=dict(made.added),
        updated=dict(made.updated),
        removed=dict(made.removed),
        joined=made.joined,
        renamed=tuple(made.renamed),
        renumbered=tuple(made.renumbered),
        left_out=len(made.left_out),
        conflicts=tuple(made.conflicts),
        decided=made.decided,
        warnings=other.warnings,
        partner=other.partner,
        seconds=round(time.monotonic() - began, 3),
    )
