"""Makes the workspace files of earlier schemas that tests open. Run it from the project's folder.

    python tests/helpers/make_old_workspace.py COMMIT NAME

The code of that commit, taken from the project's history, makes the file: two pages, two tags, one of them undone.
A file made once is never made again; each released schema gets one.
"""

import os
import subprocess
import sys
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path

from made_pdfs import pdf

FOLDER = Path("tests/data/workspaces")
PAGES = ("Zebrafinch visits are timely. Decisions are clear.", "Plans drift. A kestrel was seen twice.")
PASSPHRASE = "old and kept"

MAKE = """
import sys
from pathlib import Path
from evidence_app.progress import run
from evidence_app.workspace import Workspace
file, source = map(Path, sys.argv[1:])
with Workspace.create(file, sys.stdin.readline().strip(), authority="Aldermere") as made:
    run(made.documents.import_paths([source]))
    (document,) = made.documents.list()
    for page, quote in ((1, "Decisions are clear."), (2, "Plans drift.")):
        made.evidence.add(made.evidence.locate(document.id, page, quote), ["protection"], "strength")
    made.history.undo()
"""


def main() -> None:
    commit, name = sys.argv[1:]
    target = (FOLDER / f"{name}.evidence").resolve()
    if target.exists():
        sys.exit(f"{target.name} is there already; it stays as it is.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    packed = subprocess.run(["git", "archive", commit], capture_output=True, check=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
        source = Path(folder) / "A note of visits.pdf"
        source.write_bytes(pdf(*PAGES))
        subprocess.run(
            [sys.executable, "-c", MAKE, str(target), str(source)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": folder},
            input=PASSPHRASE,
            text=True,
            check=True,
        )
    target.with_name(target.name + ".lock").unlink(missing_ok=True)
    print(f"{target.name}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
