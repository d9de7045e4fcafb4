"""How long it takes, and how much memory, to bring in a copy with many new items.

PYTHONPATH=. python tests/bench/merge_speed.py [ITEMS]
"""

from __future__ import annotations

import os
import resource
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "helpers"))

from copies import AREAS, PASSPHRASE, SENTENCES, add_document, cheap_keys, opened, passage

from evidence_app.domain.evidence import Evidence
from evidence_app.progress import run
from evidence_app.tagging import commands
from evidence_app.teamwork.merge import Source
from evidence_app.workspace import Workspace


def timed(what: str, work):
    """Does something and prints its time on the clock and of the processor, and the most memory so far."""
    began, spent = time.monotonic(), time.process_time()
    result = work()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{what:<44} {time.monotonic() - began:>7.1f} s {time.process_time() - spent:>7.1f} s"
        f" {memory:>7.0f} MB  load {os.getloadavg()[0]:.0f}",
        flush=True,
    )
    return result


def tag(workspace: Workspace, document: int, count: int, offset: int) -> None:
    """Tags as many passages of a document."""
    place = passage(document, 1, SENTENCES[0])
    items = [
        Evidence(
            "",
            replace(place, start=offset + number),
            "Paper 1",
            (AREAS[number % 3],),
            finding="strength",
            note=f"note {offset + number} " * 8,
        )
        for number in range(count)
    ]
    commands.add_all(workspace._database, workspace.framework, workspace.author, items)


def main() -> None:
    """Measures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as name, cheap_keys():
        folder = Path(name)
        with Workspace.create(folder / "ann.evidence", PASSPHRASE, authority="Aldermere") as made:
            document = add_document(made, 1)
            timed(f"tagging {count // 2:,} items", lambda: tag(made, document, count // 2, 0))
            began = time.monotonic()
        print(f"{'closing, lineages of them made':<44} {time.monotonic() - began:>7.1f} s")
        shutil.copy(folder / "ann.evidence", folder / "ben.evidence")
        with opened(folder / "ben.evidence", "ben") as ben:
            tag(ben, document, count // 2, count)
            ids = [item.id for item in ben.evidence.list()[:500]]
            ben.evidence.edit(ids, {"status": "agreed"})
        with opened(folder / "ann.evidence", "ann") as ann:
            source = Source(folder / "ben.evidence", PASSPHRASE)
            seen = timed("looking at it (preview)", lambda: run(ann.teamwork.preview(source)))
            steps = []
            report, _ = timed("bringing it in", lambda: run(ann.teamwork.merge(source), steps.append))
            print(f"    {report.added}, {report.updated}, {len(report.conflicts)} conflicts, {len(steps)} steps told")
            assert seen.added == report.added
            timed("bringing it in again (nothing new)", lambda: run(ann.teamwork.merge(source)))
            timed("undo", ann.history.undo)
            timed("redo", ann.history.redo)
            began = time.monotonic()
        print(f"{'closing':<44} {time.monotonic() - began:>7.1f} s")
        print(f"{'file':<44} {(folder / 'ann.evidence').stat().st_size / 1e6:>7.1f} MB")


if __name__ == "__main__":
    main()
