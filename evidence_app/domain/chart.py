"""What a chart of a measure shows, whoever draws it: its scale, the visits marked on it, and all of it in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta

from evidence_app.domain.dates import shown_date
from evidence_app.domain.measure import Measure, Value, band, told
from evidence_app.domain.visit import VISIT_KIND_LABELS, Visit

# A visit is marked where it was at most so long before the first value or after the last.
NEAR = timedelta(days=183)
_SHARES, _ALL = ("%", "per cent", "percent"), 100


def near(values: Sequence[Value], visits: Sequence[Visit]) -> list[Visit]:
    """The visits between the first value and the last, or within half a year of them."""
    if not values:
        return []
    first, last = date.fromisoformat(values[0].date) - NEAR, date.fromisoformat(values[-1].date) + NEAR
    return [one for one in visits if first <= date.fromisoformat(one.start) <= last]


def ticks(measure: Measure, values: Sequence[Value]) -> list[float]:
    """The figures along the side, evenly spaced by 1, 2 or 5 times a power of ten: all values and the range between."""
    ends = [end for one in values for end in (one.low, one.high)]
    ends += [end for end in (measure.low, measure.high) if end is not None]
    low, high = min(ends), max(ends)
    spread = (high - low) or abs(high) or 1.0
    rough = spread / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough)
    first = math.floor(low / step) - 1
    # Counts, shares and days do not go below nothing.
    first = max(first, 0) if low >= 0 else first
    found = [round(number * step, 10) for number in range(first, math.ceil(high / step) + 2)]
    # A share of a whole ends at all of it.
    return [one for one in found if one <= _ALL] if measure.unit.strip() in _SHARES and high <= _ALL else found


def in_words(measure: Measure, values: Sequence[Value], visits: Sequence[Visit]) -> str:
    """What the picture says, in sentences."""
    standing = {True: "", False: " (outside the range)", None: ""}
    said = [f"{shown_date(one.date)} {told(one)}{standing[measure.within(one)]}" for one in values]
    lines = [f"{measure.named}: {', '.join(said) or 'no value'}."]
    if band(measure):
        lines.append(f"The team’s own range is {band(measure)}.")
    return " ".join([*lines, legend(visits)]).strip()


def legend(visits: Sequence[Visit]) -> str:
    """What the numbers along the bottom stand for."""
    named = [
        f"{number} {VISIT_KIND_LABELS[one.kind].lower()}{f' on {one.topic}' if one.topic else ''},"
        f" {shown_date(one.start)}"
        for number, one in enumerate(visits, 1)
    ]
    return f"Visits: {'; '.join(named)}." if named else ""
