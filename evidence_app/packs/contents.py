"""What a pack holds, once it is chosen: numbered items in their areas, and the documents they are taken from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from evidence_app.domain.evidence import Evidence
from evidence_app.domain.pack import PackSpec
from evidence_app.packs.improvement import Improvement


@dataclass(frozen=True, slots=True)
class Item:
    """An item of evidence at its place in the pack. One under two areas stands in both, with two numbers.

    Args:
        number: "AREA.COUNT", both from 1, e.g. "2.3".
        area: id of the judgement area it stands under here.
        exhibit: number of the exhibit it is taken from, e.g. "E4".
        evidence: the item itself.
        themes: labels of its themes under this area.
        machine: what is to be said of words that were read by machine from a picture; else empty.
        left: in a redacted pack, what of the quotation's words is left on its page; else None.
    """

    number: str
    area: str
    exhibit: str
    evidence: Evidence
    themes: tuple[str, ...] = ()
    left: str | None = None
    machine: str = ""

    @property
    def on(self) -> str:
        """The page or pages of its passage."""
        passage = self.evidence.passage
        return str(passage.page) if passage.page == passage.to_page else f"{passage.page}–{passage.to_page}"


@dataclass(frozen=True, slots=True)
class Section:
    """One judgement area: its number in the pack from 1, and its items by finding."""

    number: int
    area: str
    name: str
    strengths: tuple[Item, ...] = ()
    improvements: tuple[Item, ...] = ()
    context: tuple[Item, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in the order of their numbers."""
        return self.strengths + self.improvements + self.context


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page of a document that goes into the pack: its number from 1 and its displayed size in points."""

    number: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A cited document.

    Args:
        number: "E1", "E2" … in order of first citation.
        document: its id in the workspace.
        sha256: of the original's bytes, in hex.
        kind: a key of domain.document.KINDS.
        pages: number of pages of the document.
        shown: the pages that go into the pack, in order; empty where the pack has no exhibits.
    """

    number: str
    document: int
    sha256: str
    title: str
    kind: str
    authority: str
    date: str
    pages: int
    shown: tuple[SourcePage, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Something the last report said has to improve, and the evidence linked to what is done about it.

    Args:
        said: its words.
        title, page: of the report that says it; may be empty and 0.
        process, impact: ids of evidence that the work was done, and that it made a difference for children.
    """

    said: str
    title: str = ""
    page: int = 0
    process: tuple[str, ...] = ()
    impact: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that goes into a pack, except the bytes of the documents.

    Args:
        authority: the council the workspace is about; may be empty.
        framework, framework_name: id and shown name of the framework.
        notes: what a reader of the pack is told about its balance.
        warnings: what its maker is told; never printed (it may name what was left out).
        answers: what the last report said has to improve, where the pack answers it.
        improvement: what of the improvement desk it carries.
        house: files of the council's own cover, by name; empty for the program's.
        reviewed: of a redacted pack, what was taken out after review and without; else empty.
    """

    spec: PackSpec
    authority: str
    framework: str
    framework_name: str
    sections: tuple[Section, ...]
    exhibits: tuple[Exhibit, ...]
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    reviewed: str = ""
    answers: tuple[Answer, ...] = ()
    improvement: Improvement = field(default_factory=Improvement)
    house: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def numbers(self) -> dict[str, str]:
        """The number each item of evidence is first met under, by its id."""
        return {item.evidence.id: item.number for item in reversed(self.items)}

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in the order of their numbers."""
        return tuple(item for section in self.sections for item in section.items)
