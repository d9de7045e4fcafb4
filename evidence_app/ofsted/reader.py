"""Reads an Ofsted report from the plain text of its pages. What is doubtful is said, never guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from evidence_app.domain.framework import Framework, framework_for, normalise_grade
from evidence_app.domain.inspection import AreaGrade, Doubt, OfstedReport, ReportType, Section
from evidence_app.domain.pagetext import Range
from evidence_app.ofsted.authorities import Authority, identify, mentioned
from evidence_app.ofsted.body import Body, read_body
from evidence_app.ofsted.check import self_check
from evidence_app.ofsted.frameworks import load_frameworks
from evidence_app.ofsted.grades import CoverGrades, cover_grades, with_board_grade
from evidence_app.ofsted.header import (
    Published,
    inspection_length,
    inspection_ranges,
    lead_inspectors,
    printed_authority,
    publication,
)
from evidence_app.ofsted.recognise import report_type
from evidence_app.ofsted.reporttext import ReportText, report_text

UNKNOWN = OfstedReport(type="unknown")

_HEAD = 500  # characters of the cover in which an authority's name stands

# Words run together, as badly made PDFs give them, or a title taken for a name.
_JOINED = re.compile(r"(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bLe)(?<!\bDu)(?<!\bFitz)(?<=[a-z])[A-Z]|Majesty|Inspector")
# The three outcomes of an area SEND inspection, by words no other outcome's sentence has.
_OUTCOMES = (
    (re.compile(r"(?i)widespread\s+and/?\s*(?:or\s+)?systemic\s+failings"), "widespread and/or systemic failings"),
    (re.compile(r"(?i)inconsistent\s+experiences\s+and\s+outcomes"), "inconsistent"),
    (re.compile(r"(?i)typically\s+lead(?:s|ing)?\s+to\s+positive\s+experiences"), "typically positive"),
)


def read_report(
    pages: Sequence[str], *, file_name: str = "", furniture: Sequence[tuple[Range, ...]] | None = None
) -> OfstedReport:
    """Reads a report.

    Args:
        pages: the plain text of each page, in order, as PyMuPDF's page.get_text() gives it.
        file_name: name of the file it came from, which may say when it was published; may be empty.
        furniture: each page's running headers and footers as find_furniture gives them, where known already.

    Returns:
        What it says; of type "unknown" and otherwise empty where it is no report we know.
    """
    text = report_text(pages, furniture)
    report = report_type(text.cover)
    if report == "unknown":
        return UNKNOWN
    ranges = inspection_ranges(report, text)
    start, end = (ranges[0][0], ranges[-1][1]) if ranges else (None, None)
    framework = framework_for(load_frameworks(), series_of(report), start)
    authority, doubts = _authority(report, text)
    published = publication(report, text, file_name)
    leads = lead_inspectors(report, text)
    cover = cover_grades(report, text)
    body = read_body(report, text, cover.end)
    cover = with_board_grade(cover, text, body.headings)
    grades, grade_doubts = _grades(framework, cover, body)
    outcome = _outcome(framework, text) if report == "area-SEND" else None
    checked, findings = self_check(report, framework, grades, body, start)
    length = inspection_length(ranges) if report == "ILACS" else None
    doubts += [*grade_doubts, *findings, *_published(published, end), *_dates(ranges), *_leads(report, leads)]
    if report == "area-SEND" and outcome is None:
        doubts.append(Doubt("outcome", "The outcome was not found."))
    if report == "ILACS" and ranges and length is None:
        doubts.append(Doubt("length", "The dates fit neither a short nor a standard inspection."))
    return OfstedReport(
        type=report,
        authority=authority.name if authority else None,
        urn=authority.urn or None if authority else None,
        start=start,
        end=end,
        ranges=ranges,
        published=published.day,
        published_from=published.source,
        lead_inspector=leads[0] if leads else None,
        length=length,
        framework=framework.id if framework else None,
        grades=grades,
        outcome=outcome,
        sections=tuple(_graded(section, framework) for section in body.sections),
        improve=body.improve,
        summary=body.summary,
        self_check=checked,
        doubts=tuple(doubts),
    )


def series_of(report: ReportType) -> str:
    """The series of frameworks a kind of report belongs to: a board's review belongs to the single framework."""
    return "SIF" if report == "LSCB" else report


def _authority(report: ReportType, text: ReportText) -> tuple[Authority | None, list[Doubt]]:
    """The authority, and what to confirm about it."""
    printed = printed_authority(report, text)
    authority = identify(printed or "")
    if not authority.known:
        named = mentioned(text.cover[:_HEAD])
        if len(named) == 1:
            why = f"The authority’s name was not where it usually stands; the cover names {named[0].name}."
            return named[0], [Doubt("authority", why)]
    if not printed:
        return None, [Doubt("authority", "The authority’s name was not found.")]
    why = f"“{authority.name}” is no authority we know; check the name."
    return authority, [] if authority.known else [Doubt("authority", why)]


def _published(published: Published, end: date | None) -> list[Doubt]:
    """What to confirm about the day of publication."""
    doubts = [Doubt("published", published.warning)] if published.warning else []
    if published.day and end and published.day < end:
        why = "It seems to have been published before the inspection ended; check the dates."
        doubts.append(Doubt("published", why))
    return doubts


def _dates(ranges: Sequence[tuple[date, date]]) -> list[Doubt]:
    """What to confirm about the dates."""
    doubts = []
    if len(ranges) > 1:
        why = "More than one range of inspection dates is printed; the whole span is shown."
        doubts.append(Doubt("dates", why))
    if any(first > last for first, last in ranges):
        doubts.append(Doubt("dates", "The inspection dates run backwards; check them."))
    return doubts


def _leads(report: ReportType, leads: Sequence[str]) -> list[Doubt]:
    """What to confirm about the lead inspector."""
    if not leads and report != "JTAI":
        return [Doubt("lead_inspector", "The lead inspector’s name was not found.")]
    if any(_JOINED.search(lead) for lead in leads):
        return [Doubt("lead_inspector", f"The lead inspector’s name looks odd: {leads[0]}.")]
    if len(leads) > 1:
        return [Doubt("lead_inspector", f"More than one lead inspector is named: {' and '.join(leads)}.")]
    return []


def _grades(framework: Framework | None, cover: CoverGrades, body: Body) -> tuple[tuple[AreaGrade, ...], list[Doubt]]:
    """The grades spelt as the framework does; one the cover does not give is taken from its heading, and told."""
    if framework is None:
        shown = [f"{grade.area}: {grade.printed}" for grade in cover.grades]
        why = f"Grades are printed, but not taken over without a framework: {', '.join(shown)}."
        return (), [Doubt("framework", why)] if shown else []
    doubts = [Doubt("grade:", f"A row of the table is no area we know: “{row}”.") for row in cover.other_rows]
    grades = []
    for grade in cover.grades:
        known = normalise_grade(grade.printed, framework.scale)
        if known:
            grades.append(AreaGrade(grade.area, known.label, grade.printed))
        else:
            doubts.append(Doubt(f"grade:{grade.area}", f"“{grade.printed}” is no grade of {framework.name}."))
    given = {grade.area for grade in grades}
    for heading in body.headings:
        known = normalise_grade(heading.grade or "", framework.scale)
        if heading.area and heading.area not in given and known:
            grades.append(AreaGrade(heading.area, known.label, heading.grade or ""))
            why = f"The grade of “{heading.words}” was read from its section’s heading, not from the cover."
            doubts.append(Doubt(f"grade:{heading.area}", why))
    return tuple(grades), doubts


def _graded(section: Section, framework: Framework | None) -> Section:
    """The section with its grade in the framework's spelling."""
    known = normalise_grade(section.grade or "", framework.scale) if framework else None
    return replace(section, grade=known.label if known else None)


def _outcome(framework: Framework | None, text: ReportText) -> str | None:
    """The outcome of an area SEND inspection; None where its sentence was not found or more than one stands there."""
    found = [words for pattern, words in _OUTCOMES if pattern.search(text.cover)]
    grade = normalise_grade(found[0], framework.scale) if framework and len(found) == 1 else None
    return grade.label if grade else None
