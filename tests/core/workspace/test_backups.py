"""Backups on opening: once a day where something changed, proved, thinned out, and never a failed opening."""

import json
import shutil
from datetime import datetime, timedelta

import pytest
from made_pdfs import pdf

from evidence_app.domain.policy import Policy
from evidence_app.errors import KnownError
from evidence_app.progress import run
from evidence_app.workspace import Workspace, backups_in, restore
from evidence_app.workspace.backups import folder_of

MONDAY = datetime(2026, 11, 2, 9)


@pytest.fixture
def workspace(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf("Zebrafinch was seen."))
    with Workspace.create(tmp_path / "w.evidence", "x") as opened:
        run(opened.documents.import_paths([tmp_path / "a.pdf"]))
        yield opened


def alter(workspace, words):
    workspace.documents.edit([1], {"title": words})


def test_a_backup_is_made_proved_and_listed_and_is_a_workspace(workspace, tmp_path):
    assert workspace.backups.due(MONDAY)
    report = run(workspace.backups.make(MONDAY))
    (one,) = workspace.backups.list()
    assert report.made == one and one.made == MONDAY and one.verified
    assert one.path == tmp_path / "w backups" / "w 2026-11-02 090000.evidence"
    assert "1 backup takes" in report.sentence()
    assert b"ebrafinch" not in b"".join(path.read_bytes() for path in one.path.parent.iterdir())
    run(restore(one.path, tmp_path / "again.evidence", "x"))
    with Workspace.open(tmp_path / "again.evidence", "x") as again:
        assert [document.title for document in again.documents.list()] == ["a"]


def test_none_is_made_twice_a_day_or_where_nothing_changed(workspace):
    run(workspace.backups.make(MONDAY))
    alter(workspace, "B")
    assert not workspace.backups.due(MONDAY + timedelta(hours=8))
    assert workspace.backups.due(MONDAY + timedelta(days=1))
    run(workspace.backups.make(MONDAY + timedelta(days=1)))
    assert not workspace.backups.due(MONDAY + timedelta(days=9))
    assert run(workspace.backups.make(MONDAY + timedelta(days=9))).made is None
    workspace.remember("column widths", "1,2,3")
    assert not workspace.backups.due(MONDAY + timedelta(days=9))
    workspace.work.toggle([1], "pin")
    assert workspace.backups.due(MONDAY + timedelta(days=9))


def test_older_ones_are_thinned_out(workspace):
    for day in range(12):
        alter(workspace, f"Title {day}")
        report = run(workspace.backups.make(MONDAY + timedelta(days=day)))
    made = [one.made.day for one in workspace.backups.list()]
    assert made == [13, 12, 11, 10, 9, 8, 7]
    assert (report.removed, report.kept) == (1, 7)
    assert report.size == sum(one.size for one in workspace.backups.list())


def test_a_file_of_another_workspace_is_neither_listed_nor_removed(workspace, tmp_path):
    folder = workspace.backups.folder
    with Workspace.create(tmp_path / "other.evidence", "y") as other:
        folder.mkdir()
        strangers = [folder / f"w 2020-01-{day:02} 090000.evidence" for day in range(1, 15)]
        run(other.backup(strangers[0]))
        for one in strangers[1:]:
            one.write_bytes(strangers[0].read_bytes())
    run(workspace.backups.make(MONDAY))
    assert len(workspace.backups.list()) == 1
    assert all(one.is_file() for one in strangers)
    workspace.close()
    assert len(backups_in(folder, workspace.path)) == 1
    workspace.path.unlink()
    assert len(backups_in(folder, workspace.path)) == 15


def test_a_folder_is_chosen_and_remembered_and_told_where_it_is_gone(workspace, tmp_path):
    with pytest.raises(KnownError, match="no folder"):
        workspace.backups.choose(tmp_path / "nowhere")
    drive = tmp_path / "drive"
    drive.mkdir()
    workspace.backups.choose(drive)
    run(workspace.backups.make(MONDAY))
    assert workspace.backups.folder == folder_of(workspace.path, drive)
    assert workspace.backups.folder.parent == drive
    drive.rename(tmp_path / "away")
    (tmp_path / "drive").write_text("a file stands there now")
    assert workspace.backups.list() == []
    with pytest.raises(KnownError, match="cannot be made"):
        run(workspace.backups.make(MONDAY + timedelta(days=1)))


def test_the_policy_says_where(workspace, tmp_path):
    workspace.backups._policy = Policy(backup_folder=tmp_path / "it")
    assert workspace.backups.folder.parent == tmp_path / "it"
    with pytest.raises(KnownError, match="policy"):
        workspace.backups.choose(tmp_path)


def test_an_altered_backup_counts_as_not_verified_and_proving_it_fails(workspace):
    run(workspace.backups.make(MONDAY))
    (one,) = workspace.backups.list()
    data = bytearray(one.path.read_bytes())
    data[-2000] ^= 1
    one.path.write_bytes(data + b"more")
    (now,) = workspace.backups.list()
    assert now.verified == ""
    assert not run(workspace.backups.prove(one.path)).ok
    one.path.write_bytes(data)
    assert not run(workspace.backups.prove(one.path)).ok


def test_a_record_that_is_nonsense_is_passed_over(workspace):
    run(workspace.backups.make(MONDAY))
    (workspace.backups.folder / "backups.json").write_text(json.dumps(["nonsense"]))
    (one,) = workspace.backups.list()
    assert one.verified == ""
    assert run(workspace.backups.prove(one.path)).ok
    assert workspace.backups.list()[0].verified


def test_a_cancelled_backup_leaves_nothing(workspace):
    steps = workspace.backups.make(MONDAY)
    next(steps)
    steps.close()
    assert workspace.backups.list() == []
    assert not list(workspace.backups.folder.glob("*.part"))


def test_the_policy_gives_a_new_workspace_its_end_date(tmp_path):
    with Workspace.create(tmp_path / "n.evidence", "x", policy=Policy(workspace_days=30)) as made:
        assert made.retention.standing().days_left == 30
        assert not made.retention.standing().near


def test_no_room_is_told_with_how_much_is_needed_and_leaves_nothing(workspace, monkeypatch):
    used = shutil.disk_usage(workspace.path.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: used._replace(free=10_000))
    with pytest.raises(KnownError, match="are needed, 10 kB are free"):
        run(workspace.backups.make(MONDAY))
    assert list(workspace.backups.folder.iterdir()) == []
