"""The library's rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from evidence_app.domain.document import CASE_KINDS, KINDS, PUBLISHED_KINDS, Document
from evidence_app.domain.folder import STATES
from evidence_app.domain.work import MARKS, Mark
from ui.models.dates import shown_date

TITLE, KIND, DATE, AUTHORITY, PAGES, EVIDENCE = range(6)
COLUMNS = ("Title", "Kind", "Date", "Authority", "Pages", "Evidence")
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as the library shows it.

    Args:
        evidence: how many passages of it are tagged.
        marks: what the officer marked it with.
    """

    document: Document
    evidence: int
    marks: frozenset[Mark] = frozenset()

    @property
    def published(self) -> bool:
        """True where the inspectorate published it; all else may speak of children by name."""
        return self.document.kind in PUBLISHED_KINDS

    @property
    def badge(self) -> str:
        """How confidential it is, in a word or two."""
        if self.published:
            return "Published"
        return "Case record" if self.document.kind in CASE_KINDS else "Not published"

    @property
    def attention(self) -> bool:
        """True where it could not be read as it should, and nobody set it aside."""
        return self.document.status == "attention" and not self.document.ignored


@dataclass(frozen=True, slots=True)
class LibraryFilter:
    """Which documents are shown, in which order.

    Args:
        text: words that stand in title, authority, kind or path.
        kind: a key of KINDS; empty for all.
        attention: True for those that need attention only.
        state: a key of STATES, for those of which that is true; empty for all but earlier versions without evidence.
        mark: a key of MARKS, for those that the officer marked so; empty for all.
        column: one of this module's column numbers.
    """

    text: str = ""
    kind: str = ""
    attention: bool = False
    state: str = ""
    mark: str = ""
    column: int = DATE
    descending: bool = True


def arrange(
    documents: Sequence[Document],
    counts: Mapping[int, int],
    marks: Mapping[int, frozenset[Mark]],
    chosen: LibraryFilter,
) -> list[DocumentRow]:
    """The rows that pass a filter, in order, pinned ones first.

    Ignored files without pages are left out unless attention is asked or the officer marked them.

    Args:
        counts: tagged passages by document.
        marks: the officer's own, by document.
    """
    words = chosen.text.casefold().split()
    rows = [DocumentRow(one, counts.get(one.id, 0), marks.get(one.id, frozenset())) for one in documents]
    kept = [
        row
        for row in rows
        if (not chosen.kind or row.document.kind == chosen.kind)
        and (row.attention if chosen.attention else row.document.pages or row.marks or not row.document.ignored)
        and (row.document.state == chosen.state if chosen.state else _current(row))
        and (not chosen.mark or chosen.mark in row.marks)
        and all(word in _searched(row) for word in words)
    ]
    # Sorting twice: the order within equal values is always newest first, then by title.
    kept.sort(key=lambda row: row.document.title.casefold())
    kept.sort(key=lambda row: row.document.date, reverse=True)
    kept.sort(key=lambda row: _order(row, chosen.column), reverse=chosen.descending)
    kept.sort(key=lambda row: "pin" not in row.marks)
    return kept


class DocumentModel(QAbstractTableModel):
    """The library as a table. UserRole gives a cell's DocumentRow."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[DocumentRow] = ()

    def show(self, rows: Sequence[DocumentRow]) -> None:
        """Shows these rows instead."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_of(self, document: int) -> int:
        """The row of a document, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.document.id == document), -1)

    def row(self, place: int) -> DocumentRow:
        """The row at a place."""
        return self._rows[place]

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (PAGES, EVIDENCE):
            return RIGHT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows or says."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _shown(row, column)
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole and column == TITLE:
            return _said(row)
        if role == Qt.ItemDataRole.ToolTipRole and column == TITLE:
            return "\n".join((row.document.title, *row.document.paths[:5]))
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (PAGES, EVIDENCE):
            return RIGHT
        return None


def _current(row: DocumentRow) -> bool:
    return row.document.state != "superseded" or bool(row.evidence or row.marks)


def _shown(row: DocumentRow, column: int) -> str:
    document = row.document
    match column:
        case 0:
            return document.title
        case 1:
            return KINDS.get(document.kind, document.kind)
        case 2:
            return shown_date(document.date)
        case 3:
            return document.authority
        case 4:
            return str(document.pages) if document.pages else "–"
        case _:
            return str(row.evidence) if row.evidence else "–"


def _said(row: DocumentRow) -> str:
    document = row.document
    parts = [document.title, KINDS.get(document.kind, ""), shown_date(document.date), document.authority]
    parts.append("published" if row.published else "may hold personal data")
    parts.append(STATES.get(document.state, ""))
    parts += [words.lower() for mark, words in MARKS.items() if mark in row.marks]
    if row.attention:
        parts.append(f"needs attention: {document.reason}")
    return ", ".join(part for part in parts if part)


def _order(row: DocumentRow, column: int) -> str | int:
    if column == PAGES:
        return row.document.pages
    if column == EVIDENCE:
        return row.evidence
    return row.document.date if column == DATE else _shown(row, column).casefold()


def _searched(row: DocumentRow) -> str:
    document = row.document
    parts = (
        document.title,
        document.authority,
        document.child,
        KINDS.get(document.kind, ""),
        document.date,
        *document.paths,
    )
    return "\n".join(parts).casefold()
