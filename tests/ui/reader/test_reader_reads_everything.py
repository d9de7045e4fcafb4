"""Real reports and PDFs that are damaged or try to do harm are opened, paged and searched; nothing breaks."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hostile_documents import attacks, damaged
from PySide6.QtWidgets import QWidget
from read_through import Counts, read_through

from evidence_app.progress import run
from evidence_app.workspace import Workspace
from ui.reader.reader import Reader

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"


@pytest.fixture
def reader(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(760, 900)
    made = Reader(window)
    made.setGeometry(0, 0, 760, 900)
    window.show()
    qtbot.waitExposed(window)
    yield made
    made.set_workspace(None)


def read_all(qtbot, reader: Reader, folder: Path, paths: list[Path], most: int) -> Counts:
    counts = Counts()
    with Workspace.create(folder / "read.evidence", "a long enough passphrase") as workspace:
        run(workspace.documents.import_paths(paths))
        reader.set_workspace(workspace)
        documents = workspace.documents.list()
        for document in documents:
            read_through(reader, document, lambda until: qtbot.waitUntil(lambda: bool(until()), timeout=30_000),
                         counts, most)  # fmt: skip
        reader.set_workspace(None)
    assert counts.documents == len(documents)
    assert counts.pages + counts.damaged == sum(min(one.pages, most) for one in documents)
    assert counts.refused == sum(not one.pages for one in documents)
    assert counts.missed == 0
    return counts


def test_damaged_and_hostile_documents_are_read_or_say_why_not(qtbot, reader, tmp_path):
    folder = tmp_path / "hostile"
    folder.mkdir()
    for name, data in [*damaged(2), *((name, make()) for name, make in attacks().items() if name == "huge-page.pdf")]:
        if name.endswith(".pdf"):
            (folder / name).write_bytes(data)
    counts = read_all(qtbot, reader, tmp_path, [folder], 5)
    assert counts.pages > 0
    assert counts.refused > 0


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of reports is not beside the project")
def test_real_reports_are_read(qtbot, reader, tmp_path):
    reports = random.Random(7).sample(sorted(CORPUS.rglob("*.pdf")), 3)
    counts = read_all(qtbot, reader, tmp_path, reports, 8)
    assert counts.damaged == 0
    assert counts.hits > 0
