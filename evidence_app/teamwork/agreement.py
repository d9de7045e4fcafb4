"""Whose judgements are compared: what each officer's own tags say, as long as nobody decided between them."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from evidence_app.domain.agreement import Agreement, Tagged, agreement
from evidence_app.domain.evidence import Passage
from evidence_app.domain.framework import Framework
from evidence_app.domain.lineage import Lineage, lineage_from_text
from evidence_app.errors import KnownError

_EVIDENCE = "evidence "


def compare(states: Mapping[str, str], framework: Framework, officers: tuple[str, str] | None) -> Agreement:
    """Compares the tags of two officers.

    Args:
        states: every lineage's state by id, of one copy or of two.
        officers: the names they work under; None for the two who tagged most passages in common.

    Raises:
        KnownError: fewer than two officers tagged anything, or one who was named tagged nothing.
    """
    lines = [lineage_from_text(state) for one, state in states.items() if one.startswith(_EVIDENCE)]
    areas = {area.id: area.short for area in framework.areas}
    by: dict[str, list[Tagged]] = {}
    for line in lines:
        passage = line.value("passage")
        if line.there and passage:
            by.setdefault(line.value("author", earliest=True) or "", []).append(_tagged(line, passage))
    if officers is None:
        if len(by) < 2:
            raise KnownError(
                "There are not two officers here who tagged passages.", "Name your colleague's copy as the second file."
            )
        pairs = itertools.combinations(sorted(by), 2)
        return max(
            (agreement(pair, by[pair[0]], by[pair[1]], areas) for pair in pairs),
            key=lambda one: (one.both, -sum(one.only)),
        )
    for name in officers:
        if name not in by:
            raise KnownError(f"“{name}” tagged nothing here.", f"These did: {', '.join(sorted(by)) or 'nobody'}.")
    return agreement(officers, by[officers[0]], by[officers[1]], areas)


def _tagged(line: Lineage, passage: Mapping[str, Any]) -> Tagged:
    page, to_page, start, end = (int(passage.get(one, 0)) for one in ("page", "to_page", "start", "end"))
    place = Passage(0, page, to_page, start, end, passage.get("quote", ""), picture=bool(passage.get("picture")))
    areas = {
        one.partition("/")[2]
        for one, versions in line.fields.items()
        if one.startswith("areas/") and any(versions.values())
    }
    return Tagged(str(passage.get("document", "")), place, frozenset(areas), str(line.value("finding") or "context"))
