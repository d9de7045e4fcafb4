"""The text of a document read as one: what repeats at the edges of its pages is set aside, page turns are closed.

Page text itself is never changed. Furniture (running headers, footers, page numbers) is told as ranges of it, and the
flow maps every character back to the page it stands on. A line counts as furniture only where it stands at the very
top or bottom of its page, next to nothing but other furniture, and comes back on other pages: a doubtful line stays
text, because a quotation that misses words is worse than one that trips over a header.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from evidence_app.domain.document import PageText

Range = tuple[int, int]
# The words of a line, or its words around a number with how far that number is ahead of the page's.
Form = tuple[str, int | None]

# Lines looked at from each edge of a page; Ofsted's longest running header has four.
EDGE_LINES = 6
# Times a line has to come back, and the share of the pages between its first and last sight it has to be on:
# a header on every other page is on half of them.
REPEATS = 3
SHARE = 0.4

_NUMBER = re.compile(r"\d+")
# What a page number has about it: nothing but marks, "page", the number of pages; or marks that part it from a title.
_PAGE_WORDS = re.compile(r"(?i)[\W_]*(?:(?:page|p|pg)\b[\W_]*)?#(?:\s*(?:of|/)\s*\d+)?[\W_]*(?:p\s?a\s?g\s?e)?[\W_]*")
_PARTED = re.compile(r"(?i).*(?:[|·•–—/-]|\bpage|\bp\.)\s*#[\W_]*|[\W_]*#\s*[|·•–—/-].*")
# A running title that ends or begins with the page number has so many words; "Case 3" and "Child 3 of 5" count cases.
TITLE_WORDS = 4
_PAGE_OF = re.compile(r"(?i)[^\w]*page\s*(\d+)\s*(?:of|/|\|)\s*(\d+)[^\w]*")
# What begins a numbered or bulleted paragraph or asks a question is the document speaking, not its template.
_BODY = re.compile(r"\d+(?:\.\d+)*[.)](?:\s|$)|\(?[a-z]\)\s|[•◼▪●\uf02d\uf06e\uf0a7\uf0b7\uf0be]")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with words at the edge of a page.

    Args:
        page: its page, counted from 0.
        start, end: offsets in the page's text, its line end included.
        words: its words.
        forms: what makes it the same line on another page, see _forms.
    """

    page: int
    start: int
    end: int
    words: str
    forms: tuple[Form, ...]


def find_furniture(pages: Sequence[str]) -> list[tuple[Range, ...]]:
    """The running headers, footers and page numbers of a document.

    Args:
        pages: the text of each page, in order.

    Returns:
        For each page its ranges (start, end) of characters, ordered, apart from each other, line ends included.
    """
    tops = [_edge_lines(text, number, from_top=True) for number, text in enumerate(pages)]
    bottoms = [_edge_lines(text, number, from_top=False) for number, text in enumerate(pages)]
    furniture: list[tuple[Range, ...]] = []
    repeated = [_repeated(edge, len(pages)) for edge in (tops, bottoms)]
    for number, text in enumerate(pages):
        ranges: set[Range] = set()
        for edge, known in zip((tops[number], bottoms[number]), repeated, strict=True):
            for line in edge:
                if not (_says_page_of(line.words) or not known.isdisjoint(line.forms)):
                    break
                ranges.add((line.start, line.end))
        # A page of nothing but repeated lines is a repeated page (a form printed twice), except a lone header.
        alone = sum(bool(line.strip()) for line in text.splitlines()) == len(ranges) > EDGE_LINES // 2
        furniture.append(() if alone else tuple(sorted(ranges)))
    return furniture


def _edge_lines(text: str, page: int, from_top: bool) -> list[_Line]:
    """The first or last few lines with words, the outermost first."""
    found: list[_Line] = []
    at = 0 if from_top else len(text)
    while len(found) < EDGE_LINES and (at < len(text) if from_top else at > 0):
        if from_top:
            start, newline = at, text.find("\n", at)
            end = at = newline + 1 if newline >= 0 else len(text)
        else:
            start, end = text.rfind("\n", 0, at - 1) + 1, at
            at = start
        if words := " ".join(text[start:end].split()):
            found.append(_Line(page, start, end, words, _forms(words, page)))
    return found


def _forms(words: str, page: int) -> tuple[Form, ...]:
    """What makes a line the same on another page: its words, or its words around a number that counts pages."""
    if words.endswith("?") or _BODY.match(words):
        return ()
    found: list[Form] = [] if words.isdecimal() else [(words, None)]
    for number in _NUMBER.finditer(words):
        around = f"{words[: number.start()]}#{words[number.end() :]}"
        if _may_count_pages(around):
            found.append((around, int(number[0]) - page))
    return tuple(found)


def _may_count_pages(around: str) -> bool:
    """Whether a number (#) may be that of the page, by the words around it."""
    if _PAGE_WORDS.fullmatch(around) or _PARTED.fullmatch(around):
        return True
    at_edge = around.startswith("#") or around.endswith("#")
    return at_edge and len(around.split()) > TITLE_WORDS


def _repeated(edges: list[list[_Line]], pages: int) -> set[Form]:
    """The keys of lines that come back often enough at one edge."""
    seen: dict[Form, set[int]] = defaultdict(set)
    for edge in edges:
        for line in edge:
            for key in line.forms:
                seen[key].add(line.page)
    return {key for key, on in seen.items() if len(on) > 1 and _often(key, on, pages)}


def _often(key: Form, on: set[int], pages: int) -> bool:
    """Whether a line seen on these pages is furniture of a document of so many pages."""
    words, counts = key
    span = max(on) - min(on) + 1
    if pages == 2 or (pages == 3 and on == {1, 2}):
        # Two pages, or two behind a cover, prove little: a number must count them both, words must be more than a
        # table's "Yes" or "n/a".
        return len(on) == 2 and (counts is not None or len(words.split()) > 2)
    short = counts is None and len(words.split()) <= 2
    # One or two words come back in tables too ("Good", "Not met"): they have to be on nearly all.
    return len(on) >= REPEATS and len(on) >= (pages - 1 - pages // 10 if short else SHARE * span)


def _says_page_of(words: str) -> bool:
    """Whether a line says "Page 3 of 7" and nothing else; no other page is needed to believe it."""
    found = _PAGE_OF.fullmatch(words)
    return found is not None and 0 < int(found[1]) <= int(found[2])


@dataclass(frozen=True, slots=True)
class FlowText:
    """A document's text as one string, without furniture, each page turn a line end.

    Args:
        text: the string.
        starts: where in it each kept stretch of a page begins, ascending.
        places: for each stretch the (page number, offset in the page's text) of its first character.
    """

    text: str
    starts: tuple[int, ...]
    places: tuple[tuple[int, int], ...]

    def place(self, offset: int) -> tuple[int, int]:
        """The (page number, offset in the page's text) of a character.

        Raises:
            IndexError: the flow has no character there.
        """
        if not 0 <= offset < len(self.text):
            raise IndexError(offset)
        index = bisect_right(self.starts, offset) - 1
        page, first = self.places[index]
        return page, first + offset - self.starts[index]

    def offset(self, page: int, at: int) -> int:
        """Where a place of a page is in the flow; for one within furniture, where the text goes on after it.

        Args:
            page: page number.
            at: character offset in that page's text; its length stands for its end.
        """
        index = bisect_right(self.places, (page, at)) - 1
        if index < 0:
            return 0
        end = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
        same, first = self.places[index]
        return min(self.starts[index] + at - first, end) if same == page else end


def flow(pages: Sequence[PageText]) -> FlowText:
    """The pages' text as one, line-end hyphens and blank lines inside pages kept as they are.

    Args:
        pages: pages in order, each with its furniture; numbers ascend.
    """
    parts: list[str] = []
    starts: list[int] = []
    places: list[tuple[int, int]] = []
    length = 0
    for page in pages:
        for start, end in _kept(page):
            if parts and not parts[-1].endswith("\n"):
                parts[-1] += "\n"
                length += 1
            starts.append(length)
            places.append((page.number, start))
            parts.append(page.text[start:end])
            length += end - start
    return FlowText("".join(parts), tuple(starts), tuple(places))


def _kept(page: PageText) -> list[Range]:
    """The stretches of a page that are its text: what lies outside its furniture, without blank lines at its edges."""
    stretches: list[Range] = []
    at = 0
    for start, end in (*page.furniture, (len(page.text), len(page.text))):
        words = page.text[at:start]
        if words.strip():
            # Leading blank lines go, but not the indent of the first line with words.
            lead = len(words) - len(words.lstrip())
            first = at + words.rfind("\n", 0, lead) + 1
            stretches.append((first, at + len(words.rstrip())))
        at = end
    return stretches
