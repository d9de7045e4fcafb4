"""What an edit of many items would do, told before it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from evidence_app.domain.board import COLUMNS, Alteration, Preview
from evidence_app.domain.evidence import BASIS_LABELS, FINDING_LABELS, Evidence
from evidence_app.domain.framework import Framework
from evidence_app.tagging.commands import altered


def preview(framework: Framework, items: Sequence[Evidence], values: Mapping[str, Any]) -> Preview:
    """What an edit would do to these items; nothing is stored.

    Raises:
        KnownError: a field or a value the framework does not know.
    """
    after = altered(framework, items, values)
    counts: Counter[tuple[str, str, str]] = Counter()
    unchanged = agreed = 0
    for old, new in zip(items, after, strict=True):
        if old == new:
            unchanged += 1
            continue
        agreed += old.status == "agreed" and set(values) != {"status"}
        for field, heading in COLUMNS.items():
            was, will = getattr(old, field, None), getattr(new, field, None)
            if was != will:
                counts[heading, told(framework, field, was), told(framework, field, will)] += 1
    found = tuple(Alteration(*key, items=count) for key, count in counts.most_common())
    return Preview(len(items), unchanged, found, agreed)


def told(framework: Framework, field: str, value: object) -> str:
    """A value of an item in words."""
    names: dict[str, str]
    if field == "areas":
        names = {area.id: area.short for area in framework.areas}
    elif field == "themes":
        names = {theme.id: theme.label for area in framework.areas for theme in area.themes}
    else:
        names = {**FINDING_LABELS, **BASIS_LABELS, "draft": "Draft", "agreed": "Agreed"}
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(names.get(str(one), str(one)) for one in value) or "none"
    return names.get(str(value), str(value)) or "none"
