"""What a pack's reader is told of its balance: evidence that is missing, one-sided, cut short, old, or in draft."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from evidence_app.packs.contents import Item, Section

# Item numbers named in one sentence.
MOST_NUMBERS = 12
# Months after which evidence is called old: inspectors look at the last six first (practice notes 2.4).
STALE_MONTHS = 6

_TURN = r"(?:however|but|although|though|yet|nevertheless|nonetheless)"
# "However" may come some words into its sentence; the others turn it only where they begin it.
_TURNS_AFTER = re.compile(rf"\W*(?:{_TURN}|(?:\w+[^\w.!?]+){{1,3}}?however)\b", re.IGNORECASE)
_TURNS_BEFORE = re.compile(rf"\b{_TURN}\W*$", re.IGNORECASE)
# An unfinished sentence that begins by granting the opposite of what follows.
_GRANTS = re.compile(r"(?:^|[.!?:]\W+)(?:although|though|while|whilst|despite)\b[^.!?]*$", re.IGNORECASE)


def balance(sections: Sequence[Section], day: str) -> list[str]:
    """The notes on a pack's balance, in plain sentences that name items by number only.

    Contrary evidence should be looked for, never hidden (practice notes 6, rows 12 and 13).

    Args:
        day: ISO date of the pack, which evidence is old against; empty where it has none.
    """
    items = [item for section in sections for item in section.items]
    return [
        *_one_sided(sections),
        *_told("A “however” or “but” follows right after the quotation", filter(_stops_short, items)),
        *_told("A “however”, “but” or “although” stands right before the quotation", filter(_starts_late, items)),
        *_told("Evidence from before the last six months", (item for item in items if _stale(item, day))),
        *_told("Not yet agreed", (item for item in items if item.evidence.status == "draft"), " in draft"),
    ]


def some(numbers: Sequence[str]) -> str:
    """A list of item numbers that stays a line: the first, and how many more there are."""
    more = len(numbers) - MOST_NUMBERS
    return ", ".join(numbers[:MOST_NUMBERS]) + (f" and {more:,} more" if more > 0 else "")


def _one_sided(sections: Iterable[Section]) -> list[str]:
    notes = []
    for section in sections:
        if not section.items:
            notes.append(f"{section.name}: no evidence.")
        elif not section.strengths and not section.improvements:
            notes.append(f"{section.name}: context only, neither strengths nor areas for improvement.")
        elif not section.improvements:
            notes.append(f"{section.name}: strengths only, no areas for improvement.")
        elif not section.strengths:
            notes.append(f"{section.name}: areas for improvement only, no strengths.")
    return notes


def _told(words: str, items: Iterable[Item], state: str = "") -> list[str]:
    numbers = [item.number for item in items]
    if not numbers:
        return []
    count = "1 item" if len(numbers) == 1 else f"{len(numbers):,} items"
    return [f"{words}: {count}{state} ({some(numbers)})."]


def _stops_short(item: Item) -> bool:
    return _TURNS_AFTER.match(item.evidence.passage.after) is not None


def _starts_late(item: Item) -> bool:
    before = item.evidence.passage.before
    return _TURNS_BEFORE.search(before) is not None or _GRANTS.search(before) is not None


def _stale(item: Item, day: str) -> bool:
    """Whether an item's own date lies more than six months before the pack's; undated items are not called old."""
    try:
        then, now = date.fromisoformat(item.evidence.date), date.fromisoformat(day)
    except ValueError:
        return False
    months = (now.year - then.year) * 12 + now.month - then.month
    return months > STALE_MONTHS or (months == STALE_MONTHS and then.day < now.day)
