"""Which pages are pictures of writing, so that their words have to be read from the picture."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pymupdf

# Letters and digits beside running headers up to which the words of a page may be a stamp on its picture.
_STAMP = 15
_MANY = re.compile(rf"(?:[^\W_][\W_]*){{{_STAMP + 1}}}")
# The share of a page its pictures cover: of one with a stamp, and of one without any word.
_MOSTLY, _SOME = 0.5, 0.02
# Shapes on a page without words that are as many as letters turned into shapes would be.
_SHAPES = 30


def is_picture(document: pymupdf.Document, index: int, text: str, furniture: Sequence[tuple[int, int]]) -> bool:
    """Whether a page is a picture of writing.

    Args:
        document, index: the page, which is loaded only where its words do not tell: that is a twentieth of an import.
        text: the text it has.
        furniture: ranges of it that are running headers and footers; scanners print those too.
    """
    letters, at = 0, 0
    for start, end in (*furniture, (len(text), len(text))):
        # Nearly every page has many words: it is told by its first ones.
        if _MANY.search(text, at, start):
            return False
        letters += sum(map(str.isalnum, text[at:start]))
        at = end
    if letters > _STAMP:
        return False
    try:
        page = document[index]
        drawn = page.get_bboxlog()
    except Exception as error:
        # A damaged page, which is told elsewhere.
        if isinstance(error, MemoryError) or "malloc" in str(error):
            raise MemoryError from None
        return False
    covered = sum(abs(pymupdf.Rect(box) & page.rect) for kind, box in drawn if "image" in kind) / abs(page.rect)
    if letters:
        return bool(covered > _MOSTLY)
    return bool(covered > _SOME) or sum(kind.endswith(("path", "shade")) for kind, _ in drawn) >= _SHAPES
