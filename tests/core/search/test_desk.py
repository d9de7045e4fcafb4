"""The improvement desk is searched with the same questions as the pages."""

import json
import time

import pytest
from click.testing import CliRunner

from evidence_app.cli.main import cli
from evidence_app.domain.hit import HIT_END, HIT_START, Query
from evidence_app.domain.measure import Measure
from evidence_app.domain.plan import Action
from evidence_app.domain.request import Request
from evidence_app.domain.visit import Visit
from evidence_app.workspace import Workspace


@pytest.fixture
def ws(tmp_path):
    with Workspace.create(tmp_path / "desk.evidence", "correct horse") as made:
        made.plan.add([Action("", "Cut caseloads in both teams", "1", "Head of Assessment", success="Visits in time")])
        made.plan.add([Action("", "Read audits weekly", "2", source_text="Managers’ oversight of audits is weak")])
        made.visits.add(Visit("", "monitoring_visit", "2026-10-02", topic="Children in care", people="Zoë Marsh"))
        made.measures.add(Measure("", "Caseload", "children", "West"))
        (measure,) = made.measures.list()
        made.measures.put_values([made.measures.told(measure.id, "2026-03-31", "14 to 15", note="from the dashboard")])
        made.requests.add(Request("", 0, "Audits of the last quarter", "Lead inspector", "2026-10-02", "2026-10-03"))
        yield made


def found(ws, text, **asked):
    return [(hit.part, hit.title) for hit in ws.search.run(Query(text, **asked)).desk]


def test_words_find_actions_visits_measures_and_requests_in_any_of_their_forms(ws):
    assert found(ws, "caseload") == [("plan", "1 Cut caseloads in both teams"), ("measures", "Caseload, West")]
    assert found(ws, "audit") == [
        ("plan", "2 Read audits weekly"), ("requests", "Request 1: Audits of the last quarter"),
    ]  # fmt: skip
    assert found(ws, "monitoring visit care") == [("visits", "Monitoring visit: Children in care")]
    assert found(ws, "dashboard") == [("measures", "Caseload, West")], "a value's note leads to its measure"
    assert found(ws, "zoe") == [("visits", "Monitoring visit: Children in care")]


def test_questions_mean_what_they_mean_for_pages(ws):
    assert found(ws, "audits NOT managers") == [("requests", "Request 1: Audits of the last quarter")]
    assert [part for part, _ in found(ws, '"caseloads in both" OR dashboard')] == ["plan", "measures"]
    assert found(ws, "audit", stemming=False, synonyms=False) == []
    assert found(ws, "title:audit") == [] and found(ws, "") == [] and found(ws, "NOT audit") == []
    assert not ws.search.run(Query("audit", offset=20)).desk, "once, with the first pages"


def test_what_was_found_is_lit_in_its_words(ws):
    (hit,) = ws.search.run(Query("oversight")).desk
    assert f"{HIT_START}oversight{HIT_END}" in hit.snippet and "audits is weak" in hit.snippet


def test_it_follows_every_change_and_its_undoing(ws):
    ws.history.undo()
    assert found(ws, "quarter") == []
    ws.history.redo()
    assert len(found(ws, "quarter")) == 1


def test_a_plan_of_thousands_is_searched_as_one_types(ws):
    ws.plan.add([Action("", f"Step {n} of the long plan, about visits", str(n)) for n in range(3000)])
    ws.plan.add([Action("", "Chronologies are kept for every child", "z")])
    assert found(ws, "chronology") == [("plan", "z Chronologies are kept for every child")]
    began = time.process_time()
    assert len(found(ws, "long plan")) == 30
    assert time.process_time() - began < 0.5


def test_the_command_line_gives_them_beside_the_hits(ws, tmp_path):
    path = ws.path
    ws.close()
    (tmp_path / "word").write_text("correct horse")
    asked = ["search", str(path), "caseload", "--passphrase-file", str(tmp_path / "word")]
    done = CliRunner().invoke(cli, [*asked, "--json"])
    desk = json.loads(done.stdout)["desk"]
    assert [one["part"] for one in desk] == ["plan", "measures"] and "[caseloads]" in desk[0]["snippet"]
    assert "Cut" in CliRunner().invoke(cli, asked).stdout
