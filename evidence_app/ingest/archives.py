"""Zip archives: what is inside, within bounds, held in memory only."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence

from evidence_app.errors import KnownError
from evidence_app.ingest.sniff import PASSWORD

# A folder of case files is far smaller; an archive made to harm grows far beyond.
MOST_MEMBERS, MOST_BYTES, MOST_RATIO = 2_000, 256 << 20, 200
# Small members may be packed well: a page of blanks is no bomb.
_HARMLESS = 16 << 20

_UNPACK = "Unpack it and import what is inside."


def check(data: bytes) -> None:
    """Refuses an archive, or a document that is one, that would grow beyond bounds.

    Raises:
        KnownError: it is damaged, or holds too much.
    """
    with _opened(data) as archive:
        _bounded(archive.infolist())


def members(data: bytes, passwords: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """The files in an archive, as name and bytes; names are labels and lead nowhere.

    Args:
        passwords: tried where the archive is protected.

    Raises:
        KnownError: it is damaged, protected, or holds too much.
    """
    with _opened(data) as archive:
        files = [info for info in archive.infolist() if not info.is_dir() and info.file_size]
        _bounded(files)
        left = MOST_BYTES
        for info in files:
            content = _content(archive, info, passwords, left)
            left -= len(content)
            yield _label(info.filename), content


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        if not any(info.flag_bits & 1 for info in archive.infolist()):
            return archive
        # Loaded where something is protected only; it knows WinZip's way of it besides the old one.
        import pyzipper

        made: zipfile.ZipFile = pyzipper.AESZipFile(io.BytesIO(data))
        return made
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, IndexError):
        raise KnownError("The file is damaged and cannot be opened.", "Get a fresh copy and import it again.") from None


def _bounded(files: Sequence[zipfile.ZipInfo]) -> None:
    if len(files) > MOST_MEMBERS:
        raise KnownError(f"It holds {len(files):,} files, where {MOST_MEMBERS:,} can be taken out at once.", _UNPACK)
    if sum(info.file_size for info in files) > MOST_BYTES:
        raise KnownError(f"Unpacked, it would be larger than {MOST_BYTES >> 20} MB.", _UNPACK)
    for info in files:
        if info.file_size > max(_HARMLESS, MOST_RATIO * info.compress_size):
            raise KnownError(
                "It grows so much when it is unpacked that it may have been made to do harm.",
                "Ask whoever sent it for the documents themselves.",
            )


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, passwords: Sequence[str], left: int) -> bytes:
    for password in ("", *passwords) if info.flag_bits & 1 else ("",):
        try:
            with archive.open(info, pwd=password.encode() or None) as member:
                content = member.read(left + 1)
        except (RuntimeError, NotImplementedError, UnicodeError):
            continue  # a wrong password, or a way to protect or pack that is not known
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
            if info.flag_bits & 1:
                continue  # a wrong password that looked right
            raise KnownError(
                "The archive is damaged: not everything in it can be read.", "Get a fresh copy and import it again."
            ) from None
        if len(content) > left:
            raise KnownError(f"Unpacked, it would be larger than {MOST_BYTES >> 20} MB.", _UNPACK)
        return content
    if info.flag_bits & 1:
        raise KnownError(*PASSWORD)
    raise KnownError("The archive is packed in a way that is not known.", _UNPACK)


def _label(name: str) -> str:
    parts = [part for part in re.split(r"[/\\]+", name) if part not in ("", ".", "..") and not part.endswith(":")]
    return "/".join(parts) or "file"
