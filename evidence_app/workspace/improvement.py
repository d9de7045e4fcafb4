"""Visits, measures and requests: the improvement desk beside its plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from evidence_app.changes import Changes
from evidence_app.domain.measure import Figure, Measure, Value, band, told
from evidence_app.domain.pagetext import flow
from evidence_app.domain.request import Request
from evidence_app.domain.sentences import sentence_spans
from evidence_app.domain.visit import Task, Visit
from evidence_app.domain.wording import as_quoted
from evidence_app.errors import NotFound
from evidence_app.improvement import measures, requests, visits
from evidence_app.improvement.figures import figures
from evidence_app.improvement.measures import Sheet
from evidence_app.packs import listing
from evidence_app.store import documents as document_store
from evidence_app.store import improvement as store
from evidence_app.store import pages as page_store
from evidence_app.store.database import Database
from evidence_app.workspace.inspections import Inspections
from evidence_app.workspace.tables import read_tables, write_table

_KINDS = {"monitoring-visit": "monitoring_visit", "focused-visit": "focused_visit"}


class Visits:
    """Inspections, visits, reviews and meetings."""

    def __init__(self, database: Database, author: str, inspections: Inspections) -> None:
        self._database = database
        self._author = author
        self._inspections = inspections

    def list(self) -> list[Visit]:
        """What was put in, and every own inspection report and letter of the library, the oldest first.

        A report or letter nobody put in as a visit has "d" and its document's number for an id; it cannot be edited,
        only put in (see adopt).
        """
        own = store.every(self._database, Visit)
        taken = {visit.document for visit in own}
        read = [
            self._visit_of(one.document)
            for one in self._inspections.every(elsewhere=False)
            if one.document not in taken and one.report.start is not None
        ]
        return sorted([*own, *read], key=lambda visit: (visit.start, visit.id))

    def get(self, visit: str) -> Visit:
        """One visit.

        Raises:
            NotFound: there is none with this id.
        """
        return next((one for one in self.list() if one.id == visit), None) or visits.get(self._database, visit)

    def adopt(self, document: int, **values: str) -> Changes:
        """Puts a report or letter of the library in as a visit, so that topic, promises and notes can be added."""
        told = self._visit_of(document)
        return visits.add(self._database, self._author, Visit(**{**told.to_json(), **values}))

    def add(self, visit: Visit, *, checklist: bool = False) -> Changes:
        """Puts a visit in; see improvement.visits.add."""
        return visits.add(self._database, self._author, visit, checklist=checklist)

    def edit(self, visit: str, values: Mapping[str, Any]) -> Changes:
        """Alters a visit; see improvement.visits.edit."""
        return visits.edit(self._database, self._author, visit, values)

    def remove(self, visit: str) -> Changes:
        """Takes a visit out, with its checklist; undoable."""
        return visits.remove(self._database, self._author, visit)

    def tasks(self, visit: str) -> Sequence[Task]:
        """The checklist of a visit, in order of day."""
        tasks = store.every(self._database, Task, visit=visit)
        return sorted(tasks, key=lambda task: (task.due or "9999", task.rank))

    def prepare(self, visit: str) -> Changes:
        """Puts in the lines of a visit's checklist that it does not have yet."""
        return visits.prepare(self._database, self._author, visit)

    def put_task(self, task: Task) -> Changes:
        """Puts in a line of a checklist, new (its id empty) or altered."""
        return visits.put_task(self._database, self._author, task)

    def remove_tasks(self, ids: Iterable[str]) -> Changes:
        """Takes lines out of checklists; undoable."""
        return visits.remove_tasks(self._database, self._author, ids)

    def _visit_of(self, document: int) -> Visit:
        report = self._inspections.get(document).report
        if report.start is None:
            raise NotFound("This report does not say when the inspection was.", "Confirm its dates first.")
        kind = _KINDS.get(report.type, "inspection")
        end = report.end.isoformat() if report.end else ""
        people = report.lead_inspector or ""
        start = report.start.isoformat()
        return Visit(f"d{document}", kind, start, end=end, people=people, document=document)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Proposed:
    """A figure in a document, for a person to confirm.

    Args:
        page: page of its sentence, from 1.
        sentence: the words it stands in.
        figure: what was read.
        date: ISO date of the document; may be empty.
    """

    page: int
    sentence: str
    figure: Figure
    date: str

    def to_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {"page": self.page, "sentence": self.sentence, "date": self.date, **self.figure.to_json()}


class Measures:
    """Measures and their values."""

    def __init__(self, database: Database, author: str) -> None:
        self._database = database
        self._author = author

    def list(self) -> list[Measure]:
        """The measures, by name and team."""
        return sorted(store.every(self._database, Measure), key=lambda one: (one.name.casefold(), one.team.casefold()))

    def find(self, words: str) -> Measure:
        """The measure with this id or name ("Caseload", or "Caseload, West").

        Raises:
            NotFound: there is none, or several have the name.
        """
        found = [one for one in self.list() if words in (one.id, one.name, f"{one.name}, {one.team}")]
        exact = [one for one in found if words == one.id or not one.team or words != one.name] or found
        if len(exact) != 1:
            several = "Several measures are" if exact else "No measure is"
            raise NotFound(f"{several} called “{words}”.", "`evidence-app measures WORKSPACE` lists them.")
        return exact[0]

    def values(self, measure: str) -> Sequence[Value]:
        """The values of a measure, the oldest first."""
        return sorted(store.every(self._database, Value, measure=measure), key=lambda one: (one.date, one.id))

    def add(self, measure: Measure) -> Changes:
        """Puts a measure in; see improvement.measures.add."""
        return measures.add(self._database, self._author, measure)

    def edit(self, measure: str, values: Mapping[str, Any]) -> Changes:
        """Alters a measure; see improvement.measures.edit."""
        return measures.edit(self._database, self._author, measure, values)

    def remove(self, measure: str) -> Changes:
        """Takes a measure out, with its values; undoable."""
        return measures.remove(self._database, self._author, measure)

    def told(self, measure: str, date: str, words: str, note: str = "") -> Value:
        """A value as a person writes it down ("14 to 15"), not put in yet; see improvement.measures.value_told."""
        return measures.value_told(measure, date, words, note)

    def put_values(self, values: Sequence[Value]) -> Changes:
        """Puts values in, new (their id empty) or altered."""
        return measures.put_values(self._database, self._author, values)

    def remove_values(self, ids: Iterable[str]) -> Changes:
        """Takes values out; undoable."""
        return measures.remove_values(self._database, self._author, ids)

    def proposed(self, document: int, words: str = "") -> Sequence[Proposed]:
        """The figures of a document, in order of place, for a person to confirm.

        Args:
            words: only those whose sentence holds all of these words.

        Raises:
            NotFound: there is no such document.
        """
        known = document_store.get(self._database, document)
        if known is None:
            raise NotFound(f"There is no document {document}.", "`evidence-app documents WORKSPACE` lists them.")
        text = flow(page_store.of_document(self._database, document))
        wanted = words.casefold().split()
        return [
            Proposed(text.place(start)[0], sentence, figure, known.date)
            for start, end in sentence_spans(text.text)
            for sentence in [as_quoted(text.text[start:end])]
            if all(word in sentence.casefold() for word in wanted)
            for figure in figures(sentence)
        ]

    def confirm(self, measure: Measure, document: int, day: str, figures: Sequence[Proposed]) -> Changes:
        """Puts figures of a document in as values of a measure, with the measure where it is new: one change to undo.

        Args:
            day: date they speak of.

        Raises:
            KnownError: the day is none.
        """
        values = [
            Value(
                *("", measure.id, day, one.figure.low, one.figure.high, one.figure.comparison, one.figure.quantifier),
                *(document, one.page, one.sentence),
            )
            for one in figures
        ]
        named = tuple((measure.name, measure.unit, measure.team, value) for value in values)
        return measures.import_values(self._database, self._author, Sheet(named, (), len(named)))

    def read_sheet(self, path: Path) -> Sheet:
        """Reads values from an .xlsx, .xls, .ods or .csv file; nothing is put in.

        Raises:
            KnownError: the file cannot be read, or has no headings for measure, date and value.
        """
        return measures.read_values([row for _, rows in read_tables(path) for row in rows])

    def import_values(self, sheet: Sheet) -> Changes:
        """Puts the values of a sheet in, with the measures that are not there yet."""
        return measures.import_values(self._database, self._author, sheet)

    def export(self, target: Path) -> int:
        """Writes every value to an .xlsx or .csv file; gives their number."""
        columns = [
            *(listing.Column("Measure", 28), listing.Column("Team", 20), listing.Column("Date", 12, dates=True)),
            *(listing.Column("Value", 16), listing.Column("Unit", 24), listing.Column("Range", 16)),
            *(listing.Column("Note", 40), listing.Column("Source", 60)),
        ]
        rows = [
            [one.name, one.team, value.date, told(value), one.unit, band(one), value.note, value.source_text]
            for one in self.list()
            for value in self.values(one.id)
        ]
        write_table(target, "Measures", columns, rows, self._database.meta("authority") or "")
        return len(rows)


class Requests:
    """The log of what inspectors ask for."""

    def __init__(self, database: Database, author: str) -> None:
        self._database = database
        self._author = author

    def list(self, moment: str | None = None) -> list[Request]:
        """Overdue requests first, then open ones by when they are due, then those sent.

        Args:
            moment: now, as local ISO time; None for the clock's.
        """
        return requests.in_order(store.every(self._database, Request), moment or now())

    def find(self, words: str) -> Request:
        """The request with this id or number.

        Raises:
            NotFound: there is none.
        """
        for one in self.list():
            if words in (one.id, str(one.number)):
                return one
        raise NotFound(f"There is no request “{words}”.", "`evidence-app requests WORKSPACE` lists them.")

    def add(self, request: Request) -> Changes:
        """Puts a request into the log under the next number."""
        return requests.add(self._database, self._author, request)

    def log(self, values: Mapping[str, Any]) -> Changes:
        """Puts a request into the log that was asked now, unless its values say when."""
        return self.add(Request(**{"id": "", "number": 0, "asked": now(), **values}))

    def edit(self, ids: Iterable[str], values: Mapping[str, Any]) -> Changes:
        """Alters requests, by field name."""
        return requests.edit(self._database, self._author, ids, values)

    def remove(self, ids: Iterable[str]) -> Changes:
        """Takes requests out of the log; undoable."""
        return requests.remove(self._database, self._author, ids)

    def export(self, target: Path) -> int:
        """Writes the log to an .xlsx or .csv file; gives the number of requests."""
        log = sorted(self.list(), key=lambda one: one.number)
        titles = {one.id: one.title for one in document_store.every(self._database)}
        head, *rows = requests.table(log, titles, now())
        columns = [listing.Column(heading, 50 if heading == "What was asked for" else 18) for heading in head]
        write_table(target, "Requests", columns, rows, self._database.meta("authority") or "")
        return len(rows)


def now() -> str:
    """The local time to the minute, as ISO."""
    return datetime.now().isoformat(timespec="minutes")
