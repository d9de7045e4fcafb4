"""Spreadsheets and tables: each sheet a section; lists of children are known by the names of their columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from evidence_app.ingest.markup import Block, Table, heading, note

Rows = list[list[str]]

# Cells of one sheet that are set as pages; some 1,500 pages.
MOST_CELLS = 150_000

# A day, as a sheet gives it with the time it does not have.
MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[ T]00:00:00(?:\.0+)?")
_NUMBER = re.compile(r"[-+£]?\d[\d,.:/ -]*%?")

# What the columns of a list of children are called, as far as councils agree; the inspection's child-level lists
# ("Annex A") ask for all of these. One that names or numbers a child, and two that describe one, make a list.
_WHO = re.compile(
    r"(?:child|young person|client|person|adopter|service user|case|pupil)?(?:'s|s)? ?(?:unique )?"
    r"(?:id|identifier|reference|ref|number|no|unique id|upn|pid|name)|upn|forename|first name|surname|last name"
    r"|(?:mosaic|lcs|liquidlogic|eclipse|care ?first) (?:id|number|ref)"
)
_ABOUT = (
    re.compile(r"date of birth|d ?o ?b|birth ?date|expected date of birth|dob or edd|date of birth or .*"),
    re.compile(r"ethnicity|ethnic (?:origin|group|background)|ethnicity code"),
    re.compile(r"gender|sex"),
    re.compile(r"disabilit(?:y|ies)|disabled|does the child have a disability.*|disability .*"),
    re.compile(r"(?:current |child's |child )?legal status"),
    re.compile(r"nationality|uasc.*|unaccompanied.*|immigration status"),
    re.compile(r"(?:placement|home|child's) postcode|postcode|category of need|primary need.*|.*category of abuse"),
)
# Lines in which the names of the columns may stand: some lists begin with a title and notes.
_HEAD = 20


def sheet_blocks(sheets: Sequence[tuple[str, Rows]]) -> tuple[list[Block], bool]:
    """Sheets as blocks, and whether one was too large to be set in full.

    Args:
        sheets: name and rows of each; a name may be empty.
    """
    found: list[Block] = []
    cut = False
    for name, given in sheets:
        rows = _trimmed(given)
        if name:
            found.append(heading(name, 2))
        if not rows:
            found.append(note("This sheet is empty."))
            continue
        columns = max(map(len, rows))
        most = max(1, MOST_CELLS // columns)
        if len(rows) > most:
            cut = True
            found.append(
                note(
                    f"Only the first {most:,} of {len(rows):,} rows of this sheet are shown here;"
                    " the original file, which is kept as well, holds the others."
                )
            )
        shown = rows[:most]
        found.append(Table(tuple(map(tuple, shown)), _is_headed(shown)))
    return found, cut


def names_children(sheets: Iterable[tuple[str, Rows]]) -> bool:
    """Whether one of the sheets is a list of children, as the inspection's child-level lists are."""
    return any(_lists_children(row) and len(rows) > at + 1 for _, rows in sheets for at, row in enumerate(rows[:_HEAD]))


def rows_of(text: str) -> Rows:
    """The rows of a table written as text, parted by commas, semicolons, tabs or bars."""
    head = text[:20_000]
    lines = [line for line in head.splitlines() if line.strip()][:20]
    # The sign that parts most lines into the same number of cells, more than one.
    counts = {sign: [line.count(sign) for line in lines] for sign in ",;\t|"}
    best = max(counts, key=lambda sign: (sum(1 for n in counts[sign] if n and n == counts[sign][0]), sum(counts[sign])))
    csv.field_size_limit(1 << 24)
    return [list(row) for row in csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=best)]


def _lists_children(row: Sequence[str]) -> bool:
    names = [" ".join(re.sub(r"[^\w']+|_", " ", cell.casefold().replace("’", "'")).split()) for cell in row]
    who = any(_WHO.fullmatch(name) for name in names)
    about = sum(any(pattern.fullmatch(name) for name in names) for pattern in _ABOUT)
    closest = any(pattern.fullmatch(name) for name in names for pattern in _ABOUT[:2])
    return who and closest and about >= 2


def _trimmed(rows: Iterable[Sequence[str]]) -> Rows:
    """Rows without those that hold nothing, and without empty cells at their ends."""
    kept: Rows = []
    for row in rows:
        cells = [MIDNIGHT.sub(r"\1", cell).strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            kept.append(cells)
    return kept


def _is_headed(rows: Rows) -> bool:
    first = rows[0]
    return (
        len(rows) > 1
        and len(first) > 1
        and all(first)
        and not any(_NUMBER.fullmatch(cell) or len(cell) > 80 for cell in first)
    )
