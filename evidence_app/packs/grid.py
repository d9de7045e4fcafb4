"""Tables as data, of which the improvement desk's part of a pack is made; every format draws the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

Cell = dict[str, Any]
Table = dict[str, Any]

# Millimetres between the margins of a wide page, and of a high one.
WIDE, HIGH = 263.0, 164.0
# A column in which nothing stands is no wider than its heading.
EMPTY = 13.5


def cell(
    words: str = "",
    note: str = "",
    *,
    rag: str = "",
    items: Iterable[str] = (),
    lines: Iterable[tuple[str, str]] = (),
) -> Cell:
    """A cell of a table.

    Args:
        words: what stands in it.
        note: quieter words below.
        rag: a board's colour, shown before its words.
        items: numbers of items it leads to.
        lines: such numbers with words of their own, each on a line.
    """
    told = [{"item": number, "words": said} for number, said in lines]
    return {"words": words, "note": note, "rag": rag, "items": list(items), "lines": told}


def items(cell: Cell) -> list[str]:
    """The numbers of every item that a cell leads to."""
    return [*cell["items"], *(line["item"] for line in cell["lines"])]


def texts(cell: Cell) -> list[str]:
    """Every run of words that stands in a cell."""
    return [one for one in (cell["words"], *(line["words"] for line in cell["lines"]), cell["note"]) if one]


def table(
    title: str, columns: Sequence[tuple[str, float]], rows: Sequence[tuple[str, Sequence[Cell]]], wide: bool, none: str
) -> Table:
    """A table; its columns share the width by what stands in them.

    Args:
        title: its heading; may be empty.
        columns: heading and least width in millimetres.
        rows: the name of each, and its cells.
        wide: whether it stands on a wide page.
        none: said instead where it has no rows.
    """
    shares = _shares(columns, rows, WIDE if wide else HIGH)
    return {
        "title": title,
        "columns": [{"head": head, "share": share} for (head, _), share in zip(columns, shares, strict=True)],
        "rows": [{"row": name, "cells": list(cells)} for name, cells in rows],
        "none": none,
        "chart": None,
        "about": "",
    }


def page(part: str, title: str, words: Sequence[str], wide: bool, tables: Sequence[Table]) -> dict[str, Any]:
    """A part of the desk: its id and title, sentences before its tables, and whether its pages are wide."""
    return {
        "part": part,
        "title": title,
        "target": f"desk-{part}",
        "wide": wide,
        "words": [one for one in words if one],
        "tables": list(tables),
    }


def _shares(
    columns: Sequence[tuple[str, float]], rows: Sequence[tuple[str, Sequence[Cell]]], room: float
) -> list[float]:
    """Widths in millimetres: the least of each column, and what is left by the length of what stands in them."""
    filled = [any(texts(cells[at]) for _, cells in rows) for at in range(len(columns))]
    least = [width if full else min(width, EMPTY) for (_, width), full in zip(columns, filled, strict=True)]
    need = [sum(len(words) for _, cells in rows for words in texts(cells[at])) ** 0.75 for at in range(len(columns))]
    left, total = room - sum(least), sum(need) or 1.0
    return [round(width + left * part / total, 2) for width, part in zip(least, need, strict=True)]
