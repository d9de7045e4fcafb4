"""An inspection framework: its judgement areas, its grades and the themes under each area.

Frameworks are data (resources/frameworks/*.toml, or a council's own file); this module is their shape and their check.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from evidence_app.domain.toml_table import Table, read_toml

# Ids that stay the same through every framework; older and other areas map to these.
STABLE_AREAS = ("leaders", "protection", "care", "care_leavers")
OVERALL = "overall"

_FRAMEWORK_KEYS = (
    *("id", "name", "series", "in_force_from", "in_force_to", "default", "summaries_by", "themes_from"),
    *("areas", "overall", "scale"),
)
_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
_THEME_ID = re.compile(r"[a-z0-9][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)+")


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme inspectors write about within an area.

    Args:
        id: stable id beginning with the area it was defined under, e.g. "protection.front_door".
        label: its short name.
        summary: one sentence on what good looks like, ours and never the inspectorate's.
        keywords: words and phrases that speak of it, lower case except names.
        acronyms: (short form, what it stands for).
        local: True where a council added it.
    """

    id: str
    label: str
    summary: str
    keywords: tuple[str, ...] = ()
    acronyms: tuple[tuple[str, str], ...] = ()
    local: bool = False


@dataclass(frozen=True, slots=True)
class JudgementArea:
    """A judgement area in the words printed on the report.

    Args:
        id: stable id, e.g. "protection".
        name: exact printed name.
        short: name for narrow places.
        mark: one letter that stands for it where colour alone would not do.
        key: the number key that chooses it, its place in the framework from "1"; empty for the overall grade.
        printed: other printed forms of the name.
        maps_to: the stable areas its evidence belongs to; itself where it is one of them.
        shares: areas or themes ("care", "care.adoption") of the framework it takes themes from.
        themes: its themes, in order.
    """

    id: str
    name: str
    short: str
    mark: str
    key: str = ""
    printed: tuple[str, ...] = ()
    maps_to: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    themes: tuple[Theme, ...] = ()


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade: its id, the label shown, and other printed forms in lower case."""

    id: str
    label: str
    printed: tuple[str, ...] = ()


NOT_JUDGED = Grade("not_judged", "Not judged", ("not judged",))


@dataclass(frozen=True, slots=True)
class GradeScale:
    """The grades a framework gives, best first; empty where it gives none."""

    grades: tuple[Grade, ...] = ()
    not_judged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Framework:
    """An inspection framework.

    Args:
        id: e.g. "ilacs-2026".
        name: shown name.
        series: frameworks that follow each other in time share it, e.g. "ILACS".
        areas: the areas evidence is tagged to, in printed order.
        overall: the overall judgement; None where the framework gives none.
        scale: its grades.
        in_force_from, in_force_to: first and last START date of inspections under it; None where open.
        default: True for the one a new workspace gets.
        summaries_by: who wrote the theme summaries.
        themes_from: framework whose themes its areas share; empty where it has its own.
    """

    id: str
    name: str
    series: str
    areas: tuple[JudgementArea, ...]
    overall: JudgementArea | None
    scale: GradeScale = field(default_factory=GradeScale)
    in_force_from: date | None = None
    in_force_to: date | None = None
    default: bool = False
    summaries_by: str = ""
    themes_from: str = ""

    def area(self, area_id: str) -> JudgementArea | None:
        """The area with that id, the overall judgement included; None where this framework has no such area."""
        every = (*self.areas, self.overall) if self.overall else self.areas
        return next((area for area in every if area.id == area_id), None)

    def theme(self, theme_id: str) -> Theme | None:
        """The theme with that id; None where this framework has no such theme."""
        return next((theme for area in self.areas for theme in area.themes if theme.id == theme_id), None)


@dataclass(frozen=True, slots=True)
class LocalThemes:
    """Themes a council adds to a framework: (area id, theme) each."""

    adds_to: str
    themes: tuple[tuple[str, Theme], ...]


def normalise_grade(printed: str, scale: GradeScale) -> Grade | None:
    """The grade a printed form stands for, whatever its case and spacing; None where the scale has none such.

    "Adequate" stays unknown to a scale without it: it never becomes "requires improvement".
    """
    key = " ".join(printed.casefold().split()).rstrip(".")
    if key in scale.not_judged:
        return NOT_JUDGED
    return next((grade for grade in scale.grades if key == grade.label.casefold() or key in grade.printed), None)


def framework_for(frameworks: Mapping[str, Framework], series: str, start: date | None) -> Framework | None:
    """The framework of a series in force when an inspection STARTED (never by publication date).

    Args:
        frameworks: by id.
        series: e.g. "ILACS".
        start: first day of the inspection; does not matter where the series has just one framework.
    """
    same = [each for each in frameworks.values() if each.series == series]
    if len(same) == 1:
        return same[0]
    fitting = [
        each for each in same if start and (each.in_force_from or date.min) <= start <= (each.in_force_to or date.max)
    ]
    # A newer framework ends the one before it, whose file need not say so.
    return max(fitting, key=lambda each: each.in_force_from or date.min, default=None)


def parse_framework(text: str, source: str) -> Framework:
    """A framework from the text of its TOML file; shared themes are left to `complete`.

    Args:
        text: the file's text.
        source: the file's name, for errors.
    Raises:
        KnownError: with line and key, where the file is wrong.
    """
    top = read_toml(text, source)
    top.only(*_FRAMEWORK_KEYS)
    areas = [_area(table, str(n)) for n, table in enumerate(top.tables("areas"), start=1)]
    if not areas:
        raise top.wrong("has no judgement areas", hint="Add at least one [[areas]] table.")
    _unique(top, "areas", [area.id for area in areas])
    _unique(top, "areas", [area.mark for area in areas], "mark")
    _unique(top, "areas", [theme.id for area in areas for theme in area.themes], "theme id")
    overall = top.table("overall")
    begins, ends = top.date("in_force_from"), top.date("in_force_to")
    if begins and ends and ends < begins:
        raise top.wrong("is before in_force_from", "in_force_to")
    return Framework(
        id=_id(top),
        name=top.text("name"),
        series=top.text("series"),
        areas=tuple(areas),
        overall=_overall(overall) if overall else None,
        scale=_scale(top.table("scale")),
        in_force_from=begins,
        in_force_to=ends,
        default=top.flag("default"),
        summaries_by=top.text("summaries_by", ""),
        themes_from=top.text("themes_from", ""),
    )


def complete(framework: Framework, others: Mapping[str, Framework], source: str) -> Framework:
    """The framework with the themes its areas share filled in.

    Raises:
        KnownError: it names a framework, area or theme that does not exist.
    """
    if not framework.themes_from:
        return framework
    file = Table({}, (), {}, source)
    giver = others.get(framework.themes_from)
    if giver is None:
        raise file.wrong(f"takes its themes from “{framework.themes_from}”, which does not exist")
    areas = []
    for area in framework.areas:
        shared: list[Theme] = []
        for name in area.shares:
            found, theme = giver.area(name), giver.theme(name)
            if found is None and theme is None:
                raise file.wrong(f"shares “{name}” in area “{area.id}”, which “{giver.id}” does not have")
            shared += found.themes if found else (theme,) if theme else ()
        areas.append(replace(area, themes=(*shared, *area.themes)))
    return replace(framework, areas=tuple(areas), summaries_by=framework.summaries_by or giver.summaries_by)


def parse_local_themes(text: str, source: str) -> LocalThemes:
    """A council's own themes from the text of a TOML file with `adds_to` and [[themes]] tables, each naming its area.

    Raises:
        KnownError: with line and key, where the file is wrong.
    """
    top = read_toml(text, source)
    top.only("adds_to", "themes")
    tables = top.tables("themes")
    return LocalThemes(top.text("adds_to"), tuple((table.text("area"), _theme(table, local=True)) for table in tables))


def with_local_themes(framework: Framework, local: LocalThemes, source: str) -> Framework:
    """The framework with a council's own themes at the end of their areas.

    Raises:
        KnownError: a theme names an area the framework does not have, or an id that is taken.
    """
    file = Table({}, (), {}, source)
    areas = {area.id: area for area in framework.areas}
    for area_id, theme in local.themes:
        if area_id not in areas:
            raise file.wrong(f"adds a theme to “{area_id}”, which “{framework.id}” does not have")
        if any(theme.id == other.id for area in areas.values() for other in area.themes):
            raise file.wrong(f"uses the theme id “{theme.id}” a second time")
        areas[area_id] = replace(areas[area_id], themes=(*areas[area_id].themes, theme))
    return replace(framework, areas=tuple(areas.values()))


def _id(table: Table, key: str = "id") -> str:
    """An id fit for files and URLs."""
    value = table.text(key)
    if not _ID.fullmatch(value):
        raise table.wrong("may have small letters, digits, - and _ only", key)
    return value


def _area(table: Table, key: str) -> JudgementArea:
    """One [[areas]] table; key is the number that chooses it."""
    table.only("id", "name", "printed", "short", "mark", "maps_to", "shares", "themes")
    area_id, mark = _id(table), table.text("mark")
    if len(mark) != 1:
        raise table.wrong("must be a single letter", "mark")
    maps_to = table.texts("maps_to") or ((area_id,) if area_id in STABLE_AREAS else ())
    if not maps_to or not set(maps_to) <= set(STABLE_AREAS):
        raise table.wrong(f"must say which of {', '.join(STABLE_AREAS)} its evidence belongs to", "maps_to")
    return JudgementArea(
        id=area_id,
        name=table.text("name"),
        short=table.text("short"),
        mark=mark,
        key=key,
        printed=table.texts("printed"),
        maps_to=maps_to,
        shares=table.texts("shares"),
        themes=tuple(_theme(theme) for theme in table.tables("themes")),
    )


def _overall(table: Table) -> JudgementArea:
    """The [overall] table."""
    table.only("name", "printed")
    name = table.text("name")
    return JudgementArea(OVERALL, name, name, "O", printed=table.texts("printed"))


def _theme(table: Table, local: bool = False) -> Theme:
    """One [[themes]] table."""
    table.only("id", "label", "summary", "keywords", "acronyms", *(["area"] if local else []))
    if not _THEME_ID.fullmatch(table.text("id")):
        raise table.wrong("must be an area and a name joined by a full stop, such as protection.front_door", "id")
    return Theme(
        id=table.text("id"),
        label=table.text("label"),
        summary=table.text("summary"),
        keywords=table.texts("keywords"),
        acronyms=table.pairs("acronyms"),
        local=local,
    )


def _scale(table: Table | None) -> GradeScale:
    """The [scale] table; a framework without one gives no grades."""
    if table is None:
        return GradeScale()
    table.only("grades", "not_judged")
    grades = []
    for each in table.tables("grades"):
        each.only("id", "label", "printed")
        grades.append(Grade(_id(each), each.text("label"), tuple(form.casefold() for form in each.texts("printed"))))
    return GradeScale(tuple(grades), tuple(form.casefold() for form in table.texts("not_judged")))


def _unique(top: Table, key: str, values: list[str], what: str = "id") -> None:
    """Raises KnownError where two areas or themes carry the same id or mark."""
    for n, value in enumerate(values):
        if value in values[:n]:
            raise top.wrong(f"have the {what} “{value}” twice", key)
