"""What was read by machine from the picture of a page: its words, where they stand, and how sure the machine was."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from evidence_app.domain.document import PageText
from evidence_app.domain.evidence import Passage

# Words below this confidence are shown as uncertain. It is that of a word's weakest letter, since one wrong letter
# makes another word or name of it.
UNCERTAIN = 0.80
# Uncertain words named in a note.
_SHOWN = 8
_BY_MACHINE = "Read by machine from a picture of the page"


class ScanWord(NamedTuple):
    """A word that was read from a picture.

    Args:
        text: the word, exactly as it was read.
        x, y: where its upper left corner stands, in points of displayed page space, origin top left.
        length, height: along its line and across it, in points.
        angle: direction of its line, in degrees clockwise from level.
        confidence: from 0 to 1.
        line: number of its line, from 0, in reading order.
    """

    text: str
    x: float
    y: float
    length: float
    height: float
    angle: float
    confidence: float
    line: int

    @property
    def is_uncertain(self) -> bool:
        """Whether it has to be compared with the picture before it is relied on."""
        return self.confidence < UNCERTAIN

    @property
    def middle(self) -> tuple[float, float]:
        """The point in the middle of the word."""
        along, across = self.length / 2, self.height / 2
        turn = math.radians(self.angle)
        return (
            self.x + along * math.cos(turn) - across * math.sin(turn),
            self.y + along * math.sin(turn) + across * math.cos(turn),
        )


@dataclass(frozen=True, slots=True)
class ScanPage:
    """What reading one page gave.

    Args:
        number: page number from 1.
        turn: degrees clockwise by which the page must be turned to stand upright: 0, 90, 180 or 270.
        words: in reading order; their places are those on the page once it is turned.
    """

    number: int
    turn: int
    words: tuple[ScanWord, ...]

    @property
    def confidence(self) -> float:
        """The mean of its letters, from 0 to 1; 1 where it has none."""
        letters = sum(len(word.text) for word in self.words)
        return sum(word.confidence * len(word.text) for word in self.words) / letters if letters else 1.0


class Mark(NamedTuple):
    """A word of a page's text that was read by machine: its characters (end exclusive), confidence, and the word."""

    start: int
    end: int
    confidence: float
    text: str


@dataclass(frozen=True, slots=True)
class LaidPage:
    """A page that got its layer of text: as it is now, and where the words that were read stand in its text."""

    page: PageText
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What is known of a page that was read by machine.

    Args:
        confidence: the mean over its letters, from 0 to 1.
        marks: its words, as they stand in the page's text.
        failure: why it could not be read; empty where it could.
    """

    document: int
    page: int
    confidence: float
    marks: tuple[Mark, ...]
    failure: str


@dataclass(frozen=True, slots=True)
class ReadNote:
    """What has to be said of words that were read by machine.

    Args:
        words: how many there are.
        uncertain: those that have to be compared with the picture, as they were read.
    """

    words: int
    uncertain: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The note in words."""
        if not self.words:
            return f"{_BY_MACHINE}; no writing was found on it."
        if not self.uncertain:
            return f"{_BY_MACHINE}; no word uncertain."
        shown = ", ".join(f"“{word}”" for word in dict.fromkeys(self.uncertain[:_SHOWN]))
        more = " and others" if len(self.uncertain) > _SHOWN else ""
        return f"{_BY_MACHINE}; {self._count} ({shown}{more}): compare with the picture."

    @property
    def brief(self) -> str:
        """The note for a pack, which names no word: it might be one that was taken out."""
        return f"{_BY_MACHINE}, {self._count if self.uncertain else 'no word uncertain'}"

    @property
    def _count(self) -> str:
        return f"{len(self.uncertain):,} of {self.words:,} word{'' if self.words == 1 else 's'} uncertain"


def note_of(pages: Sequence[ReadPage], passage: Passage) -> ReadNote | None:
    """What has to be said of a passage; None where no word of it was read by machine.

    Args:
        pages: pages that were read by machine, of any document.
    """
    marks: list[Mark] = []
    read = [
        page
        for page in pages
        if page.document == passage.document and passage.page <= page.page <= passage.to_page and not page.failure
    ]
    for page in read:
        start = passage.start if page.page == passage.page else 0
        end = passage.end if page.page == passage.to_page else math.inf
        marks += [mark for mark in page.marks if mark.end > start and mark.start < end]
    if not read or (passage.quote and not marks):
        return None
    return ReadNote(len(marks), tuple(mark.text for mark in marks if mark.confidence < UNCERTAIN))


@dataclass(frozen=True, slots=True)
class ScanReport:
    """What a reading of scanned pages did.

    Args:
        read: pages read now.
        words, uncertain: words on them, and how many of these are uncertain.
        waiting: pages of the library that are pictures and still not read.
        failed: pages that could not be read, each as (title, page, why).
        seconds: how long it took.
    """

    read: int = 0
    words: int = 0
    uncertain: int = 0
    waiting: int = 0
    failed: tuple[tuple[str, int, str], ...] = ()
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        failed = [{"title": title, "page": page, "reason": reason} for title, page, reason in self.failed]
        return {
            "read": self.read,
            "words": self.words,
            "uncertain": self.uncertain,
            "waiting": self.waiting,
            "failed": failed,
            "seconds": round(self.seconds, 3),
        }
