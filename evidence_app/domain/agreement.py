"""How far two officers judge the same passages alike: percentage and Cohen's kappa.

Source: J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960),
37-46: kappa = (po - pe) / (1 - pe), where po is the share of passages judged alike and pe the share that would be
judged alike by chance, from how often each of the two gave each judgement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evidence_app.domain.evidence import FINDING_LABELS, FINDINGS, Passage


@dataclass(frozen=True, slots=True)
class Tagged:
    """A passage as one officer tagged it; documents by hash.

    Args:
        document: hash of the document.
        passage: where it stands.
        areas: the judgement areas it was put under.
        finding: a key of FINDINGS.
    """

    document: str
    passage: Passage
    areas: frozenset[str]
    finding: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Args:
        name: what was judged.
        n: passages both judged.
        alike: of them, those judged alike.
        first, second: how many times each officer gave the judgement; 0 for a line about more than one.
        kappa: Cohen's kappa; None where it has no value, because both gave only one judgement.
    """

    name: str
    n: int
    alike: int
    first: int
    second: int
    kappa: float | None

    @property
    def percent(self) -> float:
        """Percentage judged alike; 0 where there was nothing."""
        return 100.0 * self.alike / self.n if self.n else 0.0

    def to_json(self) -> dict[str, Any]:
        """The line as the command line prints it."""
        return {
            "name": self.name,
            "n": self.n,
            "alike": self.alike,
            "percent": round(self.percent, 1),
            "first": self.first,
            "second": self.second,
            "kappa": None if self.kappa is None else round(self.kappa, 3),
        }


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two officers agree.

    Args:
        officers: their names.
        both: passages both tagged.
        only: passages only the first, only the second tagged; they are left out.
        areas, findings: a line for each judgement area and each finding.
        finding: a line for the three findings together.
    """

    officers: tuple[str, str]
    both: int
    only: tuple[int, int]
    areas: tuple[Row, ...]
    findings: tuple[Row, ...]
    finding: Row

    def to_json(self) -> dict[str, Any]:
        """The table as the command line prints it."""
        return {
            "officers": list(self.officers),
            "both": self.both,
            "only": list(self.only),
            "areas": [row.to_json() for row in self.areas],
            "findings": [row.to_json() for row in self.findings],
            "finding": self.finding.to_json(),
            "means": self.means(),
        }

    def means(self) -> str:
        """What the figures mean, in words an officer can repeat."""
        first, second = self.officers
        left = f"{self.only[0]} passages only {first} tagged and {self.only[1]} only {second} tagged are left out"
        if not self.both:
            return f"There is no passage that both {first} and {second} tagged, so there is nothing to compare; {left}."
        said = f"{self.both} passages were tagged by both {first} and {second}; {left}, and so is untagged text."
        few = " That is too few to say much." if self.both < 20 else ""
        return f"{said}{few} Kappa is 1 where they always agree and 0 where they agree no more often than by chance."


def cohens_kappa(pairs: Sequence[tuple[Any, Any]]) -> float | None:
    """Cohen's kappa of pairs of judgements; None where there are none, or chance alone would make all alike."""
    if not pairs:
        return None
    n = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    # In whole numbers as long as it goes, so that full agreement is exactly 1.
    alike = n * sum(a == b for a, b in pairs)
    chance = sum(first[one] * second[one] for one in first)
    return None if chance == n * n else (alike - chance) / (n * n - chance)


def agreement(
    officers: tuple[str, str], first: Sequence[Tagged], second: Sequence[Tagged], areas: Mapping[str, str]
) -> Agreement:
    """Compares what two officers tagged.

    Both saw a passage where both tagged it: nobody notes what an officer read and left untagged, so passages of one
    officer only say nothing about agreement. It is the same passage where the shorter of the two lies at least half in
    the longer: officers draw the ends differently. Each is compared once, with the one it shares most with.

    Args:
        areas: names of the judgement areas by id, in the framework's order.
    """
    pairs = _pairs(first, second)
    rows = []
    for area, name in areas.items():
        judged = [(area in a.areas, area in b.areas) for a, b in pairs]
        if any(one or other for one, other in judged):
            rows.append(_row(name, judged))
    findings = [_row(FINDING_LABELS[one], [(a.finding == one, b.finding == one) for a, b in pairs]) for one in FINDINGS]
    together = [(a.finding, b.finding) for a, b in pairs]
    alike = sum(a == b for a, b in together)
    return Agreement(
        officers=officers,
        both=len(pairs),
        only=(len(first) - len(pairs), len(second) - len(pairs)),
        areas=tuple(rows),
        findings=tuple(findings),
        finding=Row("Finding", len(pairs), alike, 0, 0, cohens_kappa(together)),
    )


def _row(name: str, judged: Sequence[tuple[bool, bool]]) -> Row:
    alike = sum(a == b for a, b in judged)
    return Row(name, len(judged), alike, sum(a for a, _ in judged), sum(b for _, b in judged), cohens_kappa(judged))


def _pairs(first: Sequence[Tagged], second: Sequence[Tagged]) -> list[tuple[Tagged, Tagged]]:
    places: dict[tuple[str, int], list[int]] = {}
    for number, other in enumerate(second):
        places.setdefault((other.document, other.passage.page), []).append(number)
    shared = [
        (-share, one, other)
        for one, mine in enumerate(first)
        for other in places.get((mine.document, mine.passage.page), ())
        if (share := _shared(mine.passage, second[other].passage)) >= 0.5
    ]
    taken: set[int] = set()
    used: set[int] = set()
    found = []
    for _, mine_at, theirs_at in sorted(shared):
        if mine_at not in taken and theirs_at not in used:
            taken.add(mine_at)
            used.add(theirs_at)
            found.append((first[mine_at], second[theirs_at]))
    return found


def _shared(one: Passage, other: Passage) -> float:
    """How much of the shorter passage lies in the longer, from 0 to 1; boxes of a page share all or nothing."""
    if one.picture or other.picture:
        return float(one.picture == other.picture and one.boxes == other.boxes)
    if one.to_page != one.page or other.to_page != other.page:
        return float((one.to_page, one.start) == (other.to_page, other.start))
    length = min(one.end - one.start, other.end - other.start)
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / length if length > 0 else 0.0
