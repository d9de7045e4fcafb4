"""What copies say differently and somebody has to decide: listed with every version, decided singly or by a rule."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from evidence_app.changes import Changes
from evidence_app.domain.lineage import THERE, Lineage, lineage_from_text
from evidence_app.domain.shapes import BY_TABLE, Shape, row_of
from evidence_app.domain.teamwork import NOUNS, PREFERENCES, Conflict, Version, conflict_id, undecided
from evidence_app.errors import KnownError, NotFound
from evidence_app.store import exchange
from evidence_app.store import lineage as store
from evidence_app.store.capture import bring_up_to_date, note_current
from evidence_app.store.database import Database, now
from evidence_app.store.journal import change
from evidence_app.store.lineage import Kept, Places
from evidence_app.teamwork.rows import changes_for, write_rows

# Letters of a quotation that tell which passage it is.
_MOST = 60
# Where a record says in words what it is, the most telling first.
_TELLING = ("what", "topic", "name", "field", "value", "list", "title", "pseudonym", "date")


def conflicts_of(
    shape: Shape, head: str, line: Lineage, ours: Collection[str], titles: Mapping[str, str], numbers: Mapping[str, int]
) -> Iterator[Conflict]:
    """The conflicts of a record.

    Args:
        head: the id of the lineage in whose row it is shown.
        line: all that is shown in that row.
        ours: marks that were in this copy before the other side's came.
        titles, numbers: of documents, by hash.
    """
    for one in undecided(shape, line):
        versions = line.differing(one, shape.gist.get(one, ()))
        shown = json.dumps(line.there if one == THERE else line.value(one, shape.safer.get(one)), sort_keys=True)
        key = head.partition(" ")[2]
        sha256 = key if shape.table == "documents" else shape.document_of(line) or ""
        page = _page(shape, line)
        yield Conflict(
            id=conflict_id(head, one, versions),
            table=shape.table,
            line=head,
            field=one,
            about=_about(shape, key, line, titles.get(sha256, ""), page),
            versions=tuple(
                Version(mark, value, *line.stamps[mark], mark in ours, json.dumps(value, sort_keys=True) == shown)
                for mark, value in versions.items()
            ),
            document=numbers.get(sha256, 0),
            page=page,
        )


def every(database: Database) -> list[Conflict]:
    """All that has to be decided, in order of table and record."""
    with database.snapshot() as tables:
        if not store.has_lineages(tables):
            return []
        titles, numbers = exchange.titles(tables), store.places(tables).numbers
        found: list[Conflict] = []
        for kept in store.some(tables, "conflicts > 0"):
            line, _, ours = _held(store.members(tables, kept.table, kept.id))
            found += conflicts_of(BY_TABLE[kept.table], kept.id, line, ours, titles, numbers)
    return found


def count(database: Database) -> int:
    """How many fields have to be decided."""
    with database.read() as tables:
        if not store.has_lineages(tables):
            return 0
        return sum(kept.conflicts for kept in store.some(tables, "conflicts > 0"))


def decide(database: Database, author: str, choices: Mapping[str, str]) -> tuple[Changes, list[str]]:
    """Decides conflicts; one change to undo, whatever their number.

    Args:
        choices: for each conflict's id the mark of a version, or "mine", "theirs" or "newer".

    Returns:
        What was changed, and the ids of those a rule could not decide, which stay as they are.

    Raises:
        NotFound: there is no such conflict (any more).
        KnownError: a choice is neither a rule nor a version of its conflict; or none could be decided.
    """
    bring_up_to_date(database)
    known = {one.id: one for one in every(database)}
    for conflict, rule in choices.items():
        if conflict not in known:
            raise NotFound(f"There is no conflict “{conflict}”.", "It may have been decided; list them again.")
        if rule not in PREFERENCES and known[conflict].chosen(rule) is None:
            raise KnownError(f"Conflict {conflict} has no version “{rule}”.", "Choose one of those it lists.")
    versions = {one: known[one].chosen(rule) for one, rule in choices.items()}
    chosen = [(known[one], version) for one, version in versions.items() if version is not None]
    stuck = [one for one, version in versions.items() if version is None]
    if not chosen:
        raise KnownError(
            "None of them could be decided that way, because more than one version is from the same side.",
            "Choose a version of each.",
        )
    name = "decide a conflict" if len(chosen) == 1 else f"decide {len(chosen)} conflicts"
    with database.write():
        with change(database, name, author, {"conflicts": [one.id for one, _ in chosen]}) as made:
            at = store.places(made.tables)
            for one, version in chosen:
                _take(made, at, one, version, author)
        note_current(made.tables, True)
    return changes_for(database, name, made.touched), stuck


def _take(made: Any, at: Places, conflict: Conflict, version: Version, author: str) -> None:
    shape = BY_TABLE[conflict.table]
    kept = store.members(made.tables, shape.table, conflict.line)
    _, lines, _ = _held(kept)
    lines = [
        line.altered(each.id, {conflict.field: version.value}, now(), author)
        for each, line in zip(kept, lines, strict=True)
    ]
    line = lines[0].beside(lines[1:])
    conflicts = len(undecided(shape, line))
    for number, (each, state) in enumerate(zip(kept, lines, strict=True)):
        shown = conflict.line if line.there else ""
        store.put_state(made, each, state.to_text(), shown, conflicts if number == 0 else 0)
    key = conflict.line.partition(" ")[2]
    if not line.there:
        write_rows(made, [], [(shape, key)], at)
        return
    usual = store.usual(made.tables, shape)
    row = row_of(shape, line, usual, at.numbers, store.joined(made.tables))
    columns = shape.groups.get(conflict.field, (conflict.field,))
    row = {column: value for column, value in row.items() if column in columns}
    if row:
        write_rows(made, [(shape, key, row)], [], at)


def _held(kept: Sequence[Kept]) -> tuple[Lineage, list[Lineage], set[str]]:
    lines = [lineage_from_text(each.state) for each in kept]
    ours = {mark for each in kept for mark in json.loads(each.ours)}
    return lines[0].beside(lines[1:]), lines, ours


def _page(shape: Shape, line: Lineage) -> int:
    value = line.value(shape.stands_on, earliest=shape.stands_on in shape.silent) if shape.stands_on else None
    return int(value.get("page", 0)) if isinstance(value, dict) else 0


def _about(shape: Shape, key: str, line: Lineage, title: str, page: int) -> str:
    if title:
        passage = line.value("passage") or {}
        words = str(passage.get("quote", "")) if shape.table == "evidence" else ""
        words = f": “{words if len(words) <= _MOST else words[:_MOST].rstrip() + '…'}”" if words else ""
        return (f"{title}, p. {page}" if page else title) + words
    for one in _TELLING:
        value = line.value(one, earliest=one in shape.silent)
        if isinstance(value, str) and value:
            return value
    return key if shape.table in ("framework_files", "meta") else NOUNS[shape.table][0]
