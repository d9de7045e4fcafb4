"""Backups, salvage, the end date, wiping and the audit log, from the command line."""

import json

import pytest
from click.testing import CliRunner
from made_pdfs import pdf

from evidence_app.cli import cli
from evidence_app.errors import KnownError


@pytest.fixture
def file(tmp_path):
    (tmp_path / "a note.pdf").write_bytes(pdf("Zebrafinch was seen. Plans drift."))
    call("new", tmp_path / "w.evidence")
    call("import", tmp_path / "w.evidence", tmp_path / "a note.pdf")
    return tmp_path / "w.evidence"


def call(*words, status=0):
    result = CliRunner().invoke(cli, [*map(str, words), "--json"], env={"EVIDENCE_PASSPHRASE": "x"})
    assert result.exit_code == status, (result.output, result.exception)
    # What is no sentence for the user is a bug.
    assert result.exception is None or isinstance(result.exception, KnownError | SystemExit), result.exc_info
    return json.loads(result.stdout) if result.stdout else str(result.exception)


def test_backups_are_made_listed_and_proved(file, tmp_path):
    assert call("backups", file)["backups"] == []
    (made,) = call("backups", file, "--make")["backups"]
    assert made["verified"] and made["size"] > 0
    assert call("backups", file, "--make")["backups"] == [made], "nothing has changed"
    assert len(call("backups", file, "--verify")["backups"]) == 1
    (tmp_path / "drive").mkdir()
    moved = call("backups", file, "--folder", tmp_path / "drive", "--make")
    assert moved["folder"].startswith(str(tmp_path / "drive"))
    call("backups", file, "--beside")
    data = bytearray((tmp_path / "w backups" / made["path"].rpartition("/")[2]).read_bytes())
    data[9000] ^= 1
    (tmp_path / "w backups" / made["path"].rpartition("/")[2]).write_bytes(data)
    call("backups", file, "--verify", status=1)
    file.unlink()
    assert len(call("backups", file)["backups"]) == 1
    # A task that makes them every night must not go on as if all were well.
    assert "no workspace" in call("backups", file, "--make", status=1)


def test_a_damaged_file_is_salvaged(file, tmp_path):
    data = bytearray(file.read_bytes())
    data[16:4096] = bytes(4080)
    file.write_bytes(data)
    assert "does not open" in call("documents", file, status=1)
    report = call("salvage", file, tmp_path / "out.evidence")
    assert (report["documents"], report["unreadable"], report["whole"]) == (1, 1, True)
    assert call("search", tmp_path / "out.evidence", "zebrafinch")["total_pages"] == 1
    assert "exists already" in call("salvage", file, tmp_path / "out.evidence", status=1)


def test_a_place_that_cannot_be_written_is_told(file, tmp_path):
    for verb in ("restore", "salvage"):
        assert "x.evidence" in call(verb, file, tmp_path / "nowhere" / "x.evidence", status=1)
    for place in (tmp_path / ("x" * 300), "", tmp_path / "nowhere" / "x"):
        for kind in ("json", "qdpx", "qdc"):
            assert "cannot be written" in call("export", file, place, "--format", kind, status=1)
    assert "no workspace" in call("salvage", file, tmp_path / "s.evidence", "--salt-from", tmp_path, status=1)
    # What a restore that was cut short left behind is not deleted by the next one.
    half = tmp_path / "y.evidence.part"
    half.write_bytes(file.read_bytes())
    for verb in ("restore", "salvage"):
        assert "written over" in call(verb, half, tmp_path / "y.evidence", status=1)
    assert half.read_bytes() == file.read_bytes()
    (tmp_path / "loop").symlink_to("loop")
    assert "no workspace" in call("check", tmp_path / "loop", status=1)


def test_an_end_date_is_set_told_and_taken_off(file):
    assert call("keep", file) == {"until": "", "days_left": None, "near": False, "over": False}
    assert call("keep", file, "--until", "2999-01-01")["until"] == "2999-01-01"
    assert call("keep", file, "--until", "2020-01-01", status=1)["over"]
    assert "not a date" in call("keep", file, "--until", "tomorrow", status=1)
    call("undo", file)
    assert call("keep", file)["until"] == "2999-01-01"
    assert call("keep", file, "--no-end")["until"] == ""


def test_a_document_is_wiped_when_asked_for_twice(file):
    assert "Nothing was wiped" in call("wipe", file, "a note.pdf", "--reason", "why", status=1)
    assert len(call("documents", file)) == 1
    call("wipe", file, "--log", "--everything", "--reason", "why", "--yes", status=2)
    report = call("wipe", file, "a note.pdf", "--reason", "asked for", "--yes")
    assert (report["documents"], report["evidence"]) == (1, 0)
    (line,) = call("wipe", file, "--log")
    assert line["reason"] == "asked for" and len(line["sha256"]) == 64 and "note" not in str(line["kind"])
    assert call("documents", file) == []


def test_a_workspace_is_wiped_with_its_backups_and_noted(file, tmp_path):
    call("backups", file, "--make")
    record = tmp_path / "record.json"
    report = call(
        "wipe", file, "--everything", "--reason", "inspection is over", "--record", record, "--backups", "--yes"
    )
    assert report["backups"] == 1
    noted = json.loads(record.read_text(encoding="utf-8"))
    assert noted["reason"] == "inspection is over" and noted["done"] and len(noted["sha256"]) == 64
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"a note.pdf", "record.json"}


def test_a_workspace_that_another_passphrase_opens_is_not_wiped(file, tmp_path):
    (tmp_path / "other").write_text("of another workspace\n")
    words = ("wipe", file, "--everything", "--reason", "why", "--yes", "--passphrase-file", tmp_path / "other")
    assert "does not open" in call(*words, status=1)
    assert len(call("documents", file)) == 1


def test_the_audit_log_is_exported_and_proved_from_the_file_alone(file, tmp_path):
    call("keep", file, "--until", "2999-01-01")
    shown = call("audit", file)
    assert [line["id"] for line in shown] == sorted((line["id"] for line in shown), reverse=True)
    for name in ("log.json", "log.csv"):
        out = tmp_path / name
        assert call("audit", file, "--out", out)["lines"] == len(shown)
        assert call("audit", "--verify", out)["ok"]
        words = out.read_text(encoding="utf-8-sig")
        out.write_text(words.replace("2999-01-01", "2998-01-01"), encoding="utf-8")
        assert not call("audit", "--verify", out, status=1)["ok"]
    whole = json.loads((tmp_path / "log.json").read_text(encoding="utf-8"))
    del whole["audit_log"][-1]
    (tmp_path / "log.json").write_text(json.dumps(whole), encoding="utf-8")
    assert not call("audit", "--verify", tmp_path / "log.json", status=1)["ok"]
    (tmp_path / "log.csv").write_text("nonsense", encoding="utf-8")
    assert call("audit", "--verify", tmp_path / "log.csv", status=1)


def test_a_wiped_line_keeps_the_chain_in_an_export_too(file, tmp_path):
    call("wipe", file, "a note.pdf", "--reason", "why", "--yes")
    call("audit", file, "--out", tmp_path / "log.json")
    assert call("audit", "--verify", tmp_path / "log.json")["ok"]
    call("check", file)
