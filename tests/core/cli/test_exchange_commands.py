"""Commands that exchange with other programs."""

import json
import re

import pytest
from click.testing import CliRunner
from made_pdfs import pdf
from refi_files import code, project, qdpx, text_source, words

from evidence_app.cli import cli


@pytest.fixture
def workspace(tmp_path):
    file = tmp_path / "w.evidence"
    (tmp_path / "audit.pdf").write_bytes(pdf("Visits were on time and children were heard."))
    call("new", file, "--json")
    call("import", file, tmp_path / "audit.pdf", "--json")
    call("tag", file, "--document", "audit", "--page", 1, "--quote", "Visits were on time", "--area", "care",
         "--finding", "strength", "--json")  # fmt: skip
    return file


def call(*words, status=0):
    result = CliRunner().invoke(cli, [*map(str, words)], env={"EVIDENCE_PASSPHRASE": "x"})
    assert result.exit_code == status, result.output
    return json.loads(result.stdout) if "--json" in words else result.output


def test_a_project_goes_out_with_a_warning_and_comes_in(workspace, tmp_path):
    report = call("export", workspace, tmp_path / "p.qdpx", "--format", "qdpx", "--json")
    assert report["counts"] == {"documents": 1, "codes": 85, "selections": 1}
    assert "not encrypted" in call("export", workspace, tmp_path / "p.qdpx", "--format", "qdpx")
    other = tmp_path / "other.evidence"
    call("new", other, "--json")
    seen = call("bring-in", other, tmp_path / "p.qdpx", "--preview", "--json")
    assert (seen["done"], seen["added"], seen["waiting"]) == (False, 1, 1)
    said = call("bring-in", other, tmp_path / "p.qdpx")
    assert "Documents: 1 in the file, 0 known, 1 added." in said
    assert "1 tagged, 0 here already, 0 without a place." in said
    assert len(call("evidence", other, "--json")) == 1
    assert call("bring-in", other, tmp_path / "p.qdpx", "--json")["there"] == 1


def test_what_codes_mean_is_said_and_what_has_no_place_is_listed(workspace, tmp_path):
    text = "Visits were on time and children were heard."
    sources = text_source("audit", words("a", 24, 43, "Worry"), words("b", 0, 6, "Worry", "Other"))
    file = qdpx(tmp_path / "p.qdpx", project(code("Worry") + code("Other"), sources), audit_txt=text)
    said = call("bring-in", workspace, file, "--preview", status=1)
    assert re.search(r"Worry +2 +nothing", said)
    assert "No place: audit: “children were heard”. None of its codes means a judgement area here: Worry." in said
    report = call("bring-in", workspace, file, "--code", "Worry=care.voice", "--code", "Other=-", "--json")
    assert (report["matched"], report["tagged"], report["unplaced"]) == (1, 2, [])
    assert {item["note"] for item in call("evidence", workspace, "--json")} == {"", "Also coded as: Other."}
    call("bring-in", workspace, file, "--code", "Worry", status=1)
    call("bring-in", workspace, file, "--code", "Worry=nowhere", status=1)


def test_a_whole_workspace_goes_out_and_comes_in_and_tables_go_out(workspace, tmp_path):
    said = call("export", workspace, tmp_path / "w.json", "--format", "json", "--files", "beside", "--with-key")
    assert "not encrypted" in said and "stands behind which pseudonym" in said
    assert (tmp_path / "w.files.zip").is_file()
    other = tmp_path / "other.evidence"
    call("new", other, "--json")
    assert "Would be brought in: 1 documents" in call("bring-in", other, tmp_path / "w.json", "--preview").replace(
        "2 settings, ", ""
    )
    assert call("bring-in", other, tmp_path / "w.json", "--json")["counts"]["evidence"] == 1
    assert call("evidence", other, "--json") == call("evidence", workspace, "--json")
    call("bring-in", other, tmp_path / "w.json", status=1)
    report = call("export", workspace, tmp_path / "tables", "--format", "csv", "--json")
    assert len(report["files"]) == 5
