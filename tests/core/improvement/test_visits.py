from datetime import date

import pytest

from evidence_app.domain.visit import Task, Visit
from evidence_app.errors import KnownError
from evidence_app.improvement import visits
from evidence_app.store import improvement as store
from evidence_app.store import journal
from evidence_app.store.database import Database


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "visits.evidence", "passphrase")
    yield made
    made.close()


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-11-20", 1, "2026-11-23"),  # over a weekend
        ("2026-11-21", 0, "2026-11-23"),  # a Saturday is no working day
        ("2026-12-24", 1, "2026-12-29"),  # Christmas, a weekend, and the day given for it
        ("2026-04-07", -1, "2026-04-02"),  # back over Easter
        ("2027-01-04", -2, "2026-12-30"),  # over two years
    ],
)
def test_days_are_counted_as_england_works(day, count, expected):
    assert visits.working_day(date.fromisoformat(day), count).isoformat() == expected


def test_a_checklist_follows_the_dates_of_its_visit_until_somebody_changes_it(database):
    visits.add(database, "Ann", Visit("", "monitoring_visit", "2026-12-14", notified="2026-12-01"), checklist=True)
    (visit,) = store.every(database, Visit)
    tasks = {task.rank: task for task in store.every(database, Task)}
    assert (tasks[1].due, tasks[6].due) == ("2026-12-01", "2026-12-11")
    visits.put_task(database, "Ann", Task(**{**tasks[6].to_json(), "due": "2026-12-10"}))
    visits.put_task(database, "Ann", Task("", visit.id, "Book the car park"))
    visits.edit(database, "Ann", visit.id, {"start": "2026-12-16"})
    moved = {task.rank: task.due for task in store.every(database, Task)}
    assert moved[5] == "2026-12-14"
    assert moved[6] == "2026-12-10"
    assert moved[100] == ""
    journal.undo(database, "Ann")
    assert {task.rank: task.due for task in store.every(database, Task)}[5] == tasks[5].due
    visits.remove(database, "Ann", visit.id)
    assert store.every(database, Task) == []
    journal.undo(database, "Ann")
    assert len(store.every(database, Task)) == 7


def test_what_is_taken_off_a_checklist_comes_back_where_it_is_listed_again(database):
    visits.add(database, "Ann", Visit("", "board", "2026-12-14"), checklist=True)
    first, *_ = store.every(database, Task)
    visits.remove_tasks(database, "Ann", [first.id])
    visits.prepare(database, "Ann", first.visit)
    assert {task.rank for task in store.every(database, Task)} == {1, 2, 3}


def test_a_visit_without_notification_has_no_days_counted_from_it():
    tasks = visits.checklist_for(Visit("v1", "inspection", "2026-12-14"))
    assert {task.due for task in tasks} == {"", "2026-12-11"}


@pytest.mark.parametrize(
    ("visit", "told"),
    [
        (Visit("", "party", "2026-12-14"), "no kind of visit"),
        (Visit("", "board", ""), "first day"),
        (Visit("", "board", "14/12/2026"), "not a date"),
        (Visit("", "board", "2026-12-14", end="2026-12-13"), "before it begins"),
    ],
)
def test_what_cannot_be_is_told(database, visit, told):
    with pytest.raises(KnownError, match=told):
        visits.add(database, "Ann", visit)
    assert store.every(database, Visit) == []
