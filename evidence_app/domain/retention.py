"""Until when a workspace is kept, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from evidence_app.errors import KnownError

# So many days before its end a workspace says that it comes.
WARN_DAYS = 14


@dataclass(frozen=True, slots=True)
class Keeping:
    """How an end date stands.

    Args:
        until: ISO date; empty where none was set.
        today: the day of the question.
    """

    until: str
    today: date

    @property
    def days_left(self) -> int | None:
        """Days until it ends, negative when it is over; None without an end."""
        return (date.fromisoformat(self.until) - self.today).days if self.until else None

    @property
    def over(self) -> bool:
        """Whether the end date has passed."""
        left = self.days_left
        return left is not None and left < 0

    @property
    def near(self) -> bool:
        """Whether it ends within days, or is over."""
        left = self.days_left
        return left is not None and left <= WARN_DAYS

    def sentence(self) -> str:
        """How it stands, in words."""
        if not self.until:
            return "No end date is set."
        day = date.fromisoformat(self.until)
        shown = f"{day.day} {day:%B %Y}"
        left = self.days_left or 0
        if self.over:
            return f"This workspace was to be kept until {shown}: {-left:,} {'day' if left == -1 else 'days'} over."
        return f"This workspace is kept until {shown}: {left:,} {'day' if left == 1 else 'days'} left."

    def short(self) -> str:
        """How it stands, in a few words."""
        day = date.fromisoformat(self.until)
        return f"{'to be deleted since' if self.over else 'kept until'} {day.day} {day:%b %Y}"

    def to_json(self) -> dict[str, Any]:
        """How it stands, as the command line prints it."""
        return {"until": self.until, "days_left": self.days_left, "near": self.near, "over": self.over}


def day_of(written: str) -> str:
    """A date as typed, as ISO.

    Raises:
        KnownError: it is none.
    """
    try:
        return date.fromisoformat(written.strip()).isoformat()
    except ValueError:
        raise KnownError(f"“{written}” is not a date.", "Write it as year-month-day, for example 2026-03-31.") from None
