"""Takes what is to leave out of a copy of a document: words, pictures, drawings, and everything that only hides.

Runs in a worker process. A copy gets nothing but what its pages draw (see copying). Then every character that is not to
stay is taken out, the result is read again by two readers, and a page from which something could not be taken out
cleanly is made anew from its picture. What cannot be shown to be gone is refused.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence

import pymupdf

from evidence_app.domain.redaction import RedactedCopy
from evidence_app.errors import KnownError
from evidence_app.privacy.copying import copied, saved
from evidence_app.privacy.labels import label
from evidence_app.privacy.plain import Term, Terms, key
from evidence_app.privacy.plan import Plan, plan
from evidence_app.privacy.readable import BY_CHANCE, readable
from evidence_app.privacy.rebuild import rebuild
from evidence_app.privacy.removals import Removal
from evidence_app.privacy.second import SecondReader
from evidence_app.privacy.taking import taken_out

# A picture that covers more of the page than this is a scan.
_SCAN = 0.5


class NotRemovable(KnownError):
    """What was to leave could not be shown to be gone."""


def redact(data: bytes, wanted: Iterable[int], removals: Sequence[Removal], terms: Sequence[Term]) -> RedactedCopy:
    """A copy of a PDF without what is to leave; see Copying."""
    copying = Copying(data, sorted(set(wanted)), removals, terms)
    for number in copying.numbers:
        copying.take(number)
    return copying.finished()


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Turns what the engine raises on damaged documents, which can be anything and may quote them, into a sentence."""
    try:
        yield
    except (KnownError, MemoryError):
        raise
    except Exception as error:
        if "malloc" in str(error):
            raise MemoryError from None
        raise NotRemovable(
            "The document is damaged, so personal data cannot be taken out of it.", "Leave it out of the pack."
        ) from None


class Copying:
    """A copy of a PDF without what is to leave, in the making: take every page, then finish.

    Args:
        data: the document.
        numbers: the pages to copy, from 1, ascending.
        removals: places to empty.
        terms: words to take out wherever else they stand, also where they are hidden.

    Raises:
        NotRemovable: the document is damaged or protected, or a page is missing.
    """

    def __init__(self, data: bytes, numbers: Sequence[int], removals: Sequence[Removal], terms: Sequence[Term]) -> None:
        self.numbers = tuple(numbers)
        self._data = data
        self._removals = removals
        self._terms = Terms(terms)
        self._certain = Terms(term for term in terms if len(key(term.text)) >= BY_CHANCE)
        self._rebuilt: set[int] = set()
        self._turns: dict[int, int] = {}
        self._plans: dict[int, Plan] = {}
        with _told():
            self._source = pymupdf.open("pdf", data)
            if self._source.needs_pass:
                raise NotRemovable(
                    "The document is protected by a password.", "Save a copy of it without the password."
                )
            if self.numbers[-1] > self._source.page_count:
                raise NotRemovable(f"The document has no page {self.numbers[-1]} any more.", "Import it again.")
            self._copy = copied(data, self.numbers)

    def take(self, number: int) -> None:
        """Takes out of a page what is to leave it; makes it anew from its picture where that does not go cleanly.

        Raises:
            NotRemovable: the page is damaged.
        """
        with _told():
            page = self._source[number - 1]
            self._turns[number] = page.rotation
            here = [one for one in self._removals if one.page == number]
            flat = [(pymupdf.Rect(box) * page.derotation_matrix, one.label) for one in here for box in one.boxes]
            page.set_rotation(0)
            self._copy[number - 1].set_rotation(0)
            drawn = [(tuple(rect * ~page.transformation_matrix), words) for rect, words in flat]
            wanted = self._plans[number] = plan(page, here, drawn, self._terms)
            if self._is_scan(number) or not taken_out(self._copy, number, wanted) or self._still_writes(number):
                self._rebuild(number)

    def finished(self) -> RedactedCopy:
        """The finished copy.

        Raises:
            NotRemovable: something is still there.
        """
        with _told():
            for number in self._seen_by_the_other():
                self._rebuild(number)
            if left := self._seen_by_the_other():
                raise NotRemovable(f"Something could not be taken out of page {left[0]}.", "Leave that page out.")
            for number, wanted in self._plans.items():
                label(self._copy[number - 1], wanted, self._turns[number])
                self._copy[number - 1].set_rotation(self._turns[number])
            return RedactedCopy(
                pdf=saved(self._copy),
                removed=sum(len(wanted.groups) + len(wanted.drawn) for wanted in self._plans.values()),
                rebuilt=tuple(sorted(self._rebuilt)),
                beside={number: wanted.beside for number, wanted in self._plans.items() if wanted.beside},
            )

    def _rebuild(self, number: int) -> None:
        wanted = self._plans[number]
        rebuild(self._copy[number - 1], self._source[number - 1], wanted.kept, wanted.boxes)
        self._rebuilt.add(number)

    def _is_scan(self, number: int) -> bool:
        """Whether something is to leave a page that is mostly a picture."""
        if not self._plans[number].boxes:
            return False
        page = self._copy[number - 1]
        pictures = (pymupdf.Rect(image["bbox"]) & page.rect for image in page.get_image_info())
        return any(abs(picture) > _SCAN * abs(page.rect) for picture in pictures)

    def _still_writes(self, number: int) -> bool:
        """Whether bytes a page draws with, such as a picture's, can be read as words that are to leave."""
        page = self._copy[number - 1]
        held = [page.read_contents(), *(self._copy.xref_stream_raw(one[0]) for one in page.get_images(full=True))]
        return any(self._certain.find(text) for data in held if data for text in readable(data))

    def _seen_by_the_other(self) -> list[int]:
        """Pages on which PDFium, which had no part in it, sees a character that is gone, or misses one beside it."""
        wrong = []
        with SecondReader(self._copy.tobytes()) as after, SecondReader(self._data) as before:
            for number, wanted in self._plans.items():
                if not wanted.boxes:
                    continue
                old, new = key(before.text(number)), key(after.text(number))
                lost = any(key(word) in old and key(word) not in new for word in wanted.beside)
                if lost or after.finds_any(number, (glyph for group in wanted.groups for glyph in group.glyphs)):
                    wrong.append(number)
        return wrong
