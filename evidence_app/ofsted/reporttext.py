"""A report's text as the reader sees it: one flow without running headers and footnotes, and the page of each place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evidence_app.domain.document import PageText
from evidence_app.domain.pagetext import FlowText, Range, find_furniture, flow
from evidence_app.domain.wording import as_quoted

# A footnote begins a line below a blank one, its number without a full stop: "1 The areas for improvement ...".
_FOOTNOTE = re.compile(r"\n[^\S\n]*\n[^\S\n]*(\d{1,2})[^\S\n]+(?=[A-Z‘“'\"])")
_FOOT_LINES = 14
# What no reader sees within a word, and what is printed as one letter but is two or three.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LETTERS = dict.fromkeys(_UNSEEN, "") | {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
}


@dataclass(frozen=True, slots=True)
class ReportText:
    """A report's text.

    Args:
        pages: number of pages.
        cover: the first two pages on one line, for what stands there in no fixed line breaks.
        flow: the whole as one text, footnotes and running headers left out.
    """

    pages: int
    cover: str
    flow: FlowText

    @property
    def text(self) -> str:
        """The whole as one string."""
        return self.flow.text

    def page(self, offset: int) -> int:
        """The page, from 1, on which a character of the text stands."""
        return self.flow.place(min(offset, len(self.text) - 1))[0]

    def words(self, start: int, end: int) -> str:
        """A stretch of the text on one line, as it is quoted."""
        return as_quoted(self.text[start:end])


def report_text(pages: Sequence[str], furniture: Sequence[tuple[Range, ...]] | None = None) -> ReportText:
    """Prepares the text of a report's pages.

    Args:
        pages: the plain text of each page, in order.
        furniture: each page's running headers and footers, where they were found before.
    """
    plain = [_plain(page) for page in pages]
    # Where letters were exchanged, the edges found before no longer fit.
    edges = find_furniture(plain) if furniture is None or plain != list(pages) else furniture
    pages = plain
    numbered = []
    for number, (text, edge) in enumerate(zip(pages, edges, strict=True), start=1):
        notes = _footnotes(text)
        end = notes[0] if notes else len(text)
        above = tuple(each for each in edge if each[1] <= end)
        numbered.append(PageText(number, text, furniture=(*above, notes) if notes else edge))
    return ReportText(len(pages), " ".join(" ".join(pages[:2]).split()), flow(numbered))


def _plain(page: str) -> str:
    """A page's text without characters nobody sees and with letters printed as one taken apart."""
    # Hardly a page has any of them, and to look for one letter at a time is the fastest way to know.
    for letter, plain in _LETTERS.items():
        if letter in page:
            page = page.replace(letter, plain)
    return page


def _footnotes(text: str) -> Range | None:
    """Where the footnotes at a page's foot begin and end; None where there are none.

    A footnote's number has to stand glued to a word or mark above it ("improve?1"): a table's last rows do not count.
    """
    foot = len(text)
    for _ in range(_FOOT_LINES):
        foot = text.rfind("\n", 0, foot)
        if foot < 0:
            foot = 0
            break
    found = _FOOTNOTE.search(text, foot)
    if found and re.search(rf"[^\W\d_]{found[1]}(?!\d)|[?.!’”)]{found[1]}(?![\d.])", text[: found.start()]):
        return found.start() + 1, len(text)
    return None
