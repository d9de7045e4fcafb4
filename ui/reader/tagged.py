"""The evidence of the open document: what is drawn, and which item is the chosen one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evidence_app.domain.evidence import Evidence
from evidence_app.domain.framework import Framework
from ui.reader.marks import Mark, place_of, placed, told
from ui.theme import AreaStyle


class Tagged:
    """Items of evidence, in reading order.

    Attributes:
        chosen: id of the chosen item, or empty.
    """

    def __init__(self) -> None:
        self.chosen = ""
        self._given: Sequence[Evidence] = ()
        self._styles: Mapping[str, AreaStyle] = {}
        self._names: Mapping[str, str] = {}
        self._document = 0

    def name(self, framework: Framework | None) -> None:
        """Takes the names of areas and themes; None forgets them."""
        areas = framework.areas if framework else ()
        themes = (theme for area in areas for theme in area.themes)
        self._names = {**{area.id: area.name for area in areas}, **{theme.id: theme.label for theme in themes}}

    def words(self, item: Evidence) -> str:
        """What an item says: areas, themes, finding, note."""
        return told(item, self._names)

    def give(self, items: Sequence[Evidence], styles: Mapping[str, AreaStyle]) -> None:
        """Takes the items there are, of any document, and how each area is drawn."""
        self._given, self._styles = items, styles

    def open(self, document: int) -> None:
        """Keeps to one document; the choice made in another is forgotten."""
        if document != self._document:
            self._document = document
            self.chosen = ""

    def items(self) -> list[Evidence]:
        """Those of the document, in reading order."""
        return sorted((item for item in self._given if item.passage.document == self._document), key=place_of)

    def marks(self) -> dict[int, tuple[Mark, ...]]:
        """What is drawn on each page."""
        return placed(self.items(), self._styles, self._names)

    def step(self, forward: bool, page: int) -> Evidence | None:
        """Chooses the next or the previous item, going round at the ends; gives it, None where there are none.

        Args:
            page: where to begin while none is chosen.
        """
        items = self.items()
        if not items:
            return None
        known = next((n for n, item in enumerate(items) if item.id == self.chosen), None)
        if known is not None:
            place = known + (1 if forward else -1)
        elif forward:
            place = next((n for n, item in enumerate(items) if item.passage.page >= page), 0)
        else:
            place = sum(item.passage.page <= page for item in items) - 1
        item = items[place % len(items)]
        self.chosen = item.id
        return item
