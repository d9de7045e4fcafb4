"""Evidence that stands twice: the same passage tagged again, and quotations that say nearly the same words.

All pairs of 100,000 quotations cannot be compared. Quotations that share a run of words meet in a bucket, by the
smallest hashes of their runs (a bottom-k sketch); only those are compared letter by letter.
"""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from evidence_app.domain.evidence import Evidence
from evidence_app.progress import Progress, Steps

# Words in a run; hashes kept of each quotation; most members of a bucket a newcomer is compared with.
RUN, SKETCH, MOST = 3, 6, 12
# Per cent of letters in common from which two quotations are nearly the same.
ALIKE = 90.0
_WORD = re.compile(r"\w+")
_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Twins:
    """Items that stand for each other.

    Args:
        ids: two or more, in the order given.
        same: True where they are the same passage; False where their words are nearly the same in different places.
    """

    ids: tuple[str, ...]
    same: bool


def duplicates(items: Sequence[Evidence]) -> Steps[list[Twins]]:
    """Finds items that stand twice.

    Returns:
        Groups of twins, same passages first; an item is in one group at most.
    """
    began = time.monotonic()
    union = _Union(len(items))
    places: dict[int, list[int]] = {}
    for number, item in enumerate(items):
        places.setdefault(item.passage.document, []).append(number)
    for members in places.values():
        _join_overlapping(items, members, union)
    same = union.groups()
    buckets: dict[int, list[int]] = {}
    texts = [" ".join(_WORD.findall(item.passage.quote.casefold())) for item in items]
    for number, text in enumerate(texts):
        if number % _BATCH == 0:
            yield Progress("Looking for evidence that stands twice", number, len(items), time.monotonic() - began)
        tried: set[int] = set()
        for key in _sketch(text):
            bucket = buckets.setdefault(key, [])
            for other in bucket:
                if other not in tried and union.root(other) != union.root(number):
                    tried.add(other)
                    if fuzz.ratio(text, texts[other], score_cutoff=ALIKE):
                        union.join(other, number)
            if len(bucket) < MOST:
                bucket.append(number)
    exact = {frozenset(group) for group in same}
    found = [Twins(tuple(items[number].id for number in group), frozenset(group) in exact) for group in union.groups()]
    return sorted(found, key=lambda twins: not twins.same)


def _join_overlapping(items: Sequence[Evidence], members: list[int], union: _Union) -> None:
    """Joins passages of one document of which one is nine tenths of the other."""
    spans = sorted((*_span(items[number]), number) for number in members)
    for place, (first, last, number) in enumerate(spans):
        for other_first, other_last, other in spans[place + 1 :]:
            if other_first >= last:
                break
            shared = min(last, other_last) - other_first
            if shared >= 0.9 * max(last - first, other_last - other_first):
                union.join(number, other)


def _span(item: Evidence) -> tuple[int, int]:
    """Where a passage begins and ends in its document, in characters with room for the longest page."""
    passage = item.passage
    first = passage.page * 10**6 + passage.start
    return first, max(first + 1, passage.to_page * 10**6 + passage.end)


def _sketch(text: str) -> list[int]:
    words = text.split()
    runs = {" ".join(words[place : place + RUN]) for place in range(max(1, len(words) - RUN + 1))}
    return sorted(zlib.crc32(run.encode()) for run in runs if run)[:SKETCH]


class _Union:
    """Which numbers belong together (disjoint sets)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        self._parent[high] = low

    def groups(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for number in range(len(self._parent)):
            found.setdefault(self.root(number), []).append(number)
        return [members for members in found.values() if len(members) > 1]
