"""Judgement areas, themes and findings as codes, and which of them a code of another program means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from evidence_app.domain.evidence import FINDING_LABELS, FINDINGS, Evidence
from evidence_app.domain.exchange import NOTHING, Code, Target
from evidence_app.domain.framework import Framework, JudgementArea
from evidence_app.errors import KnownError
from evidence_app.exchange.guids import guid

# The window's own colours of areas, on white.
_AREA_COLOURS = ("#0072b2", "#d05b00", "#00805c", "#b25488", "#8a6f00", "#2e7fb0", "#5a5a5a")
_FINDING_COLOURS = {"strength": "#1d6a3b", "improvement": "#ad2118", "context": "#545a66"}
_IMPACT_COLOUR = "#3f4cae"

AREAS, SHOWS, IMPACT = "Judgement areas", "What it shows", "A difference for children"

_FINDINGS_SAY = {
    "strength": "What works well.",
    "improvement": "What needs to be better.",
    "context": "What helps to understand the rest.",
}


def codes_of(framework: Framework) -> list[Code]:
    """The codes of a framework: areas with their themes, then findings; what stands above comes first."""
    areas, shows = guid("code", "areas"), guid("code", "shows")
    found = [Code(areas, AREAS, description=framework.name, codable=False)]
    for number, area in enumerate(framework.areas):
        colour = _AREA_COLOURS[number % len(_AREA_COLOURS)]
        found.append(Code(area_guid(area.id), area.name, areas, "", colour))
        for theme in area.themes:
            said = f"{theme.summary} ({_summary_by(framework, theme.local)}.)" if theme.summary else ""
            found.append(Code(theme_guid(area.id, theme.id), theme.label, area_guid(area.id), said, colour))
    found.append(Code(shows, SHOWS, description="Evidence Desk's own headings.", codable=False))
    for finding in FINDINGS:
        colour = _FINDING_COLOURS[finding]
        found.append(Code(finding_guid(finding), FINDING_LABELS[finding], shows, _FINDINGS_SAY[finding], colour))
    said = "It shows a difference for children, not only that something was done."
    found.append(Code(guid("code", "impact"), IMPACT, shows, said, _IMPACT_COLOUR))
    return found


def codes_on(item: Evidence, framework: Framework) -> list[str]:
    """The guids of the codes on a piece of evidence: areas, their themes, the finding, and impact."""
    found = [area_guid(area) for area in item.areas]
    holders = [area for area in framework.areas if area.id in item.areas]
    for theme in item.themes:
        found += [theme_guid(area.id, theme) for area in holders if any(one.id == theme for one in area.themes)]
    found.append(finding_guid(item.finding))
    return list(dict.fromkeys([*found, guid("code", "impact")] if item.impact else found))


def targets(framework: Framework, codes: Sequence[Code], chosen: Mapping[str, str]) -> dict[str, Target | None]:
    """What each code means here, by its guid; None where it means nothing.

    Args:
        codes: as read.
        chosen: by a code's name or guid: the id of an area, a theme or a finding, "impact", or NOTHING.

    Raises:
        KnownError: what was chosen does not exist, or for a code that is not in the file.
    """
    known = _by_guid(framework)
    names = _by_name(framework)
    named = {code.name.casefold() for code in codes} | {code.guid for code in codes}
    for name in chosen:
        if name.casefold() not in named:
            raise KnownError(f"The file has no code “{name}”.", "Look at its codes first, and write the name the same.")
    wanted = {name.casefold(): _target(framework, target) for name, target in chosen.items()}
    found: dict[str, Target | None] = {}
    for code in codes:
        if code.guid in wanted or code.name.casefold() in wanted:
            found[code.guid] = wanted[code.guid if code.guid in wanted else code.name.casefold()]
        elif code.guid in known:
            found[code.guid] = known[code.guid]
        else:
            above = found.get(code.parent)
            found[code.guid] = _nearest(names.get(_plain(code.name), ()), above)
    return found


def area_guid(area: str) -> str:
    """The guid of an area's code."""
    return guid("code", f"area:{area}")


def theme_guid(area: str, theme: str) -> str:
    """The guid of a theme's code under an area; a theme that two areas share is two codes."""
    return guid("code", f"theme:{area}:{theme}")


def finding_guid(finding: str) -> str:
    """The guid of a finding's code."""
    return guid("code", f"finding:{finding}")


def paths(codes: Iterable[Code]) -> dict[str, str]:
    """Each code's name with the names above it ("Care > Permanence"), by its guid."""
    found: dict[str, str] = {}
    for code in codes:
        found[code.guid] = f"{found[code.parent]} > {code.name}" if code.parent in found else code.name
    return found


def _summary_by(framework: Framework, local: bool) -> str:
    return "A theme of the council's own" if local or not framework.summaries_by else framework.summaries_by


def _by_guid(framework: Framework) -> dict[str, Target]:
    found = {area_guid(area.id): Target("area", area.id) for area in framework.areas}
    for area in framework.areas:
        for theme in area.themes:
            found[theme_guid(area.id, theme.id)] = Target("theme", theme.id, area.id)
    found |= {finding_guid(finding): Target("finding", finding) for finding in FINDINGS}
    return {**found, guid("code", "impact"): Target("impact")}


def _by_name(framework: Framework) -> dict[str, list[Target]]:
    found: dict[str, list[Target]] = {}

    def put(target: Target, *names: str) -> None:
        for name in names:
            targets = found.setdefault(_plain(name), [])
            if target not in targets:
                targets.append(target)

    for area in framework.areas:
        put(Target("area", area.id), area.id, area.name, area.short, *area.printed)
        for theme in area.themes:
            put(Target("theme", theme.id, area.id), theme.id, theme.label)
    for finding in FINDINGS:
        put(Target("finding", finding), finding, FINDING_LABELS[finding])
    put(Target("impact"), "impact", IMPACT)
    return found


def _nearest(meant: Sequence[Target], above: Target | None) -> Target | None:
    """Of several things with one name the one under the code above; none where that leaves it open."""
    if len(meant) > 1 and above is not None:
        within = [target for target in meant if target.sort == "theme" and target.area == above.id]
        meant = within or meant
    return meant[0] if len(meant) == 1 else None


def _target(framework: Framework, written: str) -> Target | None:
    if written == NOTHING:
        return None
    if written in FINDINGS:
        return Target("finding", written)
    if written == "impact":
        return Target("impact")
    holder: JudgementArea
    for holder in framework.areas:
        if holder.id == written:
            return Target("area", written)
        if any(theme.id == written for theme in holder.themes):
            return Target("theme", written, holder.id)
    raise KnownError(
        f"{framework.name} has no area, theme or finding “{written}”.",
        f"Write the id of an area ({', '.join(area.id for area in framework.areas)}) or of one of their themes, "
        f"{', '.join(FINDINGS)}, impact, or {NOTHING} to leave the code out.",
    )


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
