"""Older Word documents, and presentations of PowerPoint, by a reader that gives their structure as HTML."""

from __future__ import annotations

import re

from evidence_app.ingest.markup import Block, blocks
from evidence_app.ingest.rust_readers import stops_as_damage


def office_blocks(data: bytes, kind: str) -> list[Block]:
    """The blocks of a file.

    Args:
        data: the whole file.
        kind: doc, ppt or pptx.

    Raises:
        Exception: it is damaged; the reader raises almost anything.
    """
    import office_oxide  # here, because most files are PDFs

    with stops_as_damage(), office_oxide.Document.from_bytes(data, kind) as document:
        source = document.to_html()
    # What a person wants told apart, in words as for other formats.
    source = re.sub(r"<header>\s*<p>", "<header><p>Header or footer: ", source)
    source = re.sub(r"<footer>\s*<p>", "<footer><p>Header or footer: ", source)
    source = re.sub(r'<aside class="speaker-notes">\s*<p>', "<aside><p>Notes: ", source)
    if kind == "doc":
        # Which lists are numbered is not told; a number nobody wrote would be worse than a dot.
        source = source.replace("<ol>", "<ul>").replace("</ol>", "</ul>")
    return blocks(source)
