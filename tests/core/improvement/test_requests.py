import pytest

from evidence_app.domain.request import Request
from evidence_app.errors import KnownError, NotFound
from evidence_app.improvement import requests
from evidence_app.store import improvement as store
from evidence_app.store import journal
from evidence_app.store.database import Database


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "log.evidence", "passphrase")
    yield made
    made.close()


def log(database):
    return store.every(database, Request)


def test_requests_are_numbered_answered_and_taken_out(database):
    requests.add(database, "Ann", Request("", 0, "Caseload report", due="24/11/2026 14:30"))
    requests.add(database, "Ann", Request("", 0, "Supervision policy"))
    first, second = log(database)
    assert (first.number, first.due, second.number, second.due) == (1, "2026-11-24T14:30", 2, "")
    requests.edit(database, "Bo", [first.id], {"sent": "2026-11-24T13:00", "documents": (4,), "version": "2"})
    assert (log(database)[0].sent, log(database)[0].documents) == ("2026-11-24T13:00", (4,))
    requests.remove(database, "Bo", [second.id])
    requests.add(database, "Bo", Request("", 0, "Audit programme"))
    assert [one.number for one in log(database)] == [1, 2]
    assert [journal.undo(database, "Bo")[0] for _ in range(3)] == [
        "add request 2",
        "remove request 2",
        "answer request 1",
    ]
    assert log(database) == [first, second]


def test_overdue_requests_come_first_and_a_day_alone_lasts_until_it_ends():
    late = Request("a", 1, "late", due="2026-11-23T09:00")
    today = Request("b", 2, "today", due="2026-11-23")
    sent = Request("c", 3, "sent", due="2026-11-20", sent="2026-11-22")
    never = Request("d", 4, "no day")
    order = requests.in_order([never, sent, today, late], "2026-11-23T10:00")
    assert [one.what for one in order] == ["late", "today", "no day", "sent"]
    assert [one.state("2026-11-24T00:00") for one in (today, late, sent, never)] == [
        "overdue",
        "overdue",
        "sent",
        "open",
    ]
    assert today.state("2026-11-23T23:59") == "open"


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("", ""),
        ("24/11/2026", "2026-11-24"),
        ("24.11.26 9:05", "2026-11-24T09:05"),
        ("24 November 2026 at 2pm", "2026-11-24T14:00"),
        ("12 am 24/11/2026", "2026-11-24T00:00"),
        ("2026-11-24T09:05", "2026-11-24T09:05"),
    ],
)
def test_times_are_read_as_people_write_them(words, moment):
    assert requests.moment_of(words) == moment


def test_what_cannot_be_is_told(database):
    with pytest.raises(KnownError, match="what was asked for"):
        requests.add(database, "Ann", Request("", 0, "  "))
    with pytest.raises(KnownError, match="not a day or time"):
        requests.add(database, "Ann", Request("", 0, "Report", due="soon"))
    with pytest.raises(NotFound):
        requests.edit(database, "Ann", ["r0"], {"note": "x"})
    assert log(database) == []
