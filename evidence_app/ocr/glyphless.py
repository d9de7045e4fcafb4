"""A font whose every letter is empty: words set in it can be selected, searched and read aloud, but not seen.

Its codes are Unicode's own (UTF-16), so that it needs no table of letters. The font program is a TrueType file with one
glyph beside the obligatory first, a line there and back: it has no area, so it leaves no ink, but it has an extent,
without which PDFium takes a word of one letter, or one that runs down the page, for nothing. Tables as in the OpenType
specification.
"""

from __future__ import annotations

import struct

import pymupdf

mupdf = pymupdf.mupdf

NAME = "ReadByMachine"
# Of a thousand units to the em: the width of every letter, and how far it reaches above and below its line.
WIDTH, ASCENT, DESCENT = 500, 800, 200

_TO_UNICODE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    b"1 beginbfrange <0000> <FFFF> <0000> endbfrange\n"
    b"endcmap CMapName currentdict /CMap defineresource pop end end\n"
)


def font(pdf: pymupdf.Document) -> int:
    """Puts the font into a PDF and gives its object number; once is enough for all its pages."""
    program, unicode, one, descriptor, inner, outer = (pdf.get_new_xref() for _ in range(6))
    data = _truetype()
    pdf.update_object(program, f"<</Length1 {len(data)}>>")
    pdf.update_stream(program, data, new=True)
    pdf.update_object(unicode, "<<>>")
    pdf.update_stream(unicode, _TO_UNICODE, new=True)
    pdf.update_object(one, "<<>>")
    pdf.update_stream(one, b"\0\1" * 0x10000, new=True)  # every letter is glyph 1
    pdf.update_object(
        descriptor,
        f"<</Type/FontDescriptor/FontName/{NAME}/Flags 5/ItalicAngle 0/StemV 80/FontBBox[0 -{DESCENT} {WIDTH} {ASCENT}]"
        f"/Ascent {ASCENT}/Descent -{DESCENT}/CapHeight {ASCENT}/FontFile2 {program} 0 R>>",
    )
    pdf.update_object(
        inner,
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{NAME}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        f"/Supplement 0>>/FontDescriptor {descriptor} 0 R/DW {WIDTH}/CIDToGIDMap {one} 0 R>>",
    )
    pdf.update_object(
        outer,
        f"<</Type/Font/Subtype/Type0/BaseFont/{NAME}/Encoding/Identity-H/DescendantFonts[{inner} 0 R]"
        f"/ToUnicode {unicode} 0 R>>",
    )
    return int(outer)


def offer(page: pymupdf.Page, xref: int) -> None:
    """Makes the font known to a page, by its name."""
    own = mupdf.pdf_lookup_page_obj(pymupdf._as_pdf_document(page.parent), page.number)
    resources = mupdf.pdf_dict_get_inheritable(own, mupdf.PDF_ENUM_NAME_Resources)
    if not mupdf.pdf_is_dict(resources):
        resources = mupdf.pdf_dict_put_dict(own, mupdf.PDF_ENUM_NAME_Resources, 1)
    fonts = mupdf.pdf_dict_get(resources, mupdf.PDF_ENUM_NAME_Font)
    if not mupdf.pdf_is_dict(fonts):
        fonts = mupdf.pdf_dict_put_dict(resources, mupdf.PDF_ENUM_NAME_Font, 1)
    reference = mupdf.pdf_new_indirect(pymupdf._as_pdf_document(page.parent), xref, 0)
    mupdf.pdf_dict_puts(fonts, NAME, reference)


def known(pdf: pymupdf.Document, page: int) -> int:
    """The font's object number where a page (from 0) has it already, else 0."""
    return next((int(entry[0]) for entry in pdf.get_page_fonts(page) if entry[4] == NAME), 0)


def codes(text: str) -> str:
    """A text in the font's codes, in hexadecimal; characters beyond its reach become the replacement character."""
    return "".join(one if ord(one) < 0x10000 else "\ufffd" for one in text).encode("utf-16-be").hex()


def _truetype() -> bytes:
    # One contour: from the lower left to the upper right corner, and back over the same line.
    glyph = struct.pack(">hhhhhHH", 1, 0, -DESCENT, WIDTH, ASCENT, 2, 0)
    glyph += struct.pack(">BBBhhhhhh", 1, 1, 1, 0, WIDTH, -WIDTH, -DESCENT, ASCENT + DESCENT, -ASCENT - DESCENT)
    glyph += bytes(-len(glyph) % 4)
    tables = {
        b"glyf": glyph,
        b"head": struct.pack(">IIIIHHQQ", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, 1000, 0, 0)
        + struct.pack(">hhhhHHhhh", 0, -DESCENT, WIDTH, ASCENT, 0, 8, 2, 0, 0),
        b"hhea": struct.pack(
            ">IhhhHhhhhhhhhhhhH", 0x10000, ASCENT, -DESCENT, 0, WIDTH, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2
        ),
        b"hmtx": struct.pack(">HhHh", WIDTH, 0, WIDTH, 0),
        b"loca": struct.pack(">HHH", 0, 0, len(glyph) // 2),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 2, 3, 1, *([0] * 11)),
    }
    at = 12 + 16 * len(tables)
    entries, bodies = b"", b""
    for tag, body in tables.items():
        padded = body + bytes(-len(body) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        entries += struct.pack(">4sIII", tag, total, at + len(bodies), len(body))
        bodies += padded
    return struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 32) + entries + bodies
