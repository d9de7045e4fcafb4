"""What is chosen for one piece of evidence, and what is offered for what was not chosen yet."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from evidence_app.domain.evidence import Evidence
from evidence_app.domain.suggestion import Reading, Suggestion

# Themes offered at once: as many as have keys.
LIKELY = 3


@dataclass(frozen=True, slots=True)
class Choices:
    """What is chosen in the form; each field as in Evidence. An empty finding means none was chosen yet."""

    areas: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    finding: str = ""
    impact: bool = False
    note: str = ""
    date: str = ""
    status: str = "draft"
    basis: str = ""
    person: str = ""
    embargo_until: str = ""
    confidential: bool = False

    @classmethod
    def of(cls, item: Evidence) -> Choices:
        """What an item says."""
        return cls(**{name: getattr(item, name) for name in cls.__slots__})

    def missing(self) -> str:
        """What must still be chosen, as a sentence; empty where nothing is."""
        if not self.areas:
            return "Choose a judgement area: press its number."
        return "" if self.finding else "Choose a finding: S for strength, I for improvement, C for context."

    def values(self) -> dict[str, Any]:
        """The fields of an item, by name."""
        return asdict(self)

    def again(self, now: Choices) -> Choices:
        """These choices for another passage, which keeps its own note and dates."""
        return replace(self, note=now.note, date=now.date, embargo_until=now.embargo_until)


def offered(reading: Reading | None) -> Suggestion | None:
    """The area to offer first; None where no word of the passage speaks for one."""
    best = reading.suggestions[0] if reading is not None and reading.suggestions else None
    return best if best is not None and (best.words or (reading and reading.section)) else None


def likely_themes(reading: Reading | None, areas: tuple[str, ...]) -> list[str]:
    """The likeliest themes of these areas, the likeliest first; at most LIKELY."""
    if reading is None:
        return []
    ranked = sorted(
        (
            (each.score * score, theme)
            for each in reading.suggestions
            if each.area in areas
            for theme, score in each.themes
        ),
        reverse=True,
    )
    return list(dict.fromkeys(theme for _, theme in ranked))[:LIKELY]


def sure_themes(reading: Reading | None, areas: tuple[str, ...]) -> list[str]:
    """Of each of these areas the theme that is likely enough to be offered."""
    if reading is None:
        return []
    return [each.theme for each in reading.suggestions if each.area in areas and each.theme is not None]
