"""Where a coded passage of another program stands in a document of the library."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from evidence_app.domain.document import Document, PageText
from evidence_app.domain.evidence import Passage
from evidence_app.domain.exchange import Selection, Source
from evidence_app.domain.pagetext import flow
from evidence_app.domain.passage import CONTEXT, find_again, passage_at
from evidence_app.domain.wording import as_quoted
from evidence_app.exchange.guids import guid
from evidence_app.exchange.positions import counting

# What a picture's description begins with, see Passage.picture.
PICTURE = "[Picture: "

_LETTERS = re.compile(r"[\W_]+")


def letters(text: str) -> str:
    """What makes two texts the same for us: their letters and figures, whatever stands between."""
    return _LETTERS.sub("", text).casefold()


@dataclass(slots=True)
class Shelf:
    """The documents of the library as sources are recognised: by our own GUID, by content, by letters.

    Args:
        documents: by id, those with pages.
        contents: ids by the hash of the original and of the PDF that is shown.
    """

    documents: dict[int, Document]
    contents: dict[str, int]
    _guids: dict[str, int] = field(init=False)
    _letters: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._guids = {guid("document", one.sha256): one.id for one in self.documents.values()}

    def put_text(self, document: int, pages: Sequence[PageText]) -> None:
        """Notes the text of a document, with and without its running headers."""
        for text in (flow(pages).text, "\n".join(page.text for page in pages)):
            self._letters.setdefault(hash(letters(text)), document)

    def by_guid(self, source: Source) -> int | None:
        """The document that went out as this source, or None."""
        return self._guids.get(source.guid)

    def by_content(self, sha256: str) -> int | None:
        """The document with this content, or None."""
        return self.contents.get(sha256)

    def by_text(self, source: Source) -> int | None:
        """The document with the same letters and figures, or None."""
        same = letters(source.text)
        return self._letters.get(hash(same)) if same else None


def place_words(
    source: Source, selections: Sequence[Selection], pages: Sequence[PageText], document: int, extractor: int
) -> list[Passage | None]:
    """Where selections of words stand, without boxes; None where their words do not.

    In the text we wrote ourselves they stand where they say. In any other they are looked for by their words and by
    what stands around these.

    Args:
        source: with its text, in which the selections have their positions.
        selections: with positions.
        pages: all pages of the document.
        document, extractor: for the passages.
    """
    own = flow(pages)
    text = source.text
    place = counting(text, [(one.start, one.end) for one in selections])
    spans = [(place(one.start), place(one.end)) for one in selections]
    if text == own.text:
        return [
            passage_at(own, start, end, document, extractor) if _sound(text, start, end) else None
            for start, end in spans
        ]
    wanted = [_wanted(text, start, end, document, len(pages)) for start, end in spans]
    return find_again(pages, wanted, document, extractor)


def place_box(selection: Selection, pages: Sequence[PageText], document: int, extractor: int) -> Passage | None:
    """Where the words of a box stand, if the file tells them; None where it does not, or they do not."""
    words = as_quoted(selection.words)
    if not words or selection.name.startswith(PICTURE):
        return None
    return find_again(pages, [Passage(document, selection.page, selection.page, 0, 0, words)], document, extractor)[0]


def words_of(source: Source, selection: Selection) -> str:
    """The words of a selection, or what it is called, to be shown."""
    if selection.start < 0:
        return selection.words or selection.name or f"a box on page {selection.page}"
    return as_quoted(source.text[selection.start : selection.end]) or selection.name


def displayed(selection: Selection, pages: Iterable[PageText]) -> tuple[float, float, float, float] | None:
    """The box of a selection from the upper left corner of its page; None where the document has no such page."""
    page = next((one for one in pages if one.number == selection.page), None)
    if page is None:
        return None
    x0, y0, x1, y1 = selection.box
    return x0, page.height - y1, x1, page.height - y0


def _sound(text: str, start: int, end: int) -> bool:
    return 0 <= start < end <= len(text) and bool(text[start:end].strip())


def _wanted(text: str, start: int, end: int, document: int, pages: int) -> Passage:
    """A selection as a passage to look for: whole words, what stands around them, and about which page."""
    if not _sound(text, start, end):
        return Passage(document, 1, 1, 0, 0, "")
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    page = 1 + pages * start // max(1, len(text))
    before, after = text[max(0, start - 2 * CONTEXT) : start], text[end : end + 2 * CONTEXT]
    return Passage(
        document, page, page, 0, 0, as_quoted(text[start:end]), as_quoted(before)[-CONTEXT:], as_quoted(after)[:CONTEXT]
    )
