"""What positions count is found out by what fits the words."""

from hypothesis import given, settings
from hypothesis import strategies as st

from evidence_app.exchange.positions import counting

TEXT = "Visits 🎈🎈 happen.\r\nChildren are seen alone.\r\nPlans are late."


def spans_of(text, *quotes):
    return [(text.index(quote), text.index(quote) + len(quote)) for quote in quotes]


def units(text):
    """Positions as a program counts them whose characters are the units of UTF-16."""
    return lambda at: len(text[:at].encode("utf-16-le")) // 2


QUOTES = ("happen", "Children are seen", "Plans", "late")


def test_code_points_are_taken_where_they_fit():
    spans = spans_of(TEXT, *QUOTES)
    place = counting(TEXT, spans)
    assert [(place(a), place(b)) for a, b in spans] == spans


def test_units_of_utf_16_are_understood():
    spans = spans_of(TEXT, *QUOTES)
    written = [(units(TEXT)(a), units(TEXT)(b)) for a, b in spans]
    place = counting(TEXT, written)
    assert [(place(a), place(b)) for a, b in written] == spans


def test_line_ends_that_were_counted_once_are_understood():
    spans = spans_of(TEXT, *QUOTES[1:])
    written = [(a - TEXT[:a].count("\r"), b - TEXT[:b].count("\r")) for a, b in spans]
    place = counting(TEXT, written)
    assert [TEXT[place(a) : place(b)] for a, b in written] == list(QUOTES[1:])


@settings(max_examples=50)
@given(st.text(max_size=30), st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)), max_size=4))
def test_positions_outside_the_text_stay_outside(text, spans):
    place = counting(text, spans)
    for start, _ in spans:
        assert place(start) >= 0 or start < 0
        if start > 2 * len(text):
            assert place(start) > len(text) or not start
