"""Proves a finished pack from its files alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evidence_app.domain.pack import Check
from evidence_app.errors import NotFound
from evidence_app.pages.process import WorkerLost, WorkerProcess, WorkerTooBig, WorkerTooSlow

# Seconds and bytes for one check of a pack that may come from anywhere.
LIMIT = 1800.0
MEMORY = 3 << 30


def verify(pack: Path, password: str | None = None, pdf_password: str | None = None) -> list[Check]:
    """Runs every check on a pack; what cannot be checked is not proved.

    Args:
        pack: the pack's folder.
        password: of a pack that is an archive. Without it only the archive's own hash is checked; with it the pack
            inside is opened, in memory, and checked as any other.
        pdf_password: of a PDF that is encrypted; without it only the file's hash is checked.

    Raises:
        NotFound: there is no such folder.
    """
    if not pack.is_dir():
        raise NotFound(f"There is no pack at “{pack}”.", "Name the folder that holds the pack's manifest.json.")
    worker = WorkerProcess("evidence_app.packs.examine", MEMORY)
    try:
        names = worker.call(LIMIT, "names", pack, password, pdf_password)
        return [_checked(worker, name, pack, password, pdf_password) for name in names]
    finally:
        worker.close()


def _checked(worker: WorkerProcess, name: str, pack: Path, password: str | None, pdf_password: str | None) -> Check:
    try:
        check: Check = worker.call(LIMIT, "prove", name, pack, password, pdf_password)
    except (WorkerLost, WorkerTooSlow, WorkerTooBig) as error:
        return Check(name, False, f"The files could not be checked. {error.sentence}")
    return check


def held(
    pack: Path, password: str | None = None, pdf_password: str | None = None
) -> tuple[dict[str, bytes], dict[str, Any]]:
    """The files of a pack by name, and its manifest.

    Args:
        pack, password, pdf_password: as for verify.

    Raises:
        KnownError: the folder holds no pack, or its archive or PDF does not open.
    """
    worker = WorkerProcess("evidence_app.packs.examine", MEMORY)
    try:
        files: tuple[dict[str, bytes], dict[str, Any]] = worker.call(LIMIT, "held", pack, password, pdf_password)
    finally:
        worker.close()
    return files
