"""How long a page takes to be sharp after its key, and whether memory stays flat: python tests/bench/page_turning.py

Reads PDFs of a folder in the reader as a person would: Ctrl+Page Down, waits until what is in view is sharp, turns on.
Then pages on through thousands of pages and prints the memory of the window and of its page workers on the way.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers")]

import psutil  # noqa: E402
from heartbeat import Heartbeat  # noqa: E402
from PySide6.QtCore import QEventLoop, Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402
from reader_papers import write_papers  # noqa: E402

from evidence_app import progress  # noqa: E402
from evidence_app.domain.document import Document  # noqa: E402
from evidence_app.workspace import Workspace, warm_pages  # noqa: E402
from ui import look  # noqa: E402
from ui.reader.reader import Reader  # noqa: E402

GOALS = (30.0, 80.0)


def sharp(reader: Reader) -> bool:
    """Whether every page in view is drawn at the zoom in force."""
    view = reader.view
    wanted = view.scale * view.devicePixelRatioF()
    drawn = [view.feed.cache.get(page) for page in view.visible]
    return all(one is not None and one.scale == wanted for one in drawn)


def wait(app: QApplication, until) -> None:
    """Turns the event loop until something holds."""
    begun = time.monotonic()
    while not until():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
        if time.monotonic() - begun > 60:
            raise SystemExit("A page did not come within a minute.")


def opened(app: QApplication, reader: Reader, document: Document) -> None:
    """Opens a document and waits until all is quiet."""
    reader.open(document)
    wait(app, lambda: reader.document is not None and reader.view.pages == document.pages and sharp(reader))
    wait(app, lambda: reader.view.feed.under_way == 0)


def memory() -> tuple[float, float]:
    """Megabytes of this process, and of its workers together."""
    own = psutil.Process()
    workers = sum(child.memory_info().rss for child in own.children(recursive=True))
    return own.memory_info().rss / (1 << 20), workers / (1 << 20)


def turning(app: QApplication, reader: Reader, documents: list[Document], pages: int, pause: int) -> list[float]:
    """Milliseconds from key to sharp page, for so many pages; the reader rests `pause` ms on each, as eyes do."""
    times: list[float] = []
    for document in documents:
        opened(app, reader, document)
        for _ in range(min(document.pages - 1, 40)):
            QTest.qWait(pause)
            begun = time.perf_counter()
            QTest.keyClick(reader.view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
            reader.view.viewport().repaint()
            wait(app, lambda: sharp(reader))
            reader.view.viewport().repaint()
            times.append((time.perf_counter() - begun) * 1000)
            if len(times) == pages:
                return times
    return times


def told(name: str, times: list[float]) -> str:
    """Median and 95th percentile in words."""
    ordered = sorted(times)
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"{name}: median {statistics.median(times):.1f} ms, 95 % {high:.1f} ms over {len(times)} pages"


def main() -> None:
    """Runs the measurement."""
    multiprocessing.freeze_support()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT.parent / "shared" / "corpus", help="PDFs to read")
    parser.add_argument("--files", type=int, default=16, help="so many of them, picked by chance")
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--viewed", type=int, default=2000, help="pages of the memory run")
    parser.add_argument("--pause", type=int, default=250, help="ms the reader rests on a page")
    given = parser.parse_args()
    app = QApplication(sys.argv[:1])
    look.apply(app, "light")
    with tempfile.TemporaryDirectory(prefix="evidence-desk-turning-") as scratch:
        folder = Path(scratch)
        papers = sorted(given.folder.rglob("*.pdf"))
        if not papers:
            write_papers(folder)
            papers = sorted(folder.glob("*.pdf"))
        random.Random(5).shuffle(papers)
        with Workspace.create(folder / "w.evidence", "a long enough passphrase", service=warm_pages()) as workspace:
            progress.run(workspace.documents.import_paths(papers[: given.files]))
            documents = [one for one in workspace.documents.list() if one.pages > 1]
            # Inside a plain window, as it is in the program: its own size hints do not reach the window system.
            window = QWidget()
            window.resize(900, 900)
            reader = Reader(window)
            reader.setGeometry(0, 0, 900, 900)
            reader.set_workspace(workspace)
            window.show()
            opened(app, reader, documents[0])
            print(f"{len(documents)} documents; load {os.getloadavg()[0]:.1f}")
            beat = Heartbeat()
            beat.phase("turning")
            print(told("key to sharp page", turning(app, reader, documents, given.pages, given.pause)))
            hurried = turning(app, reader, documents, given.pages, 0)
            print(told("the same without rest", hurried))
            print(f"goals {GOALS[0]:.0f} / {GOALS[1]:.0f} ms; longest stall: {beat.told()}")
            beat.phase("")
            seen = shown = 0
            while shown <= given.viewed:
                if seen >= shown:
                    print("{:5} pages viewed: window {:.0f} MB, workers {:.0f} MB".format(seen, *memory()))
                    shown += max(1, given.viewed // 4)
                for document in documents:
                    seen += len(turning(app, reader, [document], 40, 0))
            reader.set_workspace(None)


if __name__ == "__main__":
    main()
