"""Newer versions of documents: evidence on an earlier one is offered to be carried over by its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from evidence_app.changes import Changes
from evidence_app.domain.evidence import Evidence
from evidence_app.domain.passage import find_again
from evidence_app.domain.reanchoring import Offer
from evidence_app.errors import KnownError
from evidence_app.store import documents as document_store
from evidence_app.store import evidence as evidence_store
from evidence_app.store import pages as page_store
from evidence_app.store.database import Database
from evidence_app.tagging import moving
from evidence_app.workspace.pages import Pages


class Versions:
    """What stands on earlier versions of documents."""

    def __init__(self, database: Database, author: str, pages: Pages) -> None:
        self._database = database
        self._author = author
        self._pages = pages

    def offers(self, document: int | None = None) -> Sequence[Offer]:
        """Evidence on earlier versions, each with where its words stand in the newest one.

        Args:
            document: only evidence on this one; None for all.
        """
        known = {one.id: one for one in document_store.every(self._database, reading=False)}
        waiting: defaultdict[int, list[Evidence]] = defaultdict(list)
        for item in evidence_store.every(self._database, document=document):
            newest = item.passage.document
            walked = {newest}
            while (after := known[newest].newer) is not None and after not in walked:
                newest = after
                walked.add(after)
            if newest != item.passage.document:
                waiting[newest].append(item)
        offers: list[Offer] = []
        for newest, items in waiting.items():
            pages = page_store.of_document(self._database, newest)
            found = find_again(pages, [item.passage for item in items], newest, self._pages.extractor)
            offers += [
                Offer(item, newest, known[newest].title, passage) for item, passage in zip(items, found, strict=True)
            ]
        return offers

    def carry_over(self, items: Iterable[str] | None = None) -> Changes | None:
        """Moves evidence to the newest version of its document, where its words stand there; one change to undo.

        Args:
            items: ids of evidence; None for all that can be found.

        Returns:
            What was changed, or None where there was nothing to move.

        Raises:
            KnownError: an item asked for cannot be moved: its words are not found, or there is no newer version.
        """
        offers = {offer.item.id: offer for offer in self.offers()}
        if items is None:
            wanted = [offer for offer in offers.values() if offer.passage is not None]
        else:
            ids = list(items)
            stuck = [one for one in ids if one not in offers or offers[one].passage is None]
            if stuck:
                raise KnownError(
                    f"The words of evidence {stuck[0]} do not stand in a newer version of its document.",
                    "It stays with the earlier version; tag the new wording by hand.",
                )
            wanted = [offers[one] for one in ids]
        passages = {offer.item: self._pages.boxed(offer.passage) for offer in wanted if offer.passage is not None}
        if not passages:
            return None
        return moving.carry_over(self._database, self._author, passages)
