"""Dates of birth and children's ages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from evidence_app.privacy.hits import Hit

_MONTHS = {
    name: number
    for number, names in enumerate(
        "jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|sep sept september|oct october|"
        "nov november|dec december".split("|"),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_S = r"[ \u00a0\n]{1,2}"
_DATE = re.compile(
    r"(?<![\d/.\-])(?:"
    r"(?P<d>\d{1,2})[ ]?[/.\-–][ \n]?(?P<m>\d{1,2})[ ]?[/.\-–][ \n]?(?P<y>\d{4}|\d{2})"
    r"|(?P<y2>(?:19|20)\d\d)-(?P<m2>\d\d)-(?P<d2>\d\d)"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?:{_S}of)?(?:{_S}|[-–/.])(?P<m3>{_MONTH})(?:\.?,?{_S}|[-–/.])"
    r"(?P<y3>\d{4}|['’]?\d\d)"
    rf"|(?P<m4>{_MONTH})\.?{_S}(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?{_S}(?P<y4>\d{{4}})"
    r")(?![\d/]|[.\-]\d)",
    re.IGNORECASE,
)
_CUE = re.compile(r"(?i)\b(?:d\.?\s?o\.?\s?b\b\.?|date\s+of\s+birth|birth\s?date|born|birthday|(?-i:(?<=\()b\.))")
# Between the word and its date: a few words of the same sentence.
_NEAR = re.compile(r"(?i)[^.;|]{0,40}$|[^.;|\n]{0,80}$")
_DUE = re.compile(r"(?i)\b(?:due|unborn|expected|edd)\b")
_COLUMN = re.compile(r"(?im)^[ \t]*(?:d\.?o\.?b\.?|date of birth|born|birth date)[ \t]*$")
_OLDEST = 105

_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen".split()
)
_COUNT = rf"(?:1[0-7]|\d|{'|'.join(_SMALL)})"
_YEARS_OLD = (
    rf"{_COUNT}(?:½|[ -]and[ -]a[ -]half)?[ \n-]{{0,2}}(?:years?|yrs?|yr)[ \n-]{{0,2}}"
    r"(?:and[ \n]\d{1,2}[ \n]months?[ \n])?(?:olds?|of[ \n]age)"
)
_MONTHS_OLD = rf"(?:\d{{1,2}}|{'|'.join(_SMALL)})[ \n-]{{0,2}}(?:months?|weeks?|days?)[ \n-]{{0,2}}olds?"
_AGED = (
    rf"(?:aged?|age[ ]?[:=]|turned|turning|turns)[ \n]{{1,2}}{_COUNT}"
    r"(?!\d|%|[ \n](?:and|to|or)[ \n](?:over|under|above|below))"
    rf"(?:[ \n](?:and|&)[ \n]{_COUNT}\b)?(?![ \n]?(?:weeks?|months?)[ \n](?:ago|later))"
)
_AGE = re.compile(rf"(?i)(?<![\w.])(?:{_YEARS_OLD}|{_MONTHS_OLD}|{_AGED})(?!\w)")
_SHORT_AGE = re.compile(r"(?i)(?<![\w.])(?:1[0-7]|\d)(?:[ ]?(?:y/o|yo)(?!\w)|(?:st|nd|rd|th)(?=[ \n]birthday))")
# "Siobhan is 14 and", "She was just 3.": a bare number that says how old someone is.
_IS_AGE = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Ww]ho|child|baby|[A-Z][\w'’-]*[a-z])[ \n](?:is|was|’s|'s)"
    r"(?:[ \n](?:now|just|only|nearly|almost))?"
    rf"[ \n](?P<age>{_COUNT})(?=[.,;)](?!\d)|[ \n](?:and|in|on|now|next|this|when|at|but|so)\b)"
)
# In a list or a cell: "dob 3/4/2016 / 8yrs".
_LISTED_AGE = re.compile(
    r"(?im)(?:^|[/|,(;]|[ ]{2})[ ]?(?P<age>(?:1[0-7]|\d)[ ]?(?:years|yrs?|y))(?=[ ]?(?:[/|,);]|$|[ ]{2}))"
)
# After a name in brackets: "Layla (2)", "Cormac (9 years)", "Siobhan, 14,".
_BRACKET = re.compile(
    r"(?<=[^\W\d_][’'\)]|[^\W\d_]{2})[ ]?\((?:aged? )?(?P<age>1[0-7]|\d)(?: ?(?:years|yrs|y|m|months|weeks))?\)"
)
_MANY = re.compile(
    r"(?i)(?:children|young people|those|pupils|boys|girls|adolescents|people|teenagers|babies|care leavers|all|"
    r"residents|anyone|population)\s+(?:who\s+(?:are|were)\s+)?(?:aged\s+)?(?:between\s+|from\s+|over\s+|under\s+)?$"
)
_RANGE = re.compile(rf"(?i)^\s?(?:to|-|–|or over|and over|and under|or under|plus|\+)\s?(?:{_COUNT})?")


def dates(text: str) -> list[Hit]:
    """Dates of birth and children's ages."""
    return [*_births(text), *_ages(text)]


def births_again(text: str, known: Iterable[str]) -> Iterator[Hit]:
    """Dates that are known dates of birth, in whatever form they are written.

    Args:
        known: ISO dates.
    """
    wanted = set(known)
    if not wanted:
        return
    for match in _DATE.finditer(text):
        value = _iso(match)
        if value in wanted:
            yield Hit(*match.span(), "date_of_birth", "a date of birth found elsewhere", value)


def _births(text: str) -> Iterator[Hit]:
    columns = [match.end() for match in _COLUMN.finditer(text)]
    # How far back a cue still speaks of this date: to the last full stop, and over earlier dates after the same cue.
    for match in _DATE.finditer(text):
        value = _iso(match)
        if value is None:
            continue
        before = text[max(0, match.start() - 120) : match.start()]
        cues = list(_CUE.finditer(before))
        if cues and _NEAR.match(before[cues[-1].end() :]):
            yield Hit(*match.span(), "date_of_birth", f"follows “{' '.join(cues[-1][0].split())}”", value)
        elif re.match(r"(?i)[ \n]?[\(\[]?(?:d\.?o\.?b\.?|date of birth)\b", text[match.end() :]):
            yield Hit(*match.span(), "date_of_birth", "said to be a date of birth", value)
        elif columns and match.start() > columns[0] and _alone(text, match.start(), match.end()):
            yield Hit(*match.span(), "date_of_birth", "stands in a table with a column for dates of birth", value)


def _alone(text: str, start: int, end: int) -> bool:
    """Whether these characters are a line of their own, as in a cell of a table."""
    line_end = text.find("\n", end)
    return (
        not text[text.rfind("\n", 0, start) + 1 : start].strip()
        and not text[end : None if line_end < 0 else line_end].strip()
    )


def _iso(match: re.Match[str]) -> str | None:
    """The date as ISO text; None where it is no day of the calendar, or nobody alive could be born on it."""
    parts = match.groupdict()
    day = next(int(parts[name]) for name in ("d", "d2", "d3", "d4") if parts[name])
    month = next(parts[name] for name in ("m", "m2", "m3", "m4") if parts[name])
    year = int(next(parts[name] for name in ("y", "y2", "y3", "y4") if parts[name]).strip("'’"))
    number = int(month) if month.isdigit() else _MONTHS[month.lower()]
    this = date.today().year
    if year < 100:
        year += 2000 if year + 2000 <= this else 1900
    try:
        value = date(year, number, day)
    except ValueError:
        return None
    return value.isoformat() if this - _OLDEST <= year <= this + 1 else None


def _ages(text: str) -> Iterator[Hit]:
    for pattern in (_AGE, _SHORT_AGE):
        for match in pattern.finditer(text):
            if _MANY.search(text[max(0, match.start() - 40) : match.start()]) or _RANGE.match(text[match.end() :][:12]):
                continue
            yield Hit(*match.span(), "age", "the age of a child", match[0].lower())
    for match in _BRACKET.finditer(text):
        yield Hit(*match.span("age"), "age", "a small number in brackets after a name", match["age"])
    for match in _IS_AGE.finditer(text):
        yield Hit(*match.span("age"), "age", "says how old someone is", match["age"].lower())
    for match in _LISTED_AGE.finditer(text):
        yield Hit(*match.span("age"), "age", "years in a list", match["age"].lower())
