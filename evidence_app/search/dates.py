"""Dates as people type them: a year, a month, a day, or a range of these."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from evidence_app.search.tree import Dated

# Not from the calendar module: its names follow the computer's language.
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_BRITISH = re.compile(r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})")
_NAMED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]{3,9})\.?\s+(\d{4})")
_COMPARED = re.compile(r"(>=|=>|<=|=<|>|<|=)\s*(.+)")
_FROM_TO = re.compile(r"(.*?)\s*(?:\.\.+|\s[-–]\s|\bto\b)\s*(.*)|(\d{4})[-–](\d{4})")

Days = tuple[date, date]


def asked_date(text: str) -> Dated | None:
    """What a date typed after "date:" asks for, or None where it is no date.

    Args:
        text: 2019, 2019-03, 2019-03-05, 5/3/2019, March 2019, 5 March 2019; each also after > >= < <=; two of them
            joined by "to", ".." or, for years, a hyphen.
    """
    words = " ".join(text.casefold().split())
    if compared := _COMPARED.fullmatch(words):
        return _compared(compared[1], compared[2])
    if days := _days(words):
        return Dated(days[0].isoformat(), days[1].isoformat())
    if found := _FROM_TO.fullmatch(words):
        return asked_range(found[1] or found[3], found[2] or found[4])
    return None


def asked_range(first: str | None, last: str | None, after: bool = False, before: bool = False) -> Dated | None:
    """What a range of dates asks for, or None where an end is no date.

    Args:
        first, last: dates as above; an empty end is open.
        after, before: whether the first, the last itself is left out.
    """
    low, high = _days(_tidy(first)), _days(_tidy(last))
    if (first and not low) or (last and not high) or not (low or high):
        return None
    if low and high and low[0] > high[0]:
        low, high = high, low
    return Dated(
        "" if not low else (_shifted(low[1], 1) if after else low[0]).isoformat(),
        "" if not high else (_shifted(high[0], -1) if before else high[1]).isoformat(),
    )


def _compared(sign: str, text: str) -> Dated | None:
    if sign == "=":
        return asked_range(text, text)
    only = "=" not in sign
    return asked_range(text, None, after=only) if ">" in sign else asked_range(None, text, before=only)


def _days(text: str) -> Days | None:
    """The first and the last day of a year, a month or a day."""
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _BRITISH.fullmatch(text):
        day, month, year = found.groups()
    elif found := _NAMED.fullmatch(text):
        day, name, year = found.groups()
        named = [number for number, each in enumerate(MONTHS, start=1) if each.lower().startswith(name)]
        month = str(named[0]) if named else "0"
    else:
        return None
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if day:
        return first, first
    end_month = int(month) if month else 12
    return first, date(first.year, end_month, monthrange(first.year, end_month)[1])


def _tidy(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _shifted(day: date, days: int) -> date:
    """The day before or after; the calendar's own ends stay where they are."""
    return day if day in (date.min, date.max) else day + timedelta(days)
