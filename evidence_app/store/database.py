"""The workspace file: create, open, one writer, many readers, back up, change the passphrase."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlcipher3 import dbapi2 as sqlcipher
from sqlite_utils import Database as Tables

from evidence_app.errors import (
    KnownError,
    NewerWorkspace,
    NotAWorkspace,
    OlderWorkspace,
    ReadOnly,
    WorkspaceBusy,
    WrongPassphrase,
)
from evidence_app.progress import Steps, run
from evidence_app.store import keys
from evidence_app.store.cipher import connect, told
from evidence_app.store.copying import copy, proved, rewrite
from evidence_app.store.keys import Key
from evidence_app.store.migrations import SCHEMA_MAJOR, migrations


def now() -> str:
    """The time as it is stored: ISO 8601, UTC, milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Database:
    """An open workspace file. One writer behind a lock; readers are borrowed and given back."""

    def __init__(self, path: Path, key: Key, *, read_only: bool, lock: FileLock | None) -> None:
        self.path = path
        self.read_only = read_only
        self.fresh_backup: Path | None = None
        self._key = key
        self._lock = lock
        self._mutex = threading.RLock()
        self._readers: queue.LifoQueue[Any] = queue.LifoQueue()
        self._all_readers: list[Any] = []
        self._snapshots = threading.local()
        self._writer: Any = None
        self._tables: Tables | None = None
        self._closed = False

    # -- life -------------------------------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, passphrase: str) -> Database:
        """Creates an empty workspace file.

        Raises:
            KnownError: the path is taken, has no folder, or cannot be written; the passphrase is empty.
        """
        if path.exists():
            raise KnownError(f"“{path.name}” exists already; it was left as it is.", "Choose another name, or open it.")
        if not path.parent.is_dir():
            raise KnownError(
                f"The folder of “{path.name}” does not exist.", "Make the folder first, or choose another."
            )
        if not passphrase:
            raise KnownError(
                "A workspace needs a passphrase.", "Choose one that you can remember and others cannot guess."
            )
        lock = _acquire(path)
        try:
            with told():
                path.touch(mode=0o600, exist_ok=False)
                database = cls(path, keys.derive(passphrase, keys.new_salt()), read_only=False, lock=lock)
                database._open_writer()
                migrations.apply(database._write_tables())
                database.set_meta("schema_major", str(SCHEMA_MAJOR))
        except BaseException:
            path.unlink(missing_ok=True)
            lock.release()
            raise
        return database

    @classmethod
    def open(cls, path: Path, passphrase: str, *, read_only: bool = False, copied: bool = False) -> Database:
        """Opens a workspace file; brings an older schema up to date after a dated backup.

        Args:
            copied: the file is a copy itself, so an older schema needs no backup.

        Raises:
            NotAWorkspace: no such file, or it is empty or too short.
            WrongPassphrase: the passphrase does not fit (or the first page is damaged).
            WorkspaceBusy: another process has it open for writing.
            NewerWorkspace: a later version wrote it.
            OlderWorkspace: an earlier version wrote it, and it is to be opened for reading only.
        """
        if not path.is_file():
            raise NotAWorkspace(f"There is no workspace at “{path}”.", "Check the name, or create a new workspace.")
        lock = None if read_only else _acquire(path)
        try:
            with told():
                salt = keys.read_salt(path)
                if len(salt) < keys.SALT_BYTES or path.stat().st_size < 4096:
                    raise NotAWorkspace(
                        f"“{path.name}” is not an Evidence Desk workspace, or it was cut short.",
                        "Restore it from a backup.",
                    )
                database = cls(path, keys.derive(passphrase, salt), read_only=read_only, lock=lock)
                database._unlock(copied=copied)
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        return database

    def _unlock(self, *, copied: bool) -> None:
        try:
            with self.read() as tables:
                tables.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlcipher.DatabaseError as error:
            if "file is not a database" in str(error) or "decrypt" in str(error):
                raise WrongPassphrase from None
            if "malformed" in str(error):
                raise NotAWorkspace(
                    f"“{self.path.name}” is damaged.", "Restore a backup, or salvage what can still be read of it."
                ) from None
            raise
        major = self.meta("schema_major")
        if major is None:
            raise NotAWorkspace(f"“{self.path.name}” is not an Evidence Desk workspace.")
        if int(major) > SCHEMA_MAJOR:
            raise NewerWorkspace
        if self.read_only:
            with self.read() as tables:
                if migrations.pending(tables):
                    raise OlderWorkspace(self.path.name)
            return
        self._open_writer()
        if not copied and migrations.pending(self._write_tables()):
            stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S")
            self.fresh_backup = self.path.with_name(f"{self.path.stem} before update {stamp}{self.path.suffix}")
            run(self.backup(self.fresh_backup))
        migrations.apply(self._write_tables())

    def _open_writer(self) -> None:
        self._writer = connect(self.path, self._key)
        self._writer.execute("PRAGMA journal_mode = WAL")
        self._writer.execute("PRAGMA foreign_keys = ON")
        # FULL: what is reported as done survives a power cut, not only a killed process.
        self._writer.execute("PRAGMA synchronous = FULL")
        # What is deleted is overwritten with zeros inside the file, not only given back for use.
        self._writer.execute("PRAGMA secure_delete = ON")
        self._tables = Tables(self._writer)

    def close(self) -> None:
        """Closes every connection and gives the lock back. Closing twice is harmless."""
        with self._mutex:
            if self._closed:
                return
            self._closed = True
            for reader in self._all_readers:
                reader.close()
            if self._writer is not None:
                with contextlib.suppress(sqlcipher.Error):
                    self._writer.execute("PRAGMA optimize")
                self._writer.close()
            if self._lock is not None:
                self._lock.release()

    # -- reading and writing ----------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def read(self) -> Iterator[Tables]:
        """Borrows a read-only connection. What is read inside one block is not one snapshot; see snapshot()."""
        held: Tables | None = getattr(self._snapshots, "tables", None)
        if held is not None:
            yield held
            return
        try:
            connection = self._readers.get_nowait()
        except queue.Empty:
            connection = connect(self.path, self._key, read_only=True)
            self._all_readers.append(connection)
        try:
            yield Tables(connection)
        finally:
            self._readers.put(connection)

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[Tables]:
        """Borrows a reader inside one transaction: everything this thread reads in the block sees the same moment."""
        with self.read() as tables:
            if getattr(self._snapshots, "tables", None) is not None:
                yield tables
                return
            tables.execute("BEGIN")
            self._snapshots.tables = tables
            try:
                yield tables
            finally:
                self._snapshots.tables = None
                tables.execute("COMMIT")

    @contextlib.contextmanager
    def write(self) -> Iterator[Tables]:
        """One transaction on the one writer; committed at the end, rolled back on any error. Blocks nest.

        Raises:
            ReadOnly: the workspace is open for reading only.
            DiskFull: there was no room; nothing of the block was kept.
        """
        with self._mutex, told():
            tables = self._write_tables()
            if self._writer.in_transaction:
                yield tables
                return
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield tables
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def bulk(self) -> Iterator[None]:
        """Many small transactions without waiting for the disk after each; it is waited for once, at the end.

        A killed process loses nothing committed; only a power cut inside the block may lose its last transactions.
        """
        with self._mutex:
            self._write_tables()
            self._writer.execute("PRAGMA synchronous = NORMAL")
        try:
            yield
        finally:
            with self._mutex:
                if not self._closed:
                    self._writer.execute("PRAGMA synchronous = FULL")
                    self._writer.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def _write_tables(self) -> Tables:
        if self.read_only or self._tables is None:
            raise ReadOnly
        return self._tables

    # -- the file as a whole ----------------------------------------------------------------------------------------

    def meta(self, key: str) -> str | None:
        """A value of the workspace's own settings, or None."""
        with self.read() as tables:
            if not tables.table("meta").exists():
                return None
            row = tables.execute("SELECT value FROM meta WHERE key = ?", [key]).fetchone()
        return None if row is None else str(row[0])

    def set_meta(self, key: str, value: str) -> None:
        """Sets a value of the workspace's own settings."""
        with self.write() as tables:
            tables.table("meta").upsert({"key": key, "value": value}, pk="key")

    def backup(self, target: Path) -> Steps[None]:
        """Writes a verified copy with the same passphrase: made beside the target, checked, renamed last.

        Raises:
            KnownError: the target exists, cannot be written, or the copy did not prove sound.
        """
        with told():
            yield from copy(self.path, self._key, target)

    def change_passphrase(self, old: str, new: str) -> None:
        """Re-encrypts the file under another passphrase, in one transaction of SQLCipher's own.

        Raises:
            WrongPassphrase: old is not the present passphrase.
            KnownError: new is empty.
        """
        if not new:
            raise KnownError(
                "A workspace needs a passphrase.", "Choose one that you can remember and others cannot guess."
            )
        with self._mutex, told():
            self._write_tables()
            if keys.derive(old, self._key.salt).raw != self._key.raw:
                raise WrongPassphrase
            fresh = keys.derive(new, self._key.salt)
            while not self._readers.empty():
                self._readers.get_nowait().close()
            self._all_readers.clear()
            # The log is folded in first: a rekey in WAL mode would leave frames under the old key.
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._writer.execute("PRAGMA journal_mode = DELETE")
            self._writer.execute(f"PRAGMA rekey = {fresh.pragma}")
            self._writer.execute("PRAGMA journal_mode = WAL")
            self._key = fresh

    def rewrite(self) -> Steps[None]:
        """Writes the file anew without its free pages, and empties the log of changes beside it.

        Raises:
            DiskFull: there was no room; the file is as it was.
        """
        # Changes wait meanwhile, rather than be told that the file is busy.
        with self._mutex, told():
            connection = connect(self.path, self._key)
            try:
                yield from rewrite(connection)
            finally:
                connection.close()

    def problems(self, backup: Path | None = None) -> Steps[list[str]]:
        """What SQLite and SQLCipher find wrong with the file, or with a backup of it; empty where it is sound."""
        with told():
            return (yield from proved(backup or self.path, self._key, "Proving the file"))


def _acquire(path: Path) -> FileLock:
    """Takes the writer's lock beside the file; the system gives it back when the process ends, however it ends."""
    lock = FileLock(str(path) + ".lock", thread_local=False, mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise WorkspaceBusy(path.name) from None
    except OSError as error:
        raise KnownError(
            f"The folder of “{path.name}” cannot be written: {error.strerror}.", "Choose a folder of your own."
        ) from None
    return lock
