"""Documents taken in by an earlier version of the program: their pages are read again in a worker process."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from evidence_app.errors import KnownError
from evidence_app.ingest.readers import Limits
from evidence_app.pages.process import WorkerProcess
from evidence_app.store import documents
from evidence_app.store.database import Database
from evidence_app.store.rereading import Stale, put_text

if TYPE_CHECKING:  # the engine is loaded in the workers alone
    from evidence_app.ingest.worker import Read

log = logging.getLogger(__name__)


def read_again(
    database: Database, wanted: Sequence[Stale], extractor: int, read: Read | None, limits: Limits | None = None
) -> Iterator[tuple[int, int, bool]]:
    """Reads documents again, one after the other; the text of each is replaced in a transaction of its own.

    Args:
        wanted: which.
        extractor: version of the page-text function.
        read: tells what an inspection report says.
        limits: what one document may cost.

    Yields:
        For each its pages, its marks of personal data that could not be placed, and whether it was read.
    """
    allowed = limits or Limits()
    worker = WorkerProcess("evidence_app.ingest.worker", allowed.memory)
    try:
        for one in wanted:
            data, known = documents.data(database, one.document), documents.get(database, one.document)
            if data is None or known is None:
                continue
            try:
                pages, ofsted = worker.call(
                    allowed.seconds, "read_again", data, known.file_name, read, allowed.pages, one.converted
                )
            except KnownError as error:
                # Its old text stays, and can be searched as before.
                log.warning("A document could not be read again: %s", error.sentence)
                yield 0, 0, False
                continue
            lost = put_text(database, one.document, extractor, pages, ofsted)
            yield len(pages), lost, True
    finally:
        worker.close()
