"""Packs: build one, review the personal data that leaves it, and find those made before."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.session import Session
from ui.views.pack_builder import PackBuilder
from ui.views.pack_history import PackHistory
from ui.views.redactions import Redactions
from ui.widgets.buttons import Choice
from ui.widgets.places import frame

PARTS = {"build": "Build a pack", "review": "Review personal data", "made": "Packs made"}


class Packs(QWidget):
    """The place, with its three parts."""

    turned = Signal()  # another part is shown

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.builder = PackBuilder(session)
        self.review = Redactions(session)
        self.history = PackHistory(session)
        self.parts = Choice(PARTS, "Part")
        self.parts.chosen.connect(self.show_part)
        self._stack = QStackedWidget()
        for part in (self.builder, self.review, self.history):
            self._stack.addWidget(part)
        head = frame("head")
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(self.parts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._stack, 1)
        self.builder.verify_wanted.connect(self.history.verify)
        self.builder.built.connect(self.history.reload)
        self.builder.review_wanted.connect(lambda: self.show_part("review"))
        self.builder.search_wanted.connect(self.review.search)
        self.review.searched.connect(self.builder.set_again)
        self.show_part("build")

    @property
    def reviewing(self) -> bool:
        """Whether the review is shown."""
        return self._stack.currentWidget() is self.review

    def show_part(self, part: str) -> None:
        """Shows a part by its key in PARTS."""
        self.parts.choose(part)
        self._stack.setCurrentIndex(list(PARTS).index(part))
        self.turned.emit()

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the commands about packs do, by id."""
        return self.review.commands()
