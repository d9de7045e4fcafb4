"""Walks from item to item of evidence in the pages on screen: what is drawn, gone to, chosen and told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from evidence_app.domain.evidence import Evidence
from ui.reader.tagged import Tagged
from ui.reader.view import PageView
from ui.reader.words import rect
from ui.theme import AreaStyle


class EvidenceWalk(QObject):
    """Connects the evidence of the open document with its pages.

    Attributes:
        tagged: the items, and which is the chosen one.
    """

    leaving = Signal()  # a jump follows
    activated = Signal(str)  # id of the item that was chosen on the pages

    def __init__(self, view: PageView, parent: QObject) -> None:
        super().__init__(parent)
        self.tagged = Tagged()
        self._view = view
        view.mark_pressed.connect(self._activate)

    def give(self, items: Sequence[Evidence], styles: Mapping[str, AreaStyle]) -> None:
        """Draws items; those of other documents are left out."""
        self.tagged.give(items, styles)
        self._view.set_marks(self.tagged.marks())

    def show(self) -> None:
        """Draws the items of the document that is on screen now."""
        self._view.set_marks(self.tagged.marks())
        self._view.choose(self.tagged.chosen)

    def choose(self, evidence: str) -> None:
        """Outlines one item, without moving; an empty id outlines none."""
        self.tagged.chosen = evidence
        self._view.choose(evidence)

    def step(self, forward: bool) -> None:
        """Goes to the next or the previous item, chooses it and tells what pointing at it would."""
        item = self.tagged.step(forward, self._view.page)
        if item is not None:
            self.leaving.emit()
            page = item.passage.page
            boxes = [rect(box[1:]) for box in item.passage.boxes if box[0] == page]
            self._view.reveal(page, boxes)
            self._activate(item.id)
            self._view.tell_beside(page, boxes, self.tagged.words(item))

    def _activate(self, evidence: str) -> None:
        self.choose(evidence)
        self.activated.emit(evidence)
