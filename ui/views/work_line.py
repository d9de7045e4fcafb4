"""The line that tells how much waits for the officer, each part a way there; hidden where nothing waits."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from evidence_app.domain.work import Waiting
from ui.widgets.buttons import button
from ui.widgets.flow import Flow


class WorkLine(QWidget):
    """The line: "3 to read", "2 to tag", "14 to agree"."""

    mark_wanted = Signal(str)  # a key of MARKS
    agree_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("What waits for you")
        flow = Flow(self)
        self.read: QPushButton = button("", lambda: self.mark_wanted.emit("read"), "link")
        self.tag: QPushButton = button("", lambda: self.mark_wanted.emit("tag"), "link")
        self.agree: QPushButton = button("", self.agree_wanted.emit, "link")
        self.read.setToolTip("Documents that you marked to be read")
        self.tag.setToolTip("Documents that you marked to be tagged")
        self.agree.setToolTip("Evidence that is still a draft")
        for part in (self.read, self.tag, self.agree):
            flow.addWidget(part)
        self.say(Waiting())

    def say(self, waiting: Waiting) -> None:
        """Tells how much waits."""
        for part, count, words in (
            (self.read, waiting.read, "to read"),
            (self.tag, waiting.tag, "to tag"),
            (self.agree, waiting.agree, "to agree"),
        ):
            part.setText(f"{count:,} {words}")
            part.setVisible(bool(count))
        self.setVisible(waiting != Waiting())
