"""Finds what a statement presents as quotation: between marks of any shape, nested, in blocks, with cuts."""

from __future__ import annotations

import re

from evidence_app.domain.quote import Claim

# Fewer words than this in marks are a title, a term or irony ("quote unquote") more often than a quotation.
FEWEST_WORDS = 2

_OPENING = {"“": "”", "‘": "’", '"': '"', "'": "'", "«": "»", "„": "“"}
_DOUBLE = '”"»“'
# An ellipsis, alone or in brackets, and an insertion in brackets: what stands there is not the source's.
_CUT = re.compile(
    r"\s*(?:\[\s*(?:…|\.\s?\.\s?\.)\s*\]|\(\s*(?:…|\.\s?\.\s?\.)\s*\)|…|\.\s?\.\s?\.(?:\s?\.)?|\[[^\]]{0,200}\])\s*"
)


def find_claims(statement: str) -> list[Claim]:
    """The quotations of a statement, in order; one inside another is given as well, after the one that holds it.

    Args:
        statement: plain text, paragraphs separated by line ends. A quotation that runs over paragraphs and repeats
            its opening mark at the head of each (the press's habit) is given paragraph by paragraph.
    """
    spans: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*", statement):
        _spans(statement, match.start(), match.end(), spans)
    claims = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        words = statement[start:end]
        parts = tuple(part for part in _CUT.split(words) if _word_count(part))
        if _word_count(words) >= FEWEST_WORDS and parts:
            claims.append(Claim(words.strip(), start, end, parts))
    return claims


def _spans(statement: str, begin: int, stop: int, spans: list[tuple[int, int]]) -> None:
    """Finds the spans between marks in one paragraph."""
    waiting: list[tuple[str, int]] = []
    for at in range(begin, stop):
        character = statement[at]
        closing = _OPENING.get(character, "")
        again = at > begin and statement[at - 1] == "\n" and any(mark == closing for mark, _ in waiting)
        if again and closing in _DOUBLE:
            # A line that opens once more what is open already goes on with the speech of the line before.
            spans.extend((start, at - 1) for mark, start in waiting if mark == closing)
            waiting = [(closing, at + 1)]
        elif waiting and character == waiting[-1][0] and _closes(statement, at, stop):
            spans.append((waiting.pop()[1], at))
        elif closing and _opens(statement, at, begin):
            waiting.append((closing, at + 1))
    # Only a double mark may stay open: a single one left over was an apostrophe.
    spans.extend((start, _end_of_speech(statement, start, stop)) for mark, start in waiting if mark in _DOUBLE)


def _end_of_speech(statement: str, start: int, stop: int) -> int:
    """Where speech that is never closed ends: with the first line that ends a sentence, or the paragraph."""
    ended = re.compile(r"[.!?…]\s*\n").search(statement, start, stop)
    return stop if ended is None else ended.start() + 1


def _opens(statement: str, at: int, begin: int) -> bool:
    """An opening mark stands at the start of a word; an apostrophe inside or after one does not."""
    before = statement[at - 1] if at > begin else " "
    after = statement[at + 1 : at + 2]
    return not before.isalnum() and bool(after) and not after.isspace()


def _closes(statement: str, at: int, stop: int) -> bool:
    """A closing mark stands at the end of a word; a single one before a letter is an apostrophe."""
    before = statement[at - 1]
    after = statement[at + 1] if at + 1 < stop else " "
    return not before.isspace() and not after.isalnum()


def _word_count(text: str) -> int:
    return len(re.findall(r"\w+", text))
