"""Presentations of OpenDocument: each slide's title, paragraphs, tables and notes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from evidence_app.ingest.markup import Block, Table, heading, note, paragraphs

_DRAW, _TEXT, _TABLE, _SHOW = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("drawing", "text", "table", "presentation")
)


def content(data: bytes) -> bytes:
    """The part of the file that holds its slides.

    Raises:
        KeyError: there is none.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("content.xml")


def slides(xml: bytes) -> list[Block]:
    """The slides as blocks.

    Args:
        xml: the part that holds them, known to be sound.
    """
    found: list[Block] = []
    for page in ElementTree.fromstring(xml).iter(f"{_DRAW}page"):  # noqa: S314 - checked by the caller
        for shape in page:
            if shape.tag == f"{_SHOW}notes":
                found += [note(f"Notes: {text}") for text in _paragraphs(shape)]
            elif shape.get(f"{_SHOW}class") == "title":
                found += [heading(text, 2) for text in _paragraphs(shape)]
            else:
                found += _shape(shape)
    return found


def _shape(shape: ElementTree.Element) -> Iterator[Block]:
    tables = list(shape.iter(f"{_TABLE}table"))
    for table in tables:
        rows = [
            tuple("\n".join(_paragraphs(cell)) for cell in row.iter(f"{_TABLE}table-cell"))
            for row in table.iter(f"{_TABLE}table-row")
        ]
        if any(map(any, rows)):
            yield Table(tuple(rows))
    if not tables:
        for text in _paragraphs(shape):
            yield from paragraphs(text)


def _paragraphs(element: ElementTree.Element) -> Iterator[str]:
    for paragraph in element.iter(f"{_TEXT}p"):
        text = _words(paragraph).strip()
        if text:
            yield text


def _words(element: ElementTree.Element) -> str:
    parts = [element.text or ""]
    for inner in element:
        said = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}.get(inner.tag)
        parts += [_words(inner) if said is None else said, inner.tail or ""]
    return "".join(parts)
