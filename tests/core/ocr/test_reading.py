import hashlib
import sys

import pymupdf
import pytest
from scanned_papers import LATE, SEEN, STRAY, paper, picture, read_by_hand, scan

from evidence_app.domain.pack import PackSpec
from evidence_app.errors import KnownError
from evidence_app.ocr import reading
from evidence_app.progress import run
from evidence_app.store import scans as store
from evidence_app.workspace import Query, Workspace

FIRST, SECOND = paper(SEEN, LATE), paper(STRAY)
needs_reader = pytest.mark.skipif(
    not reading.installed(), reason="what reads pictures is not installed here (python3 start.py ocr)"
)


@pytest.fixture
def workspace(tmp_path):
    with Workspace.create(tmp_path / "w.evidence", "a long passphrase") as made:
        yield made


def imported(workspace, tmp_path, **files):
    for name, data in files.items():
        (tmp_path / name.replace("_", ".")).write_bytes(data)
    paths = [tmp_path / name.replace("_", ".") for name in files]
    run(workspace.documents.import_paths(paths))
    return {path.name: workspace.documents.find(str(path)).id for path in paths}


def read_as(workspace, document, *pages):
    """Has pages read by hand, and the program ended before their words are in the document."""
    for page in pages:
        store.add(workspace._database, document, page, "by hand")


def test_pages_without_text_are_marked_in_mixed_files_too(workspace, tmp_path):
    with pymupdf.open("pdf", scan(FIRST)) as mixed, pymupdf.open("pdf", SECOND) as typed:
        mixed.insert_pdf(typed)
        mixed.new_page()
        mixed.copy_page(0)
        ids = imported(workspace, tmp_path, mixed_pdf=mixed.tobytes(), photo_png=picture(FIRST))
    assert workspace.scans.counts() == {ids["mixed.pdf"]: (2, 0), ids["photo.png"]: (1, 0)}
    assert [page.number for page in workspace.documents.text(ids["mixed.pdf"]) if not page.text] == [1, 3, 4]
    assert workspace.scans.waiting() == 3, "an empty page is no picture"


def test_what_was_read_before_the_program_ended_becomes_the_text_of_the_document(workspace, tmp_path):
    data = scan(FIRST, SECOND)
    document = imported(workspace, tmp_path, letter_pdf=data)["letter.pdf"]
    assert workspace.documents.get(document).status == "attention"
    read_as(workspace, document, read_by_hand(FIRST), read_by_hand(SECOND, 2))
    grown = []
    report = run(workspace.scans.read(grown=grown.append))
    assert (report.waiting, grown) == (0, [document])
    assert workspace.documents.get(document).status == "ready"
    assert [" ".join(page.text.split()) for page in workspace.documents.text(document)] == [f"{SEEN} {LATE}", STRAY]
    hits = workspace.search.run(Query("“school place”")).hits
    assert [(hit.document, hit.page) for hit in hits] == [(document, 2)]
    original = workspace.documents.save_original(document, tmp_path / "copy.pdf")
    assert hashlib.sha256(original.read_bytes()).digest() == hashlib.sha256(data).digest()
    assert all(check.ok for check in run(workspace.check()))


def test_no_page_is_read_twice_and_the_rest_waits(workspace, tmp_path):
    document = imported(workspace, tmp_path, letter_pdf=scan(FIRST, SECOND))["letter.pdf"]
    read_as(workspace, document, read_by_hand(SECOND, 2))
    assert workspace.scans.counts() == {document: (1, 1)}
    if not reading.installed():
        with pytest.raises(KnownError, match="not installed"):
            run(workspace.scans.read())
    else:
        assert run(workspace.scans.read()).read == 1
    assert "school" in workspace.documents.text(document, 2)[0].text, "what was read is not lost"


def test_what_is_set_aside_is_not_read(workspace, tmp_path):
    document = imported(workspace, tmp_path, letter_pdf=scan(FIRST))["letter.pdf"]
    workspace.documents.edit([document], {"ignored": True})
    assert workspace.scans.waiting() == 0
    assert run(workspace.scans.read()).read == 0


def test_a_document_read_again_from_its_file_forgets_what_was_read(workspace, tmp_path):
    document = imported(workspace, tmp_path, letter_pdf=scan(FIRST))["letter.pdf"]
    read_as(workspace, document, read_by_hand(FIRST))
    run(workspace.documents.retry([document]))
    assert workspace.scans.counts() == {document: (1, 0)}


def test_pages_with_marks_on_them_are_not_turned(workspace, tmp_path):
    document = imported(workspace, tmp_path, letter_pdf=scan(FIRST, turn=90))["letter.pdf"]
    assert store.marked_pages(workspace._database, document) == set()
    workspace.privacy.draw(document, 1, (100, 100, 200, 150))
    assert store.marked_pages(workspace._database, document) == {1}


def test_uncertain_words_are_told_on_the_page(workspace, tmp_path):
    document = imported(workspace, tmp_path, letter_pdf=scan(FIRST))["letter.pdf"]
    assert workspace.scans.page_note(document, 1) is None
    read_as(workspace, document, read_by_hand(FIRST, wrong={"June.": "Jume."}))
    run(workspace.scans.read())
    note = workspace.scans.page_note(document, 1)
    assert note.uncertain == ("Jume.",) and note.words == len(f"{SEEN} {LATE}".split())
    assert "1 of 31 words uncertain (“Jume.”)" in note.sentence


def test_a_quotation_from_a_scan_is_packed_with_its_highlight_on_its_words(workspace, tmp_path):
    document = imported(workspace, tmp_path, letter_pdf=scan(FIRST, turn=90))["letter.pdf"]
    read_as(workspace, document, read_by_hand(FIRST, turn=270, wrong={"nobody": "nobocly"}))
    run(workspace.scans.read())
    passage = workspace.evidence.locate(document, 1, LATE.replace("nobody", "nobocly"))
    workspace.evidence.add(passage, ["care"], "improvement")
    report = run(workspace.packs.build(PackSpec(title="Scans"), tmp_path / "pack"))
    with pymupdf.open(report.pdf) as pack:
        front = "".join(page.get_text() for page in pack)
        assert "Read by machine from a picture of the page, 1 of 14 words uncertain" in " ".join(front.split())
        page = pack[-1]
        marks = [
            pymupdf.Rect(part[1])
            for drawing in page.get_drawings()
            if drawing["fill"] == pytest.approx((1.0, 0.91, 0.45), abs=0.01)
            for part in drawing["items"]
        ]
        assert len(marks) == 1
        # The picture below: within the highlights there is as much ink as lines of print have, and none just beside.
        picture = page.get_pixmap(dpi=100, colorspace=pymupdf.csGRAY)
        for mark in marks:
            assert _dark(picture, mark * pymupdf.Matrix(100 / 72, 100 / 72)) > 0.05
            beside = pymupdf.Rect(mark.x1 + 3, mark.y0, mark.x1 + 30, mark.y1)
            assert _dark(picture, beside * pymupdf.Matrix(100 / 72, 100 / 72)) == 0


def _dark(picture, area):
    area = area.irect & picture.irect
    pixels = [picture.pixel(x, y)[0] for x in range(area.x0, area.x1) for y in range(area.y0, area.y1)]
    return sum(pixel < 128 for pixel in pixels) / len(pixels)


@needs_reader
def test_a_scan_is_read(workspace, tmp_path):
    ids = imported(workspace, tmp_path, letter_pdf=scan(FIRST), turned_pdf=scan(SECOND, turn=90, skew=1.0))
    report = run(workspace.scans.read())
    assert (report.read, report.waiting, report.failed) == (2, 0, ())
    assert " ".join(workspace.documents.text(ids["letter.pdf"])[0].text.split()) == f"{SEEN} {LATE}"
    turned = workspace.documents.text(ids["turned.pdf"])[0]
    assert " ".join(turned.text.split()) == STRAY and turned.width < turned.height


@needs_reader
def test_reading_can_be_ended_and_goes_on_where_it_was(workspace, tmp_path):
    document = imported(workspace, tmp_path, letter_pdf=scan(FIRST, SECOND))["letter.pdf"]
    steps = workspace.scans.read()
    while next(steps).done < 1:
        pass
    steps.close()
    assert workspace.scans.counts() == {document: (1, 1)}
    assert run(workspace.scans.read()).read == 1
    assert "school" in workspace.documents.text(document, 2)[0].text


@needs_reader
def test_no_page_is_begun_while_the_officer_waits_for_something_else(workspace, tmp_path):
    imported(workspace, tmp_path, letter_pdf=scan(SECOND))
    steps = workspace.scans.read(busy=lambda: True)
    told = [next(steps).message for _ in range(3)]
    steps.close()
    assert "waits" in told[-1] and workspace.scans.waiting() == 1


def test_without_the_extra_a_sentence_says_what_to_do(workspace, tmp_path, monkeypatch):
    imported(workspace, tmp_path, letter_pdf=scan(SECOND))
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    monkeypatch.setattr(reading, "find_spec", lambda name: None)
    assert not workspace.scans.installed
    with pytest.raises(KnownError, match=r"not installed here\. Run “python3 start\.py ocr” once"):
        run(workspace.scans.read())


def test_personal_data_in_what_was_read_leaves_the_words_and_the_picture(workspace, tmp_path):
    paper_with_name = paper("Oswin was seen alone in the week of the audit.", LATE)
    document = imported(workspace, tmp_path, letter_pdf=scan(paper_with_name))["letter.pdf"]
    read_as(workspace, document, read_by_hand(paper_with_name))
    run(workspace.scans.read())
    workspace.privacy.mark(document, 1, 0, len("Oswin"), "name")
    workspace.evidence.add(workspace.evidence.locate(document, 1, LATE), ["care"], "improvement")
    report = run(workspace.packs.build(PackSpec(title="Scans", redact=True), tmp_path / "pack"))
    with pymupdf.open(report.pdf) as pack:
        page = pack[-1]
        assert "Oswin" not in page.get_text() and "late" in page.get_text()
        name = next(box for box in page.search_for("was seen alone"))
        picture = page.get_pixmap(dpi=100, colorspace=pymupdf.csGRAY)
        gone = pymupdf.Rect(name.x0 - 28, name.y0 + 2, name.x0 - 10, name.y1 - 2)
        assert _dark(picture, gone * pymupdf.Matrix(100 / 72, 100 / 72)) > 0.8, "blackened in the picture"


MINUTES = paper(
    "Minutes of the Aldermere improvement board, held in the small committee room.",
    "Date: 3 March 2026",
    "Case ID: 44817",
)


def test_details_are_proposed_anew_once_the_words_are_known(workspace, tmp_path):
    document = imported(workspace, tmp_path, scan0042_pdf=scan(MINUTES))["scan0042.pdf"]
    before = workspace.documents.get(document)
    assert (before.kind, before.date, before.child) == ("other", "", "")
    read_as(workspace, document, read_by_hand(MINUTES))
    run(workspace.scans.read())
    after = workspace.documents.get(document)
    assert (after.kind, after.date, after.child) == ("minutes", "2026-03-03", "44817")
    assert after.title.startswith("Minutes of the Aldermere improvement board")


def test_what_the_officer_said_of_a_scan_stays(workspace, tmp_path):
    document = imported(workspace, tmp_path, scan0042_pdf=scan(MINUTES))["scan0042.pdf"]
    workspace.documents.edit([document], {"kind": "audit", "title": "Board of March"})
    read_as(workspace, document, read_by_hand(MINUTES))
    run(workspace.scans.read())
    after = workspace.documents.get(document)
    assert (after.title, after.kind, after.date) == ("Board of March", "audit", "2026-03-03")
