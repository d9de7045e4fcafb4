"""Brings files into a workspace: what is new is read, what moved is recognised, what cannot be read is told."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_app.domain.document import Attention, ImportReport
from evidence_app.ingest.describe import describe
from evidence_app.ingest.formats import Wishes
from evidence_app.ingest.gone import Gone
from evidence_app.ingest.news import News
from evidence_app.ingest.places import Places, on_disk
from evidence_app.ingest.readers import Limits, Outcome, read_files
from evidence_app.ingest.scan import FileSeen, Member, Scan, inside, scan
from evidence_app.ingest.sniff import CHILD_LIST, NOTHING_INSIDE, PASSWORD, Refusal
from evidence_app.progress import Progress, Steps
from evidence_app.store import documents
from evidence_app.store.database import Database
from evidence_app.store.documents import Source
from evidence_app.store.journal import audit

if TYPE_CHECKING:  # the engine is loaded in the workers alone
    from evidence_app.ingest.worker import Read


def import_paths(
    database: Database,
    paths: Sequence[Path],
    *,
    kind: str | None = None,
    read: Read | None = None,
    limits: Limits | None = None,
    author: str = "",
    wishes: Wishes | None = None,
    again: bool = False,
) -> Steps[ImportReport]:
    """Imports files and folders, recursively. Safe to repeat and to interrupt: what was stored stays.

    Args:
        paths: files and folders.
        kind: a key of KINDS for all new documents; None to guess each.
        read: tells what an inspection report says; a function of a module's top level.
        limits: what one file may cost.
        author: for the audit log.
        wishes: passwords to try, and whether lists of children are wanted; files that waited for that are read again.
        again: True for another look at folders known already: files that are new are told as such.

    Raises:
        NotFound: a path does not exist.
        DiskFull: there was no room; what was stored before stays.
    """
    work = _Import(database, kind, wishes or Wishes(), News(database, again))
    scanned = work.gone.left_out(scan(paths))
    work.give_another_chance()
    work.attention.extend(scanned.unreadable)
    action = "re-scan" if again else "import"
    return (yield from work.run(work.changed(scanned), read, limits or Limits(), author, action))


def import_members(
    database: Database, holder: Path, members: Sequence[Member], *, read: Read | None = None, author: str = ""
) -> Steps[ImportReport]:
    """Imports chosen documents from inside a file, as if they were attached to it.

    Args:
        holder: the file on disk.
        members: name of each, and what gives its bytes.
        read, author: as for import_paths.
    """
    work = _Import(database, None, Wishes(), News(database, False))
    return (yield from work.run(inside(holder, members), read, Limits(), author, "import"))


def retry(
    database: Database,
    ids: Iterable[int] | None = None,
    *,
    read: Read | None = None,
    limits: Limits | None = None,
    author: str = "",
    wishes: Wishes | None = None,
) -> Steps[ImportReport]:
    """Reads again the files that need attention.

    Args:
        ids: documents; None for all that were not set aside.
        read, limits, author, wishes: as for import_paths.

    Raises:
        DiskFull: there was no room; what was stored before stays.
    """
    chosen = None if ids is None else set(ids)
    wanted = [d for d in documents.needing_attention(database) if chosen is None or d.id in chosen]
    work = _Import(database, None, wishes or Wishes(), News(database, False))
    todo: dict[str, FileSeen] = {}
    for document in wanted:
        place = next((path for path in map(on_disk, document.paths) if Path(path).is_file()), None)
        if place is None:
            shown = document.paths[0] if document.paths else document.title
            reason = "The file is no longer where it was."
            work.attention.append(Attention(shown, reason, "Import it from where it is now."))
            work.done += 1
        else:
            work.forget(document.id)
            todo.update((file.path, file) for file in scan([Path(place)]).files)
    return (yield from work.run(list(todo.values()), read, limits or Limits(), author, "retry"))


@dataclass(slots=True)
class _Import:
    """One import under way: what is known, and what was counted."""

    database: Database
    kind: str | None
    wishes: Wishes
    news: News
    total: int = 0
    began: float = field(default_factory=time.monotonic)
    done: int = 0
    pages: int = 0
    added: int = 0
    unchanged: int = 0
    moved: int = 0
    duplicates: int = 0
    attention: list[Attention] = field(default_factory=list)
    gone: Gone = field(init=False)
    places: Places = field(init=False)
    hashes: dict[str, int] = field(init=False)
    refused: dict[int, Refusal] = field(init=False)
    unread: set[int] = field(init=False)
    again: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.gone = Gone(self.database, self.wishes, again=self.news.again)
        troubled = documents.needing_attention(self.database)
        self.places = Places(documents.sources(self.database).values())
        self.hashes = documents.hashes(self.database)
        self.refused = {document.id: Refusal(document.reason, document.hint) for document in troubled}
        # What could not even be opened has no hash, and may be opened today though it looks the same.
        self.unread = {document.id for document in troubled if not document.sha256}

    def give_another_chance(self) -> None:
        """Has those files read again that waited for a password or a permission, now that there is one."""
        reasons = {PASSWORD.reason} if self.wishes.passwords else set()
        if self.wishes.child_lists:
            reasons.add(CHILD_LIST.reason)
        for document in [document for document, refusal in self.refused.items() if refusal.reason in reasons]:
            self.forget(document)

    def forget(self, document: int) -> None:
        """Has a document, and the file on disk it is in, read as if they were new; they keep their ids."""
        files = {on_disk(source.path) for source in self.places.of(document)}
        self.again.update(files)
        holders = {held.document for held in map(self.places.at, files) if held is not None}
        for sha256 in [one for one, known in self.hashes.items() if known in holders | {document}]:
            del self.hashes[sha256]

    def changed(self, scanned: Scan) -> list[FileSeen]:
        """The files that are new or changed; the others are counted, those that vanished are marked."""
        todo: list[FileSeen] = []
        # An archive is known by what is inside it.
        holders = {on_disk(source.path): source for source in self.places if not source.missing}
        for file in scanned.files:
            source = self.places.at(file.path) or holders.get(file.path)
            same = source is not None and (source.size, source.mtime_ns) == (file.size, file.mtime_ns)
            asked = file.path in self.again
            if source is None or not same or source.missing or source.document in self.unread or asked:
                todo.append(file)
            else:
                self.done += 1
                self.unchanged += 1
                self._tell(file, source.document)
        here = {file.path for file in scanned.files}
        vanished = [
            source
            for source in self.places
            if on_disk(source.path) not in here and not source.missing and scanned.should_hold(on_disk(source.path))
        ]
        self._mark_missing(vanished)
        return todo

    def run(
        self, todo: Sequence[FileSeen], read: Read | None, limits: Limits, author: str, action: str
    ) -> Steps[ImportReport]:
        """Reads and stores files; writes one line of the audit log, also when it is cancelled."""
        self.total = self.done + len(todo)
        try:
            yield self._progress()
            if todo:
                with (
                    self.database.bulk(),
                    contextlib.closing(read_files(todo, self.hashes, read, limits, self.wishes)) as outcomes,
                ):
                    for outcome in outcomes:
                        if outcome is not None:
                            self._take(outcome)
                        yield self._progress()
        except GeneratorExit:
            self._audit(author, f"{action}, cancelled")
            raise
        if todo or self.news.gone or not self.news.again:
            # A look at watched folders that found nothing, every few minutes, would bury the log.
            self._audit(author, action)
        ready, pages, _ = documents.counts(self.database)
        news = self.news.told(self.places)
        return ImportReport(
            found=self.total,
            added=self.added,
            unchanged=self.unchanged,
            moved=self.moved + self.news.turned,
            duplicates=self.duplicates - self.news.turned,
            attention=(*self.attention, *self.gone.told),
            documents=ready,
            pages=pages,
            seconds=time.monotonic() - self.began,
            changed=sum(one.state == "changed" for one in news),
            missing=sum(one.state == "missing" for one in news),
            news=news,
        )

    def _progress(self) -> Progress:
        return Progress("Reading files", self.done, self.total, time.monotonic() - self.began, self.pages)

    def _take(self, outcome: Outcome) -> None:
        known, reading = self.hashes.get(outcome.sha256), outcome.reading
        if known is not None:
            self._recognise(outcome.file, known)
        elif reading is None or reading.pages or reading.refusal:
            if not self.gone.holds(outcome.sha256, outcome.file):
                self._store(outcome)
        elif outcome.inside:
            with self.database.write() as tables:
                documents.forget_unread(tables, outcome.file.path)
        else:
            self._store(replace(outcome, refusal=NOTHING_INSIDE))
        self.done += 1
        self.total += len(outcome.inside)
        for inner in outcome.inside:
            self._take(inner)
        if reading is not None:
            self._mark_taken_out(outcome)

    def _mark_taken_out(self, outcome: Outcome) -> None:
        """Marks what was inside a file before it changed, and is no more."""
        here = {inner.file.path for inner in outcome.inside}
        held = self.places.members(outcome.file.path)
        self._mark_missing([one for one in held if one.path not in here and not one.missing])

    def _mark_missing(self, gone: Sequence[Source]) -> None:
        if gone:
            with self.database.write() as tables:
                documents.mark_missing(tables, [source.path for source in gone])
            for source in gone:
                self.places.note(replace(source, missing=True))
                self.news.vanished(source)

    def _store(self, outcome: Outcome) -> None:
        file, reading, refusal = outcome.file, outcome.reading, outcome.refusal
        described = reading.description if reading else describe(Path(file.path).name, "", "", None)
        found = documents.Found(
            path=file.path,
            size=file.size,
            mtime_ns=file.mtime_ns,
            sha256=outcome.sha256,
            data=outcome.data,
            title=described.title,
            kind=self.kind or described.kind,
            authority=described.authority,
            date=described.date,
            child=described.child,
        )
        if reading is not None:
            found = replace(
                found,
                rendition=reading.rendition,
                pages=reading.pages,
                extractor=reading.extractor,
                ofsted=reading.ofsted,
            )
        if refusal is not None:
            found = replace(found, status="attention", reason=refusal.reason, hint=refusal.hint)
        before = self.places.at(file.path)
        document = documents.add(self.database, found)
        if outcome.sha256:
            self.hashes[outcome.sha256] = document
        self.places.note(Source(file.path, document, file.size, file.mtime_ns, False))
        self.news.stored(found, document, before, self.places)
        self.pages += len(found.pages)
        if refusal is None:
            self.refused.pop(document, None)
            self.added += 1
        else:
            self.refused[document] = refusal
            self._tell(file, document)

    def _recognise(self, file: FileSeen, document: int) -> None:
        """Counts a file whose content is known: touched only, moved or renamed, or a copy."""
        before = self.places.at(file.path)
        others = [source for source in self.places.of(document) if source.path != file.path]
        gone = [source for source in others if not Path(on_disk(source.path)).exists()]
        now = [Source(file.path, document, file.size, file.mtime_ns, False)]
        left = list(gone)
        for source in others:
            # What is inside a file goes where the file goes.
            inside = self.places.inside(source.path)
            now += [
                replace(now[0], path=file.path + one.path[len(source.path) :], document=one.document) for one in inside
            ]
            left += inside if source in gone else []
        with self.database.write() as tables:
            for source in now:
                documents.see(tables, source.path, source.document, source.size, source.mtime_ns)
            documents.mark_missing(tables, [source.path for source in left])
        for source in (*[replace(one, missing=True) for one in left], *now):
            self.places.note(source)
        if before is not None and before.document == document:
            self.unchanged += 1
        elif any(not source.missing for source in gone) or len(gone) == len(others):
            self.moved += 1
            self.news.moved(file.path, document)
        elif document not in self.refused:
            self.duplicates += 1
            self.news.copied(file.path, document)
        if before is not None and before.document != document:
            self.news.replaced(document, before, self.places)
        self._tell(file, document)

    def _tell(self, file: FileSeen, document: int) -> None:
        """Names a file among those that need attention, where its document does."""
        refusal = self.refused.get(document)
        if refusal is not None:
            self.attention.append(Attention(file.shown, refusal.reason, refusal.hint))

    def _audit(self, author: str, action: str) -> None:
        counts = {
            "found": self.total,
            "added": self.added,
            "unchanged": self.unchanged,
            "moved": self.moved + self.news.turned,
            "missing": len(self.news.gone),
            "duplicates": self.duplicates - self.news.turned,
            "attention": len(self.attention) + len(self.gone.told),
        }
        with self.database.write() as tables:
            audit(tables, author, action, counts)
