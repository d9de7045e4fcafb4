"""What a file is, by what it holds and not by its name, and why it cannot be read where it cannot."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from evidence_app.domain.document import CHILD_LIST_REASON, LOCKED_REASON
from evidence_app.ingest.formats import FORMATS, HOLDERS, recognise

# A PDF may begin a little into its file: readers accept the mark anywhere in the first kilobyte.
PDF_MARK_WITHIN = 1024

_TITLE = re.compile(rb"(?is)<title[^>]*>(.*?)</title>")
_PRINT = "Open it, save or print it as PDF, and read that."


class Refusal(NamedTuple):
    """Why a file cannot be read, as a sentence, and what to do about it."""

    reason: str
    hint: str


_UNKNOWN = Refusal("It is not a document of a kind that can be read.", "If it should be one, get a fresh copy of it.")
_PICTURE = Refusal("This is a picture of a kind that cannot be opened.", "Save it as JPEG or PNG and import that.")
NO_TEXT = Refusal(
    "No text was found on any page: it is probably a scan, that is, pictures of pages.",
    "Read scanned pages makes them searchable. If there is an original with text, import that instead.",
)
NO_WORDS_READ = Refusal(
    "Its pages are pictures, and no writing was found on any of them.",
    "Look at it; if something is written there, scan it again, larger or sharper, or set it aside.",
)
PASSWORD = Refusal(LOCKED_REASON, "Give its password, or save a copy without one and import that.")
CHILD_LIST = Refusal(
    CHILD_LIST_REASON, "Cite such lists by their number instead. If it is needed, have it imported nevertheless."
)
SHEET_CUT = Refusal(
    "A sheet is too large to be shown in full; its later rows cannot be searched.",
    "Split it into parts and import those; the original file is kept whole.",
)
NO_WORDS = Refusal("It has no text.", "If it should have, open it in its own program, and save and import it again.")
WORDS_LOST = Refusal(
    "Some of its words could not be set as pages.",
    "Save it as PDF in its own program and import that as well; the original file is kept whole.",
)
DAMAGED = Refusal("The PDF is damaged and cannot be opened.", "Get a fresh copy and import it again.")
NO_PAGES = Refusal("The PDF has no pages.", "Get a fresh copy and import it again.")
CUT_SHORT = Refusal(
    "The end of the PDF is missing, so pages or words may be lost.",
    "Get a fresh copy and import it again; until then, what could be read can be searched.",
)


DEEP = Refusal(
    "It holds files within files, deeper or more of them than can be taken in.", "Unpack it and import what is inside."
)
NOTHING_INSIDE = Refusal("There is no document in this archive.", "If there should be, get a fresh copy of it.")


def too_large(size: int, limit: int) -> Refusal:
    """For a file of more bytes than are taken in."""
    return Refusal(
        f"It is too large: {size / 1e6:,.0f} MB, where {limit / 1e6:,.0f} MB can be taken in.",
        "Split it into parts and import those.",
    )


def is_pdf(data: bytes) -> bool:
    """Whether the bytes (at least the first kilobyte of the file) are a PDF, and not only hold one as it is."""
    return b"%PDF-" in data[:PDF_MARK_WITHIN] and not data.startswith(HOLDERS)


def damaged(what: str) -> Refusal:
    """For a file of a known format, named with its article, that its reader cannot open."""
    return Refusal(f"This is {what} that is damaged and cannot be opened.", "Get a fresh copy and import it again.")


def why_unread(data: bytes, name: str) -> Refusal | None:
    """Why these bytes cannot be imported, or None where a reader may try.

    Args:
        data: the whole file.
        name: its name, for the ending; it is never believed against the content.
    """
    if not data.strip(b"\x00 \t\r\n"):
        return Refusal("The file is empty.", "Save or fetch it again, and import it again.")
    if is_pdf(data):
        return None
    kind = recognise(data, name)
    if kind == "html" and name.lower().endswith(".pdf"):
        title = web_title(data)[:80]
        says = f" (“{title}”)" if title else ""
        return Refusal(
            f"This is a web page saved under the name of a PDF{says}.",
            "The download probably failed: open the address in a browser, save the PDF itself, and import that.",
        )
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1") or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return _PICTURE
    return None if kind else _UNKNOWN


def why_no_pdf(data: bytes) -> Refusal | None:
    """Why these bytes cannot be read as an inspection report, or None where they are a PDF."""
    refusal = why_unread(data, "report.pdf")
    if refusal is not None or is_pdf(data):
        return refusal
    return Refusal(f"This is {FORMATS[recognise(data, '')]}; reports are read from PDFs only.", _PRINT)


def web_title(data: bytes) -> str:
    """The title of a web page; empty where it has none."""
    found = _TITLE.search(data[:65536])
    return " ".join(html.unescape(found[1].decode("utf-8", "replace")).split()) if found else ""
