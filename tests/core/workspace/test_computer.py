"""The self-test: it passes here, it fails where something is missing, and says nothing it may not."""

import json
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from evidence_app import paths
from evidence_app.cli import cli
from evidence_app.progress import run
from evidence_app.workspace import self_test, versions


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """Where temporary folders are made meanwhile."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path


def test_everything_works_here_and_nothing_is_left(temporary, monkeypatch):
    (temporary / "policy.toml").write_text('[workspace]\nfolders = ["/nowhere/at/all"]\n[export]\nformats = []\n')
    monkeypatch.setenv("EVIDENCE_POLICY", str(temporary / "policy.toml"))
    done = CliRunner().invoke(cli, ["self-test", "--json"])
    answer = json.loads(done.stdout)
    assert (answer["ok"], done.exit_code) == (True, 0), answer
    assert len(answer["trials"]) == 13
    assert list(temporary.glob("evidence-desk-self-test-*")) == []
    for private in (str(temporary), str(Path.home()), "nowhere", "Quillon"):
        assert private not in done.stdout or private == "/"


def test_what_needs_a_failed_part_is_not_tried_and_the_status_says_so(temporary, monkeypatch):
    # The bundled letter is missing, as after half an installation; and the log cannot be written.
    monkeypatch.setattr("evidence_app.workspace.computer.LETTER", "no such letter.pdf")
    blocked = temporary / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    done = CliRunner().invoke(cli, ["self-test"])
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert any(line.startswith("FAILED") and "Folders" in line and "log cannot be written" in line for line in lines)
    assert any(line.startswith("FAILED") and "Worker processes" in line for line in lines)
    assert any(line.startswith("not tried") and "Backup" in line for line in lines)
    assert any(line.startswith("ok") and "Throwing it away" in line for line in lines)
    assert str(temporary) not in done.stdout
    assert lines[0].endswith("did not work.")


def test_a_bug_is_told_by_kind_and_place_alone(temporary, monkeypatch):
    def fault() -> Path:
        raise ValueError("Zebrafinch")

    monkeypatch.setattr(paths, "documents_dir", fault)
    steps = self_test()
    next(step for step in steps if step.message == "Encryption")
    steps.close()
    assert list(temporary.glob("evidence-desk-self-test-*")) == [], "a cancelled one leaves nothing either"
    monkeypatch.setattr("evidence_app.workspace.computer.Workspace", None)
    room = next(one for one in run(self_test()) if one.name == "Room on the disk")
    assert room.outcome == "FAILED"
    assert room.words.startswith("builtins.ValueError at ")
    assert "Zebrafinch" not in room.words


def test_versions_are_told_in_full():
    told = versions()
    for part in ("Evidence Desk", "SQLite", "SQLCipher", "MuPDF", "without Qt", "PDFium", "Typst", "keyring", "click"):
        assert part in told
    assert "not told" not in told
    assert str(Path.home()) not in told
