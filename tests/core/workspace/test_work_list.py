from __future__ import annotations

import shutil

import pytest

from evidence_app.domain.work import Left, Waiting
from evidence_app.errors import KnownError
from evidence_app.store.documents import forget_unread
from evidence_app.workspace import Workspace

PASSPHRASE = "x"  # of council_file


@pytest.fixture
def shared(council_file, tmp_path, monkeypatch):
    """Opens the same workspace file as one officer or another."""
    path = shutil.copy(council_file, tmp_path / "shared.evidence")

    def enter(officer: str) -> Workspace:
        monkeypatch.setenv("LOGNAME", officer)
        return Workspace.open(path, PASSPHRASE)

    return enter


def ids(workspace) -> list[int]:
    return [document.id for document in workspace.documents.list()]


def test_marks_are_kept_for_each_officer_alone(shared):
    with shared("amina") as mine:
        first, second, *_ = ids(mine)
        mine.work.toggle([first, second], "read")
        mine.work.toggle([second], "pin")
        assert mine.work.marks() == {first: {"read"}, second: {"read", "pin"}}
    with shared("ben") as his:
        assert his.work.marks() == {}
        his.work.toggle([first], "tag")
        assert his.work.waiting() == Waiting(read=0, tag=1, agree=0)
    with shared("amina") as mine:
        assert mine.work.waiting() == Waiting(read=2, tag=0, agree=0)


def test_a_mark_comes_off_only_where_every_document_has_it(council):
    first, second, *_ = ids(council)
    assert council.work.toggle([first], "tag").name == "now to tag: one document"
    assert council.work.toggle([first, second], "tag").name == "now to tag: 2 documents"
    assert council.work.waiting().tag == 2
    changes = council.work.toggle([first, second], "tag")
    assert (changes.name, changes.documents) == ("no longer to tag: 2 documents", {first, second})
    assert council.work.marks() == {}


def test_marks_are_no_part_of_undo_nor_of_the_audit_log(council):
    lines = len(council.history.audit_log())
    before = council.history.next_undo()
    council.work.toggle(ids(council)[:1], "pin")
    assert council.history.next_undo() == before
    assert len(council.history.audit_log()) == lines


def test_what_is_to_be_agreed_is_every_draft(council):
    letter = council.documents.find("Monitoring visit 6 letter - 21 October 2025.pdf")
    passage = council.evidence.select(letter.id, (1, 200), (1, 260))
    changes = council.evidence.add(passage, ["leaders"], "strength")
    assert council.work.waiting() == Waiting(agree=1)
    council.evidence.edit(changes.evidence, {"status": "agreed"})
    assert council.work.waiting() == Waiting()
    council.history.undo()
    assert council.work.waiting() == Waiting(agree=1)


def test_a_document_that_is_not_there_cannot_be_marked(council):
    first = ids(council)[0]
    with pytest.raises(KnownError, match="not there"):
        council.work.toggle([first, 999_999], "read")
    assert council.work.marks() == {}


def test_where_one_left_is_kept_for_each_officer_inside_the_workspace(shared):
    with shared("amina") as mine:
        first = ids(mine)[0]
        assert mine.work.left() is None
        mine.work.leave(Left("report", first))
    with shared("ben") as his:
        assert his.work.left() is None
        his.work.leave(Left("coverage"))
    with shared("amina") as mine:
        assert mine.work.left() == Left("report", first)
        mine.work.leave(Left("library", 999_999))
        assert mine.work.left() == Left("library", None)


def test_a_file_that_leaves_the_list_takes_its_marks_along(council, tmp_path):
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"<html>not found</html>")
    list(council.documents.import_paths([broken]))
    waiting = council.documents.list(attention=True)[0]
    council.work.toggle([waiting.id], "read")
    with council._database.write() as tables:
        forget_unread(tables, str(broken))
    assert council.work.marks() == {}
