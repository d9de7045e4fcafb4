"""What an officer does to measures and their values. Each command is one undoable change."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evidence_app.changes import Changes
from evidence_app.domain.dates import due_date
from evidence_app.domain.measure import Figure, Measure, Value
from evidence_app.domain.plan import Misread
from evidence_app.errors import KnownError, NotFound
from evidence_app.improvement.figures import figures
from evidence_app.store import improvement as store
from evidence_app.store.database import Database
from evidence_app.store.journal import change

EDITABLE = frozenset({"name", "unit", "team", "low", "high", "range_reason", "area"})
# Headings of a sheet of values, in lower case.
_COLUMNS = {
    "measure": ("measure", "indicator", "name", "what"),
    "team": ("team", "service", "locality"),
    "date": ("date", "month", "as at", "period"),
    "value": ("value", "figure", "result", "actual", "performance"),
    "unit": ("unit", "units"),
    "note": ("note", "notes", "comment", "source"),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """Values read from a sheet: (name, unit, team, value, its measure still empty), and what was not understood."""

    values: tuple[tuple[str, str, str, Value], ...]
    misread: tuple[Misread, ...]
    rows: int


def add(database: Database, author: str, measure: Measure) -> Changes:
    """Puts a measure in; its id is filled in here.

    Raises:
        KnownError: it has no name, its range is upside down, or there is one of this name for this team.
    """
    made = _checked(dataclasses.replace(measure, id="m" + secrets.token_hex(6)))
    if any((one.name, one.team) == (made.name, made.team) for one in store.every(database, Measure)):
        raise KnownError(f"There is a measure “{made.named}” already.", "Add values to it, or choose another name.")
    name = f"add measure “{made.named}”"
    with change(database, name, author, {"measure": made.id}) as changed:
        store.put(changed, made)
    return Changes(name=name, improvement=True)


def edit(database: Database, author: str, measure: str, values: Mapping[str, Any]) -> Changes:
    """Alters a measure, such as the range the team set.

    Args:
        values: new values by field name (see EDITABLE).

    Raises:
        NotFound: there is no such measure.
        KnownError: a field or value that cannot be.
    """
    if unknown := set(values) - EDITABLE:
        raise KnownError(f"A measure has no field called “{min(unknown)}”.")
    after = _checked(dataclasses.replace(get(database, measure), **values))
    name = f"{'set the range of' if {'low', 'high'} & set(values) else 'edit'} measure “{after.named}”"
    with change(database, name, author, {"measure": measure, "fields": sorted(values)}) as changed:
        store.put(changed, after)
    return Changes(name=name, improvement=True)


def remove(database: Database, author: str, measure: str) -> Changes:
    """Takes a measure out, with its values; undoable.

    Raises:
        NotFound: there is no such measure.
    """
    gone = get(database, measure)
    name = f"remove measure “{gone.named}”"
    with change(database, name, author, {"measure": measure}) as changed:
        for value in store.every(database, Value, measure=measure):
            store.remove(changed, Value, value.id)
        store.remove(changed, Measure, measure)
    return Changes(name=name, improvement=True)


def put_values(database: Database, author: str, values: Sequence[Value]) -> Changes:
    """Puts values in, new (their id empty) or altered: one change to undo.

    Raises:
        NotFound: a measure is unknown.
        KnownError: a value has no day, or its ends are upside down.
    """
    named = {one.measure: get(database, one.measure) for one in values}
    made = [dataclasses.replace(_settled(one), id=one.id or "w" + secrets.token_hex(6)) for one in values]
    what = f"a value of “{named[made[0].measure].named}”" if len(made) == 1 else f"{len(made)} values"
    name = f"set {what}"
    with change(database, name, author, {"values": [one.id for one in made]}) as changed:
        for one in made:
            store.put(changed, one)
    return Changes(name=name, improvement=True)


def remove_values(database: Database, author: str, ids: Iterable[str]) -> Changes:
    """Takes values out; undoable."""
    gone = list(ids)
    name = "remove a value" if len(gone) == 1 else f"remove {len(gone)} values"
    with change(database, name, author, {"values": gone}) as changed:
        for one in gone:
            store.remove(changed, Value, one)
    return Changes(name=name, improvement=True)


def value_told(measure: str, date: str, words: str, note: str = "") -> Value:
    """A value as a person writes it down; it is not put in yet.

    Args:
        date: the day it speaks of; a month alone stands for its last day.
        words: "14 to 15", "20 or more", "83%".

    Raises:
        KnownError: the words give no figure, or the date no day.
    """
    figure = figure_of(words)
    if figure is None:
        raise KnownError(f"“{words}” is not a figure.", "Write it like 12.5, 83%, “14 to 15” or “20 or more”.")
    made = Value("", measure, date, figure.low, figure.high, figure.comparison, figure.quantifier, note=note)
    return _settled(made)


def import_values(database: Database, author: str, sheet: Sheet) -> Changes:
    """Puts the values of a sheet in, with the measures that are not there yet: one change to undo.

    Raises:
        KnownError: a value has no day, or its ends are upside down.
    """
    known = {(one.name.casefold(), one.team.casefold()): one for one in store.every(database, Measure)}
    name = f"import {len(sheet.values)} values"
    with change(database, name, author, {"values": len(sheet.values)}) as changed:
        for measured, unit, team, value in sheet.values:
            key = measured.casefold(), team.casefold()
            if key not in known:
                known[key] = Measure("m" + secrets.token_hex(6), measured, unit, team)
                store.put(changed, known[key])
            made = dataclasses.replace(_settled(value), id="w" + secrets.token_hex(6), measure=known[key].id)
            store.put(changed, made)
    return Changes(name=name, improvement=True)


def read_values(rows: Sequence[Sequence[str]]) -> Sheet:
    """Reads a sheet with a row for each value, under headings such as Measure, Team, Date, Value, Unit, Note.

    Raises:
        KnownError: it has no headings for measure, date and value.
    """
    for at, row in enumerate(rows[:15]):
        plain = [" ".join(cell.casefold().split()).strip(" :") for cell in row]
        columns = {
            field: next((place for place, cell in enumerate(plain) if cell in names), -1)
            for field, names in _COLUMNS.items()
        }
        if min(columns[field] for field in ("measure", "date", "value")) >= 0:
            return _values(rows, at + 1, columns)
    raise KnownError(
        "This sheet has no headings for measure, date and value.", "Name its columns Measure, Date and Value."
    )


def get(database: Database, measure: str) -> Measure:
    """One measure.

    Raises:
        NotFound: there is none with this id.
    """
    found = store.get(database, Measure, measure)
    if found is None:
        raise NotFound(f"There is no measure “{measure}”.", "It may have been removed; undo brings it back.")
    return found


def figure_of(words: str) -> Figure | None:
    """The figure that words in a cell give ("14 to 15", "20 or more", "83%", "12.5"); None where they give none."""
    for told in (words, f"{words} units"):
        found = figures(told)
        if len(found) == 1:
            return dataclasses.replace(found[0], unit="" if found[0].unit == "units" else found[0].unit)
    return None


def _values(rows: Sequence[Sequence[str]], first: int, columns: Mapping[str, int]) -> Sheet:
    values: list[tuple[str, str, str, Value]] = []
    misread: list[Misread] = []
    count = 0
    for number, row in enumerate(rows[first:], first + 1):
        cells = {field: row[at].strip() if 0 <= at < len(row) else "" for field, at in columns.items()}
        if not any(cells.values()):
            continue
        count += 1
        day, figure = due_date(cells["date"]), figure_of(cells["value"])
        if not cells["measure"] or not day or figure is None:
            field = "measure" if not cells["measure"] else "date" if not day else "value"
            reason = {"measure": "It names no measure.", "date": "It is no day.", "value": "It is no figure."}[field]
            misread.append(Misread(number, rows[first - 1][columns[field]], cells[field], reason))
            continue
        value = Value("", "", day, figure.low, figure.high, figure.comparison, figure.quantifier, note=cells["note"])
        values.append((cells["measure"], cells["unit"] or figure.unit, cells["team"], value))
    return Sheet(tuple(values), tuple(misread), count)


def _checked(measure: Measure) -> Measure:
    if not measure.name.strip():
        raise KnownError("A measure needs a name.")
    if measure.low is not None and measure.high is not None and measure.low > measure.high:
        raise KnownError("The lower end of the range is above its upper end.")
    return measure


def _settled(value: Value) -> Value:
    day = due_date(value.date)
    if not day:
        raise KnownError(f"“{value.date}” is not a date.", "Write it as year-month-day, for example 2026-03-31.")
    if value.low > value.high:
        raise KnownError("The lower end of the value is above its upper end.")
    return dataclasses.replace(value, date=day)
