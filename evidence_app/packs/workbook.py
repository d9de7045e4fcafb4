"""The pack as a workbook: items, coverage, documents, and the improvement desk in the columns boards use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from evidence_app.domain.document import KINDS
from evidence_app.domain.evidence import FINDING_LABELS
from evidence_app.domain.wording import shortened
from evidence_app.packs.contents import Contents, Item
from evidence_app.packs.desk_sheets import desk_sheets
from evidence_app.packs.ooxml import legal, settled
from evidence_app.packs.sheet import Value, day, fit_rows, put, put_heading, written
from evidence_app.packs.templates import parts

# The quotation's column on the sheet Items, and the number's.
QUOTATION, NUMBER = 5, 1
SHEETS = ("Items", "Coverage", "Documents")

# Heading and width in characters, for each sheet.
_ITEMS = (
    ("Number", 9), ("Judgement area", 26), ("Themes", 26), ("Finding", 18), ("Quotation", 70), ("Note", 34),
    ("Document", 34), ("Document date", 14), ("Page", 9), ("Exhibit", 9), ("Page of the PDF", 11),
    ("Evidence date", 14), ("Impact on children", 12), ("Status", 10), ("Part of the pack", 34),
)  # fmt: skip
_COVERAGE = (
    ("Judgement area", 44), ("Strengths", 12), ("Areas for improvement", 16), ("Context", 12), ("Documents", 12),
    ("Newest evidence", 16),
)  # fmt: skip
_DOCUMENTS = (
    ("Exhibit", 9), ("Document", 44), ("Kind", 26), ("Authority", 26), ("Date", 14), ("Pages", 9),
    ("Pages in the pack", 12), ("Items", 9), ("SHA-256", 68),
)  # fmt: skip


def workbook(contents: Contents, pages: Mapping[str, int], pdf: str) -> bytes:
    """The workbook. The same arguments give the same bytes; no cell holds a formula.

    Args:
        pages: the page of the PDF that each item leads to, by item number.
        pdf: name of the pack's PDF, which lies in the same folder.

    Raises:
        PackRefused: a text is longer than a cell can hold.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    columns = (_ITEMS, _COVERAGE, _DOCUMENTS)
    arranged = _arranged(contents)
    rows = (_items(contents, pages, arranged), _coverage(contents), _documents(contents))
    items, *_ = (_sheet(book, contents, *sheet) for sheet in zip(SHEETS, columns, rows, strict=True))
    for each in desk_sheets(contents):
        _sheet(book, contents, *each)
    for row, (item, _) in enumerate(arranged, start=2):
        cell = items.cell(row, 11)
        cell.hyperlink = f"{pdf}#page={pages[item.number]}"
        cell.font = Font(name="Arial", size=10, color="12395B", underline="single")
    for sheet in book.worksheets:
        fit_rows(sheet)
    return settled(written(book), contents.spec.title, contents.authority, contents.spec.date)


def _arranged(contents: Contents) -> list[tuple[Item, str]]:
    """The items in the order of the pack's own pages, and the part each stands in."""
    made = []
    for section in contents.sections:
        arranged = [(item, part.title) for part in parts(contents, section) for item in part.items]
        made += arranged or [(item, "") for item in section.items]
    return made


def _items(contents: Contents, pages: Mapping[str, int], arranged: Sequence[tuple[Item, str]]) -> list[Sequence[Value]]:
    areas = {section.area: section.name for section in contents.sections}
    exhibits = {exhibit.number: exhibit for exhibit in contents.exhibits}
    return [
        (
            item.number,
            areas[item.area],
            "; ".join(item.themes),
            FINDING_LABELS[item.evidence.finding],
            item.evidence.passage.quote,
            item.evidence.note,
            exhibits[item.exhibit].title,
            day(exhibits[item.exhibit].date),
            item.on,
            item.exhibit,
            pages[item.number],
            day(item.evidence.date),
            "yes" if item.evidence.impact else "",
            item.evidence.status,
            part,
        )
        for item, part in arranged
    ]


def _coverage(contents: Contents) -> list[Sequence[Value]]:
    return [
        (
            section.name,
            len(section.strengths),
            len(section.improvements),
            len(section.context),
            len({item.exhibit for item in section.items}),
            day(max((item.evidence.date for item in section.items), default="")),
        )
        for section in contents.sections
    ]


def _documents(contents: Contents) -> list[Sequence[Value]]:
    return [
        (
            exhibit.number,
            exhibit.title,
            KINDS.get(exhibit.kind, KINDS["other"]),
            exhibit.authority,
            day(exhibit.date),
            exhibit.pages,
            len(exhibit.shown),
            len({item.evidence.id for item in contents.items if item.exhibit == exhibit.number}),
            exhibit.sha256,
        )
        for exhibit in contents.exhibits
    ]


def _sheet(
    book: Workbook, contents: Contents, name: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Value]]
) -> Worksheet:
    sheet: Worksheet = book.create_sheet(name)
    for number, (heading, width) in enumerate(columns, start=1):
        cell = sheet.cell(1, number)
        put_heading(cell, heading)
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row, values in enumerate(rows, start=2):
        for number, value in enumerate(values, start=1):
            put(sheet.cell(row, number), value)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.oddHeader.center.text = _header(contents)
    sheet.oddFooter.center.text = "Page &P of &N"
    return sheet


def _header(contents: Contents) -> str:
    """The line at the head of printed sheets, which may be 255 characters long; an ampersand begins a code there."""
    return legal(f"{contents.spec.marking} {shortened(contents.spec.title, 100)}").replace("&", "&&").strip()
