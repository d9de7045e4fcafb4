"""What the library says of pages that are pictures: how many are not read yet, and the act that reads them."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal

from evidence_app.changes import Changes
from evidence_app.domain.scan import ScanReport
from ui.session import IMPORTED, SCANNED, Session
from ui.widgets.buttons import button
from ui.widgets.places import Note

TITLE = "Reading scanned pages"
# Pages being drawn so lately mean that somebody is reading or scrolling.
RESTING_SECONDS = 1.5


class ScanNote(Note):
    """The note; hidden where no page waits."""

    _grown = Signal(int)  # document: its text grew, told from the thread that reads

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._reading = False
        self._told = ""
        self._grown.connect(self._tell_grown, Qt.ConnectionType.QueuedConnection)
        self.read_them = button("Read them", self.read)
        session.opened.connect(self._look)
        session.changed.connect(self._changed)
        session.closed.connect(self._clear)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the command about scans does, by its id."""
        return {"documents.read_scans": self.read}

    def read(self) -> None:
        """Reads every page that is a picture, behind everything else; what was read before is not read again."""
        if self._reading:
            self._session.notice.emit("Scanned pages are being read already.")
            return
        self._reading = True
        scans = self._session.workspace.scans
        work = partial(scans.read, busy=self._is_busy, grown=self._grown.emit)
        job = self._session.long(TITLE, work, self._done)
        job.ended.connect(self._ended)
        self._say("", None)

    def _look(self) -> None:
        if not self._session.is_open:
            return
        scans = self._session.workspace.scans
        self._session.look(lambda: (scans.waiting(), scans.installed), self._show, key="scans")

    def _show(self, found: tuple[int, bool]) -> None:
        waiting, installed = found
        if self._reading or not waiting:
            self._say("", None)
            return
        words = f"{waiting:,} page is a picture, not read yet." if waiting == 1 else ""
        words = words or f"{waiting:,} pages are pictures, not read yet."
        if not self._session.workspace.policy.scans:
            self._say(f"{words} Scans are not read on this computer, by its policy.", None)
        elif installed:
            self._say(words, self._session.writable)
        else:
            hint = "What reads them is not installed here: run “python3 start.py ocr” once, with a network."
            self._say(f"{words} {hint}", None)

    def _say(self, words: str, can: bool | None) -> None:
        """Tells something, once; with the button unless can is None, and live where can is True."""
        if words == self._told:
            return
        self._told = words
        if can is None:
            self.tell(words)
            return
        self.read_them = button("Read them", self.read)
        self.read_them.setEnabled(can)
        self.tell(words, "", self.read_them)

    def _changed(self, changes: Changes) -> None:
        if changes.documents or changes.name in (IMPORTED, SCANNED):
            self._look()

    def _done(self, report: ScanReport) -> None:
        if not report.read and not report.failed:
            self._session.notice.emit("There is no scanned page to read.")
            return
        read = f"{report.read:,} scanned page{'' if report.read == 1 else 's'} read"
        parts = [f"{read}, {report.uncertain:,} of {report.words:,} words uncertain."]
        if report.failed:
            parts.append(f"{len(report.failed):,} could not be read: {report.failed[0][2]}")
        self._session.notice.emit(" ".join(parts))

    def _ended(self) -> None:
        self._reading = False
        self._look()

    def _is_busy(self) -> bool:
        """Whether somebody waits for something else; asked from the thread that reads."""
        others = any(job.lane != "look" and job.title != TITLE for job in self._session.jobs.running())
        return others or (
            self._session.is_open and time.monotonic() - self._session.workspace.pages.asked < RESTING_SECONDS
        )

    def _tell_grown(self, document: int) -> None:
        self._session.tell(Changes(SCANNED, documents=frozenset({document})))

    def _clear(self) -> None:
        self._reading = False
        self._say("", None)
