"""A .qdpx file: a zip of project.qde and of sources. Nothing is unpacked to the disk; names only name."""

from __future__ import annotations

import threading
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from evidence_app.errors import KnownError
from evidence_app.exchange.markup import MOST_BYTES

PROJECT, SOURCES = "project.qde", "Sources"
INTERNAL = "internal://"

# The standard's own limit of a project, and what one source may be and grow by.
MOST_MEMBERS, LARGEST, MOST_RATIO = 50_000, 512 << 20, 200
_HARMLESS = 16 << 20


class Archive:
    """An open .qdpx file. Use it in a with block.

    Raises:
        KnownError: it is no zip archive, has no project in it, or would grow beyond bounds.
    """

    def __init__(self, path: Path) -> None:
        self.shown = path.name
        self._lock = threading.Lock()
        try:
            self._zip = zipfile.ZipFile(path)
        except OSError as error:
            raise KnownError(f"“{path.name}” cannot be read: {error.strerror}.", "Check the name.") from None
        except (zipfile.BadZipFile, ValueError, NotImplementedError, IndexError):
            raise KnownError(f"“{path.name}” is no REFI-QDA project, or it is damaged.", "Export it again.") from None
        try:
            self._members = self._named()
        except KnownError:
            self._zip.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def project(self) -> bytes:
        """The XML of the project."""
        return self._content(self._project, MOST_BYTES)

    def size(self, reference: str) -> int | None:
        """The bytes of what a source refers to; None where it is not in the archive (or names a place outside it)."""
        found = self._find(reference)
        return None if found is None else found.file_size

    def read(self, reference: str) -> bytes:
        """The bytes of what a source refers to; may be called from any thread.

        Raises:
            KnownError: it is not there, is damaged, protected, or larger than it says.
        """
        found = self._find(reference)
        if found is None:
            raise KnownError(f"A source is missing in “{self.shown}”.", "Export it again.")
        return self._content(found, LARGEST)

    def _find(self, reference: str) -> zipfile.ZipInfo | None:
        # A path that leads elsewhere ("relative://", a drive, "..") is nowhere looked for.
        name = reference.removeprefix(INTERNAL)
        if not reference.startswith(INTERNAL) or "/" in name or "\\" in name:
            return None
        return self._members.get(name.casefold())

    def _named(self) -> Mapping[str, zipfile.ZipInfo]:
        members = [info for info in self._zip.infolist() if not info.is_dir()]
        if len(members) > MOST_MEMBERS:
            raise KnownError(f"“{self.shown}” holds {len(members):,} files.", "Export fewer documents at once.")
        found: dict[str, zipfile.ZipInfo] = {}
        project = None
        for info in members:
            if info.file_size > max(_HARMLESS, MOST_RATIO * info.compress_size):
                raise KnownError(
                    f"“{self.shown}” grows so much when it is unpacked that it may have been made to do harm.",
                    "Ask whoever sent it for another copy.",
                )
            folder, _, name = info.filename.rpartition("/")
            if not folder and name.casefold().endswith(".qde"):
                project = project or info
            elif folder.casefold() == SOURCES.casefold():
                found.setdefault(name.casefold(), info)
        if project is None:
            raise KnownError(f"There is no project in “{self.shown}”.", "Export it as a REFI-QDA project.")
        self._project = project
        return found

    def _content(self, info: zipfile.ZipInfo, most: int) -> bytes:
        if info.flag_bits & 1:
            raise KnownError(f"“{self.shown}” is protected by a password.", "Export it without one.")
        try:
            with self._lock, self._zip.open(info) as member:
                content = member.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
            raise KnownError(
                f"“{self.shown}” is damaged: not everything in it can be read.", "Export it again."
            ) from None
        if len(content) > most:
            raise KnownError(f"A part of “{self.shown}” is larger than {most >> 20} MB.", "Export it in parts.")
        return content
