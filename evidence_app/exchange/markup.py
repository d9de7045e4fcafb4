"""XML of unknown origin as a tree: no entity, no outside reference, within bounds."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

from evidence_app.errors import KnownError

# A project of 100,000 coded passages has a third of these.
MOST_BYTES, MOST_ELEMENTS, DEEPEST = 512 << 20, 5_000_000, 200
_PROJECT, _CODEBOOK = "Project", "CodeBook"


@dataclass(slots=True)
class Element:
    """An element: its name without its namespace, its attributes, its text, and what is inside it."""

    name: str
    attributes: dict[str, str]
    parts: list[Element] = field(default_factory=list)
    text: str = ""

    def get(self, name: str) -> str:
        """An attribute; empty where it has none."""
        return self.attributes.get(name, "")

    def all(self, name: str) -> list[Element]:
        """The elements of a name right inside this one."""
        return [part for part in self.parts if part.name == name]

    def one(self, name: str) -> Element | None:
        """The first element of a name right inside this one, or None."""
        return next((part for part in self.parts if part.name == name), None)

    def said(self, name: str) -> str:
        """The text of the first element of a name right inside this one; empty where there is none."""
        found = self.one(name)
        return "" if found is None else found.text.strip()


def read_tree(data: bytes, shown: str) -> Element:
    """Reads XML.

    Args:
        data: the whole file.
        shown: its name, for what goes wrong.

    Raises:
        KnownError: it is no XML, declares entities or a document type, or is beyond all bounds.
    """
    if len(data) > MOST_BYTES:
        raise KnownError(f"“{shown}” is larger than {MOST_BYTES >> 20} MB.", "Export fewer documents at once.")
    return _Reader(shown).read(data)


def is_project(root: Element, shown: str) -> bool:
    """True for a project, False for a codebook.

    Raises:
        KnownError: it is neither.
    """
    if root.name not in (_PROJECT, _CODEBOOK):
        raise KnownError(
            f"“{shown}” is neither a REFI-QDA project nor a codebook.", "Export it from the other program as REFI-QDA."
        )
    return root.name == _PROJECT


class _Reader:
    def __init__(self, shown: str) -> None:
        self._shown = shown
        self._open: list[Element] = []
        self._words: list[list[str]] = []
        self._root: Element | None = None
        self._count = 0
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse
        self._parser.ExternalEntityRefHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data

    def read(self, data: bytes) -> Element:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            words = expat.errors.messages.get(error.code, "it is damaged")
            raise KnownError(
                f"“{self._shown}” is no sound XML: {words}, line {error.lineno}.", "Export it again."
            ) from None
        except (LookupError, ValueError):
            raise KnownError(
                f"“{self._shown}” is written in letters that are not known.", "Save it as UTF-8."
            ) from None
        assert self._root is not None
        return self._root

    def _refuse(self, *_: object) -> int:
        raise KnownError(
            f"“{self._shown}” declares entities or a document type, which REFI-QDA files do not need.",
            "It may have been made to do harm; ask whoever sent it.",
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._open) >= DEEPEST:
            raise KnownError(f"“{self._shown}” holds more than any project does.", "Export fewer documents at once.")
        made = Element(name.rpartition("}")[2], attributes)
        if self._open:
            self._open[-1].parts.append(made)
        else:
            self._root = made
        self._open.append(made)
        self._words.append([])

    def _end(self, _: str) -> None:
        self._open.pop().text = "".join(self._words.pop())

    def _data(self, words: str) -> None:
        self._words[-1].append(words)
