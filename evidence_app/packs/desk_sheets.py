"""The improvement desk as sheets of a pack's workbook, with dates and figures that can be sorted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from evidence_app.domain.measure import band, told
from evidence_app.domain.plan import PLAN_STATUS_LABELS
from evidence_app.domain.visit import VISIT_KIND_LABELS
from evidence_app.packs.contents import Contents, Item
from evidence_app.packs.desk_pages import findings, source
from evidence_app.packs.sheet import Value, day

# Heading and width in characters, for each sheet. The plan's begin with the columns of a tracker that a council's
# improvement board works with (PRACTICE notes 3).
_PLAN = (
    ("No.", 9), ("What", 60), ("Who", 18), ("How", 34), ("When", 14), ("Success measures", 34), ("Current status", 22),
    ("Outcome Q1", 16), ("Outcome Q2", 16), ("Outcome Q3", 16), ("Outcome Q4", 16), ("RAG", 9), ("RAG reason", 30),
    ("Evidence of work done", 16), ("Evidence of a difference", 16), ("Said to be done, not shown", 14),
    ("Answers", 44),
)  # fmt: skip
_VISITS = (
    ("From", 12), ("Until", 12), ("Kind", 18), ("Topic", 30), ("Inspectors, chair", 30), ("Report or letter", 44),
    ("Findings by area", 60), ("Items", 24), ("What we promised", 50), ("Note", 40),
)  # fmt: skip
_MEASURES = (
    ("Measure", 28), ("Team", 20), ("Unit", 20), ("Date", 12), ("Value", 16), ("From", 10), ("To", 10), ("Range", 16),
    ("Within the range", 12), ("Quotation", 60), ("Taken from", 44), ("Note", 34),
)  # fmt: skip
_REQUESTS = (
    ("No.", 7), ("What was asked for", 50), ("Asked by", 22), ("Asked", 18), ("Due", 18), ("Who answers", 22),
    ("State", 12), ("Sent", 18), ("Version", 10), ("Documents", 44), ("Items", 16), ("Note", 34),
)  # fmt: skip

Columns = Sequence[tuple[str, int]]
Rows = list[Sequence[Value]]


def desk_sheets(contents: Contents) -> list[tuple[str, Columns, Rows]]:
    """Name, columns and rows of each sheet. Where the pack carries no plan, one to begin with stands in its place."""
    parts = contents.spec.desk_parts
    made: list[tuple[str, Columns, Rows]] = [
        ("Plan", _PLAN, _plan(contents) if contents.improvement.plan and "plan" in parts else _to_begin_with(contents))
    ]
    others: dict[str, tuple[Columns, Callable[[Contents], Rows]]] = {
        "visits": (_VISITS, _visits),
        "measures": (_MEASURES, _measures),
        "requests": (_REQUESTS, _requests),
    }
    for part in parts:
        if part in others:
            columns, rows = others[part]
            made.append((part.capitalize(), columns, rows(contents)))
    return made


def sheet_names(parts: Iterable[str]) -> tuple[str, ...]:
    """The names of the desk's sheets in a pack whose manifest lists some parts."""
    return ("Plan", *(part.capitalize() for part in parts if part in ("visits", "measures", "requests")))


def _plan(contents: Contents) -> Rows:
    numbers = contents.numbers
    return [
        (
            *(one.number, one.what, one.who, one.how, one.when or day(one.due), one.success),
            " · ".join(filter(None, (PLAN_STATUS_LABELS[one.status], one.status_words))),
            *one.outcomes,
            *(one.rag.capitalize(), one.rag_reason),
            *(_items(one.process, numbers), _items(one.impact, numbers)),
            "yes" if one.unshown else "",
            source(planned.said),
        )
        for planned in contents.improvement.plan
        for one in [planned.action]
    ]


def _to_begin_with(contents: Contents) -> Rows:
    """One row for each area for improvement, once where it stands under two areas, with who, how and when left open."""
    exhibits = {exhibit.number: exhibit for exhibit in contents.exhibits}
    rows: dict[str, list[Item]] = {}
    for section in contents.sections:
        for item in section.improvements:
            rows.setdefault(item.evidence.id, []).append(item)
    empty = [""] * (len(_PLAN) - 2)
    return [
        (
            ", ".join(item.number for item in same),
            f"“{same[0].evidence.passage.quote}” ({exhibits[same[0].exhibit].title}, p. {same[0].on})",
            *empty,
        )
        for same in rows.values()
    ]


def _visits(contents: Contents) -> Rows:
    rows: Rows = []
    for event in contents.improvement.events:
        visit, said = event.visit, findings(contents, event.visit.document)
        rows.append(
            (
                *(day(visit.start), day(visit.end), VISIT_KIND_LABELS[visit.kind], visit.topic, visit.people),
                *(event.title, said["words"], ", ".join(said["items"]), visit.promised, visit.note),
            )
        )
    return rows


def _measures(contents: Contents) -> Rows:
    standing = {True: "yes", False: "no", None: ""}
    rows: Rows = []
    for track in contents.improvement.tracks:
        measure = track.measure
        for reading in track.readings:
            value = reading.value
            quote = reading.said.passage.quote if reading.said and reading.said.passage else ""
            rows.append(
                (
                    *(measure.name, measure.team, measure.unit, day(value.date), told(value), value.low, value.high),
                    *(band(measure), standing[measure.within(value)], quote, source(reading.said), value.note),
                )
            )
    return rows


def _requests(contents: Contents) -> Rows:
    moment = f"{contents.spec.date}T24:00" if contents.spec.date else ""
    rows: Rows = []
    for asked in contents.improvement.requests:
        one = asked.request
        rows.append(
            (
                *(one.number, one.what, one.asked_by, _moment(one.asked), _moment(one.due), one.answers),
                *(one.state(moment), _moment(one.sent), one.version, "; ".join(title for title, _ in asked.given)),
                *(_items(one.evidence, contents.numbers), one.note),
            )
        )
    return rows


def _items(ids: Sequence[str], numbers: Mapping[str, str]) -> str:
    return ", ".join(dict.fromkeys(numbers[one] for one in ids if one in numbers))


def _moment(iso: str) -> Value:
    return iso.replace("T", " ") if "T" in iso else day(iso)
