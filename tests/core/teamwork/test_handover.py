"""Hand-overs: only what changed since the last exchange, in a file of its own, and nothing taken for granted."""

from __future__ import annotations

import pytest
from copies import SENTENCES, add_document, differences, opened, passage, state

from evidence_app import progress
from evidence_app.errors import KnownError, NotAWorkspace, ReadOnly
from evidence_app.teamwork.merge import Source
from evidence_app.workspace import Workspace, restore, salvage

SECRET = "another passphrase"


@pytest.fixture
def exchange(team, tmp_path):
    """Hands over from one officer to another, and brings it in; gives what was made and what it did."""
    count = 0

    def exchanged(giver, taker, **more):
        nonlocal count
        count += 1
        path = tmp_path / f"{count}.evidence-handover"
        made = progress.run(team.held[giver].teamwork.hand_over(path, SECRET, taker, **more))
        report, _ = progress.run(team.held[taker].teamwork.merge(Source(path, SECRET)))
        return made, report

    return exchanged


def note(workspace, words):
    workspace.evidence.edit([workspace.evidence.list()[0].id], {"note": words})


def test_the_first_holds_everything_and_the_next_what_changed_since(team, exchange) -> None:
    ben = team.held["ben"]
    document = add_document(team.held["ann"], 8)
    note(team.held["ann"], "first")
    made, report = exchange("ann", "ben")
    assert (made.everything, made.documents, report.partner) == (True, 2, "ann")
    assert report.added["documents"] == 1
    note(team.held["ann"], "second")
    team.held["ann"].documents.edit([document], {"child": "C8"})
    made, report = exchange("ann", "ben")
    assert (made.everything, made.records, made.documents) == (False, 2, 0)
    assert report.updated == {"evidence": 1, "documents": 1}
    assert ben.evidence.list()[0].note == "second"


def test_what_came_from_a_colleague_does_not_go_back_to_them(team, exchange) -> None:
    note(team.held["ann"], "first")
    exchange("ann", "ben")
    document = add_document(team.held["ben"], 9)
    team.held["ben"].evidence.add(passage(document, 9, SENTENCES[3]), ["care"], "strength")
    made, report = exchange("ben", "ann")
    assert report.added == {"documents": 1, "evidence": 1}
    assert made.records == 2
    assert differences(state(team.held["ann"]), state(team.held["ben"])) == []
    with pytest.raises(KnownError, match="Nothing changed here since the last exchange with ben"):
        exchange("ann", "ben")


def test_after_a_whole_workspace_was_brought_in_only_what_it_lacked_goes(team, exchange) -> None:
    note(team.held["ann"], "mine")
    team.held["ben"].evidence.add(passage(1, 1, SENTENCES[3]), ["care"], "strength")
    team.merge("ann", "ben")
    made, _ = exchange("ann", "ben")
    assert (made.everything, made.records) == (False, 1)
    assert differences(state(team.held["ann"]), state(team.held["ben"])) == []


def test_a_hand_over_that_builds_on_one_not_brought_in_is_refused(team, tmp_path) -> None:
    ann, ben = team.held["ann"], team.held["ben"]
    note(ann, "first")
    lost, later = tmp_path / "lost.evidence-handover", tmp_path / "later.evidence-handover"
    progress.run(ann.teamwork.hand_over(lost, SECRET, "ben"))
    note(ann, "second")
    progress.run(ann.teamwork.hand_over(later, SECRET, "Ben"))
    with pytest.raises(KnownError, match="was not brought in here"):
        progress.run(ben.teamwork.merge(Source(later, SECRET)))
    progress.run(ben.teamwork.merge(Source(lost, SECRET)))
    progress.run(ben.teamwork.merge(Source(later, SECRET)))
    assert ben.evidence.list()[0].note == "second"
    # An undo takes the exchange back too: what builds on it is refused again.
    ben.history.undo()
    ben.history.undo()
    with pytest.raises(KnownError, match="was not brought in here"):
        progress.run(ben.teamwork.merge(Source(later, SECRET)))


def test_everything_can_be_asked_for(team, exchange) -> None:
    note(team.held["ann"], "first")
    exchange("ann", "ben")
    made, report = exchange("ann", "ben", everything=True)
    assert (made.everything, made.documents) == (True, 1)
    assert not report.anything


def test_a_hand_over_is_encrypted_and_alone_in_its_folder(team, tmp_path) -> None:
    note(team.held["ann"], "a secret note")
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "x.evidence-handover"
    progress.run(team.held["ann"].teamwork.hand_over(path, SECRET, "ben"))
    assert [each.name for each in folder.iterdir()] == [path.name]
    data = path.read_bytes()
    assert b"secret" not in data and b"SQLite" not in data and b"Leaders" not in data
    with pytest.raises(KnownError, match="does not open"):
        progress.run(team.held["ben"].teamwork.merge(Source(path, "wrong")))


def test_a_hand_over_is_no_workspace(team, tmp_path) -> None:
    path = tmp_path / "x.evidence-handover"
    note(team.held["ann"], "x")
    progress.run(team.held["ann"].teamwork.hand_over(path, SECRET, "ben"))
    with pytest.raises(NotAWorkspace, match="is a hand-over"):
        Workspace.open(path, SECRET)
    for made in (restore, salvage):
        with pytest.raises(NotAWorkspace, match="is a hand-over"):
            progress.run(made(path, tmp_path / "made.evidence", SECRET))
    assert not (tmp_path / "made.evidence").exists()


def test_a_cancelled_hand_over_leaves_no_file_and_no_memory(team, tmp_path) -> None:
    note(team.held["ann"], "x")
    steps = team.held["ann"].teamwork.hand_over(tmp_path / "x.evidence-handover", SECRET, "ben")
    next(steps)
    steps.close()
    assert not list(tmp_path.glob("x.*"))
    assert team.held["ann"].teamwork.partners() == []


@pytest.mark.parametrize(
    ("name", "partner", "told"),
    [("x.zip", "ben", "ends in .evidence-handover"), ("x.evidence-handover", " ", "needs somebody it is for")],
)
def test_a_hand_over_needs_a_name_and_somebody(team, tmp_path, name, partner, told) -> None:
    with pytest.raises(KnownError, match=told):
        progress.run(team.held["ann"].teamwork.hand_over(tmp_path / name, SECRET, partner))


def test_a_file_in_the_way_is_left(team, tmp_path) -> None:
    path = tmp_path / "x.evidence-handover"
    path.write_text("mine")
    with pytest.raises(KnownError, match="exists already"):
        progress.run(team.held["ann"].teamwork.hand_over(path, SECRET, "ben"))
    assert path.read_text() == "mine"


def test_a_workspace_open_for_reading_only_hands_nothing_over(team, tmp_path) -> None:
    with opened(team.held["ann"].path, "ann", read_only=True) as reading, pytest.raises(ReadOnly):
        progress.run(reading.teamwork.hand_over(tmp_path / "x.evidence-handover", SECRET, "ben"))
