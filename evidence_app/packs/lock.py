"""A password on the pack's PDF itself: AES-256 as PDF 2.0 defines it, which the readers in use open."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import Any

import pymupdf
import pypdfium2

from evidence_app.domain.pack import Check
from evidence_app.packs import archive, manifest
from evidence_app.packs.reading import pdf

# The check that a finished file is encrypted as its manifest says.
CHECK = "PDF password"
# What MuPDF calls the encryption of a file.
_AES_256 = "Standard V5 R6 256-bit AES"
_NOTE = (
    "The size and SHA-256 in the list of files are those of the encrypted file. Every encryption draws its own key, so "
    "the same pack made again has other bytes here. It was proved before it was encrypted, and opened again after. "
    "Only the PDF is encrypted: the other files listed are not."
)


def locked(data: bytes, password: str) -> bytes:
    """A PDF encrypted with a password, needed to open it; whoever has it may copy and print."""
    with pymupdf.open("pdf", data) as plain:
        return bytes(
            plain.tobytes(
                encryption=pymupdf.PDF_ENCRYPT_AES_256,
                user_pw=password,
                owner_pw=password,
                permissions=-1,
                garbage=0,
                use_objstms=1,
                no_new_id=True,
            )
        )


def seal(files: Mapping[str, bytes], about: Mapping[str, Any], password: str) -> dict[str, bytes]:
    """The files of a finished pack with its PDF encrypted and its manifest saying so.

    Args:
        files: by name.
        about: the manifest among them.
    """
    sealed = {name: locked(data, password) if name.endswith(".pdf") else data for name, data in files.items()}
    (name,) = (name for name in files if name.endswith(".pdf"))
    entry = {"name": name, "sha256": hashlib.sha256(sealed[name]).hexdigest(), "bytes": len(sealed[name])}
    listed = [entry if each["name"] == name else each for each in about["files"]]
    said = {"file": name, "method": "AES-256 (PDF 2.0, revision 6)", "note": _NOTE}
    sealed[manifest.MANIFEST] = manifest.dumped({**about, "files": listed, manifest.PDF_ENCRYPTION: said})
    return sealed


def is_locked(folder: Traversable) -> bool:
    """Whether the manifest in a folder says that the pack's PDF is encrypted."""
    about = manifest.read(folder)
    return about is not None and manifest.PDF_ENCRYPTION in about


def opened(folder: Traversable, password: str) -> Traversable | None:
    """A pack's files in memory, its PDF without encryption; None where the password does not open it."""
    about = manifest.read(folder) or {}
    name = about[manifest.PDF_ENCRYPTION]["file"]
    try:
        with pymupdf.open("pdf", pdf(folder, about)) as sealed:
            if not sealed.needs_pass or not sealed.authenticate(password):
                return None
            plain = sealed.tobytes(
                encryption=pymupdf.PDF_ENCRYPT_NONE, garbage=0, deflate=True, use_objstms=1, no_new_id=True
            )
    except (OSError, ValueError, pymupdf.FileDataError):
        return None
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.name not in manifest.LITTER}
    return archive.held({**files, name: bytes(plain)})


def proved(folder: Traversable, password: str) -> Check:
    """The PDF opens with the password in MuPDF and in PDFium, in neither without it, and its cipher is AES-256."""
    about = manifest.read(folder) or {}
    data, pages = pdf(folder, about), about["counts"]["pages"]
    with pymupdf.open("pdf", data) as sealed:
        if not sealed.needs_pass:
            return Check(CHECK, False, "The PDF opens without a password.")
        if not sealed.authenticate(password):
            return Check(CHECK, False, "The password does not open the PDF.")
        if sealed.metadata["encryption"] != _AES_256 or sealed.page_count != pages:
            return Check(CHECK, False, "The PDF is not encrypted with AES-256, or has not all its pages.")
    if _pages(data, None) is not None or _pages(data, password) != pages:
        return Check(CHECK, False, "PDFium opens the PDF without its password, or does not open it with it.")
    return Check(CHECK, True, "MuPDF and PDFium open the PDF with it, AES-256, and neither opens it without.")


def _pages(data: bytes, password: str | None) -> int | None:
    """How many pages PDFium finds; None where it does not open the file."""
    try:
        other = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError:
        return None
    found = len(other)
    other.close()
    return found
