"""The list of packs that were made."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evidence_app.store.database import Database, now
from evidence_app.store.journal import Change, audit

# Of the workspace's own settings: before the name of a council's own cover.
_HOUSE = "packs.house."


@dataclass(frozen=True, slots=True)
class MadePack:
    """A pack that was made: when, by whom, into which folder, from which spec, with which files.

    Args:
        keep_until: ISO date until which its working copy is kept; may be empty.
        deleted: ISO time at which the working copy was deleted; empty where it was not.
    """

    id: int
    made: str
    author: str
    folder: str
    spec: dict[str, Any]
    manifest: dict[str, Any]
    items: int
    pages: int
    keep_until: str = ""
    deleted: str = ""


@dataclass(frozen=True, slots=True)
class Sending:
    """That somebody sent a pack by means of their own; the program sends nothing.

    Args:
        pack: its id.
        to, on, how: to whom, on which ISO date, by which way.
        author, at: who noted it, when (ISO time).
    """

    id: str
    pack: int
    to: str
    on: str
    how: str = ""
    note: str = ""
    author: str = ""
    at: str = ""


def add(
    database: Database,
    author: str,
    folder: str,
    spec: dict[str, Any],
    manifest: dict[str, Any],
    items: int,
    pages: int,
    warnings: Sequence[str] = (),
    accepted: Sequence[str] | None = None,
) -> None:
    """Notes a finished pack and audits the export, with the warnings it was made in spite of.

    Args:
        accepted: those its maker was shown and chose to go on in spite of; None where nobody was asked.
    """
    with database.write() as tables:
        tables.table("packs").insert(
            {
                "made": now(),
                "author": author,
                "folder": folder,
                "spec": json.dumps(spec),
                "manifest": json.dumps(manifest),
                "items": items,
                "pages": pages,
            }
        )
        hashes = {entry["name"]: entry["sha256"] for entry in manifest.get("files", [])}
        about = {"items": items, "pages": pages, "files": hashes, "warnings": list(warnings)}
        if accepted is not None:
            about["accepted"] = list(accepted)
        audit(tables, author, "export pack", about)


def every(database: Database) -> list[MadePack]:
    """The newest pack first."""
    return _select(database, "1", [])


def get(database: Database, pack: int) -> MadePack | None:
    """One pack, or None."""
    found = _select(database, "id = ?", [pack])
    return found[0] if found else None


def keep_until(change: Change, pack: int, day: str) -> None:
    """Sets the ISO date until which a pack's working copy is kept; empty for no date."""
    change.put("packs", {"id": pack, "keep_until": day})


def sendings(database: Database, pack: int | None = None) -> list[Sending]:
    """What was sent, the newest first; of one pack, where it is given."""
    with database.read() as tables:
        rows = tables.execute(
            'SELECT id, pack, "to", "on", how, note, author, at FROM pack_sendings WHERE ? IS NULL OR pack = ?'
            ' ORDER BY "on" DESC, at DESC, id',
            [pack, pack],
        ).fetchall()
    return [Sending(*row) for row in rows]


def put_sending(change: Change, sending: Sending) -> None:
    """Stores that a pack was sent."""
    change.put("pack_sendings", asdict(sending))


def note_deleted(database: Database, author: str, pack: int, files: Sequence[str]) -> None:
    """Notes that a pack's working copy was deleted; files are on no account undone, so this is not undoable."""
    with database.write() as tables:
        tables.execute("UPDATE packs SET deleted = ? WHERE id = ?", [now(), pack])
        audit(tables, author, "delete working copy of a pack", {"pack": pack, "files": list(files)})


def houses(database: Database) -> dict[str, dict[str, bytes]]:
    """The council's own covers: their files by name, by the name of each."""
    with database.read() as tables:
        rows = tables.execute("SELECT key, value FROM meta WHERE key LIKE ? AND value <> ''", [f"{_HOUSE}%"]).fetchall()
    return {
        key.removeprefix(_HOUSE): {name: base64.b64decode(data) for name, data in json.loads(value).items()}
        for key, value in sorted(rows)
    }


def put_house(change: Change, name: str, files: Mapping[str, bytes]) -> None:
    """Stores the files of a cover under its name; none take it away."""
    packed = {each: base64.b64encode(data).decode("ascii") for each, data in files.items()}
    change.put("meta", {"key": _HOUSE + name, "value": json.dumps(packed) if packed else ""})


def exhibit_numbers(database: Database) -> dict[str, str]:
    """The exhibit number of each evidence item in the newest pack it was in."""
    numbers: dict[str, str] = {}
    for pack in reversed(every(database)):
        numbers.update(pack.manifest.get("exhibits", {}))
    return numbers


def _select(database: Database, where: str, values: Sequence[Any]) -> list[MadePack]:
    with database.read() as tables:
        rows = tables.execute(
            "SELECT id, made, author, folder, spec, manifest, items, pages, keep_until, deleted FROM packs"
            f" WHERE {where} ORDER BY id DESC",
            list(values),
        ).fetchall()
    return [MadePack(i, m, a, f, json.loads(s), json.loads(x), n, p, k, d) for i, m, a, f, s, x, n, p, k, d in rows]
