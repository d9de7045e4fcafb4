"""Working on copies of one workspace: what stands for the same thing, what has to be decided, what was brought in."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from evidence_app.domain.lineage import Lineage
from evidence_app.domain.shapes import Shape

Prefer = Literal["mine", "theirs", "newer"]
PREFERENCES: tuple[Prefer, ...] = ("mine", "theirs", "newer")

# No vowels, so that what tells pseudonyms apart is no word.
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"


# Fields whose names say too little.
_FIELDS = {"rag": "RAG and its reason", "source": "what it answers", "figure": "date and figure", "what": "wording"}
# What one record of a table, and several, are called.
NOUNS: dict[str, tuple[str, str]] = {
    "documents": ("document", "documents"),
    "framework_files": ("framework file", "framework files"),
    "meta": ("setting", "settings"),
    "redaction_subjects": ("person or identifier", "people and identifiers"),
    "redaction_lists": ("entry of the privacy lists", "entries of the privacy lists"),
    "redactions": ("redaction", "redactions"),
    "confirmations": ("confirmed detail", "confirmed details"),
    "dismissals": ("dismissed passage", "dismissed passages"),
    "evidence": ("piece of evidence", "pieces of evidence"),
    "plan_actions": ("action", "actions"),
    "plan_standings": ("standing of an action", "standings of actions"),
    "visits": ("visit", "visits"),
    "visit_tasks": ("task", "tasks"),
    "measures": ("measure", "measures"),
    "measure_values": ("value of a measure", "values of measures"),
    "requests": ("request", "requests"),
}


def in_words(table: str, number: int) -> str:
    """A number of records, e.g. "12 pieces of evidence"."""
    return f"{number:,} {NOUNS[table][number != 1]}"


@dataclass(frozen=True, slots=True)
class Version:
    """One of the versions somebody has to decide between.

    Args:
        mark: what it is chosen by.
        value: as it is stored; None where the field was emptied. For a removed record False.
        at, author: when it was written (ISO, UTC), and by whom.
        ours: whether it was in this copy before the other side's came.
        shown: whether it holds while nobody has decided.
    """

    mark: str
    value: Any
    at: str
    author: str
    ours: bool
    shown: bool

    def to_json(self) -> dict[str, Any]:
        """The version as the command line prints it."""
        words = ("mark", "value", "at", "author", "ours", "shown")
        return {word: getattr(self, word) for word in words}


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field of a record that two copies changed differently, each without knowing of the other.

    Args:
        id: the same in every copy that knows both versions.
        table: of the record.
        line: id of the lineage in whose row it is shown.
        field: what differs; empty where one side removed the record and the other altered it.
        about: what it is about, for a person.
        document, page: where it stands; 0 for none.
        versions: two or more, the oldest first.
    """

    id: str
    table: str
    line: str
    field: str
    about: str
    versions: tuple[Version, ...]
    document: int = 0
    page: int = 0

    @property
    def words(self) -> str:
        """What differs, in words."""
        if not self.field:
            return "one took it out, the other changed it"
        return _FIELDS.get(self.field, self.field.replace("_", " "))

    def chosen(self, rule: str) -> Version | None:
        """The version a rule or a mark means; None where it means none, or more than one.

        Args:
            rule: "mine", "theirs", "newer", or a version's mark.
        """
        if rule == "newer":
            return max(self.versions, key=lambda one: (one.at, one.author, one.mark))
        fits = [
            one
            for one in self.versions
            if rule == one.mark or (rule in ("mine", "theirs") and one.ours == (rule == "mine"))
        ]
        return fits[0] if len(fits) == 1 else None

    def to_json(self) -> dict[str, Any]:
        """The conflict as the command line prints it."""
        return {
            "id": self.id,
            "record": self.line.partition(" ")[2] if self.table == "evidence" else "",
            "table": self.table,
            "field": self.field or "removed",
            "about": self.about,
            "document": self.document or None,
            "page": self.page or None,
            "versions": [one.to_json() for one in self.versions],
        }


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What bringing a colleague's work in did, or would do.

    Args:
        added, updated, removed: numbers of records by their table, e.g. {"evidence": 12}.
        joined: passages both had tagged, now one item.
        renamed: people whose pseudonym was changed, as (before, now).
        renumbered: requests that got another number, as (before, now).
        left_out: records about documents that are not here.
        conflicts: what has to be decided, all that is open.
        decided: conflicts of this merge that a rule decided.
        warnings: sentences for the officer.
        partner: whose work it was.
    """

    added: dict[str, int] = field(default_factory=dict)
    updated: dict[str, int] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)
    joined: int = 0
    renamed: tuple[tuple[str, str], ...] = ()
    renumbered: tuple[tuple[int, int], ...] = ()
    left_out: int = 0
    conflicts: tuple[Conflict, ...] = ()
    decided: int = 0
    warnings: tuple[str, ...] = ()
    partner: str = ""
    seconds: float = 0.0

    @property
    def anything(self) -> bool:
        """Whether anything came in."""
        return bool(self.added or self.updated or self.removed)

    def to_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        return {
            "added": sum(self.added.values()),
            "updated": sum(self.updated.values()),
            "removed": sum(self.removed.values()),
            "by_kind": {"added": self.added, "updated": self.updated, "removed": self.removed},
            "joined": self.joined,
            "renamed": [{"from": before, "to": now} for before, now in self.renamed],
            "renumbered": [{"from": before, "to": now} for before, now in self.renumbered],
            "left_out": self.left_out,
            "conflicts": [one.to_json() for one in self.conflicts],
            "decided": self.decided,
            "warnings": list(self.warnings),
            "partner": self.partner,
            "seconds": self.seconds,
        }


def undecided(shape: Shape, line: Lineage) -> list[str]:
    """The fields of a record that somebody has to decide; THERE where it was removed and altered at once."""
    if not line.there:
        return []
    return sorted(one for one in line.fields if shape.decided(one) and line.differing(one, shape.gist.get(one, ())))


def conflict_id(line: str, one: str, marks: Iterable[str]) -> str:
    """The id of a conflict: the same wherever the same versions of the same field stand against each other."""
    said = json.dumps([line, one, sorted(marks)])
    return "c" + hashlib.sha256(said.encode("utf-8")).hexdigest()[:10]


def groups(shape: Shape, lines: Mapping[str, Lineage]) -> dict[str, str]:
    """For every record that is there, the id of the one in whose row it is shown; most are their own.

    The same passage tagged by two officers is one item, and so is the same entry of a list. What one officer tagged
    twice was meant: the first of each officer are joined, then the second of each.

    Args:
        lines: the records of one table, by id.
    """
    heads = {one: one for one, line in lines.items() if line.there}
    if shape.table not in ("evidence", "redaction_lists"):
        return heads
    places: defaultdict[str, defaultdict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for one in heads:
        line = lines[one]
        author, made = line.value("author", earliest=True) or "", line.value("created", earliest=True) or ""
        places[_place(shape, line)][author].append((made, one))
    for authors in places.values():
        if len(authors) == 1 and shape.table == "evidence":
            continue
        in_order = [sorted(items) for items in authors.values()]
        for rank in range(max(map(len, in_order))):
            together = [items[rank][1] for items in in_order if len(items) > rank]
            heads.update(dict.fromkeys(together, min(together)))
        if shape.table == "redaction_lists":
            heads.update(dict.fromkeys([one for _, one in authors[""]], min(one for _, one in authors[""])))
    return heads


def _place(shape: Shape, line: Lineage) -> str:
    if shape.table == "redaction_lists":
        value = str(line.value("value") or "")
        return json.dumps([line.value("list"), value if line.value("list") == "pattern" else value.casefold()])
    passage = line.value("passage") or {}
    columns = ("document", "page", "to_page", "start", "end", "quote")
    return json.dumps([passage.get(column) for column in columns])


def told_apart(secret: str, key: str) -> str:
    """The letters by which a person's pseudonym is told from another's who had the same.

    They come from a secret of the workspace, so nobody outside can work out whose they are by trying names.
    """
    digest = hmac.new(secret.encode("utf-8"), key.encode("utf-8"), hashlib.sha256).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:4])


def own_pseudonym(secret: str, key: str, kept: Any, shown: str) -> str:
    """A person's pseudonym without the letters that tell it apart."""
    return str(kept) if kept and shown == f"{kept}-{told_apart(secret, key)}" else shown


def pseudonyms(secret: str, people: Mapping[str, Lineage]) -> dict[str, str]:
    """The pseudonym of each person, by key.

    A pseudonym that was ever given to two people stands for neither: packs that left with it would otherwise speak of
    the wrong person. Each of the two keeps it with letters of their own behind it, the same in every copy, whatever
    was brought in first.

    Args:
        people: the subjects that are people, by key.
    """
    given: defaultdict[str, set[str]] = defaultdict(set)
    for key, line in people.items():
        for one in line.fields:
            if one.startswith("given/"):
                given[one.removeprefix("given/").casefold()].add(key)
    found: dict[str, str] = {}
    for key, line in people.items():
        own = str(line.value("pseudonym") or "")
        shared = len(given[own.casefold()]) > 1
        found[key] = f"{own}-{told_apart(secret, key)}" if shared else own
    return found


def numbers(requests: Mapping[str, Lineage]) -> dict[str, int]:
    """The number of each request, by id: the earlier of two with the same keeps it, the other goes to the end."""
    there = {one: line for one, line in requests.items() if line.there}
    order = sorted(
        there, key=lambda one: (there[one].value("number", earliest=True) or 0, min(there[one].stamps.values()), one)
    )
    free = max((there[one].value("number", earliest=True) or 0 for one in order), default=0)
    found: dict[str, int] = {}
    taken: set[int] = set()
    for one in order:
        number = int(there[one].value("number", earliest=True) or 0)
        if number in taken:
            free += 1
            number = free
        taken.add(number)
        found[one] = number
    return found
