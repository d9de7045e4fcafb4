"""Workspace files of earlier schemas: opened for changes they are brought up to date, else told; backups too."""

import shutil
from pathlib import Path

import pytest
from make_old_workspace import FOLDER, PASSPHRASE

from evidence_app.errors import OlderWorkspace
from evidence_app.progress import run
from evidence_app.store.database import Database
from evidence_app.workspace import Query, Workspace, restore, salvage

FILES = sorted((Path(__file__).parents[3] / FOLDER).glob("*.evidence"))


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def old(request, tmp_path):
    return Path(shutil.copy(request.param, tmp_path / "old.evidence"))


def schema(path, passphrase):
    database = Database.open(path, passphrase)
    with database.read() as tables:
        rows = tables.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'").fetchall()
        columns = {
            name: sorted(column[1:] for column in tables.execute(f'PRAGMA table_info("{name}")'))
            for kind, name, _ in rows
            if kind == "table"
        }
    database.close()
    return {(kind, name) for kind, name, _ in rows}, columns


def whole(workspace):
    (item,) = workspace.evidence.list()
    assert (item.passage.quote, item.areas, item.finding) == ("Decisions are clear.", ("protection",), "strength")
    assert workspace.search.run(Query("zebrafinch")).total_pages == 1
    assert [check for check in run(workspace.check()) if not check.ok] == []
    workspace.history.redo()
    assert len(workspace.evidence.list()) == 2


def test_there_is_such_a_file():
    assert FILES


def test_an_older_file_is_brought_up_to_date_and_whole(old, tmp_path):
    with Workspace.open(old, PASSPHRASE) as workspace:
        whole(workspace)
    fresh = tmp_path / "fresh.evidence"
    Workspace.create(fresh, PASSPHRASE).close()
    assert schema(old, PASSPHRASE) == schema(fresh, PASSPHRASE)
    assert len(list(tmp_path.glob("old before update *.evidence"))) == 1


def test_for_reading_only_an_older_file_is_told_and_left_as_it_is(old):
    before = old.read_bytes()
    with pytest.raises(OlderWorkspace, match="of an earlier version"):
        Workspace.open(old, PASSPHRASE, read_only=True)
    assert old.read_bytes() == before


def test_an_older_backup_is_restored_as_a_workspace_of_today(old, tmp_path):
    before, target = old.read_bytes(), tmp_path / "new.evidence"
    run(restore(old, target, PASSPHRASE))
    assert old.read_bytes() == before
    with Workspace.open(target, PASSPHRASE, read_only=True) as workspace:
        assert len(workspace.evidence.list()) == 1
    with Workspace.open(target, PASSPHRASE) as workspace:
        whole(workspace)
    assert not [path.name for path in tmp_path.iterdir() if "part" in path.name or "before" in path.name]


def test_an_older_file_that_is_damaged_is_salvaged_as_a_workspace_of_today(old, tmp_path):
    data = bytearray(old.read_bytes())
    data[16:4096] = bytes(4080)
    old.write_bytes(data)
    report = run(salvage(old, tmp_path / "new.evidence", PASSPHRASE))
    assert (report.documents, report.documents_lost, report.pages_lost, report.evidence) == (1, 0, 0, 1)
    with Workspace.open(tmp_path / "new.evidence", PASSPHRASE) as workspace:
        whole(workspace)
