"""A workspace of an invented council with its own inspection reports, for the tests of this folder."""

import shutil
from pathlib import Path

import pytest

from evidence_app import progress
from evidence_app.paths import resources_dir
from evidence_app.workspace import Workspace

PASSPHRASE = "x"


@pytest.fixture(scope="session")
def council_file(tmp_path_factory) -> Path:
    """A closed workspace: three inspection reports and two letters of Aldermere, and a supervision record."""
    path = tmp_path_factory.mktemp("council") / "council.evidence"
    samples = resources_dir() / "samples"
    with Workspace.create(path, PASSPHRASE, authority="Aldermere") as made:
        wanted = ("*report*.pdf", "Monitoring*.pdf", "Supervision*.pdf")
        progress.run(made.documents.import_paths([file for name in wanted for file in sorted(samples.glob(name))]))
    return path


@pytest.fixture
def council(council_file: Path, tmp_path: Path):
    """A copy of it, open."""
    with Workspace.open(Path(shutil.copy(council_file, tmp_path / "council.evidence")), PASSPHRASE) as opened:
        yield opened
