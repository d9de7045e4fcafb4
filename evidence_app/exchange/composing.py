"""Coded passages become evidence: what their codes mean together, and what they are called that mean nothing here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from evidence_app.domain.evidence import FINDING_LABELS, FINDINGS, Finding
from evidence_app.domain.exchange import Case, Code, CodeUse, Project, Selection, Source, Target
from evidence_app.exchange.codes import paths


@dataclass(frozen=True, slots=True)
class Proposal:
    """A passage of a source with all that was coded on it.

    Args:
        selections: the selections it comes from; one that stands for all first.
        areas, themes, finding, impact: what their codes mean.
        note: what was written about them, and the names of codes that mean nothing here.
        others: names of codes that mean nothing here.
        person: the case it belongs to; may be empty.
    """

    selections: tuple[Selection, ...]
    areas: tuple[str, ...]
    themes: tuple[str, ...]
    finding: Finding
    impact: bool
    note: str
    others: tuple[str, ...]
    person: str

    @property
    def selection(self) -> Selection:
        """The one that stands for all."""
        return self.selections[0]


def compose(
    source: Source,
    codes: Sequence[Code],
    meant: Mapping[str, Target | None],
    persons: Mapping[str, str],
    ours: Iterable[str],
) -> list[Proposal]:
    """The evidence a source holds. Selections of one person over the same words are one piece of evidence.

    Args:
        codes: of the project.
        meant: what each code means here, by its guid.
        persons: names of cases by the guid of a selection.
        ours: guids of selections that went out from here; each is a piece of its own.

    Returns:
        In order of place; those without an area are among them, for the caller to tell.
    """
    known = set(ours)
    groups: dict[object, list[Selection]] = {}
    for one in source.selections:
        key = one.guid if one.guid in known else (one.start, one.end, one.page, one.box, one.user)
        groups.setdefault(key, []).append(one)
    names = paths(codes)
    ordered = sorted(groups.values(), key=lambda group: (group[0].page, group[0].start, group[0].guid))
    return [_proposal(sorted(group, key=lambda one: one.guid), names, meant, persons) for group in ordered]


def uses(project: Project, meant: Mapping[str, Target | None]) -> tuple[CodeUse, ...]:
    """Every code that can be used, with how often it is and what it means; those that mean nothing first."""
    counted = Counter(code for source in project.sources for one in source.selections for code in one.codes)
    return code_uses(project.codes, meant, counted)


def code_uses(
    codes: Sequence[Code], meant: Mapping[str, Target | None], counted: Mapping[str, int]
) -> tuple[CodeUse, ...]:
    """As uses, for the codes of a codebook."""
    names = paths(codes)
    found = [
        CodeUse(code.guid, names[code.guid], counted.get(code.guid, 0), meant[code.guid])
        for code in codes
        if code.codable or counted.get(code.guid)
    ]
    return tuple(sorted(found, key=lambda use: (use.target is not None, -use.uses)))


def persons_of(cases: Iterable[Case]) -> tuple[dict[str, str], dict[str, str]]:
    """The name of the first case of each source and of each selection, by their guids."""
    by_source: dict[str, str] = {}
    by_selection: dict[str, str] = {}
    for case in cases:
        for one in case.sources:
            by_source.setdefault(one, case.name)
        for one in case.selections:
            by_selection.setdefault(one, case.name)
    return by_source, by_selection


def moment(written: str, otherwise: str) -> str:
    """A time as it is stored (ISO, UTC, milliseconds); the other one where it is none."""
    try:
        told = datetime.fromisoformat(written)
    except ValueError:
        return otherwise
    try:
        return (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="milliseconds")
    except OverflowError:
        return otherwise


def _proposal(
    group: Sequence[Selection],
    names: Mapping[str, str],
    meant: Mapping[str, Target | None],
    persons: Mapping[str, str],
) -> Proposal:
    codes = list(dict.fromkeys(code for one in group for code in one.codes))
    targets = [target for code in codes if (target := meant.get(code)) is not None]
    areas = [target.id for target in targets if target.sort == "area"]
    areas += [target.area for target in targets if target.sort == "theme"]
    findings = [one for one in FINDINGS if any(target == Target("finding", one) for target in targets)]
    others = [names.get(code, "a code that is not in the codebook") for code in codes if meant.get(code) is None]
    others += [FINDING_LABELS[one] for one in findings[1:]]
    notes = list(dict.fromkeys(one.note for one in group if one.note))
    if others:
        notes.append(f"Also coded as: {'; '.join(others)}.")
    return Proposal(
        selections=tuple(group),
        areas=tuple(dict.fromkeys(areas)),
        themes=tuple(dict.fromkeys(target.id for target in targets if target.sort == "theme")),
        finding=findings[0] if findings else "context",
        impact=any(target.sort == "impact" for target in targets),
        note="\n".join(notes),
        others=tuple(others),
        person=next((persons[one.guid] for one in group if one.guid in persons), ""),
    )
