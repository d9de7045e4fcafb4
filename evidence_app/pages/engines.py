"""The engines that read and make pages, by name and version."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

import pypdfium2

from evidence_app.pages.text import MUPDF


def engines() -> dict[str, str]:
    """Versions of the engines; loading them takes a moment."""
    try:
        typst = version("typst")
    except PackageNotFoundError:
        typst = "not told"
    return {"MuPDF": MUPDF, "PDFium": str(pypdfium2.PDFIUM_INFO).partition("@")[0], "Typst": typst}
