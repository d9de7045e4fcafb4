"""Reviews: what looks like evidence in a whole document, to accept or dismiss."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from evidence_app.changes import Changes
from evidence_app.domain.document import Document, PageText
from evidence_app.domain.evidence import Passage
from evidence_app.domain.inspection import report_from_json
from evidence_app.domain.mapping import stable_areas
from evidence_app.domain.pagetext import flow
from evidence_app.domain.passage import find_again, passage_at
from evidence_app.domain.review import Candidate, as_evidence, candidate_id, overlaps
from evidence_app.domain.segments import passage_spans
from evidence_app.domain.suggestion import Reading
from evidence_app.errors import KnownError, NotFound
from evidence_app.progress import Progress, Steps
from evidence_app.store import documents as document_store
from evidence_app.store import evidence as evidence_store
from evidence_app.store import pages as page_store
from evidence_app.store import reviews as store
from evidence_app.store.database import Database
from evidence_app.store.journal import change
from evidence_app.workspace.evidence import EvidenceBoard
from evidence_app.workspace.frameworks import Frameworks
from evidence_app.workspace.inspections import Inspections
from evidence_app.workspace.suggestions import Suggestions

# Passages that score less are not offered: their area is a guess, or they say nothing of how well things are done.
LEAST = 0.4
_AREA, _FINDING, _THEME = 0.45, 0.3, 0.25  # what an area, a finding and a theme count for in the score
_TOLD = 20  # passages between two tellings of progress

# A passage, the stable areas its own section is about, and that section's heading.
_Place = tuple[Passage, tuple[str, ...], str]


class Review:
    """Reads whole documents for evidence."""

    def __init__(
        self,
        database: Database,
        frameworks: Frameworks,
        author: str,
        evidence: EvidenceBoard,
        suggestions: Suggestions,
        inspections: Inspections,
    ) -> None:
        self._database = database
        self._frameworks = frameworks
        self._author = author
        self._evidence = evidence
        self._suggestions = suggestions
        self._inspections = inspections

    def find(self, document: int, *, dismissed: bool = False, least: float = LEAST) -> Steps[list[Candidate]]:
        """The passages of a document that look like evidence and are not tagged yet.

        Those of an inspection report come in the order of its own sections, which decide their areas; those of other
        documents by area, the likeliest first within each.

        Args:
            dismissed: whether those that were dismissed come too.
            least: the least score offered, from 0 to 1; what a report's own section says is always offered.

        Raises:
            NotFound: there is no such document.
        """
        known = self._document(document)
        places = list(self._places(known))
        gone = store.dismissed(self._database, document)
        tagged = [item.passage for item in evidence_store.every(self._database, document=document)]
        found: dict[str, Candidate] = {}
        for number, (passage, within, section) in enumerate(places):
            if number % _TOLD == 0:
                yield Progress(f"Reading “{known.title}”", number, len(places))
            if any(overlaps(passage, other) for other in tagged):
                continue
            candidate = _candidate(passage, self._suggestions.read(passage.quote, 1, within=within), section)
            if not section and candidate.score < least:
                continue
            if candidate.id in gone:
                candidate = dataclasses.replace(candidate, dismissed=True)
            if dismissed or not candidate.dismissed:
                found.setdefault(candidate.id, candidate)
        if any(section for _, _, section in places):
            return list(found.values())
        order = [area.id for area in self._frameworks.current().areas]
        return sorted(found.values(), key=lambda each: (order.index(each.area), -each.score))

    def accept(self, candidates: Sequence[Candidate]) -> Changes:
        """Tags candidates as they stand; one change to undo, whatever their number.

        Alter area, theme or finding of a candidate with dataclasses.replace before.

        Raises:
            KnownError: there are none, or the framework does not know an area or theme.
        """
        if not candidates:
            raise KnownError("There is nothing to accept.", "Choose at least one passage.")
        return self._evidence.add_all([as_evidence(candidate) for candidate in candidates])

    def dismiss(self, candidates: Sequence[Candidate]) -> Changes:
        """Does not offer candidates again; one change to undo.

        Raises:
            KnownError: there are none.
        """
        return self._mark(candidates, away=True)

    def restore(self, candidates: Sequence[Candidate]) -> Changes:
        """Offers dismissed candidates again; one change to undo.

        Raises:
            KnownError: there are none.
        """
        return self._mark([one for one in candidates if one.dismissed], away=False)

    def _mark(self, candidates: Sequence[Candidate], *, away: bool) -> Changes:
        verb = "dismiss" if away else "offer again"
        if not candidates:
            raise KnownError(f"There is nothing to {verb}.", "Choose at least one passage.")
        count = "1 passage" if len(candidates) == 1 else f"{len(candidates)} passages"
        documents = sorted({candidate.passage.document for candidate in candidates})
        name = f"{verb} {count} of “{self._document(documents[0]).title}”"
        with change(self._database, name, self._author, {"documents": documents, "passages": len(candidates)}) as made:
            for candidate in candidates:
                if away:
                    store.dismiss(made, candidate.id, candidate.passage.document, self._author)
                else:
                    store.restore(made, candidate.id)
        return Changes(name=name, documents=frozenset(documents))

    def _places(self, document: Document) -> Iterator[_Place]:
        """The passages of a document, each with what its own section is about where it is an inspection report."""
        pages = page_store.of_document(self._database, document.id)
        if document.ofsted is not None:
            yield from self._of_report(document, pages)
            return
        text = flow(pages)
        for start, end in passage_spans(text.text):
            yield passage_at(text, start, end, document.id, 0), (), ""

    def _of_report(self, document: Document, pages: Sequence[PageText]) -> Iterator[_Place]:
        report = report_from_json(document.ofsted or {})
        framework = self._frameworks.every().get(self._inspections.get(document.id).report.framework or "")
        paragraphs = [(section, paragraph) for section in report.sections for paragraph in section.paragraphs]
        wanted = [Passage(document.id, each.page, each.to_page, 0, 0, each.text) for _, each in paragraphs]
        for (section, _), passage in zip(paragraphs, find_again(pages, wanted, document.id, 0), strict=True):
            if passage is not None:
                yield passage, stable_areas(framework, section.area or ""), section.heading

    def _document(self, document: int) -> Document:
        found = document_store.get(self._database, document)
        if found is None:
            raise NotFound(
                f"There is no document {document} in this workspace.", "`evidence-app documents` lists them."
            )
        return found


def _candidate(passage: Passage, reading: Reading, section: str) -> Candidate:
    first = reading.suggestions[0]
    theme = first.themes[0][1] if first.theme else 0.0
    score = first.score * (_AREA + _FINDING * (reading.finding != "context") + _THEME * theme)
    return Candidate(
        id=candidate_id(passage),
        passage=passage,
        area=first.area,
        theme=first.theme,
        finding=reading.finding,
        score=score,
        words=first.words,
        section=section,
    )
