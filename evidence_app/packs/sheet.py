"""Cells and files of workbooks: words stay words, dates can be sorted, and nothing is written beside the file."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from evidence_app.errors import PackRefused
from evidence_app.packs.ooxml import legal

# Most characters of one cell (Excel specifications and limits).
MOST = 32_767
Value = str | float | date

# Points: a line of Arial 10, and the highest row there can be (Excel specifications and limits).
_LINE, _HIGHEST = 13.0, 409.0
_HEAD = PatternFill("solid", fgColor="12395B")


def written(book: Workbook) -> bytes:
    """The workbook as a file, made in memory."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        _MemoryWriter(book, archive).save()
    return made.getvalue()


def put(cell: Cell, value: Value) -> None:
    """Fills a cell; words stay words, whatever they begin with.

    Raises:
        PackRefused: the words are more than a cell can hold.
    """
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(name="Arial", size=10)
    if not isinstance(value, str):
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "dd/mm/yyyy"
        return
    if len(value) > MOST:
        raise PackRefused(
            f"A passage of {len(value):,} characters is longer than a cell of a workbook can hold.",
            "Make the pack without xlsx, or tag the passage in shorter pieces.",
        )
    cell.value = legal(value) or None
    if value:
        # Text by its type, so that it is no formula; text by its mark, so that it does not become one when edited.
        cell.data_type = "s"
        cell.quotePrefix = True


def fit_rows(sheet: Worksheet) -> None:
    """Makes rows as high as their longest cell needs: not every program does so when it opens a file."""
    widths = {letter: column.width for letter, column in sheet.column_dimensions.items()}
    for row in sheet.iter_rows():
        lines = max(
            sum(ceil(max(1, len(part)) / max(1.0, widths.get(cell.column_letter, 9.0))) for part in _lines(cell))
            for cell in row
        )
        sheet.row_dimensions[row[0].row].height = min(_HIGHEST, 4 + _LINE * lines)


def put_heading(cell: Cell, words: str) -> None:
    """Fills a cell of the first row."""
    put(cell, words)
    cell.font = Font(name="Arial", size=10, bold=True, color="FFFFFF")
    cell.fill = _HEAD


def day(iso: str) -> str | date:
    """A date that a sheet can sort; what is no full ISO date, or before sheets' calendar, is given back as it is."""
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return iso
    return found if found.year > 1900 else iso


class _MemoryWriter(ExcelWriter):  # type: ignore[misc]  # the library has no types
    """Writes each sheet in memory: the library's own writer puts it into a plain temporary file first."""

    def write_worksheet(self, ws: Worksheet) -> None:
        ws._drawing = SpreadsheetDrawing()
        sheet = io.BytesIO()
        writer = WorksheetWriter(ws, out=sheet)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], sheet.getvalue())
        self.manifest.append(ws)


def _lines(cell: Cell) -> list[str]:
    """The words of a cell by their own line breaks; a date or number is one short line."""
    return cell.value.split("\n") if isinstance(cell.value, str) else [""]
