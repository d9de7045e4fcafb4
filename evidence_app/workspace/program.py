"""What the program is made of on this computer, for whoever helps."""

from __future__ import annotations

import platform
import sys
import textwrap

from evidence_app import __version__
from evidence_app.parts import packages


def versions() -> str:
    """Versions of the program, its engines, the system and every package it stands on; lines of text.

    Names no account, no computer and no path.
    """
    # Loaded here: nobody else on the way to a command or a window needs the engines.
    from evidence_app.pages.engines import engines
    from evidence_app.store.cipher import SQLITE, cipher_version

    found = engines()
    mupdf = found.pop("MuPDF")
    cipher, python = cipher_version(), platform.python_version()
    frozen = "frozen" if getattr(sys, "frozen", False) else "from source"
    # Broken into lines between packages, never between a name and its version.
    carried = ", ".join(f"{name}\x1f{each.version}" for name, each in packages().items())
    carried = textwrap.fill(f"Packages: {carried}", 110, subsequent_indent="  ", break_on_hyphens=False)
    return "\n".join(
        [
            f"Evidence Desk {__version__}",
            f"SQLite {SQLITE}, SQLCipher {cipher}, MuPDF {mupdf}, Python {python}, without Qt",
            ", ".join(f"{name} {each}" for name, each in found.items()),
            f"{platform.system()} {platform.release()}, {platform.machine()}, {frozen}",
            carried.replace("\x1f", " "),
        ]
    )
