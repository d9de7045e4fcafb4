"""Frameworks of a workspace: own files, local themes, and evidence that goes along when the framework changes."""

from datetime import date

import pytest

from evidence_app.domain.measure import Measure
from evidence_app.domain.plan import Action
from evidence_app.errors import KnownError, NotFound

OWN = """
id = "aldermere-2027"
name = "Aldermere 2027"
series = "ILACS"
in_force_from = 2027-04-01
themes_from = "ilacs-2026"

[[areas]]
id = "families"
name = "Families"
short = "Families"
mark = "F"
maps_to = ["protection"]
shares = ["protection"]

[[areas]]
id = "futures"
name = "Homes and futures"
short = "Futures"
mark = "H"
maps_to = ["care", "care_leavers"]
shares = ["care", "care_leavers"]
"""

THEMES = """
adds_to = "ilacs-2026"

[[themes]]
area = "protection"
id = "protection.harbour"
label = "The harbour"
summary = "Children at the harbour are safe."
keywords = ["harbour patrol"]
"""


@pytest.fixture
def tag(council):
    """Tags the next unused stretch of the oldest report."""
    report = council.inspections.every()[0].document
    at = iter(range(100, 5000, 120))

    def tagged(area, theme=None):
        start = next(at)
        passage = council.evidence.select(report, (3, start), (3, start + 100))
        (item,) = council.evidence.add(
            passage, [area], "context", themes=[theme] if theme else [], note="ours"
        ).evidence
        return item

    return tagged


def item(council, wanted):
    return next(each for each in council.evidence.list() if each.id == wanted)


def write(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / name


def test_a_newer_framework_puts_evidence_under_its_areas_and_undo_puts_it_back(council, tag):
    in_care, leaver, leader = tag("care", "care.foster_carers"), tag("care_leavers"), tag("leaders")
    before = council.evidence.list()
    preview = council.frameworks.preview("ilacs-2018")
    assert {move.evidence: (move.after, move.how) for move in preview.moves} == {
        in_care: (("care_and_leavers",), "mapped"),
        leaver: (("care_and_leavers",), "mapped"),
        leader: (("leaders",), "same"),
    }
    assert council.evidence.list() == before
    changed = council.frameworks.use("ilacs-2018")
    assert changed.settings and changed.evidence == {in_care, leaver}
    assert council.framework.id == "ilacs-2018"
    assert item(council, in_care).areas == ("care_and_leavers",)
    assert item(council, in_care).themes == ("care.foster_carers",)
    assert sum(cell.context for cell in council.evidence.coverage() if cell.theme is None) == 3
    assert council.history.undo().settings
    assert (council.framework.id, council.evidence.list()) == ("ilacs-2026", before)


def test_a_combined_area_is_shared_out_by_theme_and_else_by_words(council, tag):
    council.frameworks.use("ilacs-2018")
    themed = tag("care_and_leavers", "care_leavers.housing")
    plain = tag("care_and_leavers")
    moves = {move.evidence: move for move in council.frameworks.preview("ilacs-2026").moves}
    assert (moves[themed].after, moves[themed].how) == (("care_leavers",), "theme")
    assert moves[plain].after[0] in ("care", "care_leavers") and moves[plain].how == "words"
    assert council.frameworks.preview("ilacs-2026", {plain: "leaders"}).moves
    council.frameworks.use("ilacs-2026", {plain: "leaders"})
    assert item(council, plain).areas == ("leaders",)


def test_what_has_no_equivalent_is_named_and_nothing_changes_until_an_area_is_chosen(council, tag, tmp_path):
    council.frameworks.add_file(write(tmp_path, "next.toml", OWN))
    leader = tag("leaders", "leaders.caseloads")
    preview = council.frameworks.preview("aldermere-2027")
    assert [move.evidence for move in preview.unplaced] == [leader]
    assert preview.counts() == [("leaders", "", 1)]
    with pytest.raises(KnownError, match=f"1 item has no equivalent in Aldermere 2027: the first is {leader}"):
        council.frameworks.use("aldermere-2027")
    assert council.framework.id == "ilacs-2026"
    council.frameworks.use("aldermere-2027", {leader: "families"})
    moved = item(council, leader)
    assert (moved.areas, moved.themes) == (("families",), ())
    assert moved.note == "ours\nTheme under ILACS from April 2026 (no overall grade): Caseloads and workload."
    with pytest.raises(KnownError, match="no judgement area “harbour”"):
        council.frameworks.preview("ilacs-2026", {leader: "harbour"})


def test_local_themes_are_tagged_suggested_and_kept_in_the_workspace(council, tag, tmp_path):
    council.frameworks.add_file(write(tmp_path, "ours.themes.toml", THEMES))
    themed = tag("protection", "protection.harbour")
    reading = council.suggestions.suggest("The harbour patrol brings children home.")
    offered = next(each for each in reading.suggestions if each.area == "protection")
    assert offered.theme == "protection.harbour"
    with pytest.raises(KnownError, match="1 item of evidence stands under areas or themes that would be gone"):
        council.frameworks.remove_file("ours.themes.toml")
    council.evidence.remove([themed])
    council.frameworks.remove_file("ours.themes.toml")
    assert council.framework.theme("protection.harbour") is None
    assert council.history.undo().settings
    assert council.framework.theme("protection.harbour").local


def test_a_wrong_file_is_told_by_line_and_not_kept(council, tmp_path):
    wrong = OWN.replace('mark = "F"', 'mark = "Fam"')
    with pytest.raises(KnownError, match=r"next\.toml, line 12: “areas\[1\]\.mark” must be a single letter"):
        council.frameworks.add_file(write(tmp_path, "next.toml", wrong))
    with pytest.raises(KnownError, match="which another framework has"):
        council.frameworks.add_file(write(tmp_path, "next.toml", OWN.replace("aldermere-2027", "ilacs-2023")))
    assert council.frameworks.files() == {}
    with pytest.raises(NotFound):
        council.frameworks.remove_file("next.toml")
    with pytest.raises(NotFound):
        council.frameworks.preview("aldermere-2027")


def test_the_framework_in_use_cannot_be_taken_away(council, tmp_path):
    council.frameworks.add_file(write(tmp_path, "next.toml", OWN))
    council.frameworks.use("aldermere-2027")
    with pytest.raises(KnownError, match="works with Aldermere 2027"):
        council.frameworks.remove_file("next.toml")


def test_a_framework_begins_where_its_file_says_and_ends_the_one_before(council, tmp_path):
    council.frameworks.add_file(write(tmp_path, "next.toml", OWN))
    starts = {date(2027, 3, 31): "ilacs-2026", date(2027, 4, 1): "aldermere-2027", date(2022, 6, 1): "ilacs-2018"}
    for start, expected in starts.items():
        assert council.frameworks.for_start("ILACS", start).id == expected
    assert council.frameworks.for_start("ILACS", date(2009, 1, 1)) is None


def test_plan_and_measures_go_along_and_come_back_with_one_undo(council, tag, tmp_path):
    tag("protection")
    council.plan.add(
        [
            Action("", "Find homes near to school.", "1", area="care", theme="care.foster_carers"),
            Action("", "See children in a day.", "2", area="protection"),
            Action("", "Lower caseloads.", "3", area="leaders"),
            Action("", "No area.", "4"),
        ]
    )
    council.measures.add(Measure("", "Placement moves", area="care_leavers"))
    before = (council.plan.list(), council.measures.list())
    council.frameworks.add_file(write(tmp_path, "next.toml", OWN))
    changed = council.frameworks.use("aldermere-2027")
    assert changed.improvement
    places = {action.number: (action.area, action.theme) for action in council.plan.list()}
    assert places == {
        "1": ("futures", "care.foster_carers"),
        "2": ("families", ""),
        "3": ("leaders", ""),  # nothing takes it: it stays what it was
        "4": ("", ""),
    }
    assert [measure.area for measure in council.measures.list()] == ["futures"]
    assert council.history.undo().improvement
    assert (council.plan.list(), council.measures.list()) == before


def test_an_action_of_a_combined_area_goes_where_its_theme_or_its_words_say(council):
    council.frameworks.use("ilacs-2018")
    council.plan.add(
        [
            Action("", "Homes.", "1", area="care_and_leavers", theme="care_leavers.housing"),
            Action("", "Care leavers have a pathway plan and a place to live.", "2", area="care_and_leavers"),
        ]
    )
    council.frameworks.use("ilacs-2026")
    assert [(action.area, action.theme) for action in council.plan.list()] == [
        ("care_leavers", "care_leavers.housing"),
        ("care_leavers", ""),
    ]
