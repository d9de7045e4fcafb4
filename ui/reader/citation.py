"""Words copied from a document, with where they stand."""

from __future__ import annotations

from evidence_app.domain.document import Document
from ui.models.dates import shown_date

# What an inspectorate's papers are called in the field; of visits there are several a year, so they need the day.
BY_YEAR = {"inspection_report": "inspection"}
BY_DAY = {"monitoring_letter": "monitoring visit", "focused_letter": "focused visit"}


def cited(quote: str, document: Document, page: int, to_page: int, paragraph: str = "") -> str:
    """A quotation with its source, such as “...” (Northmere, inspection 2020, p. 4, para 12).

    Args:
        quote: the words, without quotation marks around them.
        page, to_page: first and last page of the words.
        paragraph: printed number of the paragraph they begin in; empty where it has none.
    """
    place = f"p. {page}" if page == to_page else f"pp. {page}–{to_page}"
    number = f"para {paragraph}" if paragraph else ""
    return f"“{quote}” ({', '.join(part for part in (*source(document), place, number) if part)})"


def source(document: Document) -> tuple[str, str]:
    """How a document is named in a citation: whose it is and what, or its title and date."""
    year = document.date[:4]
    if document.authority and document.kind in BY_YEAR:
        return document.authority, f"{BY_YEAR[document.kind]} {year}".strip()
    if document.authority and document.kind in BY_DAY:
        return document.authority, f"{BY_DAY[document.kind]} {shown_date(document.date)}".strip()
    return document.title, shown_date(document.date)
