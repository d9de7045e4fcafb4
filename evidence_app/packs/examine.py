"""Which checks a finished pack gets, whether its files lie open or in an archive. Runs in a worker process."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from evidence_app.domain.pack import Check
from evidence_app.errors import KnownError
from evidence_app.packs import archive, lock, manifest, proof

# The checks of an archive itself; those of the pack inside follow, when its password is given.
OUTSIDE = ("files", "archive")
_NOT_OPENED = " What is inside was not looked at: that takes the password."
_LOCKED = " What is in the PDF was not looked at: that takes the PDF's own password."
_OPENED = "Its password opens it, and it holds the files it was made of and no other."


def names(folder: Path, password: str | None = None, pdf_password: str | None = None) -> list[str]:
    """The checks of a pack, in their order.

    Args:
        folder: the pack's folder; anything may be in it.
        password: of its archive, if it is one and is to be opened; it is opened in memory only.
        pdf_password: of its PDF, if that is encrypted; it is opened in memory only.
    """
    if not _is_archive(folder):
        return _names(folder, folder, None, pdf_password)
    if password is None:
        return ["files"]
    place = _inside(folder, password)
    return [
        *OUTSIDE,
        *(name for name in (_names(place, folder, password, pdf_password) if place else ()) if name not in OUTSIDE),
    ]


def prove(name: str, folder: Path, password: str | None = None, pdf_password: str | None = None) -> Check:
    """Runs one of the checks that names() gives."""
    if not _is_archive(folder):
        return _prove(name, folder, folder, None, pdf_password)
    if name == "archive":
        return _archive(folder, password or "", pdf_password)
    if name == "files":
        check = proof.prove(name, folder)
        return Check(name, check.ok, check.detail + ("" if password or not check.ok else _NOT_OPENED))
    place = _inside(folder, password or "")
    if place is None:
        return Check(name, False, "The archive could not be opened.")
    return _prove(name, place, folder, password, pdf_password)


def held(
    folder: Path, password: str | None = None, pdf_password: str | None = None
) -> tuple[dict[str, bytes], dict[str, Any]]:
    """The files of a pack by name, and its manifest; of an archive those inside, and a PDF without its encryption.

    Raises:
        KnownError: the folder holds no pack, or its archive or PDF does not open.
    """
    place: Traversable | None = _inside(folder, password or "") if _is_archive(folder) else folder
    if place is not None and lock.is_locked(place):
        place = lock.opened(place, pdf_password or "")
    about = None if place is None else manifest.read(place)
    if place is None or about is None:
        raise KnownError(
            "That folder holds no pack that opens.",
            "Name a pack's folder; an archive or encrypted PDF needs its password.",
        )
    return {path.name: path.read_bytes() for path in place.iterdir() if path.name not in manifest.LITTER}, about


def _is_archive(folder: Path) -> bool:
    about = manifest.read(folder)
    return about is not None and "archive" in about


def _names(place: Traversable, folder: Path, password: str | None, pdf_password: str | None) -> list[str]:
    if not lock.is_locked(place):
        return proof.names(place)
    if pdf_password is None:
        return ["files"]
    plain = _unlocked(folder, password, pdf_password)
    return ["files", lock.CHECK, *(name for name in (proof.names(plain) if plain else ()) if name != "files")]


def _prove(name: str, place: Traversable, folder: Path, password: str | None, pdf_password: str | None) -> Check:
    """Runs a check of a pack whose PDF may be encrypted: of the files as they are, or of the PDF opened."""
    if not lock.is_locked(place):
        return proof.prove(name, place)
    if name == "files":
        check = proof.prove(name, place)
        return Check(name, check.ok, check.detail + ("" if pdf_password or not check.ok else _LOCKED))
    if name == lock.CHECK:
        return lock.proved(place, pdf_password or "")
    plain = _unlocked(folder, password, pdf_password or "")
    return proof.prove(name, plain) if plain else Check(name, False, "The PDF could not be opened.")


def _archive(folder: Path, password: str, pdf_password: str | None) -> Check:
    """The archive opens, its files are those that its outer manifest lists, and those that its inner one lists."""
    place = _inside(folder, password)
    if place is None:
        return Check("archive", False, "The password does not open it, or it is damaged.")
    about: dict[str, Any] = manifest.read(folder) or {}
    listed = {str(entry["name"]): str(entry["sha256"]) for entry in about.get("inside", ())}
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in place.iterdir()}
    if listed != found:
        return Check("archive", False, "What is in it is not what its manifest lists.")
    inner = proof.prove("files", place)
    more = _LOCKED if lock.is_locked(place) and pdf_password is None else ""
    return Check("archive", inner.ok, _OPENED + more if inner.ok else inner.detail)


@lru_cache(maxsize=1)
def _inside(folder: Path, password: str) -> Traversable | None:
    return archive.inside(folder, password)


@lru_cache(maxsize=1)
def _unlocked(folder: Path, password: str | None, pdf_password: str) -> Traversable | None:
    place = folder if password is None else _inside(folder, password)
    return lock.opened(place, pdf_password) if place is not None else None
