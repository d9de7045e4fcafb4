"""What an officer means to do: marks on documents, what waits, and where the work was left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# What an officer may mark a document with, for herself alone.
Mark = Literal["pin", "read", "tag"]
MARKS: dict[str, str] = {"pin": "Pinned", "read": "To read", "tag": "To tag"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits for an officer.

    Args:
        read, tag: documents that she marked so.
        agree: pieces of evidence, hers or another's, that are still drafts.
    """

    read: int = 0
    tag: int = 0
    agree: int = 0


@dataclass(frozen=True, slots=True)
class Left:
    """Where the work was left.

    Args:
        place: what the window showed, by its own name.
        document: id of the document that was open; None where none was, or it is not there any more.
        search: the words and filters with which hits were shown, as the window keeps them; may be empty.
    """

    place: str
    document: int | None = None
    search: str = ""
