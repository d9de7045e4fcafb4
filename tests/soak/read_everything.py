"""Opens, pages through and searches every report of a folder, and hostile and damaged PDFs, in the reader.

    python tests/soak/read_everything.py [FOLDER] [--damaged 20] [--pages 400]

Prints what came of it and every message of Qt. Exit status 1 where Qt complained or a page neither came nor said why.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers")]

from hostile_documents import attacks, damaged  # noqa: E402
from PySide6.QtCore import QEventLoop, qInstallMessageHandler  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402
from read_through import Counts, read_through  # noqa: E402
from reader_papers import write_papers  # noqa: E402

from evidence_app import progress  # noqa: E402
from evidence_app.workspace import Workspace, warm_pages  # noqa: E402
from ui import look  # noqa: E402
from ui.reader.reader import Reader  # noqa: E402

PATIENCE = 60.0


def hostile(folder: Path, each: int) -> None:
    """Writes PDFs that are damaged or try to do harm."""
    for name, data in damaged(each):
        if name.endswith(".pdf"):
            (folder / name).write_bytes(data)
    for name, make in attacks().items():
        if name.endswith(".pdf"):
            (folder / name).write_bytes(make())
    write_papers(folder)


def main() -> int:
    """Runs it."""
    multiprocessing.freeze_support()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--damaged", type=int, default=20, help="damaged PDFs of each of three sorts")
    parser.add_argument("--pages", type=int, default=400, help="most pages turned in one document")
    given = parser.parse_args()
    messages: list[str] = []
    qInstallMessageHandler(lambda _kind, _context, words: messages.append(words))
    app = QApplication(sys.argv[:1])
    look.apply(app, "light")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="evidence-desk-reading-") as scratch:
        bad = Path(scratch) / "hostile"
        bad.mkdir()
        hostile(bad, given.damaged)
        window = QWidget()
        window.resize(900, 900)
        reader = Reader(window)
        reader.setGeometry(0, 0, 900, 900)
        window.show()
        late = 0

        def wait(until: Callable[[], object]) -> None:
            nonlocal late
            limit = time.monotonic() + PATIENCE
            while not until():
                app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
                if time.monotonic() > limit:
                    late += 1
                    print(f"  nothing came: {reader.document.title if reader.document else ''} p. {reader.view.page}")
                    return

        for name, paths in (("reports", sorted(given.folder.rglob("*.pdf"))), ("hostile and damaged", [bad])):
            if not paths:
                print(f"{name}: none in {given.folder.name}")
                continue
            file = Path(scratch) / f"{name}.evidence"
            with Workspace.create(file, "a long enough passphrase", service=warm_pages()) as workspace:
                progress.run(workspace.documents.import_paths(paths))
                reader.set_workspace(workspace)
                counts = Counts()
                for document in workspace.documents.list():
                    read_through(reader, document, wait, counts, given.pages)
                reader.set_workspace(None)
            print(f"{name}: {counts.told()}")
    told = [words for words in messages if not words.startswith("This plugin does not support ")]
    print(f"{len(told)} messages of Qt, {late} waits without an end, {time.monotonic() - begun:.0f} s")
    for words in told[:20]:
        print(f"  {words}")
    return 1 if told or late else 0


if __name__ == "__main__":
    sys.exit(main())
