"""The plan and the log of requests, worked by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog
from window_person import Person

from evidence_app.domain.plan import Action
from ui.dialogs.plan_forms import ActionForm, LinkForm, OfferForm, RequestForm, TrackerForm

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(person: Person):
    """The improvement desk on screen."""
    person.press(Qt.Key.Key_5, CONTROL)
    person.settle()
    return person.window.improvement


def dialog(person: Person, kind: type[QDialog]):
    """The dialog of a kind, once it is there."""
    person.until(lambda: [one for one in person.window.findChildren(kind) if one.isVisible()])
    return next(one for one in person.window.findChildren(kind) if one.isVisible())


def put(person: Person, *actions: Action) -> None:
    """Puts actions into the plan, as another place of the window might."""
    plan = person.session.workspace.plan
    person.session.act(lambda: plan.add(actions))
    person.settle()


def test_an_action_is_written_altered_and_removed_and_undo_brings_it_back(person, desk):
    assert desk.plan.none.isVisible()
    person.window.actions_["plan.add"].trigger()
    form = dialog(person, ActionForm)
    person.qtbot.keyClicks(form.what, "Supervision every four weeks")
    form.when.setText("31/03/2026")
    form.submit()
    person.settle()
    assert desk.plan.model.index(0, 1).data() == "Supervision every four weeks"
    assert "31 Mar 2026 – overdue" in desk.plan.model.index(0, 3).data()
    person.qtbot.keyClick(desk.plan.table, Qt.Key.Key_Return)
    form = dialog(person, ActionForm)
    form.status.choose("evidenced")
    form.submit()
    assert "Link evidence" in form.note.text
    form.status.choose("done")
    form.submit()
    person.settle()
    assert desk.plan.model.index(0, 4).data() == "Done, not yet verified"
    assert "Not started" in desk.plan.detail.toPlainText()
    desk.plan.kinds.part("unshown").click()
    assert desk.plan.model.rowCount() == 1
    desk.plan.kinds.part("open").click()
    assert desk.plan.model.rowCount() == 0
    desk.plan.kinds.part("all").click()
    person.qtbot.keyClick(desk.plan.table, Qt.Key.Key_Delete)
    person.settle()
    assert desk.plan.none.isVisible()
    person.session.undo()
    person.settle()
    assert desk.plan.model.rowCount() == 1


def test_what_a_report_asks_for_is_taken_over_and_leads_back_to_its_page(person, desk):
    person.window.actions_["plan.offer"].trigger()
    form = dialog(person, OfferForm)
    person.settle()
    points = form.points.count()
    if not points:
        # A letter of a visit has no list of what must improve; then there is nothing to take over, and it says so.
        assert form.told.text()
        form.reject()
        return
    form.points.item(0).setCheckState(Qt.CheckState.Unchecked)
    form.submit()
    person.settle()
    assert desk.plan.model.rowCount() == points - 1


def test_evidence_is_linked_to_an_action(person, desk):
    put(person, Action(id="", what="Visit within the week", status="done"))
    desk.plan._ask("link")
    form = dialog(person, LinkForm)
    person.until(lambda: form.items.count() == 2)
    form.items.item(0).setCheckState(Qt.CheckState.Checked)
    form.submit()
    person.settle()
    assert desk.plan.model.index(0, 6).data() == "1 impact"
    assert not person.session.workspace.plan.unshown()
    desk.plan._ask("link")
    form = dialog(person, LinkForm)
    person.until(lambda: form.items.count() == 2)
    form.items.item(0).setCheckState(Qt.CheckState.Unchecked)
    form.submit()
    person.settle()
    assert desk.plan.model.index(0, 6).data() == "nothing shows it"


def test_a_tracker_is_looked_at_before_it_is_put_in_and_the_plan_leaves_as_one(person, desk, tmp_path, monkeypatch):
    tracker = tmp_path / "tracker.csv"
    tracker.write_text("No.,What,When\n1,Write a plan,soon\n2,Offer a home,5 May 2027\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tracker), ""))
    person.window.actions_["plan.import"].trigger()
    form = dialog(person, TrackerForm)
    assert form.list.count() == 1
    assert "gives no day" in form.list.item(0).text()
    assert desk.plan.model.rowCount() == 0
    form.submit()
    person.settle()
    assert desk.plan.model.rowCount() == 2
    target = tmp_path / "plan.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    person.window.actions_["plan.export"].trigger()
    person.settle()
    assert "Offer a home" in target.read_text(encoding="utf-8-sig")


def test_a_tracker_that_is_not_understood_says_why(person, desk, tmp_path):
    bare = tmp_path / "bare.csv"
    bare.write_text("1,2\n3,4\n", encoding="utf-8")
    told = []
    person.session.problem.connect(told.append)
    plan = person.session.workspace.plan
    person.session.look(lambda: plan.read_tracker(bare), lambda _: None)
    person.settle()
    assert "No column of this tracker" in str(told[0])
    assert desk.plan.model.rowCount() == 0


def test_one_key_logs_a_request_and_overdue_ones_come_first(person, desk):
    person.press(Qt.Key.Key_L, CONTROL | SHIFT)
    form = dialog(person, RequestForm)
    person.qtbot.keyClicks(form.what, "Supervision policy")
    form.fields["due"].setText("when ready")
    form.submit()
    assert "is not a day" in form.note.text
    form.fields["due"].setText("1/12/2099")
    form.submit()
    person.settle()
    log = desk.requests
    requests = person.session.workspace.requests
    person.session.act(lambda: requests.log({"what": "Caseload report", "due": "1/1/2020"}))
    person.settle()
    assert [log.model.index(row, 1).data() for row in range(2)] == ["Caseload report", "Supervision policy"]
    assert log.model.index(0, 5).data() == "! overdue"
    log.table.go_to(0)
    log.sent_button.click()
    person.settle()
    assert [log.model.index(row, 5).data() for row in range(2)] == ["open", "✓ sent"]
    log.kinds.part("open").click()
    assert log.model.rowCount() == 1
