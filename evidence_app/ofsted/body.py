"""The body of a report: its sections with their paragraphs, what needs to improve, and its opening summary."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from evidence_app.domain.inspection import ImprovementPoint, Paragraph, ReportType, Section
from evidence_app.ofsted.headings import Heading, find_headings
from evidence_app.ofsted.paragraphs import Number, Numbering, bullets, find_numbers, numbered, unnumbered
from evidence_app.ofsted.reporttext import ReportText

LSCB = "lscb"
_NUMBERED: frozenset[ReportType] = frozenset({"ILACS", "SIF", "LSCB", "LAC-2013"})
_SUMMARIES = ("executive summary",)
_LETTER_BEGINS = re.compile(r"(?m)^[^\S\n]*(?:This letter|I am writing|I write)\b")
# "The inspection did not find any areas for priority and immediate action" is no point to act on.
_NO_POINTS = re.compile(
    r"(?i)(?:there\s+(?:are|were)\s+no\b|(?:the\s+inspection|inspectors?)\s+(?:did\s+not|found\s+no|identified\s+no)\b|"
    r"no(?:ne)?\b).{0,120}$"
)


@dataclass(frozen=True, slots=True)
class Body:
    """What a report's body holds. Grades of headings are as printed."""

    sections: tuple[Section, ...]
    improve: tuple[ImprovementPoint, ...]
    summary: tuple[Paragraph, ...]
    headings: tuple[Heading, ...]
    numbering: Numbering


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What stands under one heading: from its end to the next heading."""

    heading: Heading
    end: int
    numbers: tuple[Number, ...]
    board: bool


def read_body(report: ReportType, text: ReportText, start: int) -> Body:
    """Reads the body of a report.

    Args:
        report: its type.
        text: its text.
        start: where the body begins, after the cover's grades.
    """
    headings = find_headings(text.text, report, start)
    first = start if report == "ILACS" else max(start, text.flow.offset(2, 0))
    numbering = find_numbers(text.text, first, len(text.text)) if report in _NUMBERED else Numbering(())
    stretches = _stretches(text, headings, numbering, start, board=report == "LSCB")
    sections: list[Section] = []
    improve: list[ImprovementPoint] = []
    summary: tuple[Paragraph, ...] = ()
    for index, stretch in enumerate(stretches):
        kind = stretch.heading.kind
        if kind in ("improve", "priority"):
            improve += _points(text, stretch)
        if index == 0 and not stretch.numbers:
            summary = _opening(report, text, stretch)
        elif kind == "sub" and sections and not stretch.board:
            sections[-1] = replace(sections[-1], paragraphs=sections[-1].paragraphs + _paragraphs(text, stretch))
        elif section := _section(text, stretch):
            sections.append(section)
        if stretch.heading.words.casefold().rstrip(" :.") in _SUMMARIES and not stretch.board and not summary:
            summary = unnumbered(text, stretch.heading.end, stretch.end)
    return Body(tuple(sections), tuple(improve), summary, tuple(headings), numbering)


def _stretches(
    text: ReportText, headings: list[Heading], numbering: Numbering, start: int, board: bool
) -> list[_Stretch]:
    """The text cut at its headings; what stands before the first of them comes first."""
    whole = [Heading(start, start, "part", ""), *headings]
    ends = [*(heading.start for heading in headings), len(text.text)]
    found = []
    for heading, end in zip(whole, ends, strict=True):
        numbers = tuple(number for number in numbering.numbers if heading.end <= number.start < end)
        if heading.kind == "board" or "LSCB" in heading.words:
            board = True
        elif heading.kind in ("area", "end"):
            board = False
        found.append(_Stretch(heading, end, numbers, board))
    return found


def _opening(report: ReportType, text: ReportText, stretch: _Stretch) -> tuple[Paragraph, ...]:
    """The opening summary: what stands between the cover's grades, or a letter's address, and the first heading."""
    begin = stretch.heading.end
    if report != "ILACS":
        found = _LETTER_BEGINS.search(text.text, begin, stretch.end)
        if found is None:
            return ()
        begin = found.start()
    return unnumbered(text, begin, stretch.end)


def _paragraphs(text: ReportText, stretch: _Stretch) -> tuple[Paragraph, ...]:
    """The paragraphs under a heading: those before the first number, then the numbered ones."""
    first = stretch.numbers[0].start if stretch.numbers else stretch.end
    if not stretch.heading.words:
        first = stretch.heading.end  # cover and contents, before the first heading
    return unnumbered(text, stretch.heading.end, first) + numbered(text, stretch.numbers, stretch.end)


def _section(text: ReportText, stretch: _Stretch) -> Section | None:
    """The section under a heading; None where there is nothing to read."""
    heading = stretch.heading
    listed = heading.kind in ("improve", "priority") and not stretch.numbers
    if heading.kind == "end" or listed:
        return None
    paragraphs = _paragraphs(text, stretch)
    area = heading.area or (LSCB if stretch.board else None)
    if not paragraphs and not area:
        return None
    return Section(area, heading.words, heading.grade, text.page(heading.start), paragraphs)


def _points(text: ReportText, stretch: _Stretch) -> list[ImprovementPoint]:
    """What a list of improvements says, point by point: numbered, with bullets, or in prose."""
    heading = stretch.heading
    found = (
        numbered(text, stretch.numbers, stretch.end)
        or bullets(text, heading.end, stretch.end)
        or unnumbered(text, heading.end, stretch.end)
    )
    priority, area = heading.kind == "priority", LSCB if stretch.board else None
    return [
        ImprovementPoint(each.text, each.page, each.number, priority, area)
        for each in found
        if not _NO_POINTS.match(each.text)
    ]
