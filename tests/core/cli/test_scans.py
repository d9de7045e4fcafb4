import json

import pytest
from click.testing import CliRunner
from scanned_papers import LATE, SEEN, paper, scan

from evidence_app.cli.main import cli
from evidence_app.ocr import reading

PAPER = paper(SEEN, LATE)


@pytest.fixture
def run(tmp_path):
    """Runs a command on a workspace; gives its exit status and what it printed."""

    def run(*arguments):
        done = CliRunner().invoke(cli, list(map(str, arguments)), env={"EVIDENCE_PASSPHRASE": "a long passphrase"})
        return done.exit_code, done.stdout

    assert run("new", tmp_path / "w.evidence")[0] == 0
    return run


def test_pages_that_wait_are_told(run, tmp_path):
    workspace, file = tmp_path / "w.evidence", tmp_path / "letter.pdf"
    file.write_bytes(scan(PAPER))
    assert run("import", workspace, file)[0] == 1
    (document,) = json.loads(run("documents", workspace, "--json")[1])
    assert (document["waiting"], document["read_by_machine"]) == (1, 0)
    (row,) = json.loads(run("ocr", workspace, "--list", "--json")[1])
    assert row == {"document": document["id"], "title": document["title"], "waiting": 1, "read": 0}
    assert "1 waiting, 0 read by machine" in run("ocr", workspace, "--list")[1]


@pytest.mark.skipif(not reading.installed(), reason="what reads pictures is not installed here (python3 start.py ocr)")
def test_scans_are_read_along_with_the_import_or_later(run, tmp_path):
    workspace = tmp_path / "w.evidence"
    for name in ("first.pdf", "second.pdf"):
        (tmp_path / name).write_bytes(scan(paper(SEEN, name)))
    status, told = run("import", workspace, tmp_path / "first.pdf", "--ocr", "--json")
    report = json.loads(told)
    assert (status, report["attention"], report["ocr"]["read"], report["ocr"]["waiting"]) == (0, [], 1, 0)
    assert run("import", workspace, tmp_path / "second.pdf")[0] == 1
    status, told = run("ocr", workspace)
    assert status == 0 and told.startswith("Pages read: 1, with ")
    assert json.loads(run("search", workspace, "wishes", "--json")[1])["total_documents"] == 2
