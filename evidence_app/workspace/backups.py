"""Backups of a workspace: made once a day where something changed, proved, thinned out, listed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from evidence_app.domain.backups import Backup, BackupReport, Rotation, backup_name, kept, made_at
from evidence_app.domain.pack import Check
from evidence_app.domain.policy import Policy
from evidence_app.errors import KnownError
from evidence_app.paths import SUFFIX
from evidence_app.progress import Steps
from evidence_app.store import keys
from evidence_app.store.cipher import told
from evidence_app.store.database import Database, now
from evidence_app.store.state import state

# Beside the backups: when each was proved, its size then, and a mark of what the workspace held. No case text.
_RECORD = "backups.json"
_FOLDER = "preference.backups.folder"


class Backups:
    """The backups of an open workspace."""

    def __init__(self, database: Database, policy: Policy) -> None:
        self._database = database
        self._policy = policy
        self._rotation = Rotation()

    @property
    def folder(self) -> Path:
        """Where they lie: where the policy says, in the folder that was chosen, or beside the workspace."""
        chosen = self._policy.backup_folder or self._database.meta(_FOLDER)
        return folder_of(self._database.path, Path(chosen) if chosen else None)

    def choose(self, folder: Path | None) -> None:
        """Keeps new backups below a folder from now on; None for beside the workspace. Earlier ones stay.

        Raises:
            KnownError: there is no such folder, or the policy says where backups are kept.
        """
        if self._policy.backup_folder is not None:
            raise KnownError("The policy of this computer says where backups are kept.", "Ask your IT.")
        if folder is not None and not folder.is_dir():
            raise KnownError(f"There is no folder “{folder}”.", "Make it first, or choose another.")
        self._database.set_meta(_FOLDER, str(folder or ""))

    def list(self) -> Sequence[Backup]:
        """The backups in the folder, the newest first."""
        return backups_in(self.folder, self._database.path)

    def every(self) -> Sequence[Backup]:
        """The backups in the folder, those beside the workspace, and the copies made before an update; newest first."""
        path = self._database.path
        beside = folder_of(path)
        found = [*self.list(), *(backups_in(beside, path) if beside != self.folder else [])]
        found += backups_in(
            path.parent, path.with_name(f"{path.stem} before update{SUFFIX}"), salt=keys.read_salt(path)
        )
        return sorted(found, key=lambda one: one.made, reverse=True)

    def due(self, today: datetime | None = None) -> bool:
        """Whether none was made today and something has changed since the last."""
        there = self.list()
        if there and there[0].made.date() >= (today or datetime.now()).date():
            return False
        return not self._unchanged(there)

    def make(self, at: datetime | None = None, *, anyway: bool = False) -> Steps[BackupReport]:
        """Makes one, proves it, and removes those that need not be kept.

        Args:
            at: the time of its name; None for now.
            anyway: True to make one though nothing has changed.

        Raises:
            KnownError: the folder cannot be made or written, there is no room, or the copy did not prove sound.
        """
        folder = self.folder
        before = self.list()
        if not anyway and self._unchanged(before):
            return BackupReport(None, 0, len(before), sum(one.size for one in before))
        made = (at or datetime.now()).replace(microsecond=0)
        while (target := folder / backup_name(self._database.path.stem, made)).exists():
            made += timedelta(seconds=1)
        mark = state(self._database)
        with told():
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise KnownError(
                    f"The folder for backups, “{folder}”, cannot be made: {error.strerror}.", "Choose another folder."
                ) from None
            for left in folder.glob(f"{self._database.path.stem}*.part"):
                left.unlink(missing_ok=True)
            yield from self._database.backup(target)
            there = self.list()
            stay = kept((one.made for one in there), self._rotation)
            gone = [one for one in there if one.made not in stay]
            self._note(target, mark)
            remove(gone)
        left_over = self.list()
        fresh = next((one for one in left_over if one.path == target), None)
        return BackupReport(fresh, len(gone), len(left_over), sum(one.size for one in left_over))

    def prove(self, backup: Path) -> Steps[Check]:
        """Proves every page of a backup again, under the passphrase of the open workspace."""
        problems = yield from self._database.problems(backup)
        if not problems:
            self._note(backup, _record(backup.parent).get(backup.name, {}).get("state", ""))
        return Check(backup.name, not problems, "; ".join(problems) or "every page of the file authenticated")

    def _unchanged(self, there: Sequence[Backup]) -> bool:
        if not there:
            return False
        return bool(_record(self.folder).get(there[0].path.name, {}).get("state") == state(self._database))

    def _note(self, backup: Path, mark: str) -> None:
        known = _record(backup.parent)
        held = {name: about for name, about in known.items() if (backup.parent / name).is_file()}
        held[backup.name] = {"size": backup.stat().st_size, "verified": now(), "state": mark}
        (backup.parent / _RECORD).write_text(json.dumps(held, indent=1), encoding="utf-8")


def folder_of(workspace: Path, chosen: Path | None = None) -> Path:
    """The folder of a workspace's backups.

    Args:
        chosen: the folder below which backups of several workspaces lie; two may have the same name, so each has a
            mark made of its path. None for beside the workspace.
    """
    if chosen is None:
        return workspace.parent / f"{workspace.stem} backups"
    mark = hashlib.sha256(os.path.realpath(workspace).encode()).hexdigest()[:6]
    return chosen / f"{workspace.stem} {mark}"


def backups_in(folder: Path, workspace: Path, salt: bytes | None = None) -> list[Backup]:
    """The backups of a workspace in a folder, the newest first; none where there is no such folder.

    A backup begins with the same salt as its workspace, so one of another file of that name is not taken for it. Where
    the workspace is gone, names alone count.

    Args:
        salt: of the workspace; None to read it.
    """
    try:
        if salt is None:
            salt = keys.read_salt(workspace) if workspace.is_file() else b""
        record = _record(folder)
        found = []
        for path in folder.iterdir():
            made = made_at(path.name, workspace.stem)
            if made is None or (salt and keys.read_salt(path) != salt):
                continue
            size = path.stat().st_size
            about = record.get(path.name, {})
            found.append(Backup(path, made, size, str(about.get("verified", "")) if about.get("size") == size else ""))
    except OSError:
        return []
    return sorted(found, key=lambda one: one.made, reverse=True)


def remove(backups: Iterable[Backup]) -> None:
    """Deletes backups, with what SQLite may have left beside them."""
    for one in backups:
        for ending in ("", "-wal", "-shm", ".lock"):
            Path(f"{one.path}{ending}").unlink(missing_ok=True)


def _record(folder: Path) -> Mapping[str, Mapping[str, Any]]:
    try:
        known = json.loads((folder / _RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return (
        {str(name): about for name, about in known.items() if isinstance(about, dict)}
        if isinstance(known, dict)
        else {}
    )
