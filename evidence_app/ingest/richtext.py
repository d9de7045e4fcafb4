"""Rich text (RTF): paragraphs, headings, tables and notes, without how they look."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from evidence_app.ingest.markup import Block, Prose, Table, escaped, heading, note

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n\x00]+|([^\\{}\r\n\x00]+)",
    re.DOTALL,
)
# Groups deeper than any program writes them.
_DEEPEST = 500
# What stands in these is no text of the document.
_UNSEEN = frozenset(
    b"colortbl listtable listoverridetable revtbl rsidtbl generator pict objdata nonshppict fldinst datafield xmlnstbl "
    b"themedata colorschememapping latentstyles datastore sp sn sv bkmkstart bkmkend filetbl pgdsctbl comment "
    b"operator author nesttableprops pntxta pntxtb".split()
)
_SEEN_ALTHOUGH_STARRED = frozenset(b"shpinst shptxt annotation footnote".split())
_SIGNS = {
    b"tab": "\t", b"line": "\n", b"softline": "\n", b"emdash": "—", b"endash": "–", b"bullet": "•", b"lquote": "‘",
    b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"emspace": "\u2003", b"enspace": "\u2002",
    b"qmspace": "\u2005", b"nestcell": "\t", b"nestrow": "\n",
}  # fmt: skip
_ESCAPED = {b"~": "\xa0", b"_": "\u2011", b"-": "", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}
# Windows' code page of a font's character set.
_PAGES = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip


@dataclass(slots=True)
class _Group:
    """What is in force inside a pair of braces."""

    seen: bool = True
    where: str = ""  # "fonts", "styles", "title", or empty for text
    page: str = "cp1252"
    after: int = 1  # signs that stand in for one of Unicode
    hidden: bool = False
    style: int = 0
    flow: int = 0


@dataclass(slots=True)
class _Flow:
    """Text on its way to be blocks: of the document, or of a note in it."""

    found: list[Block] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    rows: list[tuple[str, ...]] = field(default_factory=list)
    in_table: bool = False
    level: int = 0


def rich_text(data: bytes) -> tuple[str, list[Block]]:
    """The title a document gives itself, and its blocks; notes and comments stand at the end.

    Raises:
        ValueError: it is no rich text, or nested beyond measure.
    """
    reader = _Reader()
    reader.read(data)
    return reader.title(), reader.blocks()


class _Reader:
    def __init__(self) -> None:
        self._groups = [_Group()]
        self._flows = [_Flow()]
        self._edges: list[str] = []
        self._kinds = ["text"]
        self._starred = False
        self._passing = 0
        self._bytes = bytearray()
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._levels: dict[int, int] = {}
        self._default = "cp1252"
        self._title = ""
        self._words: dict[bytes, Callable[[int | None], None]] = {
            b"par": lambda _: self._paragraph(),
            b"sect": lambda _: self._paragraph(),
            b"page": lambda _: self._paragraph(),
            b"cell": lambda _: self._cell(),
            b"row": lambda _: self._row(),
            b"pard": self._plain_paragraph,
            b"intbl": lambda _: setattr(self._flow, "in_table", True),
            b"outlinelevel": self._outline,
            b"s": self._style,
            b"u": self._unicode,
            b"uc": lambda given: setattr(self._group, "after", max(0, given or 0)),
            b"f": self._choose_font,
            b"fcharset": self._charset,
            b"ansicpg": self._code_page,
            b"plain": lambda _: setattr(self._group, "hidden", False),
            b"v": lambda given: setattr(self._group, "hidden", given != 0),
            b"deleted": lambda given: setattr(self._group, "hidden", given != 0),
            b"htmlrtf": lambda given: setattr(self._group, "hidden", given != 0),
        }

    @property
    def _group(self) -> _Group:
        return self._groups[-1]

    @property
    def _flow(self) -> _Flow:
        return self._flows[self._group.flow]

    def title(self) -> str:
        return " ".join(self._title.split())

    def blocks(self) -> list[Block]:
        for number, flow in enumerate(self._flows):
            self._end_table(flow)
            self._end_paragraph(flow, self._kinds[number])
        edges = [note(f"Header or footer: {text}") for text in dict.fromkeys(self._edges)]
        return [*edges, *(block for flow in self._flows for block in flow.found)]

    def read(self, data: bytes) -> None:
        if not data.lstrip().startswith(b"{\\rtf"):
            raise ValueError("no rich text")
        at = 0
        while token := _TOKEN.search(data, at):
            at = token.end()
            word, given, byte, sign, brace, text = token.groups()
            if byte:
                self._byte(bytes.fromhex(byte.decode("ascii")))
            elif text:
                self._byte(text)
            else:
                self._decode()
                if brace == b"{":
                    if len(self._groups) > _DEEPEST:
                        raise ValueError("nested beyond measure")
                    self._groups.append(replace(self._group))
                    self._starred = False
                elif brace == b"}":
                    self._close()
                elif word == b"bin":
                    at += max(0, int(given or 0))
                elif word:
                    self._word(word, None if given is None else int(given))
                elif sign == b"*":
                    self._starred = True
                elif sign:
                    self._say(_ESCAPED.get(sign, ""))
        self._decode()

    def _close(self) -> None:
        if len(self._groups) == 1:
            return
        ended = self._groups.pop()
        if ended.flow != self._group.flow:
            self._end_paragraph(self._flows[ended.flow], self._kinds[ended.flow])
        self._passing = 0

    def _word(self, word: bytes, given: int | None) -> None:
        group, starred = self._group, self._starred
        self._starred = False
        if word in _UNSEEN or (starred and word not in _SEEN_ALTHOUGH_STARRED):
            group.seen = False
        elif word in (b"fonttbl", b"stylesheet", b"info"):
            group.where = {b"fonttbl": "fonts", b"stylesheet": "styles", b"info": "about"}[word]
        elif word == b"title" and group.where == "about":
            group.where = "title"
        elif word in (b"header", b"headerl", b"headerr", b"headerf", b"footer", b"footerl", b"footerr", b"footerf"):
            self._divert("edge")
        elif word in (b"footnote", b"annotation"):
            self._say("*")
            self._divert("note" if word == b"footnote" else "comment")
        elif word in self._words:
            self._words[word](given)
        elif word in _SIGNS:
            self._say(_SIGNS[word])

    def _divert(self, kind: str) -> None:
        """What follows in this group stands elsewhere."""
        self._flows.append(_Flow())
        self._kinds.append(kind)
        self._group.flow = len(self._flows) - 1

    # -- text -------------------------------------------------------------------------------------------------------

    def _byte(self, some: bytes) -> None:
        passed = min(self._passing, len(some))
        self._passing -= passed
        self._bytes += some[passed:]

    def _decode(self) -> None:
        if self._bytes:
            text = bytes(self._bytes).decode(self._group.page, "replace")
            self._bytes.clear()
            self._say(text)

    def _say(self, text: str) -> None:
        group = self._group
        if not group.seen or group.hidden:
            return
        if group.where == "title":
            self._title += text
        elif not group.where:
            self._flow.text.append(text)

    def _unicode(self, given: int | None) -> None:
        number = (given or 0) & 0xFFFF
        # The place of a picture in a font of signs, where most are the dots of lists.
        self._say("•" if 0xF000 <= number <= 0xF0FF else chr(number))
        self._passing = self._group.after

    def _choose_font(self, given: int | None) -> None:
        self._font = given or 0
        if self._group.where != "fonts":
            self._group.page = self._fonts.get(self._font, self._default)

    def _charset(self, given: int | None) -> None:
        if self._group.where == "fonts" and given:
            self._fonts[self._font] = _PAGES.get(given, self._default)

    def _code_page(self, given: int | None) -> None:
        page = "utf-8" if given == 65001 else f"cp{given}"
        try:
            b"".decode(page)
        except LookupError:
            page = "cp1252"
        self._default = self._group.page = page

    # -- paragraphs and tables --------------------------------------------------------------------------------------

    def _plain_paragraph(self, _: int | None) -> None:
        self._flow.in_table = False
        self._flow.level = 0

    def _style(self, given: int | None) -> None:
        self._group.style = given or 0
        if not self._group.where:
            self._flow.level = self._levels.get(given or 0, 0)

    def _outline(self, given: int | None) -> None:
        level = (given or 0) + 1 if (given or 0) < 6 else 0
        if self._group.where == "styles":
            self._levels[self._group.style] = level
        elif not self._group.where:
            self._flow.level = level

    def _paragraph(self) -> None:
        if not self._group.seen or self._group.where:
            return
        flow = self._flow
        if flow.in_table:
            flow.text.append("\n")
            return
        self._end_table(flow)
        self._end_paragraph(flow, self._kinds[self._group.flow])

    def _cell(self) -> None:
        flow = self._flow
        lines = [" ".join(line.split()) for line in _whole(flow.text).split("\n")]
        flow.cells.append("\n".join(line for line in lines if line))
        flow.text.clear()

    def _row(self) -> None:
        flow = self._flow
        if any(flow.cells):
            flow.rows.append(tuple(flow.cells))
        flow.cells.clear()

    def _end_table(self, flow: _Flow) -> None:
        if any(flow.cells):  # a file cut short
            flow.rows.append(tuple(flow.cells))
            flow.cells.clear()
        if flow.rows:
            flow.found.append(Table(tuple(flow.rows)))
            flow.rows.clear()

    def _end_paragraph(self, flow: _Flow, kind: str) -> None:
        text = _whole(flow.text).strip("\n")
        flow.text.clear()
        if not text.strip():
            return
        if kind == "edge":
            self._edges.append(" ".join(text.split()))
        elif kind == "comment":
            flow.found.append(note(f"Comment: {' '.join(text.split())}"))
        elif flow.level:
            flow.found.append(heading(text, flow.level))
        else:
            flow.found.append(
                Prose(f"<p>{'<br/>'.join(escaped(line.expandtabs(4)) for line in text.split(chr(10)))}</p>")
            )


def _whole(parts: list[str]) -> str:
    """The text of parts, in which a sign may come as two halves."""
    return "".join(parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
