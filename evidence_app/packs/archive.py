"""A pack as one encrypted archive: AES-256 as WinZip defined it, which 7-Zip and WinZip open as well."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from importlib.resources.abc import Traversable

from evidence_app.packs import manifest

ARCHIVE = "evidence-pack.zip"
# What the files inside are called: names in an archive are not encrypted, and a pack's title may name somebody.
STEM = "evidence-pack"


def seal(files: Mapping[str, bytes], password: str) -> bytes:
    """The encrypted archive of some files. Its bytes differ each time, since each encryption draws its own salt."""
    import pyzipper  # here and below: with its ciphers, it is not wanted by a program that starts

    held = io.BytesIO()
    with pyzipper.AESZipFile(held, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as sealed:
        sealed.setpassword(password.encode("utf-8"))
        # Version 2 of the format leaves out the check sum of the plain file.
        sealed.setencryption(pyzipper.WZ_AES, nbits=256, force_wz_aes_version=2)
        for name in sorted(files):
            part = sealed.zipinfo_cls(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = pyzipper.ZIP_DEFLATED
            sealed.writestr(part, files[name])
    return held.getvalue()


def opened(data: bytes, password: str) -> dict[str, bytes] | None:
    """The files of an archive by name, in memory only; None where the password is not its own, or it is damaged."""
    import pyzipper

    try:
        with pyzipper.AESZipFile(io.BytesIO(data)) as sealed:
            sealed.setpassword(password.encode("utf-8"))
            return {name: sealed.read(name) for name in sealed.namelist()}
    except (RuntimeError, zipfile.BadZipFile, pyzipper.BadZipFile, zlib.error, NotImplementedError):
        return None


def held(files: Mapping[str, bytes]) -> Traversable:
    """Files in memory, to be read as a folder is: a pack that is to be encrypted never lies open on the disk."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as store:
        for name in sorted(files):
            store.writestr(zipfile.ZipInfo(name), files[name])
    return zipfile.Path(zipfile.ZipFile(data))


def inside(folder: Traversable, password: str) -> Traversable | None:
    """The pack in the archive of a folder, in memory; None where the folder holds none or the password fails."""
    try:
        files = opened((folder / ARCHIVE).read_bytes(), password)
    except OSError:
        return None
    return held(files) if files is not None and manifest.MANIFEST in files else None
