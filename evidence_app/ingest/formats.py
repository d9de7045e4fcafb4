"""Which format a file has, by what it holds; its name decides only where the content leaves it open."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A format's id, and what a person calls a file of it, with its article.
FORMATS = {
    "docx": "a Word document",
    "doc": "an older Word document",
    "odt": "an OpenDocument text",
    "rtf": "a rich text document",
    "txt": "plain text",
    "md": "plain text",
    "html": "a web page",
    "csv": "a table",
    "xlsx": "an Excel workbook",
    "xlsb": "an Excel workbook",
    "xls": "an older Excel workbook",
    "ods": "an OpenDocument spreadsheet",
    "pptx": "a PowerPoint presentation",
    "ppt": "an older PowerPoint presentation",
    "odp": "an OpenDocument presentation",
    "eml": "an e-mail",
    "msg": "an Outlook message",
    "mbox": "a mailbox",
    "tnef": "a winmail.dat of Outlook",
    "picture": "a picture",
    "zip": "a zip archive",
    "locked": "an Office document protected by a password",
}

TNEF = b"\x78\x9f\x3e\x22"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# What files begin with that hold others as they are.
HOLDERS = (*ZIP, OLE, TNEF, b"From ")
PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_HTML = re.compile(rb"(?is)^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b")
_MAIL = re.compile(
    rb"(?i)\A(?:received|return-path|from|to|date|subject|message-id|mime-version|delivered-to|x-[\w-]+):[ \t]"
)
# The first line of a mailbox, and the first header of its first message.
_MAILBOX = re.compile(rb"From [^\r\n]+\r?\n[!-9;-~]+:")
_MAIL_MARK = re.compile(rb"(?im)^(?:message-id|mime-version|received|from|date|subject):[ \t]")

# The names of a zip's members stand in it as they are.
_MEMBERS = (
    (b"word/document", "docx"),
    (b"xl/workbook.bin", "xlsb"),
    (b"xl/workbook", "xlsx"),
    (b"ppt/presentation", "pptx"),
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "ods"),
    (b"application/vnd.oasis.opendocument.presentation", "odp"),
)
# The names of a compound file's streams, as its directory writes them.
_STREAMS = tuple(
    (name.encode("utf-16-le"), kind)
    for name, kind in (
        ("EncryptedPackage", "locked"),
        ("__properties_version1.0", "msg"),
        ("WordDocument", "doc"),
        ("PowerPoint Document", "ppt"),
        ("Workbook", "xls"),
        ("Book\x00", "xls"),
    )
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the officer gave along with the files.

    Args:
        passwords: tried on every protected file; never stored.
        child_lists: True to import lists of children as well.
        wiped: True to take in again what was wiped.
    """

    passwords: tuple[str, ...] = ()
    child_lists: bool = False
    wiped: bool = False


def recognise(data: bytes, name: str) -> str:
    """The id of a file's format, a key of FORMATS; empty where it is none of them, or a PDF.

    Args:
        data: the whole file.
        name: its name; tells plain text, tables and Markdown apart, which hold no mark of their own.
    """
    ending = name.rpartition(".")[2].lower()
    if data.startswith(OLE):
        return next((kind for mark, kind in _STREAMS if mark in data), "")
    if data.startswith(ZIP):
        return next((kind for mark, kind in _MEMBERS if mark in data), "zip")
    if data.startswith(TNEF):
        return "tnef"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(PICTURES):
        return "picture"
    if _MAILBOX.match(data[:4096]):
        return "mbox"
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(head):
        return "html"
    if _MAIL.match(head) and (ending == "eml" or len(_MAIL_MARK.findall(head)) > 2):
        return "eml"
    if not is_text(data):
        return ""
    return {"csv": "csv", "tsv": "csv", "md": "md", "markdown": "md", "html": "html", "htm": "html"}.get(ending, "txt")


def is_text(data: bytes) -> bool:
    """Whether the beginning of a file is text, in whatever encoding."""
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 9 or (13 < byte < 32 and byte != 27) for byte in head)


def decoded(data: bytes) -> str:
    """The characters of a text file: what its mark says, else UTF-8, else what Windows wrote in this country."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
