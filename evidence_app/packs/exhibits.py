"""Puts the pages of the cited documents into the empty pictures of the typeset pack, with the passages highlighted.

A source page becomes a form XObject: its drawing and what that needs (fonts, images) come along, nothing else does. So
no script, action, form field, attachment, comment or link of a source can reach the pack, and what a page draws cannot
cover the stamp, because the form is cut to the page's own edges.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pymupdf

from evidence_app.domain.pageview import PageImage
from evidence_app.errors import PackRefused
from evidence_app.packs.frames import Frame

mupdf = pymupdf.mupdf

# Pale yellow, multiplied with what lies below, so that the words stay as dark as they are.
HIGHLIGHT = (1.0, 0.91, 0.45)
# How far a highlight reaches beyond the boxes of its words, in points of the source page.
_BLEED = 1.0
# Keys that drawing does not need and that may carry hidden or outward-leading matter (PDF 32000-1: 7.11, 8.9.5, 14).
_DROPPED_KEYS = {"AF", "Alternates", "LastModified", "Metadata", "OC", "OPI", "PieceInfo", "Ref"}
_DROPPED_KEYS |= {"StructParent", "StructParents"}
_MOST_PIXELS = 8_000_000
_NAMED_OBJECT = re.compile(r"/([^\s/<>\[\]()]+)\s+\d+ 0 R")


class Binder:
    """Fills the frames of a typeset pack, one exhibit at a time.

    Args:
        pdf: the typeset pack, whose last pages are the frames.
        frames: all frames, in order.
    """

    def __init__(self, pdf: bytes, frames: Sequence[Frame]) -> None:
        self._pack = pymupdf.open("pdf", pdf)
        self._frames = frames
        self._front = self._pack.page_count - len(frames)
        self._own = self._pack.xref_length()

    def bind(self, exhibit: str, title: str, data: bytes) -> None:
        """Puts the pages of one exhibit into their frames.

        Args:
            exhibit: its number.
            title: of the document, for what goes wrong.
            data: the document, a PDF.

        Raises:
            PackRefused: it cannot be read, or a page is missing or has another size than when it was imported.
        """
        places = [index for index, frame in enumerate(self._frames) if frame.exhibit == exhibit]
        try:
            with pymupdf.open("pdf", data) as source:
                self._bind(source, title, places)
        except (pymupdf.FileDataError, mupdf.FzErrorBase):
            raise PackRefused(f"“{title}” cannot be read.", "Import it again.") from None

    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of each page of the pack, in points."""
        return [(page.rect.width, page.rect.height) for page in self._pack]

    def picture(self, page: int, scale: float) -> PageImage:
        """A page (from 1) as it stands now, exhibits that are not bound yet as empty frames.

        Args:
            scale: pixels a point; made smaller where the page would have more than a few million pixels.
        """
        shown = self._pack[page - 1]
        scale = min(scale, (_MOST_PIXELS / abs(shown.rect)) ** 0.5)
        drawn = shown.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csRGB, alpha=False)
        return PageImage(drawn.width, drawn.height, drawn.stride, scale, bytes(drawn.samples_mv))

    def save(self) -> bytes:
        """The finished pack. The same pack and sources give the same bytes."""
        self._clean()
        labels = [{"startpage": 0, "style": "D", "prefix": "", "firstpagenum": 1}]
        self._pack.set_page_labels(labels)
        if self._frames:
            # What sources draw was never checked against PDF/UA, so the file as a whole does not claim it.
            claim = re.sub(r"<pdfuaid:(\w+)>.*?</pdfuaid:\1>", "", self._pack.get_xml_metadata(), flags=re.DOTALL)
            self._pack.set_xml_metadata(claim)
        return bytes(self._pack.tobytes(garbage=2, deflate=True, use_objstms=1, no_new_id=True))

    def _bind(self, source: pymupdf.Document, title: str, places: Sequence[int]) -> None:
        numbers = [self._frames[index].page.number - 1 for index in places]
        if source.needs_pass or max(numbers) >= source.page_count:
            raise PackRefused(f"The cited pages of “{title}” cannot be read.", "Import it again.")
        for index, number in zip(places, numbers, strict=True):
            now, then = source[number].rect, self._frames[index].page
            if abs(now.width - then.width) > 1 or abs(now.height - then.height) > 1:
                raise PackRefused(
                    f"Page {then.number} of “{title}” no longer has the size it had when it was imported.",
                    "Import it again.",
                )
        if not _draws_more_than_content(source, numbers):
            self._place(source, places, numbers)
            return
        # Redrawn by the engine: comments and form fields become part of the page as it is shown, and layers that are
        # not shown are gone.
        first, last = min(numbers), max(numbers)
        with pymupdf.open("pdf", source.convert_to_pdf(first, last + 1)) as flat:
            self._place(flat, places, [number - first for number in numbers])

    def _place(self, source: pymupdf.Document, places: Sequence[int], numbers: Sequence[int]) -> None:
        target = pymupdf._as_pdf_document(self._pack)
        grafts = mupdf.pdf_new_graft_map(target)
        for index, number in zip(places, numbers, strict=True):
            page = source[number]
            own = mupdf.pdf_lookup_page_obj(pymupdf._as_pdf_document(source), number)
            inherited = mupdf.pdf_dict_get_inheritable(own, mupdf.PDF_ENUM_NAME_Resources)
            grafted = mupdf.pdf_graft_mapped_object(grafts, inherited)
            if not mupdf.pdf_is_indirect(grafted):
                # An object of its own; but never one that is only a reference, which is none to many readers.
                grafted = mupdf.pdf_add_object(target, grafted)
            resources = mupdf.pdf_to_num(grafted)
            drawing = self._form(page.mediabox, f"/Resources {resources} 0 R", page.read_contents())
            self._fill(index, self._framed(page, drawing, self._frames[index]))

    def _framed(self, page: pymupdf.Page, drawing: int, frame: Frame) -> int:
        """A form as large as a picture (one unit square) that shows the page as displayed, then its highlights."""
        width, height = page.rect.width, page.rect.height
        shown = page.transformation_matrix * page.rotation_matrix
        marks = "".join(
            f"{_n(x0 - _BLEED)} {_n(y0)} {_n(x1 - x0 + 2 * _BLEED)} {_n(y1 - y0)} re\n"
            for x0, y0, x1, y1 in frame.boxes
        )
        colour = " ".join(_n(part) for part in HIGHLIGHT)
        content = f"q {' '.join(_n(part) for part in shown)} cm /Page Do Q\n"
        if marks:
            # One path: where the boxes of two lines touch, the colour is not laid on twice.
            content += f"/Marker gs {colour} rg\n{marks}f\n"
        return self._form(
            pymupdf.Rect(0, 0, width, height),
            f"/Matrix[{1 / width:.9f} 0 0 {-1 / height:.9f} 0 1]"
            f"/Resources<</XObject<</Page {drawing} 0 R>>/ExtGState<</Marker<</BM/Multiply>>>>>>",
            content.encode("ascii"),
        )

    def _form(self, box: pymupdf.Rect, entries: str, content: bytes) -> int:
        xref = int(self._pack.get_new_xref())
        edges = " ".join(_n(edge) for edge in box)
        self._pack.update_object(xref, f"<</Type/XObject/Subtype/Form/BBox[{edges}]{entries}>>")
        self._pack.update_stream(xref, content, new=True, compress=True)
        return xref

    def _fill(self, index: int, form: int) -> None:
        """Lets a frame's page draw a form where it draws its picture, the only one it has."""
        page = self._pack.page_xref(self._front + index)
        kind, value = self._pack.xref_get_key(page, "Resources")
        assert kind == "xref"
        resources = int(value.split()[0])
        (name,) = _NAMED_OBJECT.findall(self._pack.xref_get_key(resources, "XObject")[1])
        self._pack.xref_set_key(resources, f"XObject/{name}", f"{form} 0 R")

    def _clean(self) -> None:
        for xref in range(self._own, self._pack.xref_length()):
            # Streams only: in other dictionaries these may be names that a source gave to its fonts.
            if self._pack.xref_is_stream(xref):
                for key in _DROPPED_KEYS.intersection(self._pack.xref_get_keys(xref)):
                    self._pack.xref_set_key(xref, key, "null")


def _draws_more_than_content(source: pymupdf.Document, numbers: Sequence[int]) -> bool:
    """Whether a page shows comments or form fields, or the document has layers that can be turned off."""
    if source.get_ocgs():
        return True
    pages = (source[number] for number in numbers)
    return any(page.first_annot is not None or page.first_widget is not None for page in pages)


def _n(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
