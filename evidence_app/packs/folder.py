"""The folder a pack is written to: made beside its place, moved there when it is whole and proved."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from evidence_app.errors import DiskFull, KnownError, PackRefused
from evidence_app.packs import manifest

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)  # names Windows keeps for devices
_NO_ROOM = {28, 27, 122, 112}  # ENOSPC, EFBIG, EDQUOT, Windows' ERROR_DISK_FULL


def slug(title: str) -> str:
    """A file name (without its ending) from a title: plain letters, digits and hyphens, at most 60."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii").lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return name if name and not _RESERVED.fullmatch(name) else f"evidence-pack-{name}".rstrip("-")


@contextlib.contextmanager
def staged(out: Path) -> Iterator[Path]:
    """An empty folder beside out to write a pack into; whatever is still in it at the end of the block is removed.

    Raises:
        KnownError: out is in use for something else, or its place cannot be written.
    """
    with told(out):
        check(out)
        part, aside = _part(out), _aside(out)
        if aside.exists() and not out.exists():
            aside.rename(out)  # a crash came between the two renames of publish()
        for leftover in (part, aside):
            if leftover.exists():
                shutil.rmtree(leftover)
        part.mkdir(mode=0o700)
    try:
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


def unfinished(out: Path) -> Path:
    """The folder in which a pack is made before it moves to its place."""
    return _part(out.absolute())


def clear(part: Path) -> None:
    """Removes what a program that was killed left of a pack in the making, where it is still there."""
    if part.name.startswith(".") and part.suffix == ".part":
        shutil.rmtree(part, ignore_errors=True)


def check(out: Path) -> None:
    """Refuses a place that holds anything but an earlier pack of ours, or nothing.

    Raises:
        KnownError: told in words.
    """
    if not out.name or not out.parent.is_dir():
        raise PackRefused(f"There is no folder “{out.parent}” for the pack.", "Make it first, or choose another.")
    if not out.exists():
        return
    if not out.is_dir():
        raise PackRefused(f"“{out.name}” is a file, and a pack needs a folder.", "Choose another name.")
    held = {path.name for path in out.iterdir()} - manifest.LITTER
    if held and not held <= _ours(out):
        raise PackRefused(
            f"The folder “{out.name}” holds something else than a pack; it was left as it is.",
            "Choose a new folder, or an earlier pack to replace it.",
        )


def publish(part: Path, out: Path) -> None:
    """Puts a finished pack in its place; an earlier one there is gone only once the new one stands.

    Raises:
        KnownError: the place cannot be written, or the earlier pack is open in another program.
    """
    with told(out):
        check(out)
        aside = _aside(out)
        before = out.exists()
        if before:
            out.rename(aside)
        try:
            part.rename(out)
        except BaseException:
            if before:
                aside.rename(out)
            raise
        shutil.rmtree(aside, ignore_errors=True)


def write(path: Path, data: bytes) -> None:
    """Writes a file and waits until the disk has it."""
    with told(path), path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what the disk says into a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM or getattr(error, "winerror", None) in _NO_ROOM:
            raise DiskFull from None
        raise KnownError(
            f"“{path.name}” cannot be written: {error.strerror or type(error).__name__}.",
            "Close the old pack if it is open, and check that the folder may be written.",
        ) from None


def _ours(folder: Path) -> set[str]:
    """Names of the files of the pack in a folder; empty where it is none of ours."""
    found = manifest.read(folder)
    if found is None:
        return set()
    return {manifest.MANIFEST, *(str(entry["name"]) for entry in found.get("files", []))}


def _part(out: Path) -> Path:
    return out.with_name(f".{out.name}.part")


def _aside(out: Path) -> Path:
    return out.with_name(f".{out.name}.old")
