"""The policy of the computer where it bites: making, opening, exporting, packing; and a file that is broken."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from evidence_app import paths
from evidence_app.cli import cli
from evidence_app.domain.audit import AuditFilter
from evidence_app.domain.pack import PackSpec
from evidence_app.errors import KnownError, NotAWorkspace
from evidence_app.progress import run
from evidence_app.workspace import Workspace, build_demo, demo_workspace, in_force, restore

GOOD = "orchard violin pebble"


@pytest.fixture
def lay_down(tmp_path, monkeypatch):
    """Puts a policy in force, as on a computer that has none of its own."""
    file = tmp_path / "policy.toml"

    def put(text: str) -> Path:
        file.write_text(text, encoding="utf-8")
        monkeypatch.setenv("EVIDENCE_POLICY", str(file))
        return file

    return put


def command(*words, **environment):
    return CliRunner().invoke(cli, [str(word) for word in words], env={"EVIDENCE_PASSPHRASE": GOOD, **environment})


def test_workspaces_are_kept_where_it_says(lay_down, tmp_path):
    lay_down(f'[workspace]\nfolders = ["{tmp_path.as_posix()}/kept"]')
    with pytest.raises(KnownError, match="may not be kept in"):
        Workspace.create(tmp_path / "w.evidence", GOOD)
    inside = tmp_path / "kept" / "team" / "w.evidence"
    Workspace.create(inside, GOOD).close()
    outside = tmp_path / "w.evidence"
    outside.write_bytes(inside.read_bytes())
    with pytest.raises(KnownError, match="may not be kept in"):
        Workspace.open(outside, GOOD)
    Workspace.open(outside, GOOD, read_only=True).close()
    with pytest.raises(KnownError, match="may not be kept in"):
        run(restore(inside, tmp_path / "again.evidence", GOOD))
    (tmp_path / "kept" / "link").symlink_to(tmp_path)
    with pytest.raises(KnownError, match="may not be kept in"):
        Workspace.create(tmp_path / "kept" / "link" / "sly.evidence", GOOD)


def test_a_minimum_counts_for_every_new_passphrase_and_old_ones_still_open(lay_down, tmp_path):
    path = tmp_path / "w.evidence"
    Workspace.create(path, "x").close()
    lay_down("[passphrase]\nminimum_length = 12")
    for weak in ("x", "password1234"):
        with pytest.raises(KnownError):
            Workspace.create(tmp_path / "other.evidence", weak)
    assert not (tmp_path / "other.evidence").exists()
    with Workspace.open(path, "x") as workspace:
        with pytest.raises(KnownError, match="at least 12"):
            workspace.change_passphrase("x", "y")
        workspace.change_passphrase("x", GOOD)
    Workspace.open(path, GOOD).close()


def test_a_passphrase_typed_at_the_prompt_is_never_a_guessable_one(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    from evidence_app.cli import console

    typed = iter(["password12", GOOD])
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(typed))
    with pytest.raises(KnownError, match="guessed"):
        console.typed()
    assert console.typed() == GOOD


@pytest.mark.parametrize("broken", ["[lock]\nminuts = 1", "[lock", b"\xff\xfe"])
def test_a_broken_file_closes_everything_and_says_what_to_do(lay_down, tmp_path, broken):
    path = tmp_path / "w.evidence"
    Workspace.create(path, GOOD).close()
    before = path.read_bytes()
    file = lay_down("")
    file.write_bytes(broken if isinstance(broken, bytes) else broken.encode())
    for asked in (lambda: Workspace.open(path, GOOD), lambda: Workspace.open(path, GOOD, read_only=True),
                  lambda: Workspace.create(tmp_path / "n.evidence", GOOD), in_force):  # fmt: skip
        with pytest.raises(KnownError, match="policy of this computer is broken") as caught:
            asked()
        assert str(file) in str(caught.value)
        assert "your work is safe" in caught.value.hint
    assert path.read_bytes() == before
    assert not (tmp_path / "n.evidence").exists()


def test_a_file_that_is_named_and_missing_is_not_taken_for_no_policy(tmp_path, monkeypatch):
    monkeypatch.setenv("EVIDENCE_POLICY", str(tmp_path / "nowhere.toml"))
    with pytest.raises(KnownError, match="no policy file"):
        in_force()


def test_the_environment_cannot_take_the_place_of_the_machines_own_file(tmp_path, monkeypatch):
    """EVIDENCE_POLICY counts only where nothing stands at the fixed place, be it unreadable."""
    here = paths.policy_file()
    assert here.is_absolute()
    monkeypatch.setenv("EVIDENCE_POLICY", str(tmp_path / "mine.toml"))
    assert paths.policy_file() == tmp_path / "mine.toml"
    monkeypatch.setattr(Path, "lstat", lambda _: None)
    assert paths.policy_file() == here

    def refused(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "lstat", refused)
    assert paths.policy_file() == here
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path))
    monkeypatch.setenv("ProgramData", str(tmp_path))
    assert paths.policy_file() == here


def test_only_what_it_allows_leaves(lay_down, council, tmp_path):
    lay_down('[export]\nformats = ["xlsx"]\n[scans]\nread = false')
    document = council.documents.list()[0].id
    for asked in (
        lambda: council.documents.save_original(document, tmp_path / "copy.pdf"),
        lambda: run(council.board.export([], ("quote",), tmp_path / "list.csv")),
        lambda: council.history.export_audit(AuditFilter(), tmp_path / "audit.csv"),
        lambda: council.plan.export(tmp_path / "plan.csv"),
        lambda: council.measures.export(tmp_path / "measures.csv"),
        lambda: council.requests.export(tmp_path / "requests.csv"),
    ):
        with pytest.raises(KnownError, match="may not leave this computer"):
            asked()
    assert [one for one in tmp_path.iterdir() if one.suffix in (".csv", ".pdf")] == []
    council.history.export_audit(AuditFilter(), tmp_path / "audit.xlsx")
    with pytest.raises(KnownError, match="not read on this computer"):
        run(council.scans.read())


def test_a_pack_follows_it_in_marking_redaction_and_how_long_its_copy_is_kept(lay_down, council_file, tmp_path):
    mine = Path(shutil.copy(council_file, tmp_path / "mine.evidence"))
    lay_down('[export]\nmarking = "OFFICIAL"\nmarking_fixed = true\nredacted = true\n[retention]\npack_days = 30')
    with Workspace.open(mine, "x") as ws:
        _tag(ws)
        with pytest.raises(KnownError, match="taken out of every pack"):
            run(ws.packs.build(PackSpec(exhibits="none", date="2026-03-31"), tmp_path / "pack"))
        assert not (tmp_path / "pack").exists()
        spec = PackSpec(exhibits="none", date="2026-03-31", marking="", redact=True)
        run(ws.packs.build(spec, tmp_path / "pack"))
        (made,) = ws.packs.made()
        assert made.spec["marking"] == "OFFICIAL"
        assert made.keep_until == (date.today() + timedelta(days=30)).isoformat()


def _tag(ws: Workspace) -> None:
    document = ws.documents.list()[0].id
    text = ws.documents.text(document, 1)[0].text
    passage = ws.evidence.select(document, (1, 0), (1, min(60, len(text))))
    assert passage is not None
    ws.evidence.add(passage, ["leaders"], "strength")


def test_the_demo_keeps_to_the_folders_and_to_nothing_else(lay_down, tmp_path):
    lay_down(f'[workspace]\nfolders = ["{tmp_path.as_posix()}/kept"]\n[passphrase]\nminimum_length = 16')
    with pytest.raises(KnownError, match="may not be kept in"):
        run(build_demo(tmp_path / "demo"))
    steps = build_demo(tmp_path / "kept" / "demo")
    next(steps)
    steps.close()
    assert demo_workspace(tmp_path / "kept" / "demo").is_file()


def test_the_command_prints_what_is_in_force_and_checks_a_file(lay_down, tmp_path):
    assert "No policy is laid down" in command("policy").stdout
    file = lay_down("[lock]\nminutes = 5")
    told = command("policy").stdout
    assert str(file) in told
    assert "after 5 minutes at most  (policy)" in told
    answer = json.loads(command("policy", "--json").stdout)
    assert answer["file"] == str(file)
    assert [rule["about"] for rule in answer["rules"] if rule["set"]] == ["Automatic lock"]
    other = tmp_path / "next.toml"
    other.write_text("[lock]\nminutes = 500\n")
    wrong = command("policy", "--check", other)
    assert isinstance(wrong.exception, KnownError)
    assert "line 2" in str(wrong.exception)
    assert isinstance(command("policy", "--check", tmp_path / "none.toml").exception, KnownError)
    other.write_text('[export]\nformats = ["zip"]\n')
    assert "is sound" in command("policy", "--check", other).stdout


def test_the_terminal_is_refused_in_a_sentence(lay_down, tmp_path):
    lay_down('[passphrase]\nminimum_length = 30\n[export]\nformats = ["pdf"]')
    refused = command("new", tmp_path / "w.evidence")
    assert isinstance(refused.exception, KnownError)
    assert "at least 30" in str(refused.exception)
    refused = command("evidence", tmp_path / "w.evidence", "--csv")
    assert not isinstance(refused.exception, NotAWorkspace)
    assert "may not leave" in str(refused.exception)
