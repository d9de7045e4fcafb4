import itertools
import os
import shutil
from pathlib import Path

import psutil
import pytest
import readers_at_fault
from made_pdfs import NOT_FOUND_PAGE, pdf, scan

from evidence_app.errors import DiskFull, NotFound, ReadOnly
from evidence_app.ingest.importer import import_paths, retry
from evidence_app.ingest.readers import Limits
from evidence_app.progress import run
from evidence_app.store import documents, journal, pages
from evidence_app.store.database import Database

LIMITS = Limits(workers=1)
COUNTS = ("found", "added", "unchanged", "moved", "duplicates")


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "work.evidence", "x")
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "case files"
    made.mkdir()
    return made


def bring(database, *paths, **values):
    return run(import_paths(database, paths, **{"limits": LIMITS, **values}))


def counts(report):
    return {name: getattr(report, name) for name in COUNTS if getattr(report, name)}


def by_name(database):
    return {Path(path).name: document for document in documents.every(database) for path in document.paths}


def workers():
    return [child for child in psutil.Process().children() if "spawn_main" in " ".join(child.cmdline())]


def test_files_become_documents_with_pages_bytes_and_description(database, folder):
    data = pdf("Inspection of Aldermere children’s services", "Second page")
    (folder / "report.pdf").write_bytes(data)
    (folder / "Supervision 3 May 2024.pdf").write_bytes(pdf("Notes"))
    report = bring(database, folder, read=readers_at_fault.recognises, limits=Limits(), author="officer")
    assert counts(report) == {"found": 2, "added": 2}
    assert (report.documents, report.pages, report.attention) == (2, 3, ())
    documented = by_name(database)
    known = documented["report.pdf"]
    assert (known.kind, known.authority, known.ofsted["pages"]) == ("inspection_report", "Aldermere", 2)
    assert documents.data(database, known.id) == data
    assert [page.text.strip() for page in pages.of_document(database, known.id)][1] == "Second page"
    assert (documented["Supervision 3 May 2024.pdf"].kind, known.status) == ("supervision", "ready")
    line = journal.audit_log(database)[0]
    assert (line.action, line.author, line.detail["added"]) == ("import", "officer", 2)
    assert "report" not in str(line.detail)


def test_an_unchanged_folder_is_not_read_again(database, folder):
    (folder / "a.pdf").write_bytes(pdf("One"))
    (folder / "bad.pdf").write_bytes(NOT_FOUND_PAGE)
    bring(database, folder)
    report = bring(database, folder)
    assert counts(report) == {"found": 2, "unchanged": 2}
    assert [Path(item.path).name for item in report.attention] == ["bad.pdf"]
    assert report.documents == 1
    (folder / "a.pdf").touch()
    assert counts(bring(database, folder)) == {"found": 2, "unchanged": 2}


def test_the_kind_can_be_given_for_all(database, folder):
    (folder / "minutes.pdf").write_bytes(pdf("x"))
    bring(database, folder, kind="case_note")
    assert by_name(database)["minutes.pdf"].kind == "case_note"


def test_moved_renamed_copied_and_changed_files_are_recognised_by_what_they_hold(database, folder):
    for name in ("moved", "renamed", "copied", "changed"):
        (folder / f"{name}.pdf").write_bytes(pdf(f"This one is {name}"))
    bring(database, folder)
    ids = {name: document.id for name, document in by_name(database).items()}
    (folder / "sub").mkdir()
    (folder / "moved.pdf").rename(folder / "sub" / "moved.pdf")
    (folder / "renamed.pdf").rename(folder / "another name.pdf")
    shutil.copy2(folder / "copied.pdf", folder / "copy.pdf")
    (folder / "changed.pdf").write_bytes(pdf("This one has changed"))
    report = bring(database, folder)
    assert counts(report) == {"found": 5, "added": 1, "unchanged": 1, "moved": 2, "duplicates": 1}
    now = by_name(database)
    assert now["another name.pdf"].id == ids["renamed.pdf"] and now["moved.pdf"].id == ids["moved.pdf"]
    assert now["copy.pdf"].id == ids["copied.pdf"]
    assert now["changed.pdf"].id != ids["changed.pdf"]
    assert documents.get(database, ids["changed.pdf"]).pages == 1
    assert documents.get(database, ids["changed.pdf"]).paths == ()
    assert report.documents == 5
    missing = {Path(path).name for path, source in documents.sources(database).items() if source.missing}
    assert missing == {"moved.pdf", "renamed.pdf"}
    assert counts(bring(database, folder)) == {"found": 5, "unchanged": 5}


def test_a_copy_of_what_was_moved_is_a_copy_and_what_comes_back_is_not_new(database, folder, tmp_path):
    (folder / "a.pdf").write_bytes(pdf("One"))
    bring(database, folder)
    (folder / "a.pdf").rename(tmp_path / "b.pdf")
    assert counts(bring(database, tmp_path / "b.pdf")) == {"found": 1, "moved": 1}
    shutil.copy2(tmp_path / "b.pdf", tmp_path / "c.pdf")
    assert counts(bring(database, tmp_path / "c.pdf")) == {"found": 1, "duplicates": 1}
    shutil.copy2(tmp_path / "b.pdf", folder / "a.pdf")
    assert counts(bring(database, folder)) == {"found": 1, "unchanged": 1}
    assert not any(source.missing for source in documents.sources(database).values())


def test_files_that_vanished_are_missing_only_where_it_was_looked(database, folder, tmp_path):
    other = tmp_path / "case files 2"
    other.mkdir()
    for place in (folder, other):
        (place / "gone.pdf").write_bytes(pdf(f"In {place.name}"))
    bring(database, folder, other)
    (folder / "gone.pdf").unlink()
    (other / "gone.pdf").unlink()
    assert counts(bring(database, folder)) == {}
    missing = {path: source.missing for path, source in documents.sources(database).items()}
    assert missing == {str(folder / "gone.pdf"): True, str(other / "gone.pdf"): False}
    assert len(documents.every(database)) == 2


def test_twins_in_one_import_are_one_document_and_the_same_name_twice_is_two(database, folder):
    (folder / "x").mkdir()
    (folder / "y").mkdir()
    (folder / "x" / "note.pdf").write_bytes(pdf("Here"))
    (folder / "y" / "note.pdf").write_bytes(pdf("There"))
    (folder / "y" / "twin.pdf").write_bytes((folder / "x" / "note.pdf").read_bytes())
    (folder / "stub.pdf").write_bytes(NOT_FOUND_PAGE)
    (folder / "stub again.pdf").write_bytes(NOT_FOUND_PAGE)
    report = bring(database, folder, limits=Limits(workers=2))
    assert counts(report) == {"found": 5, "added": 2, "duplicates": 1}
    assert sorted(Path(item.path).name for item in report.attention) == ["stub again.pdf", "stub.pdf"]
    assert len(documents.every(database)) == 3


def test_what_cannot_be_read_is_told_and_kept_in_the_library(database, folder, monkeypatch):
    (folder / "stub.pdf").write_bytes(NOT_FOUND_PAGE)
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "scan.pdf").write_bytes(scan(2))
    (folder / "large.pdf").write_bytes(pdf("x" * 50) + b"\n" * 30_000)
    (folder / "good.pdf").write_bytes(pdf("Words"))
    monkeypatch.chdir(folder.parent)
    report = bring(database, Path(folder.name), limits=Limits(workers=1, size=30_000))
    told = {item.path: item.reason for item in report.attention}
    assert set(told) == {f"case files/{name}.pdf" for name in ("stub", "empty", "scan", "large")}
    assert "web page" in told["case files/stub.pdf"] and "too large" in told["case files/large.pdf"]
    assert all(item.hint for item in report.attention)
    assert (report.added, report.documents, report.pages) == (1, 1, 1)
    stored = by_name(database)
    assert stored["scan.pdf"].pages == 2 and documents.data(database, stored["scan.pdf"].id)
    assert stored["stub.pdf"].status == "attention" and documents.data(database, stored["stub.pdf"].id) is None
    assert stored["stub.pdf"].reason == told["case files/stub.pdf"]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that cannot be read by anyone")
def test_a_file_that_the_disk_will_not_give_is_told_and_tried_again_next_time(database, folder):
    (folder / "bad sector.pdf").symlink_to("/proc/self/mem")
    report = bring(database, folder)
    assert "could not be read" in report.attention[0].reason
    (folder / "bad sector.pdf").unlink()
    (folder / "bad sector.pdf").write_bytes(pdf("Here it is"))
    report = bring(database, folder)
    assert counts(report) == {"found": 1, "added": 1} and report.attention == ()
    assert [document.status for document in documents.every(database)] == ["ready"]


@pytest.mark.parametrize(
    ("reader", "limits", "words"),
    [
        (readers_at_fault.ends_on_marked, {}, "stopped"),
        (readers_at_fault.hangs_on_marked, {"seconds": 3.0}, "longer than 3 seconds"),
        (readers_at_fault.grows_on_marked, {"memory": 300 << 20}, "300 MB of memory"),
    ],
)
def test_a_worker_that_is_lost_costs_one_file(database, folder, reader, limits, words):
    for number in range(5):
        (folder / f"{number}.pdf").write_bytes(pdf(f"Number {number}" + (" MARKED" if number == 2 else "")))
    report = bring(database, folder, read=reader, limits=Limits(workers=2, **limits))
    (trouble,) = report.attention
    assert Path(trouble.path).name == "2.pdf" and words in trouble.reason and trouble.hint
    assert (report.added, report.documents) == (4, 4)
    assert workers() == []
    report = run(retry(database, limits=LIMITS))
    assert counts(report) == {"found": 1, "added": 1} and report.attention == ()
    assert report.documents == 5


def test_retry_reads_again_those_asked_for_and_tells_what_is_still_wrong(database, folder):
    for name in ("mended", "gone", "still", "left"):
        (folder / f"{name}.pdf").write_bytes(NOT_FOUND_PAGE + name.encode())
    bring(database, folder)
    ids = {name: document.id for name, document in by_name(database).items()}
    (folder / "mended.pdf").write_bytes(pdf("Fetched again"))
    (folder / "gone.pdf").unlink()
    report = run(retry(database, [ids["mended.pdf"], ids["gone.pdf"], ids["still.pdf"]], limits=LIMITS))
    assert counts(report) == {"found": 3, "added": 1}
    reasons = {Path(item.path).name: item.reason for item in report.attention}
    assert set(reasons) == {"gone.pdf", "still.pdf"}
    assert "no longer" in reasons["gone.pdf"] and "web page" in reasons["still.pdf"]
    assert documents.get(database, ids["mended.pdf"]).status == "ready"
    with database.write() as tables:
        tables.table("documents").update(ids["left.pdf"], {"ignored": 1})
    assert run(retry(database, limits=LIMITS)).found == 2
    assert journal.audit_log(database)[0].action == "retry"


def test_progress_counts_up_to_the_end_without_naming_anyone(database, folder):
    for number in range(4):
        (folder / f"Siobhan {number}.pdf").write_bytes(pdf(*["words"] * (number + 1)))
    seen = list(import_paths(database, [folder], limits=LIMITS))
    assert [step.done for step in seen] == sorted(step.done for step in seen)
    assert (seen[0].done, seen[-1].done, seen[-1].total, seen[-1].pages) == (0, 4, 4, 10)
    assert not any("Siobhan" in step.message for step in seen)
    assert seen[-1].pages_per_second > 0


def test_a_cancelled_import_keeps_what_is_done_and_the_next_one_goes_on(database, folder):
    for number in range(8):
        (folder / f"{number}.pdf").write_bytes(pdf(f"Number {number}"))
    steps = import_paths(database, [folder], limits=Limits(workers=2))
    for step in steps:
        if step.done == 3:
            break
    steps.close()
    assert workers() == []
    assert len(documents.every(database)) == 3
    assert journal.audit_log(database)[0].action == "import, cancelled"
    assert run(database.problems()) == []
    assert counts(bring(database, folder)) == {"found": 8, "added": 5, "unchanged": 3}


def test_cancelling_does_not_wait_for_a_file_that_hangs(database, folder):
    (folder / "a.pdf").write_bytes(pdf("MARKED"))
    steps = import_paths(database, [folder], read=readers_at_fault.hangs_on_marked, limits=LIMITS)
    for _ in itertools.islice(steps, 8):
        pass
    steps.close()
    assert workers() == []
    assert documents.every(database) == []


def test_no_worker_is_started_where_there_is_nothing_to_read(database, folder):
    (folder / "a.pdf").write_bytes(pdf("One"))
    bring(database, folder)
    assert [(step.done, workers()) for step in import_paths(database, [folder], limits=LIMITS)] == [(1, [])]


def test_a_full_disk_is_told_and_what_was_stored_stays(database, folder):
    for number in range(6):
        (folder / f"{number}.pdf").write_bytes(pdf("One", "Two", "Three") + os.urandom(60_000))
    with database.write() as tables:
        size = tables.execute("PRAGMA page_count").fetchone()[0]
        tables.execute(f"PRAGMA max_page_count = {size + 60}")
    with pytest.raises(DiskFull):
        bring(database, folder)
    with database.write() as tables:
        tables.execute(f"PRAGMA max_page_count = {size * 1000}")
    kept = documents.every(database)
    assert 0 < len(kept) < 6
    assert all(len(pages.of_document(database, document.id)) == 3 for document in kept)
    assert run(database.problems()) == [] and workers() == []
    assert bring(database, folder).documents == 6


def test_a_workspace_opened_for_reading_and_a_path_that_is_not_there_are_told(database, folder, tmp_path):
    with pytest.raises(NotFound):
        bring(database, folder, folder / "nowhere")
    (folder / "a.pdf").write_bytes(pdf("One"))
    reader = Database.open(tmp_path / "work.evidence", "x", read_only=True)
    try:
        with pytest.raises(ReadOnly):
            bring(reader, folder)
    finally:
        reader.close()
    assert documents.every(database) == []
