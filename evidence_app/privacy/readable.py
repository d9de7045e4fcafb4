"""What can be read in bytes that may be no text: stretches of letters in any encoding a writer may have used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence_app.privacy.content import unescaped

# In bytes that are no text, a short word comes about by chance; a longer one does not.
BY_CHANCE = 6
# Readable stretches of any bytes: plain, and with every other byte zero as UTF-16 writes plain letters.
_PLAIN_RUN = re.compile(rb"[\x20-\x7e\t\r\n]{6,}")
_LATIN_RUN = re.compile(rb"(?:[\x20-\x7e]|[\xc3-\xcb][\x80-\xbf]){6,}")  # accented letters in UTF-8
_WIDE_RUN = re.compile(rb"(?:\x00[\x20-\x7e]){4,}|(?:[\x20-\x7e]\x00){4,}")
_HEX_RUN = re.compile(rb"(?:[0-9A-Fa-f]{2}\s?){4,}")


def readable(data: bytes) -> Iterator[str]:
    """Readable stretches of any bytes: plain, wide, written in hex or with octal escapes."""
    for run in _PLAIN_RUN.finditer(data):
        yield run[0].decode("ascii")
        if b"\\" in run[0]:
            yield from decoded(unescaped(run[0]))
        for digits in _HEX_RUN.finditer(run[0]):
            plain = re.sub(rb"\s", b"", digits[0])
            yield from decoded(bytes.fromhex(plain[: len(plain) // 2 * 2].decode("ascii")))
    for accented in _LATIN_RUN.finditer(data):
        if not accented[0].isascii():
            yield accented[0].decode("utf-8", "replace")
    for wide in _WIDE_RUN.finditer(data):
        yield wide[0].replace(b"\0", b"").decode("ascii")


def decoded(string: bytes) -> Iterator[str]:
    """What a string can mean: each encoding a writer may have used."""
    yield string.decode("latin-1")
    if not string.isascii():
        yield string.decode("utf-8", "ignore")
    if b"\0" in string or string[:2] in (b"\xfe\xff", b"\xff\xfe"):
        yield string.decode("utf-16-be", "ignore")
        yield string.decode("utf-16-le", "ignore")
