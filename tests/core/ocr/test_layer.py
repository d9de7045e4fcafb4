import pymupdf
import pypdfium2
import pytest
from scanned_papers import LATE, SEEN, paper, read_by_hand, scan

from evidence_app.domain.scan import ScanPage, ScanWord
from evidence_app.ocr import layer
from evidence_app.pages.text import page_text, words

PAPER = paper(SEEN, LATE)
ODD = "Łukasz’s café: £5 – “a” ½ 你"


def laid(pdf, *pages):
    """The PDF with layers, saved and opened again, and what was marked."""
    with pymupdf.open("pdf", pdf) as document:
        marks = layer.lay(document, pages)
        return pymupdf.open("pdf", document.tobytes(garbage=1, deflate=True)), marks


def squeezed(text):
    return "".join(text.split())


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_words_stand_where_they_are_seen_whichever_way_the_paper_lay(turn):
    document, _ = laid(scan(PAPER, turn=turn), read_by_hand(PAPER, turn=-turn % 360))
    page = document[0]
    with pymupdf.open("pdf", PAPER) as source:
        assert page_text(page) == page_text(source[0])
        wanted = [(word[:4], word.line) for word in words(source[0])]
    assert (page.rect.width, page.rect.height) == pytest.approx((595, 842), abs=1)
    found = words(page)
    assert [word.line for word in found] == [line for _, line in wanted]
    for word, (box, _) in zip(found, wanted, strict=True):
        assert word[:4] == pytest.approx(box, abs=1.5)


@pytest.mark.parametrize("turn", [0, 90])
def test_a_second_engine_reads_the_same_words(turn):
    document, _ = laid(scan(PAPER, turn=turn), read_by_hand(PAPER, turn=-turn % 360))
    other = pypdfium2.PdfDocument(document.tobytes())
    page = other[0]
    read = page.get_textpage()
    assert squeezed(read.get_text_range()) == squeezed(page_text(document[0]))
    for part in (read, page, other):
        part.close()


def test_the_layer_leaves_no_ink():
    before = scan(PAPER)
    document, _ = laid(before, read_by_hand(PAPER))
    with pymupdf.open("pdf", before) as source:
        assert document[0].get_pixmap(dpi=100).samples == source[0].get_pixmap(dpi=100).samples


def test_any_character_can_be_written_and_is_read_back():
    line = [ScanWord(word, 80.0 + 60 * at, 200, 50, 12, 0, 0.9, 0) for at, word in enumerate(ODD.split())]
    document, marks = laid(scan(PAPER), ScanPage(1, 0, tuple(line)))
    assert page_text(document[0]).split() == ODD.split()
    text = page_text(document[0])
    assert [text[mark.start : mark.end] for mark in marks[0]] == ODD.split()
    other = pypdfium2.PdfDocument(document.tobytes())
    page = other[0]
    read = page.get_textpage()
    assert squeezed(read.get_text_range()) == squeezed(ODD), "single letters count too"
    for part in (read, page, other):
        part.close()


def test_slanted_lines_stay_lines():
    slanted = [
        ScanWord(word, 60.0 + 45 * at, 100 + 20 * line + 1.6 * at, 40, 12, 2.0, 0.9, line)
        for line in (0, 1)
        for at, word in enumerate(("every", "word", "of", "it", "stays", "there"))
    ]
    document, _ = laid(scan(PAPER), ScanPage(1, 0, tuple(slanted)))
    assert page_text(document[0]) == "every word of it stays there\n" * 2


def test_writing_that_runs_up_the_page_is_kept_as_that():
    upward = [ScanWord(word, 40.0, 500.0 - 70 * at, 60, 12, -90, 0.9, 0) for at, word in enumerate(("margin", "note"))]
    document, _ = laid(scan(PAPER), ScanPage(1, 0, tuple(upward)))
    assert page_text(document[0]) == "margin note\n"
    x0, y0, x1, y1 = words(document[0])[0][:4]
    assert (x0, y0, x1, y1) == pytest.approx((40, 440, 52, 500), abs=1.5)


def test_a_stamp_that_is_text_already_is_not_written_twice():
    with pymupdf.open("pdf", scan(PAPER)) as stamped:
        stamped[0].insert_text((72, 40), "Copy 7")
        data = stamped.tobytes()
        box = stamped[0].get_text("words")[0]
    read = read_by_hand(PAPER)
    stamp = ScanWord("Copy", box[0], box[1], box[2] - box[0], box[3] - box[1], 0, 0.9, -1)
    document, marks = laid(data, ScanPage(1, 0, (stamp, *read.words)))
    assert page_text(document[0]).split() == ["Copy", "7", *(word.text for word in read.words)]
    assert [mark.text for mark in marks[0]] == [word.text for word in read.words]


def test_layers_come_page_by_page_and_share_their_font():
    pdf = scan(PAPER, PAPER, PAPER)
    with pymupdf.open("pdf", pdf) as document:
        layer.lay(document, [read_by_hand(PAPER, 2)])
        between = document.tobytes()
    document, _ = laid(between, read_by_hand(PAPER, 1), read_by_hand(PAPER, 3))
    assert len({page_text(page) for page in document}) == 1
    assert len({font[0] for page in document for font in page.get_fonts()}) == 1
