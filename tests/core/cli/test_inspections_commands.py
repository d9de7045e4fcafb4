"""The commands about inspections, on a workspace with the sample reports of an invented council."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from evidence_app import progress
from evidence_app.cli import cli
from evidence_app.paths import resources_dir
from evidence_app.workspace import Workspace


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("commands") / "w.evidence"
    with Workspace.create(path, "x", authority="Aldermere") as made:
        progress.run(made.documents.import_paths(sorted((resources_dir() / "samples").glob("*report*.pdf"))))
    return path


def run(*words: str, status: int = 0):
    done = CliRunner().invoke(cli, list(words), env={"EVIDENCE_PASSPHRASE": "x"})
    assert done.exit_code == status, done.output
    return json.loads(done.stdout) if "--json" in words else done.output


def test_inspections_as_json_and_as_a_table(file):
    told = run("inspections", str(file), "--repeated", "--json")
    assert [one["start"][:4] for one in told["inspections"]] == ["2015", "2022", "2026"]
    assert {line["area"] for line in told["lines"]} == {"leaders", "protection", "care", "care_leavers", "overall"}
    assert told["repeated"][0]["earlier"]["page"] and told["elsewhere"] == 0
    shown = run("inspections", str(file), "--repeated")
    assert "ilacs" in shown.casefold() and "Repeated (" in shown


def test_a_report_is_marked_as_from_elsewhere_and_back(file):
    newest = run("inspections", str(file), "--json")["inspections"][-1]["document"]
    assert run("whose", str(file), str(newest), "--as", "elsewhere", "--json") == [
        {"document": newest, "whose": "elsewhere"}
    ]
    assert [one["document"] for one in run("inspections", str(file), "--elsewhere", "--json")["inspections"]] == [
        newest
    ]
    assert [one["id"] for one in run("documents", str(file), "--json") if one["elsewhere"]] == [newest]
    assert f"{newest}: own" in run("whose", str(file), str(newest), "--as", "auto")


def test_a_field_is_confirmed_and_withdrawn(file):
    newest = str(run("inspections", str(file), "--json")["inspections"][-1]["document"])
    told = run("confirm", str(file), "--document", newest, "--field", "published", "--value", "2026-07-02", "--json")
    assert (told["published"], told["published_from"]) == ("2026-07-02", "confirmed")
    assert "Done: take back" in run("confirm", str(file), "--document", newest, "--field", "published", "--withdraw")


def test_the_authority_can_be_named_later(file):
    assert run("inspections", str(file), "--authority", "Sandport", "--json")["inspections"] == []
    told = run("inspections", str(file), "--authority", "Aldermere Borough Council", "--json")
    assert (told["authority"], len(told["inspections"])) == ("Aldermere", 3)


def test_a_document_is_reviewed_accepted_and_dismissed(file):
    oldest = str(run("inspections", str(file), "--json")["inspections"][0]["document"])
    offered = run("review", str(file), oldest, "--json")["candidates"]
    first, second = offered[0]["id"], offered[1]["id"]
    told = run("review", str(file), oldest, "--accept", first, "--dismiss", second, "--json")
    assert len(told["evidence"]) == 1
    assert {first, second}.isdisjoint(one["id"] for one in told["candidates"])
    shown = run("review", str(file), oldest, "--dismissed", "--area", offered[1]["area"])
    assert second in shown
    run("undo", str(file))
    run("undo", str(file))
    assert [one["id"] for one in run("review", str(file), oldest, "--json")["candidates"][:2]] == [first, second]


def test_frameworks_are_listed_added_previewed_and_used(file, tmp_path):
    newest = str(run("inspections", str(file), "--json")["inspections"][-1]["document"])
    first = run("review", str(file), newest, "--json")["candidates"][-1]["id"]
    (item,) = run("review", str(file), newest, "--accept", first, "--json")["evidence"]
    own = tmp_path / "harbour.toml"
    own.write_text(
        'id = "harbour"\nname = "Harbour"\nseries = "Harbour"\n[[areas]]\nid = "homes"\nname = "Homes"\n'
        'short = "Homes"\nmark = "H"\nmaps_to = ["care"]\n',
        encoding="utf-8",
    )
    told = run("frameworks", str(file), "--add", str(own), "--json")
    assert told["files"] == ["harbour.toml"] and told["current"] == "ilacs-2026"
    assert run("frameworks", str(file), "--preview", "harbour", "--json")["evidence"]["unplaced"] == 1
    assert f"--place {item}=AREA" in run("frameworks", str(file), "--preview", "harbour")
    assert (
        run("frameworks", str(file), "--use", "harbour", "--place", f"{item}=homes", "--json")["current"] == "harbour"
    )
    run("undo", str(file))
    assert "* " in run("frameworks", str(file))
    run("evidence", str(file), "--json")
