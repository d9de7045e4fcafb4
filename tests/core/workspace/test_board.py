import csv
import dataclasses
import io

import openpyxl
import pytest

from evidence_app import progress
from evidence_app.domain.board import COLUMNS, BoardQuery
from evidence_app.domain.document import PageText
from evidence_app.domain.evidence import Passage
from evidence_app.errors import KnownError
from evidence_app.store import documents
from evidence_app.workspace import Workspace

FORMULA = "=SUM(A1:A9) is what the dashboard says"


@pytest.fixture
def workspace(tmp_path):
    with Workspace.create(tmp_path / "w.evidence", "x", authority="Aldermere") as made:
        for number, kind in enumerate(("audit", "monitoring_letter"), start=1):
            found = documents.Found(
                f"/{number}.pdf", 1, 1, str(number), b"x", f"Document {number}", kind=kind, date=f"2026-0{number}-01"
            )
            text = f"{FORMULA}. Children are seen."
            documents.add(made._database, dataclasses.replace(found, pages=(PageText(1, text),)))
        yield made


def tag(workspace, document=1, quote="Children are seen.", areas=("leaders",), **values):
    changes = workspace.evidence.add(Passage(document, 1, 1, 0, len(quote), quote), areas, "strength", **values)
    (made,) = changes.evidence
    return made


def test_the_first_rows_come_with_the_number_of_all(workspace):
    made = [tag(workspace, date=f"2026-01-{day:02}") for day in range(1, 8)]
    first = workspace.board.first(BoardQuery(), 3)
    assert (first.ids, first.total, first.every) == (tuple(reversed(made))[:3], 7, 7)
    whole = workspace.board.rows(BoardQuery())
    assert whole.ids == tuple(reversed(made))
    some = workspace.board.first(BoardQuery(since="2026-01-06"), 3)
    assert (some.total, some.every) == (2, 7)
    assert [item.id for item in workspace.board.items(made[2:4])] == made[2:4]


def test_groups_are_named_in_words(workspace):
    theme = workspace.framework.areas[0].themes[0]
    first = tag(workspace, themes=(theme.id,))
    tag(workspace, 2, areas=("leaders", "care"))

    def names(group):
        return [(one.name, one.start) for one in workspace.board.rows(BoardQuery(group=group)).groups]

    areas = {area.id: area.name for area in workspace.framework.areas}
    assert names("area") == [(areas["leaders"], 0), (areas["care"], 2)]
    assert names("theme") == [(theme.label, 0), ("Without a theme", 1)]
    assert names("document") == [("Document 1", 0), ("Document 2", 1)]
    assert names("visit") == [("Monitoring visit letter, 1 February 2026", 0), ("Not from an inspection or visit", 1)]
    rows = workspace.board.rows(BoardQuery(group="area"))
    assert (len(rows.ids), rows.total, rows.every) == (3, 3, 2)
    assert first in rows.ids


def test_what_stands_twice_is_listed_in_groups(workspace):
    pair = {tag(workspace), tag(workspace)}
    tag(workspace, 2, "Something else is said here.")
    rows = progress.run(workspace.board.twins())
    assert set(rows.ids) == pair
    assert [one.name for one in rows.groups] == ["The same passage"]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_what_is_seen_is_exported_in_its_order_and_no_cell_is_a_formula(workspace, tmp_path, ending):
    ids = (tag(workspace, note="@cmd"), tag(workspace, quote=FORMULA, date="2026-02-03"))
    target = tmp_path / f"list{ending}"
    columns = ("passage", "note", "date", "finding")
    assert progress.run(workspace.board.export(ids[::-1], columns, target, "Aldermere")) == 2
    if ending == ".csv":
        rows = list(csv.reader(io.StringIO(target.read_bytes().decode("utf-8-sig"))))
        assert rows[0] == [COLUMNS[column] for column in columns]
        assert rows[1] == ["'" + FORMULA, "", "2026-02-03", "Strength"]
        assert rows[2][1] == "'@cmd"
    else:
        sheet = openpyxl.load_workbook(target).worksheets[0]
        assert sheet["A2"].value == FORMULA
        assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"s", "d", "n"}
        assert sheet["C2"].value.date().isoformat() == "2026-02-03"
    assert sorted(path.name for path in tmp_path.iterdir() if "part" in path.name) == []


def test_another_ending_and_a_place_that_cannot_be_written_are_told(workspace, tmp_path):
    with pytest.raises(KnownError, match="neither"):
        progress.run(workspace.board.export((), ("passage",), tmp_path / "list.doc"))
    with pytest.raises(KnownError, match="cannot be written"):
        progress.run(workspace.board.export((), ("passage",), tmp_path / "none" / "list.csv"))


def test_saved_filters_are_kept_in_the_workspace(workspace):
    query = BoardQuery(area="care", group="theme")
    workspace.board.save("care by theme", query)
    workspace.board.save("Agreed", BoardQuery(status="agreed"))
    workspace.board.forget("nothing so called")
    assert list(workspace.board.saved()) == ["Agreed", "care by theme"]
    assert workspace.board.saved()["care by theme"] == query
    workspace.board.forget("Agreed")
    assert list(workspace.board.saved()) == ["care by theme"]


def test_an_edit_is_told_before_it_is_made_and_named_after_its_value(workspace):
    ids = [tag(workspace) for _ in range(3)]
    told = workspace.board.preview(ids, {"status": "agreed"})
    assert [(one.before, one.after, one.items) for one in told.alterations] == [("Draft", "Agreed", 3)]
    assert {item.status for item in workspace.board.items(ids)} == {"draft"}
    workspace.evidence.edit(ids, {"status": "agreed"})
    assert workspace.history.next_undo() == "agree 3 items"
    workspace.evidence.edit(ids[:1], {"finding": "context"})
    assert workspace.history.next_undo() == "set finding ‘context’ on evidence on Document 1, p. 1"
    workspace.history.undo()
    workspace.history.undo()
    assert {item.status for item in workspace.board.items(ids)} == {"draft"}


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"embargo_until": "2030-01-01"}, "set embargo until on evidence on Document 1, p. 1"),
        ({"note": "Ask again."}, "set note on evidence on Document 1, p. 1"),
        ({"note": "Ask again.", "impact": True}, "edit evidence on Document 1, p. 1"),
    ],
)
def test_an_edit_of_one_thing_is_named_after_it(workspace, values, named):
    item = tag(workspace)
    workspace.evidence.edit([item], values)
    assert workspace.history.next_undo() == named
