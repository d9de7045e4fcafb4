"""What copies say differently, in words an officer can decide by."""

from __future__ import annotations

import json
from typing import Any

from evidence_app.domain.evidence import BASIS_LABELS, FINDING_LABELS
from evidence_app.domain.teamwork import Conflict, Version
from ui.models.dates import shown_time

_FIELDS = {
    "": "Taken out or changed",
    "finding": "Finding",
    "note": "Note",
    "status": "Agreed or draft",
    "date": "Date",
    "basis": "What it is based on",
    "person": "Whom it is about",
    "embargo_until": "Embargo",
    "confidential": "Confidential",
    "decision": "Redaction decision",
    "passage": "Where it stands",
    "title": "Title",
    "rag": "RAG and its reason",
}
_WORDS = {**FINDING_LABELS, **BASIS_LABELS, "draft": "Draft", "agreed": "Agreed"}
_SAID = ("quote", "page", "decision", "code", "rag", "rag_reason", "low", "high", "range_reason", "date", "source_text")


def field_words(conflict: Conflict) -> str:
    """What differs."""
    return _FIELDS.get(conflict.field, conflict.field.replace("_", " ").capitalize())


def value_words(conflict: Conflict, version: Version) -> str:
    """What a version says."""
    value = version.value
    if not conflict.field:
        return "Kept, and changed" if value else "Taken out"
    if value is None or value == "":
        return "(empty)"
    if isinstance(value, dict):
        return "\n".join(f"{name.replace('_', ' ')}: {value[name]}" for name in _SAID if value.get(name)) or "(empty)"
    if conflict.field in ("confidential", "embargoed", "ignored", "done", "impact"):
        return "Yes" if value else "No"
    return _WORDS.get(str(value), _listed(value))


def side_words(version: Version) -> str:
    """Whose version it is, and when it was written."""
    side = "Yours" if version.ours else "Your colleague's"
    return f"{side}: {version.author or 'unknown'}, {shown_time(version.at)}"


def _listed(value: Any) -> str:
    try:
        items = json.loads(value) if isinstance(value, str) and value.startswith("[") else None
    except ValueError:
        items = None
    return ", ".join(map(str, items)) if isinstance(items, list) else str(value)
