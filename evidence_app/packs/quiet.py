"""Whether a finished pack only shows: nothing in its PDF acts, leads out of it, or carries anything along."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import Any

import pymupdf

from evidence_app.packs.reading import pdf

mupdf = pymupdf.mupdf

_CATALOG_KEYS = {"Type", "Pages", "Metadata", "PageLabels", "Lang", "StructTreeRoot", "MarkInfo", "ViewerPreferences"}
_CATALOG_KEYS |= {"Outlines", "Version", "Names", "Dests"}
_NAME_TREES = (
    "AP",
    "JavaScript",
    "Pages",
    "Templates",
    "IDS",
    "URLS",
    "EmbeddedFiles",
    "AlternatePresentations",
    "Renditions",
)
_PAGE_KEYS = {"Type", "Parent", "MediaBox", "Resources", "Contents", "StructParents", "Tabs", "Annots"}
_LINK_KEYS = {"Type", "Subtype", "Rect", "Border", "F", "Dest", "StructParent", "Contents", "QuadPoints", "A"}
_ACTIVE = re.compile(
    rb"/S\s*/(JavaScript|Launch|SubmitForm|ImportData|GoToR|GoToE|URI|Rendition|Movie|Sound|RichMediaExecute)\b"
    rb"|/Type\s*/(EmbeddedFile|Filespec)\b|/Subtype\s*/XFA\b"
)


def quiet(folder: Traversable, about: Mapping[str, Any]) -> list[str]:
    """Nothing in the PDF acts: no script, action, form, attachment, nor any annotation but links within the pack."""
    problems = []
    with pymupdf.open("pdf", pdf(folder, about)) as pack:
        if pack.needs_pass or pack.is_encrypted:
            problems.append("the PDF is encrypted")
        for key in set(pack.xref_get_keys(pack.pdf_catalog())) - _CATALOG_KEYS:
            problems.append(f"the PDF carries {key}")
        for tree in _NAME_TREES:
            if pack.xref_get_key(pack.pdf_catalog(), f"Names/{tree}")[0] != "null":
                problems.append(f"the PDF carries {tree}")
        for number, page in enumerate(pack, start=1):
            for key in set(pack.xref_get_keys(page.xref)) - _PAGE_KEYS:
                problems.append(f"page {number} carries {key}")
            for xref, kind, _ in page.annot_xrefs():
                if kind != pymupdf.PDF_ANNOT_LINK or set(pack.xref_get_keys(xref)) - _LINK_KEYS:
                    problems.append(f"page {number} carries an annotation that is no plain link")
        # Written out with its objects in the open, so that one look finds what any of them does.
        held = mupdf.FzBuffer(1 << 20)
        # By the engine itself: each of its many small pieces would else come through Python.
        out = mupdf.FzOutput(held)
        mupdf.pdf_write_document(pymupdf._as_pdf_document(pack), out, mupdf.PdfWriteOptions())
        out.fz_close_output()
        objects = held.fz_buffer_extract()
    for found in _ACTIVE.finditer(objects):
        problems.append(f"the PDF carries {next(filter(None, found.groups()), b'a form').decode('ascii')}")
    return list(dict.fromkeys(problems))
