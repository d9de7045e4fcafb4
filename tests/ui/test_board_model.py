from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from evidence_app.domain.board import BoardGroup, BoardRows, Names
from evidence_app.domain.document import Origin
from evidence_app.domain.evidence import Evidence, Passage
from ui.models.board import BLOCK, GROUP, IDS, KEPT, BoardModel


def item(name: str) -> Evidence:
    return Evidence(name, Passage(1, 3, 3, 0, 4, f"quote {name}"), "Report", ("leaders",), date="2026-01-31")


def ids(count: int) -> tuple[str, ...]:
    return tuple(f"e{number}" for number in range(count))


@pytest.fixture
def model(qapp):
    made = BoardModel()
    made.tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.names = Names({"leaders": "Leaders"}, {}, {1: Origin("audit", "Aldermere")})
    return made


def shown(model, row, column="passage", role=Qt.ItemDataRole.DisplayRole):
    return model.data(model.index(row, IDS.index(column)), role)


def test_every_cell_of_every_role_can_be_asked_for(model):
    rows = BoardRows(("a", "b", "a"), (BoardGroup("One", 0), BoardGroup("Two", 2)), 3, 2)
    model.show(rows, [item("a"), item("b")])
    assert model.rowCount() == 5
    for role in Qt.ItemDataRole:
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                model.data(model.index(row, column), role.value)
    assert model.data(QModelIndex()) is None
    assert [shown(model, row) for row in range(5)] == ["One: 2", "quote a", "quote b", "Two: 1", "quote a"]
    assert shown(model, 0, role=GROUP) == ("One", 2)
    assert shown(model, 1, "authority") == "Aldermere"
    assert shown(model, 1, "date") == "31 Jan 2026"
    assert [model.row_of(name) for name in ("a", "b", "c")] == [1, 2, -1]
    assert model.ids_in(0, 4) == ["a", "b", "a"]
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable


def test_rows_are_read_when_they_come_into_sight_and_asked_for_once(model, qtbot):
    model.show(BoardRows(ids(10_000), (), 10_000, 10_000), [])
    with qtbot.waitSignal(model.wanted) as asked:
        assert shown(model, 5_000) is None
        shown(model, 5_001)
    (wanted,) = asked.args
    assert "e5000" in wanted
    assert len(wanted) <= 3 * BLOCK
    shown(model, 5_000)
    with qtbot.assertNotEmitted(model.wanted):
        model._want()
    model.fill([item(name) for name in wanted])
    assert shown(model, 5_000) == "quote e5000"
    assert model.item(5_000).id == "e5000"


def test_no_more_items_are_kept_than_are_of_use(model):
    names = ids(KEPT + 500)
    model.show(BoardRows(names, (), len(names), len(names)), [])
    model.fill([item(name) for name in names])
    assert model.item(0) is None
    assert model.item(len(names) - 1) is not None


def test_the_first_rows_stay_where_they_are_when_all_are_known(model):
    model.show(BoardRows(ids(3), (), 5, 5), [item("e0")])
    assert (model.rowCount(), model.complete, model.id_at(4)) == (5, False, "")
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    model.finish(BoardRows(ids(5), (), 5, 5))
    assert model.complete
    assert model.id_at(4) == "e4"
    assert resets == []


def test_an_item_that_is_gone_is_an_empty_row_and_no_fault(model, qtbot):
    model.show(BoardRows(("gone",), (), 1, 1), [])
    with qtbot.waitSignal(model.wanted):
        shown(model, 0)
    model.fill([])
    assert shown(model, 0) is None
