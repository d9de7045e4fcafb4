"""What each visit found: its statements by judgement area, and beside those of other visits on the same theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from evidence_app.domain.mapping import areas_for, stable_areas
from evidence_app.domain.said import AreaFindings, ThemeTold, Told
from evidence_app.domain.sentences import sentence_spans
from evidence_app.domain.series import Inspection, Statement, points_to_improve
from evidence_app.errors import NotFound
from evidence_app.progress import Progress, Steps
from evidence_app.store import evidence as evidence_store
from evidence_app.store.database import Database
from evidence_app.suggest.finding import read_finding
from evidence_app.suggest.repeats import themes_of
from evidence_app.suggest.suggester import Suggester
from evidence_app.workspace.frameworks import Frameworks
from evidence_app.workspace.inspections import IMPROVE, Inspections

# Statements of one report on a theme that are shown beside each other; what needs to improve comes first.
MOST = 4
# How likely an area must be for a statement to be put under it.
SURE = 0.4


class Findings:
    """What the own authority's visits found, as the reader of reports reads them."""

    def __init__(self, database: Database, frameworks: Frameworks, inspections: Inspections) -> None:
        self._database = database
        self._frameworks = frameworks
        self._inspections = inspections
        self._read: dict[tuple[int, str], tuple[Inspection, tuple[Told, ...]]] = {}

    def of(self, document: int) -> list[AreaFindings]:
        """What a report or letter says by area, in the framework's order; what is under no area comes last.

        Raises:
            NotFound: the document is no inspection report or letter.
        """
        inspection = self._inspections.get(document)
        framework = self._frameworks.current()
        tagged: dict[str, int] = defaultdict(int)
        for item in evidence_store.every(self._database, document=document):
            for area in item.areas:
                tagged[area] += 1
        by_area: dict[str, list[Told]] = defaultdict(list)
        for one in self._told(inspection):
            by_area[one.area].append(one)
        names = [(area.id, area.name) for area in framework.areas] + [("", "")]
        return [
            AreaFindings(area, name, self._grade(inspection, area), tagged[area], tuple(by_area[area]))
            for area, name in names
            if by_area[area] or tagged[area]
        ]

    def side_by_side(self, document: int) -> Steps[list[ThemeTold]]:
        """The themes that a visit and another one speak of, with what each said; those that came back first.

        Raises:
            NotFound: the document is no own inspection report or letter.
        """
        own = [one for one in self._inspections.every(elsewhere=False) if one.report.start is not None]
        if document not in [one.document for one in own]:
            raise NotFound("This is no report or letter of your own authority whose dates are known.")
        said: dict[int, dict[str, list[Told]]] = {}
        for done, inspection in enumerate(own):
            yield Progress("Comparing visits", done, len(own))
            said[inspection.document] = _by_theme(self._told(inspection))
        order = [one.document for one in own]
        place = order.index(document)
        framework = self._frameworks.current()
        found = []
        for theme, here in said[document].items():
            others = [
                (other, _first(said[other][theme])) for other in order if other != document and theme in said[other]
            ]
            known = framework.theme(theme)
            if not others or known is None:
                continue
            earlier = [said[other].get(theme, []) for other in order[:place]]
            repeated = _wanting(here) and any(map(_wanting, earlier))
            found.append(ThemeTold(theme, known.label, _first(here), tuple(others), repeated))
        return sorted(found, key=lambda one: (not one.repeated, -sum(len(told) for _, told in one.others)))

    def _told(self, inspection: Inspection) -> tuple[Told, ...]:
        """The statements of a report with what they speak of; kept, since reading one takes a tenth of a second."""
        framework = self._frameworks.current()
        key = inspection.document, framework.id
        known = self._read.get(key)
        if known is None or known[0] != inspection:
            suggester = Suggester(framework)
            own = self._frameworks.every().get(inspection.report.framework or "")
            read = tuple(
                told
                for statement, area in _statements(inspection)
                for told in _read(suggester, statement, stable_areas(own, area) if area else ())
            )
            self._read[key] = known = inspection, read
        return known[1]

    def _grade(self, inspection: Inspection, area: str) -> str:
        """The grade a report prints for an area of the workspace's framework; empty where it gives none."""
        own = self._frameworks.every().get(inspection.report.framework or "")
        for grade in inspection.report.grades:
            if area and area in areas_for(self._frameworks.current(), stable_areas(own, grade.area)):
                return grade.printed
        return ""


def _statements(inspection: Inspection) -> Iterator[tuple[Statement, str]]:
    """What a report says, in its order, with the area of its own section; its list of what to improve comes first."""
    document = inspection.document
    points = points_to_improve(inspection)
    for point in points:
        yield Statement(document, point.page, point.number, IMPROVE, point.text), ""
    listed = {point.text for point in points}
    for section in inspection.report.sections:
        if section.area != "lscb":
            for one in section.paragraphs:
                if one.text in listed:
                    continue  # the list itself stands in a section of its own in some reports
                yield Statement(document, one.page, one.number, section.heading, one.text), section.area or ""


def _read(suggester: Suggester, statement: Statement, within: Sequence[str]) -> Iterator[Told]:
    """A point as a whole; of a paragraph each sentence by itself, since one often praises and the next one does not."""
    reading = suggester.read(statement.text, within=within)
    likely = reading.suggestions[0] if reading.suggestions else None
    area = likely.area if likely and likely.score >= SURE else ""
    themes = tuple(sorted(themes_of(reading)))
    if statement.section == IMPROVE:
        yield Told(statement, "improvement", area, themes, asked=True)
        return
    for start, end in sentence_spans(statement.text):
        words = statement.text[start:end].strip()
        yield Told(replace(statement, text=words), read_finding(words)[0], area, themes)


def _by_theme(told: Iterable[Told]) -> dict[str, list[Told]]:
    found: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        for theme in one.themes:
            found[theme].append(one)
    return dict(found)


def _wanting(told: Iterable[Told]) -> bool:
    return any(one.finding == "improvement" for one in told)


def _first(told: Sequence[Told]) -> tuple[Told, ...]:
    """The few statements that are shown: points asked for, then what is wanting, then strengths."""
    rank = {"improvement": 1, "strength": 2, "context": 3}
    plain = [one for one in told if one.finding != "context"] or told
    return tuple(sorted(plain, key=lambda one: 0 if one.asked else rank[one.finding])[:MOST])
