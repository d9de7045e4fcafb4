"""What the positions of a file count.

The standard counts Unicode code points from 0, the end exclusive, and so do we. Some programs count the units of
UTF-16, or one for a line end that the text writes as two characters; so what fits the words is found out, per source.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

# A place in the text as read, for a position as written.
Place = Callable[[int], int]


def counting(text: str, spans: Sequence[tuple[int, int]]) -> Place:
    """How positions of a source lead to its text.

    Args:
        text: the plain text.
        spans: start and end of each selection, as written.

    Returns:
        The way of counting under which most selections begin and end between words; code points where all do as well.
    """
    ways: list[Place] = [int]
    if any(ord(character) > 0xFFFF for character in text):
        ways.append(_table(text, lambda character: 2 if ord(character) > 0xFFFF else 1))
    if "\r\n" in text:
        ways.append(_table(text, lambda character: 0 if character == "\r" else 1))
    return max(ways, key=lambda way: sum(_fits(text, way(start), way(end)) for start, end in spans))


def _table(text: str, width: Callable[[str], int]) -> Place:
    """The place of each position where a character counts for so many."""
    places: list[int] = []
    for at, character in enumerate(text):
        places += [at] * width(character)

    def place(position: int) -> int:
        return places[position] if 0 <= position < len(places) else len(text) + max(0, position - len(places))

    return place


def _fits(text: str, start: int, end: int) -> bool:
    """Whether a range stands in the text and cuts no word at either end."""
    if not 0 <= start < end <= len(text):
        return False
    cut_left = start > 0 and text[start].isalnum() and text[start - 1].isalnum()
    cut_right = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not (cut_left or cut_right)
