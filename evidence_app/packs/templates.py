"""What a pack is for: how the items of each judgement area are grouped on its pages, and a council's own cover."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from evidence_app.domain.document import PUBLISHED_KINDS
from evidence_app.domain.pack import Template
from evidence_app.packs.contents import Answer, Contents, Item, Section


@dataclass(frozen=True, slots=True)
class Part:
    """Items of an area that stand together under words of their own.

    Args:
        title: its heading.
        words: a line below it; may be empty.
        items: in the order of their numbers.
    """

    title: str
    words: str = ""
    items: tuple[Item, ...] = field(default=())


def parts(contents: Contents, section: Section) -> list[Part]:
    """The items of an area in the parts its template has; none for an area pack, whose two sides stand beside each
    other. Every item stands in exactly one part."""
    make = _PARTS.get(contents.spec.template)
    made = make(contents, section) if make else []
    # That nothing was done, or made a difference, since a visit is something to be seen.
    return [part for part in made if part.items or (contents.spec.template == "visit" and section.items)]


def unanswered(contents: Contents) -> list[str]:
    """What the last report asked for that no item of the pack answers, as a reader is told; only in an annex."""
    if contents.spec.template != "evaluation":
        return []
    ids = {item.evidence.id for item in contents.items}
    return [
        f"You said: “{answer.said}” No evidence in this pack answers it."
        for answer in contents.answers
        if not ids.intersection((*answer.process, *answer.impact))
    ]


def _visit(contents: Contents, section: Section) -> list[Part]:
    """What inspectors said, what was done since, and what difference it made."""
    exhibits = {exhibit.number: exhibit.kind for exhibit in contents.exhibits}
    said = [item for item in section.items if exhibits[item.exhibit] in PUBLISHED_KINDS]
    own = [item for item in section.items if item not in said]
    return [
        Part("What inspectors said", "", tuple(said)),
        Part("What we did", "", tuple(item for item in own if not item.evidence.impact)),
        Part("What difference it made for children", "", tuple(item for item in own if item.evidence.impact)),
    ]


def _enquiry(contents: Contents, section: Section) -> list[Part]:
    """One part for each theme, as a line of enquiry."""
    lines = dict.fromkeys(item.themes[0] if item.themes else "" for item in section.items)
    made = []
    for theme in sorted(lines, key=lambda one: not one):
        items = tuple(item for item in section.items if (item.themes[0] if item.themes else "") == theme)
        made.append(Part(theme or "Under no line of enquiry", _count(items), items))
    return made


def _board(contents: Contents, section: Section) -> list[Part]:
    """What the board has to act on first."""
    return [
        Part("To be improved", "", section.improvements),
        Part("Working well", "", section.strengths),
        Part("Context", "", section.context),
    ]


def _evaluation(contents: Contents, section: Section) -> list[Part]:
    """What the last report said has to improve, what was done about it, and what difference that made."""
    left = list(section.items)
    made = []
    for answer in contents.answers:
        groups = []
        for words, ids in (("What we did", answer.process), ("What difference it made", answer.impact)):
            groups.append((words, [item for item in left if item.evidence.id in ids]))
            left = [item for item in left if item.evidence.id not in ids]
        told = [f"{words}: {', '.join(item.number for item in items)}." for words, items in groups if items]
        items = tuple(item for _, some in groups for item in some)
        made.append(Part(f"You said: {answer.said}", " ".join([_source(answer), *told]).strip(), items))
    return [*made, Part("Other evidence under this area", "", tuple(left))]


_PARTS: dict[Template, Callable[[Contents, Section], list[Part]]] = {
    "visit": _visit,
    "enquiry": _enquiry,
    "board": _board,
    "evaluation": _evaluation,
}


def _count(items: Sequence[Item]) -> str:
    strengths = sum(item.evidence.finding == "strength" for item in items)
    improvements = sum(item.evidence.finding == "improvement" for item in items)
    return (
        f"{strengths} {'strength' if strengths == 1 else 'strengths'}, "
        f"{improvements} {'area' if improvements == 1 else 'areas'} for improvement."
    )


def _source(answer: Answer) -> str:
    return f"{answer.title}, p.\u00a0{answer.page}." if answer.title and answer.page else ""
