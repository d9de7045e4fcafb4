"""Since the last visit: what inspectors said, what was done, what difference it made, and what comes next, by area."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evidence_app.domain.dates import shown_date
from evidence_app.domain.document import PUBLISHED_KINDS
from evidence_app.domain.plan import Action
from evidence_app.domain.visit import VISIT_KIND_LABELS
from evidence_app.domain.wording import shortened
from evidence_app.packs.contents import Contents, Item, Section
from evidence_app.packs.grid import Cell, cell, page, table

_COLUMNS = (
    ("Judgement area", 34.0), ("What they said", 44.0), ("What we did", 44.0), ("What difference it made", 44.0),
    ("What next", 40.0),
)  # fmt: skip
# Items named in one cell; the others are counted, and stand under their area.
_MOST = 4
_WORDS = 64


def since_visit(contents: Contents) -> dict[str, Any]:
    """The page that a pack for a monitoring visit begins with; see grid.page."""
    last = contents.improvement.last
    assert last is not None
    visit = last.visit
    days = shown_date(visit.start) + (f" – {shown_date(visit.end)}" if visit.end > visit.start else "")
    about = [
        VISIT_KIND_LABELS[visit.kind] if visit.kind != "other" else "",
        f"on {visit.topic}" if visit.topic else "",
        days,
    ]
    words = [
        f"The last visit: {', '.join(filter(None, about))}" + (f" ({last.title})." if last.title else "."),
        f"Inspectors: {visit.people}." if visit.people else "",
        f"What we promised then: {visit.promised}" if visit.promised else "",
    ]
    rows = [(f"since-{one.number}", _row(one, contents)) for one in contents.sections]
    shown = [row for row in rows if any(each["words"] != "–" for each in row[1][1:])]
    grid = table("", _COLUMNS, shown, True, "Nothing is known yet of the time since.")
    return page("since", "Since the last visit", words, True, [grid])


def _row(section: Section, contents: Contents) -> list[Cell]:
    kinds = {exhibit.number: exhibit.kind for exhibit in contents.exhibits}
    said = [one for one in section.items if kinds[one.exhibit] in PUBLISHED_KINDS]
    own = [one for one in section.items if kinds[one.exhibit] not in PUBLISHED_KINDS]
    ahead = [
        one.action
        for one in contents.improvement.plan
        if one.action.area == section.area and one.action.status != "evidenced"
    ]
    return [
        cell(section.name),
        _items(said),
        _items([one for one in own if not one.evidence.impact]),
        _items([one for one in own if one.evidence.impact]),
        _next(ahead),
    ]


def _items(items: Sequence[Item]) -> Cell:
    lines = [(one.number, f"“{shortened(one.evidence.passage.quote, _WORDS)}”") for one in items[:_MOST]]
    more = len(items) - _MOST
    return cell("" if items else "–", f"and {more} more" if more > 0 else "", lines=lines)


def _next(actions: Sequence[Action]) -> Cell:
    lines = []
    for one in actions[:_MOST]:
        when = one.when or (shown_date(one.due) if one.due else "")
        by = ", ".join(filter(None, (one.who, when)))
        lines.append(" ".join(filter(None, (one.number, shortened(one.what, _WORDS), f"({by})" if by else ""))))
    more = len(actions) - _MOST
    return cell("\n".join(lines) or "–", f"and {more} more" if more > 0 else "")
