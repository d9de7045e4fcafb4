"""Readers written in Rust: what they raise when they stop at a damaged file is no Exception, and becomes one here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def stops_as_damage() -> Iterator[None]:
    """Has a reader that stops in the middle raise as readers do of a damaged file, and say nothing by itself.

    Raises:
        ValueError: the reader stopped. What it said is not told: it may quote the document.
    """
    try:
        with _silenced():
            yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise ValueError("the reader stopped") from None


@contextmanager
def _silenced() -> Iterator[None]:
    """Nothing reaches standard error: a reader that stops writes there, past Python, what it stopped at."""
    kept = -1
    with suppress(OSError):  # a program without a console has no standard error
        kept = os.dup(2)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)
    try:
        yield
    finally:
        if kept >= 0:
            os.dup2(kept, 2)
            os.close(kept)
