"""What an officer does to evidence. Each command is one undoable change, in one transaction with its journal row."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from evidence_app.changes import Changes
from evidence_app.domain.evidence import BASES, FINDING_LABELS, FINDINGS, STATUSES, Evidence
from evidence_app.domain.framework import Framework
from evidence_app.errors import KnownError, NotFound
from evidence_app.store import evidence as store
from evidence_app.store.database import Database, now
from evidence_app.store.journal import change

EDITABLE = frozenset(
    {
        *("areas", "themes", "finding", "impact", "note", "date", "status", "passage"),
        *("basis", "person", "embargo_until", "confidential"),
    }
)


def add(database: Database, framework: Framework, author: str, item: Evidence) -> Changes:
    """Tags a passage.

    Args:
        item: what to tag and how; its id, author and created are filled in here.

    Raises:
        KnownError: no area, or an area, theme, finding or status the framework does not know.
    """
    check(framework, item)
    item = dataclasses.replace(item, id=new_id(), author=author, created=now())
    detail = {"evidence": item.id, "document": item.passage.document, "page": item.passage.page, **_tags(item)}
    with change(database, f"tag {_label(framework, item)} on {_place(item)}", author, detail) as made:
        store.put(made, item)
    return Changes(name=f"tag {_place(item)}", evidence=frozenset({item.id}), documents=_documents([item]))


def add_all(database: Database, framework: Framework, author: str, items: Sequence[Evidence]) -> Changes:
    """Tags passages at once: one change to undo.

    Args:
        items: what to tag and how; at least one.

    Raises:
        KnownError: one has no area, or an area, theme, finding or status the framework does not know.
    """
    for item in items:
        check(framework, item)
    made_now = [dataclasses.replace(item, id=new_id(), author=author, created=now()) for item in items]
    name = f"tag {_count(made_now)}"
    with change(database, name, author, {"evidence": [item.id for item in made_now]}) as made:
        for item in made_now:
            store.put(made, item)
    return Changes(name=name, evidence=frozenset(i.id for i in made_now), documents=_documents(made_now))


def edit(
    database: Database, framework: Framework, author: str, ids: Iterable[str], values: Mapping[str, Any]
) -> Changes:
    """Alters one or more items at once: one change to undo.

    Args:
        values: new values by field name (see EDITABLE).

    Raises:
        NotFound: an id is unknown.
        KnownError: a value the framework does not know.
    """
    before = [_existing(database, item) for item in ids]
    after = altered(framework, before, values)
    name = _edited(framework, after, values)
    with change(database, name, author, {"evidence": [i.id for i in after], "fields": sorted(values)}) as made:
        for item in after:
            store.put(made, item)
    return Changes(name=name, evidence=frozenset(i.id for i in after), documents=_documents(after))


def altered(framework: Framework, items: Iterable[Evidence], values: Mapping[str, Any]) -> list[Evidence]:
    """Items as an edit would make them; nothing is stored.

    Raises:
        KnownError: a field or a value the framework does not know.
    """
    unknown = set(values) - EDITABLE
    if unknown:
        raise KnownError(f"Evidence has no field called “{min(unknown)}”.")
    after = [dataclasses.replace(item, **values) for item in items]
    if "areas" in values and "themes" not in values:
        # Themes of areas that were taken off go with them.
        after = [dataclasses.replace(item, themes=_themes_kept(framework, item)) for item in after]
    for item in after:
        check(framework, item)
    return after


def remove(database: Database, author: str, ids: Iterable[str]) -> Changes:
    """Takes the tags off; the documents stay as they are.

    Raises:
        NotFound: an id is unknown.
    """
    items = [_existing(database, item) for item in ids]
    name = f"remove {_count(items)}"
    with change(database, name, author, {"evidence": [item.id for item in items]}) as made:
        for item in items:
            store.remove(made, item.id)
    return Changes(name=name, evidence=frozenset(item.id for item in items), documents=_documents(items))


def check(framework: Framework, item: Evidence) -> None:
    """Raises KnownError where an item's areas, themes, finding, status or basis are not possible."""
    areas = {area.id: area for area in framework.areas}
    if not item.areas:
        raise KnownError("Evidence needs a judgement area.", f"Choose one of: {', '.join(areas)}.")
    for area in item.areas:
        if area not in areas:
            raise KnownError(f"{framework.name} has no judgement area “{area}”.", f"Choose one of: {', '.join(areas)}.")
    themes = {theme.id for area in item.areas for theme in areas[area].themes}
    for theme in item.themes:
        if theme not in themes:
            raise KnownError(
                f"“{theme}” is not a theme of {', '.join(item.areas)}.", f"Choose one of: {', '.join(sorted(themes))}."
            )
    if item.finding not in FINDINGS:
        raise KnownError(f"“{item.finding}” is not a finding.", f"Choose one of: {', '.join(FINDINGS)}.")
    if item.status not in STATUSES:
        raise KnownError(f"“{item.status}” is not a status.", f"Choose one of: {', '.join(STATUSES)}.")
    if item.basis and item.basis not in BASES:
        raise KnownError(f"“{item.basis}” does not say what it is based on.", f"Choose one of: {', '.join(BASES)}.")


def new_id() -> str:
    """A stable id for an item, unique across copies of a workspace."""
    return "e" + secrets.token_hex(6)


def _existing(database: Database, item: str) -> Evidence:
    found = store.get(database, item)
    if found is None:
        raise NotFound(f"There is no evidence “{item}”.", "It may have been removed; undo brings it back.")
    return found


def _themes_kept(framework: Framework, item: Evidence) -> tuple[str, ...]:
    areas = [area for area in framework.areas if area.id in item.areas]
    known = {theme.id for area in areas for theme in area.themes}
    return tuple(theme for theme in item.themes if theme in known)


def _tags(item: Evidence) -> dict[str, Any]:
    return {"areas": item.areas, "themes": item.themes, "finding": item.finding}


def _label(framework: Framework, item: Evidence) -> str:
    names = {area.id: area.short for area in framework.areas}
    return "‘" + ", ".join(names[area] for area in item.areas) + "’"


def _place(item: Evidence) -> str:
    return f"{item.title}, p. {item.passage.page}"


def _edited(framework: Framework, items: list[Evidence], values: Mapping[str, Any]) -> str:
    """What an edit did, as the undo menu says it; named after its value where it set one thing."""
    what = _count(items)
    if not items or len(values) != 1:
        return f"edit {what}"
    match next(iter(values)):
        case "status":
            return f"agree {what}" if items[0].status == "agreed" else f"make {what} a draft again"
        case "finding":
            return f"set finding ‘{FINDING_LABELS[items[0].finding].lower()}’ on {what}"
        case "areas":
            return f"move {what} to {_label(framework, items[0])}"
        case "passage":
            return f"move the ends of {what}"
        case field:
            return f"set {field.replace('_', ' ')} on {what}"


def _count(items: list[Evidence]) -> str:
    return f"evidence on {_place(items[0])}" if len(items) == 1 else f"{len(items)} items"


def _documents(items: Iterable[Evidence]) -> frozenset[int]:
    return frozenset(item.passage.document for item in items)
