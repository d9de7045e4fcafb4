"""What inspectors said at a visit: each statement with its finding, its area and its themes, as read by machine."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from evidence_app.domain.evidence import Finding
from evidence_app.domain.series import Statement


@dataclass(frozen=True, slots=True)
class Told:
    """A statement of a report or letter: a point of its list of what needs to improve, or a sentence.

    Args:
        statement: its words and where they stand.
        finding: strength, improvement or context; read by the program, for a person to judge.
        area: id of a judgement area of the workspace's framework; empty where it speaks of none.
        themes: ids of themes it speaks of.
        asked: True for a point of the list of what needs to improve.
    """

    statement: Statement
    finding: Finding
    area: str
    themes: tuple[str, ...] = ()
    asked: bool = False

    def to_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {**asdict(self.statement), "finding": self.finding, "themes": list(self.themes), "asked": self.asked}


@dataclass(frozen=True, slots=True)
class AreaFindings:
    """What a visit said under one judgement area.

    Args:
        area, name: its id and printed name; empty for what is under none.
        grade: as the report prints it; empty where it gives none.
        tagged: items of evidence an officer tagged from the report under this area.
        told: its statements in the report's order.
    """

    area: str
    name: str
    grade: str
    tagged: int
    told: tuple[Told, ...]

    def count(self, finding: Finding) -> int:
        """How many of its statements have a finding."""
        return sum(one.finding == finding for one in self.told)

    def to_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        told = [one.to_json() for one in self.told]
        return {"area": self.area, "name": self.name, "grade": self.grade, "tagged": self.tagged, "told": told}


@dataclass(frozen=True, slots=True)
class ThemeTold:
    """What several visits said about one theme.

    Args:
        theme, label: its id and its words.
        here: statements of the visit looked at.
        others: statements of the other visits, by document, the oldest first.
        repeated: True where this visit finds wanting what an earlier one found wanting too.
    """

    theme: str
    label: str
    here: tuple[Told, ...]
    others: tuple[tuple[int, tuple[Told, ...]], ...]
    repeated: bool

    def to_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {
            "theme": self.theme,
            "label": self.label,
            "repeated": self.repeated,
            "here": [one.to_json() for one in self.here],
            "others": [
                {"document": document, "told": [one.to_json() for one in told]} for document, told in self.others
            ],
        }
