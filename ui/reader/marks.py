"""Where evidence is drawn on pages: its boxes, and lanes for underlines so that overlapping passages stay apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from evidence_app.domain.evidence import FINDING_LABELS, Evidence, Finding
from ui.reader.words import rect
from ui.theme import SHAPE_CONTRAST, AreaStyle, contrast

PAPER = "#ffffff"


@dataclass(frozen=True, slots=True)
class Mark:
    """One item of evidence on one page.

    Args:
        id: of the evidence.
        finding: decides the stroke of its underline.
        styles: colour and letter of each of its areas.
        lane: how many underlines of other items lie above its own.
        rects: one for each line, in points of displayed page space.
        words: what it says when pointed at.
        picture: True for a box kept as a picture.
    """

    id: str
    finding: Finding
    styles: tuple[AreaStyle, ...]
    lane: int
    rects: tuple[QRectF, ...]
    words: str
    picture: bool = False

    def covers(self, point: QPointF) -> bool:
        """Whether a point of the page, in points, lies in it."""
        return any(each.contains(point) for each in self.rects)

    @property
    def extent(self) -> float:
        """Square points it covers."""
        return sum(each.width() * each.height() for each in self.rects)


def placed(
    items: Sequence[Evidence], styles: Mapping[str, AreaStyle], names: Mapping[str, str]
) -> dict[int, tuple[Mark, ...]]:
    """The marks of each page, in reading order.

    Args:
        items: evidence of one document.
        styles: by id of area; areas without one are left out.
        names: of areas and themes, by id; what has none is not told.
    """
    pages: defaultdict[int, list[Mark]] = defaultdict(list)
    # For each lane the place where the underline in it ends.
    ends: list[tuple[int, int]] = []
    for item in sorted(items, key=place_of):
        drawn = tuple(on_paper(styles[area]) for area in item.areas if area in styles)
        start, end = place_of(item), (item.passage.to_page, item.passage.end)
        lane = _free(ends, start, max(1, len(drawn)))
        ends[lane : lane + len(drawn)] = [end] * len(drawn)
        for page in range(item.passage.page, item.passage.to_page + 1):
            rects = tuple(rect(box[1:]) for box in item.passage.boxes if box[0] == page)
            if rects and drawn:
                mark = Mark(item.id, item.finding, drawn, lane, rects, told(item, names), item.passage.picture)
                pages[page].append(mark)
    return {page: tuple(marks) for page, marks in pages.items()}


def place_of(item: Evidence) -> tuple[int, int]:
    """Where an item begins: page and character."""
    return item.passage.page, item.passage.start


def on_paper(style: AreaStyle) -> AreaStyle:
    """The style with its colour dark enough for paper, which stays light in the dark scheme."""
    colour = QColor(style.colour)
    while contrast(colour, PAPER) < SHAPE_CONTRAST:
        colour = colour.darker(110)
    return AreaStyle(colour, style.mark)


def _free(ends: Sequence[tuple[int, int]], start: tuple[int, int], lanes: int) -> int:
    """The first lane from which so many in a row are free at a place."""
    lane = 0
    for index, end in enumerate(ends):
        if end > start:
            lane = index + 1
        elif index - lane + 1 == lanes:
            break
    return lane


def told(item: Evidence, names: Mapping[str, str]) -> str:
    """What an item says when it is pointed at or gone to: areas, themes, finding, note, a line each.

    Args:
        names: of areas and themes, by id.
    """
    areas = ", ".join(names[area] for area in item.areas if area in names)
    themes = ", ".join(names[theme] for theme in item.themes if theme in names)
    finding = FINDING_LABELS[item.finding] + (" · impact on children" if item.impact else "")
    shown = item.passage.quote if item.passage.picture else ""
    return "\n".join(part for part in (shown, areas, themes, finding, item.note) if part)
