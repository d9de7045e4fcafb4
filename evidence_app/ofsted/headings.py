"""The headings of a report: those of judgement areas with their grade, and those every report of its kind has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from evidence_app.domain.framework import JudgementArea
from evidence_app.domain.inspection import ReportType
from evidence_app.ofsted.frameworks import load_frameworks
from evidence_app.ofsted.printed import BETWEEN, phrase

# area: a judgement area; improve, priority: lists of what has to change; part: a section about no one area;
# board: the part about the Local Safeguarding Children Board; sub: a heading within a section; end: nothing to read.
Kind = Literal["area", "improve", "priority", "part", "board", "sub", "end"]

_BLANK = r"[^\S\n]*"
# A heading begins a line with a capital or a figure; most lines do not, and are passed over at once.
# (A line end is searched for several times faster than the beginning of a line is.)
_LINE = rf"(?im)\n{_BLANK}(?=(?-i:[A-Z0-9]))"
# A table of contents repeats headings, each above its page number.
_NOT_CONTENTS = r"(?!\s*\n?[^\S\n]*\d{1,3}[^\S\n]*(?:\n|$))"

_FOOTNOTE_MARK = re.compile(r"(?<=[a-z?])\d$")

_IMPROVE = (
    r"what\s+needs\s+to\s+improve(?:\s+in\s+this\s+area\s+of\s+(?:social\s+work\s+)?practice)?",
    r"what\s+does\s+the\s+(?:local\s+authority|LSCB|board|(?:local\s+)?(?:area\s+)?partnership)\s+need\s+to\s+"
    r"(?:improve|do\s+better)",
    r"recommendations?",
    r"areas?\s+for\s+(?:improvement|development)",
)
_PRIORITY = (
    r"(?:responsible\s+body\s+)?areas?\s+for\s+priority\s+action",
    r"priority\s+and\s+immediate\s+actions?",
    r"immediate\s+actions?",
)
_CLOSING = (
    r"the\s+office\s+for\s+standards\s+in\s+education,?\s+children[’']?s\s+services\s+and\s+skills\s+\(ofsted\)[^\n]*",
    r"any\s+complaints\s+about\s+the\s+inspection[^\n]*",
    r"if\s+you\s+would\s+like\s+a\s+copy\s+of\s+this\s+document[^\n]*",
    r"what\s+the\s+inspection\s+judge?ments?\s+means?(?::?[^\n]*(?:\n[^\S\n]*authority)?)",
    r"information\s+about\s+this\s+inspection",
    r"the\s+inspection\s+team",
)
# Series whose reports grade areas; the others' letters have outcomes at most.
_GRADED = ("ILACS", "SIF", "LAC-2013")
_SIF: dict[Kind, tuple[str, ...]] = {
    "improve": (*_IMPROVE, r"areas?\s+for\s+improvement\s*[-–:]?\s*(?:the\s+)?LSCB"),
    "priority": _PRIORITY,
    "part": (
        r"executive\s+summary",
        r"summary\s+of\s+(?:key\s+)?findings",
        r"summary\s+for\s+children\s+and\s+young\s+people",
        r"the\s+local\s+authority[’']?s\s+strengths",
        r"progress\s+since\s+the\s+last\s+inspection",
        r"information\s+about\s+(?:this|the)\s+local\s+authority(?:\s+area)?\d?",
        r"(?:section\s+1:?\s*)?the\s+local\s+authority(?:\s*[-–:]\s*summary\s+of\s+(?:key\s+)?findings)?",
        r"inspection\s+judgements?\s+about\s+the\s+local\s+authority",
    ),
    "board": (
        r"(?:section\s+2:?\s*)?(?:the\s+effectiveness\s+of\s+)?(?:the\s+)?local\s+safeguarding\s+children[’']?s?\s+board"
        r"(?:\s*\(LSCB\))?(?:\s*[-–:]\s*summary\s+of\s+(?:key\s+)?findings)?",
    ),
    "sub": (
        r"summary",
        r"(?:inspection\s+)?findings",
        r"inspection\s+findings?\s*[-–:]\s*[^\n]*(?:\n[^\S\n]*(?:children\s+)?board)?",
        r"inspection\s+judgements?\s+about\s+the\s+LSCB",
        r"key\s+strengths\s+and\s+weaknesses[^\n]*",
        # An area's name above the table that gives its grade.
        r"(?:key\s+)?judge?ments?(?:\s+judge?ments?\s+grades?)?",
        r"the\s+experiences?\s+(?:and|of)\s+progress\s+of\s+children\s+(?:who\s+need\s+help\s+and\s+protection|"
        r"looked\s+after\s+and\s+achieving\s+permanence)",
        r"leadership,\s+management\s+and\s+governance",
    ),
    "end": (*_CLOSING, r"contents"),
}
_LETTER: dict[Kind, tuple[str, ...]] = {
    "improve": _IMPROVE,
    "priority": _PRIORITY,
    "part": (
        r"areas?\s+covered\s+by\s+(?:the|this)\s+(?:monitoring\s+|focused\s+)?visit",
        r"(?:overview|background|context)(?:\s+(?:of|to)\s+the\s+visit)?",
        r"(?:headline|main|key|summary\s+of)\s+findings",
        r"findings(?:\s+and\s+evaluation\s+of\s+progress)?",
        r"(?:summary\s+and\s+)?evaluation\s+of\s+progress",
        r"(?:key\s+)?strengths",
        r"next\s+steps",
        r"(?:case|practice)\s+study[^\n]*",
        r"inspection\s+outcome",
        r"(?:about|information\s+about)\s+the\s+(?:local\s+)?area(?:\s+partnership)?",
        r"what\s+is\s+it\s+like\s+to\s+be\s+a\s+child\s+or\s+young\s+person\s+with\s+(?:.|\n){0,80}?in\s+this\s+area",
        r"what\s+is\s+the\s+(?:local\s+)?area\s+partnership\s+doing\s+that\s+is\s+effective",
    ),
    "end": (*_CLOSING, r"yours\s+sincerely,?", r"(?:local\s+area\s+partnership\s+details|inspection\s+team)"),
}
_REPORT: dict[Kind, tuple[str, ...]] = {"improve": _IMPROVE, "priority": _PRIORITY, "end": _CLOSING}
_BY_TYPE: dict[ReportType, dict[Kind, tuple[str, ...]]] = {
    "ILACS": _REPORT,
    "LAC-2013": _REPORT,
    "SIF": _SIF,
    "LSCB": _SIF,
    "JTAI": _LETTER,
    "area-SEND": _LETTER,
    "monitoring-visit": _LETTER,
    "focused-visit": _LETTER,
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: where it stands in the text, its words, and the area and grade printed with it."""

    start: int
    end: int
    kind: Kind
    words: str
    area: str | None = None
    grade: str | None = None


def find_headings(text: str, report: ReportType, start: int) -> list[Heading]:
    """The headings of a report's body, in order.

    Args:
        text: the report's text.
        report: its type.
        start: where its body begins, after the cover's grades.
    """
    found = [*_area_headings(text, report, start), *_line_headings(text, report, start)]
    found.sort(key=lambda heading: (heading.start, -heading.end))
    kept: list[Heading] = []
    for heading in found:
        if not kept or heading.start >= kept[-1].end:
            kept.append(heading)
    return kept


@cache
def area_names(report: ReportType) -> tuple[tuple[str, str], ...]:
    """(area id, pattern of a printed name) for every area the frameworks of this kind of report ever had."""
    series = "SIF" if report == "LSCB" else report
    names: dict[str, str] = {}
    for framework in load_frameworks().values():
        if framework.series == series:
            every: Iterable[JudgementArea] = (
                (*framework.areas, framework.overall) if framework.overall else framework.areas
            )
            for area in every:
                for name in (area.name, *area.printed):
                    names[phrase(name)] = area.id
    # The longest first: "children in care and care leavers" before "children in care".
    return tuple((area, pattern) for pattern, area in sorted(names.items(), key=lambda each: -len(each[0])))


@cache
def grade_words() -> str:
    """A pattern for a grade in any printed form any framework ever had, in any case; the longest first."""
    forms = {
        form.casefold()
        for framework in load_frameworks().values()
        if framework.series in _GRADED
        for forms in (framework.scale.not_judged, *((each.label, *each.printed) for each in framework.scale.grades))
        for form in forms
    }
    return "|".join(r"\s+".join(map(re.escape, form.split())) for form in sorted(forms, key=len, reverse=True))


@cache
def _area_pattern(report: ReportType) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """The pattern of an area's heading with its grade, and the area of each of its groups."""
    # Only the 2013 report has a section about its overall judgement; the board's part is found by its heading.
    names = [
        (area, pattern)
        for area, pattern in area_names(report)
        if area != "lscb" and (area != "overall" or report == "LAC-2013")
    ]
    groups = "|".join(f"({pattern})" for _, pattern in names)
    graded = rf"(?:grade\s*\d\s*[-–:(]*\s*)?(?P<grade>{grade_words()})\b\)?(?:\s*\(?grade\s*\d\)?)?"
    return (
        re.compile(
            rf"{_LINE}(?:\d(?:\.\d)?\.?[^\S\n]+)?(?:the\s+graded\s+judge?ments?\s+(?:for|about|of|on)\s+)?"
            rf"(?:the\s+)?(?:{groups})"
            rf"{BETWEEN}{graded}{_BLANK}[.:]?{_BLANK}$"
        ),
        tuple(area for area, _ in names),
    )


def _area_headings(text: str, report: ReportType, start: int) -> list[Heading]:
    """The headings that name an area and its grade; for each area the last, for a summary may say it first."""
    if report not in ("ILACS", "SIF", "LAC-2013"):
        return []
    pattern, areas = _area_pattern(report)
    last: dict[str, Heading] = {}
    for match in pattern.finditer(text, max(0, start - 1)):
        area = areas[next(n for n, words in enumerate(match.groups()[: len(areas)]) if words)]
        after = text[match.end() : match.end() + 80].lstrip()
        if after[:1].islower():
            continue  # a sentence that happened to break after the grade
        words = " ".join(text[match.start() : match.start("grade")].split()).rstrip(" :.–-")
        words = re.sub(r"(?i)(?:\s+(?:is|are|that|it|they))+$", "", words)
        last[area] = Heading(match.start() + 1, match.end(), "area", words, area, match["grade"])
    return list(last.values())


@cache
def _line_pattern(report: ReportType) -> re.Pattern[str]:
    """The pattern of every other heading, each kind a named group."""
    kinds = "|".join(f"(?P<{kind}>{'|'.join(names)})" for kind, names in _BY_TYPE[report].items())
    return re.compile(rf"{_LINE}(?:{kinds}){_BLANK}[?:.]?{_BLANK}\d?{_BLANK}${_NOT_CONTENTS}")


def _line_headings(text: str, report: ReportType, start: int) -> list[Heading]:
    """The headings every report of its kind has."""
    found = []
    for match in _line_pattern(report).finditer(text, max(0, start - 1)):
        kind: Kind = match.lastgroup  # type: ignore[assignment]
        words = _FOOTNOTE_MARK.sub("", " ".join(match[0].split()))
        found.append(Heading(match.start() + 1, match.end(), kind, words))
    return found
