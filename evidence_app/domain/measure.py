"""Measures: dated figures with their unit, team and source, and the range the team itself set."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import inf
from typing import Any, Literal

# How words tie a figure down: "20 or more", "fewer than 5", "about 12".
Comparison = Literal["", "at least", "more than", "at most", "fewer than", "about"]


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that is measured.

    There is no national limit of caseloads, nor of anything else here: the range is the team's own, or none.

    Args:
        id: stable id.
        name: "Caseload".
        unit: "children per social worker", "%", "days".
        team: whose; empty for the whole service.
        low, high: the range the team set; None where it set none.
        range_reason: who set it and why.
        area: judgement area it speaks to; may be empty.
    """

    id: str
    name: str
    unit: str = ""
    team: str = ""
    low: float | None = None
    high: float | None = None
    range_reason: str = ""
    area: str = ""

    def within(self, value: Value) -> bool | None:
        """Whether a value lies in the range as a whole.

        None where no range was set, or where the words leave it open: "12 or more" may lie in 10 to 14 or above it.
        """
        if self.low is None and self.high is None:
            return None
        low, high = self.low if self.low is not None else -inf, self.high if self.high is not None else inf
        if value.comparison in ("at least", "more than"):
            beyond = value.low > high or (value.low == high and value.comparison == "more than")
            return False if beyond else True if value.low >= low and high == inf else None
        if value.comparison in ("at most", "fewer than"):
            beyond = value.high < low or (value.high == low and value.comparison == "fewer than")
            return False if beyond else True if value.high <= high and low == -inf else None
        return low <= value.low and value.high <= high

    @property
    def named(self) -> str:
        """Its name, with its team's where it has one."""
        return f"{self.name}, {self.team}" if self.team else self.name

    def to_json(self) -> dict[str, Any]:
        """The measure as the command line prints it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Value:
    """One dated value of a measure.

    Args:
        id: stable id.
        measure: the measure's id.
        date: ISO date it speaks of.
        low, high: the figure, or both ends of a range ("14 to 15"); the same for a single figure.
        comparison: how the words tie it down; empty for the figure itself.
        quantifier: words that hedge it ("typically", "some teams"); may be empty.
        source, source_page, source_text: document, page (from 1) and sentence it was taken from; 0 and "" for none.
        note: the officer's own words.
    """

    id: str
    measure: str
    date: str
    low: float
    high: float
    comparison: Comparison = ""
    quantifier: str = ""
    source: int = 0
    source_page: int = 0
    source_text: str = ""
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """The value as the command line prints it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure found in a sentence, for a person to confirm.

    Args:
        low, high: the figure, or both ends of a range.
        unit: what is counted or measured, as printed ("children", "%", "days", "teams").
        comparison: how the words tie it down.
        quantifier: words that hedge it, as printed; may be empty.
        start, end: where it stands in the sentence, in characters.
        words: the figure as printed.
    """

    low: float
    high: float
    unit: str
    comparison: Comparison
    quantifier: str
    start: int
    end: int
    words: str

    def to_json(self) -> dict[str, Any]:
        """The figure as the command line prints it."""
        return asdict(self)


def told(value: Value) -> str:
    """A value in words: "14 to 15", "at least 20", "83"."""
    figure = f"{value.low:g}" if value.low == value.high else f"{value.low:g} to {value.high:g}"
    return f"{value.comparison} {figure}".strip()


def band(measure: Measure) -> str:
    """The range a team set, in words; empty where it set none."""
    if measure.low is not None and measure.high is not None:
        return f"{measure.low:g} to {measure.high:g}"
    if measure.low is not None:
        return f"at least {measure.low:g}"
    return "" if measure.high is None else f"at most {measure.high:g}"
