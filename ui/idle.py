"""Locks the window by itself after a time without a hand."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui.jobs import Job
from ui.preferences import Preferences
from ui.session import Session

LOOK_MS = 5000
HANDS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.InputMethod,
    }
)


class IdleLock(QObject):
    """Tells when a workspace has been open for too long without a hand.

    Only the windows of the system are listened to, where each key and movement comes in once; to listen to every event
    of every widget would cost time at each page that is drawn. What an officer asked for counts too, so that somebody
    who works through a screen reader or a tool is not locked out. While an import, a backup or a pack is in hand it
    waits, since locking would stop them.
    """

    due = Signal(int)  # after how many minutes

    def __init__(self, session: Session, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._preferences = preferences
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._moved, self._clock = 0.0, 0.0
        self.touch()
        session.opened.connect(self._opened)
        session.closing.connect(self._timer.stop)
        session.jobs.started.connect(self._asked)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._listen)

    @property
    def minutes(self) -> int:
        """After how many minutes it is due: as the officer prefers, and never later than the policy says; 0: never."""
        wanted, most = self._preferences.lock_minutes, self._session.workspace.policy.lock_minutes
        return min(wanted or most, most or wanted)

    @property
    def idle(self) -> float:
        """Seconds since the last hand. The clock on the wall counts as well, because the other may stand still while
        the computer sleeps."""
        return max(time.monotonic() - self._moved, time.time() - self._clock)

    def touch(self) -> None:
        """Counts as a hand."""
        self._moved, self._clock = time.monotonic(), time.time()

    def look(self) -> None:
        """Tells that it is due, where it is."""
        if not self._session.is_open or any(job.lane == "long" for job in self._session.jobs.running()):
            return
        minutes = self.minutes
        if minutes and self.idle >= minutes * 60:
            self.due.emit(minutes)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees each hand, and takes none away."""
        if event.type() in HANDS:
            self.touch()
        return False

    def _opened(self) -> None:
        self.touch()
        self._timer.start()

    def _asked(self, job: Job) -> None:
        if job.lane in ("act", "search"):
            self.touch()

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)


def close_what_is_over(window: QWidget) -> None:
    """Closes menus and dialogs that stand before a window; what was typed into them and not saved is gone."""
    while (popup := QApplication.activePopupWidget()) is not None and popup.close():
        pass
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog) and dialog.isVisible() and dialog.window() is not window:
            dialog.reject()
