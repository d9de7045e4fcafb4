"""The guide as pages and sections, read from its Markdown, and what words are found in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

START = "user-guide.md"
# A section whose heading holds a word comes before one that only mentions it so many times.
HEADING_COUNTS = 20
SNIPPET = 110

_HEADING = re.compile(r"(#{1,6}) +(.+?) *#* *$")
_LINK = re.compile(r"\]\(([^)#\s]+\.md)(?:#[^)\s]*)?\)")


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading.

    Args:
        title: the heading, without marks.
        anchor: by which links lead there, as code hosts make it from the heading.
        level: 1 for the title of a page.
        words: its text as it is read, in one line.
    """

    title: str
    anchor: str
    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the guide.

    Args:
        name: its path inside the folder of documents, with forward slashes.
        group: the heading of the start page under which it is linked first; empty for the start page.
        text: its Markdown.
        sections: the first holds the title.
    """

    name: str
    group: str
    text: str
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """The heading of the page."""
        return self.sections[0].title


@dataclass(frozen=True, slots=True)
class Found:
    """A section in which all words were found, and the words around the first of them."""

    page: Page
    section: Section
    snippet: str


def read_guide(folder: Path) -> tuple[Page, ...]:
    """The start page and every page it links to, in the order of its links.

    Args:
        folder: of the documents.
    """
    start = _page(folder, START, "")
    pages = {START: start}
    for group, name in _links(start.text):
        if name not in pages and (folder / name).is_file():
            pages[name] = _page(folder, name, group)
    return tuple(pages.values())


def find(pages: Sequence[Page], typed: str) -> list[Found]:
    """Sections that hold every word typed, or one that begins with it; those with the words in their heading first."""
    wanted = [re.compile(rf"(?<!\w){re.escape(word)}", re.IGNORECASE) for word in typed.split()]
    if not wanted:
        return []
    ranked: list[tuple[int, Found]] = []
    for page in pages:
        for section in page.sections:
            counts = [
                len(word.findall(section.words)) + HEADING_COUNTS * len(word.findall(section.title)) for word in wanted
            ]
            if all(counts):
                ranked.append((sum(counts), Found(page, section, _snippet(section.words, wanted))))
    ranked.sort(key=lambda one: -one[0])
    return [found for _, found in ranked]


def anchor(heading: str, taken: Sequence[str] = ()) -> str:
    """The anchor of a heading: small letters and hyphens; numbered where an earlier heading of the page has it."""
    plain = re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
    number = sum(1 for one in taken if one == plain or re.fullmatch(rf"{re.escape(plain)}-\d+", one))
    return f"{plain}-{number}" if number else plain


def resolved(page: str, target: str) -> str:
    """The name of the page that a link on another page leads to; may lie outside the guide."""
    parts: list[str] = []
    for part in (PurePosixPath(page).parent / target).parts:
        if part == ".." and parts:
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def plain(markdown: str) -> str:
    """Markdown as it is read, in one line."""
    text = re.sub(r"^```.*$", " ", markdown, flags=re.MULTILINE)
    text = re.sub(r"^\|[-| :]+\|$", " ", text, flags=re.MULTILINE)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"</?kbd>|\*\*|`|^\s*[-*] |(?<!\w)\*|\*(?!\w)|\|", " ", text, flags=re.MULTILINE)
    return re.sub(r" ([.,;:])", r"\1", " ".join(text.split()))


def _page(folder: Path, name: str, group: str) -> Page:
    text = (folder / name).read_text(encoding="utf-8")
    return Page(name, group, text, tuple(_sections(text)))


def _sections(text: str) -> Iterator[Section]:
    title, level, fenced = "", 1, False
    lines: list[str] = []
    anchors: list[str] = []

    def made() -> Section:
        anchors.append(anchor(title, anchors))
        return Section(title, anchors[-1], level, plain("\n".join(lines)))

    for line in text.splitlines():
        fenced ^= line.startswith("```")
        heading = None if fenced else _HEADING.match(line)
        if heading is None:
            lines.append(line)
            continue
        if title:
            yield made()
        title, level, lines = plain(heading[2]), len(heading[1]), []
    yield made()


def _links(text: str) -> Iterator[tuple[str, str]]:
    """Links below headings, each with its heading; those of the introduction lead to pages that stand below as well."""
    group = ""
    for line in text.splitlines():
        heading = _HEADING.match(line)
        if heading and len(heading[1]) > 1:
            group = plain(heading[2])
        for target in _LINK.findall(line) if group else ():
            yield group, target


def _snippet(words: str, wanted: Sequence[re.Pattern[str]]) -> str:
    places = [found.start() for word in wanted if (found := word.search(words))]
    begin = max(0, min(places, default=0) - SNIPPET // 3)
    begin = words.rfind(" ", 0, begin) + 1 if begin else 0
    end = begin + SNIPPET
    cut = words[begin:end].rsplit(" ", 1)[0] if end < len(words) else words[begin:]
    return f"{'… ' if begin else ''}{cut}{' …' if end < len(words) else ''}"
