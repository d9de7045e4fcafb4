"""What was done in this copy since its lineages were last brought up to date, found by comparing rows with them.

Nothing has to be noted while officers work: whatever changed a row, an edit, an undo or an import, it differs from what
its lineage says. What is found depends on the file alone, so a copy of the file finds the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from sqlite_utils import Database as Tables

from evidence_app.domain.lineage import THERE, Lineage, lineage_from_text
from evidence_app.domain.shapes import SHAPES, Shape, changes_of, fields_of, row_of
from evidence_app.domain.teamwork import own_pseudonym, undecided
from evidence_app.store import lineage as store
from evidence_app.store.database import Database
from evidence_app.store.lineage import Kept, Live, Places


@dataclass(slots=True)
class Pending:
    """What has to be stored so that lineages say what rows say.

    Args:
        lines: new and altered lineages.
        digests: of rows that agree with their lineages though they were touched, by lineage.
    """

    lines: list[Kept] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)


def bring_up_to_date(database: Database) -> None:
    """Takes what was done since the last time into the lineages; where nothing was done, only two numbers are read."""
    with database.read() as tables:
        if not store.has_lineages(tables) or is_current(tables):
            return
    with database.write() as tables:
        write(tables)


def is_current(tables: Tables) -> bool:
    """Whether nothing was done since lineages were last brought up to date."""
    return store.setting(tables, "teamwork.moment") == store.moment(tables)


def write(tables: Tables) -> None:
    """Stores what is pending. Call inside a write block."""
    found = pending(tables)
    store.keep(tables, found.lines)
    store.note_seen(tables, found.digests)
    note_current(tables, bool(found.lines))


def note_current(tables: Tables, news: bool) -> None:
    """Notes that lineages say what rows say, and a new round where that is news. Call inside a write block."""
    store.set_setting(tables, "teamwork.entry", str(store.last_entry(tables)))
    store.set_setting(tables, "teamwork.moment", store.moment(tables))
    if news:
        store.set_setting(tables, "teamwork.round", str(this_round(tables) + 1))


def this_round(tables: Tables) -> int:
    """The number of the last round of changes that lineages took in; 0 before the first."""
    return int(store.setting(tables, "teamwork.round") or 0)


def pending(tables: Tables) -> Pending:
    """What was done since lineages were last brought up to date. Nothing is written."""
    found = Pending()
    look = _Look(tables)
    for shape in SHAPES:
        look.at(shape, found)
    return found


def current_states(tables: Tables) -> dict[str, str]:
    """Every lineage's state as it would be if it were brought up to date now."""
    found = store.states(tables)
    if not is_current(tables):
        found.update({one.id: one.state for one in pending(tables).lines})
    return found


class _Look:
    """One look at all shared rows."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._at: Places = store.places(tables)
        self._last = store.last_act(tables)
        self._changed = store.last_changes(tables, int(store.setting(tables, "teamwork.entry") or 0))
        self._round = this_round(tables) + 1
        self._secret = store.setting(tables, "teamwork.secret")

    @cached_property
    def _joined(self) -> dict[str, str]:
        return store.joined(self._tables)

    def at(self, shape: Shape, found: Pending) -> None:
        """Compares the rows of one table."""
        usual = store.usual(self._tables, shape)
        if not usual:
            return
        known, before = store.standing(self._tables, shape.table)
        for one in store.live(self._tables, shape, self._at):
            if before.pop(one.id, None) != one.seen:
                self._compare(shape, usual, one, one.id in known, found)
        if not shape.lasting:
            for head in before:
                found.lines += self._gone(shape, head)

    def _compare(self, shape: Shape, usual: Mapping[str, Any], one: Live, known: bool, found: Pending) -> None:
        kept = store.members(self._tables, shape.table, one.id) if known else []
        kept = kept or (store.some(self._tables, "id = ?", [one.id]) if known else [])
        kept = kept or [Kept(one.id, shape.table, one.key, "", added=self._round)]
        lines = [lineage_from_text(each.state) if each.state else Lineage() for each in kept]
        line = lines[0].beside(lines[1:])
        row = store.shared_row(shape, one.row, self._at)
        if shape.table == "redaction_subjects":
            row["pseudonym"] = own_pseudonym(self._secret, one.key, line.value("pseudonym"), row["pseudonym"])
        after = fields_of(shape, row, usual)
        shown = row_of(shape, line, usual, self._at.numbers, self._joined)
        said = changes_of(shape, fields_of(shape, shown, usual), after)
        # What is taken out of a list of evidence is taken out under each id it is joined from.
        said |= {
            f"{column}/{each}": False
            for column in shape.evidence_sets
            for each, head in self._joined.items()
            if said.get(f"{column}/{head}") is False
        }
        if not said and line.there:
            found.digests[one.id] = one.seen
            return
        if "pseudonym" in said and row["kind"] == "name":
            said[f"given/{row['pseudonym']}"] = True
        changed = self._changed.get(
            (shape.table, json.dumps(one.row["id" if shape.table == "documents" else shape.key]))
        )
        altered = self._altered(shape, kept, lines, said, changed or self._last)
        found.lines += [replace(each, shown=one.id, seen=one.seen if each.id == one.id else "") for each in altered]

    def _gone(self, shape: Shape, head: str) -> list[Kept]:
        kept = store.members(self._tables, shape.table, head)
        key = store.local_key(shape, kept[0].key, self._at)
        changed = self._changed.get((shape.table, json.dumps(key))) or self._last
        lines = [lineage_from_text(each.state) for each in kept]
        altered = self._altered(shape, kept, lines, {THERE: False}, changed)
        return [replace(each, shown="", seen="", conflicts=0) for each in altered]

    def _altered(
        self, shape: Shape, kept: list[Kept], lines: list[Lineage], said: dict[str, Any], changed: tuple[str, str]
    ) -> list[Kept]:
        """The lineages with what was said of their row; it is said of each that the row shows."""
        altered = [line.altered(each.id, said, *changed) for each, line in zip(kept, lines, strict=True)]
        conflicts = len(undecided(shape, altered[0].beside(altered[1:])))
        return [
            replace(
                each,
                state=line.to_text(),
                changed=self._round,
                source="",
                conflicts=conflicts if number == 0 else 0,
            )
            for number, (each, line) in enumerate(zip(kept, altered, strict=True))
        ]
