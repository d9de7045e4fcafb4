"""The frameworks the program ships, and a council's own."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from evidence_app.domain.framework import STABLE_AREAS, framework_for
from evidence_app.errors import KnownError, NotFound
from evidence_app.ofsted import frameworks, grades, headings
from evidence_app.ofsted.frameworks import check_own, framework, load_frameworks, read_file
from evidence_app.ofsted.reader import read_report
from evidence_app.paths import resources_dir

MINE = """
id = "sandport-2027"
name = "Sandport"
series = "ILACS"
in_force_from = 2027-04-01
themes_from = "ilacs-2026"

[[areas]]
id = "children"
name = "All children"
short = "Children"
mark = "A"
maps_to = ["protection", "care"]
shares = ["protection", "care.adoption"]
"""

THEMES = """
adds_to = "ilacs-2026"
[[themes]]
area = "protection"
id = "protection.harbour"
label = "The harbour"
summary = "Children at the harbour are safe."
"""

# What a newly announced framework may look like: other areas, another scale, no end of the one before told anywhere.
NEXT = """
id = "ilacs-2027"
name = "Children and families services from 2027"
series = "ILACS"
default = true
in_force_from = 2027-04-01
themes_from = "ilacs-2026"

[scale]
[[scale.grades]]
id = "strong"
label = "Strong"
[[scale.grades]]
id = "attention"
label = "Needs attention"
printed = ["attention needed"]

[[areas]]
id = "families"
name = "Help that keeps families together"
short = "Families"
mark = "F"
maps_to = ["protection"]
shares = ["protection"]

[[areas]]
id = "homes"
name = "Safe and loving homes"
short = "Homes"
mark = "H"
maps_to = ["care", "care_leavers"]
shares = ["care", "care_leavers"]
"""
COVER_2027 = """Inspection of Sandport local authority children’s services
Inspection dates: 10 to 14 May 2027
Lead inspector: Loveday Rowe, His Majesty’s Inspector
Judgement
Grade
Help that keeps families together
Strong
Safe and loving homes
Attention needed
Children are safer in Sandport than they were.
"""
BODY_2027 = """What needs to improve
\u25fc The homes of older children.
Help that keeps families together: strong
1. Families are helped early by people they know.
2. Help lasts as long as it is needed.
Safe and loving homes: attention needed
3. Too many children wait for a home.
"""


def test_the_default_comes_first_and_gives_no_overall_grade() -> None:
    first = next(iter(load_frameworks().values()))
    assert (first.id, first.default, first.overall) == ("ilacs-2026", True, None)
    assert [(area.key, area.id) for area in first.areas] == list(zip("1234", STABLE_AREAS, strict=True))


def test_every_shipped_framework_is_there_and_whole() -> None:
    known = load_frameworks()
    assert set(known) == {
        *("ilacs-2026", "ilacs-2023", "ilacs-2018", "sif", "lac-2013"),
        *("monitoring-visit", "focused-visit", "jtai", "area-send", "sccif"),
    }
    for each in known.values():
        assert each.areas and all(area.themes and area.maps_to for area in each.areas), each.id
    for area in known["ilacs-2026"].areas:
        assert len(area.themes) >= 17
        for theme in area.themes:
            assert theme.id.startswith(f"{area.id}.") and theme.keywords and theme.summary.endswith("."), theme.id


def test_themes_are_the_same_through_the_years() -> None:
    known = load_frameworks()
    combined = known["ilacs-2018"].area("care_and_leavers")
    assert combined is not None and combined.maps_to == ("care", "care_leavers")
    assert known["ilacs-2018"].theme("care_leavers.housing") == known["ilacs-2026"].theme("care_leavers.housing")


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (date(2018, 1, 8), "ilacs-2018"),
        (date(2022, 12, 5), "ilacs-2018"),
        (date(2023, 1, 16), "ilacs-2023"),
        (date(2026, 3, 31), "ilacs-2023"),  # published months later, with an overall grade
        (date(2026, 4, 1), "ilacs-2026"),
    ],
)
def test_the_framework_is_chosen_by_the_start_of_the_inspection(start: date, expected: str) -> None:
    found = framework_for(load_frameworks(), "ILACS", start)
    assert found is not None and found.id == expected


def test_a_councils_own_framework_shares_themes() -> None:
    mine = load_frameworks({"sandport.toml": MINE})["sandport-2027"]
    themes = [theme.id for theme in mine.areas[0].themes]
    assert themes[0] == "protection.early_help" and themes[-1] == "care.adoption"


def test_local_themes_are_added_to_an_area() -> None:
    added = load_frameworks({"ours.themes.toml": THEMES})["ilacs-2026"].theme("protection.harbour")
    assert added is not None and added.local
    assert framework("ilacs-2026").theme("protection.harbour") is None


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("again.toml", MINE.replace("sandport-2027", "sif"), r"again\.toml uses the id “sif”"),
        ("again.toml", MINE.replace("care.adoption", "care.cats"), r"shares “care\.cats” in area “children”"),
        ("again.txt", MINE, "no framework file"),
        ("again.toml", MINE.replace("mark", "mrak"), r"again\.toml, line \d+: “areas\[1\]\.mrak” is not a key"),
        ("ours.themes.toml", THEMES.replace("ilacs-2026", "ilacs-1999"), "adds themes to “ilacs-1999”"),
        ("ours.themes.toml", THEMES.replace('"protection"', '"harbour"'), "adds a theme to “harbour”"),
    ],
)
def test_mistakes_name_file_and_what_is_wrong(name: str, text: str, problem: str) -> None:
    with pytest.raises(KnownError, match=problem):
        check_own({}, name, text)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "again.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KnownError, match=r"^“again\.toml” is no UTF-8 text"):
        read_file(tmp_path / "again.toml")
    with pytest.raises(KnownError, match=r"^“nowhere\.toml” cannot be read: No such file or directory\. Check"):
        read_file(tmp_path / "nowhere.toml")


def test_the_framework_announced_for_2027_is_one_file_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(resources_dir() / "frameworks", tmp_path / "frameworks")
    shutil.copy(resources_dir() / "authorities.toml", tmp_path)
    (tmp_path / "frameworks" / "ilacs-2027.toml").write_text(NEXT, encoding="utf-8")
    monkeypatch.setattr(frameworks, "resources_dir", lambda: tmp_path)
    caches = (
        *(frameworks._shipped, headings.area_names, headings.grade_words, headings._area_pattern),
        *(grades._row, grades._row_areas, grades._other_row),
    )
    try:
        for each in caches:
            each.cache_clear()
        assert next(iter(load_frameworks())) == "ilacs-2027"
        report = read_report([COVER_2027, BODY_2027])
        assert (report.type, report.framework) == ("ILACS", "ilacs-2027")
        assert [(each.area, each.grade) for each in report.grades] == [
            ("families", "Strong"),
            ("homes", "Needs attention"),
        ]
        assert [(section.area, len(section.paragraphs)) for section in report.sections] == [
            ("families", 2),
            ("homes", 1),
        ]
        assert load_frameworks()["ilacs-2027"].theme("protection.early_help")
    finally:
        monkeypatch.undo()
        for each in caches:
            each.cache_clear()


def test_a_framework_that_is_not_there() -> None:
    with pytest.raises(NotFound, match="ilacs-2026"):
        framework("ilacs-1999")
