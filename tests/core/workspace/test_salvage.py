"""Damaged files: whatever comes out stood in the file as it is, evidence never vanishes, and all ends in words."""

import random
import shutil
from pathlib import Path

import pytest
from made_pdfs import pdf

from evidence_app.errors import KnownError, WrongPassphrase
from evidence_app.progress import run
from evidence_app.store import journal
from evidence_app.store.database import Database
from evidence_app.store.keys import derive, read_salt
from evidence_app.store.sealed import SealedFile
from evidence_app.workspace import Query, Workspace, salvage

PAGE = 4096
# Rows that may differ from what they were: made anew, or altered to tell what is lost.
ALTERED = {
    "meta",
    "audit",
    "journal",
    "journal_rows",
    "lineage",
    "vocabulary",
    "evidence_numbers",
    "_sqlite_migrations",
}


@pytest.fixture(scope="module")
def stocked(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("stocked")
    for number in range(8):
        words = [f"Note {number}, page {page}. Zebra{number} was seen on day {page}. " * 12 for page in range(1, 5)]
        (folder / f"note {number}.pdf").write_bytes(pdf(*words))
    path = folder / "w.evidence"
    with Workspace.create(path, "x", authority="Aldermere") as made:
        run(made.documents.import_paths([folder]))
        for document in made.documents.list():
            number = document.title.split()[-1]
            for page in range(1, 5):
                quote = f"Zebra{number} was seen on day {page}."
                made.evidence.add(made.evidence.locate(document.id, page, quote), ["protection"], "strength")
        made.work.toggle([1, 2], "pin")
    return path


def rows(path: Path) -> dict[str, dict]:
    database = Database.open(path, "x")
    with database.read() as tables:
        names = [
            name
            for (name,) in tables.execute("SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")
            if name not in ALTERED and not name.startswith("sqlite_")
        ]
        found = {}
        for name in names:
            keys = [column.name for column in tables.table(name).columns if column.is_pk] or ["rowid"]
            found[name] = {tuple(row[key] for key in keys): row for row in tables.table(name).rows}
    database.close()
    return found


def compared(before: dict[str, dict], after: dict[str, dict]) -> None:
    """Every row stood in the old file, but for what tells of the loss."""
    for name, kept in after.items():
        for key, row in kept.items():
            old = before[name].get(key)
            if name == "documents":
                told = {"title", "status", "reason", "hint", "ignored", "extractor"}
                if old is None or row["title"].startswith("Lost document"):
                    assert row["status"] == "attention" and row["embargoed"]
                    continue
                assert [row[key] for key in row if key not in told] == [old[key] for key in old if key not in told]
            elif name == "pages" and (old is None or row["text"] == ""):
                assert row["text"] == "" or row["text"] in {one["text"] for one in before[name].values()}
            else:
                assert row == old, name


def spoiled(path: Path, target: Path, *pages: int, how: str = "flip") -> Path:
    """A copy with pages (from 1) damaged."""
    data = bytearray(path.read_bytes())
    for page in pages:
        at = (page - 1) * PAGE + 100
        if how == "flip":
            data[at + 50] ^= 0x40
        else:
            data[at - 100 + (16 if page == 1 else 0) : page * PAGE] = bytes(PAGE - (16 if page == 1 else 0))
    target.write_bytes(data)
    return target


def test_a_sound_file_comes_out_whole(stocked, tmp_path):
    report = run(salvage(stocked, tmp_path / "out.evidence", "x"))
    assert report.whole and report.unreadable == 0
    assert (report.documents, report.evidence) == (8, 32)
    assert rows(tmp_path / "out.evidence") == rows(stocked)
    with Workspace.open(tmp_path / "out.evidence", "x") as workspace:
        assert [check for check in run(workspace.check()) if not check.ok] == []
        assert workspace.search.run(Query("zebra3")).total_pages == 4
        workspace.history.undo()
        assert len(workspace.evidence.list()) == 31


def test_a_lost_beginning_loses_nothing_where_the_salt_is_there(stocked, tmp_path):
    hurt = spoiled(stocked, tmp_path / "hurt.evidence", 1, how="zero")
    with pytest.raises(WrongPassphrase):
        Workspace.open(hurt, "x")
    report = run(salvage(hurt, tmp_path / "out.evidence", "x"))
    assert (report.documents, report.evidence, report.documents_lost, report.bytes_lost) == (8, 32, 0, 0)
    compared(rows(stocked), rows(tmp_path / "out.evidence"))


def test_a_lost_salt_is_taken_from_a_backup(stocked, tmp_path):
    hurt = tmp_path / "hurt.evidence"
    hurt.write_bytes(bytes(PAGE) + stocked.read_bytes()[PAGE:])
    with pytest.raises(WrongPassphrase):
        run(salvage(hurt, tmp_path / "out.evidence", "x"))
    assert not (tmp_path / "out.evidence").exists()
    report = run(salvage(hurt, tmp_path / "out.evidence", "x", salt_from=stocked))
    assert report.evidence == 32


def test_evidence_outlives_its_document(stocked, tmp_path):
    key = derive("x", read_salt(stocked))
    with SealedFile(stocked, key) as sealed:
        plain = {number: sealed.page(number) for number in range(2, sealed.pages + 1)}
    # A page of the table of documents alone, by its kind and by what stands on it.
    (page, *_) = [
        number for number, held in plain.items() if held[0] == 0x0D and b"note 1" in held and b"ready" in held
    ]
    out = tmp_path / "out.evidence"
    report = run(salvage(spoiled(stocked, tmp_path / "hurt.evidence", page), out, "x"))
    assert report.documents_lost and report.evidence == 32
    with Workspace.open(out, "x") as workspace:
        assert {item.passage.quote for item in workspace.evidence.list()} == {
            f"Zebra{number} was seen on day {day}." for number in range(8) for day in range(1, 5)
        }
        lost = [one for one in workspace.documents.list(attention=True) if one.title.startswith("Lost document")]
        assert len(lost) == report.documents_lost and all(one.embargoed and one.hint for one in lost)
        assert [check.name for check in run(workspace.check()) if not check.ok] == []


@pytest.mark.parametrize("seed", range(8))
def test_random_damage_never_gives_a_wrong_row_and_always_words(stocked, tmp_path, seed):
    chance = random.Random(seed)
    data = bytearray(stocked.read_bytes())
    kind = ("flips", "cut", "zeros", "head")[seed % 4]
    if kind == "flips":
        for _ in range(chance.choice((1, 5, 40))):
            data[chance.randrange(16, len(data))] ^= 1 << chance.randrange(8)
    elif kind == "cut":
        del data[chance.randrange(2 * PAGE, len(data)) :]
    elif kind == "zeros":
        at = chance.randrange(16, len(data))
        data[at : at + chance.randrange(1, 20 * PAGE)] = b""
        data.extend(bytes(chance.randrange(PAGE)))
    else:
        data[16 : chance.randrange(17, 3 * PAGE)] = chance.randbytes(chance.randrange(17, 3 * PAGE) - 16)
    hurt = tmp_path / "hurt.evidence"
    hurt.write_bytes(data)
    out = tmp_path / "out.evidence"
    try:
        report = run(salvage(hurt, out, "x"))
    except KnownError as error:
        assert error.sentence.endswith(".") and not out.exists()
        return
    assert all(words.endswith(".") for words in report.sentences())
    before, after = rows(stocked), rows(out)
    compared(before, after)
    assert len(after["evidence"]) == report.evidence
    with Workspace.open(out, "x") as workspace:
        failed = {check.name for check in run(workspace.check()) if not check.ok}
        assert failed <= {"anchors"}
        assert journal.audit_break(workspace._database) is None


def test_changes_in_the_log_beside_the_file_count_as_far_as_they_were_finished(stocked, tmp_path):
    hurt = Path(shutil.copy(stocked, tmp_path / "hurt.evidence"))
    open_still = Workspace.open(hurt, "x")
    open_still.documents.edit([1], {"title": "A title of this session"})
    copy = tmp_path / "copy.evidence"
    for ending in ("", "-wal"):
        shutil.copy(f"{hurt}{ending}", f"{copy}{ending}")
    open_still.close()
    run(salvage(copy, tmp_path / "one.evidence", "x"))
    with Workspace.open(tmp_path / "one.evidence", "x") as workspace:
        assert workspace.documents.get(1).title == "A title of this session"
    log = Path(f"{copy}-wal")
    log.write_bytes(log.read_bytes()[:-100])
    run(salvage(copy, tmp_path / "two.evidence", "x"))
    log.unlink()
    run(salvage(copy, tmp_path / "three.evidence", "x"))
    for name in ("two", "three"):
        with Workspace.open(tmp_path / f"{name}.evidence", "x") as workspace:
            assert len(workspace.evidence.list()) == 32
            assert [check for check in run(workspace.check()) if not check.ok] == []


def test_what_is_no_workspace_is_told(tmp_path):
    nothing = tmp_path / "nothing.evidence"
    with pytest.raises(KnownError, match="no workspace"):
        run(salvage(nothing, tmp_path / "out.evidence", "x"))
    for content in (b"", b"short", bytes(9000), random.Random(1).randbytes(50_000)):
        nothing.write_bytes(content)
        with pytest.raises(KnownError):
            run(salvage(nothing, tmp_path / "out.evidence", "x"))
    assert {path.name for path in tmp_path.iterdir()} == {nothing.name}


def test_a_salvage_can_be_cancelled(stocked, tmp_path):
    steps = salvage(stocked, tmp_path / "out.evidence", "x")
    next(steps)
    steps.close()
    assert list(tmp_path.iterdir()) == []
