import random

import pymupdf
import pytest
import readers_at_fault
from made_pdfs import NOT_FOUND_PAGE, deep_tree, pdf, scan, without_pages

from evidence_app.errors import KnownError
from evidence_app.ingest.worker import read_file, read_text
from evidence_app.pages.text import EXTRACTOR, page_text

PASSAGE = "Social workers know their children well and see them often. " * 12


def read(data, name="Case note.pdf", reader=None, most_pages=100):
    return read_file(data, name, reader, most_pages)


def test_pages_carry_text_size_label_and_running_headers():
    with pymupdf.open() as document:
        for number in range(1, 6):
            page = document.new_page(width=500, height=700)
            page.insert_text((50, 40), f"Aldermere Council, audit\nPage {number} of 5")
            page.insert_text((50, 100), f"Finding {'abcde'[number - 1]} stands here.")
        document[1].set_rotation(90)
        document.set_page_labels([{"startpage": 0, "style": "r"}])
        reading = read(document.tobytes())
    assert reading.refusal is None and reading.extractor == EXTRACTOR
    assert [page.number for page in reading.pages] == [1, 2, 3, 4, 5]
    assert [page.label for page in reading.pages] == ["i", "ii", "iii", "iv", "v"]
    assert [(page.width, page.height) for page in reading.pages[:2]] == [(500, 700), (700, 500)]
    for page in reading.pages:
        kept = "".join(
            char for at, char in enumerate(page.text) if not any(a <= at < b for a, b in page.furniture)
        ).strip()
        assert kept.startswith("Finding") and "Page" in page.text


def test_a_report_reader_describes_the_document():
    reading = read(pdf("Inspection of Aldermere children’s services", "Page two"), reader=readers_at_fault.recognises)
    assert reading.ofsted["pages"] == 2 and reading.ofsted["name"] == "Case note.pdf"
    assert reading.description.kind == "inspection_report" and reading.description.authority == "Aldermere"
    assert read(pdf("A note"), reader=readers_at_fault.recognises).ofsted is None


def test_a_report_reader_that_fails_costs_its_reading_and_tells_no_text():
    reading = read(pdf("The child’s secret"), reader=readers_at_fault.fails)
    assert reading.ofsted is None and reading.refusal is None and len(reading.pages) == 1
    assert "LookupError" in reading.fault and "readers_at_fault" in reading.fault
    assert "secret" not in reading.fault


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (pdf(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="open", owner_pw="own"), "password"),
        (without_pages(), "no pages"),
        (b"%PDF-1.7\n" + b"garbage " * 500, "damaged"),
        (b"%PDF-1.7\n%%EOF", "damaged|no pages"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_its_reason(data, words):
    reading = read(data)
    assert reading.pages == () and reading.description.title == "Case note"
    assert any(word in reading.refusal.reason for word in words.split("|"))


def test_an_owner_password_alone_does_not_keep_anyone_from_reading():
    data = pdf("Open to all", encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="own", permissions=0)
    reading = read(data)
    assert reading.refusal is None and "Open to all" in reading.pages[0].text


def test_pictures_of_pages_are_kept_but_need_attention():
    reading = read(scan(3))
    assert len(reading.pages) == 3 and "scan" in reading.refusal.reason
    assert read(pdf("", "", "")).refusal is not None
    assert read(pdf("", "Some words", "")).refusal is None


def test_a_number_on_every_scanned_page_does_not_make_it_text():
    with pymupdf.open(stream=scan(4)) as document:
        for number, page in enumerate(document, 1):
            page.insert_text((280, 820), f"Page {number} of 4")
        assert "scan" in read(document.tobytes()).refusal.reason


def test_too_many_pages_are_refused_before_they_are_read():
    assert "has 5 pages" in read(pdf(*"abcde"), most_pages=4).refusal.reason


@pytest.mark.parametrize(("share", "pages"), [(0.95, 20), (0.85, 20), (0.3, 0)])
def test_a_file_cut_short_is_read_as_far_as_it_goes_and_told(share, pages):
    whole = pdf(*[f"Page {n}. {PASSAGE}" for n in range(20)])
    reading = read(whole[: int(len(whole) * share)])
    assert len(reading.pages) == pages
    assert ("missing" if pages else "damaged") in reading.refusal.reason
    if pages:
        assert PASSAGE.split(".")[0] in " ".join(reading.pages[0].text.split())


@pytest.mark.parametrize("behind", [b"\n" * 3000, bytes(5000), b"<!-- served in 3 ms -->" * 200])
def test_what_a_download_left_behind_a_whole_file_does_no_harm(behind):
    reading = read(pdf("First words", "Last words") + behind)
    assert reading.refusal is None and len(reading.pages) == 2


def test_a_wrong_pointer_inside_a_whole_file_does_no_harm():
    whole = pdf("First words", "Last words")
    at = whole.rindex(b"startxref")
    reading = read(whole[:at] + b"startxref\n17\n%%EOF\n")
    assert reading.refusal is None
    assert ["First" in reading.pages[0].text, "Last" in reading.pages[1].text] == [True, True]


def test_flipped_bits_never_do_worse_than_a_refusal():
    chance = random.Random(20)
    whole = bytearray(pdf(*[f"Page {n}. {PASSAGE}" for n in range(3)], deflate=True))
    for _ in range(60):
        hurt = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            hurt[chance.randrange(len(hurt))] ^= 1 << chance.randrange(8)
        reading = read(bytes(hurt))
        for page in reading.pages:
            page.text.encode("utf-8")
            assert all(0 <= a < b <= len(page.text) for a, b in page.furniture)
        assert reading.pages or reading.refusal.hint


def test_a_page_tree_of_great_depth_ends_in_pages_or_a_refusal():
    assert len(read(deep_tree(3)).pages) == 1
    reading = read(deep_tree(20_000))
    assert reading.pages or reading.refusal.hint


def test_the_text_of_a_file_without_a_workspace():
    data = pdf("One", "Two")
    with pymupdf.open(stream=data) as document:
        assert read_text(data) == [page_text(page) for page in document]
    with pytest.raises(KnownError, match="web page"):
        read_text(NOT_FOUND_PAGE)
    with pytest.raises(KnownError, match="password"):
        read_text(pdf(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="open", owner_pw="own"))
