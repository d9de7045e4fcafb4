"""The log and the self-test in the window."""

from __future__ import annotations

import pytest
from own_log import own_log
from PySide6.QtGui import QGuiApplication

from evidence_app import logs, workspace
from evidence_app.domain.self_test import Trial
from evidence_app.progress import Progress
from ui.dialogs.diagnostics import Log, SelfTest


@pytest.fixture
def log(tmp_path, monkeypatch):
    with own_log(tmp_path / "state", monkeypatch):
        yield


def test_the_log_and_each_crash_report_can_be_read_and_copied(log, empty_window):
    dialog = Log(empty_window.window)
    assert dialog.report.toPlainText() == "Nothing is written here yet."
    dialog.reject()
    logs.begin_log("evidence-desk")
    logs.write_crash_report(KeyError("Zebrafinch"))
    empty_window.window.actions_["help.log"].trigger()
    dialog = next(one for one in empty_window.window.findChildren(Log) if one.isVisible())
    assert "bug builtins.KeyError" in dialog.report.toPlainText()
    assert dialog.which.count() == 2
    dialog.which.setCurrentIndex(1)
    assert dialog.report.toPlainText().startswith("Evidence Desk")
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == dialog.report.toPlainText()
    assert "Zebrafinch" not in QGuiApplication.clipboard().text()
    dialog.reject()


def test_a_problem_told_in_the_window_leaves_its_kind_in_the_log(log, person):
    logs.begin_log("evidence-desk")
    person.session.act(lambda: person.session.workspace.documents.get(4711))
    person.until(person.window.note.isVisible)
    person.settle()
    assert "error evidence_app.errors.NotFound at evidence_app/workspace/documents.py" in logs.read_log()
    assert "4711" not in logs.read_log()


def test_the_self_test_runs_beside_the_window_and_tells(log, empty_window, monkeypatch):
    # The test itself is proved in tests/core; here it is what the window makes of its answers.
    def tried():
        yield Progress("Search", 4, 12)
        return (Trial("Search", "ok", 0.1, "Found."), Trial("Locks", "FAILED", 0.1, "No lock."))

    monkeypatch.setattr(workspace, "self_test", tried)
    empty_window.window.actions_["help.self_test"].trigger()
    dialog = empty_window.window.findChild(SelfTest)
    assert not dialog.copy.isEnabled()
    empty_window.settle()
    assert dialog.state.text() == "1 of 2 did not work: see below."
    assert "FAILED" in dialog.report.toPlainText()
    assert "SQLCipher" in dialog.report.toPlainText()
    assert dialog.copy.isEnabled()
    dialog.again.click()
    dialog.reject()
    empty_window.settle()
