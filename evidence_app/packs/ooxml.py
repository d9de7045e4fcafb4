"""What a pack's Word file and workbook have in common: the text their XML may hold, and bytes that stay the same."""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape

from evidence_app.packs.frontmatter import UNPRINTABLE

# Characters that XML 1.0 (2.2) does not have.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CORE = "docProps/core.xml"
_FIRST = "[Content_Types].xml"
_NAMESPACES = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def legal(text: str) -> str:
    """A text with the characters that XML cannot hold printed as the pack prints what its type does not have."""
    return _ILLEGAL.sub(UNPRINTABLE, text)


def settled(data: bytes, title: str, creator: str, date: str) -> bytes:
    """The same file with properties of ours, and nothing of the day, the machine or the user that made it.

    Args:
        data: a Word file or workbook.
        creator: the authority, never a person; may be empty.
        date: ISO date it is said to be made on; may be empty.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    parts[_CORE] = _core(title, creator, date)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as settled_file:
        for name in sorted(parts, key=lambda name: (name != _FIRST, name)):
            part = zipfile.ZipInfo(name)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0  # else it would tell the system it was made on
            settled_file.writestr(part, parts[name])
    return held.getvalue()


def _core(title: str, creator: str, date: str) -> bytes:
    day = f'xsi:type="dcterms:W3CDTF">{escape(date)}T00:00:00Z'
    days = f"<dcterms:created {day}</dcterms:created><dcterms:modified {day}</dcterms:modified>" if date else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<cp:coreProperties {_NAMESPACES}><dc:title>{escape(legal(title))}</dc:title>"
        f"<dc:creator>{escape(legal(creator))}</dc:creator><dc:language>en-GB</dc:language>{days}"
        "</cp:coreProperties>"
    ).encode()
