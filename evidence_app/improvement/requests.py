"""What an officer does to the log of requests. Each command is one undoable change."""

from __future__ import annotations

import dataclasses
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from evidence_app.changes import Changes
from evidence_app.domain.dates import due_date
from evidence_app.domain.request import Request
from evidence_app.errors import KnownError, NotFound
from evidence_app.store import improvement as store
from evidence_app.store.database import Database
from evidence_app.store.journal import change

EDITABLE = frozenset(
    {
        *("what", "asked_by", "asked", "due", "answers", "documents", "evidence", "pack", "version", "sent"),
        *("visit", "note"),
    }
)
HEADINGS = (
    "No.", "What was asked for", "Asked by", "Asked", "Due", "Answers", "State", "Sent", "Version", "Documents",
    "Evidence", "Pack", "Note",
)  # fmt: skip
_CLOCK = re.compile(r"\b([01]?\d|2[0-3])[:.]([0-5]\d)\b|\b(1[0-2]|[1-9]) ?([ap])\.?m\b", re.IGNORECASE)


def add(database: Database, author: str, request: Request) -> Changes:
    """Puts a request into the log under the next number; its id and number are filled in here.

    Raises:
        KnownError: it says not what was asked for, or a time is none.
    """
    number = max((one.number for one in store.every(database, Request)), default=0) + 1
    made = _settled(dataclasses.replace(request, id="r" + secrets.token_hex(6), number=number))
    name = f"add request {number}"
    with change(database, name, author, {"request": made.id, "number": number}) as changed:
        store.put(changed, made)
    return Changes(name=name, improvement=True)


def edit(database: Database, author: str, ids: Iterable[str], values: Mapping[str, Any]) -> Changes:
    """Alters requests: one change to undo.

    Args:
        values: new values by field name (see EDITABLE).

    Raises:
        NotFound: an id is unknown.
        KnownError: a field or value that cannot be.
    """
    if unknown := set(values) - EDITABLE:
        raise KnownError(f"A request has no field called “{min(unknown)}”.")
    after = [_settled(dataclasses.replace(get(database, one), **values)) for one in ids]
    verb = "answer" if values.get("sent") else "edit"
    name = f"{verb} request {after[0].number}" if len(after) == 1 else f"{verb} {len(after)} requests"
    with change(database, name, author, {"requests": [one.id for one in after], "fields": sorted(values)}) as changed:
        for one in after:
            store.put(changed, one)
    return Changes(name=name, improvement=True)


def remove(database: Database, author: str, ids: Iterable[str]) -> Changes:
    """Takes requests out of the log; undoable. The numbers of the others stay.

    Raises:
        NotFound: an id is unknown.
    """
    gone = [get(database, one) for one in ids]
    name = f"remove request {gone[0].number}" if len(gone) == 1 else f"remove {len(gone)} requests"
    with change(database, name, author, {"requests": [one.id for one in gone]}) as changed:
        for one in gone:
            store.remove(changed, Request, one.id)
    return Changes(name=name, improvement=True)


def get(database: Database, request: str) -> Request:
    """One request.

    Raises:
        NotFound: there is none with this id.
    """
    found = store.get(database, Request, request)
    if found is None:
        raise NotFound(f"There is no request “{request}” in the log.", "It may have been removed; undo brings it back.")
    return found


def in_order(requests: Iterable[Request], moment: str) -> list[Request]:
    """Overdue ones first, then open ones by when they are due, then those that were sent, the latest first.

    Args:
        moment: now, as local ISO time.
    """
    rank = {"overdue": 0, "open": 1, "sent": 2}
    ordered = sorted(requests, key=lambda one: one.sent, reverse=True)
    return sorted(
        ordered,
        key=lambda one: (
            rank[one.state(moment)],
            "" if one.sent else one.due or "9999",
            one.number if not one.sent else 0,
        ),
    )


def table(requests: Sequence[Request], titles: Mapping[int, str], moment: str) -> list[list[str]]:
    """The log as rows, headings first.

    Args:
        titles: of documents, by id.
    """
    rows = [list(HEADINGS)]
    for one in requests:
        documents = "; ".join(titles.get(each, str(each)) for each in one.documents)
        words = [str(one.number), one.what, one.asked_by, one.asked, one.due, one.answers, one.state(moment), one.sent]
        rows.append([*words, one.version, documents, "; ".join(one.evidence), one.pack, one.note])
    return rows


def moment_of(words: str) -> str:
    """A day, or a day and a time, as ISO ("2026-11-24T14:30"); empty for empty words.

    Raises:
        KnownError: there is no day in them.
    """
    if not words.strip():
        return ""
    day = due_date(words)
    if not day:
        raise KnownError(f"“{words}” is not a day or time.", "Write it like 24/11/2026 14:30 or 2026-11-24T14:30.")
    rest = words.split("T", 1)[1] if re.match(r"\d{4}-\d\d-\d\dT", words) else words
    clock = _CLOCK.search(re.sub(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}", " ", rest))
    if clock is None:
        return day
    if clock[4]:
        hour = int(clock[3]) % 12 + (12 if clock[4].lower() == "p" else 0)
        return f"{day}T{hour:02}:00"
    return f"{day}T{int(clock[1]):02}:{clock[2]}"


def _settled(request: Request) -> Request:
    if not request.what.strip():
        raise KnownError("A request needs words that say what was asked for.")
    return dataclasses.replace(
        request, asked=moment_of(request.asked), due=moment_of(request.due), sent=moment_of(request.sent)
    )
