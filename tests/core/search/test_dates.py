import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_app.search.dates import asked_date, asked_range
from evidence_app.search.tree import Dated


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", "2019-01-01", "2019-12-31"),
        ("2019-02", "2019-02-01", "2019-02-28"),
        ("2020-2", "2020-02-01", "2020-02-29"),
        ("2019-03-05", "2019-03-05", "2019-03-05"),
        ("5/3/2019", "2019-03-05", "2019-03-05"),
        ("03/2019", "2019-03-01", "2019-03-31"),
        ("March 2019", "2019-03-01", "2019-03-31"),
        ("5th Mar 2019", "2019-03-05", "2019-03-05"),
        (">2018", "2019-01-01", ""),
        (">=2018", "2018-01-01", ""),
        ("< 2018-03", "", "2018-02-28"),
        ("<=2018-03", "", "2018-03-31"),
        ("=2018", "2018-01-01", "2018-12-31"),
        ("2018-2020", "2018-01-01", "2020-12-31"),
        ("2018..2019-05", "2018-01-01", "2019-05-31"),
        ("2018 to", "2018-01-01", ""),
        ("..2018", "", "2018-12-31"),
        (">9999", "9999-12-31", ""),
    ],
)
def test_dates_are_read_as_they_are_typed(text, first, last):
    assert asked_date(text) == Dated(first, last)


@pytest.mark.parametrize("text", ["", "march", "20", "2019-13", "31/02/2019", "soon", "to", "..", ">", "x to 2019"])
def test_what_is_no_date_is_told_apart(text):
    assert asked_date(text) is None


def test_ranges_may_leave_their_ends_out_and_stand_either_way_round():
    assert asked_range("2018", "2020", after=True, before=True) == Dated("2019-01-01", "2019-12-31")
    assert asked_range("2020", "2018") == asked_range("2018", "2020") == Dated("2018-01-01", "2020-12-31")
    assert asked_range("", "2018") == Dated("", "2018-12-31")
    assert asked_range("", "") is None


@given(st.text(alphabet="0123456789-/.<>= tomarch", max_size=16))
def test_whatever_is_typed_is_a_date_or_none(text):
    asked = asked_date(text)
    assert asked is None or asked.first or asked.last
