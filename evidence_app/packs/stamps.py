"""The pages that reproduce exhibits: an empty picture of the right size, which the binder replaces by the source page,
and around it, never over it, the stamp, the page number and the items' numbers.

They are drawn here and not by typst, whose layout of a thousand pages would be held in memory as a whole. What readers
need is written by hand: tags and their order, words for pictures, bookmarks, and links there and back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pymupdf

from evidence_app.packs.lettering import BOLD, PLAIN, Lettering, figure, rgb

# What the template's links to exhibit pages begin with; they are turned into links within the pack.
AWAY = "pack:"
# Strips at the left and right, and where the stamp begins and the foot line, in points from the top and the foot.
_SIDE, _STAMP, _FOOT = 24.0, 14.0, 26.0
# Height of a capital letter against the size of the type; as typst has it, a line's top is that of its capitals.
_CAPITAL = 0.66
_STAMP_SIZE, _FOOT_SIZE, _TAG_SIZE = 8.4, 8.0, 7.4
_TAG_WIDTH, _TAG_HEIGHT, _ROUND = 27.0, 11.0, 2.0
# Of resources/templates/look.typ.
_QUIET, _FAINT, _WHITE = "#52606d", "#d9e0e6", "#ffffff"


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a page of the pack: page from 1, and points from its top left."""

    page: int
    x: float
    y: float


def stamped(pdf: bytes, data: Mapping[str, Any], items: Mapping[str, Place], accent: str) -> bytes:
    """The typeset front matter with one page for each frame after it. The same arguments give the same bytes.

    Args:
        pdf: the front matter; its links to exhibit pages begin with AWAY.
        data: the words of the pack and its frames, as front_matter() gives them, with what can be printed.
        items: where each item stands in the front matter, by its number.
        accent: the pack's colour, as #rrggbb.
    """
    with pymupdf.open("pdf", pdf) as pack:
        if data["frames"]:
            _Stamps(pack, data, items, accent).add()
        # In streams of objects, which are written in a twentieth of the time.
        return bytes(pack.tobytes(use_objstms=1, no_new_id=True))


@dataclass(slots=True)
class _Page:
    """A page in the making: its content, and for each marked piece of it the element it belongs to.

    Args:
        xref: the page's object.
        height: in points.
        elements: in the order of their pieces.
        links: its annotations.
    """

    xref: int
    height: float
    content: list[str] = field(default_factory=list)
    elements: list[int] = field(default_factory=list)
    links: list[int] = field(default_factory=list)


class _Stamps:
    """Adds the pages; used once."""

    def __init__(
        self, pack: pymupdf.Document, data: Mapping[str, Any], items: Mapping[str, Place], accent: str
    ) -> None:
        self._pack = pack
        self._frames: Sequence[Mapping[str, Any]] = data["frames"]
        self._marking: str = data["marking"]
        self._items = items
        self._accent = accent
        self._front = pack.page_count
        self._total = self._front + len(self._frames)
        words = {word for frame in self._frames for word in (frame["short_title"], frame["exhibit"])}
        self._type = Lettering(pack, "".join(words) + self._marking + "Exhibit · p. of pack page … 0123456789")
        self._tree = int(pack.xref_get_key(pack.pdf_catalog(), "StructTreeRoot")[1].split()[0])
        self._document = int(pack.xref_get_key(self._tree, "K")[1].strip("[]").split()[0])
        self._next = int(pack.xref_get_key(self._tree, "ParentTreeNextKey")[1])
        self._parents: list[str] = []  # what is added to the tree's table from pieces to elements
        self._children: dict[int, list[int]] = {}
        # Where the front matter's links lead, and to which page, by what follows AWAY.
        self._targets: dict[str, tuple[str, int]] = {}
        self._fronts = [page.xref for page in pack]
        self._heights = [page.rect.height for page in pack]
        self._empty = self._form()

    def add(self) -> None:
        """Adds the pages with their tags and bookmarks, and lets the front matter's links lead to them."""
        sections: list[int] = []
        marks: list[tuple[str, str]] = []
        for index, frame in enumerate(self._frames):
            if frame["position"] == 1:
                sections.append(self._new(f"<</Type/StructElem/S/Sect/P {self._document} 0 R>>"))
                self._children[sections[-1]] = []
            page = self._page(index, frame, sections[-1])
            if frame["position"] == 1:
                top = f"[{page.xref} 0 R/XYZ 0 {figure(page.height)} null]"
                self._targets[f"exhibit-{frame['exhibit']}"] = top, self._front + index + 1
                marks.append((f"Exhibit {frame['exhibit']} {frame['title']}", top))
        self._tag(sections)
        self._mark(marks)
        for number in range(self._front):
            self._lead(self._pack[number])

    # -- one page ---------------------------------------------------------------------------------------------------

    def _page(self, index: int, frame: Mapping[str, Any], section: int) -> _Page:
        width, height = frame["width"], frame["height"]
        page = _Page(self._pack.new_page(width=width, height=height).xref, height)
        number = self._front + index + 1
        written, right = self._type.written, width - _SIDE
        name = f"Exhibit {frame['exhibit']}"
        about = f" · p. {frame['page']} of {frame['pages']} · pack page {number}"
        wide = self._type.width(name, BOLD, _STAMP_SIZE)
        line = height - _STAMP - _CAPITAL * _STAMP_SIZE
        stamp = written(name, BOLD, _STAMP_SIZE, _SIDE, line, self._accent)
        self._piece(page, section, "H2" if frame["position"] == 1 else "P", stamp)
        self._piece(page, section, "P", written(about, PLAIN, _STAMP_SIZE, _SIDE + wide, line, _QUIET))
        room = right - _SIDE - wide - self._type.width(about, PLAIN, _STAMP_SIZE) - 12
        title = self._fitted(frame["short_title"], room)
        start = right - self._type.width(title, PLAIN, _STAMP_SIZE)
        self._piece(page, section, "P", written(title, PLAIN, _STAMP_SIZE, start, line, _QUIET))
        x, foot = frame["x"], height - frame["y"] - frame["shown_height"]
        size = f"{figure(frame['shown_width'])} 0 0 {figure(frame['shown_height'])} {figure(x)} {figure(foot)}"
        box = [x, foot, x + frame["shown_width"], foot + frame["shown_height"]]
        more = f"/Alt{_string(frame['alt'])}/A<</O/Layout/Placement/Block/BBox[{' '.join(map(figure, box))}]>>"
        self._piece(page, section, "Figure", f"q {size} cm /Shown Do Q\n", more)
        edge = f"{figure(x)} {figure(foot)} {figure(frame['shown_width'])} {figure(frame['shown_height'])} re"
        page.content.append(f"/Artifact BMC q {rgb(_FAINT)} RG 0.5 w {edge} S Q EMC\n")
        for tag in frame["tags"]:
            self._tagged(page, section, frame["tag_x"], tag, number)
        line = _FOOT - _CAPITAL * _FOOT_SIZE
        if self._marking:
            self._piece(page, section, "P", written(self._marking, BOLD, _FOOT_SIZE, _SIDE, line, _QUIET))
        count = f"{number} of {self._total}"
        start = right - self._type.width(count, PLAIN, _FOOT_SIZE)
        self._piece(page, section, "P", written(count, PLAIN, _FOOT_SIZE, start, line, _QUIET))
        self._finish(page)
        return page

    def _fitted(self, words: str, room: float) -> str:
        while words and self._type.width(words, PLAIN, _STAMP_SIZE) > room:
            words = words[:-2].rstrip() + "…" if len(words) > 2 else ""
        return words

    def _piece(self, page: _Page, section: int, role: str, drawn: str, more: str = "") -> int:
        """A piece of a page's content with an element of its own; gives the element."""
        place = len(page.elements)
        page.content.append(f"/{role} <</MCID {place}>> BDC\n{drawn}EMC\n")
        element = self._new(f"<</Type/StructElem/S/{role}/P {section} 0 R/Pg {page.xref} 0 R/K {place}{more}>>")
        page.elements.append(element)
        self._children[section].append(element)
        return element

    def _tagged(self, page: _Page, section: int, x: float, tag: Mapping[str, Any], number: int) -> None:
        """An item's number, leading back to it; where its passage begins, the item leads here."""
        foot = page.height - tag["y"] - _TAG_HEIGHT
        words = tag["number"]
        start = x + (_TAG_WIDTH - self._type.width(words, BOLD, _TAG_SIZE)) / 2
        line = foot + (_TAG_HEIGHT - _CAPITAL * _TAG_SIZE) / 2
        page.content.append(f"/Artifact BMC {rgb(self._accent)} rg {_rounded(x, foot)} f EMC\n")
        element = self._piece(page, section, "Link", self._type.written(words, BOLD, _TAG_SIZE, start, line, _WHITE))
        back = self._items[words]
        height = self._heights[back.page - 1] - back.y
        target = f"[{self._fronts[back.page - 1]} 0 R/XYZ {figure(back.x)} {figure(height)} null]"
        edges = f"{figure(x)} {figure(foot)} {figure(x + _TAG_WIDTH)} {figure(foot + _TAG_HEIGHT)}"
        link = self._new(
            f"<</Type/Annot/Subtype/Link/Rect[{edges}]/Border[0 0 0]/F 4/Dest{target}"
            f"/Contents{_string(f'Item {words}, page {back.page}')}/StructParent {self._next}>>"
        )
        self._parents.append(f"{self._next} {element} 0 R")
        self._next += 1
        own = len(page.elements) - 1
        kids = f"[{own} <</Type/OBJR/Pg {page.xref} 0 R/Obj {link} 0 R>>]"
        self._pack.xref_set_key(element, "K", kids)
        page.links.append(link)
        if tag["first"]:
            there = f"[{page.xref} 0 R/XYZ 0 {figure(page.height - tag['y'] + _ROUND)} null]"
            self._targets[f"cite-{words}"] = there, number

    def _finish(self, page: _Page) -> None:
        pack = self._pack
        content = pack.get_new_xref()
        pack.update_object(content, "<<>>")
        pack.update_stream(content, "".join(page.content).encode("ascii"), new=True, compress=True)
        resources = self._new(f"<</Font<<{self._type.entries}>>/XObject<</Shown {self._empty} 0 R>>>>")
        box, above = (pack.xref_get_key(page.xref, key)[1] for key in ("MediaBox", "Parent"))
        links = f"/Annots[{_references(page.links)}]" if page.links else ""
        pack.update_object(
            page.xref,
            f"<</Type/Page/MediaBox{box}/Parent {above}/Resources {resources} 0 R/Contents {content} 0 R"
            f"/StructParents {self._next}/Tabs/S{links}>>",
        )
        self._parents.append(f"{self._next} [{_references(page.elements)}]")
        self._next += 1

    # -- the whole --------------------------------------------------------------------------------------------------

    def _tag(self, sections: Sequence[int]) -> None:
        """Puts the sections behind the front matter's elements, and the pieces into the tree's table."""
        pack = self._pack
        for section in sections:
            pack.xref_set_key(section, "K", f"[{_references(self._children[section])}]")
        kids = pack.xref_get_key(self._document, "K")[1].strip("[]")
        pack.xref_set_key(self._document, "K", f"[{kids} {_references(sections)}]")
        table = re.fullmatch(r"<</Nums\s*\[(.*)\]>>", pack.xref_get_key(self._tree, "ParentTree")[1], re.DOTALL)
        assert table is not None, "typst wrote its table in another way"
        pack.xref_set_key(self._tree, "ParentTree", f"<</Nums[{table[1]} {' '.join(self._parents)}]>>")
        pack.xref_set_key(self._tree, "ParentTreeNextKey", str(self._next))

    def _mark(self, marks: Sequence[tuple[str, str]]) -> None:
        """Puts bookmarks of exhibits under the last one of the front matter, which is that of the list of exhibits."""
        pack = self._pack
        outlines = int(pack.xref_get_key(pack.pdf_catalog(), "Outlines")[1].split()[0])
        above = int(pack.xref_get_key(outlines, "Last")[1].split()[0])
        made = [self._new("<<>>") for _ in marks]
        for place, (title, target) in enumerate(marks):
            before = f"/Prev {made[place - 1]} 0 R" if place else ""
            after = f"/Next {made[place + 1]} 0 R" if place + 1 < len(made) else ""
            pack.update_object(
                made[place], f"<</Title{_string(title)}/Parent {above} 0 R{before}{after}/Dest{target}>>"
            )
        for key, value in (("First", f"{made[0]} 0 R"), ("Last", f"{made[-1]} 0 R"), ("Count", str(-len(made)))):
            pack.xref_set_key(above, key, value)

    def _lead(self, page: pymupdf.Page) -> None:
        """Lets a page's links lead to the exhibit pages they name."""
        pack = self._pack
        for link, _, _ in page.annot_xrefs():
            kind, address = pack.xref_get_key(link, "A/URI")
            if kind == "string" and address.startswith(AWAY):
                target, number = self._targets[address.removeprefix(AWAY)]
                pack.xref_set_key(link, "A", "null")
                pack.xref_set_key(link, "Dest", target)
                pack.xref_set_key(link, "Contents", _string(f"Page {number} of this pack"))

    def _form(self) -> int:
        form = self._new("<</Type/XObject/Subtype/Form/BBox[0 0 1 1]>>")
        self._pack.update_stream(form, b" ", new=True, compress=False)
        return form

    def _new(self, entries: str) -> int:
        xref = int(self._pack.get_new_xref())
        self._pack.update_object(xref, entries)
        return xref


def _rounded(x: float, y: float) -> str:
    """A tag's shape as a path: a rectangle with round corners."""
    bend = _ROUND * 0.4477  # of a circle's quarter drawn as a Bézier curve
    right, top, r = x + _TAG_WIDTH, y + _TAG_HEIGHT, _ROUND
    points = (
        *("m", (x + r, y)),
        *("l", (right - r, y)),
        *("c", (right - bend, y), (right, y + bend), (right, y + r)),
        *("l", (right, top - r)),
        *("c", (right, top - bend), (right - bend, top), (right - r, top)),
        *("l", (x + r, top)),
        *("c", (x + bend, top), (x, top - bend), (x, top - r)),
        *("l", (x, y + r)),
        *("c", (x, y + bend), (x + bend, y), (x + r, y)),
    )
    drawn, operator = "", ""
    for part in (*points, "h"):
        if isinstance(part, str):
            drawn += f"{operator} "
            operator = part
        else:
            drawn += f"{figure(part[0])} {figure(part[1])} "
    return f"{drawn}{operator}".strip()


def _references(objects: Sequence[int]) -> str:
    return " ".join(f"{one} 0 R" for one in objects)


def _string(words: str) -> str:
    """Words as a PDF string of any letters."""
    return f"<feff{words.encode('utf-16-be').hex()}>"
