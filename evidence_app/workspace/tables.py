"""Tables in files, for trackers and sheets of values."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evidence_app.errors import KnownError
from evidence_app.packs import listing
from evidence_app.pages.process import WorkerProcess
from evidence_app.workspace.policy import allow_export

# Seconds a table may take to read, bytes its reader may take, and bytes of the file.
_SECONDS, _MEMORY, _LARGEST = 60.0, 1 << 30, 200 << 20


def read_tables(path: Path) -> list[tuple[str, list[list[str]]]]:
    """The name and rows of each sheet of a spreadsheet or file of separated values; read in a worker process.

    Raises:
        KnownError: it cannot be read, or is no table.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise KnownError(f"“{path.name}” is larger than {_LARGEST >> 20} MB.", "Save the sheet as a file alone.")
        data = path.read_bytes()
    except OSError as error:
        raise KnownError(f"“{path.name}” cannot be read: {error.strerror}.", "Check the name.") from None
    if not data:
        raise KnownError(f"“{path.name}” is empty.", "Get a fresh copy of it.")
    worker = WorkerProcess("evidence_app.ingest.tables", _MEMORY)
    try:
        found: list[tuple[str, list[list[str]]]] = worker.call(_SECONDS, "tables_of", data, path.name)
    finally:
        worker.close()
    return found


def check_table(target: Path) -> None:
    """Refuses a file that a table cannot be written to.

    Raises:
        KnownError: its name ends in neither .csv nor .xlsx, or such a file may not leave this computer.
    """
    listing.check_name(target)
    allow_export(target.suffix.lower().lstrip("."))


def write_table(
    target: Path, name: str, columns: Sequence[listing.Column], rows: Sequence[Sequence[str]], creator: str = ""
) -> None:
    """Writes a table to a .csv or .xlsx file, where such a file may leave this computer; see listing.write_list.

    Raises:
        KnownError: the name ends in neither, it may not leave, or it cannot be written.
    """
    check_table(target)
    listing.write_list(target, name, columns, rows, creator)
