"""Files that are whole or not there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from evidence_app.errors import DiskFull, KnownError


@contextmanager
def written(target: Path) -> Iterator[Path]:
    """A path beside the target to write to, renamed into place at the end; nothing is left of it after any failure.

    Raises:
        KnownError: it cannot be written.
    """
    part = target.parent / f"{target.name}.part"
    try:
        yield part
        part.replace(target)
    except OSError as error:
        if error.errno == 28:  # ENOSPC
            raise DiskFull from None
        raise KnownError(f"“{target.name}” cannot be written: {error.strerror}.", "Choose another place.") from None
    finally:
        with suppress(OSError):  # a name that no file can have was told already
            part.unlink(missing_ok=True)
