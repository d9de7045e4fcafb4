from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import settings as bounded
from hypothesis import strategies as st

from evidence_app.domain.backups import BackupReport, Rotation, backup_name, kept, made_at

TIMES = st.lists(
    st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31)).map(lambda one: one.replace(microsecond=0)), max_size=60
)
RULE = Rotation()


def test_a_year_of_days_leaves_a_week_of_days_a_month_of_weeks_and_half_a_year_of_months():
    days = [datetime(2026, 1, 1, 9) + timedelta(days=day) for day in range(330)]
    left = sorted(kept(days, RULE))
    assert [f"{one:%m-%d}" for one in left] == [
        *("06-30", "07-31", "08-31", "09-30", "10-31"),
        *("11-08", "11-15"),
        *("11-20", "11-21", "11-22", "11-23", "11-24", "11-25", "11-26"),
    ]


def test_of_one_day_the_last_is_kept():
    times = [datetime(2026, 5, 4, hour) for hour in (8, 12, 17)]
    assert kept(times, RULE) == {times[-1]}


def test_what_is_opened_seldom_keeps_its_backups():
    times = [datetime(2020 + year, 6, 1) for year in range(6)]
    assert kept(times, RULE) == set(times)


@given(TIMES)
@bounded(max_examples=60)
def test_the_newest_is_kept_the_rest_is_bounded_and_nothing_is_kept_twice(times):
    left = kept(times, RULE)
    assert left <= set(times) and len(left) <= RULE.days + RULE.weeks + RULE.months
    assert not times or max(times) in left
    assert kept(left, RULE) == left


@given(TIMES)
@bounded(max_examples=40)
def test_day_by_day_leaves_what_once_at_the_end_leaves(times):
    there: frozenset[datetime] = frozenset()
    for time in sorted(times):
        there = kept(there | {time}, RULE)
    assert there == kept(times, RULE)


@given(st.text("abc 2026-05 ", min_size=1, max_size=20), st.datetimes(datetime(2020, 1, 1), datetime(2099, 1, 1)))
@bounded(max_examples=60)
def test_a_name_tells_when_and_of_what(stem, at):
    at = at.replace(microsecond=0)
    name = backup_name(stem, at)
    assert made_at(name, stem) == at
    assert made_at(name, stem + "x") is None
    assert made_at("other.evidence", stem) is None


def test_what_came_of_it_is_told():
    assert BackupReport(None, 0, 3, 2_500_000).sentence() == (
        "Nothing has changed since the last backup; 3 backups take 2.5 MB."
    )
