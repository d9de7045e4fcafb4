"""Where a document is named outside its own rows: by number, by title, by file name, by its quotations."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database as Tables

# A title of fewer letters is looked for only where titles stand, or every line with that word would be wiped.
_LONG = 8
_GONE = "(wiped)"
# Tables of which a row belongs to a document by its column of that name.
_BY_DOCUMENT = frozenset({"evidence", "redactions", "confirmations", "dismissals", "sources"})
# Where an officer's own words may name it.
_TYPED = (
    *(("plan_actions", one) for one in ("what", "how", "success", "rag_reason", "outcomes", "other")),
    *(("visits", one) for one in ("topic", "people", "promised", "note")),
    ("visit_tasks", "what"),
    ("measures", "range_reason"),
    ("measure_values", "note"),
    *(("requests", one) for one in ("what", "answers", "note")),
    ("pack_sendings", "note"),
    ("evidence", "note"),
    ("redaction_lists", "value"),
)


@dataclass(frozen=True, slots=True)
class Mentions:
    """By what documents that go are known.

    Args:
        documents, evidence: their ids, and those of all evidence that ever cited them.
        sources: rows of the improvement desk that took something over from them, by table and key.
        titles: every title they had, and names of their files.
        hashes: of their contents.
        quotes: quotations of that evidence.
    """

    documents: frozenset[int]
    evidence: frozenset[str]
    sources: frozenset[tuple[str, Any]]
    titles: frozenset[str]
    hashes: frozenset[str]
    quotes: frozenset[str]

    @classmethod
    def of(cls, tables: Tables, documents: Sequence[int]) -> Mentions:
        """Looks through the tables and the undo journal for what these documents were ever known by."""
        ids = frozenset(documents)
        chosen, values = f"({', '.join('?' * len(documents))})", list(documents)
        titles: set[str] = set()
        hashes: set[str] = set()
        evidence: set[str] = set()
        quotes: set[str] = set()
        query = f"SELECT title, sha256, rendition FROM documents WHERE id IN {chosen}"
        for title, *hashed in tables.execute(query, values).fetchall():
            titles.add(title)
            hashes.update(one for one in hashed if one)
        for (path,) in tables.execute(f"SELECT path FROM sources WHERE document IN {chosen}", values).fetchall():
            titles |= {path, re.split(r"[/\\]| → ", path)[-1]}
        query = f"SELECT id, quote FROM evidence WHERE document IN {chosen}"
        for item, quote in tables.execute(query, values).fetchall():
            evidence.add(item)
            quotes.add(quote)
        sources: set[tuple[str, Any]] = set()
        for table in ("plan_actions", "measure_values"):
            found = tables.execute(f"SELECT id FROM {table} WHERE source IN {chosen}", values).fetchall()
            sources.update((table, key) for (key,) in found)
        for table, packed_key, *packed in tables.execute('SELECT "table", "key", before, after FROM journal_rows'):
            key = json.loads(packed_key)
            for row in (json.loads(one) for one in packed if one is not None):
                if table == "documents" and key in ids:
                    titles.add(row.get("title") or "")
                elif table == "evidence" and (row.get("document") in ids or key in evidence):
                    evidence.add(key)
                    quotes.add(row.get("quote") or "")
                elif row.get("source") in ids and table in ("plan_actions", "measure_values"):
                    sources.add((table, key))
        return cls(
            ids,
            frozenset(evidence),
            frozenset(sources),
            frozenset(titles - {""}),
            frozenset(hashes),
            frozenset(one for one in quotes if len(one) >= _LONG),
        )

    def is_row(self, table: str, key: Any, packed: Sequence[Mapping[str, Any] | None]) -> bool:
        """Whether a step of the undo journal is about one of them."""
        if table == "documents":
            return key in self.documents
        if table == "evidence" and key in self.evidence:
            return True
        if table in _BY_DOCUMENT:
            begins = re.match(r"\d+(?=[.:-])", str(key)) if table != "evidence" else None
            return any(row is not None and row.get("document") in self.documents for row in packed) or (
                begins is not None and int(begins[0]) in self.documents
            )
        if table == "lineage":
            return any(one in str(row) for row in packed if row is not None for one in {*self.hashes, *self.evidence})
        return table == "redaction_subjects" and any(row is not None and self.named(str(row)) for row in packed)

    def was_source(self, table: str, key: Any, packed: Sequence[Mapping[str, Any] | None]) -> bool:
        """Whether a step of the undo journal is about a row that took something over from one of them."""
        return (table, key) in self.sources or any(
            row is not None and row.get("source") in self.documents for row in packed
        )

    def named(self, words: str) -> bool:
        """Whether words name one of them, or quote it."""
        return any(_stands(title, words) for title in self.titles) or any(quote in words for quote in self.quotes)

    def in_lineage(self, table: str, key: str, state: str) -> bool:
        """Whether what is kept of a record for merging is about one of them: there, documents go by their hashes."""
        known = key in self.evidence or (table, key) in self.sources
        return known or any(one in state or one in key for one in self.hashes) or self.named(_spoken(state))

    def in_line(self, action: str, detail: Mapping[str, Any]) -> bool:
        """Whether a line of the audit log names one of them."""
        return detail.get("document") in self.documents or self.named(f"{action} {_plain(detail)}")

    def out_of(self, value: Any) -> Any:
        """A record of a pack without what it holds of them."""
        if isinstance(value, Mapping):
            return {key: self.out_of(one) for key, one in value.items() if key not in self.evidence}
        if isinstance(value, list):
            return [self.out_of(one) for one in value if not self._is_about(one)]
        return _GONE if isinstance(value, str) and self.named(value) else value

    def left(self, tables: Tables) -> dict[str, int]:
        """How often words that were typed still name them, by table."""
        found: dict[str, int] = {}
        for table, column in _TYPED:
            for (words,) in tables.execute(f"SELECT {column} FROM {table} WHERE {column} <> ''").fetchall():
                if self.named(str(words)):
                    found[table] = found.get(table, 0) + 1
        return found

    def _is_about(self, value: Any) -> bool:
        if isinstance(value, Mapping):
            return value.get("id") in self.evidence or value.get("sha256") in self.hashes
        return isinstance(value, str) and value in self.evidence


def _stands(title: str, words: str) -> bool:
    if title not in words:
        return False
    if len(title) >= _LONG:
        return True
    return re.search(rf"(?:“{re.escape(title)}”|\bon {re.escape(title)}(?!\w))", words) is not None


def _spoken(packed: str) -> str:
    """JSON as its words stand in the text."""
    return _plain(json.loads(packed)) if packed else ""


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
