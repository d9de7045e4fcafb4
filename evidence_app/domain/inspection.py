"""What an inspection report says: what was judged, when, by whom, and which paragraph says what about which area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

ReportType = Literal[
    "ILACS", "SIF", "LAC-2013", "LSCB", "JTAI", "area-SEND", "monitoring-visit", "focused-visit", "unknown"
]
Length = Literal["short", "standard"]
PublishedFrom = Literal["text", "file name", "confirmed"]
VERIFIED = "verified"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, whole even where it runs over a page turn.

    Args:
        number: its printed number; None where the report does not number its paragraphs.
        page, to_page: first and last page, from 1.
        text: its words on one line, without number, running header and footnotes.
    """

    number: int | None
    page: int
    to_page: int
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section under one heading.

    Args:
        area: id of the judgement area it is about; None where it is about no single one.
        heading: as printed, without the grade.
        grade: the grade printed with the heading, as the framework spells it; None where there is none.
        page: page of the heading, from 1.
        paragraphs: its paragraphs in order.
    """

    area: str | None
    heading: str
    grade: str | None
    page: int
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class ImprovementPoint:
    """One thing that needs to improve.

    Args:
        text: its words.
        page: page on which it begins, from 1.
        number: its printed number, where it has one.
        priority: True where it stands under "areas for priority action".
        area: "lscb" where it is addressed to the Local Safeguarding Children Board, else None.
    """

    text: str
    page: int
    number: int | None = None
    priority: bool = False
    area: str | None = None


@dataclass(frozen=True, slots=True)
class AreaGrade:
    """The grade of one area: the framework's own spelling, and the words on the report."""

    area: str
    grade: str
    printed: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something of a report that a person should look at.

    Args:
        field: what it is about: "type", "authority", "dates", "published", "lead_inspector", "length", "framework",
            "outcome", "sections", "numbering", or "grade:" and the id of an area.
        why: a sentence.
    """

    field: str
    why: str


@dataclass(frozen=True, slots=True)
class OfstedReport:
    """A report as read. What could not be read is None or empty; what is doubtful is named in doubts.

    Args:
        type: what kind of report it is; "unknown" where it is none we know.
        authority: usual name of the authority.
        urn: Ofsted's number of the authority, where known.
        start, end: first and last day of the inspection.
        ranges: every printed range of dates; more than one where the inspection was interrupted.
        published: day of publication, and published_from where it was found.
        lead_inspector: name; the first where several are named, which is told in doubts.
        length: "short" (one week) or "standard" (two weeks), from the dates; None where neither fits.
        framework: id of the framework in force at the start.
        grades: in printed order.
        outcome: the outcome of an area SEND inspection, which is not a grade.
        sections: in printed order.
        improve: what needs to improve, in printed order, for the board's own points see their area.
        summary: the opening summary's paragraphs.
        self_check: VERIFIED, or what to look at; None where there was nothing to check.
        doubts: what a person should confirm.
    """

    type: ReportType
    authority: str | None = None
    urn: str | None = None
    start: date | None = None
    end: date | None = None
    ranges: tuple[tuple[date, date], ...] = ()
    published: date | None = None
    published_from: PublishedFrom | None = None
    lead_inspector: str | None = None
    length: Length | None = None
    framework: str | None = None
    grades: tuple[AreaGrade, ...] = ()
    outcome: str | None = None
    sections: tuple[Section, ...] = ()
    improve: tuple[ImprovementPoint, ...] = ()
    summary: tuple[Paragraph, ...] = ()
    self_check: str | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should confirm, as sentences."""
        return tuple(doubt.why for doubt in self.doubts)

    def grade(self, area: str) -> str | None:
        """The grade of an area; None where the report gives none."""
        return next((each.grade for each in self.grades if each.area == area), None)

    def to_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        improve = [asdict(point) for point in self.improve if point.area is None]
        return {
            "type": self.type,
            "authority": self.authority,
            "urn": self.urn,
            "start": _iso(self.start),
            "end": _iso(self.end),
            "ranges": [[first.isoformat(), last.isoformat()] for first, last in self.ranges],
            "published": _iso(self.published),
            "published_from": self.published_from,
            "lead_inspector": self.lead_inspector,
            "length": self.length,
            "framework": self.framework,
            "grades": {each.area: each.grade for each in self.grades},
            "grades_printed": {each.area: each.printed for each in self.grades},
            "outcome": self.outcome,
            "self_check": self.self_check,
            "summary": [_paragraph(paragraph) for paragraph in self.summary],
            "sections": [_section(section) for section in self.sections],
            "improve": improve,
            "improve_lscb": [asdict(point) for point in self.improve if point.area == "lscb"],
            "warnings": list(self.warnings),
            "doubts": [asdict(doubt) for doubt in self.doubts],
        }


def report_from_json(told: Mapping[str, Any]) -> OfstedReport:
    """The report from what `to_json` made of it, as it is kept with its document."""
    printed = told["grades_printed"]
    return OfstedReport(
        type=told["type"],
        authority=told["authority"],
        urn=told["urn"],
        start=_day(told["start"]),
        end=_day(told["end"]),
        ranges=tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in told["ranges"]),
        published=_day(told["published"]),
        published_from=told["published_from"],
        lead_inspector=told["lead_inspector"],
        length=told["length"],
        framework=told["framework"],
        grades=tuple(AreaGrade(area, grade, printed[area]) for area, grade in told["grades"].items()),
        outcome=told["outcome"],
        sections=tuple(
            Section(**{**section, "paragraphs": tuple(Paragraph(**each) for each in section["paragraphs"])})
            for section in told["sections"]
        ),
        improve=tuple(ImprovementPoint(**point) for point in (*told["improve"], *told["improve_lscb"])),
        summary=tuple(Paragraph(**each) for each in told["summary"]),
        self_check=told["self_check"],
        # Reports kept before doubts had fields have sentences only.
        doubts=tuple(Doubt(**each) for each in told.get("doubts", ()))
        or tuple(Doubt("", why) for why in told["warnings"]),
    )


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


# Written out, because asdict copies every word of the report and took a third of the time of reading it.
def _section(section: Section) -> dict[str, Any]:
    return {
        "area": section.area,
        "heading": section.heading,
        "grade": section.grade,
        "page": section.page,
        "paragraphs": [_paragraph(paragraph) for paragraph in section.paragraphs],
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "number": paragraph.number,
        "page": paragraph.page,
        "to_page": paragraph.to_page,
        "text": paragraph.text,
    }
