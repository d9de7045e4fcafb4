"""Projects of other programs come in: what a file would do, and doing it."""

from __future__ import annotations

import hashlib
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evidence_app.domain.document import INSIDE, Attention, Document, PageText
from evidence_app.domain.evidence import Evidence, Passage
from evidence_app.domain.exchange import Brought, Project, Source, Target, Unplaced
from evidence_app.errors import KnownError
from evidence_app.exchange import codes as coding
from evidence_app.exchange import composing, placing
from evidence_app.exchange.archive import Archive
from evidence_app.exchange.composing import Proposal
from evidence_app.exchange.guids import evidence_id, guid
from evidence_app.exchange.parsing import read_project
from evidence_app.progress import Progress, Steps
from evidence_app.store import documents as document_store
from evidence_app.store import evidence as evidence_store
from evidence_app.store import pages as page_store
from evidence_app.store.database import Database, now
from evidence_app.store.journal import change
from evidence_app.tagging import commands
from evidence_app.workspace.documents import Documents
from evidence_app.workspace.evidence import EvidenceBoard
from evidence_app.workspace.frameworks import Frameworks
from evidence_app.workspace.pages import Pages


@dataclass(slots=True)
class Bringing:
    """A project that comes in.

    Args:
        do: False for a preview.
    """

    database: Database
    frameworks: Frameworks
    documents: Documents
    evidence: EvidenceBoard
    pages: Pages
    author: str
    do: bool
    unplaced: list[Unplaced] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    there: int = 0
    waiting: int = 0
    other_codes: int = 0
    new: dict[str, int] = field(default_factory=dict)

    def run(self, path: Path, chosen: Mapping[str, str]) -> Steps[Brought]:
        """Brings a .qdpx file in, as one undoable change; documents are added as in any import, and stay.

        Args:
            chosen: what codes mean, by name or guid; see exchange.codes.targets.

        Raises:
            KnownError: the file cannot be read, or what was chosen does not exist.
        """
        yield Progress("Reading the project")
        with Archive(path) as archive:
            project = read_project(archive)
            meant = coding.targets(self.frameworks.current(), project.codes, chosen)
            known = yield from self._known(project)
            placed = dict(known)
            if self.do:
                self.new = yield from self._add(path, [one for one in project.sources if one.guid not in known])
                placed |= self.new
            items = yield from self._items(project, meant, placed)
            added = [one for one in project.sources if one.guid not in known and (one.guid in placed or not self.do)]
            if self.do:
                self._store(project, items, {one.guid: placed[one.guid] for one in added})
        return Brought(
            format="qdpx",
            done=self.do,
            sources=len(project.sources),
            matched=len(known),
            added=sum(one.content is not None or bool(one.text) for one in added),
            selections=sum(len(one.selections) for one in project.sources),
            tagged=len(items),
            there=self.there,
            waiting=self.waiting,
            codes=composing.uses(project, meant),
            unplaced=tuple(self.unplaced),
            left_out=self._left_out(project),
            evidence=tuple(item.id for item in items) if self.do else (),
        )

    # -- sources ----------------------------------------------------------------------------------------------------

    def _known(self, project: Project) -> Steps[dict[str, int]]:
        """The document of each source that is in the library, by the source's guid."""
        library = {one.id: one for one in document_store.every(self.database, reading=False) if one.pages}
        contents = document_store.renditions(self.database) | document_store.hashes(self.database)
        shelf = placing.Shelf(library, contents)
        found: dict[str, int] = {}
        open_ones: list[Source] = []
        for done, source in enumerate(project.sources):
            yield self._progress("Looking for the documents", done, len(project.sources))
            document = shelf.by_guid(source)
            if document is None and source.content is not None:
                document = shelf.by_content(hashlib.sha256(source.content()).hexdigest())
            if document is None or document not in library:
                open_ones.append(source)
            else:
                found[source.guid] = document
        if any(source.text for source in open_ones):
            for done, document in enumerate(library):
                yield self._progress("Comparing texts", done, len(library))
                shelf.put_text(document, page_store.of_document(self.database, document))
            same = {source.guid: shelf.by_text(source) for source in open_ones}
            found |= {source: document for source, document in same.items() if document is not None}
        return found

    def _add(self, path: Path, sources: Sequence[Source]) -> Steps[dict[str, int]]:
        """Adds sources to the library as in any import; gives the document of each that could be read."""
        named: dict[str, Source] = {}
        members: list[tuple[str, Callable[[], bytes]]] = []
        for source in sources:
            content = source.content
            ending = source.ending
            if content is None:
                if not source.text:
                    continue
                # The file stands elsewhere, its text is here.
                content, ending = _as_bytes(source.text), "txt"
            name = _file_name(source.name, ending, named)
            named[name] = source
            members.append((name, content))
        if not members:
            return {}
        report = yield from self.documents.import_members(path, members)
        refused = {one.path.rpartition(INSIDE)[2]: one for one in report.attention}
        by_name = {
            where.rpartition(INSIDE)[2]: one.id
            for one in document_store.every(self.database, reading=False)
            if one.pages
            for where in one.paths
            if INSIDE in where and Path(where.partition(INSIDE)[0]).name == path.name
        }
        for name, source in named.items():
            if name not in by_name:
                self._refuse(source, refused.get(name))
        return {source.guid: by_name[name] for name, source in named.items() if name in by_name}

    def _refuse(self, source: Source, why: Attention | None) -> None:
        reason = f"Its document could not be read: {why.reason}" if why else "Its document could not be read."
        self.unplaced += [Unplaced(source.name, placing.words_of(source, one), reason) for one in source.selections]

    # -- evidence ---------------------------------------------------------------------------------------------------

    def _items(
        self, project: Project, meant: Mapping[str, Target | None], placed: Mapping[str, int]
    ) -> Steps[list[Evidence]]:
        """The evidence that is new, with its documents where they are in the library."""
        here = evidence_store.every(self.database)
        by_guid = {guid("evidence", item.id): item for item in here}
        by_guid |= {item.id: item for item in here}
        by_place: dict[tuple[int, ...], list[Evidence]] = defaultdict(list)
        for item in here:
            by_place[_place(item.passage)].append(item)
        _, persons = composing.persons_of(project.cases)
        refused = {one.source for one in self.unplaced}
        made: list[Evidence] = []
        for done, source in enumerate(project.sources):
            yield self._progress("Placing passages", done, len(project.sources))
            proposals = composing.compose(source, project.codes, meant, persons, by_guid)
            new = [one for one in proposals if not self._is_here(one, by_guid)]
            document = placed.get(source.guid)
            if document is None:
                if source.content is None and not source.text:
                    self._unplace(source, new, "Neither the file nor the text of its document is in the project.")
                elif not self.do:
                    self.waiting += sum(bool(one.areas) for one in new)
                    for one in new:
                        if not one.areas:
                            self._unplace(source, [one], _no_area(one))
                elif source.name not in refused:
                    self._unplace(source, new, "Its document is not in the library.")
                continue
            known = document_store.get(self.database, document)
            assert known is not None
            text = page_store.of_document(self.database, document)
            for proposal, passage in self._passages(source, new, text, document):
                if passage is None:
                    self._unplace(source, [proposal], "Its words do not stand in the document.")
                elif not proposal.areas:
                    self._unplace(source, [proposal], _no_area(proposal))
                elif any(set(proposal.areas) <= set(item.areas) for item in by_place[_place(passage)]):
                    self.there += len(proposal.selections)
                else:
                    item = self._item(proposal, passage, known, source)
                    by_place[_place(passage)].append(item)
                    made.append(item)
                    yield self._progress("Placing passages", done, len(project.sources))
        return made

    def _is_here(self, proposal: Proposal, here: Mapping[str, Evidence]) -> bool:
        """Whether this went out from here, or came in before."""
        one = proposal.selection
        item = here.get(one.guid) or here.get(evidence_id(one.guid))
        if item is None:
            return False
        self.there += len(proposal.selections)
        told = (set(proposal.areas), set(proposal.themes), proposal.finding, proposal.impact)
        if told != (set(item.areas), set(item.themes), item.finding, item.impact):
            self.other_codes += 1
        return True

    def _passages(
        self, source: Source, proposals: Sequence[Proposal], text: Sequence[PageText], document: int
    ) -> list[tuple[Proposal, Passage | None]]:
        version = self.pages.extractor
        words = [one for one in proposals if one.selection.start >= 0]
        found = placing.place_words(source, [one.selection for one in words], text, document, version)
        placed = list(zip(words, found, strict=True))
        for one in proposals:
            if one.selection.start < 0:
                placed.append((one, self._box(one, text, document)))
        return placed

    def _box(self, proposal: Proposal, text: Sequence[PageText], document: int) -> Passage | None:
        """A box of a page: by its words where the file has them, by the words inside it, or as a picture."""
        selection, version = proposal.selection, self.pages.extractor
        passage = placing.place_box(selection, text, document, version)
        box = placing.displayed(selection, text)
        if passage is not None or box is None:
            return passage
        try:
            if selection.name.startswith(placing.PICTURE):
                said = selection.name.removeprefix(placing.PICTURE).removesuffix("]")
                return self.evidence.picture(document, selection.page, box, said)
            return self.evidence.inside(document, selection.page, box) or self.evidence.picture(
                document, selection.page, box, selection.name or "a box without a name"
            )
        except KnownError:
            return None  # a box of no size, or on a page that cannot be drawn

    def _item(self, proposal: Proposal, passage: Passage, document: Document, source: Source) -> Evidence:
        one = proposal.selection
        day = self.evidence.proposed_date(document.id, (passage.page, passage.start))
        if day == document.date and source.guid in self.new:
            day = source.details.get("date", day)
        return Evidence(
            id=evidence_id(one.guid),
            passage=self._boxed(passage) if self.do and not passage.picture else passage,
            title=document.title,
            areas=proposal.areas,
            themes=proposal.themes,
            finding=proposal.finding,
            impact=proposal.impact,
            note=proposal.note,
            date=day,
            author=one.user or self.author,
            created=composing.moment(one.created, now()),
            person=proposal.person,
        )

    def _boxed(self, passage: Passage) -> Passage:
        try:
            return self.pages.boxed(passage)
        except KnownError:
            return passage  # a document whose bytes were not kept; its words are enough

    def _unplace(self, source: Source, proposals: Sequence[Proposal], reason: str) -> None:
        self.unplaced += [
            Unplaced(source.name, placing.words_of(source, proposal.selection), reason) for proposal in proposals
        ]

    def _store(self, project: Project, items: Sequence[Evidence], added: Mapping[str, int]) -> None:
        """One change: the evidence, and what the project calls the documents it brought and whom they are about."""
        framework = self.frameworks.current()
        for item in items:
            commands.check(framework, item)
        children, _ = composing.persons_of(project.cases)
        sources = {source.guid: source for source in project.sources}
        if not items and not added:
            return
        detail = {"evidence": [item.id for item in items], "documents": sorted(added.values())}
        with change(self.database, f"bring in “{project.name or 'a project'}”", self.author, detail) as made:
            for source, document in added.items():
                details = {"title": sources[source].name, **sources[source].details}
                details |= {"child": children[source]} if source in children else {}
                made.put("documents", {"id": document, **details})
            for item in items:
                evidence_store.put(made, item)

    # -- telling ----------------------------------------------------------------------------------------------------

    def _left_out(self, project: Project) -> tuple[str, ...]:
        told = [f"The file also holds {what}, which have no place here: {n:,}." for what, n in project.skipped.items()]
        if self.other_codes:
            told.append(f"Coded otherwise in the file, and left as it is here: {self.other_codes:,}.")
        return tuple(told)

    def _progress(self, message: str, done: int, total: int) -> Progress:
        return Progress(message, done, total, time.monotonic() - self.began)


def _place(passage: Passage) -> tuple[int, ...]:
    box = (round(side) for side in passage.boxes[0][1:]) if passage.picture and passage.boxes else ()
    return (passage.document, passage.page, passage.start, passage.to_page, passage.end, *box)


def _no_area(proposal: Proposal) -> str:
    if not any(one.codes for one in proposal.selections):
        return "It has no code."
    named = f": {'; '.join(proposal.others)}" if proposal.others else ""
    return f"None of its codes means a judgement area here{named}."


def _as_bytes(text: str) -> Callable[[], bytes]:
    return lambda: text.encode("utf-8", errors="replace")


def _file_name(name: str, ending: str, taken: Mapping[str, Source]) -> str:
    plain = name.replace("/", "-").replace("\\", "-").replace("→", ">").removesuffix(f".{ending}")[:120]
    number, made = 1, f"{plain}.{ending}"
    while made in taken:
        number += 1
        made = f"{plain} ({number}).{ending}"
    return made
