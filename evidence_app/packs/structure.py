"""Whether a reader that does not see can follow a pack: this program's own checks of what PDF/UA-1 asks.

They are no validation: what is looked at is the tagging of the file, its language and title, the words for pictures,
the levels of headings, the heads of tables, links, and whether tags follow the order in which a page is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import Any

import pymupdf

from evidence_app.packs.reading import pdf

_REFERENCE = re.compile(r"(\d+) 0 R")
_PIECE = re.compile(r"<<.*?>>|(\d+) 0 R|(?<![\w/])(\d+)(?! 0 R)\b", re.DOTALL)
_HEADING = re.compile(r"H([1-6])$")


def structure(folder: Traversable, about: dict[str, Any]) -> list[str]:
    """What is wrong with the structure of a finished pack; a check as proof.py runs them."""
    with pymupdf.open("pdf", pdf(folder, about)) as pack:
        return problems(pack)


def problems(pack: pymupdf.Document) -> list[str]:
    """What is wrong with the structure of an open pack, in words; empty where nothing is."""
    catalog = pack.pdf_catalog()
    kind, root = pack.xref_get_key(catalog, "StructTreeRoot")
    if kind != "xref":
        return ["the PDF is not tagged"]
    found = _catalog(pack, catalog)
    level, tables = 0, 0
    order: dict[int, int] = {}
    backwards: set[int] = set()
    for element, role, pieces in _elements(pack, int(root.split()[0])):
        if role == "Figure" and pack.xref_get_key(element, "Alt")[0] != "string":
            found.append("a picture has no words that stand for it")
        if heading := _HEADING.match(role):
            if int(heading[1]) > level + 1:
                found.append(f"a heading of level {heading[1]} follows one of level {level}")
            level = int(heading[1])
        tables += role == "TH"
        for page, place in pieces:
            if place < order.get(page, -1):
                backwards.add(page)
            order[page] = place
    if not level:
        found.append("there are no headings")
    if not tables:
        found.append("no table has a head")
    if backwards:
        found.append(f"the tags of {len(backwards)} pages do not follow the order in which they are drawn")
    pages = {page.xref: page for page in pack}
    bare = [page.number + 1 for xref, page in pages.items() if xref not in order]
    if bare:
        found.append(f"page {bare[0]} has nothing that is tagged")
    return found


def _catalog(pack: pymupdf.Document, catalog: int) -> list[str]:
    found = []
    if "true" not in pack.xref_get_key(catalog, "MarkInfo/Marked")[1]:
        found.append("the PDF does not say that it is tagged")
    if not pack.xref_get_key(catalog, "Lang")[1].startswith("en"):
        found.append("the PDF does not name its language")
    if "true" not in pack.xref_get_key(catalog, "ViewerPreferences/DisplayDocTitle")[1]:
        found.append("the PDF does not ask for its title to be shown")
    if not (pack.metadata or {}).get("title"):
        found.append("the PDF has no title")
    found += [
        f"page {page.number + 1} does not name its order for the Tab key"
        for page in pack
        if page.first_link is not None and pack.xref_get_key(page.xref, "Tabs")[1] != "/S"
    ]
    return found


def _elements(pack: pymupdf.Document, root: int) -> Iterator[tuple[int, str, list[tuple[int, int]]]]:
    """The elements of the tree in their order: object, role, and the marked pieces of pages they hold (page object,
    number on it)."""
    waiting = [root]
    seen: set[int] = set()
    while waiting:
        element = waiting.pop()
        if element in seen:
            continue
        seen.add(element)
        role = pack.xref_get_key(element, "S")[1].lstrip("/")
        own = pack.xref_get_key(element, "Pg")[1]
        page = int(own.split()[0]) if _REFERENCE.fullmatch(own) else 0
        kind, children = pack.xref_get_key(element, "K")
        if kind == "xref" and not children.startswith("["):
            children = (
                children
                if pack.xref_get_key(int(children.split()[0]), "S")[0] == "name"
                else pack.xref_object(int(children.split()[0]))
            )
        pieces: list[tuple[int, int]] = []
        below: list[int] = []
        for match in _PIECE.finditer(children):
            if match[1]:
                below.append(int(match[1]))
            elif match[2]:
                pieces.append((page, int(match[2])))
            elif number := re.search(r"/MCID (\d+)", match[0]):
                other = re.search(r"/Pg (\d+) 0 R", match[0])
                pieces.append((int(other[1]) if other else page, int(number[1])))
        yield element, role, pieces
        waiting += reversed(below)
