"""The evidence board: which items are asked for, in which order and groups, and the rows that answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

from evidence_app.domain.document import KINDS, Origin
from evidence_app.domain.evidence import BASIS_LABELS, FINDING_LABELS, Evidence

Group = Literal["", "area", "theme", "document", "visit"]
GROUPS: dict[str, str] = {
    "": "No groups",
    "area": "By judgement area",
    "theme": "By theme",
    "document": "By document",
    "visit": "By inspection or visit",
}

# Every column of the board and its heading, in order. "passage" is always shown.
COLUMNS: dict[str, str] = {
    "passage": "Passage",
    "areas": "Areas",
    "themes": "Themes",
    "finding": "Finding",
    "impact": "Impact",
    "basis": "Based on",
    "date": "Date",
    "status": "Status",
    "document": "Document",
    "page": "Page",
    "kind": "Kind",
    "authority": "Authority",
    "team": "Team",
    "note": "Note",
    "person": "Person",
    "embargo_until": "Embargo until",
    "confidential": "Confidential",
    "author": "Tagged by",
    "created": "Tagged on",
}
SHOWN_AT_FIRST = ("passage", "finding", "date", "status", "areas")


@dataclass(frozen=True, slots=True)
class BoardQuery:
    """What the board is asked for. Empty values let everything pass.

    Args:
        text: each of its words begins a word of the quotation or the note, or stands in the document's title.
        area, theme, finding, status, kind, authority, team: ids and words as stored; theme "-" asks for items
            without one.
        impact: "impact" for a difference for children, "process" for the others.
        since, until: ISO dates the evidence speaks of, both included.
        document: id of a document; 0 for all.
        group: what the rows are grouped by.
        column: the column they are ordered by, within groups.
        descending: the largest first.
    """

    text: str = ""
    area: str = ""
    theme: str = ""
    finding: str = ""
    status: str = ""
    kind: str = ""
    authority: str = ""
    impact: str = ""
    since: str = ""
    until: str = ""
    document: int = 0
    team: str = ""
    group: Group = ""
    column: str = "date"
    descending: bool = True

    def narrows(self) -> bool:
        """True where it leaves anything out."""
        ordering = ("group", "column", "descending")
        return any(getattr(self, field.name) for field in fields(self) if field.name not in ordering)

    def to_json(self) -> str:
        """As a saved filter is kept."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, kept: str) -> BoardQuery:
        """A saved filter again; what another version of the program added is left out."""
        known: dict[str, Any] = json.loads(kept)
        names = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in known.items() if name in names})


@dataclass(frozen=True, slots=True)
class BoardGroup:
    """A group of rows: its name, and at which place of the ids it begins."""

    name: str
    start: int


@dataclass(frozen=True, slots=True)
class BoardRows:
    """The answer: ids in order, an item once for each group it stands in.

    Args:
        ids: evidence ids.
        groups: where each group begins; empty where nothing is grouped.
        total: how many ids there are in all; more than are given while the rest is still being put in order.
        every: how many items the workspace has.
    """

    ids: tuple[str, ...] = ()
    groups: tuple[BoardGroup, ...] = ()
    total: int = 0
    every: int = 0


@dataclass(frozen=True, slots=True)
class Names:
    """What ids stand for in words.

    Args:
        areas, themes: names by id.
        documents: where each is from, by its id.
    """

    areas: Mapping[str, str]
    themes: Mapping[str, str]
    documents: Mapping[int, Origin]


def cell(item: Evidence, column: str, names: Names) -> str:
    """What a column says of an item; dates as ISO."""
    passage = item.passage
    origin = names.documents.get(passage.document, Origin())
    match column:
        case "passage":
            return passage.quote
        case "areas":
            return ", ".join(names.areas.get(area, area) for area in item.areas)
        case "themes":
            return ", ".join(names.themes.get(theme, theme) for theme in item.themes)
        case "finding":
            return FINDING_LABELS.get(item.finding, item.finding)
        case "impact":
            return "Impact on children" if item.impact else "Process"
        case "basis":
            return BASIS_LABELS.get(item.basis, "")
        case "status":
            return item.status.capitalize()
        case "document":
            return item.title
        case "page":
            return str(passage.page) if passage.page == passage.to_page else f"{passage.page}–{passage.to_page}"
        case "kind":
            return KINDS.get(origin.kind, "")
        case "authority":
            return origin.authority
        case "team":
            return origin.team
        case "confidential":
            return "Confidential" if item.confidential else ""
        case "created":
            return item.created[:10]
        case _:
            return str(getattr(item, column))


def spreadsheet_safe(words: str) -> str:
    """Words as a spreadsheet may read them from CSV: a leading = + - @ would be run as a formula, so ' goes before."""
    return "'" + words if words[:1] in ("=", "+", "-", "@", "\t", "\r") else words


@dataclass(frozen=True, slots=True)
class Alteration:
    """So many items go from one value to another.

    Args:
        field: the name of a column, as the board shows it.
        before, after: the values in words; "none" where there is none.
        items: how many.
    """

    field: str
    before: str
    after: str
    items: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What an edit would do.

    Args:
        items: how many items were chosen.
        unchanged: how many of them are so already.
        alterations: what becomes of the others, the most frequent first.
        agreed: how many of those that change are agreed already, and would be changed after the agreement.
    """

    items: int
    unchanged: int
    alterations: tuple[Alteration, ...]
    agreed: int
