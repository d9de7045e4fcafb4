"""Packs over time: what differs between two, whether one made again is the same, and its working copy deleted."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from evidence_app.domain.pack import Check, ItemChange, PackComparison, PackSpec
from evidence_app.errors import KnownError
from evidence_app.packs import archive, folder, manifest

# What of an item is compared, with the words it is called by.
_COMPARED = {"finding": "finding", "status": "status", "quote": "quotation", "page": "page", "exhibit": "exhibit"}
_WORDS = {"exhibits": "exhibits", "formats": "formats", "marking": "marking", "redact": "personal data taken out"}
_WORDS |= {"title": "title", "purpose": "purpose", "since": "beginning of the period", "until": "end of the period"}


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> PackComparison:
    """What is different in a newer pack, by the manifests of both.

    An item is the same evidence under the same area, whatever number it has.
    """
    before, after = _items(old), _items(new)
    changed = []
    for place in (one for one in after if one in before):
        was, now = before[place], after[place]
        what = tuple(words for key, words in _COMPARED.items() if was.get(key) != now.get(key))
        if what:
            changed.append(ItemChange(now["number"], now["area"], now["quote"], what))
    hashes = [{str(each["sha256"]): str(each["title"]) for each in one["documents"]} for one in (old, new)]
    settings = tuple(
        words for key, words in _WORDS.items() if old.get("spec", {}).get(key) != new.get("spec", {}).get(key)
    )
    return PackComparison(
        added=tuple(_change(after[place]) for place in after if place not in before),
        removed=tuple(_change(before[place]) for place in before if place not in after),
        changed=tuple(changed),
        documents_added=tuple(title for sha, title in hashes[1].items() if sha not in hashes[0]),
        documents_removed=tuple(title for sha, title in hashes[0].items() if sha not in hashes[1]),
        settings=settings,
    )


def spec_of(stored: Mapping[str, Any]) -> PackSpec:
    """The spec a pack was made from, as the workspace kept it."""
    known = {each.name for each in fields(PackSpec)}
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in stored.items() if key in known
    }
    return PackSpec(**values)


def same_bytes(kept: Mapping[str, Any], made: Path, inside: Mapping[str, str] | None = None) -> Check:
    """Whether the files of a pack made again are those that were kept on record.

    Args:
        kept: the manifest the workspace kept.
        made: folder of the pack made again.
        inside: SHA-256 by name of what is in its archive, where it is one.
    """
    wanted = {str(each["name"]): str(each["sha256"]) for each in kept["files"]}
    about = manifest.read(made) or {"files": []}
    found = {str(each["name"]): str(each["sha256"]) for each in about["files"]} | dict(inside or {})
    # Every encryption draws its own salt, so an archive never has the same bytes twice; what is inside it has.
    # The same holds for an encrypted PDF, and for the manifest in an archive, which has its hash.
    differs = {archive.ARCHIVE} | (
        {kept[manifest.PDF_ENCRYPTION]["file"], manifest.MANIFEST} if manifest.PDF_ENCRYPTION in kept else set()
    )
    names = sorted(set(wanted) - differs)
    other = [name for name in names if wanted[name] != found.get(name)]
    if other:
        return Check("same bytes", False, f"other than on record: {', '.join(other)}")
    more = "; the PDF is encrypted, so its bytes cannot be compared" if manifest.PDF_ENCRYPTION in kept else ""
    return Check("same bytes", True, f"{len(names)} files, byte for byte as they were{more}")


def delete_copy(place: Path) -> list[str]:
    """Deletes the folder of a pack; gives the names of the files it held.

    Raises:
        KnownError: the folder is not there, or holds something else than a pack.
    """
    about = manifest.read(place) if place.is_dir() else None
    if about is None:
        raise KnownError(
            f"There is no pack in “{place}” any more.", "If it was moved, delete it where it is now, and note it."
        )
    folder.check(place)
    names = sorted(path.name for path in place.iterdir())
    with folder.told(place):
        shutil.rmtree(place)
    return names


def _items(about: Mapping[str, Any]) -> dict[tuple[str, str], Mapping[str, Any]]:
    return {(str(each["id"]), str(each["area"])): each for each in about["items"]}


def _change(item: Mapping[str, Any]) -> ItemChange:
    return ItemChange(str(item["number"]), str(item["area"]), str(item["quote"]))
