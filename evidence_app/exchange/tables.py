"""Documents, evidence, plan, measures and requests as rows of tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from evidence_app.domain.document import KINDS, Document
from evidence_app.domain.evidence import BASIS_LABELS, FINDING_LABELS, Evidence
from evidence_app.domain.measure import Measure, Value
from evidence_app.domain.plan import PLAN_STATUS_LABELS, Action
from evidence_app.domain.request import Request

Rows = list[list[str]]


def documents_table(library: Iterable[Document]) -> Rows:
    """Documents, headings first."""
    head = ["Number", "Title", "Kind", "Authority", "Date", "Pages", "Child", "Embargoed", "Added", "SHA-256", "Path"]
    rows = [
        [
            str(one.id),
            one.title,
            KINDS[one.kind],
            one.authority,
            one.date,
            str(one.pages),
            one.child,
            _yes(one.embargoed),
            one.added,
            one.sha256,
            one.paths[0] if one.paths else "",
        ]
        for one in library
    ]
    return [head, *rows]


def evidence_table(items: Iterable[Evidence], names: Mapping[str, str]) -> Rows:
    """Evidence, headings first; its document by number and title.

    Args:
        names: of areas and themes, by id.
    """
    head = [
        *(
            "Id",
            "Document",
            "Title",
            "Page",
            "To page",
            "Quotation",
            "Areas",
            "Themes",
            "Finding",
            "Impact",
            "Based on",
        ),
        *("Note", "Date", "Person", "Status", "Confidential", "Embargo until", "Tagged by", "Tagged on"),
    ]
    rows = [
        [
            one.id,
            str(one.passage.document),
            one.title,
            str(one.passage.page),
            str(one.passage.to_page),
            one.passage.quote,
            "; ".join(names.get(area, area) for area in one.areas),
            "; ".join(names.get(theme, theme) for theme in one.themes),
            FINDING_LABELS[one.finding],
            _yes(one.impact),
            BASIS_LABELS.get(one.basis, ""),
            one.note,
            one.date,
            one.person,
            one.status,
            _yes(one.confidential),
            one.embargo_until,
            one.author,
            one.created,
        ]
        for one in items
    ]
    return [head, *rows]


def plan_table(actions: Iterable[Action], names: Mapping[str, str]) -> Rows:
    """The plan, headings first; evidence by its ids."""
    head = [
        *(
            "Id",
            "Number",
            "What",
            "Who",
            "How",
            "When",
            "Due",
            "Success",
            "Status",
            "RAG",
            "RAG reason",
            "Area",
            "Theme",
        ),
        *("Source", "Source page", "Source text", "Evidence of work", "Evidence of difference"),
    ]
    rows = [
        [
            *(one.id, one.number, one.what, one.who, one.how, one.when, one.due, one.success),
            *(PLAN_STATUS_LABELS[one.status], one.rag, one.rag_reason),
            *(names.get(one.area, one.area), names.get(one.theme, one.theme)),
            *(str(one.source or ""), str(one.source_page or ""), one.source_text),
            *("; ".join(one.process), "; ".join(one.impact)),
        ]
        for one in actions
    ]
    return [head, *rows]


def measures_table(measures: Sequence[Measure], values: Iterable[Value]) -> Rows:
    """The values of measures, headings first, each with its measure; a measure without any has a row of its own."""
    head = [
        *("Measure", "Team", "Unit", "Range from", "Range to", "Reason of range", "Date", "How", "From", "To"),
        *("Hedged by", "Source", "Source page", "Source text", "Note"),
    ]
    by_measure: dict[str, list[Value]] = {}
    for value in values:
        by_measure.setdefault(value.measure, []).append(value)
    rows: Rows = []
    for one in measures:
        about = [one.name, one.team, one.unit, _figure(one.low), _figure(one.high), one.range_reason]
        told = [
            [
                *(value.date, value.comparison, _figure(value.low), _figure(value.high), value.quantifier),
                *(str(value.source or ""), str(value.source_page or ""), value.source_text, value.note),
            ]
            for value in by_measure.get(one.id, ())
        ]
        rows += [[*about, *cells] for cells in told or [[""] * 9]]
    return [head, *rows]


def requests_table(requests: Iterable[Request]) -> Rows:
    """The log of requests, headings first; documents and evidence by their numbers and ids."""
    head = [
        *("Number", "What", "Asked by", "Asked", "Due", "Answers", "Sent", "Version", "Pack", "Documents", "Evidence"),
        "Note",
    ]
    rows = [
        [
            *(
                str(one.number),
                one.what,
                one.asked_by,
                one.asked,
                one.due,
                one.answers,
                one.sent,
                one.version,
                one.pack,
            ),
            *("; ".join(map(str, one.documents)), "; ".join(one.evidence), one.note),
        ]
        for one in requests
    ]
    return [head, *rows]


def _yes(is_so: bool) -> str:
    return "yes" if is_so else ""


def _figure(number: float | None) -> str:
    return "" if number is None else f"{number:g}"
