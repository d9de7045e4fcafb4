"""When the window stands there after a start: what is behind the first page waits for it, the trial of a build asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

LOOK_MS = 5


def once_painted(window: QWidget, then: Callable[[], object]) -> QTimer:
    """Waits until a window shown stands painted on the screen, and goes on from there.

    Returns:
        The timer that looks; it belongs to the window.
    """
    timer = QTimer(window, interval=LOOK_MS)

    def look() -> None:
        handle = window.windowHandle()
        if handle is None or not handle.isExposed():
            return
        timer.stop()
        window.repaint()
        then()

    timer.timeout.connect(look)
    timer.start()
    return timer


def tell_and_close(window: QWidget, stood: Mapping[str, datetime], now: str = "") -> None:
    """Prints when each thing stood on the display, for who knows when the program was started, and closes the window.

    Args:
        stood: the time of each.
        now: one more, which stands there since this moment; empty for none.
    """
    times = {**stood, now: datetime.now()} if now else stood
    for name, when in times.items():
        place = f"{QGuiApplication.platformName()} at {when.isoformat(timespec='milliseconds')}"
        print(f"{name} stood on {place}.", flush=True)  # noqa: T201
    window.close()
