"""What goes and what stays on one page, character by character."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pymupdf

from evidence_app.privacy.glyphs import Box, Glyph, lines, read
from evidence_app.privacy.plain import Terms
from evidence_app.privacy.removals import Removal


@dataclass(frozen=True, slots=True)
class Group:
    """Characters that go together, and what is printed where they stood."""

    glyphs: tuple[Glyph, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes and what stays on one page. Boxes are in PDF points of the page, not rotated.

    Args:
        kept: the characters that stay, in the order of the page's text.
        groups: those that go.
        drawn: boxes drawn by hand, with what is printed in them.
        beside: words that stand beside something that goes.
    """

    kept: tuple[Glyph, ...]
    groups: tuple[Group, ...]
    drawn: tuple[tuple[Box, str], ...]
    beside: tuple[str, ...]

    @property
    def boxes(self) -> list[Box]:
        """Every box that is to be empty: one for each line of each group, and those drawn."""
        return [*(box for group in self.groups for box in lines(group.glyphs)), *(box for box, _ in self.drawn)]


def plan(page: pymupdf.Page, removals: Sequence[Removal], drawn: Sequence[tuple[Box, str]], terms: Terms) -> Plan:
    """Works out what goes and what stays.

    Args:
        page: the page as it is in the source; its rotation is 0.
        removals: places on it, by characters of its text.
        drawn: boxes, in PDF points of the page.
        terms: words that go wherever else they stand.
    """
    glyphs = read(page)
    text = "".join(glyph.char for glyph in glyphs)
    ranges = [(one.start, one.end, one.label) for one in removals if one.end > one.start]
    ranges += [(start, end, term.value) for start, end, term in terms.find(text)]
    spans: list[tuple[Sequence[int], str]] = [
        (range(start, min(end, len(glyphs))), label) for start, end, label in sorted(ranges, key=_longest_first)
    ]
    # A page may draw its letters in any order; as the eye reads them, they are words again.
    seen = _as_seen(glyphs)
    sight = "".join("\n" if at is None else glyphs[at].char for at in seen)
    for start, end, term in terms.find(sight):
        spans.append(([at for at in seen[start:end] if at is not None], term.value))
    gone = [False] * len(glyphs)
    groups = []
    for span, label in spans:
        fresh = [at for at in span if not gone[at]]
        for at in fresh:
            gone[at] = True
        if any(glyphs[at].inked for at in fresh):
            # The rest of a place that another place overlaps gets no label of its own.
            own = label if len(fresh) == len(span) else ""
            groups.append(Group(tuple(glyphs[at] for at in fresh), own))
    inside = [at for at, glyph in enumerate(glyphs) if not gone[at] and any(_within(glyph, box) for box, _ in drawn)]
    for at in inside:
        gone[at] = True
    if inside:
        groups.append(Group(tuple(glyphs[at] for at in inside), ""))
    kept = tuple(glyph for glyph, leaves in zip(glyphs, gone, strict=True) if not leaves)
    return Plan(kept, tuple(groups), tuple(drawn), _beside(text, gone))


def _longest_first(place: tuple[int, int, str]) -> tuple[int, int]:
    return place[0], -place[1]


def _as_seen(glyphs: Sequence[Glyph]) -> list[int | None]:
    """Characters by line from the top and along each line, as the eye meets them; None for a gap or a line's end."""
    inked = sorted(((glyph, at) for at, glyph in enumerate(glyphs) if glyph.inked), key=lambda one: -one[0].y)
    rows: list[list[tuple[Glyph, int]]] = []
    for glyph, at in inked:
        if not rows or rows[-1][0][0].y - glyph.y > 0.4 * _height(glyph):
            rows.append([])
        rows[-1].append((glyph, at))
    found: list[int | None] = []
    for row in rows:
        row.sort(key=lambda one: one[0].x)
        edge = float("-inf")
        for glyph, at in row:
            assert glyph.box is not None
            # A word's letters touch; a word space is a good part of their height.
            if glyph.box[0] - edge > 0.12 * _height(glyph):
                found.append(None)
            found.append(at)
            edge = glyph.box[2]
        found.append(None)
    return found


def _height(glyph: Glyph) -> float:
    return 0.0 if glyph.box is None else glyph.box[3] - glyph.box[1]


def _within(glyph: Glyph, box: Box) -> bool:
    """Whether the middle of a character is in a box."""
    if glyph.box is None:
        return False
    x, y = (glyph.box[0] + glyph.box[2]) / 2, (glyph.box[1] + glyph.box[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _beside(text: str, gone: Sequence[bool]) -> tuple[str, ...]:
    """The words, or what is left of them, on both sides of everything that goes, each once."""
    words: list[str] = []
    word = ""
    before_gone = False
    for at in range(len(text) + 1):
        char = text[at] if at < len(text) else " "
        leaves = at < len(text) and gone[at]
        if leaves or char.isspace():
            if word:
                words.append(word)
            if leaves and not before_gone:
                words.append("")  # a gap
            before_gone = leaves or (before_gone and char.isspace())
            word = ""
        else:
            word += char
            before_gone = False
    edges = [
        one
        for at, one in enumerate(words)
        if one and ("" in (words[at - 1] if at else "x", words[at + 1] if at + 1 < len(words) else "x"))
    ]
    return tuple(dict.fromkeys(edges))
