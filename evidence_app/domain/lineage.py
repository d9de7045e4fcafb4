"""What became of a record in the copies of a workspace: its versions field by field, and how those of two copies join.

Each time a record was altered in a copy it gets a mark, made from the record's marks before and from what was altered;
so a mark says the same in every copy, needs no name of a machine, and a file that was copied or restored cannot give
one twice. A field holds every version that no later one has replaced. Joining keeps a version unless the other side
has seen its mark and holds it no longer. That is a multi-value register with a causal history of its own for each
record (Shapiro, Preguiça, Baquero and Zawirski, "A comprehensive study of convergent and commutative replicated data
types", INRIA 2011, specification 10, with marks in place of version vectors): joining is commutative, associative and
idempotent, so any order of exchanges gives the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

# The field that says whether the record is there at all.
THERE = ""

# How much a value protects: of versions nobody has decided between, the one that protects most is shown.
Rank = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Lineage:
    """A record's marks and versions.

    Args:
        stamps: for each mark it ever had, when (ISO, UTC) and by whom.
        fields: for each field its versions, by mark. A field that is missing was never set.
    """

    stamps: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    fields: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def altered(self, name: str, values: Mapping[str, Any], at: str, author: str) -> Lineage:
        """The record after a change, whose values replace every version of their fields.

        Args:
            name: of the record, the same in every copy.
            values: by field; that the record is there is said anew unless it is said to be gone.
            at: when (ISO, UTC).
        """
        values = {THERE: True, **values}
        said = json.dumps([name, sorted(self.stamps), values, at, author], sort_keys=True)
        mark = hashlib.sha256(said.encode("utf-8")).hexdigest()[:12]
        fields = {**self.fields, **{one: {mark: value} for one, value in values.items()}}
        return Lineage({**self.stamps, mark: (at, author)}, fields)

    def joined(self, other: Lineage) -> Lineage:
        """What both sides together know."""
        fields: dict[str, dict[str, Any]] = {}
        for one in {*self.fields, *other.fields}:
            mine, theirs = self.fields.get(one, {}), other.fields.get(one, {})
            kept = {mark: value for mark, value in mine.items() if mark in theirs or mark not in other.stamps}
            for mark, value in theirs.items():
                # A side that forgot what a version said on purpose takes it from nobody.
                if mark not in self.stamps or (mark in mine and value is not None):
                    kept[mark] = value
            fields[one] = kept
        return Lineage({**self.stamps, **other.stamps}, fields)

    def beside(self, others: Iterable[Lineage]) -> Lineage:
        """This record and others that stand for the same thing, seen as one."""
        stamps = dict(self.stamps)
        fields = {one: dict(versions) for one, versions in self.fields.items()}
        for other in others:
            stamps |= other.stamps
            for one, versions in other.fields.items():
                fields.setdefault(one, {}).update(versions)
        return Lineage(stamps, fields)

    def value(self, one: str, rank: Rank | None = None, *, earliest: bool = False) -> Any:
        """The version of a field that is shown; None where it was never set.

        Args:
            rank: how much a value protects; of those that protect most, the newest is shown.
            earliest: show the oldest instead.
        """
        versions = self.fields.get(one)
        if not versions:
            return None
        if earliest:
            return versions[min(versions, key=lambda mark: (self.stamps[mark], mark))]
        ranked = rank or (lambda _: 0)
        return versions[max(versions, key=lambda mark: (ranked(versions[mark]), self.stamps[mark], mark))]

    @property
    def there(self) -> bool:
        """Whether the record is there: where one removed it and another altered it, it is."""
        return any(self.fields.get(THERE, {}).values())

    def differing(self, one: str, gist: Collection[str] = ()) -> dict[str, Any]:
        """The versions of a field, by mark, one for each value and the newest of it; empty where all say the same.

        Args:
            gist: of a field of several columns, those that count; none for all.
        """
        found: dict[str, tuple[str, Any]] = {}
        versions = self.fields.get(one, {})
        for mark in sorted(versions, key=lambda each: (self.stamps[each], each)):
            value = versions[mark]
            said = {column: (value or {}).get(column) for column in gist} if gist else value
            found[json.dumps(said, sort_keys=True)] = (mark, value)
        return dict(found.values()) if len(found) > 1 else {}

    def to_text(self) -> str:
        """The record's marks and versions as they are stored: the same text for the same state."""
        return json.dumps([self.stamps, self.fields], sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def lineage_from_text(text: str) -> Lineage:
    """Reads what `to_text` gave."""
    stamps, fields = json.loads(text)
    return Lineage({mark: (at, author) for mark, (at, author) in stamps.items()}, fields)
