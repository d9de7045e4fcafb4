"""The improvement desk on the command line, with an invented council's reports."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from evidence_app.cli.main import cli

SAMPLES = Path(__file__).resolve().parents[3] / "resources" / "samples"


def call(*words):
    return CliRunner().invoke(cli, [str(word) for word in words], env={"EVIDENCE_PASSPHRASE": "a passphrase"})


def answer(*words):
    result = call(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    path = tmp_path_factory.mktemp("desk") / "desk.evidence"
    answer("new", path, "--authority", "Aldermere")
    reports = sorted(SAMPLES.glob("*ILACS*.pdf")) + sorted(SAMPLES.glob("Monitoring visit*.pdf"))
    assert len(reports) >= 3
    answer("import", path, *reports)
    return path


def test_a_report_becomes_a_plan_that_leaves_as_a_tracker_and_comes_back(workspace, tmp_path):
    newest = answer("inspections", workspace)["inspections"][-1]["document"]
    offered = answer("plan", workspace, "offer", newest, "--add")
    assert offered
    assert answer("plan", workspace, "offer", newest) == []
    first = answer("plan", workspace)[0]
    assert first["source"] == newest
    assert first["source_text"] == first["what"]
    after = answer(
        "plan", workspace, "edit", first["number"], "--status", "done", "--when", "March 2027", "--who", "AB"
    )
    assert (after["due"], after["unshown"]) == ("2027-03-31", True)
    assert [one["status"] for one in answer("plan", workspace, "history", first["number"])] == ["not_started", "done"]
    assert [one["id"] for one in answer("plan", workspace, "unshown")] == [first["id"]]
    tracker = tmp_path / "plan.xlsx"
    assert call("plan", workspace, "export", tracker).exit_code == 0
    read = answer("plan", workspace, "import", tracker, "--dry-run")
    assert [one["what"] for one in read["actions"]] == [one["what"] for one in answer("plan", workspace)]
    assert (read["added"], read["misread"]) == (0, [])
    assert answer("undo", workspace)["undone"].startswith("edit action")
    assert answer("plan", workspace)[0]["status"] == "not_started"


def test_a_tracker_that_is_not_understood_says_what_to_do(workspace, tmp_path):
    sheet = tmp_path / "bare.csv"
    sheet.write_text("1,Write a plan\n2,Offer a home\n", encoding="utf-8")
    refused = call("plan", workspace, "import", sheet)
    assert isinstance(refused.exception, Exception)
    assert "--column" in str(refused.exception)
    done = call("plan", workspace, "import", sheet, "--column", "B=what", "--column", "A=number", "--json")
    assert json.loads(done.stdout)["added"] == 2
    assert call("undo", workspace).exit_code == 0


def test_visits_measures_and_requests_are_kept_and_listed(workspace, tmp_path):
    before = answer("visits", workspace)
    assert {one["kind"] for one in before} >= {"inspection", "monitoring_visit"}
    made = answer("visits", workspace, "add", "board", "2026-12-14", "--topic", "Care leavers")
    assert len(made["checklist"]) == 3
    ticked = answer("visits", workspace, "checklist", made["id"], "--done", made["checklist"][0]["id"])
    assert [one["done"] for one in ticked] == [True, False, False]
    report = before[0]
    assert answer("visits", workspace, "edit", report["id"], "--promised", "More homes")["promised"] == "More homes"
    assert len(answer("visits", workspace)) == len(before) + 1

    assert call("measures", workspace, "add", "Caseload", "--unit", "children", "--high", "15").exit_code == 0
    assert call("measures", workspace, "value", "Caseload", "31/10/2026", "14 to 15").exit_code == 0
    (measure,) = answer("measures", workspace)
    assert [(one["low"], one["high"], one["date"]) for one in measure["values"]] == [(14, 15, "2026-10-31")]
    proposed = [one for each in before for one in answer("measures", workspace, "propose", each["document"])]
    assert proposed
    assert all(one["words"] in one["sentence"] for one in proposed)
    sentence, count = proposed[0]["sentence"], sum(one["sentence"] == proposed[0]["sentence"] for one in proposed)
    source = next(each["document"] for each in before if answer("measures", workspace, "propose", each["document"]))
    take = ("measures", workspace, "propose", source, "--words", sentence, "--take", "Caseload", "--date")
    assert "is not a date" in str(call(*take, "soon").exception)
    assert call(*take, "1/11/2026").exit_code == 0
    (measure,) = answer("measures", workspace)
    taken = [one for one in measure["values"] if one["source"] == source]
    assert [(one["date"], one["source_text"]) for one in taken] == [("2026-11-01", sentence)] * count

    assert answer("requests", workspace, "add", "Caseload report", "--due", "1/1/2020")["state"] == "overdue"
    sent = answer("requests", workspace, "edit", 1, "--sent", "now", "--document", report["document"])
    assert (sent["state"], sent["documents"]) == ("sent", [report["document"]])
    assert call("requests", workspace, "export", tmp_path / "log.csv").exit_code == 0
    assert "Caseload report" in (tmp_path / "log.csv").read_text(encoding="utf-8-sig")
