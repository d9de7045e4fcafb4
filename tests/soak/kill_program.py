"""Kills the program at random moments while it imports and tags, and looks at what the file holds afterwards.

    python tests/soak/kill_program.py FOLDER [--rounds 30] [--seed 1]

FOLDER holds PDFs. Each round starts a real process that imports the folder, tags a passage of each document as soon as
it is in and, between tags, undoes one; it prints a line for each thing that was reported as done. The process group is
killed (SIGKILL) at a random moment. Then the file must open, `check` must pass, and every change that was reported as
done must be there. Prints one table; exit status 1 where anything was lost.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from evidence_app.progress import run
from evidence_app.workspace import Workspace

PASSPHRASE = "soak"

WORKER = """
import sys
from pathlib import Path
from evidence_app.progress import run
from evidence_app.workspace import Workspace

def tell(*words):
    print(*words, flush=True)

if __name__ == "__main__":
    workspace = Workspace.open(Path(sys.argv[1]), "soak")
    files = sorted(Path(sys.argv[2]).rglob("*.pdf"))
    areas = [area.id for area in workspace.framework.areas]
    for number in range(0, len(files), 4):
        run(workspace.documents.import_paths(files[number : number + 4]))
        for document in workspace.documents.list():
            tell("document", document.id)
        for document in [one for one in workspace.documents.list() if one.pages > 2][:8]:
            page = workspace.documents.text(document.id)[2]
            words = " ".join(page.text.split()[60:68])
            try:
                passage = workspace.evidence.locate(document.id, page.number, words)
            except Exception:
                continue
            (item,) = workspace.evidence.add(passage, [areas[number % 4]], "strength").evidence
            tell("tagged", item)
            if number % 3 == 0:
                (item,) = workspace.evidence.add(passage, [areas[0]], "improvement").evidence
                workspace.history.undo()
                tell("undone", item)
    tell("finished")
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rng = random.Random(asked.seed)
    lost = 0
    print(f"{'round':>5} {'killed at s':>12} {'documents':>10} {'tags':>5} {'undone':>7}  result")
    for number in range(1, asked.rounds + 1):
        with tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch) / "soak.evidence"
            script = Path(scratch) / "work.py"
            script.write_text(WORKER)
            Workspace.create(path, PASSPHRASE).close()
            told = Path(scratch) / "told.txt"
            after = rng.uniform(0.3, 9.0)
            with told.open("w") as out:
                work = subprocess.Popen(
                    [sys.executable, str(script), str(path), str(asked.folder)], stdout=out, start_new_session=True
                )
                time.sleep(after)
                os.killpg(work.pid, signal.SIGKILL)
                work.wait()
            done = [line.split() for line in told.read_text().splitlines() if line.strip()]
            documents = {int(words[1]) for words in done if words[0] == "document"}
            tagged = {words[1] for words in done if words[0] == "tagged"}
            undone = {words[1] for words in done if words[0] == "undone"}
            problems = _problems(path, documents, tagged, undone)
            lost += bool(problems)
            result = "; ".join(problems) or "sound, nothing lost"
            print(
                f"{number:>5} {after:>12.2f} {len(documents):>10} {len(tagged):>5} {len(undone):>7}  {result}",
                flush=True,
            )
    print(f"{asked.rounds - lost} of {asked.rounds} rounds sound")
    return 1 if lost else 0


def _problems(path: Path, documents: set[int], tagged: set[str], undone: set[str]) -> list[str]:
    with Workspace.open(path, PASSPHRASE) as workspace:
        found = [f"{check.name}: {check.detail}" for check in run(workspace.check()) if not check.ok]
        held = {document.id for document in workspace.documents.list()}
        items = {item.id for item in workspace.evidence.list()}
        found += [f"document {one} is gone" for one in sorted(documents - held)]
        found += [f"evidence {one} is gone" for one in sorted(tagged - items)]
        found += [f"undone evidence {one} is back" for one in sorted(undone & items)]
    return found


if __name__ == "__main__":
    sys.exit(main())
