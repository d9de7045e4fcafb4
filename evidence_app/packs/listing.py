"""A list as a file of its own: comma-separated values, or a workbook of one sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evidence_app.domain.board import spreadsheet_safe
from evidence_app.errors import KnownError
from evidence_app.files import written


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and whether its words are ISO dates."""

    heading: str
    width: int = 16
    dates: bool = False


def check_name(target: Path) -> None:
    """Raises KnownError where a file's name ends in neither .csv nor .xlsx."""
    if target.suffix.lower() not in (".csv", ".xlsx"):
        raise KnownError(f"“{target.name}” is neither a .csv nor an .xlsx file.", "End the name in one of them.")


def write_list(
    target: Path, name: str, columns: Sequence[Column], rows: Sequence[Sequence[str]], creator: str = ""
) -> None:
    """Writes a list; made in memory and renamed into place.

    Args:
        target: a .csv or .xlsx file.
        name: of the sheet.
        columns, rows: what stands in it; the words of each cell, dates as ISO.
        creator: the authority, told in the workbook's properties; may be empty.

    Raises:
        KnownError: the name ends in neither, or it cannot be written.
        PackRefused: words are more than a cell can hold.
    """
    check_name(target)
    made = as_csv(columns, rows) if target.suffix.lower() == ".csv" else as_xlsx(name, columns, rows, creator)
    with written(target) as part:
        part.write_bytes(made)


def as_csv(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> bytes:
    """The list as CSV, marked as UTF-8 so that spreadsheets read its letters; no cell is run as a formula."""
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow([column.heading for column in columns])
    writer.writerows([spreadsheet_safe(words) for words in row] for row in rows)
    return made.getvalue().encode("utf-8-sig")


def as_xlsx(name: str, columns: Sequence[Column], rows: Sequence[Sequence[str]], creator: str) -> bytes:
    """The list as a workbook of one sheet; dates can be sorted, and no cell holds a formula.

    Raises:
        PackRefused: words are more than a cell can hold.
    """
    # Loaded here: the program starts without workbooks, which take a tenth of a second.
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    from evidence_app.packs.ooxml import settled
    from evidence_app.packs.sheet import day, put, put_heading, written

    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(name)
    for number, column in enumerate(columns, start=1):
        put_heading(sheet.cell(1, number), column.heading)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for place, row in enumerate(rows, start=2):
        for number, (column, words) in enumerate(zip(columns, row, strict=True), start=1):
            put(sheet.cell(place, number), day(words) if column.dates else words)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    return settled(written(book), name, creator, "")
