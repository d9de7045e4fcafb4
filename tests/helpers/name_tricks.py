"""PDFs made to get a name past redaction: one for each way a name hides in a document or clings to its neighbours.

Everybody is invented. Each document says "Yesterday NAME came along twice." somewhere, unless its trick is to have the
name only where it cannot be seen; the words beside the name must outlive it.
"""

from __future__ import annotations

import io
import random
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pymupdf

FONT = str(Path(__file__).resolve().parents[2] / "resources" / "fonts" / "SourceSans3-Regular.ttf")
PEOPLE = (
    "Siobhan D'Arcy",
    "Bronagh O’Sullivan",
    "Fatoumata Al-Hassan",
    "Zoë van der Berg",
    "Łukasz Żółkowski",
    "Sofia Fiorelli-Griffith",
)
BEFORE, AFTER = "Yesterday", "came along twice."
NOTHING = "Nothing to see here."


@dataclass(frozen=True)
class Tricky:
    """A document: what it tries, whom it is about, its bytes, and the words that must outlive redaction."""

    trick: str
    name: str
    pdf: bytes
    beside: tuple[str, ...]


Trick = Callable[[pymupdf.Document, pymupdf.Page, str], bytes | None]
TRICKS: dict[str, Trick] = {}
UNSEEN: set[str] = set()  # tricks in which the name is nowhere to be seen, so nothing stands beside it


def trick(label: str, *, unseen: bool = False) -> Callable[[Trick], Trick]:
    """Registers a trick under a label."""

    def register(function: Trick) -> Trick:
        TRICKS[label] = function
        if unseen:
            UNSEEN.add(label)
        return function

    return register


def tricky(label: str, name: str) -> Tricky:
    """The document that plays a trick on a name."""
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_font(fontname="F0", fontfile=FONT)
        pdf = TRICKS[label](document, page, name) or document.tobytes(deflate=True)
    return Tricky(label, name, pdf, () if label in UNSEEN else ("Yesterday", "came"))


def say(page: pymupdf.Page, words: str, at: tuple[float, float] = (72, 100), **how: object) -> None:
    """Writes words on a page in a font that has every letter."""
    page.insert_text(at, words, **{"fontname": "F0", "fontfile": FONT, "fontsize": 11, **how})


def sentence(name: str) -> str:
    """The sentence with the name in it."""
    return f"{BEFORE} {name} {AFTER}"


def latin(name: str) -> str:
    """A name in letters that every PDF font has."""
    plain = name.replace("’", "'").replace("Ł", "L").replace("ł", "l")
    return "".join(one for one in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(one))


def draw(document: pymupdf.Document, page: pymupdf.Page, content: bytes) -> None:
    """Adds a content stream written by hand to a page; /helv is Helvetica."""
    page.insert_text((-90, -90), " ", fontname="helv")
    xref = document.get_new_xref()
    document.update_object(xref, "<<>>")
    document.update_stream(xref, page.read_contents() + b"\n" + content, new=True)
    document.xref_set_key(page.xref, "Contents", f"{xref} 0 R")


def literal(words: str) -> bytes:
    """Words as a literal string of a content stream."""
    return latin(words).encode("latin-1").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def letter_by_letter(words: str) -> list[bytes]:
    """A text object for each letter of a line."""
    x, parts = 72.0, []
    for one in words:
        parts.append(b"BT /helv 11 Tf 1 0 0 1 %.2f 700 Tm (%s) Tj ET" % (x, literal(one)))
        x += pymupdf.get_text_length(latin(one), "helv", 11)
    return parts


def shades() -> pymupdf.Pixmap:
    """A small picture of many colours."""
    picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 120, 40), False)
    for x in range(120):
        for y in range(40):
            picture.set_pixel(x, y, (x * 2, y * 6, 255 - x))
    return picture


def scanned(words: str) -> bytes:
    """A picture of a page with words, as a scanner makes it."""
    with pymupdf.open() as paper:
        page = paper.new_page()
        say(page, words, fontsize=16)
        say(page, "Other words of the page.", (72, 400), fontsize=16)
        return bytes(page.get_pixmap(dpi=120, colorspace=pymupdf.csGRAY).tobytes("jpeg"))


# -- words as they are drawn ------------------------------------------------------------------------------------------


@trick("plain")
def plain(document, page, name):
    say(page, sentence(name))


@trick("standard font")
def standard_font(document, page, name):
    page.insert_text((72, 100), sentence(latin(name)), fontname="tiro", fontsize=12)


@trick("kerned in pieces")
def kerned(document, page, name):
    dice = random.Random(4)
    kerns = (-40, -15, 0, 10, 25, 60, -120)
    pieces = b"".join(b"(%s)%d" % (literal(one), dice.choice(kerns)) for one in sentence(name))
    draw(document, page, b"BT /helv 12 Tf 72 700 Td [%s] TJ ET" % pieces)


@trick("letters spaced out")
def spaced_out(document, page, name):
    draw(document, page, b"BT /helv 12 Tf 6 Tc 30 700 Td (%s) Tj ET" % literal(sentence(name)))


@trick("word split by a space")
def split_word(document, page, name):
    say(page, sentence(f"{name[:4]} {name[4:]}"))


@trick("each letter on its own")
def each_letter(document, page, name):
    draw(document, page, b"\n".join(letter_by_letter(sentence(name))))


@trick("letters drawn in disorder")
def disorder(document, page, name):
    parts = letter_by_letter(sentence(name))
    random.Random(1).shuffle(parts)
    draw(document, page, b"\n".join(parts))


@trick("drawn twice for bold")
def drawn_twice(document, page, name):
    say(page, sentence(name))
    say(page, sentence(name), (72.3, 100))


@trick("ligatures")
def ligatures(document, page, name):
    say(page, sentence(name.replace("fi", "ﬁ").replace("ff", "ﬀ")) + " oﬃce ﬁle")


@trick("tight lines")
def tight_lines(document, page, name):
    for line in range(6):
        say(page, ("gypsy jumping quay " if line % 2 else "") + sentence(name), (72, 100 + 8.2 * line))


@trick("small type")
def small_type(document, page, name):
    say(page, sentence(name), fontsize=3.5)


@trick("large type")
def large_type(document, page, name):
    say(page, BEFORE, (40, 100), fontsize=60)
    say(page, name, (40, 170), fontsize=40)
    say(page, "came", (40, 230), fontsize=60)


@trick("capitals")
def capitals(document, page, name):
    say(page, sentence(name.upper()))


@trick("turned a quarter")
def quarter(document, page, name):
    say(page, sentence(name), (300, 500), rotate=90)


@trick("upside down")
def upside_down(document, page, name):
    say(page, sentence(name), (500, 300), rotate=180)


@trick("slanting")
def slanting(document, page, name):
    say(page, sentence(name), (150, 400), morph=(pymupdf.Point(150, 400), pymupdf.Matrix(33)))


@trick("mirrored")
def mirrored(document, page, name):
    say(page, sentence(name), (150, 400), morph=(pymupdf.Point(250, 400), pymupdf.Matrix(-1, 0, 0, 1, 0, 0)))


@trick("page turned 90")
def page_90(document, page, name):
    say(page, sentence(name))
    page.set_rotation(90)


@trick("page turned 270")
def page_270(document, page, name):
    say(page, sentence(name), (300, 500), rotate=90)
    page.set_rotation(270)


@trick("cropped page")
def cropped(document, page, name):
    say(page, sentence(name), (172, 300))
    page.set_cropbox(pymupdf.Rect(100, 200, 500, 600))


@trick("page away from the origin")
def away(document, page, name):
    say(page, sentence(name), (172, 300))
    document.xref_set_key(page.xref, "MediaBox", "[-50 -80 545 762]")


@trick("over a line's end")
def line_end(document, page, name):
    first, last = name.split(" ", 1)
    say(page, f"It was long after the end of the school day on {BEFORE} {first}", (72, 100))
    say(page, f"{last} {AFTER}", (72, 114))


@trick("hyphen at a line's end")
def hyphenated(document, page, name):
    say(page, f"It was long after the end of the school day on {BEFORE} {name[:4]}-", (72, 100))
    say(page, f"{name[4:]} {AFTER}", (72, 114))


@trick("over a page's end")
def page_end(document, page, name):
    first, last = name.split(" ", 1)
    say(page, f"{BEFORE} {first}", (72, 800))
    say(document.new_page(), f"{last} {AFTER}", (72, 60))


@trick("soft hyphens")
def soft_hyphens(document, page, name):
    say(page, sentence("\u00ad".join((name[:3], name[3:6], name[6:]))))


@trick("marks of direction")
def directions(document, page, name):
    say(page, sentence(f"\u200f{name[:5]}\u200e{name[5:]}\u202c"))


@trick("zero-width characters")
def zero_width(document, page, name):
    say(page, sentence("\u200b".join(name)))


@trick("no-break spaces")
def no_break(document, page, name):
    say(page, sentence(name.replace(" ", "\u00a0")))


@trick("possessive")
def possessive(document, page, name):
    say(page, f"{BEFORE} {name}’s {AFTER}")


@trick("table cells")
def table_cells(document, page, name):
    for row in range(4):
        page.draw_rect(pymupdf.Rect(145, 86 + 20 * row, 320, 106 + 20 * row), fill=(0.9, 0.95, 1))
        say(page, BEFORE, (72, 100 + 20 * row))
        say(page, name, (150, 100 + 20 * row))
        say(page, "came", (330, 100 + 20 * row))


@trick("underlined")
def underlined(document, page, name):
    say(page, sentence(name))
    page.draw_line((72, 102), (300, 102))


@trick("on a coloured picture")
def coloured(document, page, name):
    page.insert_image(pymupdf.Rect(60, 80, 260, 130), pixmap=shades())
    say(page, sentence(name))


# -- words that do not show -------------------------------------------------------------------------------------------


@trick("white on white")
def white(document, page, name):
    say(page, sentence(name), color=(1, 1, 1))


@trick("under a black box")
def under_box(document, page, name):
    say(page, sentence(name))
    page.draw_rect(pymupdf.Rect(115, 85, 300, 105), fill=(0, 0, 0))


@trick("under a picture")
def under_picture(document, page, name):
    say(page, sentence(name))
    page.insert_image(pymupdf.Rect(115, 85, 300, 105), pixmap=shades())


@trick("invisible letters")
def invisible(document, page, name):
    say(page, sentence(name), render_mode=3)


@trick("clipped away", unseen=True)
def clipped(document, page, name):
    say(page, NOTHING, (72, 200))
    draw(document, page, b"q 0 0 10 10 re W n BT /helv 12 Tf 72 600 Td (%s) Tj ET Q" % literal(sentence(name)))


@trick("beside the page", unseen=True)
def beside_page(document, page, name):
    say(page, NOTHING, (72, 200))
    say(page, sentence(name), (-900, 200))


@trick("half beside the page", unseen=True)
def half_beside(document, page, name):
    say(page, f"Nothing to see here but {name} {name}", (400, 200), fontsize=14)


@trick("hidden layer", unseen=True)
def hidden_layer(document, page, name):
    layer = document.add_ocg(f"Notes on {latin(name)}", on=False)
    say(page, NOTHING, (72, 200))
    say(page, sentence(name), oc=layer)


@trick("shown layer")
def shown_layer(document, page, name):
    layer = document.add_ocg(f"Notes on {latin(name)}", on=True)
    say(page, sentence(name), oc=layer)


@trick("alternative text", unseen=True)
def alternative(document, page, name):
    marks = b"/Span <</ActualText (%s) /Alt (%s)>> BDC" % (literal(name), literal(name))
    draw(document, page, marks + b" BT /helv 12 Tf 72 700 Td (She came) Tj ET EMC")


@trick("alternative text in UTF-16", unseen=True)
def alternative_wide(document, page, name):
    wide = ("\ufeff" + name).encode("utf-16-be").hex().encode()
    draw(document, page, b"/Span <</ActualText <%s>>> BDC BT /helv 12 Tf 72 700 Td (She came) Tj ET EMC" % wide)


# -- what else draws --------------------------------------------------------------------------------------------------


@trick("form drawn twice")
def form_twice(document, page, name):
    with pymupdf.open() as inner:
        say(inner.new_page(width=400, height=60), sentence(name), (10, 30))
        page.show_pdf_page(pymupdf.Rect(50, 100, 450, 160), inner, 0)
        page.show_pdf_page(pymupdf.Rect(50, 300, 350, 345), inner, 0)


@trick("form in a form")
def form_in_form(document, page, name):
    with pymupdf.open() as inner, pymupdf.open() as middle:
        say(inner.new_page(width=400, height=60), sentence(name), (10, 30))
        middle.new_page(width=400, height=100).show_pdf_page(pymupdf.Rect(0, 0, 400, 60), inner, 0)
        page.show_pdf_page(pymupdf.Rect(50, 100, 450, 200), middle, 0)


@trick("letters as lines")
def as_lines(document, page, name):
    with pymupdf.open("pdf", document.tobytes()) as paper:
        say(paper[0], sentence(name), fontsize=20)
        drawn = pymupdf.open("svg", paper[0].get_svg_image(text_as_path=True).encode())
    page.show_pdf_page(page.rect, pymupdf.open("pdf", drawn.convert_to_pdf()), 0)
    say(page, sentence(name), fontsize=20, render_mode=3)


@trick("letters with an outline")
def outlined(document, page, name):
    say(page, sentence(name), render_mode=2, fontsize=20)


@trick("scan with a text layer")
def scan(document, page, name):
    page.insert_image(page.rect, stream=scanned(sentence(name)))
    say(page, sentence(name), fontsize=16, render_mode=3)


@trick("scan turned, with a text layer")
def scan_turned(document, page, name):
    page.insert_image(page.rect, stream=scanned(sentence(name)))
    say(page, sentence(name), fontsize=16, render_mode=3)
    page.set_rotation(180)


@trick("picture of words in a page of words")
def words_picture(document, page, name):
    page.insert_image(pymupdf.Rect(0, 0, 595, 200), stream=scanned(sentence(name)), keep_proportion=False)
    say(page, sentence(name), (72, 100 * 200 / 842), fontsize=4, render_mode=3)
    say(page, "Other words of the page.", (72, 400))


@trick("picture that names someone", unseen=True)
def picture_remark(document, page, name):
    jpeg = scanned(NOTHING)
    note = f"taken by {name}".encode()
    remark = b"\xff\xfe" + (len(note) + 2).to_bytes(2, "big") + note
    page.insert_image(page.rect, stream=jpeg[:2] + remark + jpeg[2:] + note)


# -- what hangs on a page or a document -------------------------------------------------------------------------------


def field(page: pymupdf.Page, label: str, value: str, *, hidden: bool = False) -> None:
    """Puts a text field on a page."""
    widget = pymupdf.Widget()
    widget.field_type = pymupdf.PDF_WIDGET_TYPE_TEXT
    widget.field_name = latin(label)
    widget.field_label = label
    widget.field_value = value
    widget.rect = pymupdf.Rect(140, 100, 300, 120)
    widget.field_display = 1 if hidden else 0
    page.add_widget(widget)


@trick("form field")
def form_field(document, page, name):
    say(page, BEFORE, (72, 114))
    say(page, "came", (310, 114))
    field(page, "child", latin(name))


@trick("field's name and tip", unseen=True)
def field_name(document, page, name):
    field(page, f"value of {name}", "yes")


@trick("hidden field", unseen=True)
def hidden_field(document, page, name):
    field(page, "child", latin(name), hidden=True)


@trick("comment", unseen=True)
def comment(document, page, name):
    note = page.add_text_annot((100, 100), f"Ask {name} about this")
    note.set_info(title=latin(name), subject=name)
    note.update()


@trick("text put on the page")
def free_text(document, page, name):
    say(page, "Nothing else.", (72, 300))
    page.add_freetext_annot(pymupdf.Rect(72, 90, 500, 130), sentence(latin(name)), fontsize=11)


@trick("highlight with a remark")
def highlight(document, page, name):
    say(page, sentence(name))
    mark = page.add_highlight_annot(page.search_for(BEFORE)[0])
    mark.set_info(content=f"{name} said so", title=name)
    mark.update()


@trick("outward link", unseen=True)
def outward_link(document, page, name):
    say(page, "Write to us.", (72, 200))
    address = latin(name).replace(" ", ".").replace("'", "").lower()
    link = {"kind": pymupdf.LINK_URI, "from": pymupdf.Rect(70, 190, 150, 205), "uri": f"mailto:{address}@mail.example"}
    page.insert_link(link)


@trick("bookmark", unseen=True)
def bookmark(document, page, name):
    say(page, NOTHING, (72, 200))
    document.set_toc([[1, f"Visit to {name}", 1], [2, name, 1]])


@trick("page label", unseen=True)
def page_label(document, page, name):
    say(page, NOTHING, (72, 200))
    document.set_page_labels([{"startpage": 0, "prefix": latin(name), "style": "D", "firstpagenum": 1}])


@trick("attachment", unseen=True)
def attachment(document, page, name):
    say(page, NOTHING, (72, 200))
    document.embfile_add(f"{latin(name)}.txt", name.encode(), filename=f"{latin(name)}.txt", desc=name)


@trick("attachment on a page", unseen=True)
def page_attachment(document, page, name):
    say(page, NOTHING, (72, 200))
    page.add_file_annot((100, 100), name.encode(), f"{latin(name)}.txt", desc=name)


@trick("metadata", unseen=True)
def metadata(document, page, name):
    say(page, NOTHING, (72, 200))
    document.set_metadata({"title": f"Visit to {name}", "author": name, "subject": name, "keywords": name})


@trick("XMP", unseen=True)
def xmp(document, page, name):
    say(page, NOTHING, (72, 200))
    document.set_xml_metadata(f'<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><a>{name}</a></x:xmpmeta>')


@trick("private data of a page", unseen=True)
def private_data(document, page, name):
    say(page, NOTHING, (72, 200))
    document.xref_set_key(page.xref, "PieceInfo", f"<</Maker<</Private ({latin(name)})/LastModified (D:2026)>>>>")
    document.xref_set_key(page.xref, "Reviewer", f"({latin(name)})")


@trick("structure", unseen=True)
def structure(document, page, name):
    say(page, NOTHING, (72, 200))
    element = document.get_new_xref()
    words = f"({latin(name)})"
    document.update_object(element, f"<</Type/StructElem/S/P/Alt {words}/ActualText {words}/T {words}>>")
    document.xref_set_key(document.pdf_catalog(), "StructTreeRoot", f"<</Type/StructTreeRoot/K {element} 0 R>>")


@trick("script", unseen=True)
def script(document, page, name):
    say(page, NOTHING, (72, 200))
    words = latin(name).replace("'", "")
    document.xref_set_key(document.pdf_catalog(), "OpenAction", f"<</S/JavaScript/JS(app.alert\\('{words}'\\))>>")


@trick("strings in octal and hex", unseen=True)
def octal_and_hex(document, page, name):
    say(page, NOTHING, (72, 200))
    octal = "".join(f"\\{ord(one):03o}" for one in latin(name))
    document.xref_set_key(page.xref, "Note", f"({octal})")
    document.xref_set_key(page.xref, "Other", f"<{latin(name).encode().hex()}>")
    document.xref_set_key(page.xref, "Wide", f"<feff{name.encode('utf-16-be').hex()}>")


@trick("earlier version in the file")
def earlier_version(document, page, name):
    stream = io.BytesIO()
    say(page, f"The old words about {name}.", (72, 300))
    document.save(stream)
    with pymupdf.open("pdf", stream.getvalue()) as again:
        again[0].clean_contents()
        again.update_stream(again[0].get_contents()[0], b" ")
        say(again[0], sentence(name))
        return bytes(again.tobytes(garbage=0))


@trick("objects packed")
def packed(document, page, name):
    say(page, sentence(name))
    document.set_metadata({"title": name})
    return bytes(document.tobytes(garbage=3, deflate=True, use_objstms=1))


@trick("locked against changes")
def locked(document, page, name):
    say(page, sentence(name))
    how = {"encryption": pymupdf.PDF_ENCRYPT_AES_256, "owner_pw": "owner", "user_pw": "", "permissions": 4}
    return bytes(document.tobytes(deflate=True, **how))


def every(people: tuple[str, ...] = PEOPLE, labels: tuple[str, ...] = ()) -> Iterator[Tricky]:
    """Every trick, or those named, for every person."""
    for label in labels or tuple(TRICKS):
        for name in people:
            yield tricky(label, name)
