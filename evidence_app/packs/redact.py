"""The step between choosing what goes into a pack and setting it: personal data leaves its words and its pages."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from evidence_app.domain.document import PUBLISHED_KINDS
from evidence_app.domain.measure import Measure, Value
from evidence_app.domain.pack import Check
from evidence_app.domain.plan import Action
from evidence_app.domain.redaction import Redactor
from evidence_app.domain.request import Request
from evidence_app.domain.visit import Visit
from evidence_app.packs.contents import Contents, Exhibit, Item, Section
from evidence_app.packs.improvement import Asked, Cited, Event, Improvement, Planned, Reading, Track

Record = TypeVar("Record", Action, Measure, Value, Request, Visit)

# The ways in which the proof must have looked at the PDF, beside each file.
_LOOKS = {"words read by MuPDF", "words read by PDFium", "objects", "streams", "bytes", "neighbours"}


def redacted(contents: Contents, redactor: Redactor) -> Contents:
    """The contents with personal data replaced in every word that will be printed or named."""
    redactor.cite(_pages(contents))
    spec = contents.spec
    words = redactor.words
    return dataclasses.replace(
        contents,
        spec=dataclasses.replace(
            spec, title=words(spec.title), purpose=words(spec.purpose), marking=words(spec.marking)
        ),
        sections=tuple(_section(section, redactor) for section in contents.sections),
        exhibits=tuple(
            each if each.kind in PUBLISHED_KINDS else dataclasses.replace(each, title=words(each.title))
            for each in contents.exhibits
        ),
        notes=tuple(words(note) for note in contents.notes),
        answers=tuple(
            dataclasses.replace(each, said=words(each.said), title=words(each.title)) for each in contents.answers
        ),
        improvement=_improvement(contents.improvement, redactor),
        reviewed=_reviewed(redactor),
        warnings=(*contents.warnings, *_warnings(redactor)),
    )


def _pages(contents: Contents) -> dict[int, set[int]]:
    """The pages shown or quoted, by document."""
    pages: dict[int, set[int]] = defaultdict(set)
    for exhibit in contents.exhibits:
        pages[exhibit.document].update(page.number for page in exhibit.shown)
    passages = [item.evidence.passage for item in contents.items]
    passages += [one.passage for one in contents.improvement.cited if one.passage is not None]
    for passage in passages:
        pages[passage.document].update(range(passage.page, passage.to_page + 1))
    return pages


def _warnings(redactor: Redactor) -> list[str]:
    review = redactor.review
    warnings = []
    if review.unreviewed:
        warnings.append(f"Personal data in {_places(review.unreviewed)} is taken out unreviewed, as it was found.")
    if review.kept:
        warnings.append(f"Personal data in {_places(review.kept)} is left in by decision.")
    return warnings


def _reviewed(redactor: Redactor) -> str:
    """What the pack itself says of who looked at what was found."""
    review = redactor.review
    told = [
        f"{_places(review.removed - review.unreviewed)} taken out after review by a person",
        f"{_places(review.unreviewed)} taken out as the program found them, without review"
        if review.unreviewed
        else "",
        f"{_places(review.kept)} left in by decision" if review.kept else "",
    ]
    return f"On the pages shown or quoted: {'; '.join(filter(None, told))}."


def _places(number: int) -> str:
    return "1 place" if number == 1 else f"{number:,} places"


def _section(section: Section, redactor: Redactor) -> Section:
    groups = (section.strengths, section.improvements, section.context)
    strengths, improvements, context = (tuple(_item(item, redactor) for item in group) for group in groups)
    return dataclasses.replace(section, strengths=strengths, improvements=improvements, context=context)


def _item(item: Item, redactor: Redactor) -> Item:
    evidence, passage = item.evidence, item.evidence.passage
    quote, left = redactor.quotation(passage)
    passage = dataclasses.replace(
        passage, quote=quote, before=redactor.words(passage.before), after=redactor.words(passage.after)
    )
    evidence = dataclasses.replace(
        evidence, passage=passage, note=redactor.words(evidence.note), title=redactor.words(evidence.title)
    )
    return dataclasses.replace(item, evidence=evidence, left=left)


def _improvement(made: Improvement, redactor: Redactor) -> Improvement:
    """The desk's part of the pack with personal data replaced in all of its words."""
    return Improvement(
        plan=tuple(Planned(_action(one.action, redactor), _cited(one.said, redactor)) for one in made.plan),
        events=tuple(_event(one, redactor) for one in made.events),
        tracks=tuple(
            Track(
                _replaced(track.measure, ("name", "unit", "team", "range_reason"), redactor),
                tuple(
                    Reading(_replaced(one.value, ("quantifier", "note"), redactor), _cited(one.said, redactor))
                    for one in track.readings
                ),
            )
            for track in made.tracks
        ),
        requests=tuple(
            Asked(
                _replaced(one.request, ("what", "asked_by", "answers", "version", "note"), redactor),
                tuple((title if public else redactor.words(title), public) for title, public in one.given),
            )
            for one in made.requests
        ),
        last=made.last and _event(made.last, redactor),
    )


def _event(event: Event, redactor: Redactor) -> Event:
    visit = _replaced(event.visit, ("topic", "people", "promised", "note"), redactor)
    return Event(visit, event.title if event.public else redactor.words(event.title), event.public)


def _action(action: Action, redactor: Redactor) -> Action:
    said = ("number", "what", "who", "how", "when", "success", "status_words", "rag_reason", "source_text")
    q1, q2, q3, q4 = (redactor.words(outcome) for outcome in action.outcomes)
    other = tuple((heading, redactor.words(value)) for heading, value in action.other)
    return dataclasses.replace(_replaced(action, said, redactor), outcomes=(q1, q2, q3, q4), other=other)


def _cited(said: Cited | None, redactor: Redactor) -> Cited | None:
    if said is None:
        return None
    title = said.title if said.public else redactor.words(said.title)
    if said.passage is None:
        return dataclasses.replace(said, title=title)
    passage = dataclasses.replace(said.passage, quote=redactor.quotation(said.passage)[0])
    return dataclasses.replace(said, title=title, passage=passage)


def _replaced(record: Record, names: Sequence[str], redactor: Redactor) -> Record:
    """A record with personal data replaced in the fields that hold words."""
    replaced: dict[str, Any] = {name: redactor.words(getattr(record, name)) for name in names}
    return dataclasses.replace(record, **replaced)


def recorded(about: Mapping[str, Any]) -> list[str]:
    """What is wrong with the proof of redaction in a pack's manifest; empty where it all held, or none is claimed."""
    if "redaction" not in about and not about["spec"].get("redact"):
        return []
    proof = about["redaction"]["proof"]
    proved = {str(check["name"]).removeprefix("redaction: ") for check in proof}
    wanted = {str(entry["name"]) for entry in about["files"]} | _LOOKS
    problems = [f"{check['name']} did not hold" for check in proof if not check["ok"]]
    return problems + [f"{name} was not proved" for name in sorted(wanted - proved)]


@dataclass(slots=True)
class Pages:
    """What was taken out of the pages of a pack's exhibits, by exhibit.

    Args:
        removed: places emptied on the pages that go into the pack.
        rebuilt: pages made anew from their picture.
        beside: by exhibit and page of the document, words that must still be there.
        public: exhibits left as they are.
    """

    removed: int = 0
    rebuilt: int = 0
    beside: dict[tuple[str, int], Sequence[str]] = field(default_factory=dict)
    public: set[str] = field(default_factory=set)

    def copy(self, exhibit: Exhibit, data: bytes, redactor: Redactor) -> Generator[int, None, bytes]:
        """A document as it may leave, giving how many of its pages are done.

        Raises:
            KnownError: something could not be taken out.
        """
        done = yield from redactor.copy(exhibit.document, data, [page.number for page in exhibit.shown])
        if done is None:
            self.public.add(exhibit.number)
            return data
        self.removed += done.removed
        self.rebuilt += len(done.rebuilt)
        self.beside.update({(exhibit.number, page): words for page, words in done.beside.items()})
        return done.pdf

    def prove(self, files: Mapping[str, bytes], about: Mapping[str, Any], redactor: Redactor) -> list[Check]:
        """Proves from the finished files that what was taken out is nowhere in them."""
        places = {
            (each["exhibit"], shown["page"]): shown["pack_page"]
            for each in about["documents"]
            for shown in each["shown"]
        }
        beside = {places[place]: words for place, words in self.beside.items()}
        public = {page for (exhibit, _), page in places.items() if exhibit in self.public}
        return redactor.prove(files, beside, about["counts"]["front_pages"], public)

    def record(self, checks: Sequence[Check], redactor: Redactor) -> dict[str, Any]:
        """What the manifest says of redaction: counts and the proof, and nothing that was taken out."""
        review = redactor.review
        return {
            "places": self.removed,
            "pages_made_anew": self.rebuilt,
            "unreviewed": review.unreviewed,
            "kept_by_decision": review.kept,
            "approved_by_a_second_person": review.approved,
            "exhibits_published_and_left_as_they_are": sorted(self.public),
            "proof": [check.to_json() for check in checks],
        }
