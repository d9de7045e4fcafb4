"""Makes docs/images: each view of the window, light and dark, with the demo's documents of an invented council.

    python tests/helpers/screenshots.py [--out DIR] [--text-size 2.0]

The pictures are taken without a display.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LOGNAME"] = "p.merton"  # the account that the pictures show
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from improvement_pictures import improvement_states  # noqa: E402
from PySide6.QtCore import QSize, Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QDialog, QWidget  # noqa: E402
from reading_pictures import reading_states  # noqa: E402

from evidence_app import progress  # noqa: E402
from evidence_app.paths import docs_dir  # noqa: E402
from evidence_app.workspace import DEMO_PASSPHRASE, build_demo, demo_workspace  # noqa: E402
from ui import look  # noqa: E402
from ui.app import make_window  # noqa: E402
from ui.dialogs.keys import Keys  # noqa: E402
from ui.dialogs.licences import Licences  # noqa: E402
from ui.dialogs.new_workspace import NewWorkspace  # noqa: E402
from ui.dialogs.palette import Palette  # noqa: E402
from ui.dialogs.preferences import PreferencesDialog  # noqa: E402
from ui.guide.window import GuideWindow  # noqa: E402
from ui.main_window import MainWindow  # noqa: E402
from ui.preferences import Preferences  # noqa: E402
from ui.widgets.labels import Elided  # noqa: E402

SIZE = QSize(1440, 900)
QUIET_MS = 600
# Names of the pictures that are asked for; empty for all.
ONLY: set[str] = set()


def settle(window: MainWindow) -> None:
    """Waits until no work is left, and the pages are drawn sharp."""
    QTest.qWait(QUIET_MS)
    begun = time.monotonic()
    feed = window.desk.reading.reader.view.feed
    while (window.session.jobs.running() or feed.under_way) and time.monotonic() - begun < 60:
        QTest.qWait(50)
    QTest.qWait(QUIET_MS)


def neutral(window: MainWindow) -> None:
    """Shows a folder that any reader of the pictures might have, not one of the machine that made them."""
    window.unlock.findChild(Elided).setText("Documents")
    window.packs.builder.folder.setText(str(Path("Documents") / "Evidence pack"))
    window.welcome.show_recent([Path("Documents") / "Aldermere demo.evidence"])
    QTest.qWait(50)


def wanted(name: str) -> bool:
    """Whether a picture of this name is asked for."""
    return not ONLY or name in ONLY


def take(widget: QWidget, out: Path, name: str) -> None:
    """Saves what a widget looks like."""
    if not wanted(re.sub(r"-(light|dark)(-\d+)?$", "", name)):
        return
    target = out / f"{name}.png"
    if not widget.grab().save(str(target)):
        raise SystemExit(f"{target} could not be written.")
    print(target)


def pictures(window: MainWindow, out: Path, suffix: str) -> None:
    """Every view of the open workspace."""
    desk, act = window.desk, window.actions_

    def show(name: str, do: Callable[[], object]) -> None:
        if not wanted(name):
            return
        do()
        settle(window)
        neutral(window)
        take(window, out, f"{name}-{suffix}")

    def library() -> None:
        window.show_place("library")
        settle(window)
        desk.library.table.go_to(0)
        desk.library.table.opened.emit(desk.library.table.currentIndex())

    def search() -> None:
        desk.search.filter_button.setChecked(True)
        # Twice: the first search of this process shares it with the making of the demo and of the window.
        for words in ("supervision", '"drift and delay" OR supervision'):
            window.top.search.setText(words)
            settle(window)
        desk.search.enter()

    def tagging() -> None:
        window.show_place("evidence")
        settle(window)
        desk.board.table.go_to(3)
        desk.board.table.opened.emit(desk.board.table.currentIndex())
        settle(window)
        desk.board.table.setFocus()

    def review() -> None:
        window.show_place("packs")
        window.packs.show_part("review")
        if not window.packs.review.list.found.places:
            window.packs.review.search()
            settle(window)
        view = window.packs.review.list
        view.table.setFocus()
        for number in (3, 4, 5):
            view.table.go_to(number)
            window.packs.review.accept()
            settle(window)

    def opened(title: str) -> None:
        window.show_place("library")
        rows = [desk.library.model.row(row).document.title for row in range(desk.library.model.rowCount())]
        desk.library.table.go_to(next(row for row, each in enumerate(rows) if title in each))
        desk.library.table.opened.emit(desk.library.table.currentIndex())
        settle(window)

    def candidates() -> None:
        opened("Thematic audit")
        act["go.candidates"].trigger()

    def report() -> None:
        opened("Inspection of Aldermere")
        act["go.report"].trigger()
        settle(window)
        desk.report.tabs.setCurrentIndex(2)
        desk.report.table.setFocus()
        desk.report.table.go_to(4)

    show("library", library)
    show("search", search)
    show("evidence", tagging)
    show("coverage", act["go.coverage"].trigger)
    for name, do in improvement_states(window, settle).items():
        show(name, do)
    show("packs", lambda: packs(window))
    states = reading_states(window, settle)
    if any(name and wanted(name) for name in states):
        for name, do in states.items():
            show(name, do) if name else do()
    show("review", review)
    show("candidates", candidates)
    show("report", report)
    show("inspections", act["go.inspections"].trigger)
    window.top.search.clear()
    desk.search.filter_button.setChecked(False)


def packs(window: MainWindow) -> None:
    """The builder of packs, with its pages drawn."""
    window.show_place("packs")
    window.packs.show_part("build")
    preview, begun = window.packs.builder.preview, time.monotonic()
    while (not preview.pages or preview.waiting) and time.monotonic() - begun < 60:
        QTest.qWait(100)


def guide(window: MainWindow, out: Path, suffix: str) -> None:
    """The guide beside the window."""
    made = GuideWindow(docs_dir())
    made.resize(SIZE * 0.8)
    made.show_page("guide/tagging.md")
    QTest.qWait(QUIET_MS)
    take(made, out, f"guide-{suffix}")
    made.close()
    made.deleteLater()


def dialogs(window: MainWindow, out: Path, suffix: str) -> None:
    """The dialogs worth a picture."""
    made: list[tuple[str, Callable[[], QDialog]]] = [
        ("new-workspace", lambda: new_workspace(window)),
        ("preferences", lambda: PreferencesDialog(window.preferences, window.session, window)),
        ("keys", lambda: Keys(window.actions_.keys, window)),
        ("palette", lambda: Palette(window.actions_.every(), window)),
        ("licences", lambda: Licences(window)),
    ]
    for name, make in made:
        dialog = make()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.show()
        QTest.qWait(QUIET_MS)
        take(dialog, out, f"{name}-{suffix}")
        dialog.close()
        dialog.deleteLater()


def new_workspace(window: MainWindow) -> NewWorkspace:
    """The dialog of that name, with a folder any reader might have."""
    dialog = NewWorkspace(window.session, window)
    dialog.path.setText(str(Path("Documents") / "Aldermere.evidence"))
    return dialog


def main() -> None:
    """Builds the demo, opens it, takes the pictures."""
    multiprocessing.freeze_support()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    parser.add_argument("--text-size", type=float, default=1.0)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="only these pictures, e.g. coverage")
    given = parser.parse_args()
    ONLY.update(given.only)
    given.out.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory(prefix="evidence-desk-pictures-") as scratch:
        folder = Path(scratch)
        progress.run(build_demo(folder / "demo"))
        look.apply(app, "light", given.text_size)
        window = make_window(Preferences(folder))
        window.resize(SIZE)
        window.show()
        for scheme in ("light", "dark"):
            suffix = scheme if given.text_size == 1.0 else f"{scheme}-{given.text_size:.0%}".replace("%", "")
            look.apply(app, scheme, given.text_size)  # type: ignore[arg-type]
            QTest.qWait(100)
            if scheme == "light":
                window.show_unlock(demo_workspace(folder / "demo"))
                window.unlock.field.setText(DEMO_PASSPHRASE)
                QTest.qWait(200)
                neutral(window)
                take(window, given.out, f"unlock-{suffix}")
                window.unlock.unlock()
                while not window.session.is_open:
                    QTest.qWait(50)
            pictures(window, given.out, suffix)
            dialogs(window, given.out, suffix)
            guide(window, given.out, suffix)
        window.session.lock()
        while window.session.jobs.running():
            QTest.qWait(50)
        for scheme in ("light", "dark"):
            suffix = scheme if given.text_size == 1.0 else f"{scheme}-{given.text_size:.0%}".replace("%", "")
            look.apply(app, scheme, given.text_size)  # type: ignore[arg-type]
            QTest.qWait(200)
            neutral(window)
            take(window, given.out, f"welcome-{suffix}")
        window.session.end()


if __name__ == "__main__":
    main()
