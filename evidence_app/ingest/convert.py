"""Files that are no PDF become one: their text and structure read by format, then set as pages."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import pymupdf

from evidence_app.errors import KnownError
from evidence_app.ingest import (
    archives,
    embedded,
    layout,
    mailboxes,
    messages,
    office_files,
    office_xml,
    opentext,
    outlook,
    richtext,
    sheets,
    slides,
    sniff,
    word_files,
    workbooks,
)
from evidence_app.ingest.formats import FORMATS, Wishes, decoded, recognise
from evidence_app.ingest.markup import Block, blocks, heading, note, paragraphs, words

_ZIPPED = frozenset({"docx", "odt", "xlsx", "xlsb", "ods", "pptx", "odp"})
_SHEETS = frozenset({"xlsx", "xlsb", "xls", "ods"})


@dataclass(frozen=True, slots=True)
class Converted:
    """A file made into a PDF.

    Args:
        rendition: the PDF; empty where the file only holds others.
        title, kind, date: as far as the file says; may be empty.
        attached: name and bytes of each file inside it.
        refusal: why it needs attention all the same, or None.
        letters: how many letters and digits the rendition must show; 0 where it has no text.
    """

    rendition: bytes = b""
    title: str = ""
    kind: str = ""
    date: str = ""
    attached: tuple[tuple[str, bytes], ...] = ()
    refusal: sniff.Refusal | None = None
    letters: int = 0


@dataclass(slots=True)
class Content:
    """What a file says.

    Args:
        blocks: its text and structure.
        title, kind, date, attached, refusal: see Converted.
    """

    blocks: Sequence[Block]
    title: str = ""
    kind: str = ""
    date: str = ""
    attached: tuple[tuple[str, bytes], ...] = ()
    refusal: sniff.Refusal | None = field(default=None)


def convert(data: bytes, name: str, wishes: Wishes, most_pages: int) -> Converted:
    """Makes a PDF of a file.

    Args:
        data: the whole file; no PDF.
        name: its name; shown in the foot of its pages.
        wishes: passwords to try, and whether lists of children are wanted.
        most_pages: more are refused.

    Raises:
        KnownError: it cannot be read, and why.
    """
    kind = recognise(data, name)
    if kind == "locked":
        data = _unlocked(data, wishes.passwords)
        kind = recognise(data, name)
    if kind == "picture":
        return Converted(_pictures(data))
    if kind == "zip":
        return Converted(attached=tuple(archives.members(data, wishes.passwords)))
    if kind == "mbox":
        return Converted(attached=tuple(mailboxes.mailbox(data)))
    if kind in _ZIPPED:
        archives.check(data)
    try:
        content = content_of(data, kind, wishes)
    except (KnownError, MemoryError):
        raise
    except Exception:
        # The readers of formats raise almost anything on damaged files.
        raise KnownError(*sniff.damaged(FORMATS.get(kind, "a document"))) from None
    shown = content.blocks or [note("This file has no text.")]
    rendition = layout.lay_out(shown, name, most_pages)
    letters = sum(map(str.isalnum, words(content.blocks)))
    refusal = content.refusal or (None if letters else sniff.NO_WORDS)
    return Converted(rendition, content.title, content.kind, content.date, content.attached, refusal, letters)


def content_of(data: bytes, kind: str, wishes: Wishes) -> Content:
    """What a file says, read by its format's reader.

    Args:
        data: the whole file; where it is a zip archive, known to be within bounds.
        kind: its format, see formats.FORMATS.
        wishes: whether lists of children are wanted.

    Raises:
        KnownError: it cannot be read, and why.
        Exception: it is damaged; readers raise almost anything.
    """
    if kind == "docx":
        return Content(word_files.read(data))
    if kind in ("eml", "msg"):
        mail = messages.read_eml(data) if kind == "eml" else outlook.read_msg(data)
        return Content(mail.blocks, mail.subject, "email", mail.date, mail.attached)
    if kind == "odp":
        xml = slides.content(data)
        office_xml.check(xml, kind)
        return Content([*slides.slides(xml), *embedded.plates(data)])
    if kind == "tnef":
        return _winmail(data)
    if kind == "html":
        return Content(blocks(_web_page(data)), sniff.web_title(data))
    if kind == "txt":
        return Content(paragraphs(decoded(data)))
    if (found := sheet_tables(data, kind)) is not None:
        return _tables(found, wishes, embedded.plates(data) if kind in _ZIPPED else [])
    if kind in ("doc", "ppt"):
        return Content(office_files.office_blocks(data, kind))
    if kind == "pptx":
        made = office_files.office_blocks(data, kind)
        return Content([*made, *embedded.plates(data)], office_xml.title(data, kind))
    if kind == "odt":
        content, styles = (office_xml.part(data, name, kind) for name in ("content.xml", "styles.xml"))
        return Content([*opentext.text_blocks(content, styles), *embedded.plates(data)], office_xml.title(data, kind))
    if kind == "rtf":
        title, found_blocks = richtext.rich_text(data)
        return Content(found_blocks, title)
    if kind == "md":
        return _markdown(decoded(data))
    raise KnownError("It is not a document of a kind that can be read.", "If it should be one, get a fresh copy of it.")


def sheet_tables(data: bytes, kind: str) -> list[tuple[str, sheets.Rows]] | None:
    """The name and rows of each sheet of a spreadsheet, or of separated values, whose name is empty; None for others.

    Args:
        kind: its format, see formats.FORMATS.
    """
    if kind == "csv":
        return [("", sheets.rows_of(decoded(data)))]
    if kind not in _SHEETS:
        return None
    return workbooks.workbook(data)


def _markdown(text: str) -> Content:
    import mistune

    source = str(mistune.create_markdown(escape=False, plugins=["table", "strikethrough", "footnotes"])(text))
    titled = re.search(r"^#[ \t]+(.+?)[ \t#]*$", text, re.MULTILINE)
    return Content(blocks(source), titled[1] if titled else "")


def _tables(found: Sequence[tuple[str, sheets.Rows]], wishes: Wishes, plates: Sequence[Block]) -> Content:
    if not wishes.child_lists and sheets.names_children(found):
        raise KnownError(*sniff.CHILD_LIST)
    made, cut = sheets.sheet_blocks(found)
    return Content([*made, *plates], refusal=sniff.SHEET_CUT if cut else None)


def _winmail(data: bytes) -> Content:
    subject, body, attached = mailboxes.winmail(data)
    told = note(f"Attachments: {', '.join(name for name, _ in attached) or 'none'}.")
    found = [heading(subject or "What Outlook packed with a message"), told, *paragraphs(body)]
    return Content(found, subject, "email", "", tuple(attached))


def _web_page(data: bytes) -> str:
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return decoded(data)
    found = re.search(rb"(?i)<meta[^>]+charset=[\"']?([\w-]+)", data[:4096])
    try:
        return data.decode(found[1].decode("ascii")) if found else decoded(data)
    except (LookupError, UnicodeDecodeError):
        return decoded(data)


def _pictures(data: bytes) -> bytes:
    """The pages of a picture file, each as a page of its own."""
    try:
        with pymupdf.open(stream=data) as pictures:
            made = pictures.convert_to_pdf()
        with pymupdf.open(stream=made, filetype="pdf") as document:
            return bytes(document.tobytes(garbage=1, deflate=True, no_new_id=True))
    except Exception as error:
        if isinstance(error, MemoryError) or "malloc" in str(error):
            raise MemoryError from None
        raise KnownError(*sniff.damaged(FORMATS["picture"])) from None


def _unlocked(data: bytes, passwords: Sequence[str]) -> bytes:
    import msoffcrypto

    for password in passwords:
        made = io.BytesIO()
        try:
            file = msoffcrypto.OfficeFile(io.BytesIO(data))
            file.load_key(password=password, verify_password=True)
            file.decrypt(made)
        except Exception:  # noqa: S112 - a wrong password and a damaged file raise alike
            continue
        return made.getvalue()
    raise KnownError(*sniff.PASSWORD)
