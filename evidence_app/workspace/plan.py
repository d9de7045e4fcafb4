"""The improvement plan: its actions, what a report asks for, trackers in and out, and what is said but not shown."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from evidence_app.changes import Changes
from evidence_app.domain.plan import Action, Standing
from evidence_app.errors import KnownError, NotFound
from evidence_app.improvement import plan, trackers
from evidence_app.improvement.plan import Shows
from evidence_app.improvement.trackers import Tracker
from evidence_app.packs import listing
from evidence_app.store import evidence as evidence_store
from evidence_app.store import improvement as store
from evidence_app.store.database import Database
from evidence_app.workspace.frameworks import Frameworks
from evidence_app.workspace.inspections import Inspections
from evidence_app.workspace.suggestions import Suggestions
from evidence_app.workspace.tables import read_tables, write_table

# Columns of an exported plan that need more room than others, in characters.
_WIDE = {"What": 60, "How": 34, "Success measures": 34, "RAG reason": 34, "Current status": 22, "No.": 9}


class Plan:
    """The improvement plan of a workspace."""

    def __init__(
        self,
        database: Database,
        frameworks: Frameworks,
        author: str,
        inspections: Inspections,
        suggestions: Suggestions,
    ) -> None:
        self._database = database
        self._frameworks = frameworks
        self._author = author
        self._inspections = inspections
        self._suggestions = suggestions

    def list(self) -> list[Action]:
        """The actions in the order in which they were put in. Links to evidence that is gone are left out."""
        return [self._living(one) for one in store.every(self._database, Action)]

    def get(self, action: str) -> Action:
        """One action.

        Raises:
            NotFound: there is none with this id.
        """
        return self._living(plan.get(self._database, action))

    def find(self, words: str) -> Action:
        """The action with this id or number.

        Raises:
            NotFound: there is none, or several have the number.
        """
        found = [one for one in self.list() if words in (one.id, one.number)]
        if len(found) != 1:
            several = "Several actions have" if found else "No action of the plan has"
            raise NotFound(f"{several} the number or id “{words}”.", "`evidence-app plan WORKSPACE` lists them.")
        return found[0]

    def history(self, action: str) -> Sequence[Standing]:
        """How an action stood over time, the oldest first."""
        return store.every(self._database, Standing, action=action)

    def add(self, actions: Sequence[Action]) -> Changes:
        """Puts actions in; see improvement.plan.add."""
        self._check_areas(actions)
        return plan.add(self._database, self._author, actions)

    def edit(self, ids: Iterable[str], values: Mapping[str, Any]) -> Changes:
        """Alters actions, by field name; see improvement.plan.edit."""
        return plan.edit(self._database, self._author, ids, values)

    def remove(self, ids: Iterable[str]) -> Changes:
        """Takes actions out; undoable."""
        return plan.remove(self._database, self._author, ids)

    def link(self, action: str, evidence: Iterable[str], shows: Shows, *, linked: bool = True) -> Changes:
        """Links evidence to an action as showing that the work was done, or what it changed for children.

        Raises:
            NotFound: there is no such action or evidence.
        """
        items = [*evidence]
        if linked:
            for item in items:
                if evidence_store.get(self._database, item) is None:
                    raise NotFound(f"There is no evidence “{item}”.", "`evidence-app evidence WORKSPACE` lists it.")
        return plan.link(self._database, self._author, action, items, shows, linked=linked)

    def unshown(self) -> Sequence[Action]:
        """Actions that are said to be done while no evidence of a difference for children is linked to them."""
        return [one for one in self.list() if one.unshown]

    def offered(self, document: int) -> Sequence[Action]:
        """Actions that a report asks for and the plan does not have; none is put in.

        Raises:
            NotFound: the document is no inspection report or letter.
        """
        report = self._inspections.get(document).report
        points = [point for point in report.improve if point.area is None]
        return plan.offered(self.list(), document, points, [self._area(point.text) for point in points])

    def read_tracker(self, path: Path, mapping: Mapping[str, str] | None = None, sheet: str = "") -> Tracker:
        """Reads a tracker from an .xlsx, .xls, .ods or .csv file; nothing is put in.

        Args:
            mapping: field by heading, over what is guessed; see improvement.trackers.read_tracker.
            sheet: its name; empty for the sheet in which most actions are found.

        Raises:
            KnownError: the file cannot be read, or no column says what is to be done.
        """
        sheets = {name: rows for name, rows in read_tables(path) if any(any(row) for row in rows)}
        if not sheets:
            raise KnownError(f"There is nothing in “{path.name}”.")
        if sheet and sheet not in sheets:
            raise KnownError(f"“{path.name}” has no sheet “{sheet}”.", f"Choose one of: {', '.join(sheets)}.")
        areas = {
            each.casefold(): one.id
            for one in self._frameworks.current().areas
            for each in (one.id, one.name, one.short)
        }
        found: list[Tracker] = []
        refused: list[KnownError] = []
        for rows in [sheets[sheet]] if sheet else sheets.values():
            try:
                found.append(trackers.read_tracker(rows, areas, mapping))
            except KnownError as error:
                refused.append(error)
        if not found:
            raise refused[0]
        return max(found, key=lambda tracker: len(tracker.actions))

    def export(self, target: Path) -> int:
        """Writes the plan as a tracker, .xlsx or .csv, in the columns boards use; gives the number of actions.

        Raises:
            KnownError: the name ends in neither, or it cannot be written.
        """
        actions = self.list()
        head, *rows = trackers.table(actions, {area.id: area.name for area in self._frameworks.current().areas})
        columns = [listing.Column(heading, _WIDE.get(heading, 16)) for heading in head]
        write_table(target, "Plan", columns, rows, self._database.meta("authority") or "")
        return len(actions)

    def _living(self, action: Action) -> Action:
        linked = [*action.process, *action.impact]
        if not linked:
            return action
        there = {item.id for item in evidence_store.some(self._database, linked)}
        process, impact = (tuple(one for one in links if one in there) for links in (action.process, action.impact))
        return dataclasses.replace(action, process=process, impact=impact)

    def _check_areas(self, actions: Iterable[Action]) -> None:
        areas = [area.id for area in self._frameworks.current().areas]
        for one in actions:
            if one.area and one.area not in areas:
                raise KnownError(
                    f"{self._frameworks.current().name} has no judgement area “{one.area}”.",
                    f"Choose one of: {', '.join(areas)}.",
                )

    def _area(self, text: str) -> str:
        likely = self._suggestions.suggest(text, 1).suggestions
        return likely[0].area if likely else ""
