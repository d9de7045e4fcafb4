"""HTML from anywhere becomes blocks of a few plain elements: nothing in them can point outside or run."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre"})
_INLINE = {"b": "b", "strong": "b", "i": "i", "em": "i", "sup": "sup", "sub": "sub"}
_BREAKS = frozenset({"div", "section", "article", "header", "footer", "dt", "dd", "address", "figure", "center"})
# What stands in these is not for the reader's eye.
_UNSEEN = frozenset({"script", "style", "head", "template", "noscript", "object", "iframe", "svg", "math", "select"})
# Deeper than any person nests lists; the engine's layout recurses.
_DEEPEST = 12
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs, headings and lists, as markup of our own."""

    markup: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells, each plain text whose lines are ended by newlines.

    Args:
        rows: all of the same length or shorter.
        headed: whether the first row names the columns.
    """

    rows: tuple[tuple[str, ...], ...]
    headed: bool = False


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture large enough to hold writing; it gets a page of its own, so that its words can be read by machine.

    Args:
        data: a picture file.
        width, height: in pixels.
    """

    data: bytes
    width: int
    height: int


Block = Prose | Table | Plate


def escaped(text: str) -> str:
    """Text as markup. Characters the engine cannot place in a page's text are spelled out by their names."""
    fit = _UNFIT.sub("\ufffd", text)
    if not fit.isascii():
        fit = _ASTRAL.sub(lambda found: f"[{unicodedata.name(found[0], 'sign').lower()}]", fit)
    return html.escape(fit, quote=False)


def heading(text: str, level: int = 1) -> Prose:
    """A heading of a level from 1 to 6."""
    return Prose(f"<h{level}>{escaped(' '.join(text.split()))}</h{level}>")


def note(text: str) -> Prose:
    """A remark of the program's own, set apart from the document's words."""
    return Prose(f'<p class="note">{escaped(text)}</p>')


def paragraphs(text: str) -> list[Block]:
    """Plain text as it stands: blank lines part paragraphs, other line ends are kept."""
    found: list[Block] = []
    for part in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")):
        lines = [line.rstrip().expandtabs(4) for line in part.split("\n")]
        kept = "<br/>".join(escaped(line) for line in lines if line)
        if kept.strip():
            found.append(Prose(f"<p>{kept}</p>"))
    return found


def blocks(source: str, pictures: Mapping[str, Plate] | None = None) -> list[Block]:
    """The blocks of an HTML document or fragment.

    Args:
        source: any HTML; scripts, styles, links, pictures and whatever else could reach outside are left out.
        pictures: those that become plates, by the address under which the source names them.
    """
    reader = _Reader(pictures or {})
    reader.feed(source)
    reader.close()
    return reader.finished()


def words(some: Iterable[Block]) -> str:
    """The text of blocks, one line for each paragraph or row."""
    parts: list[str] = []
    for block in some:
        if isinstance(block, Prose):
            parts.append(html.unescape(re.sub(r"<[^>]*>", "\n", block.markup)))
        elif isinstance(block, Table):
            parts.extend("\t".join(row) for row in block.rows)
    return "\n".join(parts)


@dataclass(slots=True)
class _Grid:
    rows: list[list[str]] = field(default_factory=list)
    cell: list[str] | None = None
    span: int = 1
    headed: bool = False


class _Reader(HTMLParser):
    """Tables become grids of text, a table within a cell becomes lines of it; all else becomes prose."""

    def __init__(self, pictures: Mapping[str, Plate]) -> None:
        super().__init__(convert_charrefs=True)
        self._pictures = pictures
        self._plates: list[Plate] = []
        self._shown: dict[str, int] = {}
        self._found: list[Block] = []
        self._prose: list[str] = []
        self._open: list[str] = []
        self._unseen = 0
        self._tables = 0
        self._grid = _Grid()

    def finished(self) -> list[Block]:
        while self._tables:
            self.handle_endtag("table")
        self._end_prose()
        return self._found

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif self._unseen:
            return
        elif tag == "table":
            self._begin_table()
        elif self._tables:
            self._in_table(tag, dict(attrs))
        elif tag == "br":
            self._prose.append("<br/>")
        elif tag == "img":
            self._picture(dict(attrs))
        elif tag in _BLOCKS or tag in _BREAKS:
            name = tag if tag in _BLOCKS else "p"
            if name == "p" or name.startswith("h"):
                self._close_to("p", "h1", "h2", "h3", "h4", "h5", "h6")
            if name == "li" and not {"ul", "ol"} & set(self._open):
                name = "p"
            if len(self._open) < _DEEPEST:
                self._open.append(name)
                self._prose.append(f"<{name}>")
        elif tag in _INLINE and len(self._open) < _DEEPEST:
            self._open.append(_INLINE[tag])
            self._prose.append(f"<{_INLINE[tag]}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif self._unseen:
            return
        elif tag == "table" and self._tables:
            self._end_table()
        elif self._tables:
            if tag in ("td", "th") and self._tables == 1:
                self._end_cell()
            elif tag in _BLOCKS or tag in _BREAKS or tag == "tr":
                self._in_cell("\n")
        else:
            self._close_to("p" if tag in _BREAKS else _INLINE.get(tag, tag))
            if self._plates and not self._open:
                # A plate stands right behind the paragraph or list that it belongs to.
                self._end_prose()

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if self._tables:
            self._in_cell(data if self._tables == 1 and "pre" in self._open else re.sub(r"\s+", " ", data))
        elif data.strip() or self._open:
            if not self._open:
                self._open.append("p")
                self._prose.append("<p>")
            self._prose.append(escaped(data))

    def _picture(self, attrs: Mapping[str, str | None]) -> None:
        says, source = (attrs.get("alt") or "").strip(), attrs.get("src") or ""
        number = ""
        if source in self._pictures:
            if source not in self._shown:
                self._shown[source] = len(self._shown) + 1
                self._plates.append(self._pictures[source])
            number = f" {self._shown[source]}"
        self.handle_data(f" [Picture{number}: {says}] " if says else f" [Picture{number}] ")

    def _close_to(self, *names: str) -> None:
        """Closes the innermost element of one of these names, and what stands open within it."""
        inner = next((at for at in range(len(self._open) - 1, -1, -1) if self._open[at] in names), None)
        if inner is not None:
            self._prose.extend(f"</{name}>" for name in reversed(self._open[inner:]))
            del self._open[inner:]

    def _end_prose(self) -> None:
        self._prose.extend(f"</{name}>" for name in reversed(self._open))
        self._open.clear()
        markup = "".join(self._prose)
        if re.sub(r"<[^>]*>", "", markup).strip():
            self._found.append(Prose(markup))
        self._prose = []
        self._end_plates()

    def _begin_table(self) -> None:
        self._tables += 1
        if self._tables == 1:
            self._end_prose()
            self._grid = _Grid()
        else:
            self._in_cell("\n")

    def _in_table(self, tag: str, attrs: dict[str, str | None]) -> None:
        grid = self._grid
        if tag == "img":
            self._picture(attrs)
        elif self._tables > 1:
            self._in_cell({"td": "  ", "th": "  ", "br": "\n", "p": "\n", "li": "\n• "}.get(tag, ""))
        elif tag == "tr":
            self._end_cell()
            grid.rows.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            grid.cell = []
            span = attrs.get("colspan") or ""
            grid.span = min(int(span), 50) if span.isdecimal() and len(span) < 4 else 1
            grid.headed = grid.headed or (tag == "th" and len(grid.rows) <= 1)
        elif tag in ("br", "p", "div", "li"):
            self._in_cell("\n• " if tag == "li" else "\n")

    def _in_cell(self, text: str) -> None:
        if self._grid.cell is None:
            # Text between cells belongs to none; browsers show it before the table, and so it is kept.
            if not text.strip():
                return
            self._grid.cell = []
        self._grid.cell.append(text)

    def _end_cell(self) -> None:
        grid = self._grid
        if grid.cell is not None:
            if not grid.rows:
                grid.rows.append([])
            lines = [line.strip() for line in "".join(grid.cell).split("\n")]
            grid.rows[-1].append("\n".join(line for line in lines if line))
            grid.rows[-1].extend([""] * (grid.span - 1))
        grid.cell = None
        grid.span = 1

    def _end_table(self) -> None:
        self._tables -= 1
        if self._tables:
            self._in_cell("\n")
            return
        self._end_cell()
        rows = tuple(tuple(row) for row in self._grid.rows if any(row))
        if rows:
            self._found.append(Table(rows, self._grid.headed and len(rows) > 1))
        self._end_plates()

    def _end_plates(self) -> None:
        self._found.extend(self._plates)
        self._plates = []
