"""Pictures inside office files: those that may hold writing get pages, so that they are seen, and can be read."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile

import pymupdf

from evidence_app.ingest.markup import Block, Plate, heading, note

# Pictures of one file that get pages.
MOST = 100
_MEDIA = re.compile(r"(?:(?:word|ppt|xl)/)?(?:media|Pictures)/[^/]+")
# In pixels: smaller ones are marks and ornaments; larger ones than a sheet scanned at 600 dots an inch are no page.
_LEAST_SIDE, _LEAST_AREA, _MOST_AREA = 80, 60_000, 60_000_000


def is_media(name: str) -> bool:
    """Whether a part of an office file, by its name, is one of its pictures."""
    return _MEDIA.fullmatch(name) is not None


def plate(data: bytes) -> Plate | None:
    """A picture as a page to be; None where it cannot be drawn, or is of no size to hold writing."""
    try:
        with pymupdf.open(stream=data) as opened:
            if opened.metadata["format"] != "Image":
                return None
            shape = opened[0].get_image_info()[0]
    except Exception as error:
        if isinstance(error, MemoryError) or "malloc" in str(error):
            raise MemoryError from None
        return None
    width, height = int(shape["width"]), int(shape["height"])
    fit = min(width, height) >= _LEAST_SIDE and _LEAST_AREA <= width * height <= _MOST_AREA
    return Plate(data, width, height) if fit else None


def fingerprint(data: bytes) -> str:
    """What a picture is known by: one that is shown twice gets one page."""
    return hashlib.sha256(data).hexdigest()


def plates(data: bytes) -> list[Block]:
    """The pictures of an office file whose reader does not tell where they stand, each once, under a heading.

    Args:
        data: the whole file, a zip archive known to be within bounds.
    """
    found: dict[str, Block] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in sorted(filter(is_media, archive.namelist()), key=_natural):
            made = plate(archive.read(name))
            if made is not None:
                found.setdefault(fingerprint(made.data), made)
    if not found:
        return []
    left = len(found) - MOST
    told = [note(f"{left:,} more pictures are in the original only.")] if left > 0 else []
    return [heading("Pictures in this file", 2), *told, *list(found.values())[:MOST]]


def _natural(name: str) -> tuple[int, str]:
    """Puts image10 behind image9."""
    return len(name), name
