"""The work list of the officer at this computer: pinned, to read, to tag, to agree, and where she left."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from evidence_app.changes import Changes
from evidence_app.domain.board import BoardQuery
from evidence_app.domain.work import MARKS, Left, Mark, Waiting
from evidence_app.errors import KnownError
from evidence_app.store import board as board_store
from evidence_app.store import documents as document_store
from evidence_app.store import work_marks as store
from evidence_app.store.database import Database


class WorkList:
    """What one officer means to do. Other officers of the same workspace have lists of their own."""

    def __init__(self, database: Database, author: str) -> None:
        self._database = database
        self._author = author

    def marks(self) -> dict[int, frozenset[Mark]]:
        """The officer's marks by document; documents without one are left out."""
        return store.of(self._database, self._author)

    def waiting(self) -> Waiting:
        """How many documents are to be read and to be tagged, and how much evidence is to be agreed."""
        marks = self.marks().values()
        drafts = board_store.count(self._database, BoardQuery(status="draft"))
        return Waiting(sum("read" in one for one in marks), sum("tag" in one for one in marks), drafts)

    def toggle(self, documents: Sequence[int], mark: Mark) -> Changes:
        """Marks documents, or takes the mark off where all of them have it. Not an undoable change: do it again.

        Args:
            mark: a key of MARKS.

        Raises:
            KnownError: a document is not there.
        """
        for document in documents:
            if document_store.get(self._database, document) is None:
                raise KnownError("A document is not there any more.", "Choose others.")
        marks = self.marks()
        off = all(mark in marks.get(document, ()) for document in documents)
        (store.remove if off else store.put)(self._database, self._author, documents, mark)
        what = "one document" if len(documents) == 1 else f"{len(documents):,} documents"
        return Changes(f"{'no longer' if off else 'now'} {MARKS[mark].lower()}: {what}", frozenset(documents))

    def leave(self, left: Left) -> None:
        """Remembers where the officer was, inside the encrypted workspace."""
        self._database.set_meta(self._key, json.dumps(asdict(left)))

    def left(self) -> Left | None:
        """Where the officer left, or None where she was never here. A document that is gone is left out."""
        kept = self._database.meta(self._key)
        if kept is None:
            return None
        found = json.loads(kept)
        document = found["document"]
        there = document is not None and document_store.get(self._database, document) is not None
        return Left(found["place"], document if there else None, found.get("search", ""))

    @property
    def _key(self) -> str:
        return f"preference.left.{self._author}"
