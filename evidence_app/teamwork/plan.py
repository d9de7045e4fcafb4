"""What bringing a colleague's work in would do, worked out without writing anything.

The lineages of both copies are joined record by record. What each table then has to hold follows from all lineages
together and from nothing else, so that the same lineages give the same rows in every copy.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from evidence_app.domain.lineage import Lineage, lineage_from_text
from evidence_app.domain.shapes import SHAPES, Shape, row_of
from evidence_app.domain.teamwork import Conflict, Prefer, groups, numbers, pseudonyms, undecided
from evidence_app.progress import Progress, Steps
from evidence_app.store import exchange
from evidence_app.store import lineage as store
from evidence_app.store.capture import current_states, this_round
from evidence_app.store.lineage import Kept, Live
from evidence_app.teamwork.conflicts import conflicts_of
from evidence_app.teamwork.other import Other

_TOLD = 500  # records between two tellings of progress


@dataclass(slots=True)
class Plan:
    """What has to be written.

    Args:
        documents: hashes of documents to take over, in the colleague's order.
        lines: lineages, new and altered.
        puts: rows to insert or alter: table, key as every copy knows it, columns with documents by hash.
        removes: rows to take out: table and key.
        lacking: lineages whose state the colleague does not have, and whether they lack all of the record.
        secret: the workspace's secret after it.
        added, updated, removed: records by table.
    """

    documents: list[str] = field(default_factory=list)
    lines: list[Kept] = field(default_factory=list)
    puts: list[tuple[Shape, str, dict[str, Any]]] = field(default_factory=list)
    removes: list[tuple[Shape, str]] = field(default_factory=list)
    lacking: dict[str, bool] = field(default_factory=dict)
    secret: str = ""
    added: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    conflicts: list[Conflict] = field(default_factory=list)
    joined: int = 0
    decided: int = 0
    left_out: set[str] = field(default_factory=set)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    renumbered: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    """All records of one table, joined."""

    shape: Shape
    lines: dict[str, Lineage]
    heads: dict[str, str]
    stored: dict[str, str]
    news: set[str]

    def members(self) -> dict[str, list[str]]:
        """The records of each row, the one that gives it its key first."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for one, head in self.heads.items():
            found[head].append(one)
        return {head: sorted(ones, key=lambda one: one != head) for head, ones in found.items() if head}

    def touched(self) -> list[str]:
        """The rows that have to be looked at."""
        moved = {one for one in self.lines if one in self.news or self.stored.get(one, "") != self.heads.get(one, "")}
        rows = {self.heads.get(one, "") for one in moved} | {self.stored.get(one, "") for one in moved}
        return sorted(rows - {""})


def plan(tables: Any, other: Other, prefer: Prefer | None, at: str, author: str) -> Steps[Plan]:
    """Joins a colleague's states with those of this copy.

    Args:
        tables: of this copy, one moment.
        prefer: what decides conflicts that this merge opens; None to leave them to the officer.
        at, author: when and by whom a rule decides.
    """
    maker = _Maker(tables, other, prefer, at, author)
    yield from maker.make()
    return maker.plan


class _Maker:
    """One plan in the making."""

    def __init__(self, tables: Any, other: Other, prefer: Prefer | None, at: str, author: str) -> None:
        self.plan = Plan()
        self._tables = tables
        self._other = other
        self._prefer = prefer
        self._by = at, author
        self._mine = current_states(tables)
        self._at = store.places(tables)
        self._titles = exchange.titles(tables)
        self._round = this_round(tables) + 1
        self._wiped = store.wiped(tables)
        self._joined: dict[str, str] = {}
        secrets = (store.setting(tables, "teamwork.secret"), store.setting(other.tables, "teamwork.secret"))
        self.plan.secret = min(secrets)

    def make(self) -> Steps[None]:
        """Goes through all tables."""
        held = exchange.documents(self._other.tables)
        held = [one for one in held if store.identity("documents", one) in self._other.states]
        gone = {one for one in held if store.identity("documents", one) in self._mine} | self._wiped
        # What was here and is not any more was taken out on purpose; it does not come back this way.
        self.plan.documents = [one for one in held if one not in self._at.numbers and one not in gone]
        self._titles |= {
            sha256: title
            for sha256, title in exchange.titles(self._other.tables).items()
            if sha256 in set(self.plan.documents)
        }
        self._known = {*self._at.numbers, *self.plan.documents}
        # Evidence goes first, because plan and requests name it.
        order = sorted(SHAPES, key=lambda shape: shape.table != "evidence")
        total = len({*self._mine, *self._other.states})
        done = 0
        for shape in order:
            yield Progress("Comparing the two copies", done, total)
            table = yield from self._table(shape, done, total)
            done += len(table.lines)
            if shape.table == "evidence":
                names = {one: one.partition(" ")[2] for one in table.lines}
                self._joined = {names[one]: names[head] for one, head in table.heads.items() if head not in ("", one)}
            self._rows(table)
        written = {line.id for line in self.plan.lines}
        self.plan.lacking = {
            one: one not in self._other.states
            for one, state in self._mine.items()
            if self._other.states.get(one) != state and one not in written
        }

    def _table(self, shape: Shape, done: int, total: int) -> Steps[_Table]:
        prefix = f"{shape.table} "
        lines: dict[str, Lineage] = {}
        news: set[str] = set()
        ids = {one for one in (*self._mine, *self._other.states) if one.startswith(prefix)}
        for number, one in enumerate(sorted(ids)):
            if number % _TOLD == 0:
                yield Progress("Comparing the two copies", done + number, total)
            mine, theirs = self._mine.get(one), self._other.states.get(one)
            line = lineage_from_text(mine or theirs or "")
            if theirs is not None and theirs != mine:
                line = self._forgetting(shape, line.joined(lineage_from_text(theirs)) if mine else line)
                if line.to_text() != mine:
                    news.add(one)
            if self._is_wiped(shape, one, line):
                news.discard(one)
                continue
            lines[one] = line
        heads = groups(shape, {one: line for one, line in lines.items() if self._placed(shape, one, line)})
        return _Table(shape, lines, heads, store.shown(self._tables, shape.table), news)

    def _is_wiped(self, shape: Shape, one: str, line: Lineage) -> bool:
        """Whether it speaks of a document that was wiped here: then nothing of it comes in, not even to be kept."""
        document = one.partition(" ")[2] if shape.table == "documents" else shape.document_of(line)
        return document in self._wiped

    def _forgetting(self, shape: Shape, line: Lineage) -> Lineage:
        """A record without what was taken over into it from documents that were wiped here."""
        fields = dict(line.fields)
        for name, columns in shape.groups.items():
            source = next((column for column in columns if column in shape.documents), None)
            if self._wiped and source is not None and name in fields:
                fields[name] = {
                    mark: None if (value or {}).get(source) in self._wiped else value
                    for mark, value in fields[name].items()
                }
        return Lineage(line.stamps, fields)

    def _placed(self, shape: Shape, one: str, line: Lineage) -> bool:
        document = one.partition(" ")[2] if shape.table == "documents" else shape.document_of(line)
        placed = document is None or document in self._known
        if not placed and line.there and shape.table != "documents":
            self.plan.left_out.add(one)
        return placed

    def _rows(self, table: _Table) -> None:
        shape = table.shape
        usual = store.usual(self._tables, shape)
        members = table.members()
        touched = table.touched()
        names = self._names(table)
        special = {head for head in names if head in members}
        brought = bool(self.plan.documents) and not shape.stands_on and bool(shape.documents | shape.document_sets)
        if shape.evidence_sets or brought:
            # What they point to may have come, or been joined with something else.
            special |= members.keys()
        if not touched and not special:
            return
        standing = {one.id: one for one in store.live(self._tables, shape, self._at)}
        for head in sorted({*touched, *special}):
            ones = members.get(head, [])
            if not ones:
                self._remove(table, head, standing.get(head))
                continue
            line = self._decide(table, head, ones)
            row = row_of(shape, line, usual, self._known, self._joined) | names.get(head, {})
            self._put(table, ones, row, standing.get(head))
        self._keep(table, members, set(touched))

    def _names(self, table: _Table) -> dict[str, dict[str, Any]]:
        """Pseudonyms and numbers, which depend on all records of their table."""
        key = len(table.shape.table) + 1
        if table.shape.table == "redaction_subjects":
            people = {one[key:]: line for one, line in table.lines.items() if line.value("kind") == "name"}
            given = pseudonyms(self.plan.secret, people)
            return {store.identity("redaction_subjects", one): {"pseudonym": name} for one, name in given.items()}
        if table.shape.table == "requests":
            return {one: {"number": number} for one, number in numbers(table.lines).items()}
        return {}

    def _decide(self, table: _Table, head: str, ones: list[str]) -> Lineage:
        """The record a row shows; conflicts that come with this merge are decided by the rule, where there is one."""
        shape = table.shape
        line = _together(table.lines, ones)
        if self._prefer is None:
            return line
        before = self._conflicts(shape, head, _mine(self._mine, ones), ones)
        known = {one.id for one in before}
        said: dict[str, Any] = {}
        for conflict in self._conflicts(shape, head, line, ones):
            version = conflict.chosen(self._prefer)
            if conflict.id not in known and version is not None:
                said[conflict.field] = version.value
        if not said:
            return line
        self.plan.decided += len(said)
        for one in ones:
            table.lines[one] = table.lines[one].altered(one, said, *self._by)
            table.news.add(one)
        return _together(table.lines, ones)

    def _conflicts(self, shape: Shape, head: str, line: Lineage, ones: list[str]) -> Iterator[Conflict]:
        ours = {mark for one in ones if one in self._mine for mark in lineage_from_text(self._mine[one]).stamps}
        return conflicts_of(shape, head, line, ours, self._titles, self._at.numbers)

    def _put(self, table: _Table, ones: list[str], row: dict[str, Any], standing: Live | None) -> None:
        shape = table.shape
        key = ones[0].partition(" ")[2]
        if standing is None:
            self.plan.puts.append((shape, key, row))
            # Joined with what a colleague tagged, an item may go on under the colleague's id: that adds none.
            if not any(table.stored.get(one) for one in ones):
                self.plan.added[shape.table] += 1
            return
        there = store.shared_row(shape, standing.row, self._at)
        differing = {column: value for column, value in row.items() if there[column] != value}
        if not differing:
            return
        self.plan.puts.append((shape, key, differing))
        self.plan.updated[shape.table] += 1
        if "pseudonym" in differing and there["kind"] == "name":
            self.plan.renamed.append((there["pseudonym"], differing["pseudonym"]))
        if shape.table == "requests" and "number" in differing:
            self.plan.renumbered.append((there["number"], differing["number"]))

    def _remove(self, table: _Table, head: str, standing: Live | None) -> None:
        if standing is None or table.shape.lasting:
            return
        self.plan.removes.append((table.shape, head.partition(" ")[2]))
        # A row that goes because another shows its record is not removed.
        if not table.heads.get(head):
            self.plan.removed[table.shape.table] += 1

    def _keep(self, table: _Table, members: Mapping[str, list[str]], touched: Collection[str]) -> None:
        open_fields = {
            head: undecided(table.shape, _together(table.lines, members[head])) for head in touched if head in members
        }
        for one, line in table.lines.items():
            head = table.heads.get(one, "")
            stored = table.stored.get(one)
            if one not in table.news and stored is not None and stored == head and head not in touched:
                continue
            if head not in ("", one) and stored != head:
                self.plan.joined += 1
            state = line.to_text()
            same = state == self._other.states.get(one)
            mine = self._mine.get(one)
            kept = Kept(
                id=one,
                table=table.shape.table,
                key=one.partition(" ")[2],
                state=state,
                shown=head,
                conflicts=len(open_fields.get(one, ())),
                ours=json.dumps(sorted(lineage_from_text(mine).stamps) if mine else []),
                added=self._round,
                changed=self._round,
                source=self._other.partner if same else "",
            )
            self.plan.lines.append(kept)
        for head, fields in open_fields.items():
            if fields:
                line = _together(table.lines, members[head])
                self.plan.conflicts += self._conflicts(table.shape, head, line, members[head])


def _together(lines: Mapping[str, Lineage], ones: list[str]) -> Lineage:
    return lines[ones[0]].beside(lines[one] for one in ones[1:])


def _mine(states: Mapping[str, str], ones: list[str]) -> Lineage:
    lines = [lineage_from_text(states[one]) for one in ones if one in states]
    return lines[0].beside(lines[1:]) if lines else Lineage()
