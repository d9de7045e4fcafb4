"""Commands about single documents."""

import json

import made_documents as made
import pymupdf
import pytest
from click.testing import CliRunner
from made_pdfs import pdf

from evidence_app.cli import cli


@pytest.fixture
def workspace(tmp_path):
    file = tmp_path / "w.evidence"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "message.eml").write_bytes(made.eml("See it.", attachments=[("letter.pdf", pdf("A kestrel."))]))
    aes = pymupdf.PDF_ENCRYPT_AES_256
    (tmp_path / "in" / "locked.pdf").write_bytes(pdf("The heron.", encryption=aes, user_pw="open it"))
    (tmp_path / "in" / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    call("new", file, "--json")
    call("import", file, tmp_path / "in", "--json", status=1)
    return file


def call(*words, status=0):
    result = CliRunner().invoke(cli, [*map(str, words)], env={"EVIDENCE_PASSPHRASE": "x"})
    assert result.exit_code == status, result.output
    return json.loads(result.stdout) if "--json" in words else result.output


def test_details_are_shown_and_altered_one_by_one_and_in_bulk(workspace):
    message, letter = call("details", workspace, "message.eml", "letter", "--json")
    assert (message["attached"], letter["came_with"]) == ([letter["id"]], [message["id"]])
    altered = call("details", workspace, message["id"], letter["id"], "--child", "AB-12", "--kind", "audit", "--json")
    assert {(one["child"], one["kind"]) for one in altered} == {("AB-12", "audit")}
    assert "child: AB-12" in call("details", workspace, letter["id"])
    call("undo", workspace)
    assert call("details", workspace, letter["id"], "--json")[0]["child"] == ""
    assert "one document at a time" in call("details", workspace, "1", "2", "--title", "x", status=2)
    call("details", workspace, "1", "--kind", "nonsense", status=1)


def test_what_needs_attention_is_tried_again_or_set_aside(workspace, tmp_path):
    passwords = tmp_path / "passwords.txt"
    passwords.write_text("wrong\nopen it\n", encoding="utf-8")
    report = call("retry", workspace, "--password-file", passwords, "--json", status=1)
    assert (report["found"], report["added"], len(report["attention"])) == (2, 1, 1)
    assert call("search", workspace, "heron", "--json")["total_pages"] == 1
    assert "set aside" in call("ignore", workspace, "bad.pdf")
    assert call("documents", workspace, "--attention", "--json") == []
    call("ignore", workspace, "bad.pdf", "--again")
    assert len(call("documents", workspace, "--attention", "--json")) == 1
    assert "bad.pdf" in call("retry", workspace, "bad.pdf", status=1)


def test_the_original_is_saved_with_a_warning(workspace, tmp_path):
    said = call("original", workspace, "message.eml", tmp_path / "copy")
    assert "outside the encrypted workspace" in said
    assert (tmp_path / "copy.eml").read_bytes() == (tmp_path / "in" / "message.eml").read_bytes()
