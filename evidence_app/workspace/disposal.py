"""A whole workspace wiped from the disk, with a record that is kept outside it."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from evidence_app.domain.disposal import DisposalReport
from evidence_app.errors import KnownError, NotAWorkspace, WorkspaceBusy
from evidence_app.paths import SUFFIX
from evidence_app.progress import Progress, Steps
from evidence_app.store import keys
from evidence_app.store.database import now
from evidence_app.workspace.backups import backups_in, folder_of
from evidence_app.workspace.workspace import officer

_PIECE = 1 << 22
_BESIDE = ("-wal", "-shm", ".lock")


def wipe_workspace(
    workspace: Path, reason: str, *, record: Path | None = None, backups: Path | None = None
) -> Steps[DisposalReport]:
    """Overwrites a workspace file and what lies beside it with random bytes, and deletes it. Nothing brings it back.

    A solid-state disk may keep old blocks that no program can reach; so may the system's own copies. What was in them
    is encrypted still.

    Args:
        reason: why; for the record, so without a child's name.
        record: a file in which it is noted that the workspace was wiped; holds no case text. None to write none.
        backups: the folder of its backups, which are wiped too; None to leave them.

    Raises:
        NotAWorkspace: there is no such file.
        WorkspaceBusy: it is open somewhere.
        KnownError: no reason is given, or the record exists or cannot be written.
    """
    if not workspace.is_file() or workspace.suffix != SUFFIX:
        raise NotAWorkspace(f"There is no workspace at “{workspace}”.", "Check the name.")
    if not reason.strip():
        raise KnownError("Why is it wiped? The record keeps the reason.", "Give one, without a name.")
    if record is not None and record.exists():
        raise KnownError(f"“{record.name}” exists already; it was left as it is.", "Choose another name.")
    lock = FileLock(f"{workspace}.lock", thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise WorkspaceBusy(workspace.name) from None
    except OSError as error:
        raise KnownError(
            f"The workspace could not be wiped: {error.strerror}.", "Check that its folder can be written."
        ) from None
    try:
        copies = [] if backups is None else backups_in(backups, workspace)
        before_update = workspace.with_name(f"{workspace.stem} before update{SUFFIX}")
        copies += [] if backups is None else backups_in(workspace.parent, before_update, keys.read_salt(workspace))
        files = [one.path for one in copies] + [workspace]
        total = sum(path.stat().st_size for path in files)
        note: dict[str, Any] = {
            "what": "a workspace of Evidence Desk was wiped",
            "name": workspace.name,
            "size": workspace.stat().st_size,
            "sha256": "",
            "backups": len(copies),
            "reason": reason.strip(),
            "by": officer(),
            "begun": now(),
            "done": "",
        }
        _write(record, note)
        done = 0
        began = time.monotonic()
        digest = hashlib.sha256()
        for path in files:
            for piece in _overwritten(path, digest if path == workspace else None):
                done += piece
                yield Progress("Overwriting", done, total, time.monotonic() - began)
            for ending in _BESIDE:
                beside = Path(f"{path}{ending}")
                if beside.is_file() and ending != ".lock":
                    for _ in _overwritten(beside, None):
                        pass
                    beside.unlink()
            _delete(path)
        if backups is not None:
            (backups / "backups.json").unlink(missing_ok=True)
            if backups == folder_of(workspace) and backups.is_dir() and not any(backups.iterdir()):
                backups.rmdir()
        note |= {"sha256": digest.hexdigest(), "done": now()}
        _write(record, note)
    except OSError as error:
        raise KnownError(
            f"The workspace could not be wiped: {error.strerror}.", "Check that it can be written."
        ) from None
    finally:
        lock.release()
    Path(f"{workspace}.lock").unlink(missing_ok=True)
    return DisposalReport(workspace.name, len(copies), total, str(record or ""))


def _overwritten(path: Path, digest: Any) -> Iterator[int]:
    """Overwrites a file in place; yields bytes done. The digest, where given, is of what stood there."""
    with path.open("r+b", buffering=0) as file:
        while old := file.read(_PIECE):
            if digest is not None:
                digest.update(old)
            file.seek(-len(old), os.SEEK_CUR)
            file.write(os.urandom(len(old)))
            yield len(old)
        os.fsync(file.fileno())


def _delete(path: Path) -> None:
    """Deletes a file under another name, so that the folder's own list no longer says what it was."""
    nameless = path.with_name(os.urandom(8).hex())
    path.rename(nameless)
    nameless.unlink()


def _write(record: Path | None, note: dict[str, Any]) -> None:
    if record is None:
        return
    try:
        record.write_text(json.dumps(note, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise KnownError(
            f"The record “{record.name}” cannot be written: {error.strerror}.", "Choose another."
        ) from None
