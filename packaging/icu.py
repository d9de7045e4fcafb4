"""Takes other languages out of the library of ICU's tables, which Qt brings on Linux: 32 MB, with English alone 4.

The library is one table of contents and its tables, in one segment of an ELF file that holds nothing else.
"""

from __future__ import annotations

import re
import struct

# What stays: what is true of every language, English as it is written here, and how any text is compared and broken.
# What goes: other languages' words, spelling alphabets in others, and the bytes of old computers' encodings.
KEPT = re.compile(
    r"(?!translit/)(?:\w+/)?(?:root|pool|res_index|en|en_001|en_GB|en_US|ucadata|supplementalData)\.\w+"
    r"|brkitr/\w+\.brk"
    r"|(?![a-z]{2,3}(?:_\w+)?\.res)\w+\.(?:res|icu|nrm)"
    r"|ibm-(?:5348_P100-1997|923_P100-1998)\.cnv"  # Windows' western letters, and ISO 8859-15
)
_ALIGNED = 16
_LOAD, _DYNAMIC, _RELRO = 1, 2, 0x6474E552
_PAGE = 0x1000


class NotIcu(Exception):
    """The library is not built as expected; it may be carried as it is."""


def tables(data: bytes) -> dict[str, bytes]:
    """The tables of a collection, by name without the collection's own.

    Args:
        data: the collection, from its header on; what follows it becomes part of its last table.

    Raises:
        NotIcu: it is none.
    """
    size, magic = struct.unpack_from("<H2s", data)
    if magic != b"\xda\x27" or data[12:16] != b"CmnD":
        raise NotIcu("no collection of tables")
    (count,) = struct.unpack_from("<I", data, size)
    rows = [struct.unpack_from("<II", data, size + 4 + 8 * row) for row in range(count)]
    ends = [size + place for _, place in rows[1:]] + [len(data)]
    found = {}
    for (name, place), end in zip(rows, ends, strict=True):
        name += size
        full = data[name : data.index(b"\0", name)].decode("ascii")
        found[full.partition("/")[2]] = data[size + place : end]
    return found


def collection(header: bytes, prefix: str, kept: dict[str, bytes]) -> bytes:
    """Tables as a collection.

    Args:
        header: of the collection they come from.
        prefix: its own name, with a slash.
        kept: the tables, in the order of their names.
    """
    rows, names, body = b"", b"", b""
    head = 4 + 8 * len(kept)
    length = head + sum(len(prefix) + len(name) + 1 for name in kept)
    padding = -length % _ALIGNED
    for name, table in kept.items():
        rows += struct.pack("<II", head + len(names), length + padding + len(body))
        names += f"{prefix}{name}\0".encode("ascii")
        body += table + bytes(-len(table) % _ALIGNED)
    return header + struct.pack("<I", len(kept)) + rows + names + bytes(padding) + body


def slim(library: bytes) -> bytes:
    """The library with fewer tables.

    Args:
        library: libicudata as it comes: 64 bit, little-endian, its tables last in its first segment.

    Raises:
        NotIcu: it is built otherwise.
    """
    place = next(
        (at for at in range(0, min(len(library), 1 << 16), _ALIGNED) if library[at + 12 : at + 16] == b"CmnD"), 0
    )
    if library[:6] != b"\x7fELF\x02\x01" or not place:
        raise NotIcu("no library of tables")
    (first,) = struct.unpack_from("<Q", library, 32)
    (count,) = struct.unpack_from("<H", library, 56)
    segments = [list(struct.unpack_from("<IIQQQQQQ", library, first + 56 * row)) for row in range(count)]
    loaded = [one for one in segments if one[0] == _LOAD]
    if len(loaded) != 2 or loaded[0][2] != 0 or not place < loaded[0][5] <= loaded[1][2]:
        raise NotIcu("other segments than expected")
    end, moved, length = loaded[0][5], loaded[1][2], loaded[1][5]
    data = library[place:end]
    (header,) = struct.unpack_from("<H", data)
    names = struct.unpack_from("<II", data, header + 4)[0] + header
    prefix = data[names : data.index(b"/", names) + 1].decode("ascii")
    kept = {name: table for name, table in tables(data).items() if KEPT.fullmatch(name)}
    made = bytearray(library[:place] + collection(data[:header], prefix, kept))
    loaded[0][5] = loaded[0][6] = len(made)
    # The second segment stays where it is in memory, so it must stand at the same place of a page in the file.
    made += bytes((moved - len(made)) % _PAGE)
    for one in segments:
        if one[0] in (_LOAD, _DYNAMIC, _RELRO) and one[2] >= moved:
            one[2] += len(made) - moved
    for row, one in enumerate(segments):
        struct.pack_into("<IIQQQQQQ", made, first + 56 * row, *one)
    struct.pack_into("<Q", made, 40, 0)  # no table of sections: loading needs none
    struct.pack_into("<HH", made, 60, 0, 0)
    return bytes(made + library[moved : moved + length])
