"""A second opinion on a finished PDF: what PDFium, which had no part in making it, reads on its pages."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing

import pypdfium2 as pdfium

from evidence_app.privacy.glyphs import Glyph

# How far from the middle of a character another may be found, as a share of its size.
_REACH = 0.12


class SecondReader:
    """An open PDF, as PDFium reads it. Use it in a with block."""

    def __init__(self, pdf: bytes) -> None:
        self._document = pdfium.PdfDocument(pdf)

    def __enter__(self) -> SecondReader:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self._document)

    def text(self, number: int) -> str:
        """The text of a page (from 1)."""
        with closing(self._document[number - 1]) as page, closing(page.get_textpage()) as textpage:
            return str(textpage.get_text_range())

    def finds_any(self, number: int, glyphs: Iterable[Glyph]) -> bool:
        """Whether a character stands in the middle of where one of these stood, on a page (from 1)."""
        with closing(self._document[number - 1]) as page, closing(page.get_textpage()) as textpage:
            for glyph in glyphs:
                if glyph.box is None or not glyph.inked:
                    continue
                x0, y0, x1, y1 = glyph.box
                index = textpage.get_index((x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) * _REACH, (y1 - y0) * _REACH)
                if index is not None and textpage.get_text_range(index, 1).strip():
                    return True
        return False
