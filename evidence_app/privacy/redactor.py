"""Takes personal data out of what leaves in a pack: its words here, its pages in a worker process."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Generator, Mapping, Sequence

from evidence_app.domain.document import PUBLISHED_KINDS
from evidence_app.domain.evidence import Passage
from evidence_app.domain.pack import Check
from evidence_app.domain.pagetext import flow
from evidence_app.domain.redaction import PLACEHOLDERS, RedactedCopy, Redaction, Review
from evidence_app.domain.wording import as_quoted
from evidence_app.pages.process import WorkerProcess
from evidence_app.privacy.find import in_words
from evidence_app.privacy.plain import Term, Terms
from evidence_app.privacy.removals import Sought, leaves_in, removals, replaced
from evidence_app.store import documents as document_store
from evidence_app.store import pages as page_store
from evidence_app.store import privacy as store
from evidence_app.store.database import Database

# Seconds for a page, for a document as a whole, and for the proof of a pack; bytes the worker may take.
PAGE, DOCUMENT, PROOF = 60.0, 180.0, 1800.0
MEMORY = 3 << 30
# Reads pages of a PDF from their picture.
Eyes = Callable[[bytes, Sequence[int]], Mapping[int, str]]
# What is printed in place of personal data.
_PRINTED = re.compile(r"\[[^\]]*\]")
# Two pieces of one name, over a page's end, are one name again.
_TWICE = re.compile(r"(\[[^\]]*\])(?:\s*\1)+")


class PackRedactor:
    """Takes personal data out by the decisions the workspace holds: all that was found or marked, but not rejected.

    Args:
        database: the workspace.
        allowed: words never taken for personal data, beside those on the workspace's list.
        four_eyes: whether a rejection counts only when a second person approved it.
        eyes: reads pages of a PDF from their picture, where that is installed; gives their words by page number.
    """

    def __init__(
        self, database: Database, allowed: Sequence[str], *, four_eyes: bool, eyes: Eyes | None = None
    ) -> None:
        self._database = database
        self._allowed = allowed
        self._listed = store.listed(database)
        self._found = store.every(database)
        self._four_eyes = four_eyes
        self._removals = removals(self._found, store.subjects(database), self._listed, four_eyes=four_eyes)
        self._terms = Terms(self._removals.terms)
        self._review = Review(0, 0, 0, 0)
        self._public: set[int] = set()
        self._open: set[Term] = set()
        self._eyes = eyes
        self._worker = WorkerProcess("evidence_app.privacy.worker", MEMORY)

    @property
    def review(self) -> Review:
        """What was decided."""
        return self._review

    def cite(self, pages: Mapping[int, Collection[int]]) -> None:
        """Tells which pages a pack shows or quotes, by document; what published ones say may stand in it.

        A published document in which somebody marked a place counts as any other.
        """
        shown = [one for one in self._found if one.page in pages.get(one.document, ())]
        self._review = _review(shown, four_eyes=self._four_eyes)
        kinds = {known.id: known.kind for known in document_store.every(self._database)}
        cited = {one for one in pages if kinds.get(one) in PUBLISHED_KINDS}
        self._public = {one for one in cited if not self._removals.places.get(one)}
        public = (page for one in self._public for page in page_store.of_document(self._database, one))
        self._open = {term for page in public for _, _, term in self._terms.find(page.text)}

    def words(self, text: str) -> str:
        """A text of the pack's own with personal data replaced: what the documents hold, and what it holds itself."""
        known = replaced(text, self._terms)
        printed = [match.span() for match in _PRINTED.finditer(known)]
        for hit in reversed(in_words(known, self._listed, self._allowed)):
            if not any(start < hit.end and hit.start < end for start, end in printed):
                known = known[: hit.start] + PLACEHOLDERS[hit.kind] + known[hit.end :]
        return known

    def quotation(self, passage: Passage) -> tuple[str, str]:
        """A quotation with personal data replaced, and what of its words is left on the page itself."""
        if passage.picture:
            return self.words(passage.quote), ""
        if passage.document in self._public:
            return passage.quote, passage.quote
        numbers = range(passage.page, passage.to_page + 1)
        pages = [page for number in numbers if (page := page_store.one(self._database, passage.document, number))]
        text = flow(pages)
        start, end = text.offset(passage.page, passage.start), text.offset(passage.to_page, passage.end)
        ranges = [(first, last, term.value) for first, last, term in self._terms.find(text.text)]
        for place in self._removals.places.get(passage.document, ()):
            if place.page in numbers and place.end > place.start:
                ranges.append((text.offset(place.page, place.start), text.offset(place.page, place.end), place.label))
        printed, left = [], []
        at = start
        for first, last, label in sorted(ranges, key=lambda one: (one[0], -one[1])):
            first, last = max(first, at), min(last, end)
            if first < last:
                printed += [text.text[at:first], label]
                left += [text.text[at:first], " "]
                at = last
        words = _TWICE.sub(r"\1", as_quoted("".join([*printed, text.text[at:end]])))
        return words, as_quoted("".join([*left, text.text[at:end]]))

    def copy(self, document: int, data: bytes, numbers: Sequence[int]) -> Generator[int, None, RedactedCopy | None]:
        """Copies pages of a document without personal data, giving how many are done; None where it may stay as it is.

        Published documents stay as they are.

        Raises:
            KnownError: something could not be taken out.
        """
        if document in self._public:
            return None
        places = list(self._removals.places.get(document, ()))
        self._worker.call(DOCUMENT, "begin", data, numbers, places, self._removals.terms)
        for done, number in enumerate(numbers):
            yield done
            self._worker.call(PAGE, "take", number)
        copied: RedactedCopy = self._worker.call(DOCUMENT + len(numbers), "end")
        return copied

    def prove(
        self, files: Mapping[str, bytes], beside: Mapping[int, Sequence[str]], front: int, public: Collection[int]
    ) -> list[Check]:
        """Proves from a pack's finished files that what was taken out is nowhere in them; see prove.prove."""
        opened = tuple(term for term in self._removals.terms if term in self._open)
        sought = Sought(self._removals.terms, opened, front, frozenset(public))
        checks: list[Check] = self._worker.call(PROOF, "prove_files", files, sought, beside)
        if self._eyes is not None:
            pdf = next(data for name, data in files.items() if name.endswith(".pdf"))
            pages = self._worker.call(PROOF, "pictured", pdf, sought)
            words = self._eyes(pdf, pages) if pages else {}
            checks.append(self._worker.call(PROOF, "prove_seen", words, sought))
        return checks

    def close(self) -> None:
        """Ends the worker process."""
        self._worker.close()


def _review(shown: Sequence[Redaction], *, four_eyes: bool) -> Review:
    kept = sum(leaves_in(one, four_eyes=four_eyes) for one in shown)
    return Review(
        removed=len(shown) - kept,
        unreviewed=sum(one.decision == "proposed" for one in shown),
        kept=kept,
        approved=sum(bool(one.approved_by) for one in shown),
    )
