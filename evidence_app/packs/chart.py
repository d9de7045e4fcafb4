"""A measure as a chart on a pack's page: where its lines, marks and words stand, in points from the top left.

The same picture as in the window: the range the team set as a band, values with both their ends, those outside the
range as open diamonds, an arrow where a figure is an end only, and a numbered line for each visit.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from evidence_app.domain.chart import in_words, legend, near, ticks
from evidence_app.domain.dates import shown_date
from evidence_app.domain.measure import Measure, Value, band, told
from evidence_app.domain.visit import Visit

WIDTH, HEIGHT = 464.0, 164.0
# Free strips around the field: figures at the left, words of values above it, days and numbers of visits below.
_LEFT, _RIGHT, _TOP, _BOTTOM = 34.0, 12.0, 16.0, 44.0
# Points a letter takes on average at the size of the chart's words, and the height of a line of them.
_LETTER, _LINE = 4.3, 10.0
_ARROW = 16.0
_TURNS = {"at least": -1, "more than": -1, "at most": 1, "fewer than": 1}


def chart(measure: Measure, values: Sequence[Value], visits: Sequence[Visit]) -> dict[str, Any]:
    """What the template draws of a measure that has values; see resources/templates/improvement.typ.

    Args:
        values: the oldest first, at least one.
        visits: those near its values are marked.
    """
    marked = near(values, visits)
    days = [date.fromisoformat(one.date) for one in values] + [date.fromisoformat(one.start) for one in marked]
    first, span = min(days), max((max(days) - min(days)).days, 1)
    scale = ticks(measure, values)
    right, foot = WIDTH - _RIGHT, HEIGHT - _BOTTOM

    def x(iso: str) -> float:
        # A little at each side stays free, for the words of the first value and the last.
        return _LEFT + (right - _LEFT) * (0.06 + 0.88 * (date.fromisoformat(iso) - first).days / span)

    def y(figure: float) -> float:
        return foot - (foot - _TOP) * (figure - scale[0]) / (scale[-1] - scale[0])

    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": _LEFT,
        "right": right,
        "top": _TOP,
        "foot": foot,
        "alt": in_words(measure, values, marked),
        "legend": legend(marked),
        "ticks": [{"y": y(one), "words": f"{one:g}"} for one in scale],
        "band": _band(measure, y, foot),
        "days": _days([one.date for one in values], x),
        "visits": _visits([x(one.start) for one in marked]),
        "line": [[x(one.date), y((one.low + one.high) / 2)] for one in values],
        "values": _values(measure, values, x, y),
    }


def _band(measure: Measure, y: Any, foot: float) -> dict[str, Any] | None:
    if not band(measure):
        return None
    top = _TOP if measure.high is None else y(measure.high)
    bottom = foot if measure.low is None else y(measure.low)
    edges = [y(end) for end in (measure.low, measure.high) if end is not None]
    return {"top": top, "bottom": bottom, "edges": edges, "words": f"the team’s own range: {band(measure)}"}


def _days(dates: Sequence[str], x: Any) -> list[dict[str, Any]]:
    """Days along the foot that do not touch; the last one is always there."""
    wide = 48.0
    *earlier, last = sorted(set(dates))
    kept, taken = [], 0.0
    for iso in earlier:
        if taken + wide <= x(iso) <= x(last) - wide or (not taken and x(iso) <= x(last) - wide):
            kept.append(iso)
            taken = x(iso)
    return [{"x": x(iso), "words": shown_date(iso)} for iso in [*kept, last]]


def _visits(places: Sequence[float]) -> list[dict[str, Any]]:
    """The numbered lines of visits; numbers of visits close together stand beside each other."""
    made: list[dict[str, Any]] = []
    for number, place in enumerate(places, 1):
        least = made[-1]["box"] + 14 if made else 0.0
        made.append({"x": place, "box": max(place, least), "number": str(number)})
    return made


def _values(measure: Measure, values: Sequence[Value], x: Any, y: Any) -> list[dict[str, Any]]:
    rooms: list[tuple[float, float, float, float]] = []
    made = []
    for value in values:
        middle, top, bottom = x(value.date), y(value.high), y(value.low)
        turn = _TURNS.get(value.comparison, 0)
        words = told(value)
        wide = len(words) * _LETTER + 4
        above, below = min(top, top + turn * _ARROW), max(bottom, bottom + turn * _ARROW)
        places = [above - _LINE - 5, below + 5, above - 2 * _LINE - 5, below + _LINE + 5]
        free = [(middle - wide / 2, one, middle + wide / 2, one + _LINE) for one in places]
        room = next((one for one in free if one[1] > 0 and not any(_touch(one, other) for other in rooms)), None)
        if room is not None:
            rooms.append(room)
        made.append(
            {
                "x": middle,
                "top": top,
                "bottom": bottom,
                "turn": turn,
                "outside": measure.within(value) is False,
                # Where there is no room its words stand in the table only.
                "words": words if room else "",
                "words_y": room[1] if room else 0.0,
            }
        )
    return made


def _touch(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
