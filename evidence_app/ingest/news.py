"""What an import finds to be new about files: new, changed, moved, or no longer there."""

from __future__ import annotations

from evidence_app.domain.folder import FileNews, State
from evidence_app.ingest.places import Places
from evidence_app.store import versions
from evidence_app.store.database import Database
from evidence_app.store.documents import Found, Source


class News:
    """Collected while files are stored; stored with each document, and told at the end.

    Attributes:
        gone: places that no longer hold what they held.
        again: whether the folders were looked at before.
        turned: how many files taken for copies turned out to have moved.
    """

    def __init__(self, database: Database, again: bool) -> None:
        """Begins with none.

        Args:
            again: True where the folders were looked at before, so that what is new is worth telling.
        """
        self.gone: list[Source] = []
        self.turned = 0
        self._database = database
        self.again = again
        self._found: list[FileNews] = []
        self._heirs: dict[int, tuple[Found, int]] = {}
        self._copies: dict[int, str] = {}

    def stored(self, found: Found, document: int, before: Source | None, places: Places) -> None:
        """A file was read and stored: a new one, or a new version of what stood at its path."""
        known = None if before is None else self._copies.get(before.document)
        if before is not None and before.document != document and known in _standing(before.document, places):
            # What looked like a copy is the document itself, whose old place this file has taken.
            self.turned += 1
            self._tell(self._copies.pop(before.document), "moved", before.document)
        if before is None or (before.document != document and _standing(before.document, places)):
            if self.again:
                self._tell(found.path, "new", document)
        elif before.document != document:
            with self._database.write() as tables:
                versions.note(tables, document, before.document)
                versions.inherit(tables, document, before.document)
            self._tell(found.path, "changed", document, before.document)
            self._heirs[before.document] = (found, document)

    def replaced(self, document: int, before: Source, places: Places) -> None:
        """A document that is known stands now where another stood."""
        if not _standing(before.document, places):
            with self._database.write() as tables:
                versions.note(tables, document, before.document)

    def copied(self, path: str, document: int) -> None:
        """A document is at a further place; or at another one, if the old place turns out to hold something else."""
        self._copies[document] = path

    def moved(self, path: str, document: int) -> None:
        """A document is at another place now; what stands where it stood is none of its versions after all."""
        self._tell(path, "moved", document)
        if document in self._heirs:
            found, heir = self._heirs.pop(document)
            own = {"title": found.title, "kind": found.kind, "authority": found.authority, "child": found.child}
            with self._database.write() as tables:
                versions.disown(tables, heir, document, own)
            self._found = [one for one in self._found if one.document != heir]
            self._tell(found.path, "new" if self.again else "", heir)

    def vanished(self, source: Source) -> None:
        """A file is no longer where it was."""
        self.gone.append(source)

    def told(self, places: Places) -> tuple[FileNews, ...]:
        """All of it, without the files that turned up elsewhere meanwhile."""
        missing = [
            FileNews(source.path, "missing", source.document)
            for source in self.gone
            if not _standing(source.document, places)
        ]
        return (*[one for one in self._found if one.state], *missing)

    def _tell(self, path: str, state: State, document: int, before: int | None = None) -> None:
        self._found.append(FileNews(path, state, document, before))
        with self._database.write() as tables:
            versions.tell(tables, document, state)


def _standing(document: int, places: Places) -> list[str]:
    """Where a document is now."""
    return [source.path for source in places.of(document) if not source.missing]
