"""Words as inspectorates print them, as patterns: names over line ends, grades in any case, dates in every shape."""

from __future__ import annotations

import re
from datetime import date

# What may stand between an area's name and its grade: nothing, a colon, "is", "are", "is that it".
BETWEEN = r"\s*[.:–-]?\s*(?:(?:is|are)\b\s*)?:?\s*(?:that\s+(?:it|they)\s+)?(?:(?:is|are)\s+)?"
APOSTROPHE = "[’'‘`]"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = (
    rf"(?:[a-z]+day,?\s+)?(\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[/.]\d)(?:\s+(?:of\s+)?({_MONTH}))?(?:,?\s*(\d{{4}})(?!\d))?"
)
_NUMERIC = r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})(?!\d)"
_LINK = r"\s*(to|until|and|&|,|[-–—─−])\s*"
_ONE = re.compile(rf"(?i){_NUMERIC}|{_DAY}")
_NEXT = re.compile(rf"(?i){_LINK}(?=(?:[a-z]+day,?\s+)?\d)")


def phrase(words: str) -> str:
    """A pattern for a printed name: over line ends, any apostrophe, "The" or not at its beginning."""
    parts = words.split()
    the = r"(?:the\s+)?" if parts[0].casefold() == "the" else ""
    named = r"\s+".join(re.escape(part) for part in (parts[1:] if the else parts))
    named = re.sub("[’']", APOSTROPHE, named)
    return the + re.sub(r"(?i)\bexperiences?\b", "experiences?", named)


def date_ranges(text: str) -> tuple[tuple[date, date], ...]:
    """The dates printed at the beginning of a text, as ranges (first day, last day).

    Days without month or year take them from the next that has one: "7 to 18 November 2022",
    "27 September to 8 October 2021", "4 and 5 October 2022", "8 to 12 and 22 to 26 July 2019", "03/06/2019".
    Days joined by "and" alone are one range. Empty where no full date stands there.
    """
    days: list[tuple[int, int | None, int | None]] = []
    links: list[str] = []
    at = 0
    while found := _ONE.match(text, at):
        day, month, year = (found[1], found[2], found[3]) if found[1] else (found[4], found[5], found[6])
        days.append((int(day), _month(month), _year(year)))
        at = found.end()
        link = _NEXT.match(text, at)
        if not link:
            break
        links.append(link[1].casefold())
        at = link.end()
    full = _filled(days)
    if not full or len(links) >= len(full):
        links = links[: max(len(full) - 1, 0)]
    pairs: list[list[date]] = []
    only_and = all(link in ("and", "&", ",") for link in links)
    for index, day_ in enumerate(full):
        joined = index > 0 and (only_and or links[index - 1] not in ("and", "&", ","))
        if joined:
            pairs[-1].append(day_)
        else:
            pairs.append([day_])
    return tuple((pair[0], pair[-1]) for pair in pairs)


def one_date(text: str) -> date | None:
    """The first full date anywhere in a text; None where there is none."""
    for found in _ONE.finditer(text):
        day, month, year = (found[1], found[2], found[3]) if found[1] else (found[4], found[5], found[6])
        if month and year and (whole := _date(int(day), _month(month), _year(year))):
            return whole
    return None


def _filled(days: list[tuple[int, int | None, int | None]]) -> list[date]:
    """Days completed with the month and year of those after them; empty where one stays incomplete."""
    month: int | None = None
    # "25 January 2016 to 12 February": the year stands once, at either end.
    year = next((each[2] for each in reversed(days) if each[2]), None)
    out: list[date] = []
    for day, own_month, own_year in reversed(days):
        year = own_year or year
        if own_month and month and not own_year and own_month > month and year:
            year -= 1  # "9 December to 12 January 2018" begins the year before
        month = own_month or month
        whole = _date(day, month, year)
        if whole is None:
            return []
        out.append(whole)
    return out[::-1]


def _month(text: str | None) -> int | None:
    """1 to 12 from a name, its first letters, or figures."""
    if not text:
        return None
    if text.isdigit():
        return int(text)
    return _MONTHS.index(text.casefold()[:3]) + 1


def _year(text: str | None) -> int | None:
    """Four figures from four or two."""
    if not text:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)


def _date(day: int, month: int | None, year: int | None) -> date | None:
    """A date, or None where a part is missing or impossible."""
    try:
        return date(year, month, day) if month and year else None
    except ValueError:
        return None
