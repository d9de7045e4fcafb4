"""How fast personal data is found, taken out and proved gone: python tests/bench/redaction_speed.py [PAGES]

Case-note records of nine pages each, half of their people listed, are imported and searched; then a redacted pack with
all their pages is made, and the same pack without redaction. Prints pages a second for each step, and places taken out;
on a busy machine, compare processor times.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

import pymupdf

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers")]

from labelled_notes import records  # noqa: E402 - found through the path set above
from name_tricks import FONT  # noqa: E402

from evidence_app.domain.pack import PackSpec  # noqa: E402
from evidence_app.progress import run  # noqa: E402
from evidence_app.workspace import Workspace  # noqa: E402

KEPT = "Everyone agreed that the plan was clear."


def main() -> None:
    """Prints the figures."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 180
    made, listed = records(pages, 1)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "in").mkdir()
        for number, record in enumerate(made):
            with pymupdf.open() as document:
                for page in record:
                    sheet = document.new_page()
                    sheet.insert_font(fontname="F0", fontfile=FONT)
                    text = (KEPT + "\n" if page is record[0] else "") + page.text
                    sheet.insert_textbox((50, 50, 560, 800), text, fontname="F0", fontsize=9)
                document.subset_fonts()
                document.save(folder / "in" / f"{number:03}.pdf", deflate=True)
        with Workspace.create(folder / "w.evidence", "a passphrase") as workspace:
            run(workspace.documents.import_paths([folder / "in"], kind="case_note"))
            workspace.privacy.add_listed(listed)
            total = sum(map(len, made))
            report, seconds = timed(workspace.privacy.search())
            found = sum(report.findings.values())
            print(f"found     {total / seconds:6.1f} pages/s  {total} pages, {found} places, {seconds:.1f} s")
            for document in workspace.documents.list():
                passage = workspace.evidence.locate(document.id, 1, KEPT)
                workspace.evidence.add(passage, ["protection"], "strength")
            for redact in (False, True):
                spec = PackSpec(exhibits="full", redact=redact, date="2026-05-01")
                before = sum(os.times()[:4])
                pack, seconds = timed(workspace.packs.build(spec, folder / "out"))
                cpu = sum(os.times()[:4]) - before
                label = f"redacted, {pack.redactions} places taken out and proved gone" if redact else "as they are"
                told = f"{pack.pages} pages {label}, {seconds:.1f} s, {cpu:.1f} s of processor"
                print(f"pack      {pack.pages / seconds:6.1f} pages/s  {told}")
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")


def timed(steps):
    """The result of some steps, and how many seconds they took."""
    began = time.perf_counter()
    return run(steps), time.perf_counter() - began


if __name__ == "__main__":
    main()
