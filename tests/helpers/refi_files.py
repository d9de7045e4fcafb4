"""REFI-QDA files of another program, written by hand."""

from __future__ import annotations

import uuid
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = 'xmlns="urn:QDA-XML:project:1.0"'


def identity(name: str) -> str:
    """A GUID of the other program: the same for the same name."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name)).upper()


def code(name: str, *inside: str, description: str = "", codable: str = "true") -> str:
    said = f"<Description>{escape(description)}</Description>" if description else ""
    about = f'guid="{identity(name)}" name={quoteattr(name)} isCodable="{codable}"'
    return f"<Code {about}>{said}{''.join(inside)}</Code>"


def words(name: str, start: int, end: int, *codes: str, note: str = "", user: str = "Petra") -> str:
    """A coded passage of a text; each code under the name it was made by."""
    return _selection("PlainTextSelection", name, f'startPosition="{start}" endPosition="{end}"', codes, note, user)


def box(name: str, page: int, sides: tuple[int, int, int, int], *codes: str, text: str = "") -> str:
    """A coded box of a page, counted from 0 and from the lower left corner."""
    first = 'page="{}" firstX="{}" firstY="{}" secondX="{}" secondY="{}"'.format(page, *sides)
    inside = f"<PlainTextContent>{escape(text)}</PlainTextContent>"
    said = f'<Representation guid="{identity(name + "r")}">{inside}</Representation>' if text else ""
    return _selection("PDFSelection", name, first, codes, "", "Petra", said)


def _selection(tag: str, name: str, place: str, codes: tuple[str, ...], note: str, user: str, said: str = "") -> str:
    user = f'creatingUser="{identity(user)}" creationDateTime="2026-03-02T10:21:00Z"'
    codings = "".join(
        f'<Coding guid="{identity(name + one)}" {user}><CodeRef targetGUID="{identity(one)}"/></Coding>'
        for one in codes
    )
    note = f"<Description>{escape(note)}</Description>" if note else ""
    about = f'guid="{identity(name)}" name={quoteattr(name)}'
    return f"<{tag} {about} {place} {user}>{note}{said}{codings}</{tag}>"


def text_source(name: str, *selections: str, path: str = "") -> str:
    path = path or f"internal://{name}.txt"
    return (
        f'<TextSource guid="{identity(name)}" name="{name}" plainTextPath="{path}">{"".join(selections)}</TextSource>'
    )


def pdf_source(name: str, *boxes: str, selections: tuple[str, ...] = ()) -> str:
    plain = f'guid="{identity(name + "plain")}" plainTextPath="internal://{name}.txt"'
    representation = f"<Representation {plain}>{''.join(selections)}</Representation>"
    about = f'guid="{identity(name)}" name="{name}" path="internal://{name}.pdf"'
    return f"<PDFSource {about}>{''.join(boxes)}{representation}</PDFSource>"


def project(codes: str, sources: str, rest: str = "", cases: str = "") -> str:
    users = f'<Users><User guid="{identity("Petra")}" name="Petra"/></Users>'
    book = f"<CodeBook><Codes>{codes}</Codes></CodeBook>"
    about = f'{NAMESPACE} name="Study" origin="Another program"'
    return f"<Project {about}>{users}{book}{cases}<Sources>{sources}</Sources>{rest}</Project>"


def qdpx(path: Path, xml: str | bytes, **files: str | bytes) -> Path:
    """Writes a project; a source's file by its name, with _ for the dot."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", xml)
        for name, data in files.items():
            archive.writestr(f"sources/{name.replace('_', '.')}", data)
    return path
