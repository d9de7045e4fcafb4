"""Whatever ends an export with redaction: no half pack, nothing of it elsewhere, a sentence, a sound workspace."""

import os
import subprocess
import sys

import psutil
import pymupdf
import pytest
from name_tricks import say

from evidence_app.domain.pack import PackSpec
from evidence_app.errors import KnownError, PackRefused
from evidence_app.progress import run
from evidence_app.workspace import Workspace, verify_pack

SPEC = PackSpec(redact=True, date="2026-05-01", formats=("pdf", "docx"))
STEPS = ("Choosing the evidence", "Taking personal data out of exhibit E1", "Proving that personal data is gone")


@pytest.fixture
def workspace(tmp_path):
    with pymupdf.open() as document:
        page = document.new_page()
        say(page, "Child: Siobhan D'Arcy")
        say(page, "On Monday Siobhan told me about her brother Cormac.", (72, 130))
        document.save(tmp_path / "note.pdf")
    with Workspace.create(tmp_path / "w.evidence", "a passphrase") as made:
        run(made.documents.import_paths([tmp_path / "note.pdf"], kind="case_note"))
        note = made.documents.list()[0].id
        made.evidence.add(made.evidence.locate(note, 1, "told me about her brother"), ["protection"], "strength")
        run(made.privacy.search())
        yield made


def left_over(tmp_path):
    return {path.name for path in tmp_path.iterdir()} - {"note.pdf", "w.evidence", "w.evidence.lock"}


def sound(workspace, tmp_path):
    """Whether the workspace can make the pack after all, has it on record once, and nothing else lies about."""
    before = len(workspace.packs.made())
    run(workspace.packs.build(SPEC, tmp_path / "pack"))
    assert all(check.ok for check in verify_pack(tmp_path / "pack"))
    assert len(workspace.packs.made()) == before + 1
    return {name for name in left_over(tmp_path) if "evidence" not in name} == {"pack"}


@pytest.mark.parametrize("step", STEPS)
def test_a_cancel_leaves_nothing(workspace, tmp_path, step):
    work = workspace.packs.build(SPEC, tmp_path / "pack")
    assert any(progress.message == step for progress in work)
    work.close()
    assert not (tmp_path / "pack").exists() and not list(tmp_path.glob(".pack*"))
    assert workspace.packs.made() == []
    assert sound(workspace, tmp_path)


def test_a_missing_source_is_told_by_its_title(workspace, tmp_path):
    with workspace._database.write() as tables:
        tables.execute("DELETE FROM blobs")
    with pytest.raises(PackRefused, match="“note” is no longer in the workspace"):
        run(workspace.packs.build(SPEC, tmp_path / "pack"))
    assert not (tmp_path / "pack").exists() and not list(tmp_path.glob(".pack*"))
    assert workspace.packs.made() == []


def test_a_source_that_was_damaged_is_told_by_its_title(workspace, tmp_path):
    with workspace._database.write() as tables:
        tables.execute("UPDATE blobs SET data = ?", [b"%PDF-1.7 nothing more"])
    with pytest.raises(PackRefused, match="could not be taken out of “note”"):
        run(workspace.packs.build(SPEC, tmp_path / "pack"))
    assert not (tmp_path / "pack").exists() and not list(tmp_path.glob(".pack*"))


@pytest.mark.skipif(sys.platform != "linux", reason="the size limit of another process's files is set through Linux")
def test_no_room_on_the_disk_is_told_and_leaves_nothing(workspace, tmp_path):
    import resource

    work = workspace.packs.build(SPEC, tmp_path / "pack")
    assert any(progress.message == STEPS[1] for progress in work)
    for worker in psutil.Process().children(recursive=True):
        resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (4096, 4096))
    with pytest.raises(KnownError, match="no room left on the disk"):
        run(work)
    assert not (tmp_path / "pack").exists() and not list(tmp_path.glob(".pack*"))
    assert sound(workspace, tmp_path)


KILLED = """
import sys
from pathlib import Path
from evidence_app.domain.pack import PackSpec
from evidence_app.workspace import Workspace

with Workspace.open(Path(sys.argv[1]), "a passphrase") as workspace:
    for progress in workspace.packs.build(PackSpec(redact=True, date="2026-05-01"), Path(sys.argv[2])):
        print(progress.message, flush=True)
"""


@pytest.mark.parametrize("step", [STEPS[1], STEPS[2]])
def test_after_a_kill_nothing_of_the_pack_is_left_once_the_workspace_opens(workspace, tmp_path, step):
    workspace.close()
    work = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path / "w.evidence"), str(tmp_path / "first")],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    with work:
        assert step in iter(lambda: work.stdout.readline().strip(), "")
        workers = psutil.Process(work.pid).children(recursive=True)
        work.kill()
    psutil.wait_procs(workers, timeout=10)
    assert (tmp_path / ".first.part").is_dir()
    with Workspace.open(tmp_path / "w.evidence", "a passphrase") as again:
        assert not list(tmp_path.glob(".first*")) and not (tmp_path / "first").exists()
        assert again.packs.made() == []
        assert sound(again, tmp_path)
    assert not [worker for worker in workers if worker.is_running()]
