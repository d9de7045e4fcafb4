"""The evidence board: what it shows, what an edit of many would do, what stands twice, and the list as a file."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from evidence_app.domain.board import COLUMNS, BoardGroup, BoardQuery, BoardRows, Names, Preview, cell
from evidence_app.domain.dates import MONTHS
from evidence_app.domain.document import KINDS
from evidence_app.domain.evidence import Evidence
from evidence_app.domain.framework import Framework
from evidence_app.packs import listing
from evidence_app.progress import Progress, Steps
from evidence_app.store import board as store
from evidence_app.store import evidence as evidence_store
from evidence_app.store.database import Database
from evidence_app.tagging import bulk
from evidence_app.tagging.duplicates import duplicates
from evidence_app.workspace.frameworks import Frameworks
from evidence_app.workspace.tables import check_table, write_table

_SAVED = "preference.board.filters"
_BATCH = 500
# Widths of exported columns in characters; those not named here get the last one.
_WIDTHS: Mapping[str, int] = {"passage": 70, "note": 34, "document": 34, "areas": 26, "themes": 26, "page": 9}
_WIDTH = 16
_DATES = ("date", "created", "embargo_until")
_NO_GROUP = {"theme": "Without a theme", "visit": "Not from an inspection or visit"}


class Board:
    """The evidence as a long list."""

    def __init__(self, database: Database, frameworks: Frameworks) -> None:
        self._database = database
        self._frameworks = frameworks

    @property
    def _framework(self) -> Framework:
        return self._frameworks.current()

    @property
    def _areas(self) -> list[str]:
        return [area.id for area in self._framework.areas]

    def first(self, query: BoardQuery, limit: int) -> BoardRows:
        """The first rows of an ungrouped list, and how many there are: soon, however many items there are."""
        ids, total = store.first(self._database, query, self._areas, limit)
        return BoardRows(tuple(ids), (), total, self._every(query, total))

    def rows(self, query: BoardQuery) -> BoardRows:
        """The whole list, in order and in groups."""
        found = store.rows(self._database, query, self._areas)
        names = self._group_names(query.group, [key for key, _ in found])
        groups: list[BoardGroup] = []
        ids: list[str] = []
        for key, members in found:
            if query.group:
                groups.append(BoardGroup(names[key], len(ids)))
            ids += members
        total = len(set(ids)) if query.group in ("area", "theme") else len(ids)
        return BoardRows(tuple(ids), tuple(groups), len(ids), self._every(query, total))

    def twins(self) -> Steps[BoardRows]:
        """Items that stand twice, in groups: the same passage tagged again, and nearly the same words."""
        items = evidence_store.every(self._database)
        found = yield from duplicates(items)
        groups: list[BoardGroup] = []
        ids: list[str] = []
        for twins in found:
            words = "The same passage" if twins.same else "Nearly the same words"
            groups.append(BoardGroup(words, len(ids)))
            ids += twins.ids
        return BoardRows(tuple(ids), tuple(groups), len(ids), len(items))

    def items(self, ids: Sequence[str]) -> list[Evidence]:
        """These items, in the order of their ids; what is not there any more is left out."""
        return evidence_store.some(self._database, ids)

    def names(self, *, short: bool = False) -> Names:
        """What the ids in a row stand for; areas by their printed names, or by their short ones."""
        return Names(
            {area.id: area.short if short else area.name for area in self._framework.areas},
            {theme.id: theme.label for area in self._framework.areas for theme in area.themes},
            store.origins(self._database),
        )

    def preview(self, ids: Sequence[str], values: Mapping[str, Any]) -> Preview:
        """What an edit of these items would do; nothing is changed.

        Raises:
            KnownError: a value the framework does not know.
        """
        found = [item for start in range(0, len(ids), _BATCH) for item in self.items(ids[start : start + _BATCH])]
        return bulk.preview(self._framework, found, values)

    def export(self, ids: Sequence[str], columns: Sequence[str], target: Path, creator: str = "") -> Steps[int]:
        """Writes a list to a file, .csv or .xlsx; made in memory and renamed into place.

        Args:
            ids: the items, in order.
            columns: ids of columns, in order.
            creator: the authority, told in the workbook's properties; may be empty.

        Returns:
            The number of rows written.

        Raises:
            KnownError: the file's name ends in neither, or it cannot be written.
        """
        check_table(target)
        began = time.monotonic()
        names = self.names()
        rows: list[list[str]] = []
        for start in range(0, len(ids), _BATCH):
            yield Progress("Exporting the list", start, len(ids), time.monotonic() - began)
            rows += [[cell(item, c, names) for c in columns] for item in self.items(ids[start : start + _BATCH])]
        widths = [listing.Column(COLUMNS[c], _WIDTHS.get(c, _WIDTH), c in _DATES) for c in columns]
        write_table(target, "Evidence", widths, rows, creator)
        return len(rows)

    def saved(self) -> dict[str, BoardQuery]:
        """The saved filters, by name."""
        kept: dict[str, str] = json.loads(self._database.meta(_SAVED) or "{}")
        return {
            name: BoardQuery.from_json(query) for name, query in sorted(kept.items(), key=lambda one: one[0].lower())
        }

    def save(self, name: str, query: BoardQuery) -> None:
        """Saves a filter under a name; one of this name is replaced."""
        self._keep({**self.saved(), name: query})

    def forget(self, name: str) -> None:
        """Removes a saved filter; without one of this name nothing happens."""
        self._keep({key: query for key, query in self.saved().items() if key != name})

    def _keep(self, filters: Mapping[str, BoardQuery]) -> None:
        self._database.set_meta(_SAVED, json.dumps({name: query.to_json() for name, query in filters.items()}))

    def _every(self, query: BoardQuery, total: int) -> int:
        return store.count(self._database, BoardQuery()) if query.narrows() else total

    def _group_names(self, group: str, keys: Sequence[str]) -> dict[str, str]:
        none = _NO_GROUP.get(group, "")
        if group == "area":
            return {area.id: area.name for area in self._framework.areas} | {
                key: key for key in keys if key not in self._areas
            }
        if group == "theme":
            labels = {theme.id: theme.label for area in self._framework.areas for theme in area.themes}
            return {key: labels.get(key, key) or none for key in keys}
        if group == "document":
            titles = store.titles(self._database, [int(key) for key in keys])
            return {key: titles[int(key)] for key in keys}
        return {key: _visit(key) or none for key in keys}


def _visit(key: str) -> str:
    """ "date␟kind␟authority" in words; empty for what belongs to no visit."""
    if not key:
        return ""
    iso, kind, authority = key.split("\x1f")
    try:
        found = date.fromisoformat(iso)
        words = f"{found.day} {MONTHS[found.month - 1]} {found.year}"
    except ValueError:
        words = iso
    return ", ".join(part for part in (KINDS[kind], authority, words) if part)
