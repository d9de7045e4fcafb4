"""What an officer does to visits, and the checklist that prepares each: one undoable change a command."""

from __future__ import annotations

import dataclasses
import functools
import secrets
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from evidence_app.changes import Changes
from evidence_app.domain.visit import VISIT_KINDS, Task, Visit, VisitKind
from evidence_app.errors import KnownError, NotFound
from evidence_app.store import improvement as store
from evidence_app.store.database import Database
from evidence_app.store.journal import change

EDITABLE = frozenset({"kind", "start", "topic", "end", "notified", "people", "document", "promised", "note"})
TASK_EDITABLE = frozenset({"what", "who", "due", "done"})

# What is to be prepared, and on which working day: counted from the call that announces the visit ("call", 0 is its
# own day) or back from its first day ("start", -1 is the working day before). The shape of the week before an
# inspection is our summary of the framework and of officers' accounts (PRACTICE notes 2.3); a council changes it.
_LISTS: dict[VisitKind, tuple[tuple[str, str, int], ...]] = {
    "inspection": (
        ("Tell staff, partners and councillors that inspectors are coming", "call", 0),
        (
            "Name an owner each for the lists, the documents, the audits, communications, and rooms and access",
            "call",
            0,
        ),
        ("Send the child-level lists (Annex A)", "call", 2),
        ("Send the first documents: self-evaluation, performance reports, audit programme", "call", 2),
        ("Give inspectors rooms, passes and access to the case system", "call", 3),
        ("Agree the timetable of meetings with the lead inspector", "call", 4),
        ("Audit the cases that inspectors chose, with the council’s own tool", "start", -1),
        ("Export a pack for each judgement area", "start", -1),
        ("Start the log of requests", "call", 0),
    ),
    "monitoring_visit": (
        ("Agree the topic and its lines of enquiry with the lead inspector", "call", 0),
        ("List what the last visit on this topic found and what was promised", "call", 2),
        ("Send the self-evaluation of the topic and its performance report", "start", -5),
        ("Audit a sample of cases on the topic", "start", -5),
        ("Export the monitoring-visit pack: what they said, what we did, what difference it made", "start", -2),
        ("Prepare rooms, access and the timetable", "start", -1),
    ),
    "focused_visit": (
        ("Agree the timetable with the lead inspector", "call", 0),
        ("Send the child-level lists for the topic", "call", 2),
        ("Send audits and performance reports for the topic", "call", 3),
        ("Export the pack for the topic", "start", -1),
    ),
    "board": (
        ("Ask owners how their actions stand", "start", -10),
        ("Check what is said to be done against evidence", "start", -6),
        ("Export the plan and the board pack", "start", -5),
    ),
    "commissioner": (
        ("List what the last review recommended and what was done", "start", -10),
        ("Export the plan and a pack for its lines of enquiry", "start", -5),
    ),
    "annual_meeting": (
        ("Bring the self-evaluation up to date", "start", -15),
        ("Send the self-evaluation to Ofsted", "start", -10),
    ),
    "other": (),
}


def add(database: Database, author: str, visit: Visit, *, checklist: bool = False) -> Changes:
    """Puts a visit in; its id is filled in here.

    Args:
        checklist: whether its preparation is listed too; see checklist_for.

    Raises:
        KnownError: its kind is unknown, or a day is none.
    """
    made = dataclasses.replace(_checked(visit), id="v" + secrets.token_hex(6))
    name = f"add {_named(made)}"
    with change(database, name, author, {"visit": made.id}) as changed:
        store.put(changed, made)
        for task in checklist_for(made) if checklist else ():
            store.put(changed, task)
    return Changes(name=name, improvement=True)


def edit(database: Database, author: str, visit: str, values: Mapping[str, Any]) -> Changes:
    """Alters a visit; days of its checklist that nobody changed move along with its own.

    Args:
        values: new values by field name (see EDITABLE).

    Raises:
        NotFound: there is no such visit.
        KnownError: a field or value that cannot be.
    """
    if unknown := set(values) - EDITABLE:
        raise KnownError(f"A visit has no field called “{min(unknown)}”.")
    before = get(database, visit)
    after = _checked(dataclasses.replace(before, **values))
    was = {task.rank: task.due for task in checklist_for(before)}
    now = {task.rank: task.due for task in checklist_for(after)} if after.kind == before.kind else {}
    name = f"edit {_named(after)}"
    with change(database, name, author, {"visit": visit, "fields": sorted(values)}) as changed:
        store.put(changed, after)
        for task in store.every(database, Task, visit=visit):
            if task.rank in now and task.due == was[task.rank] != now[task.rank]:
                store.put(changed, dataclasses.replace(task, due=now[task.rank]))
    return Changes(name=name, improvement=True)


def remove(database: Database, author: str, visit: str) -> Changes:
    """Takes a visit out, with its checklist; undoable. Its report stays in the library.

    Raises:
        NotFound: there is no such visit.
    """
    gone = get(database, visit)
    name = f"remove {_named(gone)}"
    with change(database, name, author, {"visit": visit}) as changed:
        for task in store.every(database, Task, visit=visit):
            store.remove(changed, Task, task.id)
        store.remove(changed, Visit, visit)
    return Changes(name=name, improvement=True)


def prepare(database: Database, author: str, visit: str) -> Changes:
    """Puts in the lines of a visit's checklist that it does not have yet.

    Raises:
        NotFound: there is no such visit.
    """
    found = get(database, visit)
    there = {task.rank for task in store.every(database, Task, visit=visit)}
    name = f"list what prepares {_named(found)}"
    with change(database, name, author, {"visit": visit}) as changed:
        for task in checklist_for(found):
            if task.rank not in there:
                store.put(changed, task)
    return Changes(name=name, improvement=True)


def put_task(database: Database, author: str, task: Task) -> Changes:
    """Puts in a line of a checklist, new (its id empty) or altered.

    Raises:
        NotFound: there is no such visit.
        KnownError: it says nothing, or its day is none.
    """
    visit = get(database, task.visit)
    if not task.what.strip():
        raise KnownError("A line of a checklist needs words.")
    _day(task.due)
    if not task.id:
        ranks = [one.rank for one in store.every(database, Task, visit=visit.id)]
        task = dataclasses.replace(task, id="t" + secrets.token_hex(6), rank=max([*ranks, 99]) + 1)
    name = f"{'tick off' if task.done else 'set'} ‘{task.what[:40]}’ for {_named(visit)}"
    with change(database, name, author, {"visit": visit.id, "task": task.id}) as changed:
        store.put(changed, task)
    return Changes(name=name, improvement=True)


def remove_tasks(database: Database, author: str, ids: Iterable[str]) -> Changes:
    """Takes lines out of checklists; undoable."""
    gone = list(ids)
    name = f"remove {len(gone)} of a checklist"
    with change(database, name, author, {"tasks": gone}) as changed:
        for one in gone:
            store.remove(changed, Task, one)
    return Changes(name=name, improvement=True)


def get(database: Database, visit: str) -> Visit:
    """One visit.

    Raises:
        NotFound: there is none with this id.
    """
    found = store.get(database, Visit, visit)
    if found is None:
        raise NotFound(f"There is no visit “{visit}”.", "It may have been removed; undo brings it back.")
    return found


def checklist_for(visit: Visit) -> list[Task]:
    """What is to be prepared for a visit of its kind, with days counted in England's working days.

    A line counted from the call has no day while the visit has no day of notification, and no line comes before it.
    """
    tasks = []
    for rank, (what, counted, days) in enumerate(_LISTS[visit.kind], 1):
        since = visit.notified if counted == "call" else visit.start
        due = working_day(date.fromisoformat(since), days).isoformat() if since else ""
        if due and visit.notified:
            due = max(due, visit.notified)
        tasks.append(Task(f"t{visit.id[1:]}-{rank}", visit.id, what, due=due, rank=rank))
    return sorted(tasks, key=lambda task: (task.due or "9999", task.rank))


def working_day(day: date, count: int) -> date:
    """The working day of England so many after (or, where negative, before) a day; for 0, the day or the next one."""
    step = timedelta(days=-1 if count < 0 else 1)
    while not count and not is_working_day(day):
        day += step
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    """Whether it is neither at the weekend nor a bank holiday of England."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


@functools.cache
def _bank_holidays(year: int) -> frozenset[date]:
    # Loaded here: it takes some time, and little that is done with visits needs it.
    import holidays

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def _checked(visit: Visit) -> Visit:
    if visit.kind not in VISIT_KINDS:
        raise KnownError(f"“{visit.kind}” is no kind of visit.", f"Choose one of: {', '.join(VISIT_KINDS)}.")
    if not visit.start:
        raise KnownError("A visit needs its first day.")
    start, end, _ = _day(visit.start), _day(visit.end), _day(visit.notified)
    if start and end and end < start:
        raise KnownError("A visit cannot end before it begins.")
    return visit


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise KnownError(f"“{words}” is not a date.", "Write it as year-month-day, for example 2026-03-31.") from None


def _named(visit: Visit) -> str:
    about = f" on {visit.topic}" if visit.topic else ""
    return f"{visit.kind.replace('_', ' ')}{about} of {visit.start}"
