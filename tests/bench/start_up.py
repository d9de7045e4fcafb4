"""How long the programs take to start, and where the time goes: python tests/bench/start_up.py [--runs N] [--pages N]

Prints, for the window's first page, for what is loaded behind it, and for the command line, a bar for each package: the
time its modules take to import (`-X importtime`, without what they import in turn). Then the steps of a start with a
workspace of made-up pages, from starting Python to a library that can be used, each on the clock and as work of the
processor, since other programs may share it; the derivation of the key from the passphrase is told apart, it is slow
on purpose. Every run is a fresh process with warm files, and the first of each is not counted. Imports are told by
their shortest run, since their times are those of the clock; steps by the median.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

GOAL_FIRST, GOAL_USABLE = 1.5, 1.0
PASSPHRASE = "bench"
PAGES_EACH = 20
WIDE = 48  # of the longest bar, in letters
FEWEST_MS = 2.0  # less is told together
WORDS = (
    "children social workers visits regular supervision decisions family risk plans reviews school health police "
    "leaders audit quality timely delay records voice assessments managers neglect thresholds permanence adoption"
).split()

# What is loaded, in order: each begins where the one before it ended.
LOADED = {
    "the window's first page": "import ui.app",
    "the window behind its first page": "import ui.app, sys; sys.stderr.write('BEHIND\\n'); import ui.acts\n"
    "from ui.views import coverage, desk, improvement, inspections, packs",
    "opening a workspace": "import ui.app, ui.acts, sys\nfrom ui.views import desk; sys.stderr.write('BEHIND\\n')\n"
    "from evidence_app.workspace import Workspace, warm_pages",
    "the command line": "import evidence_app.cli",
}


def environment(folder: Path) -> dict[str, str]:
    """That of a start with warm files: compiled modules are kept, settings are a new user's, no display is needed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    homes = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"), str(folder / "home"))
    own = {"PYTHONPYCACHEPREFIX": str(folder / "compiled"), "PYTHONPATH": str(ROOT)}
    return {"QT_QPA_PLATFORM": "offscreen", **kept, **homes, **own}


def package(module: str) -> str:
    """What a module counts under: its package, ours by their parts."""
    parts = module.split(".")
    if parts[0] in ("ui", "evidence_app") and len(parts) > 1:
        return ".".join(parts[:2])
    return "Python" if parts[0].lstrip("_") in sys.stdlib_module_names or parts[0][0] == "_" else parts[0]


def imports(code: str, env: dict[str, str]) -> Counter[str]:
    """Milliseconds by package that a fresh Python takes to import what code does."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code],
        env=env,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    found: Counter[str] = Counter()
    for line in done.stderr.rpartition("BEHIND\n")[2].splitlines():
        if match := re.fullmatch(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)", line):
            found[package(match[2])] += int(match[1]) / 1000
    return found


def show_imports(title: str, code: str, env: dict[str, str], runs: int) -> None:
    """Prints the bars of one program."""
    every = [imports(code, env) for _ in range(runs + 1)][1:]
    times = {name: min(one[name] for one in every) for name in set().union(*every)}
    print(f"\nImports of {title}: {sum(times.values()):.0f} ms, {len(times)} packages")
    longest = max(times.values())
    few = 0.0
    for name, spent in sorted(times.items(), key=lambda one: -one[1]):
        if spent < FEWEST_MS:
            few += spent
        else:
            print(f"  {name:28}{spent:7.1f} ms  {'█' * max(1, round(WIDE * spent / longest))}")
    print(f"  {'(less than 2 ms each)':28}{few:7.1f} ms")


def fill(path: Path, count: int) -> None:
    """Makes a workspace of so many made-up pages."""
    from evidence_app.domain.document import PageText
    from evidence_app.search.stems import stem, stem_rules
    from evidence_app.store import documents, vocabulary
    from evidence_app.workspace import Workspace

    dice = random.Random(3)
    with Workspace.create(path, PASSPHRASE, authority="Aldermere") as workspace:
        database = workspace._database
        with database.bulk():
            for number in range(count // PAGES_EACH):
                texts = [" ".join(dice.choices(WORDS, k=220)).capitalize() + "." for _ in range(PAGES_EACH)]
                sheets = tuple(PageText(page, text) for page, text in enumerate(texts, 1))
                day = f"20{dice.randint(18, 25)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
                found = documents.Found(f"/{number}", 1, 1, f"{number:064x}", b"", f"Audit {number}", pages=sheets)
                documents.add(database, replace(found, kind="audit", date=day))
            vocabulary.refresh(database, stem, stem_rules())


def start(workspace: Path) -> dict[str, tuple[float, float]]:
    """The steps of a start in this fresh process: seconds on the clock and of work since Python began."""
    steps: dict[str, tuple[float, float]] = {}
    began = float(os.environ["BENCH_BEGAN"])

    def step(name: str) -> None:
        steps[name] = (time.time() - began, time.process_time())

    step("Python is there")
    from PySide6.QtWidgets import QApplication

    from ui import app as program
    from ui import look
    from ui.garbage import Collector
    from ui.preferences import Preferences

    step("the first page is loaded")
    app = QApplication(sys.argv[:1])
    preferences = Preferences()
    look.apply(app, preferences.scheme, preferences.text_size)
    window = program.first_page(preferences)
    window.show()
    app.processEvents()
    window.repaint()
    step("the first page stands")
    program.furnish(window)
    Collector(window)
    app.processEvents()
    step("the whole window stands")
    window.show_unlock(workspace)
    window.session._starter.submit(int).result()  # what is made ready while the passphrase is typed
    step("(while a passphrase is typed)")
    from evidence_app.store import keys

    derive, spent = keys.derive, [0.0, 0.0]

    def timed(passphrase: str, salt: bytes) -> keys.Key:
        clock, work = time.perf_counter(), time.process_time()
        key = derive(passphrase, salt)
        spent[:] = [time.perf_counter() - clock, time.process_time() - work]
        return key

    keys.derive = timed
    window.unlock.field.setText(PASSPHRASE)
    asked = time.time(), time.process_time()
    window.unlock.unlock()
    table = window.desk.library.table
    while not (table.isVisible() and table.model().rowCount()):
        app.processEvents()
    window.repaint()
    steps["unlocked: the library can be used"] = (time.time() - asked[0], time.process_time() - asked[1])
    steps["of it: the key"] = (spent[0], spent[1])
    window.session.lock()
    while window.session.jobs.running():
        app.processEvents()
    window.session.end()
    return steps


def show_start(workspace: Path, env: dict[str, str], runs: int, count: int) -> None:
    """Prints the table of a start."""
    every = []
    for _ in range(runs + 1):
        done = subprocess.run(
            [sys.executable, __file__, "--start", str(workspace)],
            env={**env, "BENCH_BEGAN": str(time.time())},
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        every.append(json.loads(done.stdout.splitlines()[-1]))
    every = every[1:]
    median = {name: [statistics.median(one[name][at] for one in every) for at in (0, 1)] for name in every[0]}
    print(f"\nA start with {count:,} pages, from source; seconds, medians of {runs}")
    print(f"  {'':38}{'clock':>8}{'work':>8}")
    for name, (clock, work) in median.items():
        print(f"  {name:38}{clock:8.2f}{work:8.2f}")
    first = median["the first page stands"]
    opened, key = median["unlocked: the library can be used"], median["of it: the key"]
    usable = [one - other for one, other in zip(opened, key, strict=True)]
    print(f"  first page: {first[0]:.2f} s ({first[1]:.2f} of work); the goal is {GOAL_FIRST} s")
    print(f"  from passphrase to library, without the key: {usable[0]:.2f} s ({usable[1]:.2f} of work)")
    for name, before in (
        ("first page and library", first),
        ("whole window and library", median["the whole window stands"]),
    ):
        clock, work = (a + b for a, b in zip(before, usable, strict=True))
        print(f"  {name}, without the key: {clock:.2f} s ({work:.2f} of work); the goal is {GOAL_USABLE} s")


def main() -> None:
    """Measures and prints all."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--pages", type=int, default=10_000)
    arguments.add_argument("--start", type=Path, help=argparse.SUPPRESS)
    asked = arguments.parse_args()
    if asked.start:
        print(json.dumps(start(asked.start)))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = environment(folder)
        for title, code in LOADED.items():
            show_imports(title, code, env, asked.runs)
        workspace = folder / "bench.evidence"
        fill(workspace, asked.pages)
        show_start(workspace, env, asked.runs, asked.pages)
    print(f"load: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors" if hasattr(os, "getloadavg") else "")


if __name__ == "__main__":
    main()
