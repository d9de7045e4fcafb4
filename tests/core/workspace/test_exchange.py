"""Projects and codebooks out and in: nothing lost, nothing twice, and what has no place is told."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pymupdf
import pytest
import xmlschema
from made_pdfs import pdf
from refi_files import box, code, identity, pdf_source, project, qdpx, text_source, words

from evidence_app.domain.exchange import Wishes
from evidence_app.errors import KnownError
from evidence_app.progress import run
from evidence_app.workspace import Workspace

SCHEMAS = Path(__file__).resolve().parents[2] / "data" / "refi"
NOTE = "Mia is seen alone. Her plan is late and nobody asked why.\nVisits happen every week."


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A closed workspace of two documents: one with a picture, and words tagged over a page turn and twice."""
    folder = tmp_path_factory.mktemp("made")
    first = "The visit was on time. " * 3 + "\nChildren are heard"
    (folder / "audit.pdf").write_bytes(pdf(first, "and their plans are kept. The visit was on time.", title="Audit"))
    (folder / "note.txt").write_text(NOTE, encoding="utf-8")
    path = folder / "w.evidence"
    with Workspace.create(path, "x", authority="Aldermere") as workspace:
        run(workspace.documents.import_paths([folder / "audit.pdf", folder / "note.txt"]))
        audit, note = (workspace.documents.find(name) for name in ("audit.pdf", "note.txt"))
        workspace.documents.edit([note.id], {"child": "C-17"})
        workspace.documents.edit([audit.id], {"kind": "audit", "date": "2026-03-01", "authority": "Team A"})
        add, locate = workspace.evidence.add, workspace.evidence.locate
        add(locate(audit.id, 2, "The visit was on time."), ["leaders"], "strength", note="Twice & <once>")
        turn = locate(audit.id, 1, "Children are heard and their plans are kept.")
        add(turn, ["care", "leaders"], "improvement", themes=["care.voice"], impact=True, person="Child B")
        add(locate(note.id, 1, "Her plan is late"), ["protection"], "improvement")
        add(locate(note.id, 1, "nobody asked why"), ["protection"], "context", confidential=True)
        add(workspace.evidence.picture(audit.id, 1, (60, 60, 300, 200), "a chart"), ["care"], "context")
    return path


@pytest.fixture
def workspace(made, tmp_path):
    path = tmp_path / "w.evidence"
    path.write_bytes(made.read_bytes())
    with Workspace.open(path, "x") as opened:
        yield opened


@pytest.fixture
def empty(tmp_path):
    with Workspace.create(tmp_path / "empty.evidence", "x") as opened:
        yield opened


def about(document):
    return document.title, document.kind, document.date, document.authority, document.child


def told(item):
    place = (item.passage.page, item.passage.start, item.passage.to_page, item.passage.end, item.passage.quote)
    tags = (item.areas, item.themes, item.finding, item.impact, item.note, item.author, item.created, item.person)
    tags += (item.date,)
    return (item.title, *place, *tags, bool(item.passage.boxes), item.passage.picture)


def test_what_goes_out_is_valid_by_the_published_schemas(workspace, tmp_path):
    report = run(workspace.exchange.export("qdpx", tmp_path / "p.qdpx"))
    assert report.counts == {"documents": 2, "codes": 85, "selections": 4}
    assert report.left_out == ("Left out: 1 marked as confidential.",)
    xml = zipfile.ZipFile(tmp_path / "p.qdpx").read("project.qde")
    xmlschema.XMLSchema(SCHEMAS / "Project.xsd").validate(io.BytesIO(xml))
    run(workspace.exchange.export("qdc", tmp_path / "c.qdc"))
    xmlschema.XMLSchema(SCHEMAS / "Codebook.xsd").validate(tmp_path / "c.qdc")
    run(workspace.exchange.export("qdpx", tmp_path / "t.qdpx", Wishes(held_back=True, text_only=True)))
    plain = zipfile.ZipFile(tmp_path / "t.qdpx")
    xmlschema.XMLSchema(SCHEMAS / "Project.xsd").validate(io.BytesIO(plain.read("project.qde")))
    assert not [name for name in plain.namelist() if name.endswith(".pdf")]
    assert plain.read("project.qde").count(b"<PlainTextSelection ") == 4


def test_positions_count_code_points_of_the_plain_text(workspace, tmp_path):
    run(workspace.exchange.export("qdpx", tmp_path / "p.qdpx", Wishes(held_back=True)))
    with zipfile.ZipFile(tmp_path / "p.qdpx") as archive:
        xml = archive.read("project.qde").decode()
        found = set()
        for path, inside in re.findall(r'<Representation [^>]*internal://(.*?)".*?>(.*?)</Representation>', xml):
            text = archive.read(f"Sources/{path}").decode()
            spans = re.findall(r'startPosition="(\d+)" endPosition="(\d+)"', inside)
            found |= {" ".join(text[int(a) : int(b)].split()) for a, b in spans}
    quotes = {item.passage.quote for item in workspace.evidence.list() if not item.passage.picture}
    assert found == quotes


def test_an_empty_workspace_becomes_the_same_and_a_second_time_adds_nothing(workspace, empty, tmp_path):
    file = tmp_path / "p.qdpx"
    run(workspace.exchange.export("qdpx", file, Wishes(held_back=True)))
    seen = run(empty.exchange.preview(file))
    assert (seen.done, seen.added, seen.waiting, seen.tagged) == (False, 2, 5, 0)
    assert empty.documents.list() == [] == empty.evidence.list()
    report = run(empty.exchange.bring_in(file))
    assert (report.added, report.selections, report.tagged, report.unplaced) == (2, 5, 5, ())
    assert not [code for code in report.unknown if code.uses]
    assert sorted(map(told, empty.evidence.list())) == sorted(map(told, workspace.evidence.list()))
    assert {about(one) for one in empty.documents.list()} == {about(one) for one in workspace.documents.list()}
    assert {one.child for one in empty.documents.list()} == {"", "C-17"}
    assert all(check.ok for check in run(empty.check()))
    again = run(empty.exchange.bring_in(file))
    assert (again.matched, again.added, again.tagged, again.there) == (2, 0, 0, 5)
    # What came out of the copy is known in the original by its place.
    run(empty.exchange.export("qdpx", file))
    back = run(workspace.exchange.bring_in(file))
    assert (back.tagged, back.there) == (0, 5)
    name = empty.history.undo()
    assert name is not None and name.name.startswith("bring in")
    assert empty.evidence.list() == []
    assert len(empty.documents.list()) == 2


def test_what_is_embargoed_stays_unless_it_is_asked_for(workspace, tmp_path):
    note = workspace.documents.find("note.txt")
    workspace.documents.edit([note.id], {"embargoed": True})
    report = run(workspace.exchange.export("qdpx", tmp_path / "p.qdpx"))
    assert (report.counts["documents"], report.counts["selections"]) == (1, 3)
    assert report.left_out == ("Left out: 1 under embargo, with all that is tagged in them.",)
    assert b"Her plan" not in b"".join(zipfile.ZipFile(tmp_path / "p.qdpx").read(n) for n in
                                       zipfile.ZipFile(tmp_path / "p.qdpx").namelist())  # fmt: skip


CODES = code("Leaders") + code("Voice", code("Listening"), description="Heard?") + code("Strength") + code("Worry")


def test_a_project_of_another_program_is_placed_by_its_words(workspace, tmp_path):
    text = "\ufeff" + NOTE.replace("\n", "\r\n")
    plain = text[1:]
    at = plain.index("Visits happen")
    sources = text_source(
        "note",
        words("one", plain.index("Mia"), plain.index(" Her"), "Leaders", "Strength", "Worry", note="Good"),
        # The same words by the same person, one code in each, as some programs write them; cut inside a word.
        words("two", at + 2, at + 13, "Leaders"),
        words("three", at + 2, at + 13, "Strength"),
        words("four", at, at + 6, "Worry"),
        words("five", 5000, 5010, "Leaders"),
        words("six", at, at + 6),
    ) + text_source("gone", words("seven", 0, 4, "Leaders"))
    rest = '<Links><Link guid="' + identity("l") + '"/></Links>'
    file = qdpx(tmp_path / "p.qdpx", project(CODES, sources, rest), note_txt=text)
    before = len(workspace.evidence.list())
    seen, report = run(workspace.exchange.preview(file)), run(workspace.exchange.bring_in(file))
    assert (seen.matched, seen.tagged, len(seen.unplaced)) == (1, 2, 3)
    assert (report.matched, report.added, report.tagged, report.there) == (1, 0, 2, 0)
    new = {item.passage.quote: item for item in workspace.evidence.list() if item.author == "Petra"}
    assert len(workspace.evidence.list()) == before + 2
    mia, visits = new["Mia is seen alone."], new["Visits happen"]
    assert (mia.areas, mia.finding, mia.note) == (("leaders",), "strength", "Good\nAlso coded as: Worry.")
    assert mia.created == "2026-03-02T10:21:00.000+00:00"
    assert (visits.areas, visits.finding, bool(visits.passage.boxes)) == (("leaders",), "strength", True)
    reasons = {one.words[:6]: one.reason for one in report.unplaced}
    assert "None of its codes" in reasons["Visits"] and "do not stand" in reasons["five"]
    assert "Neither the file" in reasons["seven"]
    assert [code.name for code in report.unknown if code.uses] == ["Worry"]
    assert report.left_out == ("The file also holds links, which have no place here: 1.",)
    again = run(workspace.exchange.bring_in(file, {"Worry": "protection"}))
    assert (again.tagged, again.there) == (1, 3)


def test_documents_a_project_brings_are_imported_and_boxes_are_read(empty, tmp_path):
    page = pymupdf.open(stream=pdf("Leaders know the service well.\nStaff stay."), filetype="pdf")
    (x0, y0, x1, y1) = page[0].search_for("service well")[0]
    height = page[0].rect.height
    around = (int(x0) - 1, int(height - y0) + 1, int(x1) + 1, int(height - y1) - 1)
    boxes = (
        box("b1", 0, around, "Leaders"),
        box("b2", 0, (0, 0, 3, 3), "Leaders", text="Staff stay."),
        box("b3", 0, (300, 100, 400, 200), "Leaders"),
        box("b4", 7, around, "Leaders"),
    )
    sources = pdf_source("paper", *boxes) + text_source("memo/2", words("w", 0, 5, "Leaders"), path="internal://m.txt")
    file = qdpx(tmp_path / "p.qdpx", project(CODES, sources), paper_pdf=page.tobytes(), m_txt="Every child counts.")
    report = run(empty.exchange.bring_in(file))
    assert (report.added, report.tagged) == (2, 4)
    quotes = {item.passage.quote: item for item in empty.evidence.list()}
    assert set(quotes) == {"service well.", "Staff stay.", "[Picture: b3]", "Every"}
    assert [one.words for one in report.unplaced] == ["b4"]
    assert {item.title for item in quotes.values()} == {"paper", "memo/2"}
    assert quotes["[Picture: b3]"].passage.picture
    assert run(empty.exchange.bring_in(file)).tagged == 0


def test_a_cancelled_export_leaves_nothing_and_a_cancelled_one_in_changes_nothing(workspace, empty, tmp_path):
    file = tmp_path / "p.qdpx"
    steps = workspace.exchange.export("qdpx", file)
    next(steps), next(steps)
    steps.close()
    assert [path.name for path in tmp_path.glob("p.qdpx*")] == []
    run(workspace.exchange.export("qdpx", file))
    steps = empty.exchange.bring_in(file)
    next(steps), next(steps)
    steps.close()
    assert empty.evidence.list() == []


def test_a_codebook_comes_in_as_themes_of_ones_own_once(empty, tmp_path):
    codes = f"<Codes>{code('Leaders', code('Kitchen', description='Who cooks.'))}{code('Elsewhere')}</Codes>"
    file = tmp_path / "Our codes.qdc"
    file.write_text(f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0">{codes}</CodeBook>', encoding="utf-8")
    assert run(empty.exchange.preview(file)).themes == ("Kitchen",)
    assert empty.framework.theme("leaders.kitchen") is None
    report = run(empty.exchange.bring_in(file))
    assert [one.name for one in report.unknown] == ["Leaders > Kitchen", "Elsewhere"]
    assert empty.framework.theme("leaders.kitchen").summary == "Who cooks."
    assert run(empty.exchange.bring_in(file)).themes == ()
    empty.history.undo()
    assert empty.framework.theme("leaders.kitchen") is None


def test_our_own_codebook_adds_nothing(workspace, tmp_path):
    before = workspace.history.next_undo()
    run(workspace.exchange.export("qdc", tmp_path / "c.qdc"))
    report = run(workspace.exchange.bring_in(tmp_path / "c.qdc"))
    assert (report.themes, report.unknown) == ((), ())
    assert workspace.history.next_undo() == before


def test_other_files_are_refused_in_a_sentence(workspace, tmp_path):
    for name, data in (("a.docx", b"x"), ("a.qdc", b"<Project/>"), ("a.qdc", b"<html/>"), ("a.qdpx", b"PK")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(KnownError):
            run(workspace.exchange.bring_in(tmp_path / name))
    with pytest.raises(KnownError, match="cannot be read"):
        run(workspace.exchange.bring_in(tmp_path / "none.qdc"))
    with pytest.raises(KnownError, match="cannot be written"):
        run(workspace.exchange.export("qdc", tmp_path / "no folder" / "c.qdc"))
