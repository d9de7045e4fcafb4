"""How much of the core its tests reach: per package, in total, and the modules that are kept at 100 %.

    python tests/tools/coverage_report.py [--missing] [--functions] [-n PROCESSES] [TESTS ...]

Runs the tests of the core (or those given) with coverage of lines and branches, in worker processes and programs the
tests start too, and prints a table. `whole` in pyproject.toml lists the modules in which a hole would hurt most; the
exit status is 1 where one of them is not reached in full, or a test fails. It takes about twice as long as the tests
alone, so it is not part of the checks. --missing names the lines not reached; --functions the functions no test enters,
which are either missing a test or dead.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# os._exit is how a process of multiprocessing ends; what it was measured to do is saved before.
SETTINGS = """
[run]
branch = true
source_pkgs = evidence_app
data_file = {folder}/coverage
patch =
    subprocess
    _exit
sigterm = true
[report]
exclude_also =
    if TYPE_CHECKING:
    if sys.platform == .win32.:
    assert_never
"""

# Worker processes are killed when they are no longer wanted. Here they are asked first, so that they can save what was
# measured; those that do not answer, because they are stuck in a document, are killed all the same.
GENTLY = """
import multiprocessing.popen_fork as processes

_kill = processes.Popen.kill

def kill(self):
    self.terminate()
    if self.wait(timeout=1.0) is None:
        _kill(self)

processes.Popen.kill = kill
"""


def measured(tests: list[str], processes: int) -> tuple[dict, bool]:
    """Runs tests with coverage; gives coverage's own report, and whether all tests passed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "settings").write_text(SETTINGS.format(folder=folder), encoding="utf-8")
        (folder / "sitecustomize.py").write_text(GENTLY, encoding="utf-8")
        paths = [str(folder), str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "QT_QPA_PLATFORM": "offscreen"}
        options = [f"--rcfile={folder / 'settings'}"]

        def coverage(*words: str) -> int:
            command = [sys.executable, "-m", "coverage", words[0], *options, *words[1:]]
            return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode

        split = ["-n", str(processes)] if processes else []
        passed = coverage("run", "-m", "pytest", *tests, *split) == 0
        coverage("combine", "--quiet")
        coverage("json", "--quiet", "--ignore-errors", "-o", str(folder / "report.json"))
        return json.loads((folder / "report.json").read_text(encoding="utf-8")), passed


def share(summary: dict) -> float:
    """Lines and branches reached, of 100."""
    every = summary["num_statements"] + summary["num_branches"]
    return 100.0 if not every else 100 * (summary["covered_lines"] + summary["covered_branches"]) / every


def package_of(path: str) -> str:
    """`evidence_app/store/journal.py` belongs to `store`."""
    parts = Path(path).parts
    return parts[1] if len(parts) > 2 else "(top)"


def table(files: dict[str, dict], total: dict) -> None:
    """Prints one line for each package, and the total."""
    packages: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for path, file in files.items():
        for key, value in file["summary"].items():
            if isinstance(value, int):
                packages[package_of(path)][key] += value
        packages[package_of(path)]["modules"] += 1
        packages[package_of(path)]["in full"] += share(file["summary"]) == 100.0
    print(f"{'package':16}{'modules':>9}{'in full':>9}{'lines':>8}{'branches':>10}{'reached':>10}")
    for name, one in sorted(packages.items()):
        cells = f"{one['modules']:9}{one['in full']:9}{one['num_statements']:8}{one['num_branches']:10}"
        print(f"{name:16}{cells}{share(one):9.1f} %")
    whole = sum(one["in full"] for one in packages.values())
    cells = f"{len(files):9}{whole:9}{total['num_statements']:8}{total['num_branches']:10}"
    print(f"{'total':16}{cells}{share(total):9.1f} %")


def functions_never_entered(path: str, missing: set[int]) -> list[str]:
    """Functions of a file of whose statements not one was reached."""
    found = []
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if isinstance(node.body[0], ast.Expr) and len(node.body) > 1 else node.body
            lines = {statement.lineno for statement in body}
            if lines <= missing:
                found.append(f"{path}:{node.lineno} {node.name}")
    return found


def kept_whole(files: dict[str, dict]) -> list[str]:
    """What is wrong with the modules that are kept at 100 %: one line for each that is not."""
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["evidence-desk"]["whole"]
    wrong = []
    for path in listed:
        file = files.get(path)
        if file is None:
            wrong.append(f"{path}: there is no such module")
        elif share(file["summary"]) < 100.0:
            jumps = [f"{a}->{b}" for a, b in file["missing_branches"] if a not in file["missing_lines"]]
            wrong.append(f"{path}: lines {file['missing_lines']}, branches {jumps} not reached")
    print(f"{len(listed) - len(wrong)} of {len(listed)} modules kept at 100 % are")
    return wrong


def main() -> None:
    """Measures and tells."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("tests", nargs="*", default=["tests/core"])
    arguments.add_argument("-n", type=int, default=2, help="processes (0: in this one's child)")
    arguments.add_argument("--missing", action="store_true")
    arguments.add_argument("--functions", action="store_true")
    arguments.add_argument("--json", type=Path, help="also keep coverage's own report here")
    asked = arguments.parse_args()
    report, passed = measured(asked.tests, asked.n)
    if asked.json:
        asked.json.write_text(json.dumps(report), encoding="utf-8")
    files = {Path(path).as_posix(): file for path, file in report["files"].items()}
    table(files, report["totals"])
    if asked.missing:
        for path, file in sorted(files.items()):
            if share(file["summary"]) < 100.0:
                print(f"{path}: {share(file['summary']):.1f} %, lines {file['missing_lines']}")
    if asked.functions:
        for path, file in sorted(files.items()):
            for line in functions_never_entered(path, set(file["missing_lines"])):
                print(f"never entered: {line}")
    wrong = kept_whole(files)
    for line in wrong:
        print(line)
    if not passed:
        print("some tests failed")
    sys.exit(1 if wrong or not passed else 0)


if __name__ == "__main__":
    main()
