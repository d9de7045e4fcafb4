"""REFI-QDA files as written: the XML of a codebook and of a project, and the .qdpx around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from evidence_app import __version__
from evidence_app.domain.exchange import Code
from evidence_app.exchange.guids import DETAILS, guid, variable_guid

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
_PROJECT = (
    'xmlns="urn:QDA-XML:project:1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="urn:QDA-XML:project:1.0 http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd"'
)
_CODEBOOK = (
    'xmlns="urn:QDA-XML:codebook:1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="urn:QDA-XML:codebook:1.0 http://schema.qdasoftware.org/versions/Codebook/v1.0/Codebook.xsd"'
)
# What XML 1.0 cannot hold, however it is written.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

ORIGIN = f"Evidence Desk {__version__}"


def element(tag: str, inside: Iterable[str] = (), text: str = "", /, **attributes: str | int | None) -> str:
    """An element as XML.

    Args:
        inside: the elements in it, as XML.
        text: its text, where it has no elements.
        attributes: left out where they are None or empty.
    """
    said = "".join(
        f" {key}={quoteattr(_clean(str(value)))}" for key, value in attributes.items() if value not in (None, "")
    )
    body = "".join(inside) or escape(_clean(text))
    return f"<{tag}{said}>{body}</{tag}>" if body else f"<{tag}{said}/>"


def described(text: str) -> list[str]:
    """The description that many elements begin with; none for an empty one."""
    return [element("Description", (), text)] if text else []


def codebook(codes: Sequence[Code]) -> bytes:
    """The XML of a codebook (.qdc)."""
    return f"{_HEAD}<CodeBook {_CODEBOOK} origin={quoteattr(ORIGIN)}>{_codes(codes)}</CodeBook>\n".encode()


def project(name: str, user: str, created: str, parts: Iterable[str]) -> Iterable[bytes]:
    """The XML of a project (project.qde), piece by piece.

    Args:
        name: of the project.
        user: guid of who exports it.
        created: ISO time.
        parts: Users, CodeBook, Variables, Cases and Sources as XML, in this order.
    """
    about = f"name={quoteattr(_clean(name))} origin={quoteattr(ORIGIN)}"
    yield f'{_HEAD}<Project {_PROJECT} {about} creatingUserGUID="{user}" creationDateTime="{created}">\n'.encode()
    for part in parts:
        yield part.encode()
    yield b"</Project>\n"


def project_codes(codes: Sequence[Code]) -> str:
    """The codebook inside a project."""
    return element("CodeBook", [_codes(codes)]) + "\n"


def variables() -> str:
    """The variables of a project: details of its documents."""
    made = [
        element("Variable", guid=variable_guid(detail), name=name, typeOfVariable=kind)
        for detail, (name, kind) in DETAILS.items()
    ]
    return element("Variables", made) + "\n"


def variable_values(details: Mapping[str, str]) -> list[str]:
    """The values of a document's details; those that are empty are left out."""
    return [
        element(
            "VariableValue",
            [
                element("VariableRef", targetGUID=variable_guid(detail)),
                element(f"{DETAILS[detail][1]}Value", (), value),
            ],
        )
        for detail, value in details.items()
        if value
    ]


def users(names: Iterable[str]) -> str:
    """The users of a project."""
    made = [element("User", guid=guid("user", each), name=each) for each in names]
    return element("Users", made) + "\n" if made else ""


def codings(selection: str, codes: Iterable[str], user: str, created: str) -> list[str]:
    """The codings of a selection.

    Args:
        selection: its guid.
        codes: guids of the codes.
        user: guid of who coded it.
        created: ISO time.
    """
    return [
        element(
            "Coding",
            [element("CodeRef", targetGUID=code)],
            guid=guid("coding", f"{selection}:{code}"),
            creatingUser=user,
            creationDateTime=created,
        )
        for code in codes
    ]


def _codes(codes: Sequence[Code]) -> str:
    below: dict[str, list[Code]] = {}
    for code in codes:
        below.setdefault(code.parent, []).append(code)

    def one(code: Code) -> str:
        inside = [*described(code.description), *map(one, below.get(code.guid, ()))]
        codable = "true" if code.codable else "false"
        return element("Code", inside, guid=code.guid, name=code.name, isCodable=codable, color=code.colour)

    return element("Codes", map(one, below.get("", ())))


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)
