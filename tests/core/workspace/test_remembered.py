"""Passphrases in the system's store: kept under the workspace's identity, forgotten in time, and never needed."""

import shutil
import subprocess
import sys

import keyring
import pytest
from click.testing import CliRunner
from keyring.backends import fail, null
from password_stores import Chain, Falling, Locked, PlainFile, Safe, own_store

from evidence_app.cli import cli
from evidence_app.domain.passphrase import Offer
from evidence_app.errors import KnownError
from evidence_app.workspace import Workspace, remembered

PASSPHRASE = "orchard violin pebble"


@pytest.fixture
def store(monkeypatch, tmp_path):
    """A store that works, and a folder of settings of its own."""
    with own_store(monkeypatch, tmp_path) as made:
        yield made


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "w.evidence"
    Workspace.create(made, PASSPHRASE).close()
    return made


def test_it_is_kept_under_the_workspaces_identity_wherever_the_file_lies(store, path, tmp_path):
    assert not remembered.is_remembered(path)
    assert remembered.recall(path) == Offer(allowed=True)
    remembered.remember(path, PASSPHRASE)
    moved = tmp_path / "elsewhere" / "other name.evidence"
    moved.parent.mkdir()
    shutil.move(path, moved)
    assert remembered.recall(moved) == Offer(allowed=True, kept=True, passphrase=PASSPHRASE)
    assert remembered.recall(moved, stored=False) == Offer(allowed=True, kept=True)
    assert PASSPHRASE not in repr(remembered.recall(moved))
    Workspace.create(path, "another passphrase").close()
    assert not remembered.is_remembered(path), "another workspace stands where it was"
    ((service, known),) = store.kept
    assert service == "Evidence Desk"
    assert "w" not in known, "neither name nor path is told to the store"
    listed = (tmp_path / "settings" / "Evidence Desk" / "remembered.txt").read_text()
    assert listed == f"{known}\n"


def test_changing_the_passphrase_forgets_it(store, path):
    remembered.remember(path, PASSPHRASE)
    with Workspace.open(path, PASSPHRASE) as workspace:
        workspace.change_passphrase(PASSPHRASE, "lantern harbour thimble")
    assert store.kept == {}
    assert not remembered.is_remembered(path)


def test_a_store_that_fails_does_not_keep_the_passphrase_from_being_changed(store, path):
    remembered.remember(path, PASSPHRASE)
    keyring.set_keyring(Falling())
    with Workspace.open(path, PASSPHRASE) as workspace:
        workspace.change_passphrase(PASSPHRASE, "lantern harbour thimble")
    Workspace.open(path, "lantern harbour thimble").close()


def test_all_are_forgotten_and_one_already_gone_is_no_failure(store, path, tmp_path):
    other = tmp_path / "other.evidence"
    Workspace.create(other, PASSPHRASE).close()
    for one in (path, other):
        remembered.remember(one, PASSPHRASE)
    assert remembered.count_remembered() == 2
    assert CliRunner().invoke(cli, ["passphrase", str(other), "--forget"]).exit_code == 0
    assert (remembered.count_remembered(), len(store.kept)) == (1, 1)
    assert remembered.forget_all() == 1
    assert (remembered.count_remembered(), store.kept) == (0, {})
    assert "was not remembered" in CliRunner().invoke(cli, ["passphrase", str(other), "--forget"]).stdout


@pytest.mark.parametrize(
    ("backend", "told"),
    [
        (fail.Keyring(), "no store of passwords that keeps them safely"),
        (null.Keyring(), "no store of passwords that keeps them safely"),
        (PlainFile(), "no store of passwords that keeps them safely"),
        (Chain(PlainFile()), "no store of passwords that keeps them safely"),
        (Locked(), "is locked"),
        (Falling(), "cannot be used"),
    ],
    ids=["none", "keeps nothing", "plain file", "chain of a plain file", "locked", "failing"],
)
def test_whatever_a_store_does_is_a_sentence(store, path, backend, told):
    remembered.remember(path, PASSPHRASE)
    keyring.set_keyring(backend)
    for act in (lambda: remembered.remember(path, PASSPHRASE), lambda: remembered.recall(path),
                lambda: remembered.forget(path), remembered.forget_all):  # fmt: skip
        with pytest.raises(KnownError, match=told) as caught:
            act()
        assert "Type the passphrase" in caught.value.hint
        assert "Zebrafinch" not in str(caught.value)
        assert PASSPHRASE not in str(caught.value)


def test_of_a_chain_only_the_safest_is_asked(store, path):
    safe, plain = Safe(), PlainFile()
    keyring.set_keyring(Chain(plain, safe))
    remembered.remember(path, PASSPHRASE)
    assert (len(safe.kept), len(plain.kept)) == (1, 0)


def test_the_policy_forbids_it(store, path, tmp_path, monkeypatch):
    remembered.remember(path, PASSPHRASE)
    (tmp_path / "policy.toml").write_text("[passphrase]\nremember = false\n")
    monkeypatch.setenv("EVIDENCE_POLICY", str(tmp_path / "policy.toml"))
    with pytest.raises(KnownError, match="not remembered on this computer, by its policy"):
        remembered.remember(path, PASSPHRASE)
    assert remembered.recall(path) == Offer()
    assert "by its policy" in remembered.unavailable()
    remembered.forget(path)
    assert store.kept == {}


def test_no_start_loads_keyring():
    code = "import sys, evidence_app.cli, evidence_app.workspace; print('keyring' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "False\n"
