"""Keeping a box of a page as a picture: it is drawn, then it is said what it shows."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from evidence_app.domain.evidence import Evidence
from evidence_app.domain.pageview import Box
from ui.reader.bars import PictureBar
from ui.reader.box import HINT
from ui.reader.view import PageView
from ui.reader.words import rect
from ui.widgets.places import Note


class Pictures(QObject):
    """From the wish to the words.

    Attributes:
        bar: where the words are written.
    """

    made = Signal(int, object, str)  # page, Box, words
    moved = Signal(str, int, object)  # id of the evidence, page, Box

    def __init__(self, view: PageView, note: Note, parent: QObject) -> None:
        super().__init__(parent)
        self.bar = PictureBar()
        self._view, self._note = view, note
        self._box: tuple[int, Box] | None = None
        self._moving = ""
        view.box.drawn.connect(self._drawn)
        view.box.changed.connect(self._changed)
        self.bar.said.connect(self._said)
        self.bar.closed.connect(self.leave)

    def begin(self) -> None:
        """Has a box drawn."""
        if self._view.pages:
            self._note.tell(HINT)
            self._view.box.begin()

    def move(self, item: Evidence) -> None:
        """Has the box of a picture that is kept already changed."""
        page, *box = item.passage.boxes[0]
        self._view.reveal(page, [rect((box[0], box[1], box[2], box[3]))])
        self._note.tell(HINT)
        self._moving = item.id
        self._view.box.begin_at(page, rect((box[0], box[1], box[2], box[3])))

    def leave(self) -> None:
        """Keeps nothing."""
        if self._view.box.rect is not None or self.bar.isVisible():
            back = self.bar.isVisible()
            self._view.box.clear()
            self._box = None
            self.bar.hide()
            if back:
                self._view.setFocus()

    def _changed(self) -> None:
        if not self._view.box.active:
            self._note.clear()
            if self._view.box.rect is None:
                self._moving = ""

    def _drawn(self, page: int, box: Box) -> None:
        self._note.clear()
        if self._moving:
            self.moved.emit(self._moving, page, box)
            self._view.box.clear()
            return
        self._box = page, box
        self.bar.ask()

    def _said(self, words: str) -> None:
        if self._box is not None:
            self.bar.hide()
            self._view.setFocus()
            self.made.emit(*self._box, words)
