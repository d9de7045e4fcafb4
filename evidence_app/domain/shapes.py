"""What of each table is shared between copies of a workspace, and which of its columns belong together.

Records are spoken of here as every copy can understand them: documents by the hash of their content, never by their
number. A column that comes to a table later is shared without being named.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from evidence_app.domain.lineage import Lineage, Rank


@dataclass(frozen=True, slots=True)
class Shape:
    """How records of a table are shared.

    Args:
        table: its name.
        key: its primary key.
        by_document: whether the key begins with the number of a document.
        left_out: columns that belong to this copy only.
        groups: columns that make sense only together, changed and decided as one field.
        sets: columns that are JSON lists whose order says little: what each side put in or took out is taken over.
        documents: columns that hold the number of a document, 0 for none.
        document_sets: of the sets, those of numbers of documents.
        evidence_sets: of the sets, those of ids of evidence.
        stands_on: the field or group that says on which document it stands; empty where it stands on none.
        silent: fields in which copies may differ without anybody needing to decide.
        lasting: whether records of it are never removed from a copy because another removed them.
        safer: for a field, how much each of its values protects.
        gist: for a group, the columns in which copies must differ to contradict each other.
        wanted: an SQL condition; rows for which it is false are not shared.
    """

    table: str
    key: str = "id"
    by_document: bool = False
    left_out: frozenset[str] = frozenset()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sets: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    document_sets: frozenset[str] = frozenset()
    evidence_sets: frozenset[str] = frozenset()
    stands_on: str = ""
    silent: frozenset[str] = frozenset()
    lasting: bool = False
    safer: Mapping[str, Rank] = field(default_factory=dict)
    gist: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wanted: str = "1"

    def document_of(self, line: Lineage) -> str | None:
        """The hash of the document a record stands on; None where it stands on none."""
        if not self.stands_on:
            return None
        value = line.value(self.stands_on, earliest=self.stands_on in self.silent)
        return str((value or {}).get("document", "")) if self.stands_on in self.groups else str(value or "")

    def decided(self, one: str) -> bool:
        """Whether somebody has to decide where copies differ in a field."""
        return one not in self.silent and one not in self.sets and "/" not in one


def _stays_out(value: Any) -> int:
    # What was rejected stays in a pack; anything else is taken out, so that protects more.
    return int((value or {}).get("decision") != "rejected")


def _latest(value: Any) -> str:
    return str(value or "")


_DECISION = ("decision", "code", "proposed_by", "approved_by")
_PASSAGE = ("document", "page", "to_page", "start", "end", "extractor", "quote", "before", "after", "boxes", "picture")
_PLACE = ("document", "page", "start", "end", "boxes", "text", "kind", "reason", "subject", "marked")
_FIGURE = ("date", "comparison", "quantifier", "low", "high")

SHAPES: tuple[Shape, ...] = (
    Shape(
        "documents",
        key="sha256",
        left_out=frozenset(
            "id rendition pages size status reason hint added extractor ofsted news".split()  # what reading it gave
        ),
        lasting=True,
        safer={"embargoed": bool},
        wanted="sha256 <> ''",
    ),
    Shape("framework_files", key="name"),
    Shape(
        "meta",
        key="key",
        safer={"value": lambda value: value == "1"},
        wanted="key = 'privacy.four_eyes' OR key LIKE 'packs.house.%'",
    ),
    Shape(
        "redaction_subjects",
        groups={"decision": _DECISION},
        silent=frozenset({"label", "kind", "role", "pseudonym"}),
        safer={"decision": _stays_out},
        gist={"decision": ("decision", "code")},
    ),
    Shape("redaction_lists"),
    Shape(
        "redactions",
        by_document=True,
        groups={"place": _PLACE, "decision": _DECISION},
        documents=frozenset({"document"}),
        stands_on="place",
        silent=frozenset({"place"}),
        safer={"decision": _stays_out},
        gist={"decision": ("decision", "code")},
        wanted="marked OR decision <> ''",
    ),
    Shape(
        "confirmations",
        by_document=True,
        documents=frozenset({"document"}),
        stands_on="document",
        silent=frozenset({"author", "at"}),
    ),
    Shape(
        "dismissals",
        by_document=True,
        documents=frozenset({"document"}),
        stands_on="document",
        silent=frozenset({"author", "at"}),
    ),
    Shape(
        "evidence",
        groups={"passage": _PASSAGE},
        sets=frozenset({"areas", "themes"}),
        documents=frozenset({"document"}),
        stands_on="passage",
        silent=frozenset({"author", "created"}),
        safer={"confidential": bool, "embargo_until": _latest},
    ),
    Shape(
        "plan_actions",
        groups={"rag": ("rag", "rag_reason"), "source": ("source", "source_page", "source_text")},
        sets=frozenset({"process", "impact"}),
        evidence_sets=frozenset({"process", "impact"}),
        documents=frozenset({"source"}),
        silent=frozenset({"author", "created"}),
    ),
    Shape("plan_standings"),
    Shape("visits", documents=frozenset({"document"})),
    Shape("visit_tasks", silent=frozenset({"rank"})),
    Shape("measures", groups={"range": ("low", "high", "range_reason")}),
    Shape(
        "measure_values",
        groups={"figure": _FIGURE, "source": ("source", "source_page", "source_text")},
        documents=frozenset({"source"}),
    ),
    Shape(
        "requests",
        sets=frozenset({"documents", "evidence"}),
        document_sets=frozenset({"documents"}),
        evidence_sets=frozenset({"evidence"}),
        silent=frozenset({"number"}),
    ),
)
BY_TABLE = {shape.table: shape for shape in SHAPES}

# Changed through the journal, and not shared: a pack is a folder on the computer it was made on.
NOT_SHARED = frozenset({"packs", "pack_sendings", "lineage", "sources", "exchanges"})


def fields_of(shape: Shape, row: Mapping[str, Any], usual: Mapping[str, Any]) -> dict[str, Any]:
    """A row as fields; what has its usual value is left out.

    Args:
        row: with documents by hash, the key included.
        usual: the value of each column where nothing was said.
    """
    grouped = {column for columns in shape.groups.values() for column in columns}
    said = {
        column: value
        for column, value in row.items()
        if column != shape.key and column not in shape.left_out and value is not None and value != usual.get(column)
    }
    found: dict[str, Any] = {}
    for column, value in said.items():
        if column in shape.sets:
            found[column] = json.loads(value)
            found.update({f"{column}/{each}": True for each in found[column]})
        elif column not in grouped:
            found[column] = value
    for name, columns in shape.groups.items():
        together = {column: said[column] for column in columns if column in said}
        if together:
            found[name] = together
    return {one: value for one, value in found.items() if value != []}


def row_of(
    shape: Shape, line: Lineage, usual: Mapping[str, Any], known: Collection[str], joined: Mapping[str, str]
) -> dict[str, Any]:
    """The row a record is shown as, without its key.

    Args:
        usual: the value of each column where nothing was said; other columns are not known to this copy.
        known: hashes of the documents this copy holds; what points to others points to none.
        joined: of evidence that is shown in another's row, the id of that one.
    """
    row = {column: value for column, value in usual.items() if column != shape.key and column not in shape.left_out}
    for one in line.fields:
        if one in shape.groups:
            row.update({column: row[column] for column in shape.groups[one] if column in row})
            row.update(line.value(one, shape.safer.get(one), earliest=one in shape.silent) or {})
        elif one in row and one not in shape.sets:
            value = line.value(one, shape.safer.get(one), earliest=one in shape.silent)
            row[one] = usual[one] if value is None else value
    for column in shape.sets & row.keys():
        order: list[str] = line.value(column, earliest=True) or []
        held = [name.partition("/")[2] for name in line.fields if name.startswith(f"{column}/")]
        held = [each for each in held if any(line.fields[f"{column}/{each}"].values())]
        if column in shape.document_sets:
            held = [each for each in held if each in known]
        if column in shape.evidence_sets:
            held = list({joined.get(each, each) for each in held})
            order = [joined.get(each, each) for each in order]
        held.sort(key=lambda each: (order.index(each) if each in order else len(order), each))
        row[column] = json.dumps(held)
    for column in shape.documents:
        if row.get(column) and row[column] not in known:
            # What was taken over from a document that is not here goes with it.
            together = next((columns for columns in shape.groups.values() if column in columns), (column,))
            row.update({each: usual[each] for each in together if each in usual})
    return {column: value for column, value in row.items() if column in usual}


def changes_of(shape: Shape, before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """What has to be said of a record so that the fields before become those after.

    Where an area was taken off, or a theme put on, the areas that stay are said anew: else two officers, each taking
    off another area, would leave none between them, or a theme without its area.
    """
    said = {one: value for one, value in after.items() if one not in before or before[one] != value}
    said |= {one: False if "/" in one else None for one in before if one not in after}
    off = any(one.startswith("areas/") and value is False for one, value in said.items())
    on = any(one.startswith("themes/") and value is True for one, value in said.items())
    if off or on:
        said |= {one: True for one in after if one.startswith("areas/")}
    return said
