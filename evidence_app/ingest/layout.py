"""Blocks become the pages of a PDF: A4, readable, the source's name and the page number in the foot."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, groupby
from typing import Any

import pymupdf

from evidence_app.errors import KnownError
from evidence_app.ingest.markup import Block, Plate, Prose, Table, escaped

# A4 in points; the foot stands in the margin below the text.
_SHORT, _LONG = 595.0, 842.0
_MARGIN, _FOOT = 50.0, 30.0
_CELL = 10.0  # what padding and border add to a column's width
_CELL_SIZE = 9.5  # of the letters in tables, as _STYLE has it
# Widths of characters: sans serif text runs to about half its size; no sign is wider than _BROAD.
_CHARACTER, _BROAD = 5.6, 9.6
_OVER = 7.0  # what the margin below a last paragraph may stand out
_LINE = 13.2  # the height of a line in a cell
_NARROWEST, _WIDEST_WORD, _WIDEST = 24.0, 180.0, 300.0
# Rows set in one piece; the layout of a very long table takes more than its share of time and memory.
_ROWS = 150

_STYLE = """
* { overflow-wrap: break-word }
body { font-family: sans-serif; font-size: 10pt; line-height: 1.35 }
h1 { font-size: 16pt; margin: 8pt 0 6pt 0 } h2 { font-size: 13pt; margin: 10pt 0 5pt 0 }
h3, h4, h5, h6 { font-size: 11pt; margin: 8pt 0 4pt 0 }
p { margin: 0 0 6pt 0 } pre { font-family: monospace; font-size: 9pt; white-space: pre-wrap }
ul, ol { margin: 0 0 6pt 0 } .note { font-style: italic; color: #555555 }
table { border-collapse: collapse; margin: 4pt 0 8pt 0 }
td, th { border: 0.5pt solid #888888; padding: 2pt 4pt; vertical-align: top; text-align: left; font-size: 9.5pt }
th { font-weight: bold }
.foot { font-size: 8pt; color: #555555 }
"""


def lay_out(blocks: Sequence[Block], name: str, most_pages: int) -> bytes:
    """Sets blocks as a PDF; the same blocks and name always give the same bytes.

    Args:
        blocks: what the document says.
        name: of its file, for the foot.
        most_pages: more are refused.

    Raises:
        KnownError: it would have too many pages.
    """
    made = io.BytesIO()
    sheets = _Sheets(pymupdf.DocumentWriter(made, "compress=yes"), name, most_pages)
    for _, run in groupby(blocks, lambda block: isinstance(block, Plate)):
        together = list(run)
        for block in together:
            if isinstance(block, Plate):
                sheets.plate(block)
        for turned, markup in _sections([block for block in together if not isinstance(block, Plate)]):
            sheets.write(markup, turned)
    sheets.close()
    with pymupdf.open(stream=made.getvalue(), filetype="pdf") as document:
        # Whole fonts would weigh more than most documents, and a fallback font for other scripts megabytes.
        document.subset_fonts()
        return bytes(document.tobytes(garbage=1, deflate=True, no_new_id=True))


def foot(name: str, number: int) -> str:
    """The words in the foot of a page."""
    short = " ".join(name.split())
    return f"Page {number} · {short if len(short) <= 80 else short[:79] + '…'}"


class _Sheets:
    """The pages of a PDF being written: sections follow one another on a page while its direction stays."""

    def __init__(self, writer: Any, name: str, most: int) -> None:
        self._writer = writer
        self._name = name
        self._most = most
        self._device: Any = None
        self._number = 0
        self._turned = False
        self._plate = False
        self._top = 0.0

    def write(self, markup: str, turned: bool) -> None:
        story = pymupdf.Story(f"<body>{markup}</body>", user_css=_STYLE)
        if self._device is None or turned != self._turned or self._plate:
            self._next(turned)
        more = 1
        while more:
            width, height = self._size()
            space = pymupdf.Rect(_MARGIN, self._top, width - _MARGIN, height - _MARGIN)
            fresh = self._top == _MARGIN
            more, filled = (1, None) if space.height < 30 else story.place(space)
            if filled is not None and not more and pymupdf.Rect(filled).y1 > space.y1 + _OVER:
                # Where a paragraph ends exactly at the foot, the engine forgets to turn the page.
                space.y1 -= 2
                more, filled = story.place(space)
            empty = filled is None or pymupdf.Rect(filled).is_empty
            if more and empty and fresh:
                return  # nothing of it can be placed at all, and never will be
            if filled is not None:
                story.draw(self._device)
                self._top = max(self._top, pymupdf.Rect(filled).y1)
            if more:
                self._next(turned)

    def plate(self, plate: Plate) -> None:
        """A picture on a page of its own, without words: so it is known for one whose words are still to be read."""
        self._next(plate.width > plate.height)
        self._plate = True
        width, height = (side - 2 * _MARGIN for side in self._size())
        scale = min(width / plate.width, height / plate.height)
        size = f"width:{plate.width * scale:.1f}pt;height:{plate.height * scale:.1f}pt"
        bundle = pymupdf.Archive()
        bundle.add((plate.data, "plate"))
        markup = f'<body style="margin:0"><img src="plate" style="{size}"/></body>'
        story = pymupdf.Story(markup, archive=bundle)
        story.place(pymupdf.Rect(_MARGIN, _MARGIN, _MARGIN + width + 1, _MARGIN + height + 20))
        story.draw(self._device)

    def close(self) -> None:
        if self._device is None:
            self._next(False)
        self._end()
        self._writer.close()

    def _size(self) -> tuple[float, float]:
        return (_LONG, _SHORT) if self._turned else (_SHORT, _LONG)

    def _next(self, turned: bool) -> None:
        if self._device is not None:
            self._end()
        self._number += 1
        if self._number > self._most:
            raise KnownError(f"It would fill more than {self._most:,} pages.", "Split it into parts and import those.")
        self._turned = turned
        self._plate = False
        self._top = _MARGIN
        width, height = self._size()
        self._device = self._writer.begin_page(pymupdf.Rect(0, 0, width, height))

    def _end(self) -> None:
        if not self._plate:
            width, height = self._size()
            words = escaped(foot(self._name, self._number))
            story = pymupdf.Story(f'<body><p class="foot">{words}</p></body>', user_css=_STYLE)
            story.place(pymupdf.Rect(_MARGIN, height - _FOOT - 8, width - _MARGIN, height))
            story.draw(self._device)
        self._writer.end_page()


def _sections(blocks: Sequence[Prose | Table]) -> Iterator[tuple[bool, str]]:
    """Markup of prose and tables, and whether its pages are turned; prose goes with the direction of what follows."""
    waiting: list[str] = []
    for block in blocks:
        if isinstance(block, Prose):
            waiting.append(block.markup)
            if sum(map(len, waiting)) > 20_000:
                yield False, "".join(waiting)
                waiting = []
            continue
        for turned, markup in _strips(block):
            # A heading alone stays with its table; longer prose keeps upright pages.
            if waiting and turned and sum(map(len, waiting)) > 400:
                yield False, "".join(waiting)
                waiting = []
            yield turned, "".join(waiting) + markup
            waiting = []
    if waiting:
        yield False, "".join(waiting)


def _strips(table: Table) -> Iterator[tuple[bool, str]]:
    """A table in pieces that fit a page: long ones by rows, wide ones turned or by columns, no cell left out."""
    columns = max(map(len, table.rows))
    widths = _widths(table, columns)
    upright, across = _SHORT - 2 * _MARGIN, _LONG - 2 * _MARGIN
    # Turned where the words would not fit, or where many columns would stand a word wide.
    turned = sum(low for low, _ in widths) > upright or (columns > 5 and sum(high for _, high in widths) > 2 * upright)
    room = across if turned else upright
    head = table.rows[0] if table.headed else None
    body = table.rows[1:] if table.headed else table.rows
    for group in _groups([low for low, _ in widths], room):
        shares = _shared([widths[column] for column in group], room)
        most = int(((_SHORT if turned else _LONG) - 2 * _MARGIN) / _LINE * 0.8)
        for at in range(0, max(len(body), 1), _ROWS):
            pieces = chain.from_iterable(_parts(row, group, shares, most) for row in body[at : at + _ROWS])
            rows = [_row(row, group, shares, "td") for row in pieces]
            first = [_row(head, group, shares, "th")] if head else []
            yield turned, f"<table>{''.join(first + rows)}</table>"


def _widths(table: Table, columns: int) -> list[tuple[float, float]]:
    """For each column the least width its words need, and the width its longest line would like."""
    least, liked = [_NARROWEST] * columns, [_NARROWEST] * columns
    for row in table.rows:
        for column, cell in enumerate(row):
            for line in cell.split("\n"):
                for word in line.split():
                    # A word that is cut in two could not be found; most are known at a glance to have room.
                    if len(word) * _BROAD + _CELL > least[column] < _WIDEST_WORD:
                        least[column] = min(max(least[column], _width(word) + _CELL), _WIDEST_WORD)
                liked[column] = min(max(liked[column], len(line) * _CHARACTER + _CELL), _WIDEST)
    return [(low, max(low, high)) for low, high in zip(least, liked, strict=True)]


def _groups(least: Sequence[float], room: float) -> Iterator[list[int]]:
    """Columns that fit side by side; every further group begins with the first column, which names the rows."""
    group: list[int] = []
    used = 0.0
    for column, width in enumerate(least):
        if group and used + width > room and group != [0]:
            yield group
            group, used = [0], least[0]
        group.append(column)
        used += width
    yield group


def _shared(widths: Sequence[tuple[float, float]], room: float) -> list[float]:
    """The room shared among columns: each gets its least, the rest goes by what each would like besides."""
    low = sum(least for least, _ in widths)
    wish = sum(liked - least for least, liked in widths)
    share = min(1.0, max(0.0, room - low) / wish) if wish else 0.0
    return [least + (liked - least) * share for least, liked in widths]


def _parts(row: Sequence[str], group: Sequence[int], shares: Sequence[float], most: int) -> list[Sequence[str]]:
    """A row as it stands, or as several where a cell is higher than a page, on which the engine would cut it off."""
    room = {column: max(1, int((share - _CELL) / _CHARACTER)) for column, share in zip(group, shares, strict=True)}
    if all(len(row[column]) + room[column] * row[column].count("\n") < most * room[column] // 2
           for column in group if column < len(row)):  # fmt: skip
        return [row]
    cut: dict[int, list[str]] = {}
    for column in group:
        cell = row[column] if column < len(row) else ""
        usual = _width(cell[:2000]) / max(1, len(cell[:2000]))
        narrower = min(1.0, _CHARACTER / max(usual, 0.1))
        cut[column] = _pages_of(cell, max(1, int(room[column] * narrower)), most)
    length = max(map(len, cut.values()))
    parts: list[Sequence[str]] = []
    for number in range(length):
        part = [""] * len(row)
        for column, pieces in cut.items():
            if column < len(row) and number < len(pieces):
                part[column] = pieces[number]
        parts.append(part)
    return parts


def _pages_of(cell: str, room: int, most: int) -> list[str]:
    """A cell's text in pieces of so many lines of so many characters."""
    pieces: list[str] = []
    lines: list[str] = []
    for line in cell.split("\n"):
        for wrapped in textwrap.wrap(line, room, break_on_hyphens=False) or [""]:
            lines.append(wrapped)
            if len(lines) == most:
                pieces.append(" ".join(lines))
                lines = []
        if lines:
            lines[-1] += "\n"
    return [*pieces, " ".join(lines)] if lines or not pieces else pieces


def _width(word: str) -> float:
    """The width of a word in a table's head, where letters are bold."""
    return float(sum(_widths_of().get(sign, _BROAD) for sign in word))


@cache
def _widths_of() -> dict[str, float]:
    font = pymupdf.Font("hebo")
    return {chr(code): font.glyph_advance(code) * _CELL_SIZE for code in range(32, 0x180) if font.has_glyph(code)}


def _row(row: Sequence[str], group: Sequence[int], shares: Sequence[float], tag: str) -> str:
    cells = []
    for column, share in zip(group, shares, strict=True):
        cell = escaped(row[column]).replace("\n", "<br/>") if column < len(row) else ""
        cells.append(f'<{tag} style="width:{share - _CELL:.1f}pt">{cell}</{tag}>')
    return f"<tr>{''.join(cells)}</tr>"
