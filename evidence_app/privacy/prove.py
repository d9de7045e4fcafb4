"""Proves from finished files that what was to leave is nowhere in them, and that its neighbours are.

Runs in a worker process. Words are looked for in any dress (see plain): on the pages as MuPDF and as PDFium read them,
clipped and hidden text included; in every string of every object, whatever its encoding; in every decompressed stream;
and in the raw bytes.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pymupdf

from evidence_app.domain.pack import Check
from evidence_app.pages.text import FLAGS, clean
from evidence_app.privacy.content import Unreadable, shown, strings
from evidence_app.privacy.plain import Term, Terms, key
from evidence_app.privacy.readable import BY_CHANCE, decoded, readable
from evidence_app.privacy.removals import Sought
from evidence_app.privacy.second import SecondReader

_TAG = re.compile(r"<[^>]*>")


def prove(pdf: bytes, sought: Sought, beside: Mapping[int, Sequence[str]]) -> list[Check]:
    """Proves a finished PDF.

    Args:
        pdf: its bytes.
        sought: what is looked for, and where.
        beside: by page number, words that stood beside something taken out and must still be there.

    Returns:
        One check for each way of looking; what is found is told by its place and what is printed instead, never itself.
    """
    with pymupdf.open("pdf", pdf) as document:
        first = [_whole_text(page) for page in document]
        with SecondReader(pdf) as reader:
            second = [reader.text(number) for number in range(1, reader.pages + 1)]
        private = Terms(sought.private)
        certain = Terms(term for term in sought.private if len(key(term.text)) >= BY_CHANCE)
        return [
            _check("words read by MuPDF", _on_pages(sought, first)),
            _check("words read by PDFium", _on_pages(sought, second)),
            _check("objects", _told(_found(private, _object_texts(document)))),
            _check(
                "streams", _told(_found(private, _stream_texts(document)) | _found(certain, _loose_texts(document)))
            ),
            _check("bytes", _told(_found(certain, readable(pdf)))),
            _check("neighbours", _lost(first, second, beside)),
        ]


def pictured(pdf: bytes, sought: Sought) -> list[int]:
    """Numbers of the pages with pictures, in which words may be seen that nothing reads; published ones left out."""
    with pymupdf.open("pdf", pdf) as document:
        numbers = range(sought.front + 1, document.page_count + 1)
        return [one for one in numbers if one not in sought.left and document[one - 1].get_image_info()]


def prove_seen(seen: Mapping[int, str], sought: Sought) -> Check:
    """Proves what machine reading sees on pages.

    Args:
        seen: words by page number.
        sought: what is looked for.
    """
    terms = Terms(sought.terms)
    found = {(term.value, number) for number, text in seen.items() for term in _found(terms, [text])}
    problems = [f"what {value} stands for is to be seen on page {number}" for value, number in sorted(found)]
    return _check("words seen in pictures", problems)


def prove_beside(name: str, data: bytes, sought: Sought) -> Check:
    """Proves a file that stands beside the PDF: text, JSON, or a package of XML such as Word and Excel write.

    Args:
        name: the file's name; it is proved too.
        data: its bytes.
        sought: what is looked for.
    """
    return _check(name, _told(_found(Terms(sought.private), [name, *_package_texts(name, data)])))


def _check(name: str, problems: Sequence[str]) -> Check:
    if problems:
        more = f" and {len(problems) - 5} more" if len(problems) > 5 else ""
        return Check(f"redaction: {name}", False, "; ".join(problems[:5]) + more + ".")
    return Check(f"redaction: {name}", True, "Nothing that was taken out is there.")


def _found(terms: Terms, texts: Iterable[str]) -> set[Term]:
    return {term for text in texts for _, _, term in terms.find(text)} if terms else set()


def _told(found: set[Term]) -> list[str]:
    return sorted({f"what {term.value} stands for is still there" for term in found})


def _on_pages(sought: Sought, pages: Sequence[str]) -> list[str]:
    every, private = Terms(sought.terms), Terms(sought.private)
    problems = set()
    for number, text in enumerate(pages, start=1):
        if number in sought.left:
            continue
        # A name may run on over the page's end.
        following = pages[number][:200] if number < len(pages) and number + 1 not in sought.left else ""
        terms = private if number <= sought.front else every
        for term in _found(terms, [text]) | _found(private, [text + "\n" + following]):
            problems.add(f"what {term.value} stands for is still on page {number}")
    return sorted(problems)


def _lost(first: Sequence[str], second: Sequence[str], beside: Mapping[int, Sequence[str]]) -> list[str]:
    problems = []
    for number, words in beside.items():
        for engine, text in (("MuPDF", first[number - 1]), ("PDFium", second[number - 1])):
            folded = key(text)
            lost = sum(key(word) not in folded for word in words)
            if lost:
                problems.append(f"{lost} words beside what was taken out are missing on page {number} ({engine})")
    return problems


def _whole_text(page: pymupdf.Page) -> str:
    """All text of a page, also what clipping hides."""
    return clean(page.get_text(flags=FLAGS & ~pymupdf.TEXT_CLIP))


def _object_texts(document: pymupdf.Document) -> Iterator[str]:
    """Every string of every object, the trailer's included, and the names that objects are known by."""
    for xref in range(-1, document.xref_length()):
        if xref == 0:
            continue
        written = document.xref_object(xref, ascii=True).encode("latin-1", "replace")
        yield written.decode("latin-1")
        for string in strings(written):
            yield from decoded(string)


def _stream_texts(document: pymupdf.Document) -> Iterator[str]:
    """What content streams show, and streams that are text throughout."""
    for xref in range(1, document.xref_length()):
        data = _stream(document, xref)
        if data is None:
            continue
        with contextlib.suppress(Unreadable):  # it is no content stream
            yield from decoded(shown(data))
        if b"\0" not in data[:4096]:
            yield from decoded(data)


def _loose_texts(document: pymupdf.Document) -> Iterator[str]:
    """Readable stretches of all other streams, and of pictures as they are stored: their own data may name someone."""
    for xref in range(1, document.xref_length()):
        data = _stream(document, xref)
        if data is not None and b"\0" in data[:4096]:
            yield from readable(data)


def _stream(document: pymupdf.Document, xref: int) -> bytes | None:
    """A stream, decompressed unless it is a picture."""
    if not document.xref_is_stream(xref):
        return None
    if document.xref_get_key(xref, "Subtype")[1] == "/Image":
        return bytes(document.xref_stream_raw(xref) or b"")
    return bytes(document.xref_stream(xref) or b"")


def _package_texts(name: str, data: bytes) -> Iterator[str]:
    if not zipfile.is_zipfile(io.BytesIO(data)):
        text = data.decode("utf-8-sig", "replace")
        yield text
        if name.endswith(".json"):
            yield json.dumps(json.loads(text), ensure_ascii=False)
        return
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for member in package.infolist():
            yield member.filename
            content = package.read(member)
            if zipfile.is_zipfile(io.BytesIO(content)):
                yield from _package_texts(member.filename, content)
                continue
            text = content.decode("utf-8", "replace")
            yield text
            # Runs of one word may be parted by tags.
            yield _TAG.sub("", text)
