"""Suggestions for passages: of a workspace, which has taught them, or without one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import replace

from evidence_app.domain.evidence import Passage
from evidence_app.domain.framework import Framework
from evidence_app.domain.inspection import Paragraph, Section, report_from_json
from evidence_app.domain.mapping import stable_areas
from evidence_app.domain.suggestion import Reading
from evidence_app.domain.wording import fold
from evidence_app.ofsted.frameworks import framework
from evidence_app.store import documents as document_store
from evidence_app.store import evidence as evidence_store
from evidence_app.store import journal
from evidence_app.store.database import Database
from evidence_app.suggest.suggester import Lesson, Suggester
from evidence_app.workspace.frameworks import Frameworks

# Tags learned from, the newest: they say how the officer decides now, and learning them takes about a second.
MOST_TAGS = 1000

# What a tag says: its quotation, areas and themes.
_Said = tuple[str, tuple[str, ...], tuple[str, ...]]


class Suggestions:
    """Proposes area, theme and finding for passages, and learns from the tags of the workspace.

    What was learned is the tags themselves, so it never leaves the workspace: it is read from them when first
    needed, follows every tag, edit and undo, and is gone with them.
    """

    def __init__(self, database: Database, frameworks: Frameworks) -> None:
        self._database = database
        self._frameworks = frameworks
        self._suggester: Suggester | None = None
        self._framework: Framework | None = None
        self._learned: dict[str, tuple[_Said, Lesson]] = {}
        self._moment = -1
        self._lock = threading.Lock()

    def suggest(self, passage: Passage | str, limit: int = 4) -> Reading:
        """The areas a passage may belong to, the likeliest first, each with its themes and the words that spoke for it.

        Args:
            passage: a passage of a document, for which the section of the inspection report it stands in decides;
                or bare words.
            limit: how many areas at most.
        """
        section = None if isinstance(passage, str) else self._section(passage)
        within = stable_areas(self._frameworks.every().get(section[0]), section[1].area or "") if section else ()
        text = passage if isinstance(passage, str) else passage.quote
        reading = self.read(text, limit, within=within)
        return replace(reading, section=section[1].heading) if section and within else reading

    def read(self, text: str, limit: int = 4, *, within: Collection[str] = ()) -> Reading:
        """As `suggest`, for a text of which it is known which stable areas its own section is about.

        Args:
            within: those areas; empty where it stands in no section about any.
        """
        with self._lock:
            return self._taught().read(text, limit, within=within)

    def prepare(self) -> None:
        """Loads the model and learns the tags, so that the first suggestion is as fast as the next ones."""
        with self._lock:
            self._taught()

    def _taught(self) -> Suggester:
        """The suggester with what the tags say now."""
        framework = self._frameworks.current()
        if self._suggester is None or framework != self._framework:
            self._suggester, self._framework = Suggester(framework), framework
            self._learned, self._moment = {}, -1
        moment = journal.moment(self._database)
        if moment != self._moment:
            said = {tag[0]: tag[1:] for tag in evidence_store.newest_tags(self._database, MOST_TAGS)}
            for item in [item for item, (before, _) in self._learned.items() if said.get(item) != before]:
                self._suggester.unlearn(self._learned.pop(item)[1])
            for item, each in said.items():
                if item not in self._learned:
                    self._learned[item] = each, self._suggester.learn(*each)
            self._moment = moment
        return self._suggester

    def _section(self, passage: Passage) -> tuple[str, Section] | None:
        """The framework and section of the inspection report a passage stands in; None where it stands in none."""
        document = document_store.get(self._database, passage.document)
        if document is None or document.ofsted is None:
            return None
        report = report_from_json(document.ofsted)
        words = fold(passage.quote).text
        for section in report.sections:
            if section.area and any(_holds(paragraph, passage, words) for paragraph in section.paragraphs):
                return report.framework or "", section
        return None


def passage_reader(framework_id: str, limit: int) -> Callable[[str], Reading]:
    """A function that reads passages one by one: areas with themes, the likeliest first, and the finding.

    Args:
        framework_id: whose areas and themes are suggested.
        limit: how many areas at most.

    Raises:
        KnownError: there is no such framework.
    """
    suggester = Suggester(framework(framework_id))
    return lambda text: suggester.read(text, limit)


def _holds(paragraph: Paragraph, passage: Passage, words: str) -> bool:
    """Whether a passage stands in a paragraph, or the greater part of a paragraph in it."""
    if passage.to_page < paragraph.page or passage.page > paragraph.to_page:
        return False
    whole = fold(paragraph.text).text
    return words in whole or (len(whole) > len(words) / 2 and whole in words)
