import os
import subprocess
import sys
import threading

import psutil
import pytest

from evidence_app.errors import KnownError
from evidence_app.pages.process import WorkerLost, WorkerProcess, WorkerTooBig, WorkerTooSlow

MB = 1 << 20


@pytest.fixture
def worker():
    made = WorkerProcess("faults", memory=256 * MB)
    yield made
    made.close()


def test_a_worker_answers_and_keeps_what_it_was_given(worker):
    data = bytes(range(256)) * 40_000
    assert worker.call(20, "echo", data) == data
    assert [worker.call(20, "keep", n) for n in "abc"] == [1, 2, 3]


def test_an_error_for_the_user_comes_through_with_its_hint(worker):
    with pytest.raises(KnownError) as told:
        worker.call(20, "tell")
    assert (told.value.sentence, told.value.hint) == ("It rained.", "Take a coat.")


def test_a_bug_tells_where_but_not_what(worker):
    before = worker.call(20, "process")
    with pytest.raises(RuntimeError) as bug:
        worker.call(20, "stumble", "the child's name")
    assert "ValueError" in str(bug.value) and "faults.py" in str(bug.value)
    assert "the child's name" not in str(bug.value)
    assert worker.call(20, "process") == before


@pytest.mark.parametrize(
    ("loss", "fault"),
    [
        (WorkerLost, ("end",)),
        (WorkerTooSlow, ("hang",)),
        (WorkerTooBig, ("grow", MB)),
        (WorkerTooBig, ("share", 400 * MB)),
        (WorkerTooBig, ("leap", 900 * MB)),
    ],
)
def test_a_lost_worker_costs_one_call_and_is_replaced(worker, loss, fault):
    before = worker.call(20, "process")
    with pytest.raises(loss) as lost:
        worker.call(1.0 if loss is WorkerTooSlow else 60, *fault)
    assert lost.value.hint
    assert worker.call(20, "echo", "here") == "here"
    assert not psutil.pid_exists(before)


def test_a_worker_that_died_unasked_is_not_noticed(worker):
    process = psutil.Process(worker.call(20, "process"))
    process.kill()
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
        pass
    assert worker.call(20, "echo", 1) == 1


def test_closing_ends_a_call_and_leaves_no_process(worker):
    process = psutil.Process(worker.call(20, "process"))
    outcome = []

    def ask():
        try:
            worker.call(600, "hang")
        except WorkerLost:
            outcome.append("lost")

    thread = threading.Thread(target=ask)
    thread.start()
    worker.close()
    thread.join(20)
    assert outcome == ["lost"]
    assert not process.is_running()
    with pytest.raises(WorkerLost):
        worker.call(20, "echo", 1)
    worker.close()


def test_a_worker_loads_neither_the_programs_start_nor_the_store(worker):
    loaded = set(worker.call(20, "loaded"))
    assert "evidence_app.pages.serving" in loaded
    for heavy in ("pytest", "sqlcipher3", "PySide6", "whoosh", "psutil", "evidence_app.store"):
        assert heavy not in loaded


@pytest.mark.parametrize("task", ["idle", "busy"])
def test_a_worker_does_not_outlive_a_killed_parent(task):
    program = (
        "import sys; from evidence_app.pages.process import WorkerProcess\n"
        "worker = WorkerProcess('faults')\n"
        "print(worker.call(20, 'process'), flush=True)\n"
        "worker.call(0.2, 'hang') if sys.argv[1] == 'busy' else sys.stdin.read()\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program, task],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    try:
        worker = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
        assert psutil.wait_procs([worker], timeout=30)[1] == []
    finally:
        parent.kill()
        parent.communicate()
