"""A pack looked at before it is made: its pages, its order, and what its maker should know."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Collection, Mapping, Sequence

from evidence_app.domain.framework import Framework
from evidence_app.domain.pack import DraftItem, PackDraft, PackSpec
from evidence_app.domain.pageview import PageImage
from evidence_app.domain.redaction import Redactor
from evidence_app.domain.visit import Visit
from evidence_app.packs import redact
from evidence_app.packs.contents import Exhibit, Item
from evidence_app.packs.frames import frames
from evidence_app.packs.select import select
from evidence_app.pages.process import WorkerProcess
from evidence_app.store import documents
from evidence_app.store.database import Database

MEMORY = 3 << 29
# Seconds for setting the pages, and for drawing one.
SETTING, DRAWING = 60.0, 30.0


class Preview:
    """The draft of one pack at a time, in a warm worker process; every method may be called from any thread.

    Exhibits are put in when one of their pages is looked at. Close it when done.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._worker = WorkerProcess("evidence_app.packs.compose", MEMORY)
        self._serials = itertools.count(1)
        self._busy = threading.Lock()
        self._serial = 0
        self._redactor: Redactor | None = None
        self._owners: list[Exhibit] = []
        self._front = 0
        self._bound: set[str] = set()

    def draft(
        self,
        framework: Framework,
        spec: PackSpec,
        authority: str,
        redactor: Redactor | None,
        elsewhere: Collection[int] = (),
        house: Mapping[str, bytes] | None = None,
        visits: Sequence[Visit] = (),
    ) -> PackDraft:
        """Sets a pack's own pages; the draft before is forgotten.

        Args:
            redactor: takes personal data out, where the spec says so; closed here when it is no longer needed.
            elsewhere: ids of documents about other authorities.
            house: files of the council's own cover, by name.
            visits: the own series of inspections, visits and meetings, the oldest first.

        Raises:
            PackRefused: there is nothing to pack, or the spec is not sound.
        """
        with self._busy:
            self._forget()
            self._redactor = redactor
            contents = select(self._database, framework, spec, authority, elsewhere, house, visits)
            if redactor is not None:
                contents = redact.redacted(contents, redactor)
            front, sizes = self._worker.call(SETTING + len(contents.exhibits), "draft", contents)
            exhibits = {exhibit.number: exhibit for exhibit in contents.exhibits}
            self._owners = [exhibits[frame.exhibit] for frame in frames(contents)]
            self._front, self._serial = front, next(self._serials)
            return PackDraft(
                serial=self._serial,
                front=front,
                sizes=tuple(sizes),
                items=tuple(_item(item, exhibits[item.exhibit]) for item in contents.items),
                warnings=contents.warnings,
                unreviewed=redactor.review.unreviewed if redactor is not None else 0,
            )

    def picture(self, serial: int, page: int, scale: float) -> PageImage | None:
        """Draws a page of a draft.

        Args:
            serial: the draft's.
            page: from 1.
            scale: pixels a point.

        Returns:
            None where another draft has taken its place.
        """
        with self._busy:
            if serial != self._serial:
                return None
            if page > self._front:
                self._bind(self._owners[page - self._front - 1])
            image: PageImage = self._worker.call(DRAWING, "picture", page, scale)
            return image

    def close(self) -> None:
        """Ends the worker processes."""
        self._worker.close()
        with self._busy:
            self._forget()

    def _bind(self, exhibit: Exhibit) -> None:
        data = documents.data(self._database, exhibit.document)
        if exhibit.number in self._bound or data is None:
            return
        if self._redactor is not None:
            copying = redact.Pages().copy(exhibit, data, self._redactor)
            try:
                while True:
                    next(copying)
            except StopIteration as end:
                data = end.value
        self._worker.call(SETTING + len(exhibit.shown), "bind", exhibit.number, data)
        self._bound.add(exhibit.number)

    def _forget(self) -> None:
        self._serial, self._owners = 0, []
        self._bound.clear()
        if self._redactor is not None:
            self._redactor.close()
            self._redactor = None


def _item(item: Item, exhibit: Exhibit) -> DraftItem:
    passage = item.evidence.passage
    return DraftItem(
        id=item.evidence.id,
        number=item.number,
        area=item.area,
        finding=item.evidence.finding,
        quote=passage.quote,
        source=f"{exhibit.title}, p. {passage.page}",
    )
