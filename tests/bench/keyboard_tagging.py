"""Tagging by keyboard alone in real reports: key presses per tag, program time per tag, and stalls of the event loop.

    python tests/bench/keyboard_tagging.py CORPUS [--tags 50] [--documents 5] [--skip 2]

CORPUS is a folder of PDFs. A few of them are imported into a new encrypted workspace and opened in the real window,
without a display. From the third page on the script walks in caret mode: it goes over some sentences (Ctrl+Right each),
selects the next one (Right, full stop), waits until the suggestion stands in the panel, and presses Enter. Every other
tag is altered first: another finding by its letter. Printed are key presses per tag, the time from the last key of a
selection to its suggestion, the time from Enter to the passage painted as evidence, and the longest stall meanwhile.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers")]

from heartbeat import Heartbeat  # noqa: E402
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from evidence_app import progress  # noqa: E402
from evidence_app.workspace import Workspace  # noqa: E402
from ui import look  # noqa: E402
from ui.app import make_window  # noqa: E402
from ui.main_window import MainWindow  # noqa: E402
from ui.preferences import Preferences  # noqa: E402

PASSPHRASE = "bench"
CONTROL = Qt.KeyboardModifier.ControlModifier
GOAL_PRESSES, GOAL_MS = 6, 60


class Painted(QObject):
    """Notes when the pages are painted."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0.0
        self.used = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes the moment after a painting has begun; what is drawn is known by then."""
        if event.type() == QEvent.Type.Paint:
            self.at, self.used = time.perf_counter(), time.process_time()
        return False


class Typist:
    """Presses keys and counts them."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.presses = 0
        self.listed = 0.0
        window.desk.panel.items_changed.connect(self._note)

    def _note(self) -> None:
        # The pages have been told by now, as their slot was connected before this one.
        self.listed = time.perf_counter()

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Presses a key where the keyboard is."""
        self.presses += 1
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)

    def until(self, condition: Callable[[], object], seconds: float = 30) -> None:
        """Lets the window work until something holds."""
        begun = time.perf_counter()
        while not condition():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
            if time.perf_counter() - begun > seconds:
                raise TimeoutError("The window did not come to rest.")


def tag(typist: Typist, painted: Painted, skip: int, *, alter: bool) -> tuple[int, float, float, float]:
    """Tags the next passage; gives key presses, and milliseconds to suggestion and highlight and of the processor."""
    desk = typist.window.desk
    view, panel = desk.reading.reader.view, desk.panel
    before, typist.presses = panel.items.model.rowCount(), 0
    for _ in range(skip):
        typist.press(Qt.Key.Key_Right, CONTROL)
    typist.press(Qt.Key.Key_Right)
    typist.press(Qt.Key.Key_Period)
    begun = time.perf_counter()
    typist.until(lambda: view.selection is not None and panel.card.isVisible() and not panel._suggesting.under_way)
    suggested = time.perf_counter() - begun
    if alter:
        offered = panel.form.finding.offered
        typist.press(Qt.Key.Key_C if offered != "context" else Qt.Key.Key_I)
    begun, used = time.perf_counter(), time.process_time()
    typist.press(Qt.Key.Key_Return)
    typist.until(lambda: panel.items.model.rowCount() > before)
    typist.until(lambda: painted.at >= typist.listed)
    return typist.presses, suggested * 1000, (painted.at - begun) * 1000, (painted.used - used) * 1000


def told(name: str, values: list[float], unit: str) -> None:
    """Prints median and 95th percentile."""
    ordered = sorted(values)
    ninety = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    print(f"{name}: median {statistics.median(values):.0f}, 95th {ninety:.0f}, most {max(values):.0f} {unit}")


def main() -> None:
    """Imports, opens the window, tags, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--tags", type=int, default=50)
    parser.add_argument("--documents", type=int, default=5)
    parser.add_argument("--skip", type=int, default=2, help="sentences gone over between two tags")
    given = parser.parse_args()
    files = sorted(given.corpus.rglob("*.pdf"))
    files = files[:: max(1, len(files) // given.documents)][: given.documents]
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory(prefix="evidence-desk-tagging-") as scratch:
        path = Path(scratch) / "bench.evidence"
        with Workspace.create(path, PASSPHRASE) as workspace:
            progress.run(workspace.documents.import_paths(files))
        look.apply(app, "light")
        window = make_window(Preferences(Path(scratch)))
        window.resize(1440, 900)
        window.show()
        window.activateWindow()
        typist, painted, heart = Typist(window), Painted(), Heartbeat()
        desk = window.desk
        feed = desk.reading.reader.view.feed
        desk.reading.reader.view.viewport().installEventFilter(painted)
        window.session.open(path, PASSPHRASE)
        typist.until(lambda: window.session.is_open and not window.session.jobs.running())
        rows = [row for row in range(desk.library.model.rowCount()) if desk.library.model.row(row).document.pages > 4]
        results: list[tuple[int, float, float, float]] = []
        for number, row in enumerate(rows):
            desk.library.table.go_to(row)
            desk.library.table.setFocus()
            typist.press(Qt.Key.Key_Return)
            typist.until(lambda: not window.session.jobs.running() and not feed.under_way)
            for _ in range(2):
                typist.press(Qt.Key.Key_PageDown, CONTROL)
            typist.press(Qt.Key.Key_F7)
            typist.until(lambda: not feed.under_way and feed.words(desk.reading.reader.view.page))
            heart.phase("tagging")
            share = range(len(results), given.tags * (number + 1) // len(rows))
            results += [tag(typist, painted, given.skip, alter=bool(place % 2)) for place in share]
            heart.phase("")
        window.session.lock()
        typist.until(lambda: not window.session.jobs.running())
        window.session.end()
        with Workspace.open(path, PASSPHRASE, read_only=True) as workspace:
            kept = len(workspace.evidence.list())
    print(f"{len(results)} passages tagged in {len(rows)} reports, {kept} of them in the workspace afterwards")
    plain, altered = [one[0] for one in results[::2]], [one[0] for one in results[1::2]]
    print(f"Key presses per tag: {max(plain)} with the suggestion right, {max(altered)} with another finding", end="")
    print(f" (of these {given.skip} to go over {given.skip} sentences); goal {GOAL_PRESSES}")
    told("Selection to suggestion", [one[1] for one in results], "ms")
    told("Enter to highlighted", [one[2] for one in results], f"ms (goal {GOAL_MS})")
    told("Processor time meanwhile, all threads", [one[3] for one in results], "ms")
    print(f"Load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"Longest stall of the event loop while tagging: {heart.longest['tagging']:.0f} ms")


if __name__ == "__main__":
    main()
