"""Files whose content was wiped from the workspace: they do not come back by another import, unless that is wished."""

from __future__ import annotations

from dataclasses import replace

from evidence_app.domain.document import Attention
from evidence_app.domain.wiping import place_mark
from evidence_app.ingest.formats import Wishes
from evidence_app.ingest.scan import FileSeen, Scan
from evidence_app.store import wiping
from evidence_app.store.database import Database

REASON = "It was wiped from this workspace and was not taken in again."
HINT = "To have it back, import it in the terminal with --wiped."


class Gone:
    """What was wiped, as an import knows it."""

    def __init__(self, database: Database, wishes: Wishes, *, again: bool = False) -> None:
        """Reads what was wiped.

        Args:
            wishes: whether such files are wished back.
            again: whether this is a look nobody asked for, which is not told of a file it knows by its place.
        """
        self._database = database
        self._wished = wishes.wiped
        self._quiet = again
        self._hashes, self._places = wiping.known(database)
        self.told: list[Attention] = []

    def left_out(self, scanned: Scan) -> Scan:
        """What was found on disk without the files that were wiped and have not changed since; they are not read."""
        if not self._places or self._wished:
            return scanned
        kept = [file for file in scanned.files if not self._stood_at(file)]
        if not self._quiet:
            self.told += [Attention(file.shown, REASON, HINT) for file in scanned.files if file not in kept]
        return replace(scanned, files=kept)

    def holds(self, sha256: str, file: FileSeen) -> bool:
        """Whether a content that was read was wiped and is not wished back; tells of it."""
        if not sha256 or sha256 not in self._hashes:
            return False
        if self._wished:
            with self._database.write() as tables:
                wiping.allow_again(tables, sha256)
            return False
        self.told.append(Attention(file.shown, REASON, HINT))
        return True

    def _stood_at(self, file: FileSeen) -> bool:
        return place_mark(file.path, file.size, file.mtime_ns) in self._places
