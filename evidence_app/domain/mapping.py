"""Which judgement areas of one framework are those of another: all of them map to the same few stable ids."""

from __future__ import annotations

from collections.abc import Collection

from evidence_app.domain.framework import STABLE_AREAS, Framework


def stable_areas(framework: Framework | None, area_id: str) -> tuple[str, ...]:
    """The stable areas an area's evidence belongs to; empty for one that belongs to none, such as the overall grade.

    Args:
        framework: the framework the area is of; None where that is not known.
        area_id: the area, e.g. "care_and_leavers", which belongs to "care" and "care_leavers".
    """
    area = framework.area(area_id) if framework else None
    if area is not None:
        return area.maps_to
    return (area_id,) if area_id in STABLE_AREAS else ()


def areas_for(framework: Framework, stable: Collection[str]) -> tuple[str, ...]:
    """The areas of a framework that take what belongs to some stable areas, in the framework's order."""
    return tuple(area.id for area in framework.areas if set(area.maps_to) & set(stable))
