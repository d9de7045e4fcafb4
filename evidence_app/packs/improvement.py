"""What of the improvement desk goes into a pack: plan, visits, measures and requests, with the words they answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from evidence_app.domain.document import PUBLISHED_KINDS, Document
from evidence_app.domain.evidence import Passage
from evidence_app.domain.measure import Measure, Value
from evidence_app.domain.pack import PackSpec
from evidence_app.domain.passage import find_again
from evidence_app.domain.plan import Action
from evidence_app.domain.request import Request
from evidence_app.domain.visit import OFSTED_KINDS, VISIT_KIND_LABELS, Visit
from evidence_app.store import improvement as store
from evidence_app.store import pages
from evidence_app.store.database import Database


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that something on the desk is taken from.

    Args:
        document: its id.
        title: its title.
        page: from 1; 0 where none is known.
        public: True where the document is published.
        passage: the words, as they were found on its page when the pack was made; None where they were not found, so
            that nothing is printed as a quotation that is none.
    """

    document: int
    title: str
    page: int
    public: bool
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """An action of the plan, and what it answers."""

    action: Action
    said: Cited | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A value of a measure, and what it is taken from."""

    value: Value
    said: Cited | None = None


@dataclass(frozen=True, slots=True)
class Track:
    """A measure and its values, the oldest first."""

    measure: Measure
    readings: tuple[Reading, ...]

    @property
    def values(self) -> tuple[Value, ...]:
        """The values alone."""
        return tuple(one.value for one in self.readings)


@dataclass(frozen=True, slots=True)
class Event:
    """A visit or meeting; title is its report's or letter's, empty where there is none."""

    visit: Visit
    title: str = ""
    public: bool = True

    @property
    def named(self) -> str:
        """What it is called where it stands alone."""
        about = f": {self.visit.topic}" if self.visit.topic else ""
        return self.title or f"{VISIT_KIND_LABELS[self.visit.kind]}{about}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, and the titles of what was given (title, whether published)."""

    request: Request
    given: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Improvement:
    """What of the improvement desk is in a pack.

    Args:
        plan: actions, in the plan's order.
        events: visits and meetings, the oldest first.
        tracks: measures with values.
        requests: by their number.
        last: the last visit of inspectors before the pack, where the pack tells what was done since.
    """

    plan: tuple[Planned, ...] = ()
    events: tuple[Event, ...] = ()
    tracks: tuple[Track, ...] = ()
    requests: tuple[Asked, ...] = ()
    last: Event | None = None

    @property
    def cited(self) -> list[Cited]:
        """Everything that is taken from a document."""
        said = [one.said for one in self.plan] + [one.said for track in self.tracks for one in track.readings]
        return [one for one in said if one is not None]


def gather(
    database: Database,
    spec: PackSpec,
    areas: Collection[str],
    library: Mapping[int, Document],
    visits: Sequence[Visit],
    last: Event | None,
) -> tuple[Improvement, list[str]]:
    """What of the desk goes into a pack, and what its maker is to know: what stays in, and what was not found again.

    What is taken from a document under embargo stays in the workspace. Of the plan and the measures only those under
    the pack's areas go in, and those under none where the pack is about all; visits and values of its period.

    Args:
        areas: ids of the pack's judgement areas; "" among them where what is under none goes in too.
        library: documents by id.
        visits: the series of inspections, visits and meetings, the oldest first.
        last: see Improvement.
    """
    held: Counter[str] = Counter()
    wanted = set(spec.desk_parts)
    free = _Free(library, held)
    plan = [one for one in store.every(database, Action) if one.area in areas and free("action", one.source)]
    values = [one for one in store.every(database, Value) if free("value", one.source) and _within(one.date, spec)]
    by_measure: dict[str, list[Value]] = {}
    for value in sorted(values, key=lambda one: (one.date, one.id)):
        by_measure.setdefault(value.measure, []).append(value)
    measures = [one for one in store.every(database, Measure) if one.area in areas and one.id in by_measure]
    measures.sort(key=lambda one: (one.name.casefold(), one.team.casefold()))
    found = _Finder(database, library)
    said = [(one.source, one.source_page, one.source_text) for one in plan]
    said += [(v.source, v.source_page, v.source_text) for one in measures for v in by_measure[one.id]]
    found.look(said)
    requests = sorted(store.every(database, Request), key=lambda one: one.number)
    planned = tuple(Planned(one, found.cited(one.source, one.source_page, one.source_text)) for one in plan)
    made = Improvement(
        plan=planned if "plan" in wanted or spec.template == "visit" else (),
        events=tuple(
            event_of(one, library)
            for one in visits
            if "visits" in wanted and _within(one.start, spec) and free("visit", one.document)
        ),
        tracks=tuple(
            Track(
                one,
                tuple(Reading(v, found.cited(v.source, v.source_page, v.source_text)) for v in by_measure[one.id]),
            )
            for one in measures
            if "measures" in wanted
        ),
        requests=tuple(
            Asked(one, tuple(_title(library[each]) for each in one.documents if free("document", each)))
            for one in requests
            if "requests" in wanted and _within(one.asked[:10], spec)
        ),
        last=last,
    )
    warnings = [f"Taken from a document under embargo: {count} {noun}s left out." for noun, count in held.items()]
    if lost := sum(1 for one in made.cited if one.passage is None and one.page):
        warnings.append(
            f"Words that the plan or a measure quotes are not on their page any more: {lost} printed without them."
        )
    return made, warnings


def event_of(visit: Visit, library: Mapping[int, Document]) -> Event:
    """A visit with the title of its report or letter."""
    known = library.get(visit.document)
    return Event(visit) if known is None else Event(visit, known.title, known.kind in PUBLISHED_KINDS)


def last_visit(
    visits: Iterable[Visit], library: Mapping[int, Document], spec: PackSpec, elsewhere: Collection[int]
) -> Event | None:
    """The last visit of inspectors before a pack that tells what was done since; else None.

    A report or letter that is on no visit, such as one whose dates could not be read, counts by its own date.
    """
    if spec.template != "visit":
        return None
    before = spec.date or "9999"
    known = [one for one in visits if one.kind in OFSTED_KINDS]
    there = {one.document for one in known}
    known += [
        Visit(f"d{one.id}", "other", one.date, document=one.id)
        for one in library.values()
        if one.kind in PUBLISHED_KINDS and one.date and one.id not in elsewhere and one.id not in there
    ]
    free = [one for one in known if one.document not in library or not library[one.document].embargoed]
    past = [one for one in free if one.start < before]
    return event_of(max(past, key=lambda one: one.start), library) if past else None


class _Free:
    """Tells whether something may leave that is taken from a document, and counts what may not."""

    def __init__(self, library: Mapping[int, Document], held: Counter[str]) -> None:
        self._library = library
        self._held = held

    def __call__(self, noun: str, document: int) -> bool:
        known = self._library.get(document)
        if known is None:
            return noun != "document"
        if known.embargoed:
            self._held[noun] += 1
        return not known.embargoed


class _Finder:
    """Finds the words that are quoted on the desk on the pages they are said to stand on."""

    def __init__(self, database: Database, library: Mapping[int, Document]) -> None:
        self._database = database
        self._library = library
        self._found: dict[tuple[int, int, str], Passage | None] = {}

    def look(self, said: Iterable[tuple[int, int, str]]) -> None:
        """Looks for words (document, page, words), each document read once."""
        wanted: dict[int, list[tuple[int, int, str]]] = {}
        for one in dict.fromkeys(said):
            if one[0] in self._library and one[2].strip():
                wanted.setdefault(one[0], []).append(one)
        for document, places in wanted.items():
            olds = [Passage(document, page, page, 0, 0, words) for _, page, words in places]
            text = pages.of_document(self._database, document)
            self._found.update(zip(places, find_again(text, olds, document, 0), strict=True))

    def cited(self, document: int, page: int, words: str) -> Cited | None:
        """The document that something is taken from; None where there is none."""
        known = self._library.get(document)
        if known is None:
            return None
        passage = self._found.get((document, page, words))
        return Cited(document, known.title, passage.page if passage else page, known.kind in PUBLISHED_KINDS, passage)


def _title(document: Document) -> tuple[str, bool]:
    return document.title, document.kind in PUBLISHED_KINDS


def _within(day: str, spec: PackSpec) -> bool:
    return (not spec.since or day >= spec.since) and (not spec.until or day <= spec.until)
