"""Personal data: find it in all documents, decide about it, and take it out of what leaves."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from evidence_app.changes import Changes
from evidence_app.domain.document import PUBLISHED_KINDS, Document
from evidence_app.domain.pack import Check
from evidence_app.domain.pageview import EXTRACTOR
from evidence_app.domain.redaction import Decision, Kind, Listed, PrivacyReport, Redaction, Subject
from evidence_app.errors import KnownError, NotFound
from evidence_app.ocr import looking, reading
from evidence_app.packs import verify
from evidence_app.privacy import decide, find
from evidence_app.privacy.pseudonyms import new_subjects
from evidence_app.privacy.redactor import PackRedactor
from evidence_app.progress import Steps
from evidence_app.store import documents as document_store
from evidence_app.store import pages as page_store
from evidence_app.store import privacy as store
from evidence_app.store.database import Database
from evidence_app.store.journal import audit, change
from evidence_app.workspace.pages import Pages

_FOUR_EYES = "privacy.four_eyes"


class Privacy:
    """The personal data of a workspace."""

    def __init__(self, database: Database, author: str, pages: Pages) -> None:
        self._database = database
        self._author = author
        self._pages = pages

    # -- find -------------------------------------------------------------------------------------------------------

    def search(self) -> Steps[PrivacyReport]:
        """Searches every document that is not published for personal data. Decisions are kept; closing cancels.

        Raises:
            ReadOnly: the workspace is open for reading only.
        """
        began = time.monotonic()
        documents = self._searched()
        stamps = self._stamps(documents)
        listed = store.listed(self._database)
        ids = [document.id for document in sorted(documents, key=lambda one: one.id)]
        found = yield from find.search(
            ids, lambda one: page_store.of_document(self._database, one), listed, self._allowed()
        )
        every = [one for document in ids for one in found.findings[document]]
        people = {person.id: person for person in found.people}
        labels = {one.subject: " ".join(one.text.split()) for one in reversed(every)}
        labels.update({f"name:{person.id}": person.label for person in found.people})
        subjects = new_subjects(
            every, people, store.subjects(self._database), labels, store.pseudonyms_given(self._database)
        )
        counts = Counter(one.kind for one in every)
        with self._database.write() as tables:
            store.replace(self._database, found.findings, subjects, stamps)
            audit(tables, self._author, "search for personal data", {"documents": len(ids), "findings": len(every)})
        return PrivacyReport(
            documents=len(ids),
            pages=found.pages,
            findings=dict(sorted(counts.items())),
            people=len({one.subject for one in every if one.kind == "name"}),
            seconds=round(time.monotonic() - began, 3),
            skipped=len(document_store.every(self._database)) - len(ids),
        )

    @property
    def is_current(self) -> bool:
        """Whether every document was searched as it is now, with the lists as they are now."""
        return store.stamps(self._database) == self._stamps(self._searched())

    # -- look -------------------------------------------------------------------------------------------------------

    def redactions(self, document: int | None = None) -> list[Redaction]:
        """Everything found or marked, in order of document and place, with the decision that holds for it."""
        return store.every(self._database, document=document)

    def subjects(self) -> list[Subject]:
        """Everybody and everything found, in the order in which they were found, with their pseudonyms."""
        return store.subjects(self._database)

    def lists(self) -> list[Listed]:
        """The workspace's own names, allowed words and shapes of numbers."""
        return store.listed(self._database)

    # -- decide -----------------------------------------------------------------------------------------------------

    def decide(self, ids: Iterable[str], decision: Decision, code: str = "") -> Changes:
        """Accepts, rejects or reopens ("proposed") findings one by one; undoable.

        Args:
            code: a key of domain.redaction.CODES, or empty.
        """
        return decide.decide(self._database, self._author, ids, decision, code)

    def decide_everywhere(self, subjects: Iterable[str], decision: Decision, code: str = "") -> Changes:
        """Accepts, rejects or reopens every mention of people, numbers or addresses; undoable."""
        return decide.decide_everywhere(self._database, self._author, subjects, decision, code)

    def approve(self, ids: Iterable[str] = (), subjects: Iterable[str] = ()) -> Changes:
        """Agrees, as a second person, with what another has decided; undoable."""
        return decide.approve(self._database, self._author, ids, subjects)

    def mark(self, document: int, page: int, start: int, end: int, kind: Kind = "other", code: str = "") -> Changes:
        """Marks words by hand; undoable.

        Args:
            page: from 1.
            start, end: characters in the page's text (end exclusive).
        """
        text = page_store.one(self._database, document, page)
        if text is None:
            raise NotFound(f"The document has no page {page}.")
        words = text.text[start:end]
        if not words.strip():
            raise KnownError("There are no words to mark.", "Draw a box where the page has no text.")
        one = Redaction("", document, page, start, end, words, kind, "", "", "", code=code)
        return decide.mark(self._database, self._author, [one])

    def draw(self, document: int, page: int, box: tuple[float, float, float, float], code: str = "") -> Changes:
        """Marks a box of a page by hand: everything in it goes, words and picture alike; undoable.

        Args:
            box: x0, y0, x1, y1 in points of displayed page space.
        """
        x0, y0, x1, y1 = box
        text = page_store.one(self._database, document, page)
        if text is None:
            raise NotFound(f"The document has no page {page}.")
        if x1 - x0 < 1 or y1 - y0 < 1:
            raise KnownError("That box is too small.", "Draw it around what is to go.")
        marks = [Redaction("", document, page, 0, 0, "", "other", "", "", "", code=code, boxes=((x0, y0, x1, y1),))]
        # The words in it are marked as well, so that they leave quotations too.
        inside = [
            word
            for word in self._pages.words(document, page).result()
            if x0 <= (word.x0 + word.x1) / 2 <= x1 and y0 <= (word.y0 + word.y1) / 2 <= y1
        ]
        marks += [
            Redaction(
                "",
                document,
                page,
                word.start,
                word.end,
                text.text[word.start : word.end],
                "other",
                "",
                "",
                "",
                code=code,
            )
            for word in inside
        ]
        return decide.mark(self._database, self._author, marks)

    # -- take out ---------------------------------------------------------------------------------------------------

    def redactor(self) -> PackRedactor:
        """Takes out of a pack all that was found or marked and not rejected. Search first; close it when done."""
        eyes = looking.seen if reading.installed() else None
        return PackRedactor(self._database, self._allowed(), four_eyes=self.four_eyes, eyes=eyes)

    def prove_pack(self, pack: Path, password: str | None = None, pdf_password: str | None = None) -> list[Check]:
        """Looks in a finished pack for everything that is to leave by the decisions as they are now. Search first.

        Args:
            pack: its folder.
            password: of its archive, if it is one.
            pdf_password: of its PDF, if that is encrypted.

        Raises:
            KnownError: the folder holds no pack, or its archive or PDF does not open.
        """
        files, about = verify.held(pack, password, pdf_password)
        ids = {document.sha256: document.id for document in document_store.every(self._database)}
        shown = {each["sha256"]: [page["page"] for page in each["shown"]] for each in about["documents"]}
        left = [each["shown"] for each in about["documents"] if each["kind"] in PUBLISHED_KINDS]
        public = [page["pack_page"] for pages in left for page in pages]
        redactor = self.redactor()
        try:
            redactor.cite({ids[sha256]: pages for sha256, pages in shown.items() if sha256 in ids})
            checks = redactor.prove(files, {}, about["counts"]["front_pages"], public)
        finally:
            redactor.close()
        # What stood beside a removal is known while a pack is made only.
        return [check for check in checks if check.name != "redaction: neighbours"]

    def unmark(self, ids: Iterable[str]) -> Changes:
        """Takes marks made by hand away; undoable."""
        return decide.unmark(self._database, self._author, ids)

    def rename(self, subject: str, pseudonym: str, role: str | None = None) -> Changes:
        """Gives a person another pseudonym, and perhaps another role; undoable."""
        return decide.rename(self._database, self._author, subject, pseudonym, role)

    def add_listed(self, entries: Sequence[Listed]) -> Changes:
        """Adds to the workspace's own lists (ids are given here); undoable. Search again to find what they say."""
        return decide.add_listed(self._database, self._author, entries)

    def remove_listed(self, ids: Iterable[str]) -> Changes:
        """Takes entries off the lists; undoable."""
        return decide.remove_listed(self._database, self._author, ids)

    @property
    def four_eyes(self) -> bool:
        """Whether what is to stay in needs a second person's approval."""
        return self._database.meta(_FOUR_EYES) == "1"

    def require_four_eyes(self, wanted: bool) -> Changes:
        """Turns the four-eyes rule on or off; undoable."""
        name = "require a second person for redaction" if wanted else "let one person decide about redaction"
        with change(self._database, name, self._author, {}) as made:
            made.put("meta", {"key": _FOUR_EYES, "value": "1" if wanted else ""})
        return Changes(name=name, settings=True, privacy=True)

    # -- what is searched -------------------------------------------------------------------------------------------

    def _searched(self) -> list[Document]:
        """Documents that may hold personal data: readable, and not published by the inspectorate."""
        every = document_store.every(self._database)
        return [one for one in every if one.pages and one.kind not in PUBLISHED_KINDS]

    def _allowed(self) -> list[str]:
        """Words never proposed: the council's own name, and the inspectors named in published reports."""
        words = [self._database.meta("authority") or ""]
        for document in document_store.every(self._database):
            words.append(document.authority)
            words.append(str((document.ofsted or {}).get("lead_inspector") or ""))
        return sorted({word for word in words if word})

    def _stamps(self, documents: Iterable[Document]) -> dict[int, str]:
        """What each document would be searched with: rules, its pages, the lists."""
        lists = [(one.list, one.value, one.role) for one in store.listed(self._database)]
        common = repr((find.RULES, EXTRACTOR, sorted(lists), self._allowed()))
        return {one.id: hashlib.sha256(f"{one.sha256}{common}".encode()).hexdigest()[:16] for one in documents}
