"""What a self-test found: one line for each thing the program needs of a computer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Outcome = Literal["ok", "FAILED", "not tried"]


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing that was tried.

    Args:
        name: what it was.
        outcome: "not tried" where something it needs had failed.
        seconds: how long it took.
        words: what was found, or what went wrong and what to do; no case text, no path of an account.
    """

    name: str
    outcome: Outcome
    seconds: float
    words: str

    def to_json(self) -> dict[str, Any]:
        """The trial as the command line prints it."""
        return {"name": self.name, "outcome": self.outcome, "seconds": round(self.seconds, 3), "words": self.words}


def told(versions: str, trials: tuple[Trial, ...]) -> str:
    """A self-test as text that can be sent to a help desk.

    Args:
        versions: lines that tell what the program is made of.
    """
    wide = max(len(one.name) for one in trials)
    lines = [f"{one.outcome:9} {one.seconds:6.2f} s  {one.name:<{wide}}  {one.words}" for one in trials]
    failed = sum(one.outcome != "ok" for one in trials)
    verdict = "Everything works." if not failed else f"{failed} of {len(trials)} did not work."
    return "\n".join([verdict, "", *lines, "", versions])
