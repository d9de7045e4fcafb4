"""How fast an import is, beside a bare extraction loop over the same files, and beside Recoll where it is installed.

    python tests/bench/import_speed.py [FOLDER] [--rounds N]

Each job runs in a fresh process of its own; its wall time is taken inside (the start of that first Python left out, the
start of worker processes counted), its processor time is its own and that of its workers, its memory that of the whole
process tree, shared pages counted for each process. On a busy machine wall times say little: compare processor times.
FOLDER is a folder of PDFs; without it, the shared corpus beside the project.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "ofsted"


def cpu_seconds() -> float:
    """Processor time of this process and of its ended children so far."""
    return sum(os.times()[:4])


def bare_pages(path: str) -> int:
    """The bare loop's work on one file."""
    import pymupdf

    with pymupdf.open(path) as document:
        return sum(1 for page in document if page.get_text() is not None)


def bare(folder: Path, _scratch: Path) -> dict:
    """Two spawned processes, each page's text taken and thrown away."""
    began, cpu = time.perf_counter(), cpu_seconds()
    files = sorted(map(str, folder.rglob("*.pdf")))
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pages = sum(pool.imap_unordered(bare_pages, files))
        seconds = time.perf_counter() - began
        pool.close()
        pool.join()
    return {"seconds": seconds, "cpu": cpu_seconds() - cpu, "files": len(files), "pages": pages}


def ours(folder: Path, scratch: Path, *, reading: bool = True) -> dict:
    """The import, from the call to the report, into a new workspace."""
    from evidence_app.ingest.importer import import_paths
    from evidence_app.progress import run
    from evidence_app.store.database import Database

    read = None
    if reading:
        from evidence_app.ofsted.document import read_document as read
    database = Database.create(scratch / f"{time.time_ns()}.evidence", "bench")
    began, cpu = time.perf_counter(), cpu_seconds()
    run(import_paths(database, [folder], read=read))
    seconds, cpu = time.perf_counter() - began, cpu_seconds() - cpu
    began = time.perf_counter()
    report = run(import_paths(database, [folder], read=read))
    again = time.perf_counter() - began
    database.close()
    troubled = len(report.attention)
    return {
        "seconds": seconds,
        "cpu": cpu,
        "again": again,
        "files": report.found,
        "pages": report.pages,
        "note": f"{troubled} need attention" if troubled else "",
    }


def plain(folder: Path, scratch: Path) -> dict:
    """The import without the report reader."""
    return ours(folder, scratch, reading=False)


def recoll(folder: Path, scratch: Path) -> dict:
    """recollindex, with a configuration and an index of its own."""
    if shutil.which("recollindex") is None:
        return {"note": "recollindex is not installed"}
    config = scratch / "recoll"
    config.mkdir()
    (config / "recoll.conf").write_text(f"topdirs = {folder}\n", encoding="utf-8")
    began = time.perf_counter()
    subprocess.run(["recollindex", "-c", str(config)], capture_output=True, check=False)
    return {"seconds": time.perf_counter() - began, "files": len(list(folder.rglob("*.pdf")))}


JOBS = {"bare two-process loop": bare, "import, no report reader": plain, "import": ours, "recollindex": recoll}


def measured(name: str, folder: Path, scratch: Path) -> dict:
    """Runs a job in a process of its own and adds the peak memory of its process tree, in MB."""
    command = [sys.executable, __file__, str(folder), "--job", name, "--scratch", str(scratch)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    peak = 0
    ended = threading.Event()

    def watch() -> None:
        nonlocal peak
        tree = psutil.Process(process.pid)
        while not ended.wait(0.02):
            total = 0
            for each in [tree, *tree.children(recursive=True)]:
                try:
                    total += each.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            peak = max(peak, total)

    watcher = threading.Thread(target=watch)
    watcher.start()
    output = process.stdout.read() if process.stdout else ""
    ended.set()
    watcher.join()
    if process.wait() != 0:
        raise SystemExit(f"{name} failed")
    return {**json.loads(output), "megabytes": peak / (1 << 20)}


def middle(results: list[dict], key: str) -> float:
    """The median of one figure."""
    return statistics.median(result.get(key, 0.0) for result in results)


def main() -> None:
    """Runs the jobs in turn, round after round, and prints one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--job", choices=list(JOBS))
    parser.add_argument("--scratch", type=Path)
    asked = parser.parse_args()
    if asked.job:
        print(json.dumps(JOBS[asked.job](asked.folder, asked.scratch)))
        return
    if not asked.folder.is_dir():
        raise SystemExit(f"{asked.folder} is not there; name a folder of PDFs")
    found: dict[str, list[dict]] = {name: [] for name in JOBS}
    with tempfile.TemporaryDirectory() as scratch:
        for _ in range(asked.rounds):
            for name in JOBS:
                if name != "recollindex" or not found[name]:
                    found[name].append(measured(name, asked.folder.resolve(), Path(scratch)))
    head = ("wall s", "x bare", "cpu s", "x bare", "files", "pages", "pages/s", "peak MB", "again s")
    print(f"{'':26}" + "".join(f"{word:>9}" for word in head))
    floor = middle(found["bare two-process loop"], "seconds")
    cpu_floor = middle(found["bare two-process loop"], "cpu")
    for name, results in found.items():
        last = results[-1]
        if "seconds" not in last:
            print(f"{name:26}{last['note']}")
            continue
        seconds, cpu, again = (middle(results, key) for key in ("seconds", "cpu", "again"))
        pages = last.get("pages", 0)
        cells = (
            f"{seconds:.2f}",
            f"{seconds / floor:.2f}",
            f"{cpu:.2f}" if cpu else "",
            f"{cpu / cpu_floor:.2f}" if cpu else "",
            last["files"],
            pages or "",
            f"{pages / seconds:.0f}" if pages else "",
            f"{max(result['megabytes'] for result in results):.0f}",
            f"{again:.3f}" if again else "",
        )
        print(f"{name:26}" + "".join(f"{cell:>9}" for cell in cells) + f"  {last.get('note', '')}")
    print(f"median of {asked.rounds} rounds in turn, memory their largest; {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
