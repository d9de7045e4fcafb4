"""What an import worker does: the bytes of a file become pages. It never touches the disk."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pymupdf

from evidence_app.domain.document import PageText
from evidence_app.domain.entries import Entry, find_entries
from evidence_app.domain.pagetext import find_furniture
from evidence_app.errors import KnownError
from evidence_app.ingest import sniff
from evidence_app.ingest.describe import Description, describe
from evidence_app.ingest.formats import Wishes
from evidence_app.ingest.pictures import is_picture
from evidence_app.ingest.sniff import Refusal
from evidence_app.pages.text import EXTRACTOR, clean, page_text

# Given a document's pages and its file name: what a report reader finds in it, as JSON, or None.
Read = Callable[[Sequence[PageText], str], Mapping[str, Any] | None]

_NO_WISHES = Wishes()
# The share of a converted document's letters its pages must show; fonts join some of them in other scripts.
_KEPT = 0.97


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a file gave.

    Args:
        pages: its pages, in order; empty where it could not be read.
        description: title, kind, authority and date.
        extractor: version of the page-text function.
        ofsted: what the report reader found, or None.
        refusal: why the file needs attention, or None.
        fault: where the report reader failed, for the log; holds no text of the document.
        rendition: the PDF its pages are of, where the file itself is none or is protected; else None.
        attached: name and bytes of each file inside it: attachments, or members of an archive.
    """

    pages: tuple[PageText, ...]
    description: Description
    extractor: int = EXTRACTOR
    ofsted: Mapping[str, Any] | None = None
    refusal: Refusal | None = None
    fault: str = ""
    rendition: bytes | None = None
    attached: tuple[tuple[str, bytes], ...] = ()


def read_file(data: bytes, name: str, read: Read | None, most_pages: int, wishes: Wishes = _NO_WISHES) -> Reading:
    """Reads a document, whatever its format.

    Args:
        data: the whole file.
        name: its name.
        read: tells what an inspection report says; its own failure costs the reading, not the document.
        most_pages: more pages are refused.
        wishes: what the officer gave along with the files.
    """
    if not sniff.is_pdf(data):
        return _read_converted(data, name, read, most_pages, wishes)
    try:
        unlocked = _without_password(data, wishes.passwords)
        pages, metadata_title, refusal = _pages(unlocked or data, most_pages)
    except KnownError as error:
        return Reading((), describe(name, "", "", None), refusal=Refusal(error.sentence, error.hint))
    ofsted, fault = _read_report(read, pages, name)
    description = describe(name, metadata_title, pages[0].text, ofsted, entries=_entries(pages, ofsted))
    return Reading(tuple(pages), description, ofsted=ofsted, refusal=refusal, fault=fault, rendition=unlocked)


def _read_converted(data: bytes, name: str, read: Read | None, most_pages: int, wishes: Wishes) -> Reading:
    # Loaded here, because most files are PDFs.
    from evidence_app.ingest.convert import convert
    from evidence_app.ingest.layout import foot

    try:
        made = convert(data, name, wishes, most_pages)
        if not made.rendition:
            return Reading((), describe(name, "", "", None), attached=made.attached)
        pages, _, refusal = _pages(made.rendition, most_pages)
    except KnownError as error:
        return Reading((), describe(name, "", "", None), refusal=Refusal(error.sentence, error.hint))
    if made.letters:
        pages = [_with_foot(page, foot(name, page.number)) for page in pages]
        shown = sum(sum(map(str.isalnum, page.text[: _foot_start(page)])) for page in pages)
        refusal = made.refusal or (sniff.WORDS_LOST if shown < made.letters * _KEPT else None)
    else:
        refusal = made.refusal or refusal
    ofsted, fault = _read_report(read, pages, name)
    description = describe(
        name, made.title, pages[0].text, ofsted, kind=made.kind, date=made.date, entries=_entries(pages, ofsted)
    )
    return Reading(
        tuple(pages),
        description,
        ofsted=ofsted,
        refusal=refusal,
        fault=fault,
        rendition=made.rendition,
        attached=made.attached,
    )


def read_again(
    data: bytes, name: str, read: Read | None, most_pages: int, converted: bool
) -> tuple[list[PageText], Mapping[str, Any] | None]:
    """The pages of a document that was taken in before, by the page-text function of this version.

    Args:
        data: the PDF that is shown.
        name: of its file.
        read, most_pages: as for read_file.
        converted: True where the PDF was set by the program, with a foot of its own.

    Raises:
        KnownError: it cannot be read.
    """
    pages, _, _ = _pages(data, most_pages)
    if converted:
        pages = [_with_foot(page, f"Page {page.number} · ") for page in pages]
    return pages, _read_report(read, pages, name)[0]


def _entries(pages: Sequence[PageText], ofsted: Mapping[str, Any] | None) -> list[Entry]:
    return [] if ofsted is not None else find_entries(pages)


def _with_foot(page: PageText, words: str) -> PageText:
    """The page with its foot marked as furniture: it was set by us, so it need not be recognised."""
    at = page.text.rfind(clean(words))
    return page if at < 0 else replace(page, furniture=((at, len(page.text)),))


def _foot_start(page: PageText) -> int:
    return page.furniture[-1][0] if page.furniture else len(page.text)


def read_text(data: bytes) -> list[str]:
    """The text of each page of a PDF.

    Raises:
        KnownError: it is no PDF, or cannot be read.
    """
    refusal = sniff.why_no_pdf(data)
    if refusal is not None:
        raise KnownError(*refusal)
    with _opened(data) as document:
        return [page_text(page) for page in document]


def _without_password(data: bytes, passwords: Sequence[str]) -> bytes | None:
    """A protected PDF opened by one of the passwords, and saved without; None where there is nothing to open."""
    if not passwords or b"/Encrypt" not in data:
        return None
    for password in passwords:
        # Opened anew for each: after a wrong password the engine decrypts with what is left of it.
        try:
            with pymupdf.open(stream=data, filetype="pdf") as document:
                if document.needs_pass and document.authenticate(password):
                    return bytes(document.tobytes(encryption=pymupdf.PDF_ENCRYPT_NONE, no_new_id=True))
        except Exception as error:
            _raise_if_memory(error)
            raise KnownError(*sniff.DAMAGED) from None
    return None


def _pages(data: bytes, most_pages: int) -> tuple[list[PageText], str, Refusal | None]:
    with _opened(data) as document:
        if len(document) > most_pages:
            raise KnownError(
                f"It has {len(document):,} pages, where {most_pages:,} can be taken in.",
                "Split it into parts and import those.",
            )
        texts, sizes, unread = _extracted(document)
        furniture = find_furniture(texts)
        pictures = [is_picture(document, index, texts[index], furniture[index]) for index in range(len(texts))]
        labels = [page.get_label() for page in document] if document.get_page_labels() else [""] * len(texts)
        metadata_title = clean((document.metadata or {}).get("title") or "")
        # A whole file has an end mark behind its last object; what a download left behind that does no harm.
        cut_short = document.is_repaired and data.rfind(b"%%EOF") < data.rfind(b"endobj")
    pages = [
        PageText(number, text, *size, edges, clean(label), picture)
        for number, (text, size, edges, label, picture) in enumerate(
            zip(texts, sizes, furniture, labels, pictures, strict=True), 1
        )
    ]
    return pages, metadata_title, _doubt(pages, unread, cut_short)


def _extracted(document: pymupdf.Document) -> tuple[list[str], list[tuple[float, float]], list[int]]:
    """The text and displayed size of each page, and the numbers of those that could not be read."""
    texts: list[str] = []
    sizes: list[tuple[float, float]] = []
    unread: list[int] = []
    for index in range(len(document)):
        try:
            page = document[index]
            texts.append(page_text(page))
            box = page.rect
            sizes.append((box.width, box.height))
        except Exception as error:
            _raise_if_memory(error)
            # One damaged page costs that page; its place is kept, so that the others keep their numbers.
            texts[index:] = [""]
            sizes[index:] = [(0.0, 0.0)]
            unread.append(index + 1)
    return texts, sizes, unread


def _doubt(pages: Sequence[PageText], unread: Sequence[int], cut_short: bool) -> Refusal | None:
    if unread:
        which = ", ".join(map(str, unread[:10])) + (" and more" if len(unread) > 10 else "")
        return Refusal(f"The PDF is damaged: no text could be read on page {which}.", sniff.CUT_SHORT.hint)
    if cut_short:
        return sniff.CUT_SHORT
    if not any(_has_words(page) for page in pages):
        return sniff.NO_TEXT
    return None


def _has_words(page: PageText) -> bool:
    at = 0
    for start, end in (*page.furniture, (len(page.text), len(page.text))):
        if any(map(str.isalnum, page.text[at:start])):
            return True
        at = end
    return False


def _opened(data: bytes) -> pymupdf.Document:
    """Opens a PDF.

    Raises:
        KnownError: it is damaged, protected by a password, or has no pages.
    """
    try:
        document = pymupdf.open(stream=data, filetype="pdf")
        if document.needs_pass:
            raise KnownError(*sniff.PASSWORD)
        if len(document) == 0:
            raise KnownError(*sniff.NO_PAGES)
    except KnownError:
        raise
    except Exception as error:
        # The engine raises almost anything on damaged files.
        _raise_if_memory(error)
        raise KnownError(*sniff.DAMAGED) from None
    return document


def _raise_if_memory(error: Exception) -> None:
    if isinstance(error, MemoryError) or "malloc" in str(error):
        raise MemoryError from None


def _read_report(read: Read | None, pages: Sequence[PageText], name: str) -> tuple[Mapping[str, Any] | None, str]:
    if read is None:
        return None, ""
    try:
        return read(pages, name), ""
    except MemoryError:
        raise
    except Exception as error:
        return None, f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"
