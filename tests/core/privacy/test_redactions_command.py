"""The command `redactions`: its JSON is a contract."""

import json

import pymupdf
import pytest
from click.testing import CliRunner

from evidence_app.cli import cli


def call(*words):
    return CliRunner().invoke(cli, [str(word) for word in words], env={"EVIDENCE_PASSPHRASE": "a passphrase"})


@pytest.fixture
def workspace(tmp_path):
    with pymupdf.open() as document:
        document.new_page().insert_text(
            (72, 72), "Child: Siobhan D'Arcy\nDOB: 14/02/2012\nCase ZQ-1234 open. Kezia rang."
        )
        document.save(tmp_path / "note.pdf")
    path = tmp_path / "w.evidence"
    assert call("new", path).exit_code == 0
    assert call("import", path, tmp_path / "note.pdf", "--kind", "case_note").exit_code == 0
    return path


def listed(workspace, *options):
    result = call("redactions", workspace, "--json", *options)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_it_searches_and_lists_what_it_found(workspace):
    found = listed(workspace)
    assert {"id", "document", "page", "text", "kind", "decision", "replacement"} <= set(found[0])
    child = next(one for one in found if one["text"] == "Siobhan D'Arcy")
    assert (child["kind"], child["decision"], child["replacement"], child["page"]) == ("name", "proposed", "Child A", 1)
    assert next(one for one in found if one["kind"] == "date_of_birth")["text"] == "14/02/2012"
    assert listed(workspace, "--document", "note.pdf") == found
    assert "Siobhan D'Arcy" in call("redactions", workspace).stdout


def test_it_takes_decisions_and_lists(workspace):
    birth = next(one for one in listed(workspace) if one["kind"] == "date_of_birth")
    found = listed(
        workspace, "--reject", birth["id"], "--accept", "Child A", "--allow", "Kezia", "--pattern", "ZQ-####"
    )
    assert {one["text"]: one["decision"] for one in found} == {
        "Siobhan D'Arcy": "accepted", "14/02/2012": "rejected", "ZQ-1234": "proposed",
    }  # fmt: skip


def test_what_does_not_exist_is_told(workspace):
    result = call("redactions", workspace, "--accept", "Child Z")
    assert result.exception is not None and "Child Z" in str(result.exception)


def test_words_and_boxes_are_marked_and_unmarked(workspace):
    found = listed(workspace, "--mark", "note.pdf", "1", "open", "--box", "note.pdf", "1", "300,60,400,90")
    marks = {one["text"]: one for one in found if one["kind"] == "other"}
    assert set(marks) == {"open", ""} and {one["decision"] for one in marks.values()} == {"accepted"}
    found = listed(workspace, "--unmark", marks["open"]["id"])
    assert [one["text"] for one in found if one["kind"] == "other"] == [""]


def test_listed_words_go_everywhere_until_they_are_unlisted(workspace):
    assert [one["text"] for one in listed(workspace, "--word", "rang") if one["kind"] == "other"] == ["rang"]
    assert listed(workspace, "--lists") == [{"list": "word", "value": "rang", "role": ""}]
    assert [one for one in listed(workspace, "--unlist", "rang") if one["kind"] == "other"] == []


def test_the_key_is_shown_on_request_and_pseudonyms_change(workspace):
    assert listed(workspace, "--key") == [
        {"pseudonym": "Child A", "name": "Siobhan D'Arcy", "role": "child"},
        {"pseudonym": "Person 1", "name": "Kezia", "role": "person"},
    ]
    found = listed(workspace, "--call", "Child A", "Child Q")
    assert next(one for one in found if one["text"] == "Siobhan D'Arcy")["replacement"] == "Child Q"


def test_a_decision_is_taken_back_and_approved_by_somebody_else_only(workspace):
    listed(workspace, "--four-eyes", "--reject", "Child A", "--code", "published")
    result = call("redactions", workspace, "--approve", "Child A")
    assert "somebody else" in str(result.exception)
    found = listed(workspace, "--reopen", "Child A", "--no-four-eyes")
    assert next(one for one in found if one["text"] == "Siobhan D'Arcy")["decision"] == "proposed"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--mark", "note.pdf", "one", "open"), "not a page number"),
        (("--mark", "note.pdf", "1", "zebra"), "do not stand on page 1"),
        (("--box", "note.pdf", "1", "1,2,3"), "not a box"),
        (("--unlist", "zebra"), "none of the lists"),
        (("--call", "Child A", "Siobhan"), "may not hold the name"),
        (("--unmark", "m0"), "m0"),
    ],
)
def test_what_cannot_be_done_is_told(workspace, options, told):
    listed(workspace)
    result = call("redactions", workspace, *options)
    assert result.exception is not None and told in str(result.exception)


def test_a_pack_is_proved_again_with_its_workspace(workspace, tmp_path):
    place = ("--document", "note.pdf", "--page", 1, "--quote", "Kezia rang.")
    tagged = call("tag", workspace, *place, "--area", "protection", "--finding", "strength")
    assert tagged.exit_code == 0, tagged.output
    assert call("pack", workspace, tmp_path / "pack", "--redact").exit_code == 0
    result = call("verify", tmp_path / "pack", "--workspace", workspace, "--json")
    assert result.exit_code == 0
    assert "redaction: bytes" in {check["name"] for check in json.loads(result.stdout)["checks"]}
