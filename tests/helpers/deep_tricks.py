"""More PDFs made to get a name past redaction: in masks, patterns, fonts drawn by hand, forms of other programs."""

from __future__ import annotations

import pymupdf
from name_tricks import NOTHING, draw, latin, literal, say, scanned, sentence, trick


def _stream(document, dictionary: str, data: bytes) -> int:
    xref = document.get_new_xref()
    document.update_object(xref, dictionary)
    document.update_stream(xref, data, new=True)
    return xref


def _resource(document, page, kind: str, name: str, value: str) -> None:
    """Adds to a page's resources."""
    written, found = document.xref_get_key(page.xref, "Resources")
    holder, prefix = (int(found.split()[0]), "") if written == "xref" else (page.xref, "Resources/")
    document.xref_set_key(holder, f"{prefix}{kind}/{name}", value)


@trick("words in a pattern")
def pattern(document, page, name):
    say(page, sentence(name))
    draw(document, page, b"/Pattern cs /P0 scn 72 600 300 30 re f")
    fonts = document.xref_get_key(page.xref, "Resources")[1]
    shape = "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 400 40]/XStep 400/YStep 40/Matrix[1 0 0 1 72 600]"
    words = b"BT /helv 12 Tf 0 10 Td (%s) Tj ET" % literal(sentence(name))
    xref = _stream(document, f"<</Type/Pattern{shape}/Resources {fonts}>>", words)
    _resource(document, page, "Pattern", "P0", f"{xref} 0 R")


@trick("words in a soft mask", unseen=True)
def soft_mask(document, page, name):
    say(page, NOTHING, (72, 200))
    draw(document, page, b"q /G0 gs 0 0 1 rg 60 590 400 40 re f Q")
    fonts = document.xref_get_key(page.xref, "Resources")[1]
    form = _stream(
        document,
        f"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Group<</S/Transparency/CS/DeviceGray>>/Resources {fonts}>>",
        b"1 g BT /helv 14 Tf 72 600 Td (%s) Tj ET" % literal(sentence(name)),
    )
    _resource(document, page, "ExtGState", "G0", f"<</SMask<</S/Luminosity/G {form} 0 R>>>>")


@trick("font drawn by hand")
def type_three(document, page, name):
    say(page, sentence(name))
    letters = sorted({one for one in latin(sentence(name)) if one != " "})
    box = _stream(document, "<<>>", b"600 0 0 0 500 700 d1 0 0 500 700 re f")
    names = {one: f"a{ord(one)}" for one in letters}
    procedures = "".join(f"/{label} {box} 0 R" for label in names.values())
    differences = " ".join(f"{ord(one)}/{label}" for one, label in names.items())
    unicode = "".join(f"<{ord(one):02x}> <{ord(one):04x}>\n" for one in letters)
    table = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
    cmap = _stream(document, "<<>>", f"{table}{len(letters)} beginbfchar\n{unicode}endbfchar endcmap end".encode())
    font = document.get_new_xref()
    document.update_object(
        font,
        f"<</Type/Font/Subtype/Type3/FontBBox[0 0 600 700]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 0/LastChar 255"
        f"/Widths[{' '.join(['600'] * 256)}]/CharProcs<<{procedures}>>/Encoding<</Differences[{differences}]>>"
        f"/ToUnicode {cmap} 0 R>>",
    )
    draw(document, page, b"BT /T3 9 Tf 30 500 Td (%s) Tj ET" % literal(sentence(name)))
    _resource(document, page, "Font", "T3", f"{font} 0 R")


@trick("picture within the page's own words", unseen=True)
def inline_image(document, page, name):
    say(page, NOTHING, (72, 200))
    held = literal(name)
    draw(document, page, b"q 40 0 0 10 72 600 cm BI /W %d /H 1 /CS /G /BPC 8 ID " % len(held) + held + b" EI Q")


@trick("form of another program", unseen=True)
def xfa(document, page, name):
    say(page, NOTHING, (72, 200))
    data = _stream(document, "<<>>", f"<xdp:xdp><child>{name}</child></xdp:xdp>".encode())
    document.xref_set_key(document.pdf_catalog(), "AcroForm", f"<</Fields[]/XFA {data} 0 R>>")


@trick("small picture of the page", unseen=True)
def thumbnail(document, page, name):
    say(page, NOTHING, (72, 200))
    small = _stream(document, "<</Width 4/Height 4/ColorSpace/DeviceGray/BitsPerComponent 8>>", literal(name).ljust(16))
    document.xref_set_key(page.xref, "Thumb", f"{small} 0 R")


@trick("named place", unseen=True)
def named_place(document, page, name):
    say(page, NOTHING, (72, 200))
    names = f"<</Names[({latin(name)}) [{page.xref} 0 R /Fit]]>>"
    document.xref_set_key(document.pdf_catalog(), "Names", f"<</Dests {names}>>")


@trick("layer hidden by a rule", unseen=True)
def rule_layer(document, page, name):
    layer = document.add_ocg("Notes", on=False)
    rule = document.set_ocmd(ocgs=[layer], policy="AllOn")
    say(page, NOTHING, (72, 200))
    say(page, sentence(name), oc=rule)


@trick("stamp")
def stamp(document, page, name):
    say(page, sentence(name), (72, 300))
    mark = page.add_stamp_annot(pymupdf.Rect(72, 90, 300, 130), stamp=0)
    mark.set_info(content=name, title=latin(name), subject=name)
    mark.update()


@trick("struck out with a reply", unseen=True)
def reply(document, page, name):
    say(page, NOTHING, (72, 200))
    mark = page.add_strikeout_annot(page.search_for("Nothing")[0])
    mark.set_popup(pymupdf.Rect(300, 100, 500, 200))
    mark.set_info(content=f"Ask {name}", title=name)
    mark.update()


@trick("name of a font", unseen=True)
def font_name(document, page, name):
    say(page, NOTHING, (72, 200))
    mark = "".join(one for one in latin(name) if one.isalpha())
    for xref, *_ in page.get_fonts():
        document.xref_set_key(xref, "BaseFont", f"/ABCDEF+{mark}")


@trick("picture's own mask")
def picture_mask(document, page, name):
    mask = pymupdf.Pixmap(scanned(sentence(name))).tobytes("png")
    page.insert_image(pymupdf.Rect(0, 0, 595, 842), stream=scanned("A page."), mask=mask)
    say(page, sentence(name), fontsize=16, render_mode=3)
