"""Whether a value lies in the range a team set."""

from __future__ import annotations

import pytest

from evidence_app.domain.measure import Measure, Value


@pytest.mark.parametrize(
    ("low", "high", "comparison", "value", "expected"),
    [
        (10, 14, "", (11, 12), True),
        (10, 14, "", (14, 15), False),
        (10, 14, "about", (13, 13), True),
        (10, 14, "at least", (20, 20), False),
        (10, 14, "at least", (12, 12), None),
        (10, 14, "at least", (14, 14), None),
        (10, 14, "more than", (14, 14), False),
        (10, None, "at least", (12, 12), True),
        (10, None, "at least", (5, 5), None),
        (10, 14, "at most", (12, 12), None),
        (10, 14, "fewer than", (10, 10), False),
        (None, 14, "at most", (14, 14), True),
        (None, 14, "fewer than", (20, 20), None),
        (None, None, "", (12, 12), None),
    ],
)
def test_a_value_lies_in_the_range_as_a_whole_or_its_words_leave_it_open(low, high, comparison, value, expected):
    measure = Measure("m", "Caseload", low=low, high=high)
    assert measure.within(Value("v", "m", "2025-09-30", *value, comparison)) is expected
