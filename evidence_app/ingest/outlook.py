"""Messages as Outlook keeps them: a compound file with a stream for each property ([MS-OXMSG], [MS-OXPROPS])."""

from __future__ import annotations

import io
import struct
from datetime import UTC, datetime, timedelta

import olefile

from evidence_app.ingest import packed_text, richtext
from evidence_app.ingest.formats import decoded
from evidence_app.ingest.markup import Block, blocks, note, paragraphs
from evidence_app.ingest.messages import HEADERS, Mail, is_picture, mail_of

# Properties by number: of headers in the order of HEADERS, the date being none that is text.
_TAGS = ("0C1A", "0E04", "0E03", "", "0037")
_ADDRESSES = ("5D01", "0C1F", "5D02")
_BODY, _HTML, _PACKED = "1000", "1013", "1009"
_SENT, _DELIVERED = 0x0039, 0x0E06
_TIME = 0x0040
_STREAM = "__properties_version1.0"
_BEGIN_OF_TIME = datetime(1601, 1, 1, tzinfo=UTC)


def read_msg(data: bytes) -> Mail:
    """Reads an Outlook message.

    Raises:
        KnownError: it has too many attachments.
        Exception: it is damaged; the reader of compound files raises almost anything.
    """
    attached, embedded = [], []
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        fields = {name: _property(file, "", tag) for name, tag in zip(HEADERS, _TAGS, strict=True)}
        address = next(filter(lambda one: "@" in one, (_property(file, "", tag) for tag in _ADDRESSES)), "")
        if address and address not in fields["From"]:
            fields["From"] = f"{fields['From']} <{address}>".strip()
        fields["Date"] = _date(file)
        for storage in sorted({entry[0] for entry in file.listdir() if entry[0].startswith("__attach_version1.0_")}):
            name = _property(file, storage, "3707") or _property(file, storage, "3704") or "attachment"
            content = _bytes(file, f"{storage}/__substg1.0_37010102")
            if content is None:
                embedded.append(_property(file, storage, "3001") or name)
            elif content and not (_property(file, storage, "3712") and is_picture(name)):
                attached.append((name, content))
        body = _body(file)
    mail = mail_of(fields, body, attached, [])
    if embedded:
        says = f"Attached messages that stay in the original file: {', '.join(embedded)}."
        mail.blocks.insert(2, note(says))
    return mail


def _body(file: olefile.OleFileIO) -> list[Block]:
    """The text: as plain text where it is kept so, else out of a web page, else out of rich text."""
    plain = _text(file, "", _BODY)
    if plain.strip():
        return paragraphs(plain)
    page = _bytes(file, f"__substg1.0_{_HTML}0102")
    source = decoded(page) if page else _text(file, "", _HTML)
    if source.strip():
        return blocks(source)
    packed = _bytes(file, f"__substg1.0_{_PACKED}0102")
    return richtext.rich_text(packed_text.unpacked(packed))[1] if packed else []


def _date(file: olefile.OleFileIO) -> str:
    """When it was sent, else delivered, as an ISO date and time; empty where neither is told."""
    content = _bytes(file, _STREAM) or b""
    found: dict[int, str] = {}
    for at in range(32, len(content) - 15, 16):
        kind, number, _, value = struct.unpack_from("<HHIQ", content, at)
        if kind == _TIME and number in (_SENT, _DELIVERED):
            when = _BEGIN_OF_TIME + timedelta(microseconds=min(value, 10**18) // 10)
            found[number] = when.isoformat(timespec="seconds")
    return found.get(_SENT) or found.get(_DELIVERED) or ""


def _bytes(file: olefile.OleFileIO, place: str) -> bytes | None:
    return bytes(file.openstream(place).read()) if file.exists(place) else None


def _text(file: olefile.OleFileIO, storage: str, tag: str) -> str:
    """A property that is text, as Outlook stores it: wide characters, or bytes in Windows' western encoding."""
    base = f"{storage}/__substg1.0_{tag}" if storage else f"__substg1.0_{tag}"
    for kind, encoding in (("001F", "utf-16-le"), ("001E", "cp1252")):
        if tag and (found := _bytes(file, base + kind)) is not None:
            return found.decode(encoding, "replace")
    return ""


def _property(file: olefile.OleFileIO, storage: str, tag: str) -> str:
    """A property that is a line of text."""
    return " ".join(_text(file, storage, tag).split()).strip("\x00")
