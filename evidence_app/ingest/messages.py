"""E-mails: headers, body and attachments of Internet messages; what is common to all messages."""

from __future__ import annotations

import email
import email.errors
import email.header
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime

from evidence_app.errors import KnownError
from evidence_app.ingest.formats import decoded
from evidence_app.ingest.markup import Block, Prose, blocks, escaped, heading, note, paragraphs

# What one message may bring with it.
MOST_ATTACHMENTS, MOST_BYTES = 200, 256 << 20
_DEEPEST_PARTS = 40

HEADERS = ("From", "To", "Cc", "Date", "Subject")
_SAYS_NOTHING = re.compile(r"[\s\u00a0\u200b]*")


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail.

    Args:
        subject: may be empty.
        date: ISO date it was sent; may be empty.
        blocks: headers, then the body.
        attached: name and bytes of each attachment.
    """

    subject: str
    date: str
    blocks: list[Block]
    attached: tuple[tuple[str, bytes], ...]


def read_eml(data: bytes) -> Mail:
    """Reads an Internet message.

    Raises:
        KnownError: it has too many parts or attachments.
    """
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    fields = {name: _header(message, name) for name in HEADERS}
    plain, html, attached = "", "", []
    pictures: list[str] = []
    for part in _parts(message, 0):
        kind, name = part.get_content_type(), _file_name(part)
        if kind == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message):
                attached.append((name or f"{_header(inner[0], 'Subject') or 'message'}.eml", inner[0].as_bytes()))
            continue
        content = _bytes(part)
        is_inline = part.get_content_disposition() != "attachment"
        if is_inline and kind == "text/plain" and not name:
            plain += _text(part, content) + "\n\n"
        elif is_inline and kind == "text/html" and not name:
            html += _text(part, content)
        elif is_inline and kind.startswith("image/") and part.get("Content-ID"):
            pictures.append(name or "picture")
        elif content:
            attached.append((name or f"attachment {len(attached) + 1}", content))
    body = paragraphs(plain) if not _SAYS_NOTHING.fullmatch(plain) else blocks(html)
    return mail_of(fields, body, attached, pictures)


def subject_of(data: bytes) -> str:
    """The subject of an Internet message; may be empty."""
    return _header(email.message_from_bytes(data[:65536], policy=email.policy.compat32), "Subject")


def mail_of(fields: dict[str, str], body: list[Block], attached: list[tuple[str, bytes]], pictures: list[str]) -> Mail:
    """A message of its parts.

    Args:
        fields: From, To, Cc, Date and Subject; each may be empty.
        body: its text.
        attached: name and bytes of each attachment.
        pictures: names of pictures in the text, which are left out.

    Raises:
        KnownError: it has too many attachments.
    """
    if len(attached) > MOST_ATTACHMENTS or sum(len(content) for _, content in attached) > MOST_BYTES:
        raise KnownError(
            "It has more attachments than can be taken in at once.", "Save the attachments and import those."
        )
    lines = [f"<b>{name}:</b> {escaped(fields[name])}" for name in HEADERS[:-1] if fields[name]]
    if attached:
        lines.append(f"<b>Attachments:</b> {escaped(', '.join(name for name, _ in attached))}")
    title = heading(fields["Subject"] or "E-mail without a subject")
    found: list[Block] = [title, Prose(f"<p>{'<br/>'.join(lines)}</p>")]
    if pictures:
        found.append(note(f"Pictures in the text, left out here: {', '.join(pictures)}."))
    return Mail(fields["Subject"], _iso(fields["Date"]), found + body, tuple(attached))


def _parts(message: Message, depth: int) -> Iterator[Message]:
    """The parts of a message that hold something, without going into messages attached to it."""
    if depth > _DEEPEST_PARTS:
        raise KnownError("The e-mail is built in a way that cannot be read.", "Get a fresh copy and import it again.")
    inner = message.get_payload()
    if message.get_content_maintype() == "multipart" and isinstance(inner, list):
        for part in inner:
            if isinstance(part, Message):
                yield from _parts(part, depth + 1)
    else:
        yield message


def _header(message: Message, name: str) -> str:
    raw = message.get(name)
    return "" if raw is None else _spelled(str(raw))


def _spelled(raw: str) -> str:
    """A header as a person reads it: encoded words decoded, lines joined."""
    try:
        parts = email.header.decode_header(raw)
        text = "".join(
            part if isinstance(part, str) else part.decode(charset or "ascii", "replace") for part, charset in parts
        )
    except (email.errors.HeaderParseError, LookupError, ValueError):
        text = raw
    return " ".join(text.split())


def _file_name(part: Message) -> str:
    try:
        return _spelled(part.get_filename() or "")
    except (LookupError, ValueError, TypeError):
        return "attachment"


def _bytes(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError):
        return b""
    return content if isinstance(content, bytes) else b""


def _text(part: Message, content: bytes) -> str:
    charset = part.get_content_charset()
    if charset in (None, "us-ascii", "utf-8"):
        return decoded(content)
    try:
        return content.decode(str(charset), "replace")
    except LookupError:
        return decoded(content)


def is_picture(name: str) -> bool:
    """Whether a file is a picture, by its name."""
    return name.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".bmp"))


def _iso(when: str) -> str:
    found = re.match(r"\d{4}-\d\d-\d\d", when)
    if found:
        return found[0]
    try:
        return parsedate_to_datetime(when).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
