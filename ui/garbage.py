"""Python's cycle collector, kept to the window's thread.

The collector runs on whichever thread happens to allocate. On a worker thread it would destroy widgets and other Qt
objects there, and the program would crash: seen, when an import on a worker thread set it off.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 500
# Collections of the young generations before the old one is looked through too.
OLD_AFTER = 20


class Collector(QObject):
    """Switches the automatic collector off and collects from a timer of the thread it is made on."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._young = gc.get_threshold()[0]
        self._collections = 0
        gc.disable()
        # What was made while starting lives as long as the program: it need not be looked through again.
        gc.collect()
        gc.freeze()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collects where enough has been made since the last time."""
        if gc.get_count()[0] < self._young:
            return
        self._collections += 1
        gc.collect(2 if self._collections % OLD_AFTER == 0 else 1)

    def stop(self) -> None:
        """Gives the work back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
