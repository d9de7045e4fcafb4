import pytest

from evidence_app.domain.inspection import ImprovementPoint
from evidence_app.domain.plan import Action, Standing
from evidence_app.errors import KnownError, NotFound
from evidence_app.improvement import plan
from evidence_app.store import improvement as store
from evidence_app.store import journal
from evidence_app.store.database import Database


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "plan.evidence", "passphrase")
    yield made
    made.close()


def actions(database):
    return store.every(database, Action)


def test_an_action_is_put_in_altered_and_taken_out_and_each_can_be_undone(database):
    plan.add(database, "Ann", [Action(id="", what="Supervise", when="31/03/2026"), Action(id="", what="Audit")])
    first, second = actions(database)
    assert (first.due, first.author, second.due) == ("2026-03-31", "Ann", "")
    plan.edit(database, "Bo", [first.id], {"status": "done", "rag": "amber", "rag_reason": "not signed off"})
    assert [(one.author, one.status, one.rag) for one in store.every(database, Standing, action=first.id)] == [
        ("Ann", "not_started", ""),
        ("Bo", "done", "amber"),
    ]
    plan.edit(database, "Bo", [first.id], {"who": "AB"})
    assert len(store.every(database, Standing, action=first.id)) == 2
    plan.remove(database, "Bo", [first.id])
    assert actions(database) == [second]
    assert not store.every(database, Standing, action=first.id)
    names = [journal.undo(database, "Bo")[0] for _ in range(3)]
    assert names == ["remove action “Supervise”", "edit action “Supervise”", "edit action “Supervise”"]
    assert {one.id for one in actions(database)} == {first.id, second.id}
    assert [one.status for one in store.every(database, Standing, action=first.id)] == ["not_started"]


def test_done_is_not_shown_until_evidence_of_a_difference_is_linked(database):
    plan.add(database, "Ann", [Action(id="", what="Supervise", status="done")])
    (action,) = actions(database)
    assert action.unshown
    plan.link(database, "Ann", action.id, ["e1"], "process")
    assert plan.get(database, action.id).unshown
    with pytest.raises(KnownError, match="difference for children"):
        plan.edit(database, "Ann", [action.id], {"status": "evidenced"})
    plan.link(database, "Ann", action.id, ["e2", "e1"], "impact")
    plan.edit(database, "Ann", [action.id], {"status": "evidenced"})
    found = plan.get(database, action.id)
    assert (found.process, found.impact, found.unshown) == (("e1",), ("e2", "e1"), False)
    plan.link(database, "Ann", action.id, ["e2"], "impact", linked=False)
    assert plan.get(database, action.id).impact == ("e1",)


def test_what_is_due_is_overdue_until_somebody_says_it_is_done():
    action = Action(id="a", what="x", due="2026-03-31")
    assert not action.overdue("2026-03-31")
    assert action.overdue("2026-04-01")
    assert not Action(id="a", what="x", due="2026-03-31", status="done").overdue("2026-04-01")
    assert not Action(id="a", what="x").overdue("2026-04-01")


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"what": " "}, "what is to be done"),
        ({"status": "finished"}, "not a status"),
        ({"rag": "purple"}, "not a colour"),
        ({"colour": "red"}, "no field called"),
        ({"outcomes": ("one",)}, "four quarters"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_changed(database, values, told):
    plan.add(database, "Ann", [Action(id="", what="Supervise")])
    before = actions(database)
    with pytest.raises(KnownError, match=told):
        plan.edit(database, "Ann", [before[0].id], values)
    assert actions(database) == before
    with pytest.raises(NotFound):
        plan.edit(database, "Ann", ["a0"], {"who": "x"})


def test_a_report_s_points_are_offered_once():
    points = [ImprovementPoint("Plans for children.", 3), ImprovementPoint("Homes for care leavers.", 3)]
    offered = plan.offered([], 7, points, ["care", ""])
    assert [(one.what, one.source, one.source_page, one.area) for one in offered] == [
        ("Plans for children.", 7, 3, "care"),
        ("Homes for care leavers.", 7, 3, ""),
    ]
    left = plan.offered([offered[0]], 7, points, ["care", ""])
    assert [one.what for one in left] == ["Homes for care leavers."]
    assert len(plan.offered([offered[0]], 8, points, ["", ""])) == 2
