"""The XML inside office files: looked at before any parser that recurses gets it."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

from evidence_app.errors import KnownError
from evidence_app.ingest import sniff
from evidence_app.ingest.formats import FORMATS

# Where files of Microsoft's and of OpenDocument tell about themselves.
_ABOUT = ("docProps/core.xml", "meta.xml")
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
# Levels of elements within elements; documents have some twenty, and parsers recurse.
_DEEPEST = 300


def check(xml: bytes, kind: str) -> None:
    """Refuses XML that declares entities of its own or is nested beyond measure; no office program writes either."""
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise KnownError(*sniff.damaged(FORMATS[kind]))
    depth = 0
    for event, _ in ElementTree.iterparse(io.BytesIO(xml), ("start", "end")):  # noqa: S314 - checked above
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise KnownError(*sniff.damaged(FORMATS[kind]))


def part(data: bytes, name: str, kind: str) -> bytes:
    """A part of an office file, looked at; empty where there is none of that name.

    Args:
        data: the whole file, a zip archive known to be within bounds.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if name not in archive.namelist():
            return b""
        xml = archive.read(name)
    check(xml, kind)
    return xml


def title(data: bytes, kind: str) -> str:
    """The title an office file gives itself, or empty; see `part`."""
    xml = next(filter(None, (part(data, name, kind) for name in _ABOUT)), b"")
    if not xml:
        return ""
    found = next(ElementTree.fromstring(xml).iter(_TITLE), None)  # noqa: S314 - checked above
    return "" if found is None else " ".join((found.text or "").split())
