"""Dates in every shape reports print them."""

from __future__ import annotations

from datetime import date

import pytest

from evidence_app.ofsted.printed import date_ranges, one_date


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("7 to 18 November 2022 Lead inspector", ["2022-11-07/2022-11-18"]),
        ("19 November 2018 to 30 November 2018", ["2018-11-19/2018-11-30"]),
        ("27 September to 8 October 2021", ["2021-09-27/2021-10-08"]),
        ("14 January 2014- 5 February 2014", ["2014-01-14/2014-02-05"]),
        ("11 March – 2 April 2014", ["2014-03-11/2014-04-02"]),
        ("13/06/2016 ─ 08/07/2016", ["2016-06-13/2016-07-08"]),
        ("18 Feb 2014 to 12 March 2014", ["2014-02-18/2014-03-12"]),
        ("Tuesday 4th June to Friday 7th June 2024", ["2024-06-04/2024-06-07"]),
        ("11 July 2016", ["2016-07-11/2016-07-11"]),
        ("4 and 5 October 2022", ["2022-10-04/2022-10-05"]),
        ("31 January and 1 February 2019", ["2019-01-31/2019-02-01"]),
        ("8 to 12 and 22 to 26 July 2019", ["2019-07-08/2019-07-12", "2019-07-22/2019-07-26"]),
        (
            "20 May 2019 to 24 May 2019 and 3 June 2019 to 7 June 2019",
            ["2019-05-20/2019-05-24", "2019-06-03/2019-06-07"],
        ),
        ("9 December to 12 January 2018", ["2017-12-09/2018-01-12"]),
        ("25 January 2016 to 12 February", ["2016-01-25/2016-02-12"]),
        ("7 November – 1 December 2016 1", ["2016-11-07/2016-12-01"]),
        ("31 June 2016", []),
        ("5 to 9 June", []),
        ("in June 2016", []),
    ],
)
def test_inspection_dates(printed: str, expected: list[str]) -> None:
    assert [f"{first}/{last}" for first, last in date_ranges(printed)] == expected


def test_the_first_full_date_in_a_text() -> None:
    assert one_date("services inspection - 07 july 2017.pdf") == date(2017, 7, 7)
    assert one_date("page 12 of 40") is None
