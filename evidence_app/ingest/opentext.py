"""Texts of OpenDocument: headings, paragraphs, lists, tables, notes, and what stands at the edges of their pages."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from evidence_app.ingest.markup import Block, Prose, Table, escaped, heading, note

_OFFICE, _TEXT, _TABLE, _STYLE = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "text", "table", "style")
)
_SIGNS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
# What a sheet or a table may repeat of itself.
_MOST_REPEATED = 100
# Elements with other text than that of the paragraph they stand in.
_NOTE, _COMMENT, _GONE = f"{_TEXT}note", f"{_OFFICE}annotation", f"{_TEXT}tracked-changes"


def text_blocks(content: bytes, styles: bytes = b"") -> list[Block]:
    """The blocks of a text; notes and comments stand at the end.

    Args:
        content: the part that holds the text, known to be sound.
        styles: the part that holds what stands at the edges of pages, known to be sound; may be empty.
    """
    root = ElementTree.fromstring(content)  # noqa: S314 - checked by the caller
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    found: list[Block] = []
    if styles:
        found += [note(f"Header or footer: {words}") for words in dict.fromkeys(_edges(styles))]
    if body is not None:
        found += _blocks(body)
        for each in body.iter(_NOTE):
            cited = words_of(each.find(f"{_TEXT}note-citation"))
            for words in _paragraphs(each.find(f"{_TEXT}note-body")):
                found.append(Prose(f"<p>{escaped(f'{cited} {words}'.strip())}</p>"))
        for each in body.iter(_COMMENT):
            found += [note(f"Comment: {words}") for words in _paragraphs(each)]
    return found


def words_of(element: ElementTree.Element | None) -> str:
    """The text of a paragraph, without notes and comments in it."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for inner in element:
        if inner.tag == f"{_TEXT}s":
            parts.append(" " * min(_number(inner.get(f"{_TEXT}c")), 1000))
        elif inner.tag == _NOTE:
            parts.append(words_of(inner.find(f"{_TEXT}note-citation")))
        elif inner.tag not in (_COMMENT, f"{_TABLE}table"):
            parts.append(_SIGNS.get(inner.tag) or words_of(inner))
        parts.append(inner.tail or "")
    return "".join(parts)


def _blocks(element: ElementTree.Element) -> Iterator[Block]:
    for inner in element:
        if inner.tag == f"{_TEXT}h":
            text = words_of(inner)
            if text.strip():
                yield heading(text, min(max(_number(inner.get(f"{_TEXT}outline-level")), 1), 6))
        elif inner.tag == f"{_TEXT}p":
            text = words_of(inner)
            if text.strip():
                yield Prose(f"<p>{_lines(text)}</p>")
            for table in inner.iter(f"{_TABLE}table"):
                yield from _table(table)
        elif inner.tag == f"{_TEXT}list":
            markup = _list(inner)
            if markup != "<ul></ul>":
                yield Prose(markup)
        elif inner.tag == f"{_TABLE}table":
            yield from _table(inner)
        elif inner.tag not in (_GONE, _COMMENT):
            yield from _blocks(inner)


def _list(element: ElementTree.Element) -> str:
    items = []
    for item in element:
        parts = []
        for inner in item:
            if inner.tag == f"{_TEXT}list":
                parts.append(_list(inner))
            elif text := words_of(inner).strip():
                parts.append(_lines(text))
        if parts:
            items.append(f"<li>{'<br/>'.join(parts)}</li>".replace("<br/><ul>", "<ul>"))
    return f"<ul>{''.join(items)}</ul>"


def _table(table: ElementTree.Element) -> Iterator[Table]:
    rows = []
    for row in table.iter(f"{_TABLE}table-row"):
        cells: list[str] = []
        for cell in row:
            if cell.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                count = min(max(_number(cell.get(f"{_TABLE}number-columns-repeated")), 1), _MOST_REPEATED)
                cells += ["\n".join(_paragraphs(cell))] * count
        if any(cells):
            rows.append(tuple(cells))
    if rows:
        yield Table(tuple(rows))


def _edges(styles: bytes) -> Iterator[str]:
    for element in ElementTree.fromstring(styles).iter():  # noqa: S314 - checked by the caller
        if element.tag.startswith((f"{_STYLE}header", f"{_STYLE}footer")) and (text := " ".join(_paragraphs(element))):
            yield " ".join(text.split())


def _paragraphs(element: ElementTree.Element | None) -> Iterator[str]:
    for inner in () if element is None else element.iter():
        if inner.tag in (f"{_TEXT}p", f"{_TEXT}h") and (text := words_of(inner).strip()):
            yield text


def _lines(text: str) -> str:
    return "<br/>".join(escaped(line.expandtabs(4)) for line in text.split("\n"))


def _number(given: str | None) -> int:
    return int(given) if given and given.isdecimal() and len(given) < 7 else 1
