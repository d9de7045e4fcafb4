"""Dates as people write them in this country: day first, or the year first where it has four digits."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

# One written date; what it means is told by first_date.
WRITTEN = (
    r"(?<!\d)(?:(?P<iso>\d{4})[-_. /](?P<iso_month>\d{1,2})[-_. /](?P<iso_day>\d{1,2})"
    r"|(?P<day>\d{1,2})(?:st|nd|rd|th)?[-_. ]+(?P<name>[a-z]{3,9})[-_., ]+(?P<year>\d{4})"
    r"|(?P<d>\d{1,2})[-_./](?P<m>\d{1,2})[-_./](?P<y>\d{4}))(?!\d)"
)
_WRITTEN = re.compile(rf"(?i){WRITTEN}")
_SHORT = re.compile(r"(?<![\d/])(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{2})(?![\d/])")
_MONTH = re.compile(r"(?i)\b(?P<name>[a-z]{3,9})[ ./'’-]{1,2}(?P<year>20\d{2}|\d{2})(?!\d)")


def first_date(words: str) -> str:
    """The first real date in words, as ISO; empty where there is none."""
    for found in _WRITTEN.finditer(words):
        if found["iso"]:
            parts = found["iso"], found["iso_month"], found["iso_day"]
        elif found["name"]:
            parts = found["year"], str(_month(found["name"])), found["day"]
        else:
            parts = found["y"], found["m"], found["d"]
        try:
            return date(*map(int, parts)).isoformat()
        except ValueError:
            continue
    return ""


def due_date(words: str) -> str:
    """The day by which something is due, as ISO; empty where the words give none.

    Beyond full dates it knows those with a year of two figures, and a month alone, which ends with its last day.
    """
    if found := first_date(words):
        return found
    if short := _SHORT.search(words):
        return first_date(f"{short['d']}/{short['m']}/20{short['y']}")
    if month := _MONTH.search(words):
        number = _month(month["name"])
        year = int(month["year"]) + (2000 if len(month["year"]) == 2 else 0)
        if number:
            return date(year, number, monthrange(year, number)[1]).isoformat()
    return ""


def shown_date(iso: str) -> str:
    """An ISO date as "4 Sep 2017"; what is no ISO date stays as it is."""
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def _month(name: str) -> int:
    """The number of a month by its name or the beginning of it; 0 where there is none."""
    return next((number for number, month in enumerate(MONTHS, 1) if month.lower().startswith(name.lower())), 0)
