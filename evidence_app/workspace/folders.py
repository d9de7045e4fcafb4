"""Watched folders: remember them, look at them again, tell what is new."""

from __future__ import annotations

import builtins
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from evidence_app.changes import Changes
from evidence_app.domain.document import Attention, ImportReport
from evidence_app.domain.folder import TIMES, Times, Watched
from evidence_app.errors import KnownError, NotFound
from evidence_app.progress import Progress, Steps
from evidence_app.store import folders as store
from evidence_app.store import versions
from evidence_app.store.database import Database
from evidence_app.store.journal import audit
from evidence_app.workspace.documents import Documents


class Folders:
    """The folders a workspace keeps an eye on."""

    def __init__(self, database: Database, author: str, documents: Documents) -> None:
        self._database = database
        self._author = author
        self._documents = documents

    def list(self) -> list[Watched]:
        """All of them, by path."""
        return [replace(one, there=Path(one.path).is_dir()) for one in store.every(self._database)]

    def watch(self, folder: Path, times: Times = "opening") -> Watched:
        """Watches a folder from now on, or sets when a watched one is looked at. Nothing is read yet.

        Args:
            folder: with all that is inside it.
            times: a key of TIMES.

        Raises:
            KnownError: there is no such folder.
        """
        path = os.path.abspath(folder)  # noqa: PTH100 - a link is a place of its own, as in an import
        known = {one.path for one in store.every(self._database)}
        if path not in known and not Path(path).is_dir():
            raise NotFound(f"There is no folder “{folder}”.", "Check the name and try again.")
        if times not in TIMES:
            raise KnownError(f"“{times}” does not say when to look.", f"Choose one of: {', '.join(TIMES)}.")
        store.put(self._database, path, times)
        self._audit("watch folder")
        return next(one for one in self.list() if one.path == path)

    def forget(self, folder: Path) -> None:
        """Watches a folder no more; its documents and their evidence stay.

        Raises:
            NotFound: it is not watched.
        """
        path = os.path.abspath(folder)  # noqa: PTH100
        if path not in {one.path for one in store.every(self._database)}:
            raise NotFound(f"“{folder}” is not watched.", "`evidence-app folders` lists those that are.")
        store.remove(self._database, path)
        self._audit("forget folder")

    def rescan(
        self,
        folders: Sequence[Path] | None = None,
        *,
        times: Iterable[Times] | None = None,
        passwords: Sequence[str] = (),
    ) -> Steps[ImportReport]:
        """Looks at watched folders again: what is new is read, what changed becomes a new version of its document.

        A folder that cannot be found needs attention; its documents are not taken for missing, because a drive that
        is not connected looks the same.

        Args:
            folders: which; None for all.
            times: only those that are looked at at these times; None for all.
            passwords: tried on every protected file; never stored.

        Raises:
            NotFound: one of the folders is not watched.
        """
        watched = self.list()
        if folders is not None:
            wanted = {os.path.abspath(folder) for folder in folders}  # noqa: PTH100
            unknown = wanted - {one.path for one in watched}
            if unknown:
                raise NotFound(f"“{min(unknown)}” is not watched.", "`evidence-app folders` lists those that are.")
            watched = [one for one in watched if one.path in wanted]
        if times is not None:
            chosen = set(times)
            watched = [one for one in watched if one.times in chosen]
        return self._looked([one for one in watched if one.there], [one for one in watched if not one.there], passwords)

    def seen(self, documents: Iterable[int] | None = None) -> Changes:
        """Takes what is new about documents, or about all, as seen; what is missing or superseded stays so."""
        ids = None if documents is None else builtins.list(documents)
        versions.forget_news(self._database, ids)
        touched = [one.id for one in self._documents.list(reading=False)] if ids is None else ids
        return Changes(name="seen", documents=frozenset(touched))

    def _looked(
        self, here: Sequence[Watched], lost: Sequence[Watched], passwords: Sequence[str]
    ) -> Steps[ImportReport]:
        report = ImportReport()
        yield Progress("Looking at watched folders")
        if here:
            paths = [Path(one.path) for one in here]
            # All of a folder is new when it is looked at for the first time, which is not worth telling of each file.
            again = any(one.checked for one in here)
            report = yield from self._documents.import_paths(paths, passwords=passwords, again=again)
            store.mark_checked(self._database, [one.path for one in here])
        hint = "Connect its drive and look again; if it was removed, stop watching it."
        gone = tuple(Attention(one.path, "This watched folder cannot be found.", hint) for one in lost)
        return replace(report, attention=(*report.attention, *gone))

    def _audit(self, action: str) -> None:
        with self._database.write() as tables:
            audit(tables, self._author, action, {})
