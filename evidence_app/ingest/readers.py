"""Reads many files at once: a few threads, each with a worker process of its own."""

from __future__ import annotations

import hashlib
import logging
import os
import queue
import threading
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_app.domain.document import INSIDE
from evidence_app.errors import KnownError
from evidence_app.ingest.formats import Wishes
from evidence_app.ingest.scan import FileSeen, is_worth
from evidence_app.ingest.sniff import DEEP, Refusal, too_large, why_unread
from evidence_app.pages.process import WorkerLost, WorkerProcess, WorkerTooBig, WorkerTooSlow

if TYPE_CHECKING:  # the engine is loaded in the workers alone
    from evidence_app.ingest.worker import Read, Reading

log = logging.getLogger(__name__)

# Files in hand or waiting to be stored, for each worker: they are held in memory, so there may be only a few.
_IN_HAND = 2
# Archives in messages in archives: how deep, and how many files altogether, one file on disk may lead.
_DEEPEST, _MOST_INSIDE = 4, 5_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost.

    Args:
        seconds: time.
        memory: bytes a worker may take.
        size: bytes of a file.
        pages: pages of a file.
        workers: most processes at a time.
    """

    seconds: float = 180.0
    memory: int = 1 << 30
    size: int = 512 << 20
    pages: int = 20_000
    workers: int = 4


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: it was read; or refused; or its content is known (neither reading nor refusal).

    Args:
        inside: what became of the files inside it; an archive is nothing but these.
    """

    file: FileSeen
    sha256: str = ""
    data: bytes | None = None
    reading: Reading | None = None
    refusal: Refusal | None = None
    inside: tuple[Outcome, ...] = ()


def read_files(
    files: Sequence[FileSeen], known: Mapping[str, int], read: Read | None, limits: Limits, wishes: Wishes
) -> Generator[Outcome | None, None, None]:
    """Reads files in worker processes, the largest first, so that none is left over when the others are done.

    Args:
        files: what to read.
        known: hashes of contents that need not be read; may grow meanwhile.
        read: tells what an inspection report says; a function of a module's top level.
        limits: what one file may cost.
        wishes: what the officer gave along with the files.

    Yields:
        Each file's outcome as it comes, and None ten times a second while there is none. Closing the generator ends
        the processes, also in the middle of a file.
    """
    readers = _Readers(files, known, read, limits, wishes)
    try:
        for _ in files:
            while (outcome := readers.next(seconds=0.1)) is None:
                yield None
            yield outcome
    finally:
        readers.close()


class _Readers:
    def __init__(
        self, files: Sequence[FileSeen], known: Mapping[str, int], read: Read | None, limits: Limits, wishes: Wishes
    ) -> None:
        self._files = iter(sorted(files, key=lambda file: file.size, reverse=True))
        self._known = known
        self._read = read
        self._limits = limits
        self._wishes = wishes
        self._outcomes: queue.Queue[Outcome | BaseException] = queue.Queue()
        self._taking = threading.Lock()
        self._closed = False
        count = max(1, min(os.cpu_count() or 1, limits.workers, len(files)))
        self._room = threading.Semaphore(_IN_HAND * count)
        self._workers = [WorkerProcess("evidence_app.ingest.worker", limits.memory) for _ in range(count)]
        self._threads = [
            threading.Thread(target=self._run, args=[worker], name="import", daemon=True) for worker in self._workers
        ]
        for thread in self._threads:
            thread.start()

    def next(self, seconds: float) -> Outcome | None:
        try:
            outcome = self._outcomes.get(timeout=seconds)
        except queue.Empty:
            return None
        self._room.release()
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    def close(self) -> None:
        self._closed = True
        for worker in self._workers:
            worker.close()
        for _ in self._threads:
            self._room.release()
        for thread in self._threads:
            thread.join()

    def _run(self, worker: WorkerProcess) -> None:
        worker.start()
        while True:
            self._room.acquire()
            with self._taking:
                file = next(self._files, None)
            if file is None or self._closed:
                return
            try:
                self._outcomes.put(self._outcome(file, worker))
            except BaseException as error:
                self._outcomes.put(error)

    def _outcome(self, file: FileSeen, worker: WorkerProcess) -> Outcome:
        limits = self._limits
        if file.content is None and file.size > limits.size:
            return Outcome(file, refusal=too_large(file.size, limits.size))
        try:
            file, data = _bytes(file) if file.content is None else (file, file.content())
        except KnownError as error:
            return Outcome(file, refusal=Refusal(error.sentence, error.hint))
        except OSError as error:
            reason = f"The file could not be read: {error.strerror or 'the disk did not answer'}."
            return Outcome(file, refusal=Refusal(reason, "Check that you may open it, and try again."))
        return self._read_bytes(file, Path(file.path).name, data, worker, 0)

    def _read_bytes(self, file: FileSeen, name: str, data: bytes, worker: WorkerProcess, depth: int) -> Outcome:
        limits = self._limits
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 in self._known:
            return Outcome(file, sha256)
        refusal = why_unread(data, name)
        if refusal is not None:
            return Outcome(file, sha256, refusal=refusal)
        try:
            reading: Reading = worker.call(
                limits.seconds, "read_file", data, name, self._read, limits.pages, self._wishes
            )
        except (WorkerLost, WorkerTooSlow, WorkerTooBig) as error:
            return Outcome(file, sha256, refusal=Refusal(error.sentence, error.hint))
        if reading.fault:
            log.error("The report reader failed on a document: %s", reading.fault)
        inside: list[Outcome] = []
        if reading.attached and depth >= _DEEPEST:
            return Outcome(file, sha256, refusal=DEEP)
        for label, content in reading.attached:
            if not reading.pages and not is_worth(label, content):
                continue  # litter in an archive, as in a folder
            if sum(map(_count, inside)) >= _MOST_INSIDE:
                return Outcome(file, sha256, refusal=DEEP, inside=tuple(inside))
            place = replace(file, path=f"{file.path}{INSIDE}{label}", shown=f"{file.shown}{INSIDE}{label}")
            inside.append(self._read_bytes(place, Path(label).name, content, worker, depth + 1))
        kept = data if reading.pages else None
        return Outcome(file, sha256, kept, replace(reading, attached=()), reading.refusal, tuple(inside))


def _count(outcome: Outcome) -> int:
    return 1 + sum(map(_count, outcome.inside))


def _bytes(file: FileSeen) -> tuple[FileSeen, bytes]:
    """A file's bytes, with its size and time as they were before it was read: a later change shows next time."""
    with Path(file.disk).open("rb") as opened:
        stat = os.fstat(opened.fileno())
        return replace(file, size=stat.st_size, mtime_ns=stat.st_mtime_ns), opened.read()
