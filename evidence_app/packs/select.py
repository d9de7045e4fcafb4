"""What goes into a pack: chosen and numbered from one snapshot of the workspace."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from evidence_app.domain.document import PUBLISHED_KINDS, Document
from evidence_app.domain.evidence import Evidence
from evidence_app.domain.framework import Framework, JudgementArea
from evidence_app.domain.pack import PackSpec
from evidence_app.domain.plan import Action
from evidence_app.domain.scan import ReadPage, note_of
from evidence_app.domain.visit import Visit
from evidence_app.errors import PackRefused
from evidence_app.packs.balance import balance, some
from evidence_app.packs.contents import Answer, Contents, Exhibit, Item, Section, SourcePage
from evidence_app.packs.improvement import Event, gather, last_visit
from evidence_app.store import documents, evidence, improvement, pages, scans
from evidence_app.store.database import Database


def select(
    database: Database,
    framework: Framework,
    spec: PackSpec,
    authority: str,
    elsewhere: Collection[int] = (),
    house: Mapping[str, bytes] | None = None,
    visits: Sequence[Visit] = (),
) -> Contents:
    """Chooses and numbers the contents of a pack.

    Areas come in the order of the spec, or of the framework. Items are numbered within their area, strengths first,
    and exhibits in the order in which the items first cite them.

    Args:
        authority: the council the workspace is about; may be empty.
        elsewhere: ids of documents about other authorities, which are shown as context and never counted.
        house: files of the council's own cover, by name.
        visits: the own series of inspections, visits and meetings, the oldest first.

    Raises:
        PackRefused: the spec names an area, item or date that does not exist, or nothing is left to pack.
    """
    _check_date(spec)
    areas = _areas(framework, spec)
    with database.snapshot():
        library = {document.id: document for document in documents.every(database)}
        last = last_visit(visits, library, spec, elsewhere)
        asked = _chosen(evidence.every(database), spec)
        chosen = [item for item in asked if _in_period(item, spec) and _since_visit(item, last, library, spec)]
        warnings = _left_out(chosen, areas, library, spec)
        if early := len(asked) - len(chosen):
            warnings.append(f"Dated outside the time this pack is about: {_count(early, 'item')} left out.")
        kept = [item for item in chosen if not (library[item.passage.document].embargoed or _held_back(item))]
        # What others do well or badly is an example, no strength and no weakness of one's own.
        kept = [_as_example(each) if each.passage.document in elsewhere else each for each in kept]
        sections, cited = _sections(framework, areas, kept, scans.read_pages(database, library))
        if not cited:
            raise PackRefused(
                "There is no evidence to put into this pack.",
                "Tag passages under its judgement areas first, or choose other areas.",
            )
        answers = _answers(database, library) if spec.template == "evaluation" else ()
        # What is under no area stands in a pack about all areas only.
        under = {area.id for area in areas} | (set() if spec.areas else {""})
        improvement, unsaid = gather(database, spec, under, library, visits, last)
        exhibits = [_exhibit(database, spec, sections, library[doc], number) for doc, number in cited.items()]
    notes = [*balance(sections, spec.date), *_examples(sections, elsewhere)]
    if spec.exhibits != "none":
        warnings += _unplaced(sections)
    if not spec.redact and any(exhibit.kind not in PUBLISHED_KINDS for exhibit in exhibits):
        warnings.append("Personal data was not taken out of this pack.")
    return Contents(
        spec=spec,
        authority=authority,
        framework=framework.id,
        framework_name=framework.name,
        sections=tuple(sections),
        exhibits=tuple(exhibits),
        notes=tuple(notes),
        warnings=(*notes, *warnings, *unsaid),
        answers=answers,
        improvement=improvement,
        house=dict(house or {}),
    )


def _since_visit(item: Evidence, last: Event | None, library: Mapping[int, Document], spec: PackSpec) -> bool:
    """Whether an item speaks of the time since the last visit, or is what inspectors said; undated items stay in."""
    if last is None or spec.since or library[item.passage.document].kind in PUBLISHED_KINDS:
        return True
    return not item.date or item.date >= last.visit.start


def _answers(database: Database, library: Mapping[int, Document]) -> tuple[Answer, ...]:
    """What the plan's actions answer of the last report, with the evidence that is linked to them."""
    made: dict[str, Answer] = {}
    for action in improvement.every(database, Action):
        said = " ".join((action.source_text or action.what).split())
        known = made.get(said) or Answer(
            said, library[action.source].title if action.source in library else "", action.source_page
        )
        made[said] = dataclasses.replace(
            known, process=(*known.process, *action.process), impact=(*known.impact, *action.impact)
        )
    return tuple(made.values())


def _as_example(item: Evidence) -> Evidence:
    return dataclasses.replace(item, finding="context")


def _examples(sections: Iterable[Section], elsewhere: Collection[int]) -> list[str]:
    found = [item.number for each in sections for item in each.items if item.evidence.passage.document in elsewhere]
    if not found:
        return []
    return [f"From other authorities, as examples, not counted: {_count(len(found), 'item')} ({some(found)})."]


def _check_date(spec: PackSpec) -> None:
    for written in (spec.date, spec.since, spec.until):
        try:
            if written:
                date.fromisoformat(written)
        except ValueError:
            raise PackRefused(f"“{written}” is not a date.", "Write it as 2026-03-31.") from None
    if spec.since and spec.until and spec.since > spec.until:
        raise PackRefused("The period ends before it begins.", "Change one of its dates.")


def _in_period(item: Evidence, spec: PackSpec) -> bool:
    """Whether an item's own date lies in the pack's period; undated items are left to the officer, and stay in."""
    if not item.date:
        return True
    return (not spec.since or item.date >= spec.since) and (not spec.until or item.date <= spec.until)


def _areas(framework: Framework, spec: PackSpec) -> list[JudgementArea]:
    known = {area.id: area for area in framework.areas}
    for area in spec.areas:
        if area not in known:
            raise PackRefused(f"{framework.name} has no judgement area “{area}”.", f"Choose from: {', '.join(known)}.")
    return [known[area] for area in dict.fromkeys(spec.areas)] or list(known.values())


def _chosen(every: Iterable[Evidence], spec: PackSpec) -> list[Evidence]:
    """The items the spec names, in its order; all of them where it names none."""
    if not spec.items:
        return list(every)
    known = {item.id: item for item in every}
    missing = [item for item in spec.items if item not in known]
    if missing:
        raise PackRefused(
            f"There is no evidence “{missing[0]}” any more.", "It may have been removed; undo brings it back."
        )
    return [known[item] for item in dict.fromkeys(spec.items)]


def _sections(
    framework: Framework, areas: Sequence[JudgementArea], items: Sequence[Evidence], read: Sequence[ReadPage]
) -> tuple[list[Section], dict[int, str]]:
    """The numbered sections, and the exhibit number of each cited document in order of first citation."""
    cited: dict[int, str] = {}
    sections = []
    for number, area in enumerate(areas, start=1):
        inside = [item for item in items if area.id in item.areas]
        count = 0
        groups: dict[str, list[Item]] = {"strength": [], "improvement": [], "context": []}
        for finding, group in groups.items():
            for item in inside:
                if item.finding == finding:
                    count += 1
                    exhibit = cited.setdefault(item.passage.document, f"E{len(cited) + 1}")
                    themes = [theme.label for theme in area.themes if theme.id in item.themes]
                    said = note_of(read, item.passage)
                    machine = said.brief if said else ""
                    group.append(Item(f"{number}.{count}", area.id, exhibit, item, tuple(themes), machine=machine))
        lists = [tuple(group) for group in groups.values()]
        sections.append(Section(number, area.id, area.name, *lists))
    return sections, cited


def _exhibit(
    database: Database, spec: PackSpec, sections: Sequence[Section], document: Document, number: str
) -> Exhibit:
    exhibit = Exhibit(
        number=number,
        document=document.id,
        sha256=document.sha256,
        title=document.title,
        kind=document.kind,
        authority=document.authority,
        date=document.date,
        pages=document.pages,
    )
    if spec.exhibits == "none":
        return exhibit
    passages = [item.evidence.passage for section in sections for item in section.items if item.exhibit == number]
    wanted = {page for passage in passages for page in range(passage.page, passage.to_page + 1)}
    shown = [
        SourcePage(page.number, page.width, page.height)
        for page in pages.of_document(database, document.id)
        if spec.exhibits == "full" or page.number in wanted
    ]
    if not wanted <= {page.number for page in shown}:
        raise PackRefused(f"“{document.title}” has fewer pages than its evidence cites.", "Import the document again.")
    return dataclasses.replace(exhibit, shown=tuple(shown))


def _left_out(
    chosen: Iterable[Evidence], areas: Iterable[JudgementArea], library: Mapping[int, Document], spec: PackSpec
) -> list[str]:
    """What does not go in although chosen: what is confidential or under embargo, items named but under other areas."""
    wanted = {area.id for area in areas}
    embargoed: Counter[str] = Counter()
    held: Counter[str] = Counter()
    elsewhere = 0
    for item in chosen:
        document = library[item.passage.document]
        if not wanted.intersection(item.areas):
            elsewhere += 1
        elif document.embargoed:
            embargoed[document.title] += 1
        elif why := _held_back(item):
            held[why] += 1
    warnings = [f"“{title}” is under embargo: {_count(n, 'item')} left out." for title, n in embargoed.items()]
    warnings += [f"Marked as {why}: {_count(n, 'item')} left out." for why, n in sorted(held.items())]
    if spec.items and elsewhere:
        warnings.append(f"Under none of this pack's judgement areas: {_count(elsewhere, 'item')} left out.")
    return warnings


def _held_back(item: Evidence) -> str:
    """Why an item may not leave today, whatever date is printed on the pack; empty where it may."""
    return item.held_back(date.today().isoformat())


def _unplaced(sections: Iterable[Section]) -> list[str]:
    unplaced = [item.number for section in sections for item in section.items if not item.evidence.passage.boxes]
    return [f"No highlight, because its place on the page is not known: {some(unplaced)}."] if unplaced else []


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"
