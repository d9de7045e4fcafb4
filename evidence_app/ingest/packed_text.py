"""Rich text as Outlook packs it: a dictionary that grows as the text does ([MS-OXRTFCP])."""

from __future__ import annotations

import struct

_PACKED, _PLAIN = b"LZFu", b"MELA"
_MOST = 64 << 20
_BEGIN = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
    b"MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


def unpacked(data: bytes) -> bytes:
    """The rich text.

    Raises:
        ValueError: it is packed otherwise, or larger than any message.
        struct.error: it is cut short.
    """
    _, size, kind, _ = struct.unpack_from("<II4sI", data)
    if size > _MOST:
        raise ValueError("larger than any message")
    if kind == _PLAIN:
        return data[16 : 16 + size]
    if kind != _PACKED:
        raise ValueError("packed otherwise")
    window = bytearray(_BEGIN.ljust(4096, b"\x00"))
    write, at = len(_BEGIN), 16
    out = bytearray()
    while at < len(data) and len(out) < size:
        flags = data[at]
        at += 1
        for bit in range(8):
            if at >= len(data):
                break
            if flags >> bit & 1:
                (reference,) = struct.unpack_from(">H", data, at)
                at += 2
                place, length = reference >> 4, (reference & 15) + 2
                if place == write % 4096:
                    return bytes(out)
            else:
                place, length = write, 1
                window[write % 4096] = data[at]
                at += 1
            for step in range(length):  # one by one: what is copied may be what was just written
                byte = window[(place + step) % 4096]
                out.append(byte)
                window[write % 4096] = byte
                write += 1
    return bytes(out[:size])
