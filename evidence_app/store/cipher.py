"""A connection to an encrypted file, and what such a file says of itself."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from evidence_app.errors import DiskFull, KnownError
from evidence_app.store.keys import Key

SQLITE: str = sqlcipher.sqlite_version


def cipher_version() -> str:
    """The version of SQLCipher."""
    connection = sqlcipher.connect(":memory:")
    try:
        return str(connection.execute("PRAGMA cipher_version").fetchone()[0])
    finally:
        connection.close()


def connect(path: Path, key: Key, *, read_only: bool = False) -> Any:
    """A SQLCipher connection with the key set. Nothing is read yet, so a wrong key shows at the first query.

    Temporary tables and sorts stay in memory: a temporary file would hold case text in the clear.
    """
    mode = "ro" if read_only else "rw"
    connection = sqlcipher.connect(
        f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False, timeout=10
    )
    connection.execute("PRAGMA cipher_log_level = NONE")  # else a wrong key writes to standard error
    connection.execute(f"PRAGMA key = {key.pragma}")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -16000")
    return connection


def integrity(connection: Any) -> list[str]:
    """Checks every page's authentication code and the structure of the file; gives what is wrong, in words."""
    try:
        damaged = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
        faults = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
    except sqlcipher.DatabaseError as error:
        return [str(error)]
    return damaged + [fault for fault in faults if fault != "ok"]


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Turns what the disk and SQLite say into sentences a user can act on; other errors pass through."""
    try:
        yield
    except sqlcipher.OperationalError as error:
        words = str(error)
        if "full" in words:
            raise DiskFull from None
        if "locked" in words or "busy" in words:
            raise KnownError("The workspace is busy with another program.", "Wait a moment and try again.") from None
        if "readonly" in words or "unable to open" in words:
            raise KnownError(
                "The workspace file cannot be written.", "Check that it is not write-protected and the disk is there."
            ) from None
        if "disk I/O" in words:
            raise KnownError(
                "The disk did not answer while the workspace was being read or written.",
                "Check the disk; what was reported as saved is in the file.",
            ) from None
        raise
    except OSError as error:
        if error.errno == 28:  # ENOSPC
            raise DiskFull from None
        raise
