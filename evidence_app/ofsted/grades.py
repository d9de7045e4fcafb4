"""The grades on a report's cover. Read by the printed name of each area, never by its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from evidence_app.domain.inspection import ReportType
from evidence_app.ofsted.headings import Heading, area_names, grade_words
from evidence_app.ofsted.printed import APOSTROPHE, BETWEEN
from evidence_app.ofsted.reporttext import ReportText

_TABLE = re.compile(r"(?i)judgements?\s+grades?\b")
_COVER = 6000  # characters in which a cover's grades stand
_STATEMENT = 600  # characters below its heading in which the board's judgement stands
_CHILDRENS_SERVICES = rf"children{APOSTROPHE}s\s+(?:social\s+care\s+)?services?"
# "In Kensington and Chelsea", over a line end, but no verb: else "in Luton require improvement to be / good" is good.
_IN_PLACE = r"(?:\s+in\s+(?:(?!\b(?:are|is|requires?|has|have|were|was)\b)[^.]){2,90}?)?"
# Each followed by the grade.
_OVERALL = (
    r"(?i)overall\s+judge?ment\s+is\b[^.]{0,120}?\b",
    rf"(?i)\b{_CHILDRENS_SERVICES}{_IN_PLACE}\s+(?:(?:are|is)\s+)?:?\s*",
    r"(?i)\boverall\s+(?:effectiveness|judgement)\s*(?:is|:)?\s*:?\s*",
)
_BOARD = (
    rf"(?i)(?:local\s+safeguarding\s+children(?:{APOSTROPHE}s)?\s+board|\bLSCB)(?:\s*\(LSCB\))?\d?"
    r"(?:\s+(?:in|for)\s+[^.\n]{2,60}?)?\s+(?:(?:is|are)\s+)?(?:judged\s+(?:to\s+be\s+)?)?:?\s*"
)
_LAC_GRADE = r"[.\s:–-]*(?:(?:is|are)\s+(?:judged\s+(?:to\s+be\s+)?)?)?(?:grade\s*\d\s*[-–:(]*\s*)?"


@dataclass(frozen=True, slots=True)
class CoverGrade:
    """A grade on the cover: its area, the words printed, and where they end in the text."""

    area: str
    printed: str
    end: int


@dataclass(frozen=True, slots=True)
class CoverGrades:
    """The grades of a cover, in printed order, and the names of rows that are no area we know."""

    grades: tuple[CoverGrade, ...] = ()
    other_rows: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        """Where in the text the last of them ends; 0 where there are none."""
        return max((grade.end for grade in self.grades), default=0)


def cover_grades(report: ReportType, text: ReportText) -> CoverGrades:
    """The grades a report gives on its cover.

    Args:
        report: its type; letters have no grades, so none are looked for.
        text: its text.
    """
    reader = _READERS.get(report)
    return reader(text) if reader else CoverGrades()


def with_board_grade(cover: CoverGrades, text: ReportText, headings: Sequence[Heading]) -> CoverGrades:
    """The cover's grades and the judgement on the Local Safeguarding Children Board, if its own part states one.

    Args:
        cover: the grades of the cover, where the oldest reports state it.
        text: the report's text.
        headings: the report's headings; those of the board's part are looked at.
    """
    if any(grade.area == "lscb" for grade in cover.grades):
        return cover
    for heading in headings:
        if heading.kind == "board" and (found := _board().search(text.text, heading.start, heading.end + _STATEMENT)):
            grade = CoverGrade("lscb", " ".join(found[1].split()), 0)
            return replace(cover, grades=(*cover.grades, grade))
    return cover


def _table(text: ReportText) -> CoverGrades:
    """The table of an ILACS report: rows of a name and a grade, in any order, with or without an overall row."""
    cover = text.text[:_COVER]
    head = _TABLE.search(cover)
    at = head.end() if head else 0
    if not head and (first := _row().search(cover)):
        at = first.start()
    grades: list[CoverGrade] = []
    other: list[str] = []
    while True:
        if row := _row().match(cover, at):
            area = _row_areas()[next(n for n, words in enumerate(row.groups()) if words)]
            grades.append(CoverGrade(area, " ".join(row["grade"].split()), row.end()))
        elif head and (row := _other_row().match(cover, at)):
            other.append(" ".join(row[1].split()))
        else:
            return CoverGrades(tuple(grades), tuple(other))
        at = row.end()


def _block(text: ReportText) -> CoverGrades:
    """The numbered judgements of a SIF report, and its overall judgement, which is a sentence.

    Read on the first two pages only: re-inspections list the previous grades further on, after a colon.
    """
    cover = text.text[: text.flow.offset(3, 0)][:_COVER]
    grades: list[CoverGrade] = []
    for area, pattern in _sif_rows():
        if (found := pattern.search(cover)) and area not in {grade.area for grade in grades}:
            grades.append(CoverGrade(area, " ".join(found[1].split()), found.end()))
    for style in _overall():
        if found := style.search(cover):
            grades.append(CoverGrade("overall", " ".join(found[1].split()), found.end()))
            break
    grades.sort(key=lambda grade: grade.end)
    if board := _board().search(cover):
        grades.append(CoverGrade("lscb", " ".join(board[1].split()), board.end()))
    return CoverGrades(tuple(grades))


def _looked_after(text: ReportText) -> CoverGrades:
    """The judgements of a 2013 looked after children report, on an older scale, wherever each is first stated."""
    grades: list[CoverGrade] = []
    for area, pattern in _lac_rows():
        if (found := pattern.search(text.text)) and area not in {grade.area for grade in grades}:
            grades.append(CoverGrade(area, found[1], 0))
    return CoverGrades(tuple(grades))


def _board_only(text: ReportText) -> CoverGrades:
    """The one judgement of a review of a Local Safeguarding Children Board."""
    found = _board().search(text.text[:_COVER])
    return CoverGrades((CoverGrade("lscb", " ".join(found[1].split()), found.end()),) if found else ())


_READERS: dict[ReportType, Callable[[ReportText], CoverGrades]] = {
    "ILACS": _table,
    "SIF": _block,
    "LAC-2013": _looked_after,
    "LSCB": _board_only,
}


@cache
def _row() -> re.Pattern[str]:
    """A row of the ILACS table, each area's name a group."""
    groups = "|".join(f"({pattern})" for _, pattern in area_names("ILACS"))
    return re.compile(rf"(?i)\s*(?:the\s+)?(?:{groups}){BETWEEN}(?P<grade>{grade_words()})\b")


@cache
def _other_row() -> re.Pattern[str]:
    """A row whose name we do not know: up to three lines, then a grade alone on its line."""
    return re.compile(rf"\s*((?:[A-Z][^\n]*\n)(?:[^\n]+\n){{0,2}}?)[^\S\n]*((?i:{grade_words()}))[^\S\n]*\n")


@cache
def _row_areas() -> tuple[str, ...]:
    return tuple(area for area, _ in area_names("ILACS"))


@cache
def _sif_rows() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """For each area of the SIF its name followed by nothing but its grade."""
    rows = [(area, pattern) for area, pattern in area_names("SIF") if area not in ("overall", "lscb")]
    return tuple((area, re.compile(rf"(?i)\b{pattern}\s+({grade_words()})\b")) for area, pattern in rows)


@cache
def _lac_rows() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = area_names("LAC-2013")
    return tuple(
        (area, re.compile(rf"(?im)^[^\S\n]*(?:the\s+)?{pattern}{_LAC_GRADE}({grade_words()})\b"))
        for area, pattern in rows
    )


@cache
def _overall() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"{pattern}({grade_words()})\b") for pattern in _OVERALL)


@cache
def _board() -> re.Pattern[str]:
    return re.compile(rf"{_BOARD}({grade_words()})\b")
