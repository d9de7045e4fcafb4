"""A copy of a document that has nothing but what its pages draw."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

import pymupdf

from evidence_app.privacy.content import glyph_by_glyph, joined, without_marks
from evidence_app.privacy.pictures import without_remarks

# Keys that drawing does not need and that may carry hidden or outward-leading matter (PDF 32000-1: 7.11, 8.9.5, 14).
_DROPPED = frozenset(
    "A AA AF Alternates Annots B JS LastModified Lang Measure Metadata OC OPI PieceInfo Properties PtData"
    " Ref SpiderInfo StructParent StructParents TemplateInstantiated Thumb VP PresSteps Tabs".split()
)
_REFERENCE = re.compile(r"(\d+) 0 R")
_JPEG = ("/DCTDecode", "[/DCTDecode]", "[ /DCTDecode ]")


def copied(data: bytes, numbers: Sequence[int]) -> pymupdf.Document:
    """A new document with some pages of a PDF at their own numbers, and empty ones between.

    Comments and form fields that are shown become part of their page; layers that are not shown, marked content,
    bookmarks, links, attachments, scripts, structure and metadata do not come along.

    Args:
        data: the PDF.
        numbers: pages to copy, from 1, ascending.

    Raises:
        Unreadable: a content stream is damaged.
    """
    source = pymupdf.open("pdf", data)
    if any(page.first_annot is not None or page.first_widget is not None for page in source):
        source.bake()
    shift = 0
    if source.get_ocgs():
        # Redrawn by the engine, which leaves out what layers hide.
        shift = numbers[0] - 1
        source = pymupdf.open("pdf", source.convert_to_pdf(shift, numbers[-1]))
    copy = pymupdf.open()
    for _, run in groupby(enumerate(numbers), lambda one: one[1] - one[0]):
        pages = [number for _, number in run]
        while copy.page_count < pages[0] - 1:
            copy.new_page()
        first, last = pages[0] - 1 - shift, pages[-1] - 1 - shift
        copy.insert_pdf(source, from_page=first, to_page=last, links=False, annots=False, widgets=False)
    for xref in range(1, copy.xref_length()):
        for key in _DROPPED.intersection(copy.xref_get_keys(xref)):
            copy.xref_set_key(xref, key, "null")
        if copy.xref_get_key(xref, "Subtype")[1] == "/Image" and copy.xref_get_key(xref, "Filter")[1] in _JPEG:
            _put_raw(copy, xref, without_remarks(copy.xref_stream_raw(xref)))
        if copy.xref_get_key(xref, "Subtype")[1] == "/Form" or copy.xref_get_key(xref, "PatternType")[1] == "1":
            copy.update_stream(xref, without_marks(copy.xref_stream(xref)))
    _rename_fonts(copy)
    for number in numbers:
        page = copy[number - 1]
        whole = copy.get_new_xref()
        copy.update_object(whole, "<<>>")
        copy.update_stream(whole, without_marks(page.read_contents()) or b" ", new=True)
        copy.xref_set_key(page.xref, "Contents", f"{whole} 0 R")
    return copy


def _rename_fonts(copy: pymupdf.Document) -> None:
    """Gives fonts that come with the document names that tell nothing; others are found by their names."""
    for number, xref in enumerate(range(1, copy.xref_length())):
        keys = copy.xref_get_keys(xref)
        if any(key.startswith("FontFile") for key in keys):
            copy.xref_set_key(xref, "FontName", f"/ABCDEF+Font{number}")
            copy.xref_set_key(xref, "FontFamily", "null")
        elif copy.xref_get_key(xref, "Type")[1] == "/Font" and _embedded(copy, xref):
            copy.xref_set_key(xref, "BaseFont", f"/ABCDEF+Font{number}")


def _embedded(copy: pymupdf.Document, font: int) -> bool:
    """Whether a font's outlines come with the document."""
    kind, value = copy.xref_get_key(font, "DescendantFonts")
    if kind in ("array", "xref"):
        inner = _REFERENCE.search(value if kind == "array" else copy.xref_object(int(value.split()[0])))
        return inner is not None and _embedded(copy, int(inner[1]))
    kind, value = copy.xref_get_key(font, "FontDescriptor")
    if kind != "xref":
        return False
    return any(key.startswith("FontFile") for key in copy.xref_get_keys(int(value.split()[0])))


def _put_raw(copy: pymupdf.Document, xref: int, data: bytes) -> None:
    """Gives an object other bytes in its own filter's encoding."""
    kind, filters = copy.xref_get_key(xref, "Filter")
    copy.update_stream(xref, data, new=False, compress=False)
    copy.xref_set_key(xref, "Filter", filters if kind != "null" else "null")


def loosen(page: pymupdf.Page) -> None:
    """Prepares a page for taking single characters out: each is shown by an operator of its own.

    Raises:
        Unreadable: a content stream is damaged.
    """
    copy = page.parent
    fonts: dict[int, dict[bytes, int]] = {0: {}}
    for _, _, kind, _, name, encoding, form in page.get_fonts(full=True):
        composite = 2 if encoding.startswith("Identity") else 0
        fonts.setdefault(form, {})[name.encode("latin-1", "replace")] = composite if kind == "Type0" else 1
    for form, codes in fonts.items():
        xref = form or page.get_contents()[0]
        copy.update_stream(xref, glyph_by_glyph(copy.xref_stream(xref), codes))


def tighten(page: pymupdf.Page) -> None:
    """Undoes what loosen() did, as far as characters still follow each other.

    Raises:
        Unreadable: a content stream is damaged.
    """
    copy = page.parent
    forms = {form for *_, form in page.get_fonts(full=True) if form}
    for xref in (*page.get_contents(), *forms):
        copy.update_stream(xref, joined(copy.xref_stream(xref)))


def saved(copy: pymupdf.Document) -> bytes:
    """The bytes of a copy, without anything that is not used; the same copy gives the same bytes."""
    copy.set_metadata({})
    copy.del_xml_metadata()
    copy.xref_set_key(-1, "ID", "null")
    return bytes(copy.tobytes(garbage=4, deflate=True, no_new_id=True))
