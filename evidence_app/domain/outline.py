"""What a document's outline is: its own bookmarks, or its headings, or the entries of a case record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from evidence_app.domain.document import PageText
from evidence_app.domain.entries import Entry, find_entries
from evidence_app.domain.pageview import OutlineItem

# One bookmark, often the title, leads nowhere that the first page does not.
FEWEST = 2


def outline_of(
    bookmarks: Iterable[OutlineItem], ofsted: Mapping[str, Any] | None, pages: Sequence[PageText]
) -> tuple[OutlineItem, ...]:
    """The outline of a document, in reading order; empty where nothing tells one.

    Args:
        bookmarks: of the PDF; used where at least two lead to a page.
        ofsted: what the report reader found, as its JSON; its sections are used next.
        pages: the document's pages; the dated entries of a case record are used last.
    """
    known = tuple(item for item in bookmarks if 1 <= item.page <= len(pages) and item.title.strip())
    if len(known) >= FEWEST:
        return known
    sections = tuple(_section(section) for section in (ofsted or {}).get("sections", ()) if section.get("heading"))
    if sections:
        return sections
    return tuple(_entry(entry) for entry in find_entries(pages))


def _entry(entry: Entry) -> OutlineItem:
    day = date.fromisoformat(entry.date)
    words = (f"{day.day} {day:%b %Y}", entry.kind, entry.author)
    return OutlineItem(1, " · ".join(part for part in words if part), entry.page)


def _section(section: Mapping[str, Any]) -> OutlineItem:
    grade = f": {section['grade']}" if section.get("grade") else ""
    return OutlineItem(1, f"{section['heading']}{grade}", int(section["page"]))
