"""A damaged workspace file: as much of it as can still be read, in a new workspace."""

from __future__ import annotations

import time
from pathlib import Path

from evidence_app.domain.salvage import SalvageReport
from evidence_app.errors import KnownError
from evidence_app.progress import Steps
from evidence_app.store import salvaging
from evidence_app.store.cipher import told
from evidence_app.store.copying import clear_part, refuse_own_part
from evidence_app.store.database import Database
from evidence_app.store.mending import mend
from evidence_app.workspace.policy import check_place, in_force
from evidence_app.workspace.workspace import Workspace, officer


def salvage(damaged: Path, target: Path, passphrase: str, salt_from: Path | None = None) -> Steps[SalvageReport]:
    """Reads what can be read of a damaged file, and writes a new, sound workspace under the same passphrase.

    The damaged file is only read. Nothing is guessed: a part that does not authenticate is lost, and whatever is in the
    new workspace stood in the old one as it is.

    Args:
        salt_from: a backup of the same workspace, of any age, where the very beginning of the file was overwritten.

    Raises:
        KnownError: the target exists or cannot be written, nothing can be read under this passphrase, or the policy
            lets nobody keep a workspace there.
    """
    began = time.monotonic()
    check_place(in_force(), target)
    if target.exists():
        raise KnownError(f"“{target.name}” exists already; it was left as it is.", "Choose another name.")
    salvaging.salt_of(damaged, salt_from)
    part = target.with_name(f"{target.name}.part")
    refuse_own_part(damaged, part)
    try:
        with told():
            part.unlink(missing_ok=True)
            database = Database.create(part, passphrase)
            try:
                with database.write() as tables:
                    tables.execute("PRAGMA defer_foreign_keys = ON")
                    read = yield from salvaging.read_into(tables, damaged, passphrase, salt_from)
                    mended = mend(tables, read, officer())
            except BaseException:
                database.close()
                raise
        with Workspace(database) as workspace:
            workspace.refuse_handover(damaged.name)
            workspace.search.refresh()
            if mended.read_again:
                yield from workspace.upkeep.reread()
            documents, evidence = len(workspace.documents.list(reading=False)), len(workspace.evidence.list())
        part.replace(target)
    except OSError as error:
        raise KnownError(f"“{target.name}” cannot be written: {error.strerror}.", "Choose another place.") from None
    finally:
        clear_part(part)
    return SalvageReport(
        pages=read.pages,
        unreadable=read.unreadable,
        kept=read.kept,
        damaged=tuple(sorted(read.damaged)),
        documents=documents,
        documents_lost=mended.documents,
        bytes_lost=mended.bytes_lost,
        pages_lost=mended.pages_lost,
        read_again=mended.read_again,
        evidence=evidence,
        undo_lost=mended.undo_lost,
        audit_gaps=len(mended.gaps),
        seconds=time.monotonic() - began,
    )
