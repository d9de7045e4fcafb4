"""The one definition of what the text of a page is, and where its words stand.

Everything that speaks of characters on a page (index, passages, redaction, packs) counts in this text.
"""

from __future__ import annotations

import re

import pymupdf
from pymupdf import mupdf

from evidence_app.domain.pageview import EXTRACTOR, Box, Word, boxes

__all__ = ["EXTRACTOR", "MUPDF", "Word", "boxes", "clean", "page_text", "words"]

MUPDF: str = pymupdf.mupdf_version

# Ligatures are spelled out and white space is kept; what the page's own clipping hides is left out, as it is for the
# eye; line-end hyphens stay, because in this field's reports they are real ones (multi-agency).
FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_CLIP | pymupdf.TEXT_USE_CID_FOR_UNKNOWN_UNICODE

# MuPDF parts words at control characters, space and no-break space; these part them as well.
_SPACES = "".join(map(chr, (0x1680, *range(0x2000, 0x200C), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)))

# Characters that no text of ours may hold: halves of surrogate pairs cannot be stored; U+E000 and U+E001 mark hits in
# snippets, so no page may forge them; control characters are white space at best.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ue000\ue001]")

# What the engine would print about a damaged document may quote it.
pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)


def clean(text: str) -> str:
    """Text fit to be stored and shown; as long as before, so that offsets keep their meaning."""
    if _UNFIT.search(text) is None:
        return text
    return _UNFIT.sub("\ufffd", _CONTROL.sub(" ", text))


def page_text(page: pymupdf.Page) -> str:
    """The text of a page in MuPDF's reading order, each line ended by a newline.

    Bullets from private-use fonts (U+F06E and others) stay as they are; they are mapped only for display.
    """
    return _text(page.get_textpage(flags=FLAGS))


def words(page: pymupdf.Page) -> list[Word]:
    """The words of a page, with boxes in displayed page space and exact offsets into page_text(page)."""
    textpage = page.get_textpage(flags=FLAGS)
    text = _text(textpage)
    turn = page.rotation_matrix
    found: list[Word] = []
    at = 0
    line = -1
    place = None
    for x0, y0, x1, y1, raw, block, row, _ in textpage.extractWORDS(_SPACES):
        # Words come in the order of the text, so the next place where the characters stand is the word's own.
        characters = clean(raw)
        start = text.index(characters, at)
        at = start + len(characters)
        if (block, row) != place:
            place = (block, row)
            line += 1
        found.append(Word(*_turned((x0, y0, x1, y1), turn), start, at, line))
    return found


def _text(textpage: pymupdf.TextPage) -> str:
    """The text as TextPage.extractText gives it, without its second look at each character's box: 7 % of an import."""
    buffer = mupdf.fz_new_buffer(8192)
    output = mupdf.FzOutput(buffer)
    mupdf.fz_print_stext_page_as_text(output, textpage.this)
    output.fz_close_output()
    # The engine writes U+0000, which damaged fonts give, in two bytes.
    raw = mupdf.fz_buffer_extract_copy(buffer).replace(b"\xc0\x80", b"\0").decode("utf-8", "surrogatepass")
    # The engine parts blocks by an empty line.
    return clean("".join(f"{line}\n" for line in raw.split("\n") if line))


def _turned(box: Box, turn: pymupdf.Matrix) -> Box:
    rect = pymupdf.Rect(box) * turn
    return rect.x0, rect.y0, rect.x1, rect.y1
