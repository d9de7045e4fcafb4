"""How fast a pack with whole documents is made, and what it costs: python tests/bench/pack_speed.py [FOLDER] [options].

The documents are imported, sentences of theirs tagged in turn over the framework's areas, and a pack built as a person
would build it, in the worker process and with all its proofs. Seconds and peak memory are told for each step.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import threading
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import psutil

from evidence_app.domain.pack import PackSpec
from evidence_app.errors import KnownError
from evidence_app.paths import resources_dir
from evidence_app.progress import Progress, run
from evidence_app.workspace import Workspace, verify_pack

_SENTENCE = re.compile(r"[A-Z][a-z]+(?: [\w,’'-]+){7,40}\.")


def main() -> None:
    parser = argparse.ArgumentParser(description="Speed and memory of making a pack.")
    parser.add_argument("folder", type=Path, nargs="?", default=resources_dir() / "samples", help="PDFs to pack")
    parser.add_argument("--documents", type=int, default=60, help="most documents to take")
    parser.add_argument("--items", type=int, default=300, help="items to tag")
    parser.add_argument("--exhibits", choices=("cited", "full", "none"), default="full")
    options = parser.parse_args()
    paths = sorted(options.folder.rglob("*.pdf"))[: options.documents]
    with tempfile.TemporaryDirectory() as place:
        with Workspace.create(Path(place) / "speed.evidence", "speed", authority="Aldermere") as workspace:
            run(workspace.documents.import_paths(paths))
            tagged = tag(workspace, options.items)
            spec = PackSpec(title="Pack speed", date="2026-01-01", exhibits=options.exhibits)
            out = Path(place) / "pack"
            steps = Steps()
            with Peak(steps) as peak:
                report = run(workspace.packs.build(spec, out), steps)
            total = steps.finish()
            with Peak() as peak_of_verify:
                began = time.perf_counter()
                proved = all(check.ok for check in verify_pack(out))
                verified = time.perf_counter() - began
        sources = sum(path.stat().st_size for path in paths)
        size = Path(report.pdf).stat().st_size
        made = steps.seconds["Adding exhibits"] + steps.seconds["Setting the pages"] + steps.seconds["Writing the pack"]
    rows = [
        ("documents", f"{len(paths)} ({sources / 1e6:.1f} MB)"),
        ("items", str(tagged)),
        ("pages", f"{report.pages}, of them exhibits {report.exhibit_pages}"),
        ("PDF", f"{size / 1e6:.1f} MB ({size / sources:.2f} of the sources)"),
        *(
            (f"  {name}", f"{seconds:.2f} s, {peak.by_step.get(name, 0.0):.0f} MB")
            for name, seconds in steps.seconds.items()
        ),
        ("made, without proofs", f"{made:.2f} s, {report.pages / made:.0f} pages a second"),
        ("made and proved", f"{total:.2f} s, {report.pages / total:.0f} pages a second"),
        ("processor time of all that", f"{peak.cpu:.2f} s, {report.pages / peak.cpu:.0f} pages a second"),
        ("peak memory, all processes", f"{peak.megabytes:.0f} MB, the largest {peak.largest:.0f} MB"),
        (
            "verified anew",
            f"{verified:.2f} s, {'proved' if proved else 'NOT PROVED'}, {peak_of_verify.megabytes:.0f} MB",
        ),
    ]
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"{name:{width}}  {value}")


def tag(workspace: Workspace, count: int) -> int:
    """Tags up to count sentences, from each document in turn; gives how many."""
    areas = cycle(area.id for area in workspace.framework.areas)
    findings = cycle(("strength", "improvement", "strength", "improvement", "context"))
    left = [sentences(workspace, document.id) for document in workspace.documents.list()]
    done = 0
    while left and done < count:
        for source in list(left):
            found = next(source, None)
            if found is None:
                left.remove(source)
                continue
            document, page, quote = found
            try:
                passage = workspace.evidence.locate(document, page, quote)
            except KnownError:
                continue  # it runs into a header or a table
            workspace.evidence.add(passage, [next(areas)], next(findings))
            done += 1
            if done == count:
                break
    return done


def sentences(workspace: Workspace, document: int) -> Iterator[tuple[int, int, str]]:
    """A sentence from every third page."""
    for page in workspace.documents.text(document)[::3]:
        found = _SENTENCE.search(" ".join(page.text.split()), 200)
        if found:
            yield document, page.number, found[0]


class Steps:
    """Adds up the seconds of each kind of step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._began = self._last = time.perf_counter()
        self.name = ""

    def __call__(self, progress: Progress) -> None:
        self._note()
        self.name = re.sub(r" exhibit E\d+", " exhibits", progress.message)

    def finish(self) -> float:
        self._note()
        return self._last - self._began

    def _note(self) -> None:
        now = time.perf_counter()
        if self.name:
            self.seconds[self.name] = self.seconds.get(self.name, 0.0) + now - self._last
        self._last = now


class Peak:
    """The most memory this process and its children took together, and their processor time, every 20 ms.

    Args:
        steps: tells the step in hand, for the peak of each.
    """

    def __init__(self, steps: Steps | None = None) -> None:
        self._steps = steps
        self.by_step: dict[str, float] = {}

    def __enter__(self) -> Peak:
        self.megabytes = self.largest = 0.0
        self._before = self._cpu = {}
        self._look()
        self._before = dict(self._cpu)
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    @property
    def cpu(self) -> float:
        """Seconds of processor time, of processes that have ended as well."""
        return sum(seconds - self._before.get(pid, 0.0) for pid, seconds in self._cpu.items())

    def _watch(self) -> None:
        while not self._done.wait(0.02):
            self._look()

    def _look(self) -> None:
        own = psutil.Process()
        sizes = []
        for process in (own, *own.children(recursive=True)):
            try:
                with process.oneshot():
                    sizes.append(process.memory_info().rss / 1e6)
                    times = process.cpu_times()
                    self._cpu[process.pid] = times.user + times.system
            except psutil.NoSuchProcess:
                continue
        self.megabytes = max(self.megabytes, sum(sizes))
        self.largest = max(self.largest, *sizes)
        if self._steps is not None:
            step = self._steps.name
            self.by_step[step] = max(self.by_step.get(step, 0.0), sum(sizes))


if __name__ == "__main__":
    main()
