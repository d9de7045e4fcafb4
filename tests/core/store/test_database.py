import shutil
import subprocess
import sys

import pytest
from sqlcipher3 import dbapi2 as sqlcipher
from sqlite_utils import Database as Tables

from evidence_app.domain.document import PageText
from evidence_app.errors import (
    DiskFull,
    KnownError,
    NewerWorkspace,
    NotAWorkspace,
    ReadOnly,
    WorkspaceBusy,
    WrongPassphrase,
)
from evidence_app.progress import run
from evidence_app.store import documents
from evidence_app.store.cipher import connect
from evidence_app.store.database import Database
from evidence_app.store.migrations import migrations


@pytest.fixture
def path(tmp_path):
    return tmp_path / "case work.evidence"


@pytest.fixture
def database(path):
    made = Database.create(path, "correct horse")
    yield made
    made.close()


def add_page(database, words="Zebrafinch waited outside.\n"):
    return documents.add(
        database,
        documents.Found("/notes/a.pdf", 3, 4, "ab" * 32, b"%PDF zebrafinch", "A note", pages=(PageText(1, words),)),
    )


def test_a_new_workspace_opens_with_its_passphrase_only(database, path):
    database.close()
    with pytest.raises(WrongPassphrase):
        Database.open(path, "wrong")
    Database.open(path, "correct horse").close()


def test_the_wrong_passphrase_says_nothing_on_standard_error(database, path, capfd):
    database.close()
    with pytest.raises(WrongPassphrase):
        Database.open(path, "wrong")
    assert capfd.readouterr().err == ""


def test_any_sqlcipher_tool_opens_it_with_the_passphrase(database, path):
    add_page(database)
    database.close()
    connection = sqlcipher.connect(str(path))
    connection.execute("PRAGMA key = 'correct horse'")
    assert connection.execute("SELECT count(*) FROM pages").fetchone() == (1,)
    connection.close()


def test_nothing_stands_in_clear_in_the_file_or_its_log(database, path):
    add_page(database)
    for file in path.parent.iterdir():
        assert b"ebrafinch" not in file.read_bytes()
    assert {file.name for file in path.parent.iterdir()} <= {
        path.name,
        path.name + "-wal",
        path.name + "-shm",
        path.name + ".lock",
    }


def test_it_refuses_to_overwrite(database, path):
    before = path.read_bytes()
    with pytest.raises(KnownError, match="exists already"):
        Database.create(path, "x")
    assert path.read_bytes() == before


def test_an_empty_passphrase_is_refused(path):
    with pytest.raises(KnownError, match="needs a passphrase"):
        Database.create(path, "")
    assert not path.exists()


def test_an_accented_passphrase_is_the_same_however_it_is_typed(path):
    Database.create(path, "cafe\u0301").close()
    Database.open(path, "caf\u00e9").close()


@pytest.mark.parametrize("content", [b"", b"short", b"\0" * 4095])
def test_what_is_no_workspace_is_told(path, content):
    path.write_bytes(content)
    with pytest.raises(NotAWorkspace):
        Database.open(path, "x")


def test_a_missing_file_is_told(path):
    with pytest.raises(NotAWorkspace, match="no workspace"):
        Database.open(path, "x")


def test_a_second_writer_is_told_and_may_read(database, path):
    add_page(database)
    with pytest.raises(WorkspaceBusy):
        Database.open(path, "correct horse")
    reader = Database.open(path, "correct horse", read_only=True)
    assert documents.counts(reader) == (1, 1, 0)
    with pytest.raises(ReadOnly):
        reader.set_meta("a", "b")
    reader.close()


def test_another_process_is_told(database, path):
    script = (
        "import sys; from pathlib import Path; from evidence_app.store.database import Database\n"
        "from evidence_app.errors import WorkspaceBusy\n"
        "try: Database.open(Path(sys.argv[1]), 'correct horse')\n"
        "except WorkspaceBusy: sys.exit(7)"
    )
    assert subprocess.run([sys.executable, "-c", script, str(path)]).returncode == 7


def test_the_lock_is_given_back(database, path):
    database.close()
    database.close()
    Database.open(path, "correct horse").close()


def test_a_failed_block_leaves_nothing(database):
    with pytest.raises(RuntimeError), database.write() as tables:
        tables.table("meta").insert({"key": "half", "value": "done"})
        raise RuntimeError
    assert database.meta("half") is None


def test_a_nested_block_belongs_to_the_outer_one(database):
    with pytest.raises(RuntimeError), database.write():
        database.set_meta("inner", "1")
        raise RuntimeError
    assert database.meta("inner") is None


def test_the_passphrase_can_be_changed_while_open(database, path):
    add_page(database)
    with pytest.raises(WrongPassphrase):
        database.change_passphrase("wrong", "new")
    database.change_passphrase("correct horse", "battery staple")
    assert documents.counts(database) == (1, 1, 0)
    database.set_meta("after", "1")
    database.close()
    with pytest.raises(WrongPassphrase):
        Database.open(path, "correct horse")
    again = Database.open(path, "battery staple")
    assert again.meta("after") == "1"
    assert run(again.problems()) == []
    again.close()


def test_a_backup_is_a_workspace_of_its_own(database, path):
    add_page(database)
    target = path.with_name("copy.evidence")
    run(database.backup(target))
    with pytest.raises(KnownError, match="exists already"):
        run(database.backup(target))
    copy = Database.open(target, "correct horse")
    assert documents.counts(copy) == (1, 1, 0)
    copy.close()
    assert not list(path.parent.glob("*.part"))


def test_damage_is_found(database, path):
    for number in range(30):
        documents.add(
            database,
            documents.Found(
                f"/{number}.pdf", 1, 1, f"{number:064x}", bytes(9000), str(number), pages=(PageText(1, "x"),)
            ),
        )
    database.close()
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    path.write_bytes(raw)
    hurt = Database.open(path, "correct horse")
    assert run(hurt.problems())
    hurt.close()


def test_a_newer_file_is_refused_and_left_alone(database, path):
    database.set_meta("schema_major", "99")
    database.close()
    with pytest.raises(NewerWorkspace):
        Database.open(path, "correct horse")
    again = Database.open
    with pytest.raises(NewerWorkspace):
        again(path, "correct horse", read_only=True)


def test_an_older_schema_is_brought_up_to_date_after_a_backup(database, path):
    add_page(database)
    names = [step.name for step in migrations.applied(Tables(database._writer))]
    with database.write() as tables:
        tables.execute("DROP TABLE packs")
        tables.execute("DELETE FROM _sqlite_migrations WHERE name = 'packs'")
    database.close()
    newer = Database.open(path, "correct horse")
    with newer.read() as tables:
        assert tables.table("packs").exists()
    assert sorted(step.name for step in migrations.applied(Tables(newer._writer))) == sorted(names)
    assert newer.fresh_backup is not None
    newer.close()
    kept = connect(newer.fresh_backup, newer._key, read_only=True)
    assert not Tables(kept).table("packs").exists()
    assert kept.execute("SELECT count(*) FROM documents").fetchone() == (1,)
    kept.close()


@pytest.mark.skipif(sys.platform != "linux", reason="a small file system is made with Linux's tmpfs")
def test_a_full_disk_is_told_and_loses_nothing(tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(small)], capture_output=True)
    if mounted.returncode:
        pytest.skip("mounting a small file system needs administrator rights")
    try:
        database = Database.create(small / "w.evidence", "x")
        first = add_page(database)
        with pytest.raises(DiskFull):
            documents.add(
                database,
                documents.Found("/big.pdf", 1, 1, "cd" * 32, bytes(3_000_000), "Big", pages=(PageText(1, "big"),)),
            )
        assert [document.id for document in documents.every(database)] == [first]
        assert run(database.problems()) == []
        database.close()
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True)
    shutil.rmtree(small)


def test_in_a_snapshot_every_read_sees_the_same_moment(database):
    first = add_page(database)
    with database.snapshot():
        assert documents.counts(database)[0] == 1
        documents.add(database, documents.Found("/notes/b.pdf", 3, 4, "cd" * 32, b"%PDF", "B note"))
        assert documents.counts(database)[0] == 1
        with database.snapshot():
            assert [each.id for each in documents.every(database)] == [first]
    assert documents.counts(database)[0] == 2
