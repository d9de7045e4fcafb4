"""What is proved of the improvement desk's part of a finished pack: its words, its bookmarks and its links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable
from typing import Any

import pymupdf

from evidence_app.packs.reading import letters, pdf, stands, texts

# A row with a cell of more letters than these may run over a page's end; others are set in one piece.
_LONG = 300
# The most pages a row may run over.
_MOST_PAGES = 4


def desk(folder: Traversable, about: Mapping[str, Any]) -> list[str]:
    """Each part has its bookmark, each row stands on its page word for word, read by both engines, and leads to the
    items it names; a check as proof.py runs them."""
    front = about["counts"]["front_pages"]
    rows = [row for part in about["desk"] for row in part["rows"]]
    problems = []
    for engine, pages in texts(folder, about, range(1, front + 1)).items():
        for row in rows:
            own = [pages[number] for number in _pages(row, front)]
            for words in row["words"]:
                if not stands(letters(words), own):
                    problems.append(f"{row['row']} is not printed word for word on page {row['pack_page']} ({engine})")
                    break
    items = {item["number"]: item["pack_page"] for item in about["items"]}
    with pymupdf.open("pdf", pdf(folder, about)) as pack:
        marked = {(" ".join(title.split()), page) for _, title, page in pack.get_toc()}
        problems += [
            f"no bookmark “{part['title']}” to page {part['pack_page']}"
            for part in about["desk"]
            if (part["title"], part["pack_page"]) not in marked
        ]
        links: dict[int, set[int]] = {}
        for row in rows:
            for number in _pages(row, front):
                if number not in links:
                    links[number] = {link.get("page", -1) + 1 for link in pack[number - 1].get_links()}
            led = set().union(*(links[number] for number in _pages(row, front)))
            problems += [f"{row['row']} has no link to item {one}" for one in row["items"] if items[one] not in led]
    return problems


def _pages(row: Mapping[str, Any], front: int) -> Iterable[int]:
    most = _MOST_PAGES if sum(map(len, row["words"])) > _LONG else 1
    return range(row["pack_page"], min(row["pack_page"] + most, front + 1))
