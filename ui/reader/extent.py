"""Changing which words a piece of evidence covers: its words become the selection, by keys or by dragging its ends."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ui.reader.evidence_walk import EvidenceWalk
from ui.reader.selection import Selection
from ui.reader.view import PageView
from ui.widgets.places import Note

HINT = (
    "Which words does it cover? Drag an end, or Shift and the arrow keys; “;” moves the other end. "
    "Enter saves, Esc leaves it as it was."
)


class Extent(QObject):
    """One item at a time.

    Attributes:
        item: id of the item whose extent is being changed, or empty.
    """

    saved = Signal(str, object)  # id, where it begins and ends now
    picture_chosen = Signal(object)  # Evidence: a picture, whose box is to be changed instead

    def __init__(self, view: PageView, evidence: EvidenceWalk, note: Note, parent: QObject) -> None:
        super().__init__(parent)
        self.item = ""
        self._view, self._evidence, self._note = view, evidence, note

    def begin(self) -> None:
        """Selects the words of the chosen item, to be changed; does nothing where words are selected for another."""
        item = next((one for one in self._evidence.tagged.items() if one.id == self._evidence.tagged.chosen), None)
        if item is None or self._view.selection is not None:
            return
        passage = item.passage
        if passage.picture:
            self.picture_chosen.emit(item)
            return
        span = (passage.page, passage.start), (passage.to_page, passage.end)
        self.item = item.id
        self._view.selection = Selection(span, span)
        self._note.tell(HINT)
        self._view.reveal_text(passage.page, passage.start, passage.start + 1)
        self._view.setFocus()

    def save(self) -> None:
        """Tells the new extent, where it is another."""
        chosen, item = self._view.selection, self.item
        self.leave()
        if chosen is not None and item:
            self.saved.emit(item, chosen.span)

    def leave(self) -> None:
        """Leaves the item as it was."""
        if self.item:
            self._note.clear()
            # While `item` is set, nobody takes the end of this selection for one of theirs.
            self._view.selection = None
            self.item = ""
