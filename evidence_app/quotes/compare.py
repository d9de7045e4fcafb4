"""Compares a claim with the text of pages, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz import fuzz

from evidence_app.domain.quote import Difference, Operation
from evidence_app.domain.wording import fold

# Hedges and turns whose loss changes what a sentence says (counted in real reports, practice notes 6.12).
HEDGES = (
    "however", "but", "although", "while", "some", "most", "many", "few", "a small number", "too many", "not yet",
    "not", "no", "never", "in part", "largely", "mostly", "sometimes", "often", "usually", "generally", "too often",
    "more recently", "remains", "despite", "yet", "until", "unless", "only",
)  # fmt: skip

_HEDGE = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, HEDGES), key=len, reverse=True)) + r")\b", re.IGNORECASE)
# A word with its inner hyphens and apostrophes, or one mark: "teams" agrees with "teams," and the comma is told apart.
_WORD = re.compile(r"\w+(?:[-'.,]\w+)*|[^\w\s]")

_MATCH, _CASE, _DIFFER, _GAP = 4, 3, -1, -1


@dataclass(frozen=True, slots=True)
class Alignment:
    """A claim laid beside the stretch of text that comes nearest to it.

    Args:
        start, end: the stretch in the folded text, whole words.
        matched: words that agree.
        longest: the longest run of words that agree.
        words: words of the claim.
        differences: the runs, in order.
    """

    start: int
    end: int
    matched: int
    longest: int
    words: int
    differences: tuple[Difference, ...]

    @property
    def likeness(self) -> float:
        """Share of the claim's words that agree, 0 to 1."""
        return self.matched / self.words if self.words else 0.0


def place_parts(parts: Sequence[str], text: str) -> tuple[int, int] | None:
    """Where the parts stand in a folded text, one after another as whole words: from the first to the last of them."""
    first, after = -1, 0
    for part in parts:
        wanted = fold(part).text
        at = _whole(text, wanted, after)
        if at < 0:
            return None
        first = at if first < 0 else first
        after = at + len(wanted)
    return first, after


def align(claim: str, text: str) -> Alignment:
    """Lays a folded claim beside the stretch of a folded text that comes nearest.

    Every word of the claim is accounted for; the text may begin and end anywhere.
    """
    window = _window(claim, text)
    ours = list(_WORD.finditer(claim))
    theirs = list(_WORD.finditer(text, *window))
    steps = _walk([match.group() for match in ours], [match.group() for match in theirs])
    runs: list[Difference] = []
    same: list[int] = []
    for operation, group in groupby(steps, key=lambda step: step[0]):
        pairs = list(group)
        mine = [ours[a] for _, a, _ in pairs if a is not None]
        other = [theirs[b] for _, _, b in pairs if b is not None]
        runs.append(Difference(operation, _stretch(claim, mine), _stretch(text, other)))
        if operation == "same":
            same.append(len(pairs))
    used = [b for _, _, b in steps if b is not None]
    start, end = (theirs[used[0]].start(), theirs[used[-1]].end()) if used else (window[0], window[0])
    return Alignment(start, end, sum(same), max(same, default=0), len(ours), tuple(runs))


def dropped_hedges(source: str, claim: str) -> tuple[str, ...]:
    """Hedges and turns that stand in the source more often than in the claim, in order of their first place."""
    kept = [match.group().lower() for match in _HEDGE.finditer(claim)]
    lost: list[str] = []
    for match in _HEDGE.finditer(source):
        word = match.group().lower()
        if word in kept:
            kept.remove(word)
        elif word not in lost:
            lost.append(word)
    return tuple(lost)


def _window(claim: str, text: str) -> tuple[int, int]:
    """The part of the text worth aligning: around the best fit of equal length, with room for what was left out."""
    found = fuzz.partial_ratio_alignment(claim, text)
    if found is None or len(text) <= len(claim):
        return 0, len(text)
    room = len(claim) + 120
    start, end = max(0, found.dest_start - room), min(len(text), found.dest_end + room)
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _stretch(text: str, words: Sequence[re.Match[str]]) -> str:
    return text[words[0].start() : words[-1].end()] if words else ""


def _walk(ours: list[str], theirs: list[str]) -> list[tuple[Operation, int | None, int | None]]:
    """Aligns word lists: all of ours, any stretch of theirs. Gives the steps, in order."""
    rows, columns = len(ours), len(theirs)
    score = [[0] * (columns + 1) for _ in range(rows + 1)]
    back = [bytearray(columns + 1) for _ in range(rows + 1)]  # 1 pair, 2 ours alone, 3 theirs alone
    for i in range(1, rows + 1):
        above, here, way = score[i - 1], score[i], back[i]
        word = ours[i - 1]
        lower = word.lower()
        here[0], way[0] = above[0] + _GAP, 2
        for j in range(1, columns + 1):
            other = theirs[j - 1]
            pair = above[j - 1] + (_MATCH if word == other else _CASE if lower == other.lower() else _DIFFER)
            alone = above[j] + _GAP
            left = here[j - 1] + _GAP
            best = max(pair, alone, left)
            here[j] = best
            way[j] = 1 if best == pair else 2 if best == alone else 3
    j = max(range(columns + 1), key=lambda column: score[rows][column])
    i = rows
    steps: list[tuple[Operation, int | None, int | None]] = []
    while i > 0:
        if back[i][j] == 1:
            i, j = i - 1, j - 1
            steps.append(("same" if ours[i] == theirs[j] else "changed", i, j))
        elif back[i][j] == 2:
            i -= 1
            steps.append(("added", i, None))
        else:
            j -= 1
            steps.append(("left_out", None, j))
    steps.reverse()
    return steps


def _whole(text: str, wanted: str, start: int) -> int:
    at = text.find(wanted, start) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        cut_left = at > 0 and text[at - 1].isalnum() and wanted[0].isalnum()
        cut_right = end < len(text) and text[end].isalnum() and wanted[-1].isalnum()
        if not cut_left and not cut_right:
            return at
        at = text.find(wanted, at + 1)
    return -1
