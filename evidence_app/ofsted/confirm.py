"""What an officer confirms of a report as read: the value of a doubtful field, or that it is right as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from evidence_app.domain.framework import NOT_JUDGED, Framework, framework_for, normalise_grade
from evidence_app.domain.inspection import AreaGrade, OfstedReport
from evidence_app.domain.series import without
from evidence_app.errors import KnownError
from evidence_app.ofsted.authorities import identify
from evidence_app.ofsted.header import inspection_length
from evidence_app.ofsted.reader import series_of

GRADE = "grade:"
# Fields that a value can be given for; grades besides, as "grade:" and the id of an area.
VALUED = ("authority", "dates", "published", "lead_inspector")
# Fields that can only be said to be right as they are.
LOOKED_AT = ("type", "length", "framework", "outcome", "sections", "numbering")


def confirmed(report: OfstedReport, values: Mapping[str, str], frameworks: Mapping[str, Framework]) -> OfstedReport:
    """A report with what was confirmed taken over, and no doubt left about it.

    Args:
        report: as read.
        values: confirmed values by field, in the form `checked` gives; empty where the field is right as read.
        frameworks: every framework by id; new dates may mean another one was in force.
    """
    for field, value in values.items():
        if value:
            report = _with(report, field, value, frameworks)
    return replace(report, doubts=without(report.doubts, values))


def checked(report: OfstedReport, field: str, value: str, frameworks: Mapping[str, Framework]) -> str:
    """A value as it is kept.

    Args:
        field: what is confirmed, one of VALUED or LOOKED_AT or "grade:" and an area.
        value: a name; a date as 2026-05-11; dates as 2026-05-11/2026-05-22; a grade; empty for "as read".

    Raises:
        KnownError: there is no such field, or the value is none for it.
    """
    value = " ".join(value.split())
    known = field in VALUED or field in LOOKED_AT or field.startswith(GRADE)
    if not known:
        raise KnownError(
            f"“{field}” is no field of a report that can be confirmed.",
            f"Choose one of: {', '.join((*VALUED, *LOOKED_AT))}, or {GRADE}AREA.",
        )
    if not value:
        return ""
    if field in LOOKED_AT:
        raise KnownError(f"“{field}” can be confirmed as it is, but not given another value.", "Leave the value out.")
    if field == "published":
        return _day(value).isoformat()
    if field == "dates":
        first, _, last = value.partition("/")
        start, end = _day(first), _day(last or first)
        if end < start:
            raise KnownError("The inspection cannot end before it starts.", "Write the first day before the last.")
        return f"{start.isoformat()}/{end.isoformat()}"
    if field.startswith(GRADE):
        return _grade(report, field.removeprefix(GRADE), value, frameworks)
    return value


def _with(report: OfstedReport, field: str, value: str, frameworks: Mapping[str, Framework]) -> OfstedReport:
    """The report with a kept value in the place of what was read."""
    if field == "authority":
        authority = identify(value)
        return replace(report, authority=authority.name, urn=authority.urn or None)
    if field == "lead_inspector":
        return replace(report, lead_inspector=value)
    if field == "published":
        return replace(report, published=date.fromisoformat(value), published_from="confirmed")
    if field == "dates":
        start, end = (date.fromisoformat(day) for day in value.split("/"))
        framework = framework_for(frameworks, series_of(report.type), start)
        length = inspection_length(((start, end),)) if report.type == "ILACS" else None
        return replace(
            report,
            start=start,
            end=end,
            ranges=((start, end),),
            length=length,
            framework=framework.id if framework else None,
        )
    area = field.removeprefix(GRADE)
    given = AreaGrade(area, value, next((each.printed for each in report.grades if each.area == area), value))
    if report.grade(area) is None:
        return replace(report, grades=(*report.grades, given))
    return replace(report, grades=tuple(given if each.area == area else each for each in report.grades))


def _grade(report: OfstedReport, area: str, value: str, frameworks: Mapping[str, Framework]) -> str:
    framework = frameworks.get(report.framework or "")
    if framework is None or framework.area(area) is None:
        areas = [each.id for each in framework.areas] if framework else []
        raise KnownError(
            f"The framework of this report has no judgement area “{area}”.",
            f"Choose one of: {', '.join(areas)}." if areas else "Confirm its dates first.",
        )
    grade = normalise_grade(value, framework.scale)
    if grade is None:
        labels = [each.label for each in (*framework.scale.grades, NOT_JUDGED)]
        raise KnownError(f"“{value}” is no grade of {framework.name}.", f"Choose one of: {', '.join(labels)}.")
    return grade.label


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise KnownError(f"“{text}” is not a date.", "Write it as year-month-day, for example 2026-03-31.") from None
