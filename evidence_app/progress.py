"""How long work reports on itself: a generator that yields Progress and returns its result."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Progress:
    """One look at work in hand.

    Args:
        message: what is being done now, for a person; never case text.
        done: units finished.
        total: units in all, 0 while unknown.
        seconds: time since the work began.
        pages: pages handled so far, where the work is about pages.
    """

    message: str
    done: int = 0
    total: int = 0
    seconds: float = 0.0
    pages: int = 0

    @property
    def seconds_left(self) -> float | None:
        """Time left at the pace so far, in seconds; None while it cannot be told."""
        if not self.total or not self.done or self.seconds < 1.0:
            return None
        return self.seconds / self.done * (self.total - self.done)

    @property
    def pages_per_second(self) -> float:
        """Pages handled per second so far."""
        return self.pages / self.seconds if self.seconds > 0 else 0.0


# Closing the generator cancels the work; its result is the generator's return value.
Steps = Generator[Progress, None, T]


def run(steps: Steps[T], on_progress: Callable[[Progress], None] | None = None) -> T:
    """Runs steps to their end and gives their result.

    Args:
        steps: the work.
        on_progress: told of each step, on the caller's thread.
    """
    try:
        while True:
            progress = next(steps)
            if on_progress is not None:
                on_progress(progress)
    except StopIteration as end:
        result: T = end.value
        return result
