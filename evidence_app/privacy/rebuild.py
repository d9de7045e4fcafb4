"""A page made anew from its picture: for scans, and for pages from which words could not be taken out cleanly.

The picture is blackened where something goes; the words that stay are written over it invisibly, so that the page can
still be searched, read aloud and quoted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import pymupdf

from evidence_app.paths import resources_dir
from evidence_app.privacy.glyphs import Box, Glyph

# Dots an inch of the picture, and its quality as JPEG: small print stays readable.
DOTS = 170
_QUALITY = 80
# Points blackened around what goes: letters reach a little beyond their box.
_MARGIN = 0.8


def rebuild(target: pymupdf.Page, source: pymupdf.Page, kept: Iterable[Glyph], black: Sequence[Box]) -> None:
    """Replaces what a page draws by its picture, blackened, with the words that stay written invisibly over it.

    Args:
        target: the page to be replaced; its rotation is 0 and its boxes are those of source.
        source: the page as it was; rotation 0.
        kept: the characters that stay.
        black: boxes to blacken, in PDF points of the page.
    """
    picture = source.get_pixmap(dpi=DOTS, colorspace=pymupdf.csRGB, alpha=False, annots=True)
    scale = pymupdf.Matrix(DOTS / 72, DOTS / 72)
    for box in black:
        area = _grown(pymupdf.Rect(box) * source.transformation_matrix) * scale
        picture.set_rect(area.irect & picture.irect, (0, 0, 0))
    pdf = target.parent
    empty = pdf.get_new_xref()
    pdf.update_object(empty, "<<>>")
    pdf.update_stream(empty, b" ", new=True)
    pdf.xref_set_key(target.xref, "Contents", f"{empty} 0 R")
    pdf.xref_set_key(target.xref, "Resources", "<<>>")
    page = pdf[target.number]
    page.insert_image(page.rect, stream=picture.tobytes("jpeg", jpg_quality=_QUALITY))
    _write(page, kept)


def _write(page: pymupdf.Page, kept: Iterable[Glyph]) -> None:
    """Writes words invisibly where their letters stand."""
    writer = pymupdf.TextWriter(page.rect)
    for word in _words(kept):
        first, last = word[0], word[-1]
        assert first.box is not None and last.box is not None
        text = "".join(glyph.char for glyph in word)
        font = next((font for font in _fonts() if all(font.has_glyph(ord(one)) for one in text)), None)
        if font is None:
            continue
        width = max(last.box[2] - first.box[0], 1.0)
        size = max(1.0, min(width / max(font.text_length(text, 1.0), 0.1), 2 * (first.box[3] - first.box[1]), 60.0))
        writer.append(pymupdf.Point(first.x, first.y) * page.transformation_matrix, text, font=font, fontsize=size)
    if writer.text_rect:
        writer.write_text(page, render_mode=3)


def _words(kept: Iterable[Glyph]) -> list[list[Glyph]]:
    words: list[list[Glyph]] = [[]]
    for glyph in kept:
        if not glyph.inked or (words[-1] and words[-1][-1].line != glyph.line):
            words.append([])
        if glyph.inked:
            words[-1].append(glyph)
    return [word for word in words if word]


def _grown(box: pymupdf.Rect) -> pymupdf.Rect:
    return pymupdf.Rect(box.x0 - _MARGIN, box.y0 - _MARGIN, box.x1 + _MARGIN, box.y1 + _MARGIN)


@cache
def _fonts() -> tuple[pymupdf.Font, ...]:
    """The pack's own font, and the engine's for the world's other scripts."""
    return (
        pymupdf.Font(fontfile=str(resources_dir() / "fonts" / "SourceSans3-Regular.ttf")),
        pymupdf.Font("cjk"),
    )
