"""Redacts tricky documents and looks for what is left with means of its own, apart from the program's proof."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

import pymupdf
import pypdfium2
from name_tricks import Tricky

from evidence_app.domain.document import PageText
from evidence_app.domain.redaction import Listed, Redaction
from evidence_app.errors import KnownError
from evidence_app.pages.text import page_text
from evidence_app.privacy.apply import redact
from evidence_app.privacy.find import search
from evidence_app.privacy.prove import prove
from evidence_app.privacy.removals import Sought, removals
from evidence_app.progress import run

EXTRACTORS = ("MuPDF", "PDFium", "bytes", "pixels")


@dataclass
class Outcome:
    """What became of a document: where the name was still found, whether its neighbours were, and how it was done."""

    tricky: Tricky
    pdf: bytes = b""
    leaks: dict[str, list[str]] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    refused: str = ""
    rebuilt: int = 0
    unproved: list[str] = field(default_factory=list)


def attempt(tricky: Tricky) -> Outcome:
    """Finds the listed name, takes it out, proves it, and then looks for it independently."""
    with pymupdf.open("pdf", tricky.pdf) as document:
        pages = [PageText(number, page_text(page)) for number, page in enumerate(document, 1)]
    found = run(search([1], lambda _: pages, [Listed("", "name", tricky.name, "child")], []))
    redactions = [
        Redaction(str(n), 1, one.page, one.start, one.end, one.text, one.kind, one.reason, one.subject, "Child A")
        for n, one in enumerate(found.findings[1])
    ]
    # The name was listed for the whole workspace, so it is wanted out even where no page shows it.
    redactions.append(Redaction("listed", 2, 1, 0, len(tricky.name), tricky.name, "name", "", "name:x", "Child A"))
    leaving = removals(redactions, [])
    outcome = Outcome(tricky)
    try:
        done = redact(tricky.pdf, range(1, len(pages) + 1), leaving.places.get(1, ()), leaving.terms)
    except KnownError as error:
        outcome.refused = str(error)
        return outcome
    outcome.pdf = done.pdf
    outcome.rebuilt = len(done.rebuilt)
    outcome.unproved = [
        f"{one.name}: {one.detail}" for one in prove(done.pdf, Sought(leaving.terms), done.beside) if not one.ok
    ]
    outcome.leaks = {extractor: look(done.pdf, tricky) for extractor, look in LOOKS.items()}
    # A word that an engine could not read before is not lost.
    outcome.lost = [
        word
        for word in tricky.beside
        for before, after in zip(texts(tricky.pdf), texts(done.pdf), strict=True)
        if squeezed(word) in squeezed(before) and squeezed(word) not in squeezed(after)
    ]
    return outcome


def squeezed(text: str) -> str:
    """Letters and digits in small letters without accents."""
    plain = unicodedata.normalize("NFKD", text).casefold().replace("ł", "l")
    return re.sub(r"[^a-z0-9]", "", plain)


def parts(name: str) -> list[str]:
    """What may not be found of a name: the whole, and each word of four letters or more."""
    words = [squeezed(word) for word in re.split(r"[ -]", name)]
    return [squeezed(name), *(word for word in words if len(word) > 3)]


def texts(pdf: bytes) -> Iterator[str]:
    """The text of a document by MuPDF, then by PDFium."""
    with pymupdf.open("pdf", pdf) as document:
        yield "\n".join(page.get_text(flags=pymupdf.TEXT_PRESERVE_LIGATURES) for page in document)
    other = pypdfium2.PdfDocument(pdf)
    yield "\n".join(page.get_textpage().get_text_range() for page in other)
    other.close()


def _by_mupdf(pdf: bytes, tricky: Tricky) -> list[str]:
    text = squeezed(next(texts(pdf)))
    with pymupdf.open("pdf", pdf) as document:
        extra = [document.metadata or {}, document.get_toc(), document.embfile_names(), document.get_xml_metadata()]
        extra += [(widget.field_name, widget.field_value) for page in document for widget in page.widgets()]
        extra += [note.info for page in document for note in page.annots()]
        extra += [link for page in document for link in page.get_links()]
    return [part for part in parts(tricky.name) if part in text or part in squeezed(repr(extra))]


def _by_pdfium(pdf: bytes, tricky: Tricky) -> list[str]:
    _, text = texts(pdf)
    return [part for part in parts(tricky.name) if part in squeezed(text)]


def _by_bytes(pdf: bytes, tricky: Tricky) -> list[str]:
    """Everything in the file, raw and decompressed, in every writing of the name that a program would use."""
    heap = [pdf]
    with pymupdf.open("pdf", pdf) as document:
        for xref in range(1, document.xref_length()):
            heap.append(document.xref_object(xref).encode("utf-8", "replace"))
            if document.xref_is_stream(xref):
                heap.append(document.xref_stream_raw(xref) or b"")
                if document.xref_get_key(xref, "Subtype")[1] != "/Image":
                    heap.append(document.xref_stream(xref) or b"")
    blob = b"\n".join(heap).lower()
    joined = re.sub(rb"\)\s*-?[\d.]*\s*\(", b"", blob)  # strings parted by kerning
    found = []
    for part in {*tricky.name.split(), *parts(tricky.name)}:
        if len(part) < 4:
            continue
        for words in {part, part.replace("’", "'"), squeezed(part)}:
            for encoding in ("latin-1", "utf-8", "utf-16-be", "utf-16-le"):
                written = words.lower().encode(encoding, "ignore")
                octal = "".join(f"\\{one:03o}" for one in written).encode()
                upper = words.encode(encoding, "ignore").hex().encode()
                if len(written) > 3 and any(
                    one in blob or one in joined for one in (written, written.hex().encode(), octal, upper)
                ):
                    found.append(f"{words} ({encoding})")
    return found


def _by_pixels(pdf: bytes, tricky: Tricky) -> list[str]:
    """Pictures and drawings where the name stood: they may hold nothing but the one tone that covers it."""
    found = []
    with pymupdf.open("pdf", tricky.pdf) as before, pymupdf.open("pdf", pdf) as after:
        for old, new in zip(before, after, strict=False):
            for area in _places(old, tricky.name):
                found += [
                    f"picture on page {new.number + 1}" for tones in _picture_tones(after, new, area) if tones > 40
                ]
                paths = [
                    one
                    for one in new.get_drawings()
                    if one["rect"] in area and one["type"] == "f" and one["rect"].width > 1
                ]
                covers = [one for one in paths if one["items"][0][0] == "re"]
                found += ["drawn letters"] * bool(len(paths) > len(covers))
    return found


def _places(page: pymupdf.Page, name: str) -> list[pymupdf.Rect]:
    turn = page.rotation
    page.set_rotation(0)
    areas = [quad.rect for quad in page.search_for(name.split(" ")[0], quads=True)]
    page.set_rotation(turn)
    return areas


def _picture_tones(document: pymupdf.Document, page: pymupdf.Page, area: pymupdf.Rect) -> Iterator[int]:
    """The spread of tones of each picture's own pixels under the middle of a place."""
    turn = page.rotation
    page.set_rotation(0)
    for image in page.get_image_info(xrefs=True):
        box = pymupdf.Rect(image["bbox"])
        part = box & pymupdf.Rect(area.x0 + 2, area.y0 + 0.3 * area.height, area.x1 - 2, area.y1 - 0.3 * area.height)
        if part.is_empty or not image["xref"]:
            continue
        picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.Pixmap(document, image["xref"]))
        across, down = picture.width / box.width, picture.height / box.height
        tones = [
            picture.pixel(x, y)[0]
            for x in range(int((part.x0 - box.x0) * across), min(int((part.x1 - box.x0) * across) + 1, picture.width))
            for y in range(int((part.y0 - box.y0) * down), min(int((part.y1 - box.y0) * down) + 1, picture.height))
        ]
        yield max(tones, default=0) - min(tones, default=0)
    page.set_rotation(turn)


LOOKS = {"MuPDF": _by_mupdf, "PDFium": _by_pdfium, "bytes": _by_bytes, "pixels": _by_pixels}
