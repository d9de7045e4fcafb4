"""A council's own cover: a file in typst's language and the pictures it shows."""

from __future__ import annotations

import re
from pathlib import Path

from evidence_app.errors import KnownError

# The name of the file inside the template, and of what else it may consist; bytes in all.
HOUSE = "house.typ"
PICTURES = (".png", ".jpg", ".jpeg", ".svg")
MOST_BYTES = 1_000_000
# What would let a file fetch packages from elsewhere, or run programs.
_FORBIDDEN = re.compile(r"\b(import|include|eval|plugin)\b")


def read(path: Path) -> dict[str, bytes]:
    """Reads a council's own template.

    Args:
        path: a .typ file; the pictures in its folder that it names come along.

    Raises:
        KnownError: it cannot be read, is too large, or does something a template may not.
    """
    try:
        source = path.read_text(encoding="utf-8")
        beside = [one for one in sorted(path.parent.iterdir()) if one.suffix.lower() in PICTURES and one.name in source]
        files = {HOUSE: source.encode("utf-8"), **{one.name: one.read_bytes() for one in beside}}
    except (OSError, UnicodeDecodeError):
        raise KnownError(f"The template “{path.name}” cannot be read.", "Choose a file that ends in .typ.") from None
    if sum(map(len, files.values())) > MOST_BYTES:
        raise KnownError("The template and its pictures are larger than 1 MB.", "Make the pictures smaller.")
    for number, line in enumerate(source.splitlines(), start=1):
        if found := _FORBIDDEN.search(line.partition("//")[0]):
            raise KnownError(
                f"Line {number} of “{path.name}” says “{found[0]}”, which a template may not.",
                "Write everything the cover needs in the file itself.",
            )
    return files
