"""Everything in a workspace as JSON, with or without the files of its documents."""

from __future__ import annotations

import base64
import json
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import IO, Any

from evidence_app import __version__
from evidence_app.domain.exchange import Exported, Wishes
from evidence_app.exchange.project_out import told
from evidence_app.exchange.staying import Row, Staying, staying
from evidence_app.files import written
from evidence_app.progress import Progress, Steps
from evidence_app.store import whole
from evidence_app.store.database import Database, now

FORMAT, VERSION = "evidence-desk-workspace", 1
# After how many records progress is told.
_STEP = 500


def write_whole(database: Database, target: Path, wishes: Wishes) -> Steps[Exported]:
    """Writes all parts of a workspace, one record a line; closing cancels and leaves nothing.

    Args:
        target: a .json file; the files of documents go into it, or into a zip beside it, if wished for.

    Raises:
        KnownError: it cannot be written.
    """
    beside = target.parent / f"{target.stem}.files.zip" if wishes.files == "beside" else None
    left: Counter[str] = Counter()
    counts: dict[str, int] = {}
    began = time.monotonic()
    with ExitStack() as stack:
        stack.enter_context(database.snapshot())
        bundle = None
        if beside is not None:
            part = stack.enter_context(written(beside))
            bundle = stack.enter_context(zipfile.ZipFile(part, "w", zipfile.ZIP_STORED))
        file = stack.enter_context(stack.enter_context(written(target)).open("w", encoding="utf-8", newline="\n"))
        stays = staying(database, wishes, date.today().isoformat(), left)
        _head(file, beside)
        hashes: dict[str, None] = {}
        for place, part_name in enumerate(whole.PARTS):
            yield Progress("Writing records", place, len(whole.PARTS), time.monotonic() - began)
            file.write(f"{',' if place else ''}\n{json.dumps(part_name)}: [")
            for row in _kept(database, stays, part_name):
                file.write(f"{',' if counts.get(part_name) else ''}\n{_line(row)}")
                counts[part_name] = counts.get(part_name, 0) + 1
                if part_name == "documents":
                    hashes |= dict.fromkeys(filter(None, (row["sha256"], row["rendition"])))
                if counts[part_name] % _STEP == 0:
                    yield Progress("Writing records", place, len(whole.PARTS), time.monotonic() - began)
            file.write("\n]")
        file.write("\n},\n")
        if wishes.files != "none":
            yield from _files(database, file, bundle, list(hashes), counts, began)
        file.write(f'"left_out": {_line(list(told(left)))}\n}}\n')
    files = (str(target),) if beside is None else (str(target), str(beside))
    return Exported("json", files, counts, told(left))


def _head(file: IO[str], beside: Path | None) -> None:
    about = {"format": FORMAT, "version": VERSION, "program": f"Evidence Desk {__version__}", "exported": now()}
    about["files"] = "" if beside is None else beside.name
    file.write("{\n" + "".join(f"{json.dumps(key)}: {_line(value)},\n" for key, value in about.items()))
    file.write('"parts": {')


def _kept(database: Database, stays: Staying, part: str) -> Iterator[Row]:
    for row in whole.rows(database, part):
        kept = stays.kept(part, row)
        if kept is not None:
            yield kept


def _files(
    database: Database,
    file: IO[str],
    bundle: zipfile.ZipFile | None,
    hashes: list[str],
    counts: dict[str, int],
    began: float,
) -> Steps[None]:
    """The bytes of documents: into the zip beside, or as base64 into the JSON."""
    if bundle is None:
        file.write('"content": {')
    for done, (sha256, data) in enumerate(whole.blobs(database, hashes)):
        yield Progress("Writing the files of documents", done, len(hashes), time.monotonic() - began)
        if bundle is not None:
            bundle.writestr(zipfile.ZipInfo(sha256), data)
        else:
            file.write(f"{',' if done else ''}\n{json.dumps(sha256)}: {json.dumps(base64.b64encode(data).decode())}")
        counts["files"] = done + 1
    if bundle is None:
        file.write("\n},\n")


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
