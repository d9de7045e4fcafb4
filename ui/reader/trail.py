"""Where the reader has been: places to go back to, and forward again."""

from __future__ import annotations

from dataclasses import dataclass

from evidence_app.domain.document import Document

# Older places are forgotten.
MOST = 100


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that was on screen.

    Args:
        document: what was read.
        page: its page, from 1.
        down: how far down that page the view began, in points; negative in the gap above it.
    """

    document: Document
    page: int
    down: float

    def near(self, other: Spot) -> bool:
        """Whether both are the same page of the same document."""
        return (self.document.id, self.page) == (other.document.id, other.page)


class Trail:
    """Places that were left by a jump, as a browser keeps them."""

    def __init__(self) -> None:
        self._behind: list[Spot] = []
        self._ahead: list[Spot] = []

    def leave(self, here: Spot | None) -> None:
        """Notes a place that is about to be left; what was ahead is forgotten."""
        if here is not None and not (self._behind and self._behind[-1].near(here)):
            self._behind = [*self._behind, here][-MOST:]
        self._ahead.clear()

    def back(self, here: Spot | None) -> Spot | None:
        """The place before, or None; the present one is then ahead."""
        return self._step(self._behind, self._ahead, here)

    def forward(self, here: Spot | None) -> Spot | None:
        """The place that was gone back from, or None."""
        return self._step(self._ahead, self._behind, here)

    def clear(self) -> None:
        """Forgets everything."""
        self._behind.clear()
        self._ahead.clear()

    @staticmethod
    def _step(come: list[Spot], gone: list[Spot], here: Spot | None) -> Spot | None:
        # Where one has not moved since, that place is no step.
        while come and here is not None and come[-1].near(here):
            come.pop()
        if not come:
            return None
        if here is not None:
            gone.append(here)
        return come.pop()
