import os
from pathlib import Path

import pytest
from made_pdfs import pdf

from evidence_app.errors import NotFound
from evidence_app.ingest.scan import scan


def fill(folder, *names, data=b"x"):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def names(found, root):
    return [str(Path(file.path).relative_to(root)) for file in found.files]


def test_documents_are_found_in_folders_in_order_and_litter_is_passed_over(tmp_path):
    fill(tmp_path, "b.pdf", "a/two.PDF", "a/one.docx", "scan.tiff", "deep/er/note.txt", "mail.msg")
    fill(tmp_path, "~$one.docx", ".DS_Store", "Thumbs.db", "desktop.ini", "half.pdf.crdownload", "x.tmp")
    fill(tmp_path, ".git/a.pdf", "__MACOSX/b.pdf", ".~lock.one.docx#", "song.mp3", "run.exe", "script.py")
    fill(tmp_path, "work.evidence", "work.evidence-wal", "work.evidence-shm", "work.evidence.lock")
    found = scan([tmp_path])
    assert names(found, tmp_path) == [
        "a/one.docx",
        "a/two.PDF",
        "b.pdf",
        "deep/er/note.txt",
        "mail.msg",
        "scan.tiff",
    ]
    assert found.folders == [str(tmp_path)] and found.unreadable == []


def test_a_pdf_without_an_ending_is_found_by_what_it_holds(tmp_path):
    fill(tmp_path, "download", "12345.bin", data=pdf())
    fill(tmp_path, "noise.bin", "LICENSE")
    assert names(scan([tmp_path]), tmp_path) == ["12345.bin", "download"]


def test_a_file_that_is_named_is_taken_whatever_it_is_and_only_once(tmp_path, monkeypatch):
    fill(tmp_path, ".hidden.bin", "in/a.pdf")
    monkeypatch.chdir(tmp_path)
    found = scan([Path(".hidden.bin"), Path("in"), Path("in/a.pdf"), tmp_path / "in" / ".." / "in"])
    assert [file.shown for file in found.files] == [".hidden.bin", "in/a.pdf"]
    assert names(found, tmp_path) == [".hidden.bin", "in/a.pdf"]
    stat = (tmp_path / "in/a.pdf").stat()
    assert (found.files[1].size, found.files[1].mtime_ns) == (1, stat.st_mtime_ns)


def test_a_path_that_is_not_there_is_told(tmp_path):
    with pytest.raises(NotFound, match="nowhere"):
        scan([tmp_path, tmp_path / "nowhere"])


def test_links_that_lead_round_in_circles_and_to_nothing_do_no_harm(tmp_path):
    fill(tmp_path, "a/x.pdf", "real.pdf")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to(tmp_path / "a")
    (tmp_path / "broken.pdf").symlink_to(tmp_path / "gone.pdf")
    (tmp_path / "linked.pdf").symlink_to(tmp_path / "real.pdf")
    os.mkfifo(tmp_path / "pipe.pdf")
    assert names(scan([tmp_path]), tmp_path) == ["a/x.pdf", "linked.pdf", "real.pdf"]


@pytest.mark.skipif(os.name != "posix", reason="bytes that are no text stand in file names on POSIX only")
def test_a_name_that_is_no_text_can_be_stored(tmp_path):
    for char in (b"\xe9", b"\xe8"):
        (tmp_path / os.fsdecode(b"caf" + char + b".pdf")).write_bytes(b"x")
    found = scan([tmp_path])
    assert len({file.path.encode("utf-8") for file in found.files}) == 2
    assert all(Path(file.disk).read_bytes() == b"x" for file in found.files)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may look into any folder")
def test_a_folder_that_may_not_be_looked_into_is_told_and_its_files_are_not_missing(tmp_path):
    fill(tmp_path, "open/a.pdf", "shut/b.pdf")
    (tmp_path / "shut").chmod(0)
    try:
        found = scan([tmp_path])
    finally:
        (tmp_path / "shut").chmod(0o700)
    assert names(found, tmp_path) == ["open/a.pdf"]
    (trouble,) = found.unreadable
    assert trouble.path == str(tmp_path / "shut") and "could not be looked into" in trouble.reason
    assert found.should_hold(str(tmp_path / "open" / "gone.pdf"))
    assert not found.should_hold(str(tmp_path / "shut" / "b.pdf"))


def test_a_scan_answers_only_for_the_folders_given(tmp_path):
    fill(tmp_path, "in/a.pdf", "inside.pdf")
    found = scan([tmp_path / "in", tmp_path / "inside.pdf"])
    assert found.should_hold(str(tmp_path / "in" / "b.pdf"))
    assert not found.should_hold(str(tmp_path / "inside" / "b.pdf"))
    assert not found.should_hold(str(tmp_path / "b.pdf"))
