"""Coverage as a page of its own: as a table to paste, as a picture, and as a PDF to print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QFont, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from ui.models.coverage import COLUMNS, NUMBERS, CoverageRow

# The balance is a drawing in the window; as words it only says the two numbers beside it again.
SHOWN = tuple(column for column in COLUMNS if column != "balance")
# Width of the picture in pixels at 100 %, and how much sharper it is drawn.
WIDTH, SHARPER = 1180, 2
# Points; a line of a table on A4 across holds about 150 letters at this size.
BODY = 8.5


def as_html(title: str, about: Sequence[str], rows: Sequence[CoverageRow]) -> str:
    """The page as HTML, with a heading row and the areas set bold.

    Args:
        about: lines below the title: what is counted, and on which day.
    """
    today = date.today()
    head = "".join(f"<th align='left'>{escape(COLUMNS[column])}</th>" for column in SHOWN)
    lines = []
    for row in rows:
        whole = row.cell.theme is None
        cells = []
        for column in SHOWN:
            words = escape(row.words(column, today))
            words = f"<b>{words}</b>" if whole else ("&emsp;" if column == "name" else "") + words
            cells.append(f"<td align='{'center' if column in NUMBERS else 'left'}'>{words}</td>")
        ground = " bgcolor='#e9ebef'" if whole else ""
        lines.append(f"<tr{ground}>{''.join(cells)}</tr>")
    said = "".join(f"<p>{escape(line)}</p>" for line in about)
    table = f"<table border='1' cellspacing='0' cellpadding='3' width='100%'><thead><tr>{head}</tr></thead>"
    return f"<h2>{escape(title)}</h2>{said}{table}{''.join(lines)}</table>"


def as_tabs(rows: Sequence[CoverageRow]) -> str:
    """The table as lines of cells with tabs between, as spreadsheets take it."""
    today = date.today()
    lines = [[COLUMNS[column] for column in SHOWN]]
    lines += [[row.words(column, today) for column in SHOWN] for row in rows]
    return "\n".join("\t".join(line) for line in lines)


def picture(html: str) -> QImage:
    """The page drawn on white."""
    document = _document(html, 9.5)
    document.setTextWidth(WIDTH)
    size = document.size().toSize()
    image = QImage(size * SHARPER, QImage.Format.Format_RGB32)
    image.fill("white")
    painter = QPainter(image)
    painter.scale(SHARPER, SHARPER)
    document.drawContents(painter)
    painter.end()
    return image


def pdf(html: str, title: str) -> bytes:
    """The page as a PDF on A4 across; its words stay words. Made in memory."""
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(held)
    writer.setTitle(title)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    writer.setPageMargins(QMarginsF(12, 12, 12, 12), QPageLayout.Unit.Millimeter)
    _document(html, BODY).print_(writer)
    return bytes(held.data().data())


def _document(html: str, points: float) -> QTextDocument:
    made = QTextDocument()
    font = QFont()
    font.setPointSizeF(points)
    made.setDefaultFont(font)
    # Ink is black whatever the window's scheme is.
    made.setDefaultStyleSheet("* { color: black; }")
    made.setHtml(html)
    return made
