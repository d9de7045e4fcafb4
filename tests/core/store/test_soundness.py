"""What `check` finds beside damage of the file: bytes that are others, pages and rows that are missing."""

import pytest
from made_pdfs import pdf

from evidence_app.progress import run
from evidence_app.workspace import Workspace


@pytest.fixture
def workspace(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.pdf").write_bytes(pdf(f"Page of {name}. Children are seen.", "Second page."))
    with Workspace.create(tmp_path / "w.evidence", "x") as opened:
        run(opened.documents.import_paths([tmp_path / "one.pdf", tmp_path / "two.pdf"]))
        one = opened.documents.find("one.pdf").id
        opened.evidence.add(opened.evidence.locate(one, 1, "Children are seen."), ["protection"], "strength")
        yield opened


def failed(workspace):
    return {check.name: check.detail for check in run(workspace.check()) if not check.ok}


def spoil(workspace, *statements):
    with workspace._database.write() as tables:
        tables.execute("PRAGMA defer_foreign_keys = ON")
        for statement in statements:
            tables.execute(statement)


def test_a_sound_workspace_passes_every_check(workspace):
    assert failed(workspace) == {}
    names = [check.name for check in run(workspace.check())]
    assert names == ["file", "references", "pages", "documents", "index", "anchors", "audit log"]


def test_bytes_that_are_not_what_their_hash_says_are_told_by_title(workspace):
    title = workspace.documents.find("two.pdf").title
    spoil(workspace, f"UPDATE blobs SET data = x'00' WHERE sha256 = '{workspace.documents.find('two.pdf').sha256}'")
    assert failed(workspace) == {"documents": f"not as they should be: {title}"}


def test_bytes_that_are_missing_are_told(workspace):
    spoil(workspace, "DELETE FROM blobs")
    assert len(failed(workspace)["documents"].split(", ")) == 2


def test_a_page_that_is_missing_is_told(workspace):
    spoil(workspace, "DELETE FROM pages WHERE document = 1 AND number = 2")
    assert "pages" in failed(workspace)


def test_rows_that_name_what_is_not_there_are_told(workspace):
    spoil(
        workspace,
        "UPDATE evidence SET page = 7, to_page = 7",
        "DELETE FROM evidence_numbers",
        "INSERT INTO versions (document, before, at) VALUES (1, 99, '')",
    )
    said = failed(workspace)["references"]
    assert "evidence that cites a page its document does not have: 1" in said
    assert "evidence that is not in the index of quotations: 1" in said
    assert "versions that name a document that is not there: 1" in said


def test_a_check_can_be_cancelled(workspace):
    steps = workspace.check()
    next(steps)
    steps.close()
    assert failed(workspace) == {}
