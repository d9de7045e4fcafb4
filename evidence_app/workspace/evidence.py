"""Evidence: tag passages, list, edit, coverage."""

from __future__ import annotations

import builtins
import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from evidence_app.changes import Changes
from evidence_app.domain import passage as passages
from evidence_app.domain.coverage import CoverageCell, CoverageFilter
from evidence_app.domain.document import PageText
from evidence_app.domain.entries import entry_at, find_entries
from evidence_app.domain.evidence import Basis, Evidence, Finding, ItemStatus, Passage
from evidence_app.domain.framework import Framework
from evidence_app.domain.pageview import Box
from evidence_app.domain.wording import as_quoted, fold
from evidence_app.errors import KnownError, NotFound, QuoteNotOnPage
from evidence_app.store import coverage as coverage_store
from evidence_app.store import documents as document_store
from evidence_app.store import evidence as store
from evidence_app.store import packs as pack_store
from evidence_app.store import pages as page_store
from evidence_app.store.database import Database
from evidence_app.tagging import commands
from evidence_app.tagging import coverage as covering
from evidence_app.workspace.frameworks import Frameworks
from evidence_app.workspace.pages import Pages

# Least side of a picture, in points.
SMALLEST = 8.0


class EvidenceBoard:
    """The tagged passages of a workspace."""

    def __init__(
        self,
        database: Database,
        frameworks: Frameworks,
        author: str,
        pages: Pages,
        elsewhere: Callable[[], frozenset[int]],
    ) -> None:
        self._database = database
        self._frameworks = frameworks
        self._author = author
        self._pages = pages
        self._elsewhere = elsewhere

    @property
    def _framework(self) -> Framework:
        return self._frameworks.current()

    def locate(self, document: int, page: int, quote: str) -> Passage:
        """Finds a quotation on a page (or beginning there and running on), with its boxes.

        Raises:
            QuoteNotOnPage: the words do not stand there; says on which pages they do.
            NotFound: no such document or page.
        """
        pages = self._text(document)
        if not any(one.number == page for one in pages):
            raise NotFound(f"The document has no page {page}.", f"Its pages are 1 to {len(pages)}.")
        if not fold(quote).text:
            raise KnownError("There are no words to look for.", "Give the quotation as it stands on the page.")
        version = self._pages.extractor
        found = passages.find_quote(pages, page, quote, document, version)
        if found is None:
            elsewhere = [p.number for p in pages if passages.find_quote(pages, p.number, quote, document, version)]
            hint = f"It stands on page {elsewhere[0]}." if elsewhere else "Quote it as it is printed, word for word."
            raise QuoteNotOnPage(f"These words do not stand on page {page}.", hint)
        return self._pages.boxed(found)

    def spot(self, document: int, page: int, to_page: int, text: str) -> Passage | None:
        """Where words of a report as read stand, without boxes; None where they are not found.

        Args:
            page, to_page: the pages they were read on; running headers and numbers between them do not matter.
        """
        wanted = Passage(document, page, to_page, 0, 0, text)
        return passages.find_again(self._text(document), [wanted], document, self._pages.extractor)[0]

    def select(self, document: int, first: tuple[int, int], last: tuple[int, int]) -> Passage | None:
        """The passage between two places (page, character offset), with its boxes; None where no words are between."""
        found = passages.select(self._text(document), first, last, document, self._pages.extractor)
        return None if found is None else self._pages.boxed(found)

    def inside(self, document: int, page: int, box: Box) -> Passage | None:
        """The passage from the first to the last word in a box of a page, without boxes; None where none is in it.

        Args:
            box: in points of displayed page space.
        """
        x0, y0, x1, y1 = box
        words = [
            word
            for word in self._pages.words(document, page).result()
            if x0 <= (word.x0 + word.x1) / 2 <= x1 and y0 <= (word.y0 + word.y1) / 2 <= y1
        ]
        if not words:
            return None
        first, last = (page, min(word.start for word in words)), (page, max(word.end for word in words))
        return passages.select(self._text(document), first, last, document, self._pages.extractor)

    def picture(self, document: int, page: int, box: Box, words: str) -> Passage:
        """A box of a page as a passage: a table, a chart, a place on a scan without words.

        Args:
            box: in points of displayed page space.
            words: what it shows, for those who cannot see it.

        Raises:
            NotFound: no such document or page.
            KnownError: nothing was said of it, or the box is too small to be seen.
        """
        known = next((one for one in self._text(document) if one.number == page), None)
        if known is None:
            raise NotFound(f"The document has no page {page}.")
        said = as_quoted(words)
        if not said:
            raise KnownError("A picture needs words that tell what it shows.", "Describe it in a sentence.")
        x0, y0, x1, y1 = max(0.0, box[0]), max(0.0, box[1]), min(known.width, box[2]), min(known.height, box[3])
        if x1 - x0 < SMALLEST or y1 - y0 < SMALLEST:
            raise KnownError("This box is too small to show anything.", "Draw a larger one.")
        below = (word.start for word in self._pages.words(document, page).result() if word.y0 >= y0)
        at = min(below, default=len(known.text))
        version = self._pages.extractor
        return Passage(
            document, page, page, at, at, f"[Picture: {said}]", "", "", ((page, x0, y0, x1, y1),), version, picture=True
        )

    def add(
        self,
        passage: Passage,
        areas: Sequence[str],
        finding: Finding,
        *,
        themes: Sequence[str] = (),
        impact: bool = False,
        note: str = "",
        date: str = "",
        status: ItemStatus = "draft",
        basis: Basis = "",
        person: str = "",
        embargo_until: str = "",
        confidential: bool = False,
    ) -> Changes:
        """Tags a passage; undoable.

        Args:
            date: ISO date the evidence speaks of; empty to take that of the entry of a case record it stands in, or
                else the document's own.
            embargo_until: ISO date before which it may not leave in a pack; empty for none.
            themes, impact, note, status, basis, person, confidential: see Evidence.

        Raises:
            KnownError: an area, theme or date is not possible.
        """
        known = document_store.get(self._database, passage.document)
        if known is None:
            raise NotFound(f"There is no document {passage.document} in this workspace.")
        item = Evidence(
            id="",
            passage=passage,
            title=known.title,
            areas=tuple(areas),
            themes=tuple(themes),
            finding=finding,
            impact=impact,
            note=note,
            date=_iso(date) or self._entry_date(passage) or known.date,
            status=status,
            basis=basis,
            person=person.strip(),
            embargo_until=_iso(embargo_until),
            confidential=confidential,
        )
        return commands.add(self._database, self._framework, self._author, item)

    def add_all(self, items: Sequence[Evidence]) -> Changes:
        """Tags passages as a review found them, each with its boxes; undoable as one change.

        Args:
            items: with passage, areas, themes and finding; title, and date where it is empty, are filled in as by add.

        Raises:
            KnownError: an area or theme is not possible.
        """
        full = []
        for item in items:
            known = document_store.get(self._database, item.passage.document)
            if known is None:
                raise NotFound(f"There is no document {item.passage.document} in this workspace.")
            passage = self._pages.boxed(dataclasses.replace(item.passage, extractor=self._pages.extractor))
            day = item.date or self._entry_date(passage) or known.date
            full.append(dataclasses.replace(item, passage=passage, title=known.title, date=day))
        return commands.add_all(self._database, self._framework, self._author, full)

    def edit(self, ids: Iterable[str], values: Mapping[str, Any]) -> Changes:
        """Alters items, by field name (see tagging.commands.EDITABLE); undoable as one change."""
        dates = {name: _iso(str(values[name])) for name in ("date", "embargo_until") if name in values}
        values = {**values, **dates}
        return commands.edit(self._database, self._framework, self._author, ids, values)

    def remove(self, ids: Iterable[str]) -> Changes:
        """Takes tags off; undoable."""
        return commands.remove(self._database, self._author, ids)

    def list(self, *, area: str | None = None, document: int | None = None, text: str = "") -> list[Evidence]:
        """Items, newest document first, then in order of place.

        Raises:
            KnownError: the area is unknown.
        """
        if area is not None and area not in {one.id for one in self._framework.areas}:
            known = ", ".join(one.id for one in self._framework.areas)
            raise KnownError(f"{self._framework.name} has no judgement area “{area}”.", f"Choose one of: {known}.")
        return store.every(self._database, area=area, document=document, text=text)

    def get(self, item: str) -> Evidence:
        """One item.

        Raises:
            NotFound: there is none with this id.
        """
        found = store.get(self._database, item)
        if found is None:
            raise NotFound(f"There is no evidence “{item}”.", "It may have been removed; undo brings it back.")
        return found

    def counts_by_document(self) -> dict[int, int]:
        """How many items each document has; documents without any are left out."""
        return store.counts_by_document(self._database)

    def exhibit_numbers(self) -> dict[str, str]:
        """The exhibit number each item had in the newest pack it was in."""
        return pack_store.exhibit_numbers(self._database)

    def coverage(self, wanted: CoverageFilter | None = None, as_of: str = "") -> Sequence[CoverageCell]:
        """One cell per judgement area (theme None), each followed by its themes; only of the own authority.

        Args:
            wanted: which evidence counts; None for all.
            as_of: ISO day; the evidence as it stood at the end of that day. Empty for now.

        Raises:
            KnownError: a date is none.
        """
        wanted = wanted or CoverageFilter()
        wanted = dataclasses.replace(wanted, since=_iso(wanted.since), until=_iso(wanted.until))
        items = coverage_store.counted(self._database, _iso(as_of))
        return covering.coverage(self._framework, covering.chosen(items, wanted, self._elsewhere()))

    def adrift(self) -> Sequence[Evidence]:
        """Items whose quotation does not stand at their anchor; empty in a sound workspace."""
        lost: builtins.list[Evidence] = []
        texts: dict[int, Sequence[PageText]] = {}
        for item in store.every(self._database):
            spot = item.passage
            if spot.picture:
                continue
            pages = texts.setdefault(spot.document, page_store.of_document(self._database, spot.document))
            again = passages.select(pages, (spot.page, spot.start), (spot.to_page, spot.end), spot.document, 0)
            if again is None or again.quote != spot.quote:
                lost.append(item)
        return lost

    def proposed_date(self, document: int, place: tuple[int, int]) -> str:
        """The ISO date a passage would be given: of the entry of a case record it stands in, or else the document's.

        Args:
            place: where it begins: page, and character offset in that page's text.
        """
        known = document_store.get(self._database, document)
        found = entry_at(find_entries(self._text(document)), *place)
        return found.date if found else known.date if known else ""

    def _entry_date(self, passage: Passage) -> str:
        found = entry_at(find_entries(self._text(passage.document)), passage.page, passage.start)
        return found.date if found else ""

    def _text(self, document: int) -> Sequence[PageText]:
        if document_store.get(self._database, document) is None:
            raise NotFound(
                f"There is no document {document} in this workspace.", "`evidence-app documents` lists them."
            )
        return page_store.of_document(self._database, document)


def json_coverage(framework: Framework, cells: Sequence[CoverageCell], today: date) -> dict[str, Any]:
    """Coverage as the command line prints it."""

    def named(some: Iterable[CoverageCell]) -> list[dict[str, Any]]:
        return [{"area": cell.area, "theme": cell.theme} for cell in some]

    return {
        "framework": framework.id,
        "cells": [cell.to_json() for cell in cells],
        "gaps": named(covering.gaps(cells)),
        "one_sided": named(covering.one_sided(cells)),
        "one_source": named(covering.one_source(cells)),
        "stale": named(covering.stale(cells, today)),
    }


def _iso(text: str) -> str:
    """The date as stored.

    Raises:
        KnownError: the text is no ISO date.
    """
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise KnownError(f"“{text}” is not a date.", "Write it as year-month-day, for example 2026-03-31.") from None
