"""Takes out of a JPEG what is no picture: remarks, and what cameras and programs write about its making."""

from __future__ import annotations

# Segments kept: JFIF (APP0), a colour profile (APP2), how colours are coded (APP14), and all that draws.
_REMARKS = frozenset({0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE})
_START, _SCAN = 0xD8, 0xDA


def without_remarks(jpeg: bytes) -> bytes:
    """The JPEG without remarks, Exif, XMP and IPTC (ISO 10918-1, B.1.1.4); what is no JPEG stays as it is."""
    if jpeg[:2] != bytes([0xFF, _START]):
        return jpeg
    kept = [jpeg[:2]]
    at = 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        kind = jpeg[at + 1]
        if kind == _SCAN:
            break
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if kind not in _REMARKS:
            kept.append(jpeg[at:end])
        at = end
    end = jpeg.rfind(b"\xff\xd9")
    # Whatever follows the picture's end draws nothing.
    return b"".join([*kept, jpeg[at : end + 2 if end > at else len(jpeg)]])
