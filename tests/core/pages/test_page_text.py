from itertools import pairwise
from pathlib import Path

import pymupdf
import pytest

from evidence_app.domain.pageview import Word, boxes
from evidence_app.pages.text import clean, page_text, words

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "ofsted"

LINES = ("Practice is consistent in multi-", "agency work. Children say", "they feel safe now.")


def page_of(*lines, rotation=0, crop=None):
    document = pymupdf.open()
    page = document.new_page(width=400, height=300)
    for row, line in enumerate(lines):
        page.insert_text((60, 80 + 30 * row), line, fontsize=14)
    page.insert_text((10, 290), "Outside", fontsize=8)
    if crop:
        page.set_cropbox(crop)
    page.set_rotation(rotation)
    return document, document[0]


def check_words(page):
    """Every word stands exactly where it says, and the words together are all of the text."""
    text = page_text(page)
    found = words(page)
    assert "".join(text[word.start : word.end] for word in found) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(text[word.start : word.end].split() == [text[word.start : word.end]] for word in found)
    for one, other in pairwise(found):
        assert (other.line > one.line) == ("\n" in text[one.end : other.start])
    return text, found


def ink(pixmap, box=None):
    """Whether anything is drawn in a box of displayed page space (or anywhere), at 4 pixels a point."""
    x0, y0, x1, y1 = (round(side * 4) for side in box) if box else (0, 0, pixmap.width, pixmap.height)
    return any(min(pixmap.samples_mv[y * pixmap.stride + x0 : y * pixmap.stride + x1]) < 100 for y in range(y0, y1))


def test_the_text_is_what_the_engine_gives_in_reading_order():
    document, page = page_of(*LINES)
    assert page_text(page) == page.get_text()
    assert page_text(page).startswith("Practice is consistent in multi-\nagency work.")
    document.close()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (40, 50, 380, 250)])
def test_words_stand_where_they_are_drawn(rotation, crop):
    document, page = page_of(*LINES, rotation=rotation, crop=crop)
    text, found = check_words(page)
    assert ("Outside" in text) == (crop is None)
    pixmap = page.get_pixmap(matrix=pymupdf.Matrix(4, 4), colorspace=pymupdf.csGRAY)
    for word in found:
        assert 0 <= word.x0 < word.x1 <= page.rect.width and 0 <= word.y0 < word.y1 <= page.rect.height
        assert ink(pixmap, word[:4]), text[word.start : word.end]
    # With every word's box painted over, nothing is left to be seen.
    for word in found:
        pixmap.set_rect(pymupdf.IRect(pymupdf.Rect(word[:4]) * 4), (255,))
    assert not ink(pixmap)
    document.close()


def test_ligatures_are_spelled_out_and_words_in_columns_do_not_mix():
    document = pymupdf.open()
    page = document.new_page()
    writer = pymupdf.TextWriter(page.rect)
    writer.append((60, 80), "\ufb01rst \ufb02oor", pymupdf.Font("helv"), 14)
    writer.write_text(page)
    page.insert_text((300, 80), "Second column")
    text, found = check_words(page)
    assert text.startswith("first floor")
    first = found[0]
    assert (first.start, first.end) == (0, 5) and first.x1 - first.x0 > 15
    document.close()


def test_text_that_cannot_be_stored_or_would_forge_marks_is_replaced_in_place():
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((60, 80), "aWXYZb next")
    (font,) = page.get_fonts()
    lines = "\n".join(f"<{ord(c):02x}> <{to}>" for c, to in zip("WXYZ", ("0000", "D800", "E000", "0007"), strict=True))
    cmap = document.get_new_xref()
    document.update_object(cmap, "<<>>")
    head = "begincmap 1 begincodespacerange <00> <ff> endcodespacerange 4 beginbfchar"
    document.update_stream(cmap, f"{head}\n{lines}\nendbfchar endcmap".encode())
    document.xref_set_key(font[0], "ToUnicode", f"{cmap} 0 R")
    with pymupdf.open(stream=document.tobytes()) as copy:
        text, _ = check_words(copy[0])
    text.encode("utf-8")
    assert not any(char in text for char in "\0\ud800\ue000\x07")
    assert text.count("\ufffd") >= 1 and text.endswith("next\n")
    document.close()


def test_clean_text_is_as_long_as_it_was():
    raw = "a\x00b\x1fc\ud83dd\ue001e\tf\ng\uf06eh\u202fi"
    assert clean(raw) == "a b c\ufffdd\ufffde\tf\ng\uf06eh\u202fi"
    assert clean(LINES[0]) is LINES[0]


def test_a_run_of_characters_is_boxed_line_by_line():
    line = [Word(10, 5, 30, 15, 0, 4, 0), Word(35, 4, 60, 16, 5, 9, 0), Word(10, 20, 40, 30, 10, 15, 1)]
    assert boxes(line, 0, 9) == ((10, 4, 60, 16),)
    assert boxes(line, 7, 12) == ((35, 4, 60, 16), (10, 20, 40, 30))
    assert boxes(line, 4, 5) == ()
    assert boxes(line, 9, 10) == ()


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not here")
def test_words_of_real_reports_stand_exactly_in_their_text():
    pages = 0
    for path in sorted(CORPUS.rglob("*.pdf"))[::16]:
        with pymupdf.open(path) as document:
            for page in document:
                text = page_text(page)
                assert text == page.get_text()
                found = words(page)
                spaced = "".join(text[word.start : word.end] for word in found)
                # A stroke through a letter is a character without a width: no word of its own.
                assert spaced.replace("\u0336", "") == "".join(text.split()).replace("\u0336", "")
                pages += 1
    assert pages > 50
