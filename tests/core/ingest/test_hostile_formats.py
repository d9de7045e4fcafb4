"""A few of the files tests/bench/hostile_files.py makes: each ends as pages or as a reason, nothing gets out."""

import tempfile
import uuid
from pathlib import Path

import made_documents as made
import pytest
from hostile_documents import KINDS, attacks, damaged
from made_pdfs import pdf

from evidence_app.ingest.formats import FORMATS
from evidence_app.ingest.importer import import_paths
from evidence_app.ingest.readers import Limits
from evidence_app.ingest.worker import read_file
from evidence_app.progress import run
from evidence_app.store import documents
from evidence_app.store.database import Database

QUICK = (
    "entity.docx",
    "laughs.docx",
    "deep.docx",
    "nested-bomb.zip",
    "traversal.zip",
    "many.zip",
    "many-parts.eml",
    "deep.eml",
    "outside.html",
    "outside.md",
    "colspan.html",
    "deep-tables.html",
    "huge.png",
    "loop.tiff",
    "nul.txt",
)


@pytest.fixture
def database(tmp_path):
    made_database = Database.create(tmp_path / "work.evidence", "x")
    yield made_database
    made_database.close()


def test_damaged_and_hostile_files_end_as_pages_or_a_reason(database, tmp_path):
    folder = tmp_path / "hostile"
    folder.mkdir()
    every = attacks()
    chosen = [*damaged(1, seed=7), *((name, every[name]()) for name in QUICK)]
    for name, data in chosen:
        (folder / name).write_bytes(data)
    before = set(tmp_path.rglob("*"))
    report = run(import_paths(database, [folder], limits=Limits(seconds=60)))
    stored = documents.every(database)
    seen = {Path(path.partition(" → ")[0]).name for document in stored for path in document.paths}
    assert seen == {name for name, _ in chosen}
    for document in stored:
        assert document.pages or (document.status == "attention" and document.reason and document.hint)
    assert all(item.reason.endswith(".") and item.hint for item in report.attention)
    assert set(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["outside.html", "outside.md"])
def test_nothing_that_points_outside_reaches_the_pages(name):
    reading = read_file(attacks()[name](), name, None, 100)
    assert "kestrel" in reading.pages[0].text and "root:" not in reading.pages[0].text
    assert b"/URI" not in reading.rendition and b"127.0.0.1" not in reading.rendition


def test_no_word_of_any_format_is_left_outside_the_workspace(tmp_path, monkeypatch):
    word = f"canary{uuid.uuid4().hex}"
    marks = [word.encode(), word.encode("utf-16-le")]
    sources, home, temporary = (tmp_path / name for name in ("sources", "home", "temporary"))
    for folder in (sources, home, temporary):
        folder.mkdir()
    for kind in KINDS:
        (sources / f"note.{kind}").write_bytes(getattr(made, kind)(f"The {word} sang."))
    (sources / "mail.eml").write_bytes(made.eml("See below.", attachments=[("a.pdf", pdf(word, deflate=False))]))
    (sources / "all.zip").write_bytes(made.zipped({"in.odt": made.odt(f"A second {word}.")}))
    for name in ("TMPDIR", "TEMP", "TMP", "HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.chdir(temporary)
    monkeypatch.setattr(tempfile, "tempdir", None)
    database = Database.create(home / "work.evidence", "passphrase")
    places = [
        Path(place) for place in ("/tmp", "/var/tmp", "/dev/shm", Path(__file__).parents[3]) if Path(place).is_dir()
    ]
    before = {path for place in places for path in place.iterdir()}
    report = run(import_paths(database, [sources], limits=Limits(workers=1)))
    assert report.attention == () and report.added == len(KINDS) + 3
    database.close()
    new = {path for place in places for path in place.iterdir()} - before
    for path in [*home.rglob("*"), *temporary.rglob("*"), *new]:
        if path.is_file():
            assert not any(mark in path.read_bytes() for mark in marks), path
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_file_gives_the_same_pages_byte_for_byte(kind):
    data = getattr(made, kind)("The kestrel — twice.", "Łódź, and a second line.")
    readings = [read_file(data, f"note.{kind}", None, 100) for _ in range(2)]
    assert readings[0].rendition == readings[1].rendition is not None


def test_no_cell_of_a_wide_or_long_table_is_lost():
    wide = tuple(tuple(f"r{row}c{column}" for column in range(60)) for row in range(4))
    reading = read_file(made.csv(cells=wide), "wide.csv", None, 100)
    words = " ".join(page.text for page in reading.pages).split()
    assert reading.refusal is None and any(page.width > page.height for page in reading.pages)
    assert {cell for row in wide for cell in row} <= set(words)
    long = (("Child", "Outcome"), *((f"row{row}", "Seen alone") for row in range(1000)))
    reading = read_file(made.xlsx(cells=long), "long.xlsx", None, 100)
    words = " ".join(page.text for page in reading.pages).split()
    assert [word for word in words if word.startswith("row")] == [row[0] for row in long[1:]]


def test_a_word_wider_than_its_column_is_broken_not_cut():
    word = "".join(chr(97 + number % 26) for number in range(300))
    reading = read_file(made.csv(cells=(("a", "b"), (word, "x"))), "w.csv", None, 100)
    assert word in "".join("".join(page.text.split()) for page in reading.pages)


def test_more_cells_than_can_be_shown_are_told(monkeypatch):
    from evidence_app.ingest import sheets

    monkeypatch.setattr(sheets, "MOST_CELLS", 100)
    reading = read_file(made.xlsx(cells=tuple((f"row{n}", "x") for n in range(80))), "big.xlsx", None, 100)
    text = " ".join(" ".join(page.text.split()) for page in reading.pages)
    assert "Only the first 50 of 80 rows" in text and "row49" in text and "row50" not in text
    assert "too large" in reading.refusal.reason


@pytest.mark.parametrize("name", ["laughs.odp", "deep.odp", "laughs.docx"])
def test_xml_that_declares_or_nests_beyond_measure_is_told_under_its_own_name(name):
    refusal = read_file(attacks()[name](), name, None, 100).refusal
    assert refusal is not None and FORMATS[name.rpartition(".")[2]] in refusal.reason
