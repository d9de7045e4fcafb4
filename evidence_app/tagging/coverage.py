"""What each judgement area has and lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from evidence_app.domain.coverage import Counted, CoverageCell, CoverageFilter
from evidence_app.domain.document import Origin
from evidence_app.domain.framework import Framework


def coverage(framework: Framework, items: Iterable[Counted]) -> list[CoverageCell]:
    """One cell for each area as a whole (theme None), then one for each of its themes, in the framework's order."""
    inside: dict[tuple[str, str | None], list[Counted]] = {}
    for item in items:
        for area in item.areas:
            inside.setdefault((area, None), []).append(item)
            for theme in item.themes:
                inside.setdefault((area, theme), []).append(item)
    keys = [(area.id, theme) for area in framework.areas for theme in (None, *(one.id for one in area.themes))]
    return [_cell(area, theme, inside.get((area, theme), [])) for area, theme in keys]


def chosen(items: Iterable[Counted], wanted: CoverageFilter, without: Collection[int] = ()) -> Iterable[Counted]:
    """The items that pass a filter.

    Args:
        without: ids of documents that do not count.
    """
    asked = Origin(wanted.kind, wanted.authority, wanted.team)
    for item in items:
        dated = (not wanted.since or item.date >= wanted.since) and (not wanted.until or "" < item.date <= wanted.until)
        of = all(not wish or wish == is_ for wish, is_ in zip(asked, item.origin, strict=True))
        if dated and of and item.document not in without:
            yield item


def gaps(cells: Iterable[CoverageCell]) -> list[CoverageCell]:
    """Cells without any strength or improvement."""
    return [cell for cell in cells if cell.nothing]


def one_sided(cells: Iterable[CoverageCell]) -> list[CoverageCell]:
    """Cells with strengths only, or improvements only."""
    return [cell for cell in cells if cell.one_sided]


def one_source(cells: Iterable[CoverageCell]) -> list[CoverageCell]:
    """Cells whose evidence comes from one document only, or from one kind of document only."""
    return [cell for cell in cells if cell.one_source]


def stale(cells: Iterable[CoverageCell], today: date) -> list[CoverageCell]:
    """Cells with evidence, none of it dated within the last six months."""
    return [cell for cell in cells if cell.stale(today)]


def _cell(area: str, theme: str | None, items: list[Counted]) -> CoverageCell:
    return CoverageCell(
        area=area,
        theme=theme,
        strength=sum(item.finding == "strength" for item in items),
        improvement=sum(item.finding == "improvement" for item in items),
        context=sum(item.finding == "context" for item in items),
        newest=max((item.date for item in items), default=""),
        documents=len({item.document for item in items}),
        kinds=len({item.origin.kind for item in items}),
        impact=sum(item.impact for item in items),
        agreed=sum(item.status == "agreed" for item in items),
    )
