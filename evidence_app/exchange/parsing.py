"""REFI-QDA files as read: a codebook's codes, and a project's codes, sources, selections and cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from evidence_app.domain.document import KINDS
from evidence_app.domain.exchange import Case, Code, Project, Selection, Source
from evidence_app.errors import KnownError
from evidence_app.exchange.archive import Archive
from evidence_app.exchange.guids import DETAILS, guid, read_guid, variable_guid
from evidence_app.exchange.markup import Element, is_project, read_tree

# What a project may hold that has no place here.
_ELSEWHERE = {
    "PictureSource": "pictures",
    "AudioSource": "sound recordings",
    "VideoSource": "films",
    "Variable": "variables",
    "Link": "links",
    "Graph": "graphs",
    "Set": "sets",
}

_OWN_VARIABLES = {variable_guid(detail): detail for detail in DETAILS}


def read_codebook(path: Path) -> tuple[Code, ...]:
    """The codes of a .qdc file, those above before those below.

    Raises:
        KnownError: it cannot be read, or is no codebook.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise KnownError(f"“{path.name}” cannot be read: {error.strerror}.", "Check the name.") from None
    root = read_tree(data, path.name)
    if is_project(root, path.name):
        raise KnownError(f"“{path.name}” is a project without its sources.", "Bring in its .qdpx file.")
    return tuple(_codes(root))


def read_project(archive: Archive) -> Project:
    """What a .qdpx file holds. Texts are read, files of sources are not.

    Raises:
        KnownError: it is no project, or is damaged.
    """
    root = read_tree(archive.project(), archive.shown)
    if not is_project(root, archive.shown):
        raise KnownError(f"“{archive.shown}” holds no project.", "Bring in its codebook as a .qdc file.")
    return _Reader(archive, root).read()


def _codes(root: Element) -> Iterator[Code]:
    """The codes of a codebook or project, without those that cannot be told apart from others."""
    seen: set[str] = set()
    books = [root, *root.all("CodeBook")]
    waiting = [(code, "") for book in books for codes in book.all("Codes") for code in codes.all("Code")]
    while waiting:
        element, parent = waiting.pop(0)
        found = read_guid(element.get("guid"))
        if found and found not in seen:
            seen.add(found)
            yield Code(
                guid=found,
                name=" ".join(element.get("name").split()) or "(no name)",
                parent=parent,
                description=element.said("Description"),
                colour=element.get("color"),
                codable=element.get("isCodable").strip() not in ("false", "0"),
            )
        waiting[:0] = [(code, found or parent) for code in element.all("Code")]


class _Reader:
    def __init__(self, archive: Archive, root: Element) -> None:
        self._archive = archive
        self._root = root
        self._skipped: Counter[str] = Counter()
        users = root.one("Users")
        self._users = {
            read_guid(user.get("guid")): user.get("name").strip() for user in (users.all("User") if users else ())
        }
        notes = root.one("Notes")
        self._notes = {
            read_guid(note.get("guid")): self._text(note) or note.said("Description")
            for note in (notes.all("Note") if notes else ())
        }

    def read(self) -> Project:
        root = self._root
        sources: list[Source] = []
        held = root.one("Sources")
        for element in held.parts if held else ():
            if element.name in ("TextSource", "PDFSource"):
                made = self._source(element)
                if not made.guid or any(made.guid == one.guid for one in sources):
                    made = replace(made, guid=guid("source", f"{len(sources)}:{made.name}"))
                sources.append(made)
            else:
                self._skip(element)
        for group in ("Variables", "Links", "Graphs", "Sets"):
            for element in (root.one(group) or Element("", {})).parts:
                if read_guid(element.get("guid")) not in _OWN_VARIABLES:
                    self._skip(element)
        if own := len(root.all("NoteRef")):
            self._skipped["notes on the project as a whole"] += own
        return Project(
            name=root.get("name"),
            origin=root.get("origin"),
            codes=tuple(_codes(root)),
            sources=tuple(sources),
            cases=tuple(self._cases()),
            skipped=dict(self._skipped),
        )

    def _skip(self, element: Element) -> None:
        self._skipped[_ELSEWHERE.get(element.name, "parts of a kind that is not known")] += 1

    def _source(self, element: Element) -> Source:
        pdf = element.name == "PDFSource"
        representation = element.one("Representation") if pdf else element
        reference = element.get("path" if pdf else "plainTextPath")
        size = self._archive.size(reference) if reference else None
        text = self._text(representation) if representation is not None else ""
        content = partial(self._archive.read, reference) if size is not None else None
        if not pdf and content is None and text:
            # The text stands in the XML itself.
            data = text.encode("utf-8")
            content, size = partial(bytes, data), len(data)
        holders = [element, representation] if pdf and representation is not None else [element]
        for holder in holders:
            if whole := len(holder.all("Coding")):
                self._skipped["codes on whole documents"] += whole
        # Some programs put the selections of the text right into the PDF source.
        words = [one for holder in holders for one in holder.all("PlainTextSelection")]
        boxes = element.all("PDFSelection")
        selections = [*map(self._words, words), *map(self._box, boxes)]
        return Source(
            guid=read_guid(element.get("guid")),
            name=" ".join(element.get("name").split()) or "(no name)",
            text=text,
            content=content,
            ending="pdf" if pdf else "txt",
            size=size or 0,
            selections=tuple(selections),
            details=dict(_details(element)),
        )

    def _text(self, holder: Element) -> str:
        """The plain text of a source, a representation or a note."""
        inline = holder.one("PlainTextContent")
        if inline is not None:
            return inline.text
        reference = holder.get("plainTextPath")
        if self._archive.size(reference) is None:
            return ""
        return decode(self._archive.read(reference))

    def _words(self, element: Element) -> Selection:
        return Selection(
            start=_whole(element.get("startPosition")), end=_whole(element.get("endPosition")), **self._about(element)
        )

    def _box(self, element: Element) -> Selection:
        x0, x1 = sorted((_number(element.get("firstX")), _number(element.get("secondX"))))
        y0, y1 = sorted((_number(element.get("firstY")), _number(element.get("secondY"))))
        representation = element.one("Representation")
        return Selection(
            page=_whole(element.get("page")) + 1,
            box=(x0, y0, x1, y1),
            words=self._text(representation) if representation is not None else "",
            **self._about(element),
        )

    def _about(self, element: Element) -> dict[str, Any]:
        codings = element.all("Coding")
        codes = [read_guid(ref.get("targetGUID")) for coding in codings for ref in coding.all("CodeRef")]
        notes = [element.said("Description")]
        refs = [*element.all("NoteRef"), *(ref for coding in codings for ref in coding.all("NoteRef"))]
        notes += [self._notes.get(read_guid(ref.get("targetGUID")), "") for ref in refs]
        makers = [element.get("creatingUser"), *(coding.get("creatingUser") for coding in codings)]
        times = [element.get("creationDateTime"), *(coding.get("creationDateTime") for coding in codings)]
        places = [element.get(name) for name in ("page", "startPosition", "endPosition")]
        return {
            # A program that gives no GUID still means the same selection at the next time.
            "guid": read_guid(element.get("guid")) or guid("selection", "|".join([*places, *codes])),
            "codes": tuple(dict.fromkeys(code for code in codes if code)),
            "name": element.get("name").strip(),
            "note": "\n".join(dict.fromkeys(note for note in notes if note)),
            "user": next((name for maker in makers if (name := self._users.get(read_guid(maker), ""))), ""),
            "created": next(filter(None, times), ""),
        }

    def _cases(self) -> Iterator[Case]:
        held = self._root.one("Cases")
        for element in held.all("Case") if held else ():
            if name := element.get("name").strip():
                yield Case(name, _refs(element.all("SourceRef")), _refs(element.all("SelectionRef")))


def _details(source: Element) -> Iterator[tuple[str, str]]:
    """The details of a document that went out from here, as they are stored; what does not fit is passed over."""
    for value in source.all("VariableValue"):
        for reference in value.all("VariableRef"):
            detail = _OWN_VARIABLES.get(read_guid(reference.get("targetGUID")), "")
            said = " ".join((value.said("TextValue") or value.said("DateValue")).split())
            if detail == "kind":
                said = next((kind for kind, words in KINDS.items() if words == said), "")
            if detail == "date" and not _is_day(said):
                said = ""
            if detail and said:
                yield detail, said


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def decode(data: bytes) -> str:
    """Plain text as it is meant: UTF-8, or what its first bytes say; without the mark at its beginning."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    return data.decode("utf-8-sig", errors="replace")


def _refs(elements: Iterable[Element]) -> tuple[str, ...]:
    return tuple(filter(None, (read_guid(element.get("targetGUID")) for element in elements)))


def _whole(written: str) -> int:
    number = _number(written)
    return int(number) if number == int(number) else -1


def _number(written: str) -> float:
    try:
        number = float(written)
    except ValueError:
        return -1.0
    return number if abs(number) < 1e9 else -1.0
