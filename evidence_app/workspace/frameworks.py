"""The inspection frameworks of a workspace: those the program brings, the council's own, and the one in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from evidence_app.changes import Changes
from evidence_app.domain.framework import Framework, framework_for
from evidence_app.domain.mapping import stable_areas
from evidence_app.domain.measure import Measure
from evidence_app.domain.plan import Action
from evidence_app.domain.remap import Move, Remap, Tell, placed, remap
from evidence_app.errors import KnownError, NotFound
from evidence_app.ofsted.frameworks import check_own, load_frameworks, read_file
from evidence_app.store import evidence as evidence_store
from evidence_app.store import frameworks as store
from evidence_app.store import improvement as improvement_store
from evidence_app.store.database import Database
from evidence_app.store.journal import Change, change
from evidence_app.suggest.suggester import Suggester

DEFAULT_FRAMEWORK = "ilacs-2026"


class Frameworks:
    """The frameworks a workspace knows, and the one its evidence is tagged to."""

    def __init__(self, database: Database, author: str) -> None:
        self._database = database
        self._author = author
        self._loaded: tuple[dict[str, str], dict[str, Framework]] | None = None

    def every(self) -> dict[str, Framework]:
        """Every framework by id, the default first, then the newest; local themes in their areas.

        Raises:
            KnownError: a file of the workspace is wrong, which only a newer version of the program can have made so.
        """
        own = store.files(self._database)
        if self._loaded is None or self._loaded[0] != own:
            self._loaded = own, load_frameworks(own)
        return self._loaded[1]

    def current(self) -> Framework:
        """The framework evidence is tagged to."""
        return self._known(self._database.meta("framework") or DEFAULT_FRAMEWORK)

    def for_start(self, series: str, start: date) -> Framework | None:
        """The framework of a series for inspections that start on a day; None where none was in force.

        Args:
            series: e.g. "ILACS".
            start: first day of the inspection; the day of publication does not matter.
        """
        return framework_for(self.every(), series, start)

    def files(self) -> dict[str, str]:
        """The council's own framework files and local themes: the text of each by its name."""
        return store.files(self._database)

    def add_file(self, path: Path) -> Changes:
        """Adds a council's own framework (NAME.toml) or local themes (NAME.themes.toml); undoable.

        A file of the same name takes the place of the one before.

        Raises:
            KnownError: the file cannot be read, or is wrong: tells the line and what is wrong there; or evidence
                stands under an area or theme it no longer has.
        """
        return self.add_text(path.name, read_file(path))

    def add_text(self, file: str, text: str) -> Changes:
        """Adds a framework or local themes by the text of its file; undoable; see add_file."""
        self._still_fits(check_own(self.files(), file, text))
        name = f"add {file}"
        with change(self._database, name, self._author, {"file": file}) as made:
            store.put_file(made, file, text)
        return Changes(name=name, settings=True)

    def remove_file(self, name: str) -> Changes:
        """Takes a council's own file out; undoable.

        Raises:
            NotFound: there is none of this name.
            KnownError: the workspace works with it.
        """
        files = self.files()
        if name not in files:
            raise NotFound(f"There is no framework file “{name}” in this workspace.")
        self._still_fits(load_frameworks({other: text for other, text in files.items() if other != name}))
        with change(self._database, f"remove {name}", self._author, {"file": name}) as made:
            store.remove_file(made, name)
        return Changes(name=f"remove {name}", settings=True)

    def preview(self, framework: str, chosen: Mapping[str, str] | None = None) -> Remap:
        """What working with another framework would do to each item of evidence; changes nothing.

        Args:
            framework: id of the framework to change to.
            chosen: areas of it for single items, by evidence id, where another than the proposed one is right.

        Raises:
            NotFound: there is no such framework.
            KnownError: a chosen area is none of its areas.
        """
        old, new = self.current(), self._known(framework)
        for area in (chosen or {}).values():
            if area not in {each.id for each in new.areas}:
                known = ", ".join(each.id for each in new.areas)
                raise KnownError(f"{new.name} has no judgement area “{area}”.", f"Choose one of: {known}.")
        return remap(evidence_store.every(self._database), old, new, _teller(new), chosen)

    def use(self, framework: str, chosen: Mapping[str, str] | None = None) -> Changes:
        """Works with another framework and puts all evidence, plan and measures under its areas; one change to undo.

        Themes the new framework does not have are named in the item's note, so that nothing is lost.

        Args:
            framework, chosen: as for preview.

        Raises:
            NotFound: there is no such framework.
            KnownError: no area of it takes an item, and none was chosen for it.
        """
        planned = self.preview(framework, chosen)
        if planned.unplaced:
            first = planned.unplaced[0]
            count = "1 item has" if len(planned.unplaced) == 1 else f"{len(planned.unplaced)} items have"
            raise KnownError(
                f"{count} no equivalent in {self._known(framework).name}: the first is {first.evidence} "
                f"({first.title}, p. {first.page}).",
                "Choose an area for each, or take its tag off; nothing was changed.",
            )
        old, new = self.current(), self._known(framework)
        notes = {item.id: item.note for item in evidence_store.every(self._database)}
        name = f"change the framework to {new.name}"
        detail = {"from": old.id, "to": new.id, "evidence": len(planned.moves)}
        moved = [move for move in planned.moves if (move.before, move.themes_before) != (move.after, move.themes_after)]
        with change(self._database, name, self._author, detail) as made:
            store.use(made, new.id)
            for move in moved:
                store.place(made, move.evidence, move.after, move.themes_after, _note(notes[move.evidence], move, old))
            desk = self._replan(made, old, new)
        return Changes(name=name, evidence=frozenset(move.evidence for move in moved), settings=True, improvement=desk)

    def _replan(self, made: Change, old: Framework, new: Framework) -> bool:
        """Puts actions and measures under the areas of the new framework; tells whether any was moved."""
        tell, found = _teller(new), False
        for action in improvement_store.every(self._database, Action):
            area, theme = placed(action.area, action.theme, action.what, old, new, tell)
            if (area, theme) != (action.area, action.theme):
                improvement_store.put(made, replace(action, area=area, theme=theme))
                found = True
        for measure in improvement_store.every(self._database, Measure):
            area, _ = placed(measure.area, "", measure.name, old, new, tell)
            if area != measure.area:
                improvement_store.put(made, replace(measure, area=area))
                found = True
        return found

    def _known(self, framework: str) -> Framework:
        every = self.every()
        if framework not in every:
            raise NotFound(f"There is no framework “{framework}”.", f"Choose one of: {', '.join(every)}.")
        return every[framework]

    def _still_fits(self, every: Mapping[str, Framework]) -> None:
        """Raises KnownError where the framework in use would be gone, or lack what evidence stands under."""
        now = self.current()
        later = every.get(now.id)
        if later is None:
            raise KnownError(f"The workspace works with {now.name}.", "Change to another framework first.")
        areas = {area.id for area in later.areas}
        themes = {theme.id for area in later.areas for theme in area.themes}
        items = evidence_store.every(self._database)
        stranded = [item for item in items if not (set(item.areas) <= areas and set(item.themes) <= themes)]
        if stranded:
            count = "1 item" if len(stranded) == 1 else f"{len(stranded)} items"
            raise KnownError(
                f"{count} of evidence stands under areas or themes that would be gone, the first in "
                f"{stranded[0].title}, p. {stranded[0].passage.page}.",
                "Put it under others first.",
            )


def _teller(new: Framework) -> Tell:
    """Chooses among areas of a framework by words."""
    suggester = Suggester(new)

    def tell(words: str, areas: Sequence[str]) -> str:
        within = [stable for area in areas for stable in stable_areas(new, area)]
        likely = [each.area for each in suggester.read(words, len(new.areas), within=within).suggestions]
        return next(area for area in likely if area in areas)

    return tell


def _note(note: str, move: Move, old: Framework) -> str:
    """An item's note, with the names of the themes that were lost at its end."""
    lost = [theme.label if (theme := old.theme(each)) else each for each in move.themes_lost]
    if not lost:
        return note
    return f"{note}\n" * bool(note) + f"Theme under {old.name}: {', '.join(lost)}."
