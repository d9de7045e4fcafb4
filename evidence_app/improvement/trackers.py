"""Trackers: the tables in which councils keep their plans, read with what was not understood, and written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from evidence_app.domain.dates import due_date
from evidence_app.domain.plan import PLAN_STATUS_LABELS, RAGS, Action, Misread, PlanStatus, Rag
from evidence_app.errors import KnownError

Rows = Sequence[Sequence[str]]

# Fields of an action by the headings boards use, ours first; the order is that of a published tracker (PRACTICE
# notes 3): No., What, Who, How, When, Success measures, Current status, Outcome Q1 to Q4.
HEADINGS: dict[str, tuple[str, ...]] = {
    "number": ("no.", "no", "number", "ref", "ref.", "reference", "action no", "action number", "id", "item"),
    "what": ("what", "action", "actions", "what we will do", "recommendation", "objective", "task", "required action"),
    "who": ("who", "owner", "lead", "lead officer", "responsible", "responsible officer", "action owner", "by whom"),
    "how": ("how", "how we will do it", "steps", "activity", "activities", "milestones", "method"),
    "when": ("when", "by when", "due", "due date", "deadline", "target date", "timescale", "timescales",
             "completion date"),
    "success": (
        "success measures", "success measure", "measure of success", "how will we know", "success criteria", "outcome",
        "intended outcome", "impact measure", "what good looks like",
    ),
    "status": ("current status", "status", "progress", "progress update", "update", "position", "current position"),
    "rag": ("rag", "brag", "rag rating", "rag status", "brag rating", "colour"),
    "rag_reason": ("rag reason", "reason", "reason for rag", "reason for rating", "rationale"),
    "outcome 1": ("outcome q1", "q1", "quarter 1", "q1 outcome", "q1 update"),
    "outcome 2": ("outcome q2", "q2", "quarter 2", "q2 outcome", "q2 update"),
    "outcome 3": ("outcome q3", "q3", "quarter 3", "q3 outcome", "q3 update"),
    "outcome 4": ("outcome q4", "q4", "quarter 4", "q4 outcome", "q4 update"),
    "area": ("judgement area", "area", "judgement", "ofsted area"),
    "status_words": ("status in words",),
}  # fmt: skip
# As this program writes them: the columns of a board, then what boards do not have.
WRITTEN = (
    ("No.", "number"), ("What", "what"), ("Who", "who"), ("How", "how"), ("When", "when"),
    ("Success measures", "success"), ("Current status", "status"), ("Outcome Q1", "outcome 1"),
    ("Outcome Q2", "outcome 2"), ("Outcome Q3", "outcome 3"), ("Outcome Q4", "outcome 4"), ("RAG", "rag"),
    ("RAG reason", "rag_reason"), ("Judgement area", "area"), ("Status in words", "status_words"),
)  # fmt: skip

# Words of a status, the surest first. Boards mean different things by "complete"; so it is not more than said to be.
_STATUS: tuple[tuple[str, PlanStatus], ...] = (
    (r"shown in evidence|evidenced|impact (?:seen|evident|evidenced)", "evidenced"),
    (r"(?:done|complete[d]?|closed) and verified|verified|signed off|assured", "verified"),
    (r"not (?:yet )?(?:started|begun)|to do|not due|awaiting start|planned", "not_started"),
    (r"(?:not|nearly|partly|partially|part|almost|\d+ ?%) (?:yet )?(?:done|complete[d]?|closed|met)", "under_way"),
    (
        r"under ?way|in progress|on ?going|started|on track|on target|delayed|slipped|behind|overdue|at risk",
        "under_way",
    ),
    (r"done|complete[d]?|closed|achieved|implemented|delivered|actioned", "done"),
)
# Rows in which the headings may stand: many trackers begin with a title and notes.
_HEAD = 15


@dataclass(frozen=True, slots=True)
class Tracker:
    """A tracker as read.

    Args:
        columns: the field each heading was taken for, in order; empty where none.
        actions: one for each row that says what is to be done, its id still empty.
        misread: what was not understood.
        rows: how many rows hold anything below the headings.
    """

    columns: tuple[tuple[str, str], ...]
    actions: tuple[Action, ...]
    misread: tuple[Misread, ...]
    rows: int


def read_tracker(rows: Rows, areas: Mapping[str, str], mapping: Mapping[str, str] | None = None) -> Tracker:
    """Reads a tracker; no cell is lost: what has no field of its own is kept under its heading.

    Args:
        rows: of one sheet, as text.
        areas: id of each judgement area by its names in lower case.
        mapping: field by heading, over what is guessed; "" leaves a column as a further one. Where the sheet has no
            headings, field by column letter ("A").

    Raises:
        KnownError: no column says what is to be done.
    """
    mapping = {_plain(heading): field for heading, field in (mapping or {}).items()}
    at, headings = _headings(rows, mapping)
    fields = _fields(headings, mapping)
    if "what" not in fields:
        raise KnownError(
            "No column of this tracker says what is to be done.",
            "Say which: for example --column “Recommendation=what”, or --column “B=what” where there are no headings.",
        )
    actions: list[Action] = []
    misread: list[Misread] = []
    count = 0
    for number, row in enumerate(rows[at:], at + 1):
        cells = [" ".join(cell.split()) if "\n" not in cell else cell.strip() for cell in row]
        if not any(cells):
            continue
        count += 1
        action, doubts = _action(number, cells, headings, fields, areas)
        misread += doubts
        if action is not None:
            actions.append(action)
    return Tracker(tuple(zip(headings, fields, strict=True)), tuple(actions), tuple(misread), count)


def table(actions: Sequence[Action], areas: Mapping[str, str]) -> list[list[str]]:
    """The plan as rows of a tracker, headings first; further columns last.

    Args:
        areas: name of each judgement area by its id.
    """
    others = list(dict.fromkeys(heading for one in actions for heading, _ in one.other))
    rows = [[*(heading for heading, _ in WRITTEN), *others]]
    for one in actions:
        more = dict(one.other)
        rows.append([*(_written(one, field, areas) for _, field in WRITTEN), *(more.get(each, "") for each in others)])
    return rows


def _headings(rows: Rows, mapping: Mapping[str, str]) -> tuple[int, list[str]]:
    """The row after the headings, and the headings: of the first rows, the one most of whose cells are known."""
    best, known = 0, 0
    for at, row in enumerate(rows[:_HEAD]):
        count = sum(_field(cell) is not None or _plain(cell) in mapping for cell in row if cell.strip())
        if count > known:
            best, known = at, count
    width = max((len(row) for row in rows), default=0)
    if known >= 2 or (known and len([cell for cell in rows[best] if cell.strip()]) == 1):
        named = [" ".join(cell.split()) for cell in rows[best]]
        named += [""] * (width - len(named))
        return best + 1, _distinct([name or _letter(column) for column, name in enumerate(named)])
    return 0, [_letter(column) for column in range(width)]


def _distinct(names: Sequence[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        again, number = name, 1
        while again in found:
            number += 1
            again = f"{name} ({number})"
        found.append(again)
    return found


def _fields(headings: Sequence[str], mapping: Mapping[str, str]) -> list[str]:
    """The field of each column; each field once, the column that says it best first."""
    for field in mapping.values():
        if field and field not in HEADINGS:
            raise KnownError(f"A plan has no field “{field}”.", f"Choose one of: {', '.join(HEADINGS)}.")
    fields = [mapping.get(_plain(heading), "") for heading in headings]
    wishes = sorted(
        (rank, column, field)
        for column, heading in enumerate(headings)
        if _plain(heading) not in mapping and (found := _field(heading)) is not None
        for field, rank in [found]
    )
    for _, column, field in wishes:
        if field not in fields:
            fields[column] = field
    return fields


def _field(heading: str) -> tuple[str, int] | None:
    """The field a heading stands for, and how sure that is (0 is surest)."""
    plain = _plain(heading)
    for field, names in HEADINGS.items():
        if plain in names:
            return field, names.index(plain)
    return None


def _action(
    number: int, cells: Sequence[str], headings: Sequence[str], fields: Sequence[str], areas: Mapping[str, str]
) -> tuple[Action | None, list[Misread]]:
    given = {field: cell for field, cell in zip(fields, cells, strict=False) if field}
    other = [(h, c) for h, f, c in zip(headings, fields, cells, strict=False) if not f and c]
    if not given.get("what"):
        words = "; ".join(cell for cell in cells if cell)
        return None, [Misread(number, "", words, "It does not say what is to be done, so it is no action.")]
    doubts: list[Misread] = []
    heading = dict(zip(fields, headings, strict=False))

    def doubt(field: str, reason: str) -> None:
        doubts.append(Misread(number, heading[field], given[field], reason))

    action = Action(
        id="",
        what=given["what"],
        number=given.get("number", ""),
        who=given.get("who", ""),
        how=given.get("how", ""),
        when=given.get("when", ""),
        success=given.get("success", ""),
        rag_reason=given.get("rag_reason", ""),
        outcomes=tuple(given.get(f"outcome {quarter}", "") for quarter in range(1, 5)),
        status_words=given.get("status_words", ""),
    )
    if action.when and not due_date(action.when):
        doubt("when", "It gives no day, so it never counts as overdue.")
    if words := given.get("status", ""):
        status = _status(words)
        if status is None:
            doubt("status", "It is none of the plan’s statuses; the action is taken as not started.")
        if words.casefold() not in {label.casefold() for label in PLAN_STATUS_LABELS.values()}:
            action = replace(action, status_words=words)
        if status == "evidenced":
            doubt("status", "No evidence is linked yet, so it is taken as done and verified.")
            status = "verified"
        action = replace(action, status=status or "not_started")
    if words := given.get("rag", ""):
        if (colour := _colour(words)) is not None:
            action = replace(action, rag=colour)
        else:
            doubt("rag", "It is no colour of the plan.")
            other.append((heading["rag"], words))
    if words := given.get("area", ""):
        if area := areas.get(words.casefold()):
            action = replace(action, area=area)
        else:
            doubt("area", "The framework has no such judgement area.")
            other.append((heading["area"], words))
    return replace(action, other=tuple(other)), doubts


def _status(words: str) -> PlanStatus | None:
    plain = words.casefold()
    for identity, label in PLAN_STATUS_LABELS.items():
        if plain == label.casefold():
            return cast(PlanStatus, identity)
    return next((status for pattern, status in _STATUS if re.search(rf"\b(?:{pattern})\b", plain)), None)


def _colour(words: str) -> Rag | None:
    letters = {"r": "red", "a": "amber", "g": "green", "b": "blue"}
    plain = letters.get(words.strip().casefold(), words.strip().casefold())
    return next((colour for colour in RAGS if colour == plain), None)


def _written(action: Action, field: str, areas: Mapping[str, str]) -> str:
    if field.startswith("outcome "):
        return action.outcomes[int(field[-1]) - 1]
    if field == "status":
        return PLAN_STATUS_LABELS[action.status]
    if field == "area":
        return areas.get(action.area, action.area)
    if field == "rag":
        return action.rag.capitalize()
    return str(getattr(action, field))


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("’", "'").split()).strip(" :?*")


def _letter(column: int) -> str:
    return chr(ord("A") + column) if column < 26 else _letter(column // 26 - 1) + _letter(column % 26)
