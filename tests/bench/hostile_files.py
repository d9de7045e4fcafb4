"""Imports some 250 damaged and hostile files and prints what became of each sort: python tests/bench/hostile_files.py

Every file has to end as pages or as needing attention with a reason; no process may be left, none may pass its memory.
"""

import argparse
import collections
import os
import sys
import tempfile
import time
from pathlib import Path

import psutil

sys.path.append(str(Path(__file__).resolve().parents[1] / "helpers"))

from hostile_documents import attacks, damaged

from evidence_app.ingest.importer import import_paths
from evidence_app.ingest.readers import Limits
from evidence_app.store import documents
from evidence_app.store.database import Database


def main() -> int:
    """Runs the measurement; the exit status tells whether every file ended well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=4, help="files of each sort of damage for every format")
    parser.add_argument("--seconds", type=float, default=30.0, help="time limit of one file")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "hostile"
        folder.mkdir()
        named = [*damaged(wanted.each), *((name, make()) for name, make in attacks().items())]
        for name, data in named:
            (folder / name).write_bytes(data)
        own = psutil.Process()
        database = Database.create(Path(place) / "work.evidence", "passphrase")
        began, most = time.monotonic(), 0
        steps = import_paths(database, [folder], limits=Limits(seconds=wanted.seconds, workers=2))
        while True:
            try:
                next(steps)
            except StopIteration as done:
                report = done.value
                break
            for child in own.children(recursive=True):
                try:
                    most = max(most, child.memory_info().rss)
                except psutil.Error:
                    continue
        seconds = time.monotonic() - began
        outcomes = collections.defaultdict(collections.Counter)
        seen = set()
        for document in documents.every(database):
            for path in document.paths:
                name = Path(path.partition(" → ")[0]).name
                seen.add(name)
                sort = name.partition("-")[0] if name.startswith(("truncated", "flipped", "spliced")) else "attack"
                outcomes[sort]["pages" if document.status == "ready" else "attention"] += 1
                if sort == "attack":
                    print(f"  {name:22} {document.pages:5} pages  {document.reason}")
        for sort, counts in sorted(outcomes.items()):
            print(f"{sort:10} {counts['pages']:4} pages {counts['attention']:4} attention")
        lost = [name for name, data in named if name not in seen and data]
        # The interpreter's own keeper of shared memory stays as long as the program.
        left = [child for child in own.children(recursive=True) if "resource_tracker" not in " ".join(child.cmdline())]
        print(f"{len(named)} files: {report.added} added, {len(report.attention)} need attention, lost: {lost}")
        print(f"{seconds:.1f} s; a worker took at most {most >> 20} MB; processes left: {len(left)}")
        database.close()
    return 1 if lost or left else 0


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main())
