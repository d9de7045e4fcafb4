from __future__ import annotations

import threading

import pytest
from window_person import PASSPHRASE

from evidence_app.changes import Changes
from evidence_app.domain.hit import Query
from evidence_app.errors import KnownError, WorkspaceBusy, WrongPassphrase
from evidence_app.workspace import Workspace


@pytest.fixture
def opened(session, workspace_file, qtbot):
    with qtbot.waitSignal(session.opened, timeout=20_000):
        session.open(workspace_file, PASSPHRASE)
    return session


def letter_of(session):
    return session.workspace.documents.find("Monitoring visit 6 letter - 21 October 2025.pdf")


def test_opening_tells_the_counts(opened):
    assert opened.writable
    assert (opened.standing.documents, opened.standing.attention) == (3, 1)
    assert opened.standing.undo.startswith("tag ‘Help and protection’")


def test_a_wrong_passphrase_is_told_and_the_right_one_opens_afterwards(session, workspace_file, qtbot):
    job = session.open(workspace_file, "no")
    with qtbot.waitSignal(job.failed, timeout=20_000) as told:
        pass
    assert isinstance(told.args[0], WrongPassphrase)
    assert not session.is_open
    with qtbot.waitSignal(session.opened, timeout=20_000):
        session.open(workspace_file, PASSPHRASE)


def test_a_workspace_in_use_opens_for_reading_only(session, workspace_file, qtbot):
    with Workspace.open(workspace_file, PASSPHRASE):
        job = session.open(workspace_file, PASSPHRASE)
        with qtbot.waitSignal(job.failed, timeout=20_000) as told:
            pass
        assert isinstance(told.args[0], WorkspaceBusy)
        with qtbot.waitSignal(session.opened, timeout=20_000):
            session.open(workspace_file, PASSPHRASE, read_only=True)
        assert session.is_open
        assert not session.writable


def test_a_change_is_told_once_and_undone_and_done_again(opened, qtbot):
    letter = letter_of(opened)
    heard: list[Changes] = []
    opened.changed.connect(heard.append)
    opened.act(lambda: opened.workspace.documents.edit([letter.id], {"title": "Another title"}))
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert heard[0].documents == {letter.id}
    assert opened.standing.undo == f"edit “{letter.title}”"
    opened.undo()
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert letter_of(opened).title == letter.title
    assert opened.standing.redo == f"edit “{letter.title}”"
    opened.redo()
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert letter_of(opened).title == "Another title"


def test_nothing_to_undo_is_no_change(opened, qtbot):
    heard: list[Changes] = []
    opened.changed.connect(heard.append)
    for _ in range(7):
        opened.undo()
    qtbot.waitUntil(lambda: not opened.jobs.running())
    assert len(heard) == 5
    assert opened.standing.undo == ""


def test_what_fails_is_told_to_whoever_shows_problems(opened, qtbot):
    with qtbot.waitSignal(opened.problem) as told:
        opened.act(lambda: opened.workspace.documents.edit([1], {"title": " "}))
    assert isinstance(told.args[0], KnownError)


def test_locking_makes_the_changes_that_were_asked_for(opened, workspace_file, qtbot):
    letter = letter_of(opened)
    release = threading.Event()
    workspace = opened.workspace

    def slow() -> Changes:
        release.wait(10)
        return workspace.documents.edit([letter.id], {"title": "Kept"})

    opened.act(slow)
    opened.lock()
    assert not opened.is_open
    with qtbot.waitSignal(opened.closed, timeout=20_000):
        release.set()
    with Workspace.open(workspace_file, PASSPHRASE) as again:
        assert again.documents.get(letter.id).title == "Kept"


def test_of_searches_typed_one_after_the_other_the_last_is_shown(opened, qtbot):
    shown: list[str] = []
    for text in ("c", "ch", "chi", "child", "children"):
        opened.search(Query(text), lambda result: shown.append(result.query))
    qtbot.waitUntil(lambda: not opened.jobs.running(), timeout=20_000)
    assert shown == ["children"]


def test_of_readings_with_one_key_the_last_is_shown(opened, qtbot):
    shown: list[int] = []
    for number in range(5):
        opened.look(lambda number=number: number, shown.append, key="list")
    qtbot.waitUntil(lambda: not opened.jobs.running())
    assert shown == [4]


def test_importing_tells_of_new_documents_and_of_what_needs_attention(opened, qtbot, tmp_path):
    bad = tmp_path / "again.pdf"
    bad.write_bytes(b"%PDF-1.7 cut short")
    reports: list[object] = []
    heard: list[Changes] = []
    opened.changed.connect(heard.append)
    opened.import_paths([bad], reports.append)
    qtbot.waitUntil(lambda: bool(reports) and any(changes.name == "import" for changes in heard), timeout=20_000)
    qtbot.waitUntil(lambda: not opened.jobs.running(), timeout=20_000)
    assert [item.path for item in reports[0].attention] == [str(bad)]
    assert opened.standing.attention == 2
