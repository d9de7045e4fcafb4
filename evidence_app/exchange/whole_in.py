"""JSON of a whole workspace read into an empty one: all of it, or nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evidence_app.domain.document import KINDS
from evidence_app.domain.evidence import FINDINGS, STATUSES
from evidence_app.domain.exchange import Brought
from evidence_app.domain.plan import PLAN_STATUSES, RAGS
from evidence_app.domain.visit import VISIT_KINDS
from evidence_app.errors import KnownError
from evidence_app.exchange.whole_out import FORMAT, VERSION
from evidence_app.progress import Progress, Steps
from evidence_app.store import whole
from evidence_app.store.database import Database
from evidence_app.store.journal import change
from evidence_app.store.whole import Unfit

# Read at once, so it takes several times its size in memory.
LARGEST = 1 << 30
_STEP = 500

# Words that mean something to the program.
_WORDS: dict[tuple[str, str], Collection[str]] = {
    ("documents", "kind"): KINDS,
    ("documents", "status"): ("ready", "attention"),
    ("evidence", "finding"): FINDINGS,
    ("evidence", "status"): STATUSES,
    ("plan_actions", "status"): PLAN_STATUSES,
    ("plan_actions", "rag"): ("", *RAGS),
    ("plan_standings", "status"): PLAN_STATUSES,
    ("visits", "kind"): VISIT_KINDS,
    ("decisions", "decision"): ("", "accepted", "rejected"),
}

# Given all records by part: raises KnownError where the framework of the file cannot be worked with.
Check = Callable[[Mapping[str, list[dict[str, Any]]]], None]


@dataclass(frozen=True, slots=True)
class Whole:
    """A file as read: its records by part, the bytes inside it, and the zip beside it that it names."""

    path: Path
    parts: dict[str, list[Any]]
    content: dict[str, str]
    beside: str
    left_out: tuple[str, ...]


def read_whole(path: Path) -> Whole:
    """Reads a file; its records are looked at when they are put in.

    Raises:
        KnownError: it cannot be read, or is not what a workspace was written as.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise KnownError(f"“{path.name}” is larger than {LARGEST >> 30} GB.", "Take a backup to the other place.")
        told = json.loads(path.read_bytes(), parse_constant=_refuse)
    except OSError as error:
        raise KnownError(f"“{path.name}” cannot be read: {error.strerror}.", "Check the name.") from None
    except (ValueError, RecursionError):
        raise KnownError(f"“{path.name}” is no sound JSON.", "Export the workspace again.") from None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise KnownError(f"“{path.name}” is no workspace written as JSON.", "Choose a file that `export` has written.")
    if told.get("version") != VERSION:
        raise KnownError(f"“{path.name}” was written by another version.", "Read it in with that version.")
    parts, content, beside = told.get("parts"), told.get("content", {}), told.get("files", "")
    left = told.get("left_out", [])
    if not (isinstance(content, dict) and isinstance(beside, str) and isinstance(left, list)):
        raise _broken(path, "it does not say what it holds")
    if not isinstance(parts, dict) or set(parts) - set(whole.PARTS):
        raise _broken(path, "its parts are not those of a workspace")
    if not all(isinstance(rows, list) for rows in parts.values()):
        raise _broken(path, "a part of it is no list of records")
    return Whole(path, {name: parts.get(name, []) for name in whole.PARTS}, content, beside, tuple(map(str, left)))


def preview_whole(database: Database, file: Whole) -> Brought:
    """What putting a file in would do.

    Raises:
        KnownError: the workspace is not empty.
    """
    _check_empty(database)
    return _told(file, {name: len(rows) for name, rows in file.parts.items() if rows}, done=False)


def put_whole(database: Database, author: str, file: Whole, check: Check) -> Steps[Brought]:
    """Puts everything in, in one transaction; closing cancels and changes nothing.

    Documents are added as in an import; all else is one undoable change.

    Args:
        check: see Check.

    Raises:
        KnownError: the workspace is not empty, or the file is not sound; nothing was changed then.
    """
    _check_empty(database)
    began = time.monotonic()
    counts: Counter[str] = Counter()
    total = sum(map(len, file.parts.values()))
    detail = {"file": file.path.name, "records": {name: len(rows) for name, rows in file.parts.items() if rows}}
    with _sentences(file.path), change(database, f"bring in “{file.path.stem}”", author, detail) as made:
        fit: dict[str, list[dict[str, Any]]] = {}
        for name, rows in file.parts.items():
            fit[name] = [_sound(name, whole.fitting(made.tables, name, row)) for row in rows]
            if whole.undoable(name) and whole.repeats(name, fit[name]):
                raise Unfit(f"a record of “{name}” stands there twice")
        _check_pages(file.parts)
        _fill_decisions(fit["decisions"], file.parts["pages"])
        check(file.parts)
        for sha256, data in _contents(file):
            yield Progress("Reading the files of documents", counts["files"], 0, time.monotonic() - began)
            whole.put_blob(made.tables, sha256, data)
            counts["files"] += 1
        done = 0
        for name, rows in fit.items():
            for row in rows:
                if whole.undoable(name):
                    whole.put_undoably(made, name, row)
                else:
                    whole.put(made.tables, name, row)
                counts[name] += 1
                done += 1
                if done % _STEP == 0:
                    yield Progress("Putting records in", done, total, time.monotonic() - began)
    return replace(_told(file, dict(counts), done=True), evidence=tuple(row["id"] for row in fit["evidence"]))


def _told(file: Whole, counts: dict[str, int], *, done: bool) -> Brought:
    left = list(file.left_out)
    if not file.content and not file.beside:
        left.append("The file holds no originals: pages can be searched and quoted, not shown.")
    return Brought("json", done, counts=counts, left_out=tuple(left))


def _check_empty(database: Database) -> None:
    if not whole.is_empty(database):
        raise KnownError(
            "This workspace holds something already; a whole one can be read into an empty one only.",
            "Create a new workspace and bring the file in there.",
        )


def _sound(part: str, row: dict[str, Any]) -> dict[str, Any]:
    for (of, name), allowed in _WORDS.items():
        if of == part and row[name] not in allowed:
            raise Unfit(f"“{name}” of “{part}” is not what it should be")
    if part == "settings" and not whole.is_setting(row["key"]):
        raise Unfit("it sets what it may not set")
    return row


def _check_pages(parts: Mapping[str, list[Any]]) -> None:
    """Every document has the pages it counts, and every passage stands on one of them."""
    counts = Counter(row["document"] for row in parts["pages"])
    lengths = {(row["document"], row["number"]): len(row["text"]) for row in parts["pages"]}
    for row in parts["documents"]:
        pages = counts[row["id"]]
        if row["pages"] != pages or any((row["id"], page) not in lengths for page in range(1, pages + 1)):
            raise Unfit("a document does not have the pages it counts")
    for row in parts["evidence"]:
        first, last = lengths.get((row["document"], row["page"])), lengths.get((row["document"], row["to_page"]))
        if first is None or last is None or not (0 <= row["start"] <= first and 0 <= row["end"] <= last):
            raise Unfit("a piece of evidence stands on no page")


def _fill_decisions(decisions: list[dict[str, Any]], pages: list[Any]) -> None:
    """The words of places that were decided about, where they went out without."""
    texts = {(row["document"], row["number"]): row["text"] for row in pages}
    for row in decisions:
        row["text"] = row["text"] or texts.get((row["document"], row["page"]), "")[row["start"] : row["end"]]


def _contents(file: Whole) -> Iterator[tuple[str, bytes]]:
    """The bytes of documents, each under its true hash."""
    wanted = {row[name] for row in file.parts["documents"] for name in ("sha256", "rendition")} - {""}
    for sha256, packed in file.content.items():
        try:
            data = base64.b64decode(packed, validate=True)
        except (ValueError, TypeError):
            raise Unfit("the file of a document is damaged") from None
        yield _proved(sha256, data, wanted)
    if not file.beside:
        return
    # A name, not a path: what lies beside the file, and nothing elsewhere.
    bundle = file.path.with_name(Path(file.beside.replace("\\", "/")).name or "-")
    try:
        with zipfile.ZipFile(bundle) as archive:
            for info in archive.infolist():
                if info.filename in wanted:
                    yield _proved(info.filename, archive.read(info), wanted)
    except OSError as error:
        raise KnownError(
            f"The originals in “{bundle.name}” cannot be read: {error.strerror}.", "Put that file beside the other."
        ) from None
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
        raise KnownError(f"“{bundle.name}” is damaged.", "Export the workspace again.") from None


def _proved(sha256: str, data: bytes, wanted: Collection[str]) -> tuple[str, bytes]:
    if sha256 not in wanted or hashlib.sha256(data).hexdigest() != sha256:
        raise Unfit("the file of a document is not what its hash says")
    return sha256, data


@contextmanager
def _sentences(path: Path) -> Iterator[None]:
    try:
        yield
    except Unfit as error:
        raise _broken(path, str(error)) from None


def _broken(path: Path, why: str) -> KnownError:
    return KnownError(f"“{path.name}” is not sound: {why}.", "Nothing was changed. Export the workspace again.")


def _refuse(constant: str) -> float:
    raise ValueError(constant)
