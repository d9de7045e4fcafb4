"""Inspections: the reports of the library in order, grades over time, what came back, and what is from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from evidence_app.changes import Changes
from evidence_app.domain.document import Document
from evidence_app.domain.inspection import OfstedReport, report_from_json
from evidence_app.domain.ownership import WHOSE, whose
from evidence_app.domain.series import (
    Inspection,
    Repeated,
    Series,
    Statement,
    grade_lines,
    in_order,
    points_to_improve,
)
from evidence_app.errors import KnownError, NotFound
from evidence_app.ofsted.authorities import identify
from evidence_app.ofsted.confirm import checked, confirmed
from evidence_app.progress import Progress, Steps
from evidence_app.store import documents as document_store
from evidence_app.store import inspections as store
from evidence_app.store.database import Database
from evidence_app.store.journal import change
from evidence_app.suggest.repeats import Said, find_repeats, prepare
from evidence_app.suggest.suggester import Suggester
from evidence_app.workspace.frameworks import Frameworks

IMPROVE = "What needs to improve"


class Inspections:
    """The inspection reports and letters of a workspace: the own authority's as a series, others as practice."""

    def __init__(self, database: Database, frameworks: Frameworks, author: str) -> None:
        self._database = database
        self._frameworks = frameworks
        self._author = author

    @property
    def authority(self) -> str:
        """The own authority by its usual name; empty where the workspace does not say."""
        return identify(self._database.meta("authority") or "").name

    def set_authority(self, name: str) -> Changes:
        """Says which authority the workspace is about; undoable."""
        named = " ".join(name.split())
        what = f"set the authority to ‘{named}’" if named else "set no authority"
        with change(self._database, what, self._author, {"authority": named}) as made:
            made.put("meta", {"key": "authority", "value": named})
        return Changes(name=what, settings=True)

    def elsewhere(self) -> frozenset[int]:
        """Ids of the documents about other authorities: searched and quoted, but never counted as own evidence."""
        own = self.authority
        return frozenset(
            one.document
            for one in store.owned(self._database)
            if whose(one.chosen, identify(one.authority).name, own) == "elsewhere"
        )

    def choose(self, documents: Iterable[int], chosen: str) -> Changes:
        """Says whose documents are; undoable.

        Args:
            chosen: "own", "elsewhere", or empty to let the authority they speak of tell.

        Raises:
            KnownError: it is none of these.
            NotFound: there is no such document.
        """
        if chosen and chosen not in WHOSE:
            raise KnownError(f"“{chosen}” is not whose a document can be.", f"Choose one of: {', '.join(WHOSE)}.")
        known = [self._document(document) for document in documents]
        what = f"“{known[0].title}”" if len(known) == 1 else f"{len(known)} documents"
        name = f"mark {what} as {chosen}" if chosen else f"let the authority tell whose {what} is"
        detail = {"documents": [document.id for document in known], "whose": chosen}
        with change(self._database, name, self._author, detail) as made:
            for document in known:
                store.choose(made, document.id, chosen)
        return Changes(name=name, documents=frozenset(document.id for document in known), settings=True)

    def every(self, *, elsewhere: bool | None = None) -> list[Inspection]:
        """The inspections and visits of the library, the oldest first.

        Args:
            elsewhere: True for those of other authorities only, False for the own only, None for all.
        """
        others, said = self.elsewhere(), store.confirmations(self._database)
        wanted = [
            document
            for document in store.reports(self._database)
            if elsewhere is None or (document in others) == elsewhere
        ]
        return in_order(self._read(document, document in others, said.get(document, {})) for document in wanted)

    def get(self, document: int) -> Inspection:
        """One inspection.

        Raises:
            NotFound: the document is no inspection report or letter.
        """
        said = store.confirmations(self._database).get(document, {})
        return self._read(document, document in self.elsewhere(), said)

    def series(self) -> Series:
        """The own authority's inspections and visits, and the grades of each area of the framework over time."""
        own = self.every(elsewhere=False)
        return Series(
            self.authority, tuple(own), grade_lines(own, self._frameworks.current(), self._frameworks.every())
        )

    def repeated(self) -> Steps[list[Repeated]]:
        """What came back: each point an own inspection asked for, with what a later one says most like it.

        Only what needs to improve is compared: the lists of what should, and paragraphs that tell of trouble. The
        newest pairs come first.
        """
        suggester = Suggester(self._frameworks.current())
        own = [each for each in self.every(elsewhere=False) if each.report.start]
        said: list[tuple[list[Statement], list[Said]]] = []
        for done, inspection in enumerate(own):
            yield Progress("Comparing inspections", done, len(own))
            statements = _statements(inspection)
            said.append((statements, [prepare(suggester, one.text) for one in statements]))
        found: list[Repeated] = []
        for late in range(len(own)):
            for early in range(late):
                if own[early].report.authority == own[late].report.authority:
                    found += _repeats(said[early], said[late])
        return found[::-1]

    def confirm(self, document: int, field: str, value: str = "") -> Changes:
        """Confirms a field of a report; undoable.

        Args:
            field: "authority", "dates", "published", "lead_inspector", "grade:" and an area; or what was only looked
                at: "type", "length", "framework", "outcome", "sections", "numbering".
            value: the right value; empty where it is right as read.

        Raises:
            KnownError: there is no such field, or the value is none for it.
            NotFound: the document is no inspection report or letter.
        """
        report = self.get(document).report
        kept = checked(report, field, value, self._frameworks.every())
        title = self._document(document).title
        name = f"confirm {field.replace('_', ' ')} of “{title}”"
        detail = {"document": document, "field": field, "value": kept}
        with change(self._database, name, self._author, detail) as made:
            store.confirm(made, document, field, kept, self._author)
            if field == "authority" and kept:
                made.put("documents", {"id": document, "authority": identify(kept).name})
        return Changes(name=name, documents=frozenset({document}))

    def withdraw(self, document: int, field: str) -> Changes:
        """Takes a confirmation back, so that the report counts as read again; undoable.

        Raises:
            NotFound: the field was not confirmed.
        """
        if field not in store.confirmations(self._database).get(document, {}):
            raise NotFound(f"“{field}” of this report was not confirmed.")
        name = f"take back what was confirmed of “{self._document(document).title}”"
        with change(self._database, name, self._author, {"document": document, "field": field}) as made:
            store.withdraw(made, document, field)
        return Changes(name=name, documents=frozenset({document}))

    def _read(self, document: int, elsewhere: bool, values: dict[str, str]) -> Inspection:
        known = self._document(document)
        if known.ofsted is None:
            raise NotFound(f"“{known.title}” is no inspection report.", "`evidence-app inspections` lists those.")
        report = confirmed(report_from_json(known.ofsted), values, self._frameworks.every())
        return Inspection(document, known.title, elsewhere, self._expected(report), tuple(values.items()))

    def _expected(self, report: OfstedReport) -> OfstedReport:
        """The report without a doubt about the own authority's name, which need not be one we know."""
        if (report.authority or "").casefold() != self.authority.casefold():
            return report
        return replace(report, doubts=tuple(doubt for doubt in report.doubts if doubt.field != "authority"))

    def _document(self, document: int) -> Document:
        found = document_store.get(self._database, document)
        if found is None:
            raise NotFound(
                f"There is no document {document} in this workspace.", "`evidence-app documents` lists them."
            )
        return found


def _statements(inspection: Inspection) -> list[Statement]:
    """What a report says may be wrong: its points to improve, and the paragraphs of its sections."""
    document = inspection.document
    points = [
        Statement(document, point.page, point.number, IMPROVE, point.text) for point in points_to_improve(inspection)
    ]
    paragraphs = [
        Statement(document, paragraph.page, paragraph.number, section.heading, paragraph.text)
        for section in inspection.report.sections
        if section.area != "lscb" and section.paragraphs
        for paragraph in section.paragraphs
    ]
    return points + paragraphs


def _repeats(earlier: tuple[list[Statement], list[Said]], later: tuple[list[Statement], list[Said]]) -> list[Repeated]:
    """What came back between two inspections."""
    asked = [place for place, one in enumerate(earlier[0]) if one.section == IMPROVE]
    if not asked:
        # A letter often has no list: what it finds wanting is what it asks for.
        asked = [place for place, said in enumerate(earlier[1]) if said.finding == "improvement"]
    answers = [
        place
        for place, (one, said) in enumerate(zip(*later, strict=True))
        if one.section == IMPROVE or said.finding == "improvement"
    ]
    matches = find_repeats([earlier[1][place] for place in asked], [later[1][place] for place in answers])
    return [
        Repeated(
            earlier=earlier[0][asked[match.earlier]],
            later=later[0][answers[match.later]],
            score=match.score,
            themes=match.themes,
            still_listed=later[0][answers[match.later]].section == IMPROVE,
        )
        for match in sorted(matches, key=lambda match: match.score)
    ]
