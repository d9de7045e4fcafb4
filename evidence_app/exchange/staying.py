"""What stays here when records go out: embargoed and confidential things, and the names behind pseudonyms."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from evidence_app.domain.exchange import Wishes
from evidence_app.domain.measure import Value
from evidence_app.domain.plan import Action
from evidence_app.domain.request import Request
from evidence_app.store import documents, evidence, privacy
from evidence_app.store.database import Database

Row = dict[str, Any]

# Parts whose records are about one document, and go with it.
_ABOUT = ("places", "versions", "pages", "scans", "confirmations", "dismissals", "evidence", "decisions")


@dataclass(frozen=True, slots=True)
class Staying:
    """What stays.

    Args:
        documents: ids of documents that stay, with all that is about them.
        hashes: hashes of their content.
        items: ids of evidence that stays.
        key: True where names behind pseudonyms go out too.
        resolved: what was decided about subjects of personal data, by their id.
    """

    documents: frozenset[int]
    hashes: frozenset[str]
    items: frozenset[str]
    key: bool
    resolved: Mapping[str, Row]
    _gone: set[int] = field(default_factory=set)

    def kept(self, part: str, row: Row) -> Row | None:
        """A record as it may go out, or None where it stays."""
        if part == "documents" and row["id"] in self.documents:
            return None
        if part in _ABOUT and (row["document"] in self.documents or row.get("before") in self.documents):
            return None
        match part:
            case "evidence":
                return None if row["id"] in self.items else row
            case "plan_actions":
                links = {name: [one for one in row[name] if one not in self.items] for name in ("process", "impact")}
                return self._without_source({**row, **links})
            case "measure_values":
                return self._without_source(row)
            case "visits":
                return {**row, "document": 0} if row["document"] in self.documents else row
            case "requests":
                given = [one for one in row["documents"] if one not in self.documents]
                return {**row, "documents": given, "evidence": [e for e in row["evidence"] if e not in self.items]}
            case "packs":
                return self._pack(row)
            case "sendings":
                return None if row["pack"] in self._gone else row
            case "decisions":
                return row if self.key else self._decision(row)
            case "pseudonyms" | "lists":
                return row if self.key else None
        return row

    def action(self, one: Action) -> Action:
        """An action as it may go out."""
        process, impact = (tuple(i for i in links if i not in self.items) for links in (one.process, one.impact))
        made = replace(one, process=process, impact=impact)
        return replace(made, source=0, source_page=0, source_text="") if one.source in self.documents else made

    def value(self, one: Value) -> Value:
        """A value as it may go out."""
        return replace(one, source=0, source_page=0, source_text="") if one.source in self.documents else one

    def request(self, one: Request) -> Request:
        """A request as it may go out."""
        given = tuple(each for each in one.documents if each not in self.documents)
        return replace(one, documents=given, evidence=tuple(i for i in one.evidence if i not in self.items))

    def _without_source(self, row: Row) -> Row:
        if row["source"] not in self.documents:
            return row
        return {**row, "source": 0, "source_page": 0, "source_text": ""}

    def _pack(self, row: Row) -> Row | None:
        """A pack made before something in it was held back stays, because its record quotes it."""
        words = json.dumps([row["spec"], row["manifest"]])
        if any(f'"{one}"' in words for one in (*self.items, *self.hashes)):
            self._gone.add(row["id"])
            return None
        return row

    def _decision(self, row: Row) -> Row | None:
        """What was decided about a place, without who or what stands there; what nobody decided is found anew."""
        if not row["decision"] and row["subject"] in self.resolved:
            row = {**row, **self.resolved[row["subject"]]}
        if not row["decision"] and not row["marked"]:
            return None
        return {**row, "text": "", "reason": "", "subject": ""}


def staying(database: Database, wishes: Wishes, today: str, left: Counter[str]) -> Staying:
    """What stays on a day.

    Args:
        today: ISO date.
        left: takes how many of what stay; {} in a key stands for the number.
    """
    held = [] if wishes.held_back else [one for one in documents.every(database, reading=False) if one.embargoed]
    ids = frozenset(one.id for one in held)
    items: set[str] = set()
    if held:
        left["{} under embargo, with all that is about them"] = len(held)
    for item in evidence.every(database):
        why = "" if wishes.held_back else item.held_back(today)
        if item.passage.document in ids:
            items.add(item.id)
        elif why:
            items.add(item.id)
            left[f"{{}} marked as {why}"] += 1
    subjects = privacy.subjects(database)
    if subjects and not wishes.key:
        left["{} names behind pseudonyms"] = len(subjects)
    resolved = {
        one.id: {
            "decision": one.decision,
            "code": one.code,
            "proposed_by": one.proposed_by,
            "approved_by": one.approved_by,
        }
        for one in subjects
        if one.decision != "proposed"
    }
    return Staying(ids, frozenset(one.sha256 for one in held), frozenset(items), wishes.key, resolved)
