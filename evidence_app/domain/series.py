"""The inspections and visits of an authority in order, and the grades of each judgement area over time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from evidence_app.domain.framework import OVERALL, Framework
from evidence_app.domain.inspection import Doubt, ImprovementPoint, OfstedReport
from evidence_app.domain.mapping import stable_areas


@dataclass(frozen=True, slots=True)
class Inspection:
    """A report or letter of the library, with what the officer confirmed taken over.

    Args:
        document: id of its document.
        title: title of its document.
        elsewhere: True where it is about another authority than the workspace's own.
        report: what it says.
        confirmed: what the officer confirmed: (field, value), the value empty where it is as read.
    """

    document: int
    title: str
    elsewhere: bool
    report: OfstedReport
    confirmed: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The inspection as the command line prints it, without its paragraphs."""
        told = self.report.to_json()
        kept = (
            *("type", "authority", "urn", "start", "end", "published", "published_from", "lead_inspector", "length"),
            *("framework", "grades", "grades_printed", "outcome", "self_check", "improve", "doubts"),
        )
        return {
            "document": self.document,
            "title": self.title,
            "elsewhere": self.elsewhere,
            **{key: told[key] for key in kept},
            "confirmed": dict(self.confirmed),
        }


@dataclass(frozen=True, slots=True)
class GradePoint:
    """A grade in the course of time.

    Args:
        document: id of the report that gives it.
        start: first day of the inspection.
        grade: as its framework spells it.
        rank: its place on its own scale, 0 the best; None where it is none of the scale, such as "Not judged".
        of: how many grades that scale has.
        name: printed name of the area it was given for.
        combined: True where that area stood for more than this one, as care and care leavers did until 2022.
        framework: id of the framework it was given under.
    """

    document: int
    start: date
    grade: str
    rank: int | None
    of: int
    name: str
    combined: bool
    framework: str


@dataclass(frozen=True, slots=True)
class GradeLine:
    """The grades of a judgement area over time, the oldest first; area is "overall" for the overall judgement."""

    area: str
    name: str
    points: tuple[GradePoint, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """Inspections and visits of one authority, the oldest first, and their grades by area."""

    authority: str
    inspections: tuple[Inspection, ...]
    lines: tuple[GradeLine, ...]

    def to_json(self) -> dict[str, Any]:
        """The series as the command line prints it."""
        lines = [asdict(line) for line in self.lines]
        for line in lines:
            for point in line["points"]:
                point["start"] = point["start"].isoformat()
        return {
            "authority": self.authority,
            "inspections": [inspection.to_json() for inspection in self.inspections],
            "lines": lines,
        }


@dataclass(frozen=True, slots=True)
class Statement:
    """Something a report says, and where: document, page, the paragraph's printed number, and its words.

    Args:
        section: heading it stands under; "What needs to improve" for a point of that list.
    """

    document: int
    page: int
    number: int | None
    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Repeated:
    """A theme that came back: what an inspection asked for, and what a later one says of it.

    Args:
        earlier: the point or paragraph of the earlier report.
        later: the point or paragraph of the later one that is most like it.
        score: how alike they are, from 0 to 1.
        themes: ids of the themes both speak of; empty where their words alone are alike.
        still_listed: True where the later one is itself a point that needs to improve, not only a paragraph.
    """

    earlier: Statement
    later: Statement
    score: float
    themes: tuple[str, ...]
    still_listed: bool

    def to_json(self) -> dict[str, Any]:
        """The pair as the command line prints it."""
        return asdict(self) | {"score": round(self.score, 3), "themes": list(self.themes)}


def in_order(inspections: Iterable[Inspection]) -> list[Inspection]:
    """Inspections by their first day; those whose dates are not known come last."""
    return sorted(
        inspections, key=lambda each: (each.report.start or date.max, each.report.end or date.max, each.title)
    )


def grade_lines(
    inspections: Sequence[Inspection], framework: Framework, frameworks: Mapping[str, Framework]
) -> tuple[GradeLine, ...]:
    """The grades of each area of a framework over time, and those of the overall judgement where one was ever given.

    Args:
        inspections: the oldest first.
        framework: whose areas are asked for.
        frameworks: every framework by id.
    """
    lines = []
    for area in framework.areas:
        points = [
            point
            for each in inspections
            if (point := _point(each, area.maps_to, frameworks.get(each.report.framework or "")))
        ]
        lines.append(GradeLine(area.id, area.name, tuple(points)))
    overall = [
        point for each in inspections if (point := _point(each, (), frameworks.get(each.report.framework or "")))
    ]
    return (*lines, GradeLine(OVERALL, "Overall effectiveness", tuple(overall))) if overall else tuple(lines)


def points_to_improve(inspection: Inspection) -> tuple[ImprovementPoint, ...]:
    """What a report asks the authority itself to improve; what it asks of its safeguarding board is left out."""
    return tuple(point for point in inspection.report.improve if point.area is None)


def without(doubts: Iterable[Doubt], fields: Iterable[str]) -> tuple[Doubt, ...]:
    """The doubts that are left when some fields were confirmed."""
    settled = set(fields)
    return tuple(doubt for doubt in doubts if doubt.field not in settled)


def _point(inspection: Inspection, stable: Sequence[str], framework: Framework | None) -> GradePoint | None:
    """The grade an inspection gives to an area that belongs to some stable areas; to the overall judgement for none."""
    report = inspection.report
    if framework is None or report.start is None:
        return None
    for grade in report.grades:
        belongs = stable_areas(framework, grade.area)
        asked = grade.area == OVERALL if not stable else _stands_for(framework, grade.area, stable)
        if not asked:
            continue
        area = framework.area(grade.area)
        labels = [each.label for each in framework.scale.grades]
        return GradePoint(
            document=inspection.document,
            start=report.start,
            grade=grade.grade,
            rank=labels.index(grade.grade) if grade.grade in labels else None,
            of=len(labels),
            name=area.name if area else grade.area,
            combined=len(belongs) > len(stable) > 0,
            framework=framework.id,
        )
    return None


def _stands_for(framework: Framework, area_id: str, stable: Sequence[str]) -> bool:
    """Whether an area is the one that was graded for some stable areas: itself, or the only one that covers them.

    A part graded within an area, as adoption was within care, does not stand for it.
    """
    if area_id in stable:
        return True
    if any(area.id in stable for area in framework.areas):
        return False
    covering = [area.id for area in framework.areas if set(stable) <= set(area.maps_to)]
    return covering == [area_id]
