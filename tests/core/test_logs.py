"""The log and the crash reports tell what happened, are bounded, and never hold a word of a case."""

import sys
from pathlib import Path

import pytest
from own_log import own_log

from evidence_app import logs
from evidence_app.cli import main
from evidence_app.errors import KnownError
from evidence_app.paths import log_dir
from evidence_app.workspace.search import Search

CANARY = "Zebrafinch"


@pytest.fixture
def log(tmp_path, monkeypatch):
    """A log of the test's own."""
    with own_log(tmp_path / "state", monkeypatch) as logger:
        yield logger


def program(monkeypatch, *words: object) -> int:
    """Runs the command line as a person does, in this process; gives its exit status."""
    monkeypatch.setattr(sys, "argv", ["evidence-app", *map(str, words)])
    monkeypatch.setenv("EVIDENCE_PASSPHRASE", f"{CANARY} orchard violin")
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_a_word_of_a_case_is_in_no_log_and_no_report(log, tmp_path, monkeypatch, capsys):
    folder = tmp_path / CANARY
    folder.mkdir()
    letter = folder / f"{CANARY} letter.txt"
    letter.write_text(f"{CANARY} was seen alone, and her wishes were recorded.", encoding="utf-8")
    (folder / f"{CANARY}.pdf").write_bytes(b"%PDF-1.4 " + CANARY.encode())
    work = folder / f"{CANARY}.evidence"
    tag = ("tag", work, "--document", letter.name, "--page", 1, "--area", "leaders", "--finding", "strength")
    assert program(monkeypatch, "new", work, "--authority", CANARY) == 0
    assert program(monkeypatch, "import", work, folder) == 1
    assert program(monkeypatch, "search", work, CANARY) == 0
    assert program(monkeypatch, *tag, "--quote", f"{CANARY} was seen alone") == 0
    assert program(monkeypatch, *tag, "--quote", f"{CANARY} was not there") == 2
    assert program(monkeypatch, "text", work, f"no {CANARY}") == 2
    assert program(monkeypatch, CANARY) == 2

    def fault(*_: object) -> None:
        try:
            raise KeyError(CANARY)
        except KeyError as error:
            raise ValueError(f"{CANARY} lives at 1 High Street") from error

    monkeypatch.setattr(Search, "run", fault)
    assert program(monkeypatch, "search", work, CANARY) == 3
    said = capsys.readouterr()
    assert CANARY not in said.err.split("Something went wrong")[1].split("A report")[0]

    assert program(monkeypatch, "log") == 0
    assert program(monkeypatch, "log", "--crashes") == 0
    assert program(monkeypatch, "log", "--json") == 0
    printed = capsys.readouterr().out
    assert "bug builtins.ValueError" in printed
    assert "builtins.KeyError" in printed
    assert CANARY not in printed
    (report,) = logs.crash_reports()
    assert "builtins.KeyError" in report.read_text("utf-8")
    told = logs.read_log()
    for line in (
        "start evidence-app import",
        "import found=2 added=1 unchanged=0 attention=1",
        "error evidence_app.errors.NotFound at evidence_app/workspace/documents.py:",
        "bug builtins.ValueError",
    ):
        assert line in told
    for file in log_dir().iterdir():
        assert CANARY.lower() not in file.name.lower()
        assert CANARY.lower() not in file.read_text("utf-8").lower()
        assert str(Path.home()) not in file.read_text("utf-8") or str(Path.home()) == "/"


def test_the_log_is_bounded_and_newest_first(log, monkeypatch):
    monkeypatch.setattr(logs, "_LARGEST", 4096)
    logs.begin_log("evidence-app test")
    for number in range(1000):
        logs.note("open", number=number)
    files = list(log_dir().iterdir())
    assert len(files) == 4
    assert sum(one.stat().st_size for one in files) <= 4 * 4096
    lines = logs.read_log().splitlines()
    assert lines[0].endswith("open number=999")
    assert lines[1].endswith("open number=998")


def test_a_log_that_cannot_be_written_stops_nothing_and_says_nothing(log, tmp_path, capfd):
    logs.begin_log("evidence-app test")
    folder = log_dir()
    (folder / logs.LOG).unlink()
    (folder / logs.LOG).mkdir()
    logs.note("open", read_only=True)
    logs.note_error("error", KnownError(CANARY))
    assert capfd.readouterr() == ("", "")


def test_nothing_is_written_before_a_program_begins_its_log(log, capfd):
    logs.note("open", read_only=False)
    assert list(log_dir().iterdir()) == []
    assert capfd.readouterr() == ("", "")


def test_crash_reports_are_kept_in_number_and_one_that_cannot_be_written_is_no_second_crash(log, tmp_path, monkeypatch):
    reports = [logs.write_crash_report(ValueError(CANARY)) for _ in range(22)]
    assert reports[-1] in logs.crash_reports()
    assert len(logs.crash_reports()) == 20
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    assert logs.write_crash_report(ValueError(CANARY)) is None
