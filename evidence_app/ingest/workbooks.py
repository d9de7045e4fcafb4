"""Workbooks of every kind, read as rows of text."""

from __future__ import annotations

import datetime
import io

from evidence_app.ingest.rust_readers import stops_as_damage
from evidence_app.ingest.sheets import Rows


def workbook(data: bytes) -> list[tuple[str, Rows]]:
    """The name and rows of each sheet; charts have none.

    Raises:
        Exception: it is damaged; the reader raises almost anything.
    """
    import python_calamine as calamine  # here, because most files are PDFs

    with stops_as_damage(), calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return [
            (sheet.name, [list(map(_text, row)) for row in book.get_sheet_by_name(sheet.name).to_python()])
            for sheet in book.sheets_metadata
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet
        ]


def _text(value: object) -> str:
    """A cell as it is written: days as in ISO 8601, whole numbers without a point."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "seconds")
    return str(value)
