"""Packs over time: made again byte for byte, compared, noted as sent, kept for a time, deleted."""

import json

import pymupdf
import pytest
from click.testing import CliRunner

from evidence_app.cli.main import cli
from evidence_app.domain.pack import PackSpec
from evidence_app.errors import KnownError, NotFound
from evidence_app.progress import run
from evidence_app.workspace import Workspace

LINES = (
    "Supervision is regular and leads to better plans for children.",
    "Visits to children in care are late too often.",
    "Managers read every audit within a week.",
)
SPEC = PackSpec(title="Board pack", date="2026-05-01", formats=("pdf", "docx", "xlsx"))
PASSWORD = "nine quiet harbour stones"


@pytest.fixture
def workspace(tmp_path):
    with pymupdf.open() as document:
        page = document.new_page()
        for number, line in enumerate(LINES):
            page.insert_text((72, 100 + 30 * number), line, fontsize=11)
        document.save(tmp_path / "audit.pdf")
    with Workspace.create(tmp_path / "w.evidence", "a passphrase", authority="Aldermere") as made:
        run(made.documents.import_paths([tmp_path / "audit.pdf"], kind="audit"))
        for line, finding in zip(LINES[:2], ("strength", "improvement"), strict=True):
            made.evidence.add(made.evidence.locate(1, 1, line), ["leaders"], finding)
        yield made


def test_a_pack_made_again_has_the_same_bytes(workspace, tmp_path):
    run(workspace.packs.build(SPEC, tmp_path / "one"))
    (first,) = workspace.packs.made()
    report, same = run(workspace.packs.rebuild(first.id, tmp_path / "two"))
    assert same.ok and "byte for byte" in same.detail
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
    assert report.items == 2


def test_an_archive_made_again_holds_the_same_files(workspace, tmp_path):
    spec = PackSpec(title="To send", date="2026-05-01", formats=("pdf", "zip"))
    run(workspace.packs.build(spec, tmp_path / "one", PASSWORD))
    (first,) = workspace.packs.made()
    _, same = run(workspace.packs.rebuild(first.id, tmp_path / "two", PASSWORD + " again"))
    assert same.ok


def test_what_has_changed_since_is_told(workspace, tmp_path):
    run(workspace.packs.build(SPEC, tmp_path / "one"))
    kept, gone = workspace.evidence.list()
    workspace.evidence.remove([gone.id])
    workspace.evidence.edit([kept.id], {"status": "agreed"})
    workspace.evidence.add(workspace.evidence.locate(1, 1, LINES[2]), ["leaders"], "strength")
    first = workspace.packs.made()[0]
    _, same = run(workspace.packs.rebuild(first.id, tmp_path / "two"))
    assert not same.ok and "manifest.json" not in same.detail
    found = workspace.packs.compare(first.id, workspace.packs.made()[0].id)
    assert [one.quote for one in found.added] == [LINES[2]]
    assert [one.quote for one in found.removed] == [gone.passage.quote]
    assert [(one.quote, one.what) for one in found.changed] == [(kept.passage.quote, ("status",))]
    assert found.settings == found.documents_added == ()
    run(workspace.packs.build(PackSpec(title="Other", date="2026-05-01", exhibits="none"), tmp_path / "three"))
    assert "exhibits" in workspace.packs.compare(first.id, workspace.packs.made()[0].id).settings


def test_to_whom_a_pack_was_sent_is_noted_and_can_be_undone(workspace, tmp_path):
    run(workspace.packs.build(SPEC, tmp_path / "one"))
    (pack,) = workspace.packs.made()
    workspace.packs.note_sent(pack.id, "Improvement board", "2026-05-04", "secure portal")
    (sent,) = workspace.packs.sendings(pack.id)
    assert (sent.to, sent.on, sent.how, sent.author) == (
        "Improvement board", "2026-05-04", "secure portal", workspace.author,
    )  # fmt: skip
    undone = workspace.history.undo()
    assert undone is not None and undone.packs
    assert workspace.packs.sendings() == []
    with pytest.raises(KnownError, match="To whom"):
        workspace.packs.note_sent(pack.id, " ", "2026-05-04")
    with pytest.raises(KnownError, match="not a date"):
        workspace.packs.note_sent(pack.id, "the board", "4 May")
    with pytest.raises(NotFound):
        workspace.packs.note_sent(99, "the board", "2026-05-04")


def test_a_working_copy_is_kept_until_a_day_and_its_deletion_logged(workspace, tmp_path):
    run(workspace.packs.build(SPEC, tmp_path / "one"))
    (pack,) = workspace.packs.made()
    workspace.packs.keep_until(pack.id, "2026-08-31")
    assert workspace.packs.overdue("2026-08-31") == []
    assert [one.id for one in workspace.packs.overdue("2026-09-01")] == [pack.id]
    workspace.packs.delete_copy(pack.id)
    assert not (tmp_path / "one").exists()
    assert workspace.packs.made()[0].deleted
    assert workspace.packs.overdue("2026-09-01") == []
    line = workspace.history.audit_log()[0]
    assert line.action == "delete working copy of a pack" and "manifest.json" in line.detail["files"]
    with pytest.raises(KnownError, match="no pack"):
        workspace.packs.delete_copy(pack.id)


def test_a_folder_with_anything_else_in_it_is_not_deleted(workspace, tmp_path):
    run(workspace.packs.build(SPEC, tmp_path / "one"))
    (tmp_path / "one" / "my own notes.txt").write_text("keep me")
    with pytest.raises(KnownError, match="something else"):
        workspace.packs.delete_copy(workspace.packs.made()[0].id)
    assert (tmp_path / "one" / "my own notes.txt").is_file()
    assert not workspace.packs.made()[0].deleted


def test_the_command_lists_compares_and_notes(workspace, tmp_path, monkeypatch):
    from click.testing import CliRunner

    from evidence_app.cli import cli

    run(workspace.packs.build(SPEC, tmp_path / "one"))
    run(workspace.packs.build(SPEC, tmp_path / "two"))
    path = str(workspace.path)
    workspace.close()
    monkeypatch.setenv("EVIDENCE_PASSPHRASE", "a passphrase")

    def say(*words: str) -> object:
        done = CliRunner().invoke(cli, ["packs", path, *words, "--json"], standalone_mode=False)
        assert done.exception is None, done.output
        return json.loads(done.stdout)

    assert [one["id"] for one in say()] == [2, 1]
    assert say("compare", "1", "2")["added"] == []
    assert say("sent", "2", "--to", "the board", "--on", "2026-05-04")["done"]
    assert say("list")[0]["sent"] == [{"to": "the board", "on": "2026-05-04", "how": ""}]


def test_a_pack_with_an_encrypted_pdf_is_made_again_with_a_password_only(workspace, tmp_path):
    run(workspace.packs.build(SPEC, tmp_path / "one", pdf_password=PASSWORD))
    (first,) = workspace.packs.made()
    with pytest.raises(KnownError, match="was encrypted"):
        run(workspace.packs.rebuild(first.id, tmp_path / "two"))
    _, same = run(workspace.packs.rebuild(first.id, tmp_path / "two", pdf_password=PASSWORD + " again"))
    assert same.ok and "cannot be compared" in same.detail
    run(workspace.packs.build(SPEC, tmp_path / "three"))
    with pytest.raises(KnownError, match="was not encrypted"):
        run(workspace.packs.rebuild(workspace.packs.made()[0].id, tmp_path / "four", pdf_password=PASSWORD))
    assert not (tmp_path / "four").exists()


def test_the_command_line_encrypts_a_pdf_and_verifies_it(workspace, tmp_path, monkeypatch):
    monkeypatch.setenv("EVIDENCE_PASSPHRASE", "a passphrase")
    (tmp_path / "secret.txt").write_text(PASSWORD + "\n", encoding="utf-8")
    workspace.close()
    out, secret = str(tmp_path / "out"), ["--pdf-password-file", str(tmp_path / "secret.txt")]
    runner = CliRunner()
    made = runner.invoke(cli, ["pack", str(tmp_path / "w.evidence"), out, *secret])
    assert made.exit_code == 0 and "Only the PDF is encrypted" in made.output
    closed = runner.invoke(cli, ["verify", out])
    assert closed.exit_code == 0 and "not looked at" in closed.output and "quotations" not in closed.output
    proved = runner.invoke(cli, ["verify", out, *secret, "--workspace", str(tmp_path / "w.evidence")])
    assert "proved  quotations printed" in proved.output and "proved  PDF password" in proved.output
