"""The command line, as its contract says: exit status, JSON on standard output alone, a sentence for each failure."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from evidence_app.cli import cli

SAMPLES = Path(__file__).resolve().parents[3] / "resources" / "samples"
QUOTE = "Children are seen alone"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A workspace with one report of three pages, made through the command line."""
    import pymupdf

    folder = tmp_path_factory.mktemp("cli")
    pdf = pymupdf.open()
    for start in ("In January, visits were checked.", "Auditors read nine files.", "What comes next?"):
        page = pdf.new_page()
        page.insert_text(
            (72, 72), f"{start}\n{QUOTE}. Neglected children wait.\nMulti-\nagency plans help.\n{start[::-1]}"
        )
    (folder / "in").mkdir()
    pdf.save(folder / "in" / "Audit of visits.pdf")
    (folder / "in" / "web page.pdf").write_text("<!DOCTYPE html><html><body>Report not found</body></html>")
    workspace = folder / "w.evidence"
    assert call("new", workspace, "--authority", "Aldermere", "--json").exit_code == 0
    assert call("import", workspace, folder / "in", "--json").exit_code == 1
    return workspace


def call(*words, secret="a passphrase", stdin=None):
    env = {"EVIDENCE_PASSPHRASE": secret} if secret else {"EVIDENCE_PASSPHRASE": ""}
    return CliRunner().invoke(cli, [str(word) for word in words], env=env, input=stdin)


def answer(*words):
    result = call(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def program(*words, secret="a passphrase"):
    """The real program in a process of its own."""
    import os

    env = {**os.environ, "EVIDENCE_PASSPHRASE": secret}
    command = [sys.executable, "-c", "from evidence_app.cli import main; main()", *map(str, words)]
    return subprocess.run(command, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def tag(workspace, quote=QUOTE, page=1, area="protection", finding="strength", *more):
    return call(
        "tag", workspace, "--document", "Audit of visits.pdf", "--page", page, "--quote", quote, "--area", area,
        "--finding", finding, "--json", *more,
    )  # fmt: skip


def test_a_second_import_finds_nothing_new(made):
    result = call("import", made, made.parent / "in", "--json")
    report = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (report["found"], report["added"], report["documents"], report["pages"]) == (2, 0, 1, 3)
    (trouble,) = report["attention"]
    assert trouble["path"].endswith("web page.pdf")
    assert trouble["reason"] and trouble["hint"]


def test_documents_lists_the_library(made):
    ready = [one for one in answer("documents", made) if one["status"] == "ready"]
    (document,) = ready
    assert set(document) >= {
        "id", "title", "paths", "kind", "authority", "date", "pages", "sha256", "status", "reason",
        "embargoed", "ofsted",
    }  # fmt: skip
    assert document["pages"] == 3
    assert [one["status"] for one in answer("documents", made, "--attention")] == ["attention"]


def test_text_gives_pages_as_indexed(made):
    pages = answer("text", made, "Audit of visits.pdf", "--page", "2")
    assert [page["page"] for page in pages] == [2]
    assert "nine files" in pages[0]["text"]
    assert len(answer("text", made, "Audit of visits.pdf")) == 3


def test_search_finds_other_forms_and_says_so(made):
    result = answer("search", made, "neglect child")
    assert (result["total_pages"], result["total_documents"]) == (3, 1)
    assert {hit["page"] for hit in result["hits"]} == {1, 2, 3}
    assert result["understood"]
    assert answer("search", made, "neglect", "--no-stems")["total_pages"] == 0


@pytest.mark.parametrize(
    "query", ['"', "AND OR (", "O'Brien", "date:[2018 to", "*", "NOT", "-", "área", "kind:", "a-b"]
)
def test_search_never_fails_on_what_is_typed(made, query):
    result = call("search", made, query, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["understood"]


def test_tag_list_undo_and_redo(made):
    before = len(answer("evidence", made))
    result = tag(made, f"“{QUOTE}”".strip("“”"))
    assert result.exit_code == 0
    item = json.loads(result.stdout)["id"]
    listed = {one["id"]: one for one in answer("evidence", made)}
    assert listed[item]["quote"] == QUOTE
    assert listed[item]["areas"] == ["protection"]
    assert listed[item]["exhibit"] is None
    assert QUOTE in call("evidence", made, "--csv").stdout
    cells = {cell["area"]: cell for cell in answer("coverage", made)["cells"] if cell["theme"] is None}
    assert cells["protection"]["strength"] == before + 1
    assert "Audit of visits" in answer("undo", made)["undone"]
    assert len(answer("evidence", made)) == before
    assert answer("redo", made)["redone"]
    assert answer("redo", made)["redone"] is None
    assert answer("undo", made)["undone"]


def test_what_evidence_is_based_on_and_whether_it_may_leave_are_said_when_tagging(made):
    told = ("--basis", "sample", "--person", "Child A", "--embargo-until", "2026-05-01", "--confidential")
    item = json.loads(tag(made, QUOTE, 1, "protection", "strength", *told, "--status", "agreed").stdout)["id"]
    (kept,) = (one for one in answer("evidence", made) if one["id"] == item)
    assert (kept["basis"], kept["person"], kept["embargo_until"]) == ("sample", "Child A", "2026-05-01")
    assert (kept["confidential"], kept["status"]) == (True, "agreed")
    assert answer("undo", made)["undone"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("Children are never seen",), "do not stand on page 1"),
        ((QUOTE, 9), "no page 9"),
        ((QUOTE, 1, "weather"), "no judgement area"),
        ((QUOTE, 1, "care", "strength", "--date", "31/03/2026"), "not a date"),
        ((QUOTE, 1, "care", "strength", "--theme", "care.weather"), "not a theme"),
    ],
)
def test_what_cannot_be_tagged_is_told(made, words, sentence):
    from evidence_app.errors import KnownError

    result = tag(made, *words)
    assert isinstance(result.exception, KnownError)
    assert sentence in str(result.exception)


def test_a_pack_is_built_and_verified_and_tampering_shows(made, tmp_path):
    tag(made, QUOTE, 2)
    tag(made, "Multi-agency plans help.", 3, "leaders", "improvement")
    out = tmp_path / "pack"
    report = answer("pack", made, out)
    assert report["items"] == 2
    assert Path(report["pdf"]).is_file()
    proof = answer("verify", out)
    assert proof["ok"] and proof["checks"]
    assert {item["exhibit"] for item in answer("evidence", made)} != {None}
    Path(report["csv"]).write_text("changed", encoding="utf-8")
    failed = call("verify", out, "--json")
    assert failed.exit_code == 1
    assert json.loads(failed.stdout)["ok"] is False


def test_a_pack_is_made_as_word_workbook_and_archive(made, tmp_path):
    tag(made, QUOTE, 2)
    password = tmp_path / "password.txt"
    password.write_text("eleven grey lanterns hum\n", encoding="utf-8")
    report = answer("pack", made, tmp_path / "open", "--formats", "xlsx,docx")
    assert all(Path(report[kind]).is_file() for kind in ("pdf", "docx", "xlsx"))
    out = tmp_path / "sealed"
    report = answer("pack", made, out, "--formats", "zip", "--password-file", password)
    assert report["pdf"] is None and Path(report["archive"]).is_file()
    assert [check["name"] for check in answer("verify", out)["checks"]] == ["files"]
    assert len(answer("verify", out, "--password-file", password)["checks"]) > 5
    password.write_text("some other password", encoding="utf-8")
    assert call("verify", out, "--password-file", password, "--json").exit_code == 1


def test_backup_check_and_restore(made, tmp_path):
    copy = tmp_path / "copy.evidence"
    assert answer("backup", made, copy)["ok"]
    assert answer("check", copy)["ok"]
    back = tmp_path / "back.evidence"
    assert answer("restore", copy, back)["ok"]
    assert len(answer("documents", back)) == len(answer("documents", made))
    raw = bytearray(copy.read_bytes())
    raw[len(raw) // 2] ^= 1
    copy.write_bytes(raw)
    assert call("check", copy, "--json").exit_code == 1


def test_the_passphrase_can_be_changed(tmp_path):
    path = tmp_path / "w.evidence"
    call("new", path)
    fresh = tmp_path / "new.txt"
    fresh.write_text("another one\n")
    assert call("passphrase", path, "--new-passphrase-file", fresh).exit_code == 0
    assert call("documents", path, "--passphrase-file", fresh).exit_code == 0
    assert program("documents", path).returncode == 2


def test_versions_are_told():
    result = call("--version")
    assert result.exit_code == 0
    for part in ("Evidence Desk", "SQLite", "SQLCipher", "MuPDF"):
        assert part in result.stdout


def test_known_errors_leave_one_sentence_and_status_2(made, tmp_path):
    for words in (
        ("documents", tmp_path / "missing.evidence"),
        ("documents", made, "--passphrase-file", tmp_path / "missing.txt"),
        ("new", made),
        ("new", tmp_path / "name.txt"),
        ("text", made, "no such document"),
        ("read-report", tmp_path / "missing.pdf"),
        ("verify", tmp_path / "nothing"),
        ("import", made, tmp_path / "nothing"),
        ("pack", made, tmp_path / "p", "--formats", "odt"),
        ("pack", made, tmp_path / "p", "--formats", "zip"),
        ("backup", made, tmp_path / f"{'long' * 80}.evidence"),
        ("hand-over", made, tmp_path / "h.evidence-handover", "--to", "\udcff"),
    ):
        done = program(*words)
        assert done.returncode == 2, (words, done.stderr)
        assert done.stdout == ""
        assert "Traceback" not in done.stderr
        assert done.stderr.strip().endswith((".", "”.", "`")) or done.stderr.strip(), words


def test_the_wrong_passphrase_is_told(made):
    done = program("documents", made, "--json", secret="wrong")
    assert done.returncode == 2
    assert "passphrase does not open" in done.stderr


def test_wrong_usage_is_status_2():
    assert program("search").returncode == 2
    assert program("nonsense").returncode == 2


def test_a_bug_leaves_a_report_without_case_text(tmp_path, monkeypatch):
    from evidence_app.logs import crash_report

    try:
        raise ValueError("Zebrafinch lives at 1 High Street")
    except ValueError as error:
        report = crash_report(error)
    assert "ValueError" in report
    assert "Zebrafinch" not in report
    assert str(Path.home()) not in report
