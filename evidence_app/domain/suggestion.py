"""What the program proposes for a passage: where it belongs and what it says. Always a person decides."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from evidence_app.domain.evidence import Finding


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A judgement area a passage may belong to.

    Args:
        area: the area's id in the framework asked for.
        theme: the likeliest theme of that area; None where no word speaks for one.
        score: how likely the area is, from 0 to 1; over all areas they add up to 1.
        words: words of the passage that spoke for it, the strongest first.
        themes: up to three themes of the area with scores, the likeliest first; they add up to at most 1.
    """

    area: str
    theme: str | None
    score: float
    words: tuple[str, ...] = ()
    themes: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a passage seems to be about and to say.

    Args:
        suggestions: areas, the likeliest first.
        finding: whether it tells of a strength, of something to improve, or neither.
        finding_words: words of the passage that spoke for the finding.
        section: heading of the report's own section the passage stands in, which decided the area; empty where it
            stands in none.
    """

    suggestions: tuple[Suggestion, ...]
    finding: Finding
    finding_words: tuple[str, ...] = ()
    section: str = ""

    def to_json(self) -> list[dict[str, Any]]:
        """The suggestions and, last, the finding, as the command line prints them."""
        shown = []
        for suggestion in self.suggestions:
            themes = [{"theme": theme, "score": round(score, 3)} for theme, score in suggestion.themes]
            row = asdict(suggestion) | {"score": round(suggestion.score, 3), "themes": themes}
            shown.append(row | {"words": list(suggestion.words)})
        last = {"finding": self.finding, "words": list(self.finding_words)}
        return [*shown, last | ({"section": self.section} if self.section else {})]
