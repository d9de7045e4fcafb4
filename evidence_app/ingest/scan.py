"""Which files stand under the paths given: names, sizes and times only, nothing is opened that need not be."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from evidence_app.domain.document import FILE_ENDINGS, INSIDE, Attention
from evidence_app.errors import NotFound
from evidence_app.ingest.sniff import PDF_MARK_WITHIN, is_pdf

# What people keep as documents, and cannot be read here: it is told, not passed over.
_UNREADABLE = ("xps", "pages", "heic", "webp")
# Anything else in a folder is looked into, and taken where it is a PDF.
_DOCUMENT = re.compile(rf"(?i)\.({'|'.join((*chain(*FILE_ENDINGS.values()), *_UNREADABLE))})$|winmail\.dat$")

# What systems and programs leave lying about.
_LITTER = frozenset({"thumbs.db", "desktop.ini", "icon\r", "$recycle.bin", "__macosx", "system volume information"})
_LITTER_STARTS = (".", "~$", "~wrl")
_LITTER_ENDS = (".tmp", ".part", ".partial", ".crdownload", ".download", ".lnk", ".url", ".bak")
# A workspace is no document, nor are the files beside it.
_WORKSPACE_ENDS = (".evidence", ".evidence-wal", ".evidence-shm", ".evidence.lock")


# A document inside a file: its name, and what gives its bytes, on any thread.
Member = tuple[str, Callable[[], bytes]]


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A file that may be a document.

    Args:
        path: absolute, as it is stored.
        shown: as the user gave it: a relative path stays relative.
        disk: what opens it; differs from path only where its name cannot be written as text.
        size: bytes.
        mtime_ns: time of its last change.
        content: gives its bytes where it stands inside another file and only that is on disk; called on any thread.
    """

    path: str
    shown: str
    disk: str
    size: int
    mtime_ns: int
    content: Callable[[], bytes] | None = None


@dataclass(slots=True)
class Scan:
    """What stands under the paths given.

    Args:
        files: in the order of their paths, each once.
        unreadable: folders that could not be looked into.
        folders: absolute paths of the folders given.
        closed: absolute paths of the unreadable ones.
    """

    files: list[FileSeen] = field(default_factory=list)
    unreadable: list[Attention] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)

    def should_hold(self, path: str) -> bool:
        """Whether the scan would have seen a file at this absolute path."""
        return _under(path, self.folders) and not _under(path, self.closed)


def inside(holder: Path, members: Sequence[Member]) -> list[FileSeen]:
    """Documents inside a file, as files seen.

    Raises:
        NotFound: the file does not exist.
    """
    (file,) = scan([holder]).files
    return [
        replace(file, path=f"{file.path}{INSIDE}{name}", shown=f"{file.shown}{INSIDE}{name}", content=content)
        for name, content in members
    ]


def scan(paths: Sequence[Path]) -> Scan:
    """Walks files and folders, recursively.

    Args:
        paths: as the user gave them. A file named here is taken whatever it is; in folders, litter is passed over.

    Raises:
        NotFound: a path does not exist.
    """
    found = Scan()
    seen: set[str] = set()
    for given in paths:
        if not given.exists():
            raise NotFound(f"There is no file or folder “{_text(given)}”.", "Check the name and import again.")
        if given.is_dir():
            found.folders.append(_absolute(given))
            files = _walk(str(given), found, set())
        else:
            files = iter([_file(str(given), given.stat())])
        for file in files:
            if file.path not in seen:
                seen.add(file.path)
                found.files.append(file)
    return found


def is_worth(label: str, data: bytes) -> bool:
    """Whether a file in an archive may be a document, by the same rule as one in a folder."""
    parts = label.split("/")
    return not any(map(_is_litter, parts)) and bool(_DOCUMENT.search(parts[-1]) or is_pdf(data))


def _walk(folder: str, found: Scan, visited: set[tuple[int, int]]) -> Iterator[FileSeen]:
    try:
        stat = Path(folder).stat()
        # A link can lead back to where it stands.
        if (stat.st_dev, stat.st_ino) in visited:
            return
        visited.add((stat.st_dev, stat.st_ino))
        with os.scandir(folder) as entries:
            inside = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        found.closed.append(_absolute(folder))
        found.unreadable.append(
            Attention(
                _text(folder),
                f"The folder could not be looked into: {error.strerror or 'the disk did not answer'}.",
                "Check that you may open it, and import it again.",
            )
        )
        return
    for entry in inside:
        if _is_litter(entry.name):
            continue
        try:
            if entry.is_dir():
                yield from _walk(entry.path, found, visited)
            elif entry.is_file() and _may_be_document(entry):
                yield _file(entry.path, entry.stat())
        except OSError:
            continue  # gone since the folder was listed


def _is_litter(name: str) -> bool:
    lower = name.lower()
    return (
        lower in _LITTER
        or lower.startswith(_LITTER_STARTS)
        or lower.endswith(_LITTER_ENDS)
        or lower.endswith(_WORKSPACE_ENDS)
    )


def _may_be_document(entry: os.DirEntry[str]) -> bool:
    if _DOCUMENT.search(entry.name):
        return True
    with Path(entry.path).open("rb") as file:
        return is_pdf(file.read(PDF_MARK_WITHIN))


def _file(disk: str, stat: os.stat_result) -> FileSeen:
    return FileSeen(_absolute(disk), _text(disk), disk, stat.st_size, stat.st_mtime_ns)


def _absolute(path: str | Path) -> str:
    # Not resolved: a link is a place of its own, and what it leads to may change.
    return _text(os.path.abspath(path))  # noqa: PTH100


def _text(path: str | Path) -> str:
    """A path as text that can be stored; what is no text in it is spelled out."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


def _under(path: str, folders: Sequence[str]) -> bool:
    return any(path.startswith(folder.rstrip(os.sep) + os.sep) for folder in folders)
