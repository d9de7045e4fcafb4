"""Makes docs/images/pack-*.png: pages of the demo's pack, redacted, as they are handed over.

    python tests/helpers/pack_pictures.py [--out DIR] [--template NAME] [--keep DIR]

The pack is about an invented council and invented people.
"""

from __future__ import annotations

import argparse
import dataclasses
import multiprocessing
import sys
import tempfile
from pathlib import Path

import pymupdf

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from invented_desk import fill_desk  # noqa: E402

from evidence_app import progress  # noqa: E402
from evidence_app.domain.pack import TEMPLATES, PackSpec  # noqa: E402
from evidence_app.workspace import DEMO_PASSPHRASE, Workspace, build_demo, demo_workspace  # noqa: E402

SPEC = PackSpec(
    title="Evidence for monitoring visit 7",
    purpose="Help and protection, July 2026",
    date="2026-07-06",
    formats=("pdf", "docx", "xlsx"),
    redact=True,
)
# Pixels a point: about 100 dots an inch, light enough for a guide.
SCALE = 1.4
# Names of the pictures, with words that stand on the page to be shown.
PAGES = {
    "cover": "Framework",
    "summary": "Where the evidence comes from",
    "area": "need help and protection",
    "exhibit-redacted": "Exhibit E5 · p.",
}
# The same of a board pack, which carries the improvement desk.
BOARD = {
    "plan": "Success measures",
    "visits": "Inspections and visits Inspections,",
    "measures": "Measures There is",
}


def main() -> None:
    """Builds the demo's workspace and its pack, and takes the pictures."""
    multiprocessing.freeze_support()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    parser.add_argument("--template", choices=list(TEMPLATES), default="area")
    parser.add_argument("--keep", type=Path, help="folder in which the pack is left, and a picture of every page")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="evidence-desk-pack-") as scratch:
        demo, pack = Path(scratch) / "demo", given.keep or Path(scratch) / "pack"
        progress.run(build_demo(demo))
        with Workspace.open(demo_workspace(demo), DEMO_PASSPHRASE) as workspace:
            progress.run(workspace.packs.build(dataclasses.replace(SPEC, template=given.template), pack))
            take(next(pack.glob("*.pdf")), given.out, PAGES, every=given.keep)
            fill_desk(workspace)
            board = Path(scratch) / "board"
            progress.run(
                workspace.packs.build(dataclasses.replace(SPEC, title="Board, July 2026", template="board"), board)
            )
            take(next(board.glob("*.pdf")), given.out, BOARD, every=None)


def take(pdf: Path, out: Path, wanted: dict[str, str], every: Path | None) -> None:
    """Draws the pages that hold some words, and where a folder is given, all of them into its own subfolder."""
    with pymupdf.open(pdf) as document:
        matrix = pymupdf.Matrix(SCALE, SCALE)
        left = dict(wanted)
        for page in document:
            text = " ".join(page.get_text().split())
            picture = page.get_pixmap(matrix=matrix)
            if every is not None:
                folder = every.with_name(f"{every.name}-pages")
                folder.mkdir(exist_ok=True)
                picture.save(folder / f"{page.number + 1:03}.png")
            # The contents and the summary name the areas as well.
            name = next(
                (one for one, words in left.items() if words in text and (one != "area" or page.number > 3)), ""
            )
            if left.pop(name, ""):
                picture.save(out / f"pack-{name}.png")
                print(out / f"pack-{name}.png")


if __name__ == "__main__":
    main()
