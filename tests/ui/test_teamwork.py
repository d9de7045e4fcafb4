"""A colleague's work in the window: looked at, brought in, decided by keys, taken back; handed over; compared."""

from __future__ import annotations

import made_pdfs
import pytest
from PySide6.QtCore import Qt
from window_person import PASSPHRASE

from evidence_app import progress
from evidence_app.workspace import Workspace
from ui.dialogs.agreement import AgreementTable
from ui.dialogs.colleague import BringInColleague, HandOverForm
from ui.dialogs.decide import Decide


@pytest.fixture
def colleague(person, workspace_file, tmp_path, monkeypatch):
    """Ben's copy: he judged a passage otherwise than the officer here, and wrote a note on another."""
    path = tmp_path / "ben.evidence"
    workspace = person.session.workspace
    progress.run(workspace.backup(path))
    monkeypatch.setenv("LOGNAME", "ben")
    paper = tmp_path / "Ben's paper.pdf"
    paper.write_bytes(made_pdfs.pdf("Only Ben has this paper."))
    with Workspace.open(path, PASSPHRASE) as ben:
        progress.run(ben.documents.import_paths([paper]))
        one, two = sorted(ben.evidence.list(), key=lambda item: item.id)
        ben.evidence.edit([one.id], {"finding": "context"})
        ben.evidence.edit([two.id], {"note": "Seen in three files."})
    monkeypatch.undo()
    item = min(workspace.evidence.list(), key=lambda item: item.id)
    other = "improvement" if item.finding == "strength" else "strength"
    person.session.act(lambda: workspace.evidence.edit([item.id], {"finding": other}))
    person.settle()
    return path, item.id, other


def looked_at(person, path, passphrase=PASSPHRASE):
    dialog = person.asked(BringInColleague, "team.bring_in")
    dialog.path.setText(str(path))
    dialog.passphrase.setText(passphrase)
    dialog.submit()
    return dialog


def test_a_colleagues_work_is_looked_at_brought_in_decided_and_taken_back(person, colleague):
    path, item, mine = colleague
    workspace = person.session.workspace
    dialog = looked_at(person, path)
    person.until(lambda: dialog.main.text() == "Bring in")
    assert "To be added: 1 document." in dialog.told.text()
    assert "To be changed: 1 piece of evidence." in dialog.told.text()
    library = person.desk.library.model
    documents = library.rowCount()
    assert "For you to decide: 1." in dialog.told.text()
    assert workspace.teamwork.count() == 0
    dialog.submit()
    person.until(lambda: "Changed: 1 piece of evidence." in person.window.note.text)
    person.until(lambda: library.rowCount() == documents + 1)
    person.settle()
    decide = person.asked(Decide, "team.decide")
    person.until(lambda: decide.model.rowCount() == 1)
    assert decide.model.index(0, 1).data() == "Finding"
    (conflict,) = workspace.teamwork.conflicts()
    number = next(number for number, one in enumerate(conflict.versions, 1) if one.ours)
    person.press(Qt.Key(int(Qt.Key.Key_0) + number))
    person.until(lambda: decide.model.rowCount() == 0)
    assert workspace.evidence.get(item).finding == mine
    decide.back.click()
    person.until(lambda: decide.model.rowCount() == 1)
    decide.submit()
    person.settle()
    person.session.undo()
    person.until(lambda: library.rowCount() == documents)
    person.settle()
    assert workspace.teamwork.count() == 0
    assert workspace.evidence.get(item).finding == mine
    assert workspace.evidence.list(text="three files") == []


def test_a_wrong_passphrase_is_told_in_the_dialog(person, colleague):
    dialog = looked_at(person, colleague[0], "wrong")
    person.until(lambda: "does not open “ben.evidence”" in dialog.note.text)
    assert (dialog.main.text(), dialog.main.isEnabled()) == ("Look at it", True)


def test_nothing_new_cannot_be_brought_in(person, workspace_file, tmp_path):
    copy = tmp_path / "same.evidence"
    progress.run(person.session.workspace.backup(copy))
    dialog = looked_at(person, copy)
    person.until(lambda: "is new here" in dialog.told.text())
    assert not dialog.main.isEnabled()


def test_what_changed_is_handed_over(person, colleague, tmp_path):
    dialog = person.asked(HandOverForm, "team.hand_over")
    dialog.partner.setText("ben")
    dialog.path.setText(str(tmp_path / "for ben"))
    dialog.passphrase.first.setText("harbour kettle")
    dialog.passphrase.again.setText("harbour")
    dialog.submit()
    assert "not the same" in dialog.note.text
    dialog.passphrase.again.setText("harbour kettle")
    dialog.submit()
    person.until(lambda: "for ben.evidence-handover is ready for ben" in person.window.note.text)
    assert (tmp_path / "for ben.evidence-handover").is_file()


def test_agreement_is_told_where_there_is_nobody_to_compare(person):
    dialog = person.asked(AgreementTable, "team.agreement")
    person.until(lambda: "There are not two officers here" in dialog.told.text())
    assert not dialog.table.isVisible()
