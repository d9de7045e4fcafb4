"""The reader checks itself: what two places of a report say must agree, and nothing may be missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from evidence_app.domain.framework import NOT_JUDGED, Framework, normalise_grade
from evidence_app.domain.inspection import VERIFIED, AreaGrade, Doubt, ReportType
from evidence_app.ofsted.body import Body

_LETTERS: frozenset[ReportType] = frozenset({"JTAI", "area-SEND", "monitoring-visit", "focused-visit"})


def self_check(
    report: ReportType, framework: Framework | None, grades: Sequence[AreaGrade], body: Body, start: date | None
) -> tuple[str | None, tuple[Doubt, ...]]:
    """What to look at in a report as read.

    Args:
        report: its type.
        framework: the framework in force when it started; None where that is not known.
        grades: the grades read.
        body: its sections and numbering.
        start: first day of the inspection.

    Returns:
        VERIFIED or what to look at as one text (None for an unknown report), and one by one.
    """
    if report == "unknown":
        return None, ()
    found = [*_dates(start), *_sections(body)]
    if report not in _LETTERS:
        found += [*_grades(report, framework, grades), *_headings(framework, grades, body), *_numbers(body)]
    return " ".join(doubt.why for doubt in found) or VERIFIED, tuple(found)


def _dates(start: date | None) -> list[Doubt]:
    return [] if start else [Doubt("dates", "The dates of the inspection were not found.")]


def _sections(body: Body) -> list[Doubt]:
    if any(section.paragraphs for section in body.sections):
        return []
    return [Doubt("sections", "No sections with text were found.")]


def _grades(report: ReportType, framework: Framework | None, grades: Sequence[AreaGrade]) -> list[Doubt]:
    """Every area of the framework is graded once, and no other; the overall grade does not contradict the areas."""
    if framework is None:
        return [Doubt("framework", "Which framework was in force is not known.")]
    expected = [*framework.areas, *([framework.overall] if framework.overall else [])]
    if framework.series == "SIF":
        # The board is judged only where its review was part of the inspection, and then at times alone.
        expected = [area for area in expected if (area.id == "lscb") == (report == "LSCB")]
    given = {grade.area: grade.grade for grade in grades}
    found = [
        Doubt(f"grade:{area.id}", f"No grade was found for “{area.name}”.") for area in expected if area.id not in given
    ]
    known = {area.id for area in expected} | {"lscb"}
    found += [
        Doubt(f"grade:{area}", f"“{area}” has a grade, which {framework.name} does not give.")
        for area in given
        if area not in known
    ]
    overall = given.get("overall")
    order = [grade.label for grade in framework.scale.grades]
    ranks = [
        order.index(given[area.id]) for area in framework.areas if given.get(area.id) in order and area.id != "lscb"
    ]
    if overall in order and ranks:
        rank = order.index(overall)
        if rank < min(ranks) or rank > max(ranks) or (rank <= 1 and max(ranks) == len(order) - 1):
            found.append(Doubt("grade:overall", f"The overall grade, {overall}, does not fit the grades of the areas."))
    return found


def _headings(framework: Framework | None, grades: Sequence[AreaGrade], body: Body) -> list[Doubt]:
    """The grade in an area's heading is the one on the cover."""
    found = []
    printed = {heading.area: heading.grade or "" for heading in body.headings if heading.area}
    for grade in grades:
        if grade.area in ("overall", "lscb") or framework is None or framework.series == "LAC-2013":
            continue
        if grade.area not in printed and grade.grade == NOT_JUDGED.label:
            continue
        if grade.area not in printed:
            found.append(Doubt("sections", f"The section on “{_name(framework, grade.area)}” was not found."))
            continue
        heading = normalise_grade(printed[grade.area], framework.scale)
        if heading is None or heading.label != grade.grade:
            name = _name(framework, grade.area)
            why = f"“{name}” is {grade.grade} on the cover, but {printed[grade.area]} at its section."
            found.append(Doubt(f"grade:{grade.area}", why))
    return found


def _numbers(body: Body) -> list[Doubt]:
    """The paragraph numbers leave none out."""
    if not body.numbering.numbers:
        return [Doubt("numbering", "No numbered paragraphs were found.")]
    if body.numbering.missing:
        missing = ", ".join(str(number) for number in body.numbering.missing)
        return [Doubt("numbering", f"The report’s numbering leaves out paragraph {missing}.")]
    return []


def _name(framework: Framework, area: str) -> str:
    known = framework.area(area)
    return known.name if known else area
