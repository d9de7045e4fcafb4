"""Where evidence goes when the framework changes: by the stable areas that all frameworks share; nothing is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from evidence_app.domain.evidence import Evidence
from evidence_app.domain.framework import Framework
from evidence_app.domain.mapping import areas_for, stable_areas

# same: the area is called the same; mapped: one area takes what belonged there; theme, words: of several areas its
# themes or its words chose; chosen: the officer did; none: no area takes it.
How = Literal["same", "mapped", "theme", "words", "chosen", "none"]

# Chooses one of some areas by the words of a passage.
Tell = Callable[[str, Sequence[str]], str]


@dataclass(frozen=True, slots=True)
class Move:
    """Where one item goes.

    Args:
        evidence: its id.
        title, page, quote: where it stands and what it says, to be shown.
        before, after: ids of its areas under the old and the new framework; after is empty where none takes it.
        themes_before, themes_after: ids of its themes; those the new framework does not have are left out of after.
        how: what decided; of several areas the least certain.
    """

    evidence: str
    title: str
    page: int
    quote: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    themes_before: tuple[str, ...]
    themes_after: tuple[str, ...]
    how: How

    @property
    def themes_lost(self) -> tuple[str, ...]:
        """Themes the new framework does not have; their names are written into the item's note."""
        return tuple(theme for theme in self.themes_before if theme not in self.themes_after)


@dataclass(frozen=True, slots=True)
class Remap:
    """What changing the framework would do with the evidence, item by item."""

    old: str
    new: str
    moves: tuple[Move, ...]

    @property
    def unplaced(self) -> tuple[Move, ...]:
        """Items no area of the new framework takes: the officer has to choose one before the framework can change."""
        return tuple(move for move in self.moves if move.how == "none")

    def counts(self) -> list[tuple[str, str, int]]:
        """(area before, area after, items), the most first; the area after is empty where there is none."""
        found = Counter((", ".join(move.before), ", ".join(move.after)) for move in self.moves)
        return [(before, after, count) for (before, after), count in found.most_common()]

    def to_json(self) -> dict[str, Any]:
        """The preview as the command line prints it."""
        counts = [{"before": before, "after": after, "items": items} for before, after, items in self.counts()]
        moves = [asdict(move) | {"themes_lost": list(move.themes_lost)} for move in self.moves]
        return {"from": self.old, "to": self.new, "counts": counts, "unplaced": len(self.unplaced), "moves": moves}


_LEAST_CERTAIN: tuple[How, ...] = ("none", "words", "theme", "mapped", "same")


def remap(
    items: Iterable[Evidence], old: Framework, new: Framework, tell: Tell, chosen: Mapping[str, str] | None = None
) -> Remap:
    """Where evidence would go.

    Args:
        items: the evidence.
        old, new: the frameworks.
        tell: chooses among areas by the words of a passage, where themes do not.
        chosen: areas the officer chose, by evidence id.
    """
    return Remap(old.id, new.id, tuple(_move(item, old, new, tell, (chosen or {}).get(item.id)) for item in items))


def placed(area: str, theme: str, words: str, old: Framework, new: Framework, tell: Tell) -> tuple[str, str]:
    """Area and theme under the new framework of what has one area: an action of the plan, or a measure.

    Args:
        area, theme: ids under the old framework; may be empty.
        words: what it says, by which one of several areas is chosen.
        old, new, tell: as for remap.

    Returns:
        Both; they stay as they are where the new framework has no equivalent, so that nothing is lost.
    """
    targets = areas_for(new, stable_areas(old, area)) if area else ()
    if not targets:
        return area, theme
    having = [each.id for each in new.areas if each.id in targets and theme in {one.id for one in each.themes}]
    there = area if area in targets else (*having, *targets)[0] if having or len(targets) == 1 else tell(words, targets)
    kept = new.area(there)
    return there, theme if kept and theme in {one.id for one in kept.themes} else ""


def _move(item: Evidence, old: Framework, new: Framework, tell: Tell, chosen: str | None) -> Move:
    areas: list[str] = []
    ways: list[How] = []
    for area in () if chosen else item.areas:
        placed, how = _place(item, area, old, new, tell)
        areas += [each for each in placed if each not in areas]
        ways.append(how)
    # Of several areas, one without an equivalent is no loss as long as another one takes the item.
    certain: list[How] = [how for how in ways if how != "none"] or ["none"]
    after = (chosen,) if chosen else tuple(areas)
    kept = {theme.id for area in new.areas if area.id in after for theme in area.themes}
    return Move(
        evidence=item.id,
        title=item.title,
        page=item.passage.page,
        quote=item.passage.quote,
        before=item.areas,
        after=after,
        themes_before=item.themes,
        themes_after=tuple(theme for theme in item.themes if theme in kept),
        how="chosen" if chosen else min(certain, key=_LEAST_CERTAIN.index),
    )


def _place(item: Evidence, area: str, old: Framework, new: Framework, tell: Tell) -> tuple[tuple[str, ...], How]:
    """The areas of the new framework for one area of an item, and what decided."""
    targets = areas_for(new, stable_areas(old, area))
    if area in targets:
        return (area,), "same"
    if len(targets) < 2:
        return targets, "mapped" if targets else "none"
    having = tuple(
        each.id for each in new.areas if each.id in targets and any(theme.id in item.themes for theme in each.themes)
    )
    if 0 < len(having) < len(targets):
        return having, "theme"
    return (tell(item.passage.quote, targets),), "words"
