"""The audit log as a file: written with its chain of hashes, and proved from the file alone."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evidence_app.domain.audit import broken_at
from evidence_app.domain.board import spreadsheet_safe
from evidence_app.domain.pack import Check
from evidence_app.errors import KnownError
from evidence_app.files import written
from evidence_app.packs import listing
from evidence_app.store.journal import AuditEntry
from evidence_app.workspace.policy import allow_export
from evidence_app.workspace.tables import write_table

COLUMNS = {
    "id": listing.Column("Line", 8),
    "at": listing.Column("When (UTC)", 26),
    "author": listing.Column("Who", 18),
    "action": listing.Column("What", 44),
    "detail": listing.Column("Detail", 70),
    "previous": listing.Column("Hash before", 68),
    "hash": listing.Column("Hash", 68),
}
HOW = (
    "hash = SHA-256, in hex, over UTF-8 of: the hash before it, then JSON of at, author, action and detail (as words), "
    "keys in order, as Python's json.dumps writes it; before the first line the hash is 64 zeros."
)


def write_audit(target: Path, lines: Sequence[AuditEntry]) -> None:
    """Writes lines of the audit log to a .csv, .xlsx or .json file.

    Raises:
        KnownError: the name ends in none of them, such a file may not leave, or it cannot be written.
    """
    rows = [line.chained() for line in lines]
    if target.suffix.lower() == ".json":
        allow_export("json")
        text = json.dumps({"audit_log": rows, "how": HOW}, ensure_ascii=False, indent=1)
        with written(target) as part:
            part.write_text(text + "\n", encoding="utf-8")
        return
    words = [tuple(str(row[name]) for name in COLUMNS) for row in rows]
    write_table(target, "Audit log", list(COLUMNS.values()), words)


def verify_audit(file: Path) -> Check:
    """Proves the chain of an exported audit log; needs no workspace.

    Raises:
        KnownError: it cannot be read, or is no audit log.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise KnownError(f"“{file.name}” cannot be read.", "It has to be a .csv or .json file.") from None
    try:
        rows = _of_json(text) if text.lstrip().startswith("{") else _of_csv(text)
        if not rows:
            raise ValueError
        rows.sort(key=lambda row: int(row["id"]))
        broken = broken_at(rows)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise KnownError(f"“{file.name}” is no exported audit log.", "Export it anew as .csv or .json.") from None
    if broken is not None:
        return Check("audit log", False, f"broken at line {broken}, or lines before it were left out of the file")
    return Check("audit log", True, f"{len(rows):,} lines, each follows from the one before")


def _of_json(text: str) -> list[dict[str, Any]]:
    return [{**row, "id": int(row["id"])} for row in json.loads(text)["audit_log"]]


def _of_csv(text: str) -> list[dict[str, Any]]:
    names = {column.heading: name for name, column in COLUMNS.items()}
    read = csv.DictReader(io.StringIO(text, newline=""))
    rows = [{names[heading]: _plain(value) for heading, value in row.items() if heading in names} for row in read]
    return [{**row, "id": int(row["id"])} for row in rows]


def _plain(words: str) -> str:
    """Words without the sign that keeps a spreadsheet from running them."""
    return words[1:] if words[:1] == "'" and spreadsheet_safe(words[1:]) == words else words
