"""What is selected: whole words between the one where it began and the one it has come to."""

from __future__ import annotations

from dataclasses import dataclass

from ui.reader.hits import TO_THE_END
from ui.reader.text import DocumentText, Place, Span


@dataclass(frozen=True, slots=True)
class Selection:
    """A run of words.

    Args:
        anchor: the word, sentence or paragraph where it began.
        focus: the one it has come to; may stand before the anchor.
    """

    anchor: Span
    focus: Span

    @property
    def first(self) -> Place:
        """Where it begins."""
        return min(self.anchor[0], self.focus[0])

    @property
    def last(self) -> Place:
        """Where it ends (exclusive)."""
        return max(self.anchor[1], self.focus[1])

    @property
    def span(self) -> Span:
        """Where it begins and ends."""
        return self.first, self.last

    def on(self, page: int) -> tuple[int, int] | None:
        """The characters of a page that are selected, None where none are; a far end stands for "to the end"."""
        if not self.first[0] <= page <= self.last[0]:
            return None
        start = self.first[1] if page == self.first[0] else 0
        end = self.last[1] if page == self.last[0] else TO_THE_END
        return start, end

    def extended(self, focus: Span) -> Selection:
        """The selection with its moving end elsewhere."""
        return Selection(self.anchor, focus)

    def turned(self) -> Selection:
        """The same with the other end as the moving one."""
        return Selection(self.focus, self.anchor)

    def word_wise(self, text: DocumentText, forward: bool | None = None) -> Selection:
        """The same words, with single words at both ends, so that keys move an end word by word.

        Args:
            forward: which end moves; None for the one that moved before.
        """
        first, last = text.word_at(self.first), text.last_of(self.span)
        if first is None or last is None:
            return self
        if forward is None:
            forward = self.focus[0] >= self.anchor[0]
        return Selection(first, last) if forward else Selection(last, first)
