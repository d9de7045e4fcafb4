"""The paragraphs of a report: numbered ones by their numbers, others by how their lines end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evidence_app.domain.inspection import Paragraph
from evidence_app.domain.segments import BULLET_LINE, paragraph_spans
from evidence_app.ofsted.reporttext import ReportText

# A number with its full stop or bracket, alone on its line or before its paragraph; any kind of space may follow it.
_NUMBER_LINE = r"[^\S\n]*(\d{1,3})[.)](?=[^\S\n]*$|[^\S\n]+\S)"
_FIRST_NUMBER = re.compile(_NUMBER_LINE, re.MULTILINE)
# A line end is searched for several times faster than the beginning of a line is.
_NUMBER = re.compile(rf"\n{_NUMBER_LINE}", re.MULTILINE)
_SENTENCE_END = tuple(".?!:;’”)\"'")
_LOOK_AHEAD = 12
# A subheading between numbered paragraphs: one short line without a full stop, below one that ends a sentence.
_SUBHEADING = re.compile(r"(?<=[.?!:’”)])[^\S\n]*\n[^\S\n]*(?-i:[A-Z])[^\n.;:]{2,70}$")


@dataclass(frozen=True, slots=True)
class Number:
    """A paragraph's number: its value, where it stands, and where the paragraph's words begin."""

    value: int
    start: int
    words: int


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbers of a report's paragraphs, the numbers it leaves out, and how often it begins again at 1."""

    numbers: tuple[Number, ...]
    missing: tuple[int, ...] = ()
    restarts: int = 0


def find_numbers(text: str, start: int, end: int) -> Numbering:
    """The paragraph numbers of a stretch of text, counted up from 1.

    A number counts only where it is the next one, so that "until the age of / 25." begins no paragraph. A number the
    report itself leaves out is passed over and told, never renumbered; a list that begins again at 1 is followed.
    """
    first = _FIRST_NUMBER.match(text, start, end)
    matches = [*([first] if first else []), *_NUMBER.finditer(text, start, end)]
    found = [Number(int(match[1]), match.start(1), match.end()) for match in matches]
    taken: list[Number] = []
    missing: list[int] = []
    restarts = 0
    expected = 1
    for index, number in enumerate(found):
        ahead = [each.value for each in found[index + 1 : index + 1 + _LOOK_AHEAD]]
        begins = _begins_paragraph(text, number)
        if number.value == expected:
            if not begins and _comes_better(text, found[index + 1 :], expected):
                continue
        elif number.value == 1 and begins and expected > 2 and _before(ahead, 2, expected):
            restarts += 1
        elif (
            begins
            and expected < number.value <= expected + 2
            and expected > 1
            and _passed_over(ahead, expected, number)
        ):
            missing += range(expected, number.value)
        else:
            continue
        taken.append(number)
        expected = number.value + 1
    return Numbering(tuple(taken), tuple(missing), restarts)


def numbered(text: ReportText, numbers: tuple[Number, ...], end: int) -> tuple[Paragraph, ...]:
    """The numbered paragraphs of a stretch that ends at `end`; each runs on to the next number."""
    ends = (*(number.start for number in numbers[1:]), end)[: len(numbers)]
    return tuple(
        paragraph
        for number, stop in zip(numbers, ends, strict=True)
        if (paragraph := _paragraph(text, number.words, _without_subheading(text.text, number, stop), number.value))
    )


def unnumbered(text: ReportText, start: int, end: int) -> tuple[Paragraph, ...]:
    """The paragraphs of a stretch without numbers, in order."""
    found = (_paragraph(text, first, last) for first, last in paragraph_spans(text.text, start, end))
    return tuple(paragraph for paragraph in found if paragraph)


def bullets(text: ReportText, start: int, end: int) -> tuple[Paragraph, ...]:
    """The points of a bulleted list, without their bullets; empty where there is no bullet."""
    marks = list(BULLET_LINE.finditer(text.text, start, end))
    stops = (*(mark.start() for mark in marks[1:]), end)[: len(marks)]
    points = (_paragraph(text, mark.end(), stop) for mark, stop in zip(marks, stops, strict=True))
    return tuple(point for point in points if point)


def _paragraph(text: ReportText, start: int, end: int, number: int | None = None) -> Paragraph | None:
    """The paragraph of a stretch; None where it has no words."""
    stretch = text.text[start:end]
    words = stretch.strip()
    if not any(character.isalnum() for character in words):
        return None
    first = start + len(stretch) - len(stretch.lstrip())
    return Paragraph(number, text.page(first), text.page(first + len(words) - 1), text.words(first, first + len(words)))


def _without_subheading(text: str, number: Number, end: int) -> int:
    """Where a paragraph ends if a subheading of the next one stands below it."""
    stretch = text[number.words : end].rstrip()
    found = _SUBHEADING.search(stretch, max(0, stretch.rfind("\n") - 40))
    return number.words + found.start() if found else end


def _begins_paragraph(text: str, number: Number) -> bool:
    """Whether what stands before a number has ended and what follows it begins a sentence."""
    before = text[max(0, number.start - 200) : number.start].rstrip()
    after = text[number.words : number.words + 60].lstrip()
    ended = not before or before.endswith(_SENTENCE_END) or before[-1].isdigit() or _is_heading_end(before)
    return ended and bool(after) and not after[0].islower()


def _is_heading_end(before: str) -> bool:
    """Whether the last line before a number is a heading: short, with a capital, below the end of a sentence."""
    above, _, last = before.rpartition("\n")
    short = len(last.strip()) < 40 and last.lstrip()[:1].isupper()
    return short and (not above.strip() or above.rstrip().endswith(_SENTENCE_END))


def _comes_better(text: str, later: list[Number], value: int) -> bool:
    """Whether the same number comes again, beginning a paragraph, before the number after it."""
    for number in later[:_LOOK_AHEAD]:
        if number.value == value + 1:
            return False
        if number.value == value and _begins_paragraph(text, number):
            return True
    return False


def _before(ahead: list[int], wanted: int, other: int) -> bool:
    """Whether a value comes up before another one does."""
    for value in ahead:
        if value in (wanted, other):
            return value == wanted
    return False


def _passed_over(ahead: list[int], expected: int, number: Number) -> bool:
    """Whether the report goes on from a number without ever printing the one expected before it."""
    return not ahead or (number.value + 1 in ahead and expected not in ahead[: ahead.index(number.value + 1)])
