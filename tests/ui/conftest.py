from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import window_fixtures
from window_person import AUDIT, NOTES, PASSPHRASE, REPORT, Person, close

from evidence_app import progress
from evidence_app.workspace import Workspace
from ui.session import Session

collector = window_fixtures.collector
preferences = window_fixtures.preferences
empty_window = window_fixtures.empty_window


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed workspace with a published letter, case notes, an audit, a file that is no PDF, and two tags."""
    folder = tmp_path_factory.mktemp("stocked")
    broken = folder / "error page.pdf"
    broken.write_bytes(b"<!DOCTYPE html><html><body>404 Not found</body></html>")
    path = folder / "stocked.evidence"
    with Workspace.create(path, PASSPHRASE, authority="Aldermere") as workspace:
        progress.run(workspace.documents.import_paths([REPORT, NOTES, AUDIT, broken]))
        for source, kind in ((NOTES, "case_note"), (AUDIT, "audit"), (REPORT, "monitoring_letter")):
            letter = workspace.documents.find(source.name)
            workspace.documents.edit([letter.id], {"kind": kind})
        for page, area, finding in ((1, "leaders", "strength"), (2, "protection", "improvement")):
            text = workspace.documents.text(letter.id, page)[0].text
            passage = workspace.evidence.select(letter.id, (page, len(text) // 2), (page, len(text) // 2 + 60))
            assert passage is not None
            workspace.evidence.add(passage, [area], finding)
    return path


@pytest.fixture
def workspace_file(stocked: Path, tmp_path: Path) -> Path:
    """A copy of the stocked workspace that the test may change."""
    return Path(shutil.copy(stocked, tmp_path / "stocked.evidence"))


@pytest.fixture
def session(qtbot, collector) -> Iterator[Session]:
    made = Session()
    yield made
    close(qtbot, made)


@pytest.fixture
def person(empty_window: Person, workspace_file: Path) -> Person:
    """The window with the stocked workspace open."""
    empty_window.unlock(workspace_file)
    return empty_window
