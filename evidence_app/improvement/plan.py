"""What an officer does to the improvement plan. Each command is one undoable change."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from evidence_app.changes import Changes
from evidence_app.domain.dates import due_date
from evidence_app.domain.inspection import ImprovementPoint
from evidence_app.domain.plan import PLAN_STATUS_LABELS, PLAN_STATUSES, RAGS, Action, Standing
from evidence_app.errors import KnownError, NotFound
from evidence_app.store import improvement as store
from evidence_app.store.database import Database, now
from evidence_app.store.journal import Change, change

EDITABLE = frozenset(
    {
        *("what", "number", "who", "how", "when", "success", "status", "status_words", "rag", "rag_reason"),
        *("outcomes", "area", "theme"),
    }
)
# Fields whose changes the history of an action tells.
_STANDING = ("status", "rag", "rag_reason")

Shows = Literal["process", "impact"]


def add(database: Database, author: str, actions: Sequence[Action]) -> Changes:
    """Puts actions into the plan: one change to undo. Their id, due, author and created are filled in here.

    Raises:
        KnownError: an action says not what is to be done, or has an unknown status or colour.
    """
    at = now()
    made = [dataclasses.replace(_settled(one), id=_new_id("a"), author=author, created=at) for one in actions]
    name = f"add action “{_short(made[0].what)}”" if len(made) == 1 else f"add {len(made)} actions to the plan"
    with change(database, name, author, {"actions": [one.id for one in made]}) as changed:
        for one in made:
            store.put(changed, one)
            _note(changed, one, author, at)
    return Changes(name=name, improvement=True)


def edit(database: Database, author: str, ids: Iterable[str], values: Mapping[str, Any]) -> Changes:
    """Alters actions: one change to undo. What their status, colour and reason became is kept as history.

    Args:
        values: new values by field name (see EDITABLE).

    Raises:
        NotFound: an id is unknown.
        KnownError: a field or value that cannot be.
    """
    if unknown := set(values) - EDITABLE:
        raise KnownError(f"An action has no field called “{min(unknown)}”.")
    before = [get(database, one) for one in ids]
    after = [_settled(dataclasses.replace(one, **values)) for one in before]
    name = _edited(after, values)
    with change(database, name, author, {"actions": [one.id for one in after], "fields": sorted(values)}) as changed:
        for old, new in zip(before, after, strict=True):
            store.put(changed, new)
            if any(getattr(old, field) != getattr(new, field) for field in _STANDING):
                _note(changed, new, author, now())
    return Changes(name=name, improvement=True)


def remove(database: Database, author: str, ids: Iterable[str]) -> Changes:
    """Takes actions out of the plan, with their history; undoable.

    Raises:
        NotFound: an id is unknown.
    """
    gone = [get(database, one) for one in ids]
    name = f"remove action “{_short(gone[0].what)}”" if len(gone) == 1 else f"remove {len(gone)} actions"
    with change(database, name, author, {"actions": [one.id for one in gone]}) as changed:
        for one in gone:
            for standing in store.every(database, Standing, action=one.id):
                store.remove(changed, Standing, standing.id)
            store.remove(changed, Action, one.id)
    return Changes(name=name, improvement=True)


def link(
    database: Database, author: str, action: str, evidence: Iterable[str], shows: Shows, *, linked: bool = True
) -> Changes:
    """Links evidence to an action as showing that the work was done (process) or what it changed (impact).

    Args:
        linked: False takes the link off.

    Raises:
        NotFound: the action is unknown.
    """
    found = get(database, action)
    items = list(evidence)
    kept = [one for one in (found.process if shows == "process" else found.impact) if one not in items]
    links = tuple([*kept, *items] if linked else kept)
    after = (
        dataclasses.replace(found, process=links) if shows == "process" else dataclasses.replace(found, impact=links)
    )
    name = f"{'link evidence to' if linked else 'unlink evidence from'} action “{_short(found.what)}”"
    with change(database, name, author, {"action": action, "evidence": items, "shows": shows}) as changed:
        store.put(changed, after)
    return Changes(name=name, improvement=True)


def get(database: Database, action: str) -> Action:
    """One action.

    Raises:
        NotFound: there is none with this id.
    """
    found = store.get(database, Action, action)
    if found is None:
        raise NotFound(f"There is no action “{action}” in the plan.", "It may have been removed; undo brings it back.")
    return found


def offered(
    actions: Sequence[Action], document: int, points: Sequence[ImprovementPoint], areas: Sequence[str]
) -> list[Action]:
    """Actions that a report's improvement list asks for and the plan does not have yet.

    Args:
        actions: the plan.
        document: the report.
        points: what it says must improve.
        areas: the judgement area proposed for each point; empty where none.
    """
    answered = {one.source_text for one in actions if one.source == document}
    return [
        Action(
            id="",
            what=point.text,
            number=str(at),
            area=area,
            source=document,
            source_page=point.page,
            source_text=point.text,
        )
        for at, (point, area) in enumerate(zip(points, areas, strict=True), 1)
        if point.text not in answered
    ]


def _settled(action: Action) -> Action:
    """The action with its day worked out.

    Raises:
        KnownError: it says not what is to be done, or has an unknown status or colour.
    """
    if not action.what.strip():
        raise KnownError("An action needs words that say what is to be done.")
    if action.status not in PLAN_STATUSES:
        raise KnownError(f"“{action.status}” is not a status.", f"Choose one of: {', '.join(PLAN_STATUSES)}.")
    if action.rag and action.rag not in RAGS:
        raise KnownError(f"“{action.rag}” is not a colour of the plan.", f"Choose one of: {', '.join(RAGS)}.")
    if len(action.outcomes) != 4:
        raise KnownError("An action has an outcome for each of four quarters.")
    if action.status == "evidenced" and not action.impact:
        raise KnownError(
            "Nothing linked to this action shows a difference for children yet.",
            "Link evidence of impact first, or choose “Done and verified”.",
        )
    return dataclasses.replace(action, due=due_date(action.when))


def _note(changed: Change, action: Action, author: str, at: str) -> None:
    store.put(changed, Standing(_new_id("s"), action.id, at, author, action.status, action.rag, action.rag_reason))


def _edited(actions: Sequence[Action], values: Mapping[str, Any]) -> str:
    what = f"action “{_short(actions[0].what)}”" if len(actions) == 1 else f"{len(actions)} actions"
    if set(values) == {"status"}:
        return f"set {what} to ‘{PLAN_STATUS_LABELS[str(values['status'])].lower()}’"
    return f"edit {what}"


def _short(words: str) -> str:
    return words if len(words) <= 40 else words[:39].rsplit(" ", 1)[0] + "…"


def _new_id(letter: str) -> str:
    return letter + secrets.token_hex(6)
