"""The improvement desk on a pack's pages: plan, visits, measures and requests as plain tables.

A table is data: columns with their share of the width, rows with a name of their own, cells of words. The PDF and the
Word file draw the same ones, and the words of each cell are proved on the PDF's page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from evidence_app.domain.dates import shown_date
from evidence_app.domain.measure import band, told
from evidence_app.domain.pack import DESK_PARTS
from evidence_app.domain.plan import PLAN_STATUS_LABELS, PLAN_STATUSES, Action
from evidence_app.domain.visit import VISIT_KIND_LABELS
from evidence_app.packs.chart import chart
from evidence_app.packs.contents import Contents
from evidence_app.packs.grid import Cell, Table, cell, page, table
from evidence_app.packs.improvement import Asked, Cited, Event, Planned, Track
from evidence_app.packs.since import since_visit

# The columns of a tracker that a council's improvement board works with (PRACTICE notes 3), with the board's colour and
# the evidence beside them; and the least width of each, in millimetres of a wide page.
_PLAN = (
    ("No.", 9.0), ("What", 36.0), ("Who", 18.0), ("How", 15.0), ("When", 18.0), ("Success measures", 18.0),
    ("Current status", 18.0), ("RAG and reason", 19.0), ("Outcome Q1", 15.0), ("Outcome Q2", 15.0),
    ("Outcome Q3", 15.0), ("Outcome Q4", 15.0), ("Evidence", 19.0),
)  # fmt: skip
_CLAIMED = (("No.", 10.0), ("What", 60.0), ("Who", 28.0), ("Current status", 30.0), ("Evidence of work done", 34.0))
_VISITS = (
    ("When", 22.0), ("What", 34.0), ("Inspectors, chair", 24.0), ("Findings by area", 44.0), ("What we promised", 34.0),
    ("Actions that answer it", 26.0),
)  # fmt: skip
_VALUES = (("Date", 22.0), ("Value", 22.0), ("Own range", 24.0), ("Taken from", 60.0), ("Note", 26.0))
_REQUESTS = (
    ("No.", 9.0), ("What was asked for", 44.0), ("Asked by", 22.0), ("Asked", 20.0), ("Due", 20.0),
    ("Who answers", 22.0), ("State", 18.0), ("What was given", 36.0), ("Note", 24.0),
)  # fmt: skip


def desk_pages(contents: Contents) -> list[dict[str, Any]]:
    """The parts of the desk that a pack carries, in order: those before its judgement areas."""
    makers = {"plan": _plan, "visits": _visits, "measures": _measures, "requests": _requests}
    made = [since_visit(contents)] if contents.improvement.last else []
    for part in contents.spec.desk_parts:
        title, words, wide, tables = DESK_PARTS[part], *makers[part](contents)
        made.append(page(part, title, words, wide, tables))
    return made


# -- the plan ----------------------------------------------------------------------------------------------------


def _plan(contents: Contents) -> tuple[Sequence[str], bool, Sequence[Table]]:
    plan = contents.improvement.plan
    day = contents.spec.date
    rows = [(f"plan-{n}", _action(one, contents)) for n, one in enumerate(plan, 1)]
    claimed = [(n, one) for n, one in enumerate(plan, 1) if one.action.unshown]
    answers = [
        (
            f"claimed-{n}",
            [
                cell(one.action.number or "–"),
                cell(one.action.what),
                cell(one.action.who or "–"),
                cell(PLAN_STATUS_LABELS[one.action.status], one.action.status_words),
                _evidence(contents.numbers, (("", one.action.process),), "None linked"),
            ],
        )
        for n, one in claimed
    ]
    tables = [
        table("", _PLAN, rows, True, "There is no action in the plan yet."),
        table(
            "Said to be done, no evidence",
            _CLAIMED,
            answers,
            True,
            "Every action that is said to be done has evidence of a difference for children linked to it.",
        ),
    ]
    tables[1]["about"] = "Said to be done, while no evidence of a difference for children is linked."
    return [_counted([one.action for one in plan], day)], True, tables


def _counted(plan: Sequence[Action], day: str) -> str:
    if not plan:
        return ""
    by_status = Counter(one.status for one in plan)
    told_of = [f"{by_status[one]} {PLAN_STATUS_LABELS[one].lower()}" for one in PLAN_STATUSES if by_status[one]]
    late = sum(one.overdue(day) for one in plan) if day else 0
    overdue = f" {late} {'is' if late == 1 else 'are'} overdue on {shown_date(day)}." if late else ""
    return f"{_count(len(plan), 'action')}: {', '.join(told_of)}.{overdue}"


def _action(one: Planned, contents: Contents) -> list[Cell]:
    action, day = one.action, contents.spec.date
    late = "Overdue" if day and action.overdue(day) else ""
    when = action.when or (shown_date(action.due) if action.due else "")
    return [
        cell(action.number or "–"),
        cell(action.what, _answers(one.said, contents)),
        cell(action.who or "–"),
        cell(action.how),
        cell(when or "–", late),
        cell(action.success),
        cell(PLAN_STATUS_LABELS[action.status], action.status_words),
        cell(action.rag.capitalize() or "–", action.rag_reason, rag=action.rag),
        *(cell(outcome) for outcome in action.outcomes),
        _evidence(contents.numbers, (("work done", action.process), ("difference", action.impact)), "None linked"),
    ]


def _evidence(numbers: Mapping[str, str], groups: Iterable[tuple[str, Sequence[str]]], none: str) -> Cell:
    """The items linked to an action: those in the pack by number, with what they show, the others counted."""
    linked = [(one, shows) for shows, ids in groups for one in ids]
    lines = [(numbers[one], shows) for one, shows in linked if one in numbers]
    beside = len({one for one, _ in linked if one not in numbers})
    return cell("" if linked else none, _beside(beside), lines=lines)


def _beside(number: int) -> str:
    return f"{number} more, not in this pack" if number else ""


# -- visits, measures, requests ----------------------------------------------------------------------------------


def _visits(contents: Contents) -> tuple[Sequence[str], bool, Sequence[Table]]:
    events = contents.improvement.events
    rows = [(f"visit-{n}", _event(one, contents)) for n, one in enumerate(events, 1)]
    return (
        ["Inspections, visits, reviews and meetings in order. Findings are this pack’s items from each report."],
        True,
        [table("", _VISITS, rows, True, "No inspection, visit or meeting is on the time line yet.")],
    )


def _event(event: Event, contents: Contents) -> list[Cell]:
    visit = event.visit
    days = shown_date(visit.start) + (f" – {shown_date(visit.end)}" if visit.end > visit.start else "")
    own = [one.action for one in contents.improvement.plan if visit.document and one.action.source == visit.document]
    return [
        cell(days),
        cell(VISIT_KIND_LABELS[visit.kind], ". ".join(filter(None, (visit.topic, event.title)))),
        cell(visit.people or "–"),
        findings(contents, visit.document),
        cell(visit.promised or "–", visit.note),
        cell(_counted(own, "") or "–"),
    ]


def findings(contents: Contents, document: int) -> Cell:
    """What the items from one report say, by area, with their numbers."""
    said, items = [], []
    for section in contents.sections:
        counts = [
            (f"{len(some)} {noun if len(some) == 1 else nouns}", some)
            for noun, nouns, group in (
                ("strength", "strengths", section.strengths),
                ("area for improvement", "areas for improvement", section.improvements),
                ("item of context", "items of context", section.context),
            )
            if (some := [one for one in group if document and one.evidence.passage.document == document])
        ]
        if counts:
            said.append(f"{section.name}: {', '.join(words for words, _ in counts)}.")
            items += [one.number for _, some in counts for one in some]
    return cell(" ".join(said) or "No item of this pack is from it", items=items)


def _measures(contents: Contents) -> tuple[Sequence[str], bool, Sequence[Table]]:
    tracks = contents.improvement.tracks
    visits = [one.visit for one in contents.improvement.events]
    tables = []
    for number, track in enumerate(tracks, 1):
        measure = track.measure
        rows = [(f"value-{number}-{n}", _value(track, n - 1)) for n in range(1, len(track.readings) + 1)]
        made = table(f"{measure.named} ({measure.unit})" if measure.unit else measure.named, _VALUES, rows, False, "")
        made["chart"] = chart(measure, track.values, visits)
        own = (
            f"The team’s own range is {band(measure)}. " if band(measure) else "The team has set no range of its own. "
        )
        outside = any(measure.within(one) is False for one in track.values)
        marks = " Open diamonds lie outside it." if outside else ""
        made["about"] = " ".join((own + _sentence(measure.range_reason) + marks).split())
        tables.append(made)
    none = "" if tables else "No measure has a value yet."
    note = "There is no national limit for any of these: a range is the one the team itself set."
    return [none or note], False, tables


def _value(track: Track, place: int) -> list[Cell]:
    reading = track.readings[place]
    value, standing = reading.value, track.measure.within(reading.value)
    within = {True: "Within", False: "Outside", None: "–" if not band(track.measure) else "Open: the words leave it so"}
    quoted = f"“{reading.said.passage.quote}”" if reading.said and reading.said.passage else ""
    return [
        cell(shown_date(value.date)),
        cell(told(value), value.quantifier),
        cell(within[standing]),
        cell(quoted, source(reading.said)) if reading.said else cell("–"),
        cell(value.note),
    ]


def _requests(contents: Contents) -> tuple[Sequence[str], bool, Sequence[Table]]:
    asked = contents.improvement.requests
    moment = f"{contents.spec.date}T24:00" if contents.spec.date else ""
    states = Counter(one.request.state(moment) for one in asked)
    told_of = ", ".join(f"{states[one]} {one}" for one in ("overdue", "open", "sent") if states[one])
    rows = [(f"request-{one.request.number}", _request(one, contents, moment)) for one in asked]
    words = f"{_count(len(asked), 'request')}: {told_of}." if asked else ""
    return [words], True, [table("", _REQUESTS, rows, True, "Nothing was asked for in this period.")]


def _request(one: Asked, contents: Contents, moment: str) -> list[Cell]:
    request = one.request
    items = [contents.numbers[each] for each in request.evidence if each in contents.numbers]
    given = "; ".join(title for title, _ in one.given)
    return [
        cell(str(request.number)),
        cell(request.what),
        cell(request.asked_by or "–"),
        cell(_moment(request.asked)),
        cell(_moment(request.due)),
        cell(request.answers or "–"),
        cell(request.state(moment).capitalize(), _moment(request.sent) if request.sent else ""),
        cell(given or ("" if items else "–"), f"version {request.version}" if request.version else "", items=items),
        cell(request.note),
    ]


# -- words -------------------------------------------------------------------------------------------------------


def source(said: Cited | None, before: str = "") -> str:
    """The document that something is taken from, and its page."""
    if said is None:
        return ""
    return f"{before}{said.title}" + (f", p.\u00a0{said.page}" if said.page else "")


def _answers(said: Cited | None, contents: Contents) -> str:
    """What an action answers: the exhibit, which is shorter than its title, where the document is one of the pack's."""
    exhibit = next((one.number for one in contents.exhibits if said and one.document == said.document), "")
    if said is None or not exhibit:
        return source(said, "Answers ")
    return f"Answers exhibit\u00a0{exhibit}" + (f", p.\u00a0{said.page}" if said.page else "")


def _sentence(words: str) -> str:
    """Words with a full stop at their end; nothing stays nothing."""
    return f"{words.strip().rstrip('.')}." if words.strip() else ""


def _moment(iso: str) -> str:
    return f"{shown_date(iso)}{iso[10:].replace('T', ', ')}" if iso else "–"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"
