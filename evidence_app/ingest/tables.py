"""What a worker does with a tracker: the bytes of a spreadsheet, or of separated values, become rows of text."""

from __future__ import annotations

from evidence_app.errors import KnownError
from evidence_app.ingest import archives, sniff
from evidence_app.ingest.convert import sheet_tables
from evidence_app.ingest.formats import FORMATS, recognise
from evidence_app.ingest.sheets import MIDNIGHT, Rows


def tables_of(data: bytes, name: str) -> list[tuple[str, Rows]]:
    """The name and rows of each sheet; the name is empty for separated values.

    Args:
        data: the whole file.
        name: its name.

    Raises:
        KnownError: it is no table, or damaged.
    """
    kind = "pdf" if sniff.is_pdf(data) else recognise(data, name)
    if kind in ("xlsx", "xlsb", "ods"):
        archives.check(data)
    try:
        found = sheet_tables(data, "csv" if kind == "txt" else kind)
    except (KnownError, MemoryError):
        raise
    except Exception:
        # The readers of formats raise almost anything on damaged files.
        raise KnownError(*sniff.damaged(FORMATS.get(kind, "a table"))) from None
    if found is None:
        raise KnownError(f"“{name}” is no table.", "Save the tracker as xlsx or csv.")
    return [(title, [[MIDNIGHT.sub(r"\1", cell) for cell in row] for row in rows]) for title, rows in found]
