from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from evidence_app.errors import DiskFull
from evidence_app.progress import Progress
from ui.jobs import Jobs


@pytest.fixture
def jobs(qtbot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.cancel_all()
    qtbot.waitUntil(lambda: not made.running())
    made.close()


def test_a_call_gives_its_result_on_the_windows_thread_and_runs_on_another(jobs, qtbot):
    ran_on: list[int] = []
    told_on: list[int] = []
    job = jobs.start("Counting", lambda: ran_on.append(threading.get_ident()) or 42)
    job.finished.connect(lambda result: told_on.append(threading.get_ident()))
    with qtbot.waitSignal(job.finished) as told:
        pass
    assert told.args == [42]
    assert told_on == [threading.get_ident()]
    assert ran_on[0] != threading.get_ident()


def test_steps_are_stepped_and_their_progress_is_told_in_order(jobs, qtbot):
    go_on = threading.Event()

    def steps():
        yield Progress("first", 1, 2)
        go_on.wait(10)
        yield Progress("second", 2, 2)
        return "done"

    job = jobs.start("Stepping", steps)
    seen: list[str] = []
    job.progress.connect(lambda progress: seen.append(progress.message))
    qtbot.waitUntil(lambda: seen == ["first"])
    with qtbot.waitSignal(job.finished) as told:
        go_on.set()
    assert told.args == ["done"]
    assert seen == ["first", "second"]


def test_cancelling_closes_the_steps_and_gives_no_result(jobs, qtbot):
    closed = threading.Event()
    begun = threading.Event()
    go_on = threading.Event()

    def steps():
        try:
            begun.set()
            go_on.wait(10)
            yield Progress("one")
            yield Progress("two")
        finally:
            closed.set()

    job = jobs.start("Waiting", steps)
    outcomes: list[str] = []
    job.finished.connect(lambda: outcomes.append("finished"))
    job.cancelled.connect(lambda: outcomes.append("cancelled"))
    qtbot.waitUntil(begun.is_set)
    job.cancel()
    with qtbot.waitSignal(job.ended):
        go_on.set()
    assert closed.is_set()
    assert outcomes == ["cancelled"]


def test_a_known_error_arrives_as_it_was_raised(jobs, qtbot):
    def fail():
        raise DiskFull

    job = jobs.start("Failing", fail)
    with qtbot.waitSignal(job.failed) as told:
        pass
    assert isinstance(told.args[0], DiskFull)


def test_changes_are_made_one_after_the_other_and_are_not_cancelled(jobs, qtbot):
    first_may_end = threading.Event()
    order: list[str] = []

    def first():
        first_may_end.wait(10)
        order.append("first")

    jobs.start("First", first, "act")
    jobs.start("Second", lambda: order.append("second"), "act")
    jobs.cancel_all()
    with qtbot.waitSignal(jobs.idle):
        first_may_end.set()
    assert order == ["first", "second"]


def test_work_waiting_for_a_thread_is_dropped_when_cancelled(jobs, qtbot):
    release = threading.Event()
    ran: list[str] = []
    jobs.start("Searching", lambda: release.wait(10), "search")
    waiting = jobs.start("Searching", lambda: ran.append("old"), "search")
    waiting.cancel()
    with qtbot.waitSignal(jobs.idle):
        release.set()
    assert ran == []
