import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from paperwork import FRAMEWORK, SPEC, Desk, fill

from evidence_app.packs.build import build
from evidence_app.progress import run
from evidence_app.store.database import Database


@pytest.fixture
def desk(tmp_path):
    database = Database.create(tmp_path / "case work.evidence", "correct horse")
    yield Desk(database)
    database.close()


@pytest.fixture
def filled(desk):
    fill(desk)
    return desk


@pytest.fixture(scope="session")
def finished(tmp_path_factory):
    """The folder of one finished pack, not to be altered; see the pack fixture."""
    folder = tmp_path_factory.mktemp("finished")
    database = Database.create(folder / "case work.evidence", "correct horse")
    desk = Desk(database)
    fill(desk)
    spec = replace(SPEC, formats=("pdf", "docx", "xlsx"))
    run(build(database, FRAMEWORK, spec, folder / "pack", authority="Aldermere Borough Council", author="Tester"))
    database.close()
    return folder / "pack"


@pytest.fixture
def pack(finished, tmp_path):
    """A copy of the finished pack, to be tampered with."""
    return Path(shutil.copytree(finished, tmp_path / "copied pack"))
