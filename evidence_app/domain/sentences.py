"""Sentences of printed English prose, by their ends. Good enough for reading around a passage, not for grammar."""

from __future__ import annotations

import re

# A full stop after one of these does not end a sentence.
_SHORT = r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bNo)(?<!\bp)(?<!\bpp)(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bvs)"
_END = re.compile(_SHORT + r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9•])|\n\s*\n|\s(?=\d{1,3}\. [A-Z])|\s(?=•\s)")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a text begins and ends, white space left out."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in [*_END.finditer(text), None]:
        stop = len(text) if match is None else match.end()
        piece = text[start:stop]
        left = len(piece) - len(piece.lstrip())
        right = len(piece.rstrip())
        if right > left:
            spans.append((start + left, start + right))
        start = stop
    return spans


def around(text: str, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The whole sentences that a stretch lies in, widened by one sentence on each side.

    Returns:
        ((start, end) of the sentences the stretch touches, (start, end) of the same with a neighbour on each side).
    """
    spans = sentence_spans(text)
    touched = [n for n, (a, b) in enumerate(spans) if a < end and start < b]
    if not touched:
        return (start, end), (start, end)
    first, last = touched[0], touched[-1]
    inner = (spans[first][0], spans[last][1])
    outer = (spans[max(0, first - 1)][0], spans[min(len(spans) - 1, last + 1)][1])
    return inner, outer
