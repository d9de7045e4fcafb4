"""The half of building a pack that runs in the worker process, whose module this is: all that opens or makes a PDF."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from evidence_app.domain.pack import Check
from evidence_app.domain.pageview import PageImage
from evidence_app.packs import archive, examine, folder, lock, proof
from evidence_app.packs.contents import Contents
from evidence_app.packs.exhibits import Binder
from evidence_app.packs.frames import Frame, frames
from evidence_app.packs.frontmatter import front_matter
from evidence_app.packs.manifest import CSV, MANIFEST, cover_note, dumped, item_pages, manifest, sheet
from evidence_app.packs.typeset import Typeset, typeset
from evidence_app.packs.word import narrative
from evidence_app.packs.workbook import workbook

__all__ = ["begin", "bind", "draft", "files", "finish", "names", "picture", "protect", "prove", "record", "seal"]


@dataclass(slots=True)
class _Work:
    """The pack in hand. A worker makes one at a time, over several calls, so that its parent can tell of progress."""

    contents: Contents
    frames: list[Frame]
    made: Typeset
    binder: Binder
    renditions: dict[str, str] = field(default_factory=dict)


_work: _Work | None = None
_held: Traversable | None = None  # the files of a finished pack that is to be encrypted


def draft(contents: Contents) -> tuple[int, list[tuple[float, float]]]:
    """Typesets a pack's own pages to be looked at; gives how many they are, and the size of every page in points."""
    begin(contents)
    assert _work is not None
    pages = _work.binder.sizes()
    return len(pages) - len(_work.frames), pages


def picture(page: int, scale: float) -> PageImage:
    """Draws a page (from 1) of the pack begun, at a scale of pixels a point."""
    assert _work is not None
    return _work.binder.picture(page, scale)


def begin(contents: Contents) -> int:
    """Typesets a pack's own pages; gives the number of pages it will have in all."""
    global _work
    places = frames(contents)
    made = typeset(contents, places)
    _work = _Work(contents, places, made, Binder(made.pdf, places))
    return made.pages


def bind(exhibit: str, data: bytes) -> None:
    """Puts the pages of one exhibit into the pack begun.

    Raises:
        PackRefused: see Binder.bind.
    """
    assert _work is not None
    title = next(each.title for each in _work.contents.exhibits if each.number == exhibit)
    _work.binder.bind(exhibit, title, data)
    _work.renditions[exhibit] = hashlib.sha256(data).hexdigest()


def finish(staging: Path, encrypted: bool) -> dict[str, Any]:
    """Makes the files of the pack begun, in a folder, or in memory where they are to be encrypted; gives its manifest.

    Raises:
        KnownError: the folder cannot be written, or a passage is too long for a workbook.
    """
    global _work, _held
    assert _work is not None
    work, _work = _work, None
    spec = work.contents.spec
    stem = archive.STEM if "zip" in spec.formats else folder.slug(spec.title)
    pdf = f"{stem}.pdf"
    files = {pdf: work.binder.save(), CSV: sheet(work.contents, work.made)}
    pages = item_pages(work.contents, work.frames, work.made)
    if "docx" in spec.formats:
        files[f"{stem}.docx"] = narrative(front_matter(work.contents, work.frames), pages, pdf)
    if "xlsx" in spec.formats:
        files[f"{stem}.xlsx"] = workbook(work.contents, pages, pdf)
    about = manifest(work.contents, work.frames, work.made, work.renditions, files)
    files[MANIFEST] = dumped(about)
    if encrypted:
        _held = archive.held(files)
    else:
        for name, data in files.items():
            folder.write(staging / name, data)
    return about


def files(staging: Path) -> dict[str, bytes]:
    """The files of the pack finished, by name."""
    return {path.name: path.read_bytes() for path in _place(staging).iterdir()}


def record(staging: Path, redaction: dict[str, Any]) -> dict[str, Any]:
    """Writes what was proved of redaction into the manifest of the pack finished; gives the manifest."""
    global _held
    about = {**json.loads((_place(staging) / MANIFEST).read_bytes()), "redaction": redaction}
    if _held is None:
        (staging / MANIFEST).unlink()
        folder.write(staging / MANIFEST, dumped(about))
    else:
        _held = archive.held({**files(staging), MANIFEST: dumped(about)})
    return about


def names(staging: Path) -> list[str]:
    """The checks of the pack finished."""
    return proof.names(_place(staging))


def prove(name: str, staging: Path) -> Check:
    """Runs one check on the pack finished."""
    return proof.prove(name, _place(staging))


def protect(staging: Path, password: str, stays: bool) -> tuple[dict[str, Any], list[Check]]:
    """Encrypts the PDF of the pack finished; gives the manifest and what was proved of the files as they are now.

    Args:
        stays: the pack goes into an archive afterwards, so that it stays in memory; else it goes into the folder.

    Raises:
        KnownError: the folder cannot be written.
    """
    global _held
    assert _held is not None
    sealed = lock.seal(files(staging), json.loads((_held / MANIFEST).read_bytes()), password)
    _held = archive.held(sealed) if stays else None
    if not stays:
        for name, data in sealed.items():
            folder.write(staging / name, data)
    place = _place(staging)
    return json.loads(sealed[MANIFEST]), [proof.prove("files", place), lock.proved(place, password)]


def seal(staging: Path, password: str, released: dict[str, str]) -> tuple[dict[str, Any], list[Check]]:
    """Encrypts the pack finished into a folder; gives the manifest beside the archive and what was proved of both.

    Raises:
        KnownError: the folder cannot be written.
    """
    global _held
    assert _held is not None
    files, _held = {path.name: path.read_bytes() for path in _held.iterdir()}, None
    data = archive.seal(files, password)
    about = cover_note(files, archive.ARCHIVE, data, json.loads(files[MANIFEST]), released)
    folder.write(staging / archive.ARCHIVE, data)
    folder.write(staging / MANIFEST, dumped(about))
    return about, [examine.prove(name, staging, password) for name in examine.OUTSIDE]


def _place(staging: Path) -> Traversable:
    return staging if _held is None else _held
