"""The file as a whole: a verified copy, a proof, and the file written anew. All take long, so they can be ended."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Generator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlcipher3 import dbapi2 as sqlcipher

from evidence_app.domain.sizes import shown_size
from evidence_app.errors import KnownError
from evidence_app.progress import Progress, Steps
from evidence_app.store.cipher import connect, integrity
from evidence_app.store.keys import Key

T = TypeVar("T")

# Seconds between two looks at a statement under way.
_LOOK = 0.1


def refuse_own_part(source: Path, part: Path) -> None:
    """Refuses to read a file that would be written over meanwhile.

    Raises:
        KnownError: the two are one file.
    """
    if part.exists() and source.exists() and part.samefile(source):
        raise KnownError(f"“{source.name}” would be written over on the way.", "Choose another name for the new file.")


def clear_part(part: Path) -> None:
    """Takes away what is left of a workspace that was being made: the file, and what stands beside one that is open."""
    for ending in ("", "-wal", "-shm", ".lock"):
        with suppress(OSError):  # a name that no file can have was told already
            Path(f"{part}{ending}").unlink(missing_ok=True)


def copy(path: Path, key: Key, target: Path) -> Steps[None]:
    """Writes a verified copy under the same key: made beside the target, checked, renamed last. Free pages stay out.

    Raises:
        KnownError: the target exists, cannot be written, or the copy did not prove sound.
    """
    if target.exists():
        raise KnownError(f"“{target.name}” exists already; it was left as it is.", "Choose another name.")
    if not target.parent.is_dir():
        raise KnownError(f"The folder of “{target.name}” does not exist.", "Make the folder first.")
    total = path.stat().st_size
    free = shutil.disk_usage(target.parent).free
    if free < total:
        raise KnownError(
            f"There is no room for the copy: {shown_size(total)} are needed, {shown_size(free)} are free.",
            "Free some space, or choose a folder on another disk.",
        )
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    began = time.monotonic()
    try:
        source = connect(path, key, read_only=True)
        try:
            for _ in stepped(source, lambda: source.execute("VACUUM INTO ?", [str(part)])):
                done = part.stat().st_size if part.exists() else 0
                yield Progress("Copying", min(done, total), total, time.monotonic() - began)
        finally:
            source.close()
        yield Progress("Proving the copy", 0, 0, time.monotonic() - began)
        problems = yield from proved(part, key, "Proving the copy")
        if problems:
            raise KnownError(f"The backup did not prove sound: {problems[0]}.", "Check the disk and try again.")
        part.chmod(0o600)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def proved(path: Path, key: Key, message: str) -> Steps[list[str]]:
    """Checks every page's authentication code and the structure of a file; gives what is wrong, in words."""
    began = time.monotonic()
    found: list[list[str]] = []
    try:
        connection = connect(path, key, read_only=True)
    except sqlcipher.DatabaseError as error:
        return [str(error)]
    try:
        for _ in stepped(connection, lambda: found.append(integrity(connection))):
            yield Progress(message, 0, 0, time.monotonic() - began)
    finally:
        connection.close()
    return found[0]


def rewrite(connection: Any) -> Steps[None]:
    """Writes the file anew, without free pages, and empties the write-ahead log."""
    began = time.monotonic()
    size = connection.execute("PRAGMA page_count").fetchone()[0] * connection.execute("PRAGMA page_size").fetchone()[0]
    # A workspace may be larger than memory. SQLCipher encrypts the file it rewrites into; no sort leaves memory here.
    connection.execute("PRAGMA temp_store = FILE")
    for _ in stepped(connection, lambda: connection.execute("VACUUM")):
        yield Progress("Writing the file anew", 0, size, time.monotonic() - began)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def stepped(connection: Any, work: Callable[[], T]) -> Generator[None, None, T]:
    """Runs statements of one connection on a thread, and yields until they have come to their end.

    Closing the generator interrupts them and waits for that.
    """
    result: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            result.append(work())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, name="statement", daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(_LOOK)
            if thread.is_alive():
                yield
    finally:
        while thread.is_alive():
            connection.interrupt()
            thread.join(_LOOK)
    if errors:
        raise errors[0]
    return result[0]
