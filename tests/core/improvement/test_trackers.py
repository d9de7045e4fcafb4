import csv
import datetime
import io
from dataclasses import replace

import openpyxl
import pytest

from evidence_app.domain.plan import Action
from evidence_app.errors import KnownError
from evidence_app.improvement.trackers import read_tracker, table
from evidence_app.ingest.tables import tables_of

AREAS = {"leaders": "leaders", "the impact of leaders on social work practice": "leaders"}
NAMES = {"leaders": "The impact of leaders on social work practice"}

# A board's own columns, with a title above them.
BOARD = [
    ["Improvement Action Tracker, version 17"],
    [],
    ["No.", "What", "Who", "How", "When", "Success measures", "Current status", "Outcome Q1", "Outcome Q2"],
    [
        1,
        "Supervision every four weeks",
        "AB",
        "Rota",
        datetime.date(2026, 3, 31),
        "90 % on time",
        "In progress",
        "64 %",
    ],
    ["2.1", "Chair audits", "CD", "", "30/04/26", "Twelve a month", "Complete", "", "Nine"],
    ["", "", "", "", "", "", "note of the board: next meeting in May"],
]
# Other words for the same, a colour in letters, a column of the council's own.
ANNEX = [
    ["Ref", "Recommendation", "Owner", "Deadline", "BRAG", "Rationale", "Progress update", "Team"],
    [
        "R1",
        "Return interviews\nwithin 72 hours",
        "EF",
        "end of September 2026",
        "A",
        "staff gaps",
        "Not started",
        "West",
    ],
    ["R2", "Life story work", "GH", "ongoing", "purple", "", "who knows", "East"],
]
# No headings at all.
BARE = [["1", "Write a plan for each care leaver", "IJ", "2026-05-05"], ["2", "Offer a home", "KL", "5 May 2026"]]


def sheet(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    ((_, read),) = tables_of(made.getvalue(), "tracker.xlsx")
    return read


def test_a_board_s_tracker_is_read_by_its_headings():
    read = read_tracker(sheet(BOARD), AREAS)
    first, second = read.actions
    assert (first.number, first.what, first.who, first.how) == ("1", "Supervision every four weeks", "AB", "Rota")
    assert (first.when, first.success, first.status) == ("2026-03-31", "90 % on time", "under_way")
    assert first.outcomes == ("64 %", "", "", "")
    # "Complete" is no more than said to be so.
    assert (second.number, second.status, second.status_words) == ("2.1", "done", "Complete")
    assert second.outcomes == ("", "Nine", "", "")
    (note,) = read.misread
    assert note.row == 6
    assert "next meeting in May" in note.words


def test_other_headings_and_words_are_understood_or_told_and_kept():
    read = read_tracker(sheet(ANNEX), AREAS)
    first, second = read.actions
    assert first.what == "Return interviews\nwithin 72 hours"
    assert (first.rag, first.rag_reason, first.status, first.other) == (
        *("amber", "staff gaps", "not_started"),
        (("Team", "West"),),
    )
    assert second.status == "not_started"
    assert second.status_words == "who knows"
    assert dict(second.other) == {"Team": "East", "BRAG": "purple"}
    assert [(one.row, one.column) for one in read.misread] == [(3, "Deadline"), (3, "Progress update"), (3, "BRAG")]


def test_a_tracker_without_headings_asks_which_column_says_what_is_to_be_done():
    with pytest.raises(KnownError, match="No column of this tracker"):
        read_tracker(BARE, AREAS)
    read = read_tracker(BARE, AREAS, {"A": "number", "B": "what", "C": "who", "D": "when"})
    assert [one.what for one in read.actions] == ["Write a plan for each care leaver", "Offer a home"]
    assert read.rows == 2
    with pytest.raises(KnownError, match="no field “whatever”"):
        read_tracker(BARE, AREAS, {"B": "whatever"})


def test_a_mapping_goes_before_what_is_guessed():
    read = read_tracker(sheet(ANNEX), AREAS, {"Team": "who", "Owner": ""})
    assert read.actions[0].who == "West"
    assert dict(read.actions[0].other)["Owner"] == "EF"


@pytest.mark.parametrize("rows", [BOARD, ANNEX, [["What", "Q1", "Q1"], ["=1+1", "a", "b"], ["+44", "", "c"]]])
def test_a_plan_comes_back_from_the_tracker_written_of_it(rows):
    actions = read_tracker(sheet(rows), AREAS).actions
    again = read_tracker(sheet(table(actions, NAMES)), AREAS)
    assert again.actions == actions
    written = io.StringIO(newline="")
    csv.writer(written).writerows(table(actions, NAMES))
    ((_, told),) = tables_of(written.getvalue().encode("utf-8-sig"), "tracker.csv")
    assert read_tracker(told, AREAS).actions == actions


def test_what_is_shown_in_evidence_needs_evidence_linked_again():
    shown = Action(id="", what="Visit", status="evidenced", impact=("e1",), area="leaders")
    read = read_tracker(table([shown], NAMES), AREAS)
    assert read.actions == (replace(shown, status="verified", impact=()),)
    assert read.misread[0].column == "Current status"


def test_fifty_thousand_rows_lose_none():
    rows = [["No.", "What", "Who"], *([str(n), f"Action {n}", "AB"] for n in range(50_000))]
    made = io.StringIO(newline="")
    csv.writer(made).writerows(rows)
    ((_, told),) = tables_of(made.getvalue().encode(), "long.csv")
    read = read_tracker(told, AREAS)
    assert read.rows == len(read.actions) == 50_000
    assert read.actions[-1].what == "Action 49999"


def test_what_is_no_table_is_told():
    with pytest.raises(KnownError, match="is no table"):
        tables_of(b"%PDF-1.7 nothing", "tracker.xlsx")
    with pytest.raises(KnownError):
        tables_of(b"PK\x03\x04 broken xl/workbook", "tracker.xlsx")
