"""The improvement desk in a pack's Word file: the same tables as in the PDF, on pages as wide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm

from evidence_app.packs.grid import HIGH, WIDE
from evidence_app.packs.word_parts import QUIET, add, heading, links, paragraph, table

# Points of the type of tables on wide pages, and on high ones.
_WIDE, _HIGH = 7.5, 9.0
# A board's colours, dark enough to be read; the word says the same.
_RAGS = {"red": "A4262C", "amber": "8A5300", "green": "00664F", "blue": "1F5FA8"}
# Word's own margins inside cells make its tables a little wider than the PDF's.
_SHARE = 0.985


def desk(word: WordFile, part: Mapping[str, Any]) -> None:
    """Writes one part of the desk, as desk_pages() gives it."""
    turn(word, wide=part["wide"])
    heading(word, part["title"], 1, part["target"])
    for words in part["words"]:
        paragraph(word, words)
    for one in part["tables"]:
        _table(word, one, part)


def _table(word: WordFile, one: Mapping[str, Any], part: Mapping[str, Any]) -> None:
    if one["title"]:
        heading(word, one["title"], 2)
    if one["about"]:
        paragraph(word, one["about"])
    if one["chart"]:
        # What the chart of the PDF shows, in words; the values themselves follow.
        paragraph(word, one["chart"]["alt"])
    if not one["rows"]:
        if one["none"]:
            paragraph(word, one["none"])
        return
    size = _WIDE if part["wide"] else _HIGH
    columns = [(column["head"], column["share"] * _SHARE) for column in one["columns"]]
    rows = [[cell["words"] if not cell["rag"] else "" for cell in row["cells"]] for row in one["rows"]]
    filled = table(word, one["title"] or part["title"], columns, rows, size)
    for cells, row in zip(filled, one["rows"], strict=True):
        for place, cell in zip(cells, row["cells"], strict=True):
            if cell["rag"]:
                add(place, cell["words"], size, bold=True, colour=_RAGS[cell["rag"]])
            for line in cell["lines"]:
                links(place, [line["item"]], size, line["words"])
            if cell["items"]:
                links(place, cell["items"], size)
            if cell["note"]:
                add(place, cell["note"], size, colour=QUIET)


def turn(word: WordFile, *, wide: bool) -> None:
    """Goes on with pages that are wide, or high, where they are not already."""
    if (word.sections[-1].orientation == WD_ORIENT.LANDSCAPE) == wide:
        return
    sheet = word.add_section(WD_SECTION.NEW_PAGE)
    sheet.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    sheet.page_width, sheet.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    side = (297 - WIDE) / 2 if wide else (210 - HIGH) / 2
    sheet.left_margin = sheet.right_margin = Mm(side)
