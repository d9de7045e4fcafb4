"""Documents: import, list, read, edit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from evidence_app.changes import Changes
from evidence_app.domain.document import KINDS, Document, ImportReport, PageText
from evidence_app.errors import KnownError, NotFound
from evidence_app.ingest import importer
from evidence_app.ingest.formats import Wishes
from evidence_app.ingest.scan import Member
from evidence_app.logs import note
from evidence_app.ofsted.document import read_document
from evidence_app.progress import Steps
from evidence_app.store import documents as store
from evidence_app.store import pages as page_store
from evidence_app.store.database import Database
from evidence_app.store.journal import audit, change
from evidence_app.workspace.policy import allow_export
from evidence_app.workspace.search import Search

EDITABLE = frozenset({"title", "kind", "authority", "date", "child", "team", "embargoed", "ignored"})


class Documents:
    """The library of a workspace."""

    def __init__(self, database: Database, author: str, search: Search) -> None:
        self._database = database
        self._author = author
        self._search = search

    def import_paths(
        self,
        paths: Sequence[Path],
        *,
        kind: str | None = None,
        passwords: Sequence[str] = (),
        child_lists: bool = False,
        wiped: bool = False,
        again: bool = False,
    ) -> Steps[ImportReport]:
        """Imports files and folders, recursively. Safe to repeat, and to cancel by closing.

        Args:
            kind: a key of KINDS for all of them; None to recognise each.
            passwords: tried on every protected file; never stored.
            child_lists: True to import lists of children as well, which otherwise need attention.
            wiped: True to take in again what was wiped from this workspace.
            again: True for another look at known folders: files that are new are told as such.

        Raises:
            KnownError: a path does not exist, the kind is unknown, or the disk is full.
        """
        if kind is not None and kind not in KINDS:
            raise KnownError(f"“{kind}” is not a kind of document.", f"Choose one of: {', '.join(KINDS)}.")
        return self._imported(
            importer.import_paths(
                self._database,
                paths,
                kind=kind,
                read=read_document,
                author=self._author,
                wishes=Wishes(tuple(passwords), child_lists, wiped),
                again=again,
            )
        )

    def import_members(self, holder: Path, members: Sequence[Member]) -> Steps[ImportReport]:
        """Imports chosen documents from inside a file, by name and a way to their bytes; see import_paths."""
        return self._imported(
            importer.import_members(self._database, holder, members, read=read_document, author=self._author)
        )

    def retry(
        self, ids: Iterable[int] | None = None, *, passwords: Sequence[str] = (), child_lists: bool = False
    ) -> Steps[ImportReport]:
        """Reads again the files that need attention: those given, or all of them.

        Args:
            passwords, child_lists: as for import_paths.
        """
        wanted = None if ids is None else list(ids)
        wishes = Wishes(tuple(passwords), child_lists)
        return self._imported(
            importer.retry(self._database, wanted, read=read_document, author=self._author, wishes=wishes)
        )

    def refresh(self) -> None:
        """Has searches know the words of documents that came in by another way than an import."""
        self._search.refresh()

    def _imported(self, steps: Steps[ImportReport]) -> Steps[ImportReport]:
        # The index knows new words even where the import is cancelled half-way: what was stored can be searched.
        report = None
        try:
            report = yield from steps
        finally:
            self._search.refresh()
            if report is None:
                note("import ended early")
        note(
            "import",
            found=report.found,
            added=report.added,
            unchanged=report.unchanged,
            attention=len(report.attention),
            seconds=report.seconds,
        )
        return report

    def list(self, *, attention: bool = False, reading: bool = True) -> list[Document]:
        """All documents, newest date first; or only those that need attention and were not set aside.

        Args:
            reading: whether what the report reader found comes along; without it a long list is read much faster.
        """
        documents = store.every(self._database, reading=reading)
        if attention:
            return [document for document in documents if document.status == "attention" and not document.ignored]
        return documents

    def get(self, document: int) -> Document:
        """One document.

        Raises:
            NotFound: there is none with this id.
        """
        found = store.get(self._database, document)
        if found is None:
            raise NotFound(
                f"There is no document {document} in this workspace.", "`evidence-app documents` lists them."
            )
        return found

    def find(self, name: str) -> Document:
        """One document by its id, the beginning of its hash (8 characters or more), its path, file name or title.

        Raises:
            NotFound: none fits, or more than one does.
        """
        documents = self.list()
        if name.isdigit():
            exact = [document for document in documents if document.id == int(name)]
            if exact:
                return exact[0]
        wanted = name.casefold()
        fits = [
            document
            for document in documents
            if (len(name) >= 8 and document.sha256.startswith(name.lower()))
            or document.title.casefold() == wanted
            or any(path == name or Path(path).name.casefold() == wanted for path in document.paths)
        ]
        if len(fits) == 1:
            return fits[0]
        problem = "More than one document is" if fits else "There is no document"
        raise NotFound(f"{problem} called “{name}”.", "Name it by its id; `evidence-app documents` lists them.")

    def text(self, document: int, page: int | None = None) -> Sequence[PageText]:
        """The text of all pages, or of one, as indexed.

        Raises:
            NotFound: no such document or page.
        """
        known = self.get(document)
        if page is None:
            return page_store.of_document(self._database, document)
        found = page_store.one(self._database, document, page)
        if found is None:
            raise NotFound(f"“{known.title}” has no page {page}.", f"Its pages are 1 to {known.pages}.")
        return [found]

    def counts(self) -> tuple[int, int, int]:
        """Documents ready, their pages, and documents that need attention."""
        return store.counts(self._database)

    def edit(self, ids: Iterable[int], values: Mapping[str, Any]) -> Changes:
        """Alters details of one or more documents; undoable.

        Args:
            values: new values by field name: title, kind, authority, date, child, team, embargoed, ignored.

        Raises:
            KnownError: a field or kind is unknown, or a title is empty.
        """
        if set(values) - EDITABLE:
            raise KnownError("Only a document's title, kind, authority, date, child, team and flags can be altered.")
        if values.get("kind", "other") not in KINDS:
            raise KnownError(f"“{values['kind']}” is not a kind of document.", f"Choose one of: {', '.join(KINDS)}.")
        if not str(values.get("title", "x")).strip():
            raise KnownError("A document needs a title.")
        documents = [self.get(document) for document in ids]
        what = f"“{documents[0].title}”" if len(documents) == 1 else f"{len(documents)} documents"
        name = f"edit {what}"
        detail = {"documents": [document.id for document in documents], "fields": sorted(values)}
        with change(self._database, name, self._author, detail) as made:
            for document in documents:
                made.put("documents", {"id": document.id, **values})
        return Changes(name=name, documents=frozenset(document.id for document in documents))

    def attached(self, document: int) -> Sequence[Document]:
        """The documents that came inside this one: attachments of an e-mail."""
        return store.attached(self._database, self.get(document).id)

    def holders(self, document: int) -> Sequence[Document]:
        """The documents this one came inside of: the message it is attached to."""
        return store.holders(self._database, self.get(document).id)

    def save_original(self, document: int, target: Path) -> Path:
        """Writes a copy of a document as it came outside the encrypted workspace; recorded in the audit log.

        Args:
            target: where; the ending of the original's own name is added where it has another.

        Returns:
            The file that was written.

        Raises:
            KnownError: the target exists, no bytes were kept, or no original may leave this computer.
        """
        allow_export("original")
        known = self.get(document)
        data = store.original(self._database, document)
        ending = Path(known.paths[0]).suffix if known.paths else ""
        if ending and target.suffix.lower() != ending.lower():
            target = target.with_name(target.name + ending)
        if data is None:
            raise KnownError(f"No copy of “{known.title}” was kept, because it could not be read.", known.hint)
        if target.exists():
            raise KnownError(f"“{target.name}” exists already; it was left as it is.", "Choose another name.")
        target.write_bytes(data)
        with self._database.write() as tables:
            audit(tables, self._author, "save original", {"document": document})
        return target
