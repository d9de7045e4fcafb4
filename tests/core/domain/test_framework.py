"""A framework's file is checked, and every mistake told with its line."""

from __future__ import annotations

import pytest

from evidence_app.domain.framework import (
    NOT_JUDGED,
    GradeScale,
    complete,
    normalise_grade,
    parse_framework,
    parse_local_themes,
    with_local_themes,
)
from evidence_app.errors import KnownError

GOOD = """id = "mine"
name = "Ours"
series = "ILACS"

[scale]
not_judged = ["Not judged"]

[[scale.grades]]
id = "good"
label = "Good"

[[scale.grades]]
id = "ri"
label = "Requires improvement to be good"
printed = ["Requires improvement"]

[[areas]]
id = "leaders"
name = "Leaders"
short = "Leaders"
mark = "L"

[[areas.themes]]
id = "leaders.pace"
label = "Pace"
summary = "Fast enough."
keywords = ["pace"]
acronyms = { DCS = "director" }
"""


def line_of(words: str) -> int:
    return next(n for n, line in enumerate(GOOD.splitlines(), start=1) if words in line)


def test_a_good_file() -> None:
    mine = parse_framework(GOOD, "mine.toml")
    assert mine.overall is None
    assert mine.areas[0].maps_to == ("leaders",) and mine.areas[0].key == "1"
    assert mine.areas[0].themes[0].acronyms == (("DCS", "director"),)
    assert mine.area("leaders") is mine.areas[0] and mine.area("overall") is None
    assert mine.theme("leaders.pace") is mine.areas[0].themes[0] and mine.theme("x.y") is None


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ('name = "Ours"', "name = Ours", "name = ", "not a valid settings file"),
        ('name = "Ours"', 'naem = "Ours"', "name = ", "“naem” is not a key.*Did you mean “name”"),
        ('name = "Ours"', "name = 7", "name = ", "“name” must be a text"),
        ('name = "Ours"\n', "", "", "the file has no “name”"),
        ('label = "Pace"', 'label = ""', 'label = "Pace"', r"“areas\[1\].themes\[1\].label” must be a text"),
        ('keywords = ["pace"]', 'keywords = "pace"', "keywords", "must be a list of texts"),
        ('mark = "L"', 'mark = "LL"', "mark", "must be a single letter"),
        ('id = "leaders"', 'id = "Our Leaders"', 'id = "leaders"', "may have small letters"),
        ('id = "leaders"', 'id = "chiefs"', "[[areas]]", "must say which of leaders, protection"),
        ('id = "leaders.pace"', 'id = "pace"', "leaders.pace", "joined by a full stop"),
        ('series = "ILACS"', 'series = "ILACS"\nin_force_from = "soon"', "[scale]", "must be a date"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(old: str, new: str, where: str, what: str) -> None:
    with pytest.raises(KnownError, match=what) as raised:
        parse_framework(GOOD.replace(old, new), "mine.toml")
    assert "mine.toml" in str(raised.value)
    if where and "[scale]" not in where:
        assert f"line {line_of(where)}" in str(raised.value)


def test_what_contradicts_itself_is_refused() -> None:
    twice = GOOD + '\n[[areas]]\nid = "care"\nname = "Care"\nshort = "Care"\nmark = "L"\n'
    with pytest.raises(KnownError, match="have the mark “L” twice"):
        parse_framework(twice, "mine.toml")
    dates = GOOD.replace("[scale]", "in_force_from = 2027-01-01\nin_force_to = 2026-01-01\n[scale]", 1)
    with pytest.raises(KnownError, match="line 6: “in_force_to” is before in_force_from"):
        parse_framework(dates, "mine.toml")
    with pytest.raises(KnownError, match="has no judgement areas"):
        parse_framework('id = "a"\nname = "b"\nseries = "c"\n', "mine.toml")
    with pytest.raises(KnownError, match="takes its themes from “other”"):
        complete(parse_framework('themes_from = "other"\n' + GOOD, "mine.toml"), {}, "mine.toml")


def test_grades_are_known_in_any_printed_form_and_adequate_is_not_guessed() -> None:
    scale = parse_framework(GOOD, "mine.toml").scale
    assert normalise_grade("requires  \nImprovement.", scale) == scale.grades[1]
    assert normalise_grade("Requires Improvement to be good", scale) == scale.grades[1]
    assert normalise_grade("NOT JUDGED", scale) == NOT_JUDGED
    assert normalise_grade("Adequate", scale) is None
    assert normalise_grade("Good", GradeScale()) is None


def test_local_themes_must_fit_their_framework() -> None:
    mine = parse_framework(GOOD, "mine.toml")
    text = 'adds_to = "mine"\n[[themes]]\narea = "{}"\nid = "{}"\nlabel = "l"\nsummary = "s."\n'
    added = with_local_themes(mine, parse_local_themes(text.format("leaders", "leaders.x"), "t"), "t")
    assert [theme.id for theme in added.areas[0].themes] == ["leaders.pace", "leaders.x"]
    with pytest.raises(KnownError, match="adds a theme to “care”"):
        with_local_themes(mine, parse_local_themes(text.format("care", "care.x"), "t"), "t")
    with pytest.raises(KnownError, match=r"“leaders\.pace” a second time"):
        with_local_themes(mine, parse_local_themes(text.format("leaders", "leaders.pace"), "t"), "t")
