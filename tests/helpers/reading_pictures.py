"""States of the reader worth a picture: for screenshots.py."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtTest import QTest

from ui.main_window import MainWindow

REPORT = "ILACS inspection report - published 19 December 2022"
NOTES = "Case notes export"


def reading_states(window: MainWindow, settle: Callable[[MainWindow], None]) -> dict[str, Callable[[], object]]:
    """What brings each state about, by the name of its picture; in this order, each from the one before."""
    reading = window.desk.reading

    def read(name: str, page: int) -> None:
        library = window.desk.library.model
        found = (library.row(row).document for row in range(library.rowCount()))
        reading.show_document(next(one for one in found if name in one.paths[0]), page=page)
        settle(window)

    def outline() -> None:
        window.show_place("library")
        settle(window)
        read(REPORT, 2)
        reading.reader.toggle_outline()
        wait(lambda: reading.reader.contents.tree.topLevelItemCount() > 0)

    def beside() -> None:
        reading.reader.toggle_thumbnails()
        reading.toggle_beside()
        settle(window)
        read(NOTES, 2)

    def over() -> None:
        reading.toggle_beside()

    return {
        "reading-outline": outline,
        "reading-thumbnails": lambda: reading.reader.toggle_thumbnails(),
        "reading-beside": beside,
        "": over,
    }


def wait(until: Callable[[], object]) -> None:
    """Turns the event loop until something holds, or ten seconds are over."""
    begun = time.monotonic()
    while not until() and time.monotonic() - begun < 10:
        QTest.qWait(50)
