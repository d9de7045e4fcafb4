import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
from paperwork import FRAMEWORK, LATE, SPEC, STEADY, Desk, paper

from evidence_app.errors import KnownError, PackRefused, ReadOnly
from evidence_app.packs.build import build
from evidence_app.packs.verify import verify
from evidence_app.progress import run
from evidence_app.store import documents, evidence, journal, packs
from evidence_app.store.database import Database


def steps(desk, out, **changes):
    spec = replace(SPEC, **changes)
    return build(desk.database, FRAMEWORK, spec, out, authority="Aldermere Borough Council", author="Tester")


@pytest.fixture
def brief(desk):
    """One document, one item: the smallest pack."""
    desk.tag(desk.add("A note", paper(STEADY)), 1, STEADY)
    return desk


def files(out):
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_a_pack_is_built_recorded_and_proves(filled, tmp_path):
    out = tmp_path / "board pack"
    told = []
    report = run(steps(filled, out), told.append)
    assert sorted(files(out)) == ["evidence-for-the-board.pdf", "evidence.csv", "manifest.json"]
    assert [Path(path).parent for path in (report.pdf, report.manifest, report.csv)] == [out] * 3
    assert all(Path(path).is_file() for path in (report.pdf, report.manifest, report.csv))
    assert (report.items, report.exhibit_pages) == (5, 6)
    with pymupdf.open(report.pdf) as pdf:
        assert len(pdf) == report.pages
    assert "Not yet agreed: 1 item in draft (2.2)." in report.warnings
    assert told[0].message == "Choosing the evidence" and told[-1].done == told[-1].total == 6
    assert all(check.ok for check in verify(out)), verify(out)
    (made,) = packs.every(filled.database)
    assert made.author == "Tester" and made.items == 5 and made.pages == report.pages
    assert made.manifest == json.loads(Path(report.manifest).read_text(encoding="utf-8"))
    assert set(packs.exhibit_numbers(filled.database)) == {item.id for item in evidence.every(filled.database)}
    assert journal.audit_log(filled.database, limit=1)[0].action == "export pack"


def test_the_same_workspace_and_spec_give_the_same_bytes(filled, tmp_path):
    for name in ("one", "two"):
        run(steps(filled, tmp_path / name, exhibits="full"))
    assert files(tmp_path / "one") == files(tmp_path / "two")


@pytest.mark.parametrize("exhibits", ["full", "none"])
def test_packs_with_whole_documents_or_without_exhibits_prove_too(filled, tmp_path, exhibits):
    report = run(steps(filled, tmp_path / "pack", exhibits=exhibits))
    assert report.exhibit_pages == (7 if exhibits == "full" else 0)
    assert all(check.ok for check in verify(tmp_path / "pack"))
    with pymupdf.open(report.pdf) as pdf:
        claims = "<pdfuaid:part>1</pdfuaid:part>" in pdf.get_xml_metadata()
    assert claims is (exhibits == "none"), "PDF/UA is claimed for pages of our own only"


def test_words_in_other_scripts_and_without_a_font_of_ours_do_not_stop_a_pack(desk, tmp_path):
    words = "She wrote 你好, then cafe\u0301 and Łódź."
    with pymupdf.open() as source:
        page = source.new_page()
        page.insert_htmlbox((72, 72, 500, 200), f"<p>{words}</p>")
        pdf = bytes(source.tobytes())
    document = desk.add("Note \U0001f600 of a visit", pdf)
    quote = " ".join(desk.text(document, 1).split())
    desk.tag(document, 1, quote, note="\U0001f600")
    report = run(steps(desk, tmp_path / "pack"))
    assert all(check.ok for check in verify(tmp_path / "pack"))
    item = json.loads(Path(report.manifest).read_text(encoding="utf-8"))["items"][0]
    assert item["quote"] == quote and "□□" in item["printed"]


def test_cancelling_at_any_step_leaves_no_half_pack_and_the_earlier_one(brief, tmp_path):
    out = tmp_path / "pack"
    run(steps(brief, out))
    before = files(out)
    brief.tag(brief.add("Another", paper(LATE)), 1, LATE)
    messages = []
    while True:
        work = steps(brief, out)
        told = [progress.message for progress, _ in zip(work, range(len(messages) + 1), strict=False)]
        work.close()
        if len(told) == len(messages):
            break
        messages = told
        assert files(out) == before, messages[-1]
        assert {path.name for path in tmp_path.iterdir() if "evidence" not in path.name} == {"pack"}
        if len(messages) == 5:
            break
    assert messages[:4] == ["Choosing the evidence", "Setting the pages", "Adding exhibit E1", "Adding exhibit E2"]
    assert len(packs.every(brief.database)) == 1


def test_a_quotation_that_does_not_stand_on_its_page_means_no_pack(brief, tmp_path):
    (item,) = evidence.every(brief.database)
    with journal.change(brief.database, "tamper", "Tester", {}) as change:
        altered = replace(item.passage, quote=item.passage.quote.replace("every month", "every week"))
        evidence.put(change, replace(item, passage=altered))
    with pytest.raises(PackRefused, match=r"quotations on their pages.*item 1\.1 does not stand on page"):
        run(steps(brief, tmp_path / "pack"))
    assert not (tmp_path / "pack").exists() and not (tmp_path / ".pack.part").exists()
    assert packs.every(brief.database) == []


def test_a_document_that_is_gone_or_damaged_means_no_pack(brief, tmp_path):
    with brief.database.write() as tables:
        tables.execute("UPDATE blobs SET data = ?", [b"%PDF-1.7 nothing more"])
    with pytest.raises(PackRefused, match=r"“A note” could not be put into the pack\..*cannot be read"):
        run(steps(brief, tmp_path / "pack"))
    with brief.database.write() as tables:
        tables.execute("DELETE FROM blobs")
    with pytest.raises(PackRefused, match="“A note” is no longer in the workspace"):
        run(steps(brief, tmp_path / "pack"))
    assert not (tmp_path / "pack").exists()


def test_a_workspace_open_for_reading_only_makes_no_pack(brief, tmp_path):
    brief.database.close()
    reader = Database.open(brief.database.path, "correct horse", read_only=True)
    with pytest.raises(ReadOnly):
        run(steps(Desk(reader), tmp_path / "pack"))
    reader.close()
    assert not (tmp_path / "pack").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="the size limit of files is set through POSIX")
def test_no_room_on_the_disk_leaves_no_half_pack_and_is_told(brief, tmp_path):
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    work = steps(brief, tmp_path / "pack")
    next(work)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(KnownError, match="no room left on the disk"):
            run(work)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not (tmp_path / "pack").exists() and not (tmp_path / ".pack.part").exists()
    assert packs.every(brief.database) == []
    run(steps(brief, tmp_path / "pack"))


KILLED = """
import sys
from pathlib import Path
from paperwork import FRAMEWORK, SPEC
from evidence_app.packs.build import build
from evidence_app.store.database import Database

database = Database.open(Path(sys.argv[1]), "correct horse")
for progress in build(database, FRAMEWORK, SPEC, Path(sys.argv[2]), authority="", author="Tester"):
    print(progress.message, flush=True)
"""


@pytest.mark.parametrize("moment", ["Adding exhibit E1", "Proving: links"])
def test_a_killed_program_leaves_the_earlier_pack_and_the_next_build_clears_up(brief, tmp_path, moment):
    out = tmp_path / "pack"
    run(steps(brief, out))
    before = files(out)
    brief.database.close()
    work = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(brief.database.path), str(out)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    with work:
        assert moment in iter(lambda: work.stdout.readline().strip(), "")
        work.kill()
    assert files(out) == before
    again = Database.open(brief.database.path, "correct horse")
    assert len(packs.every(again)) == 1
    run(steps(Desk(again), out))
    again.close()
    assert files(out) == before and not list(tmp_path.glob(".pack*"))


def test_what_stands_at_the_place_is_never_overwritten(brief, tmp_path):
    out = tmp_path / "pack"
    out.mkdir()
    (out / "letter.txt").write_text("mine")
    with pytest.raises(PackRefused, match="holds something else than a pack"):
        run(steps(brief, out))
    assert files(out) == {"letter.txt": b"mine"}


def test_the_words_of_a_pack_are_written_nowhere_else(brief, tmp_path, monkeypatch):
    canary = "zebrafinchovertheharbour"
    document = brief.add("Canary", paper(f"The word {canary} stands here."))
    brief.tag(document, 1, f"The word {canary} stands here.")
    place = tmp_path / "temp"
    place.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.setenv(name, str(place))
    seen = set()

    def look(_):
        seen.update(path for path in tmp_path.rglob("*") if path.is_file() and "case work" not in path.name)

    run(steps(brief, tmp_path / "pack"), look)
    assert documents.get(brief.database, document).title == "Canary"
    assert {path.parent.name for path in seen} <= {".pack.part"}
    assert list(place.rglob("*")) == []


def test_the_window_side_of_building_and_verifying_loads_no_engine():
    code = (
        "import sys, evidence_app.packs.build, evidence_app.packs.verify\n"
        "print(sorted({'pymupdf', 'typst', 'pypdfium2'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
