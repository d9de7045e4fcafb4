"""The pack's own pages, typeset by typst from data: no word of a document or an officer is ever read as markup."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pymupdf
import typst

from evidence_app.packs.contents import Contents
from evidence_app.packs.frames import Frame
from evidence_app.packs.frontmatter import UNPRINTABLE, front_matter
from evidence_app.packs.grid import items, texts
from evidence_app.packs.house import HOUSE
from evidence_app.packs.stamps import Place, stamped
from evidence_app.packs.trial import refused
from evidence_app.paths import resources_dir

_FONT = "SourceSans3-Regular.ttf"


@dataclass(frozen=True, slots=True)
class Typeset:
    """The typeset pages: front matter, then one page for each frame with an empty picture where its page goes.

    Args:
        pdf: the document.
        pages: number of pages in all.
        items: pack page of each item, by its number.
        sections: pack page on which each area begins, by its id.
        desk: parts of the improvement desk, as the manifest tells them: page, and the words of each row as printed.
        printed: quotations that could not be printed in full, by item number, as they are printed.
    """

    pdf: bytes
    pages: int
    items: dict[str, int]
    sections: dict[str, int]
    printed: dict[str, str]
    desk: list[dict[str, Any]]


def typeset(contents: Contents, frames: Sequence[Frame]) -> Typeset:
    """Typesets the pack. The same contents and frames give the same bytes.

    Characters that no font of ours can draw (emoji, Chinese, private bullets) are printed as an empty square.
    """
    data = front_matter(contents, frames)
    undrawable = _undrawable(sorted(set(json.dumps(data, ensure_ascii=False)) - _own_characters()))
    printable = _printed(data, str.maketrans(dict.fromkeys(undrawable, UNPRINTABLE)))
    try:
        compilers, pdf, front = _compiled(printable, contents.house, len(frames))
    except typst.TypstError as error:
        if not contents.house:
            raise
        raise refused(error) from None
    parts = {place["part"]: place["page"] for place in _asked(compilers(), "<part-place>")}
    rows = {place["row"]: place["page"] for place in _asked(compilers(), "<row-place>")}
    places = {
        place["number"]: Place(place["page"], place["x"], place["y"]) for place in _asked(compilers(), "<item-place>")
    }
    (accent,) = _asked(compilers(), "<accent>")
    quotes = {item["number"]: item["quote"] for item in _items(printable)}
    return Typeset(
        pdf=stamped(pdf, printable, places, accent),
        pages=front + len(frames),
        items={number: place.page for number, place in places.items()},
        sections={place["area"]: place["page"] for place in _asked(compilers(), "<section-place>")},
        printed={
            item["number"]: quotes[item["number"]] for item in _items(data) if item["quote"] != quotes[item["number"]]
        },
        desk=[_desk(part, parts[part["part"]], rows) for part in printable["desk"]],
    )


def _desk(part: Mapping[str, Any], page: int, pages: Mapping[str, int]) -> dict[str, Any]:
    rows = [row for one in part["tables"] for row in one["rows"]]
    return {
        "part": part["part"],
        "title": part["title"],
        "pack_page": page,
        "rows": [
            {
                "row": row["row"],
                "pack_page": pages[row["row"]],
                "words": [words for cell in row["cells"] for words in texts(cell)],
                "items": [number for cell in row["cells"] for number in items(cell)],
            }
            for row in rows
        ],
    }


def _compiled(
    data: dict[str, Any], own: Mapping[str, bytes], shown: int
) -> tuple[Callable[[], typst.Compiler], bytes, int]:
    """A way to ask for what was laid out, the front matter, and the number of its pages.

    Args:
        shown: the number of exhibit pages that follow. Where they begin is printed in the front matter, so its own
            length has to be found first; how long a number is may move it once more.
    """
    data = {name: value for name, value in data.items() if name != "frames"}
    (front,) = _asked(_compiler({**data, "total": 0}, None, own), "<end>")
    while True:
        compilers = _compilers({**data, "total": front + shown}, front, own)
        (found,) = _asked(compilers(), "<end>")
        if found == front:
            pdf = compilers().compile(pdf_standards=["ua-1"])
            assert isinstance(pdf, bytes)
            return compilers, pdf, front
        front = found


def _compilers(data: dict[str, Any], front: int, own: Mapping[str, bytes]) -> Callable[[], typst.Compiler]:
    """Gives a compiler; one that has files in memory loses them once it was asked, so it is made anew each time."""
    kept = None if own else _compiler(data, front, own)
    return lambda: kept if kept is not None else _compiler(data, front, own)


def _compiler(data: dict[str, Any], front: int | None, own: Mapping[str, bytes]) -> typst.Compiler:
    folder = resources_dir() / "templates"
    # Typst takes only text files from memory; pictures go as numbers.
    pictures = {name: list(content) for name, content in own.items() if name != HOUSE}
    inputs = {"pack": json.dumps({**data, "front": front, "pictures": pictures})}
    fonts = [str(resources_dir() / "fonts")]
    if not own:
        return typst.Compiler(
            str(folder / "pack.typ"), root=str(folder), font_paths=fonts, ignore_system_fonts=True, sys_inputs=inputs
        )
    read: Any = {path.name: path.read_bytes() for path in folder.glob("*.typ")}
    read = {**read, "main.typ": read["pack.typ"], HOUSE: own[HOUSE]}
    return typst.Compiler(read, font_paths=fonts, ignore_system_fonts=True, sys_inputs=inputs)


def _asked(compiler: typst.Compiler, label: str) -> Any:
    """What the template notes under a label while it is laid out."""
    return json.loads(compiler.query(label, field="value"))


def _own_characters() -> set[str]:
    """The characters of the pack's own type, and white space."""
    font = pymupdf.Font(fontfile=str(resources_dir() / "fonts" / _FONT))
    return {chr(code) for code in font.valid_codepoints()} | set(" \n\t")


def _undrawable(characters: Sequence[str]) -> list[str]:
    """Those of some characters that no font at hand can draw, found by halves."""
    if not characters:
        return []
    words = json.dumps("\u00a0".join(characters))
    trial = typst.Compiler(
        '#set document(title: "x")\n#json(bytes(sys.inputs.words))'.encode("ascii"),
        ignore_system_fonts=True,
        sys_inputs={"words": words},
    )
    try:
        trial.compile(pdf_standards=["ua-1"])
    except typst.TypstError:
        middle = len(characters) // 2
        if not middle:
            return list(characters)
        return _undrawable(characters[:middle]) + _undrawable(characters[middle:])
    return []


def _printed(value: Any, changes: dict[int, str]) -> Any:
    """The same data with characters changed in all its strings."""
    if isinstance(value, str):
        return value.translate(changes)
    if isinstance(value, dict):
        return {key: _printed(each, changes) for key, each in value.items()}
    if isinstance(value, list):
        return [_printed(each, changes) for each in value]
    return value


def _items(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for section in data["sections"]:
        for finding in ("strengths", "improvements", "context"):
            yield from section[finding]
