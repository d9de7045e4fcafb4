"""Files that hold messages or attachments and are no message: mailboxes, and what Outlook packs into winmail.dat."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from evidence_app.errors import KnownError
from evidence_app.ingest.messages import MOST_ATTACHMENTS, subject_of

MOST_MESSAGES = 5_000

# A message begins after a blank line, at a line that says who sent it and when.
_BEGINS = re.compile(rb"(?:\A|\r?\n\r?\n)From [^\r\n]+\r?\n(?=[!-9;-~]+:)")
_QUOTED = re.compile(rb"(?m)^>(>*From )")
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')

# Attributes and properties of winmail.dat, as [MS-OXTNEF] and [MS-OXPROPS] number them.
_SUBJECT, _BODY, _RENDERED, _TITLE, _DATA, _PROPERTIES = 0x18004, 0x2800C, 0x69002, 0x18010, 0x6800F, 0x69005
_LONG_NAME, _DISPLAY_NAME = 0x3707, 0x3001
_FIXED = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}


def mailbox(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The messages in a mailbox, each as name and bytes; named by number and subject.

    Raises:
        KnownError: it holds too many.
    """
    begins = list(_BEGINS.finditer(data))
    starts = [found.end() for found in begins]
    if len(starts) > MOST_MESSAGES:
        raise KnownError(
            f"It holds {len(starts):,} messages, where {MOST_MESSAGES:,} can be taken in at once.",
            "Export fewer at a time from the mail program.",
        )
    ends = [*(found.start() for found in begins[1:]), len(data)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1):
        message = _QUOTED.sub(rb"\1", data[start:end])
        subject = " ".join(_UNFIT.sub(" ", subject_of(message)).split())[:80]
        yield f"{number:04} {subject or 'message'}.eml", message


def winmail(data: bytes) -> tuple[str, str, list[tuple[str, bytes]]]:
    """What Outlook packed for Outlook: subject, text and attachments (name and bytes); each may be empty.

    Raises:
        KnownError: it has too many attachments.
        struct.error: it is damaged.
    """
    subject, body = "", ""
    attached: list[tuple[str, bytes]] = []
    for attribute, content in _attributes(data):
        if attribute == _SUBJECT:
            subject = _text(content)
        elif attribute == _BODY:
            body = _text(content)
        elif attribute == _RENDERED:
            attached.append(("attachment", b""))
        elif attached and attribute in (_TITLE, _DATA, _PROPERTIES):
            name, held = attached[-1]
            if attribute == _TITLE:
                name = _text(content) or name
            elif attribute == _DATA:
                held = content
            else:
                # The title is cut to eight letters and an ending; the long name stands here.
                name = _long_name(content) or name
            attached[-1] = (name, held)
    if len(attached) > MOST_ATTACHMENTS:
        raise KnownError("It has more attachments than can be taken in at once.", "Save them and import those.")
    return subject, body, [(name, held) for name, held in attached if held]


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 6  # the mark, and a key that says nothing
    while at + 11 <= len(data):
        attribute, length = struct.unpack_from("<II", data, at + 1)
        if at + 9 + length > len(data):
            raise struct.error("an attribute runs over the end")
        yield attribute, data[at + 9 : at + 9 + length]
        at += 11 + length


def _long_name(content: bytes) -> str:
    """The name among an attachment's properties; those of types that are not known end the search."""
    count, at = struct.unpack_from("<I", content)[0], 4
    found: dict[int, str] = {}
    for _ in range(min(count, 1000)):
        kind, identity = struct.unpack_from("<HH", content, at)
        at += 4
        if identity >= 0x8000:
            at += 16
            named = struct.unpack_from("<II", content, at)
            at += 8 + (0 if named[0] == 0 else named[1] + -named[1] % 4)
        if kind in _FIXED:
            at += _FIXED[kind]
        elif kind in (0x1E, 0x1F, 0x102, 0x0D):
            values, at = struct.unpack_from("<I", content, at)[0], at + 4
            for _ in range(min(values, 1000)):
                length = struct.unpack_from("<I", content, at)[0]
                if identity in (_LONG_NAME, _DISPLAY_NAME) and kind in (0x1E, 0x1F):
                    raw = content[at + 4 : at + 4 + length]
                    found[identity] = _text(raw) if kind == 0x1E else raw.decode("utf-16-le", "replace").strip("\x00")
                at += 4 + length + -length % 4
        else:
            break
    return found.get(_LONG_NAME) or found.get(_DISPLAY_NAME) or ""


def _text(content: bytes) -> str:
    return content.split(b"\x00", 1)[0].decode("cp1252", "replace").strip()
