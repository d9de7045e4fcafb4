"""The program `evidence-desk`."""

from __future__ import annotations

import argparse
import multiprocessing
import os
from pathlib import Path


def main() -> int:
    """Reads the command line and opens the window."""
    # First of all: in the frozen program a worker process starts here too.
    multiprocessing.freeze_support()
    from evidence_app import __version__

    parser = argparse.ArgumentParser(
        prog="evidence-desk", description="Find, tag, prove and pack inspection evidence. Opens the window."
    )
    parser.add_argument("workspace", nargs="?", type=Path, metavar="WORKSPACE", help="a workspace to open")
    parser.add_argument("--version", action="version", version=f"Evidence Desk {__version__}")
    parser.add_argument("--start-test", action="store_true", help="say when the first page stood, and close")
    given = parser.parse_args()
    from ui.app import run

    return run(given.workspace, os.environ.get("EVIDENCE_PASSPHRASE", ""), start_test=given.start_test)


if __name__ == "__main__":
    raise SystemExit(main())
