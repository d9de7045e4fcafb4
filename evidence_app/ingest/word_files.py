"""Word documents: headings, lists, tables, footnotes and comments, what stands in the page's edges, and pictures."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

from evidence_app.ingest import embedded, office_xml
from evidence_app.ingest.markup import Block, Plate, blocks, note

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(data: bytes) -> list[Block]:
    """The blocks of a Word document (docx).

    Raises:
        KnownError: its XML is not what an office program writes.
    """
    import mammoth

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [name for name in archive.namelist() if re.fullmatch(r"word/\w+\.xml", name)]
        for name in parts:
            office_xml.check(archive.read(name), "docx")
        edges = [_edge_text(archive.read(name)) for name in parts if re.match(r"word/(?:header|footer)", name)]
        slim = io.BytesIO()
        with zipfile.ZipFile(slim, "w") as copy:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")) or embedded.is_media(name):
                    content = archive.read(name)
                    copy.writestr(name, _slim_styles(content) if name == "word/styles.xml" else content)
    pictures: dict[str, Plate] = {}
    made = mammoth.convert_to_html(
        slim,
        convert_image=mammoth.images.img_element(lambda image: {"src": _kept(image, pictures)}),
        style_map="comment-reference => sup",
    )
    told = [note(f"Header or footer: {text}") for text in dict.fromkeys(filter(None, edges))]
    return [*told, *blocks(made.value, pictures)]


def _kept(image: Any, pictures: dict[str, Plate]) -> str:
    """Keeps a picture that may hold writing; gives the address by which it is known, or nothing."""
    try:
        with image.open() as stream:
            data = bytes(stream.read())
    except Exception:
        # It is missing, or lies outside the file, where nothing is ever fetched from.
        return ""
    address = embedded.fingerprint(data)
    if address not in pictures:
        made = embedded.plate(data) if len(pictures) < embedded.MOST else None
        if made is None:
            return ""
        pictures[address] = made
    return address


def _slim_styles(xml: bytes) -> bytes:
    """Styles with their names and numbering alone: reading how they look took ten times as long as the document."""
    root = ElementTree.fromstring(xml)  # noqa: S314 - checked before
    for style in list(root):
        if style.tag != f"{_W}style":
            root.remove(style)
        for part in list(style):
            if part.tag == f"{_W}pPr":
                for look in [look for look in part if look.tag != f"{_W}numPr"]:
                    part.remove(look)
            elif part.tag != f"{_W}name":
                style.remove(part)
    return ElementTree.tostring(root)


def _edge_text(xml: bytes) -> str:
    root = ElementTree.fromstring(xml)  # noqa: S314 - checked before
    return " ".join(" ".join(node.text or "" for node in root.iter(f"{_W}t")).split())
