"""How long the event loop did not turn: a timer that should beat every few milliseconds, and the gaps between beats."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 5


class Heartbeat(QObject):
    """Beats while it lives; `phase` names what is going on, and each phase keeps its longest gap."""

    def __init__(self) -> None:
        super().__init__()
        self.longest: dict[str, float] = {}
        self._phase = ""
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def phase(self, name: str) -> None:
        """Begins a phase; an empty name measures nothing."""
        self._phase = name
        self._last = time.perf_counter()

    def _beat(self) -> None:
        now = time.perf_counter()
        stalled = (now - self._last) * 1000 - BEAT_MS
        self._last = now
        if self._phase:
            self.longest[self._phase] = max(self.longest.get(self._phase, 0.0), stalled)

    def told(self) -> str:
        """The longest gap of each phase, in words."""
        return ", ".join(f"{phase} {gap:.0f} ms" for phase, gap in self.longest.items())
