"""Reads a finished pack as its checks need it: the PDF and its words, by MuPDF and by PDFium."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pymupdf
import pypdfium2

from evidence_app.domain.wording import as_quoted, fold
from evidence_app.pages.text import page_text

# PDFium writes these where a line ends in a hyphen.
_LINE_END_HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-"})
# Accents that no single character has: engines place them before, after or between their letters.
_LOOSE_MARKS = re.compile("[\u0300-\u036f\u1dc0-\u1dff\u20d0-\u20ff]")
# A run of Hebrew or Arabic script, which engines give in the order of speech or of sight.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]{2,}")


def pdf(folder: Traversable, about: Mapping[str, Any]) -> bytes:
    """The bytes of the one PDF its manifest lists."""
    (name,) = (entry["name"] for entry in about["files"] if entry["name"].endswith(".pdf"))
    return (folder / Path(name).name).read_bytes()


def texts(folder: Traversable, about: Mapping[str, Any], numbers: Sequence[int]) -> dict[str, dict[int, str]]:
    """The letters of pages, by engine and pack page."""
    data = pdf(folder, about)
    found: dict[str, dict[int, str]] = {"MuPDF": {}, "PDFium": {}}
    with pymupdf.open("pdf", data) as pack:
        for number in numbers:
            found["MuPDF"][number] = letters(page_text(pack[number - 1]))
    other = pypdfium2.PdfDocument(data)
    for number in numbers:
        page = other[number - 1]
        textpage = page.get_textpage()
        found["PDFium"][number] = letters(textpage.get_text_range())
        textpage.close()
        page.close()
    other.close()
    return found


def letters(text: str) -> str:
    """A text reduced to what must not differ between a quotation and its page: its letters, figures and marks in order.

    White space is left out altogether, since engines see it differently where type is spaced; so are loose accents, and
    of words written from right to left only the letters count.
    """
    composed = unicodedata.normalize("NFKC", text.translate(_LINE_END_HYPHENS))
    plain = _LOOSE_MARKS.sub("", fold(as_quoted(composed)).text.replace(" ", ""))
    return _RIGHT_TO_LEFT.sub(lambda run: "".join(sorted(run[0])), plain)


def stands(quote: str, pages: Sequence[str]) -> bool:
    """Whether a quotation stands on a page, or begins on it and goes on at the next ones.

    Args:
        quote, pages: as letters() gives them.
    """
    rest = quote
    for page in pages:
        low, high = 0, len(rest)
        while low < high:  # the longest beginning of the rest that this page holds
            middle = (low + high + 1) // 2
            low, high = (middle, high) if rest[:middle] in page else (low, middle - 1)
        if low == 0:
            return False
        rest = rest[low:]
        if not rest:
            return True
    return False
