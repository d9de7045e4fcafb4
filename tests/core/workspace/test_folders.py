"""Tags stay where their words are, whatever happens to the files: moved, renamed, changed, copied, deleted."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from made_pdfs import pdf

from evidence_app.cli import cli
from evidence_app.errors import KnownError, NotFound
from evidence_app.progress import run
from evidence_app.workspace import Query, Workspace

KEPT = "Children are seen alone and their views are written down."
LATER = "Plans are reviewed every six weeks."
LOST = "Nobody asked the school."


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "case files"
    made.mkdir()
    (made / "audit.pdf").write_bytes(pdf(f"Audit of visits. {KEPT} {LOST}", f"Second page. {LATER}"))
    (made / "notes.pdf").write_bytes(pdf("Other words about other things."))
    return made


@pytest.fixture
def workspace(tmp_path, folder):
    with Workspace.create(tmp_path / "w.evidence", "passphrase") as made:
        made.folders.watch(folder)
        run(made.folders.rescan())
        yield made


def tag(workspace, quote, page=1, name="audit.pdf"):
    document = workspace.documents.find(name).id
    (item,) = workspace.evidence.add(
        workspace.evidence.locate(document, page, quote), ["protection"], "strength"
    ).evidence
    return item


def rescan(workspace, **values):
    return run(workspace.folders.rescan(**values))


def told(report):
    return sorted((one.state, Path(one.path).name) for one in report.news)


def stands(workspace, item):
    """Where an item's words are now, proved on the page itself."""
    passage = workspace.evidence.get(item).passage
    text = workspace.documents.text(passage.document, passage.page)[0].text
    assert " ".join(text[passage.start : passage.end].split()) == passage.quote
    assert passage.boxes
    return passage.document, passage.page


def state(workspace, document):
    return workspace.documents.get(document).state


def test_the_first_look_marks_nothing_and_the_next_marks_what_is_new(workspace, folder):
    assert {document.state for document in workspace.documents.list()} == {""}
    written = len(workspace.history.audit_log())
    assert told(rescan(workspace)) == []
    assert len(workspace.history.audit_log()) == written
    (folder / "plan.pdf").write_bytes(pdf("A plan."))
    report = rescan(workspace)
    assert workspace.history.audit_log()[0].action == "re-scan"
    assert told(report) == [("new", "plan.pdf")] and (report.added, report.unchanged) == (1, 2)
    plan = workspace.documents.find("plan.pdf")
    assert plan.state == "new" and plan.to_json()["state"] == "new"
    assert told(rescan(workspace)) == [] and state(workspace, plan.id) == "new"
    workspace.folders.seen([plan.id])
    assert state(workspace, plan.id) == ""


def test_a_moved_and_a_renamed_file_keep_their_tags(workspace, folder):
    item = tag(workspace, KEPT)
    before = stands(workspace, item)
    (folder / "sub").mkdir()
    (folder / "audit.pdf").rename(folder / "sub" / "audit of visits.pdf")
    (folder / "notes.pdf").rename(folder / "sub" / "notes.pdf")
    report = rescan(workspace)
    assert told(report) == [("moved", "audit of visits.pdf"), ("moved", "notes.pdf")]
    assert (report.moved, report.missing, report.added) == (2, 0, 0)
    assert stands(workspace, item) == before and state(workspace, before[0]) == "moved"
    assert workspace.versions.offers() == [] and workspace.evidence.adrift() == []


def test_a_copied_file_is_shown_once_and_keeps_its_tags_when_one_of_the_two_goes(workspace, folder):
    item = tag(workspace, KEPT)
    shutil.copy2(folder / "audit.pdf", folder / "copy of audit.pdf")
    report = rescan(workspace)
    assert (report.duplicates, told(report)) == (1, [])
    (folder / "audit.pdf").unlink()
    report = rescan(workspace)
    assert (report.missing, told(report)) == (0, [])
    document, _ = stands(workspace, item)
    assert state(workspace, document) == ""
    assert len(workspace.documents.list()) == 2


def test_a_deleted_file_is_told_and_its_document_stays_with_its_tags(workspace, folder):
    item = tag(workspace, KEPT)
    (folder / "audit.pdf").unlink()
    report = rescan(workspace)
    assert told(report) == [("missing", "audit.pdf")] and report.missing == 1
    document, _ = stands(workspace, item)
    assert state(workspace, document) == "missing"
    assert workspace.search.run(Query("views")).hits[0].document == document
    assert told(rescan(workspace)) == []
    (folder / "audit.pdf").write_bytes(workspace.documents.save_original(document, folder.parent / "out").read_bytes())
    rescan(workspace)
    assert state(workspace, document) == ""


def change(folder, workspace):
    """The audit in a new version: a page put before it, one sentence gone."""
    (folder / "audit.pdf").write_bytes(
        pdf("A new first page.", f"Audit of visits, revised. {KEPT}", f"Last page. {LATER}")
    )
    return rescan(workspace)


def test_a_changed_file_is_a_new_version_and_evidence_stays_until_it_is_carried_over(workspace, folder):
    kept, later, lost = tag(workspace, KEPT), tag(workspace, LATER, 2), tag(workspace, LOST)
    old, _ = stands(workspace, kept)
    workspace.documents.edit([old], {"title": "Audit of home visits", "kind": "audit", "embargoed": True})
    report = change(folder, workspace)
    assert told(report) == [("changed", "audit.pdf")] and (report.changed, report.added) == (1, 1)
    new = workspace.documents.find("audit.pdf")
    assert (new.title, new.kind, new.embargoed) == ("Audit of home visits", "audit", True)
    assert (new.state, new.version_of, new.newer) == ("changed", old, None)
    earlier = workspace.documents.get(old)
    assert (earlier.state, earlier.newer, earlier.paths) == ("superseded", new.id, ())
    assert stands(workspace, kept) == (old, 1)
    offers = {offer.item.id: offer for offer in workspace.versions.offers()}
    assert {item: offers[item].outcome for item in offers} == {
        kept: "elsewhere", later: "elsewhere", lost: "not_found"
    }  # fmt: skip
    assert offers[kept].passage.page == 2 and "revised" in offers[kept].passage.before
    changes = workspace.versions.carry_over()
    assert changes.evidence == {kept, later} and changes.documents == {old, new.id}
    assert (stands(workspace, kept), stands(workspace, later)) == ((new.id, 2), (new.id, 3))
    assert stands(workspace, lost) == (old, 1)
    with pytest.raises(KnownError, match="do not stand"):
        workspace.versions.carry_over([lost])
    assert workspace.versions.carry_over() is None
    workspace.history.undo()
    assert (stands(workspace, kept), stands(workspace, later)) == ((old, 1), (old, 2))
    workspace.history.redo()
    assert stands(workspace, kept) == (new.id, 2)
    assert workspace.evidence.adrift() == []


def test_a_file_that_goes_back_to_what_it_was_is_the_old_document_again(workspace, folder):
    first = (folder / "audit.pdf").read_bytes()
    old = workspace.documents.find("audit.pdf").id
    change(folder, workspace)
    new = workspace.documents.find("audit.pdf").id
    item = tag(workspace, KEPT, 2)
    (folder / "audit.pdf").write_bytes(first)
    rescan(workspace)
    assert (state(workspace, new), workspace.documents.get(new).newer) == ("superseded", old)
    workspace.versions.carry_over([item])
    assert stands(workspace, item) == (old, 1)


def test_another_file_under_the_name_of_one_that_moved_is_no_version_of_it(workspace, folder):
    old = workspace.documents.find("audit.pdf")
    workspace.documents.edit([old.id], {"title": "Audit of home visits", "embargoed": True})
    (folder / "audit.pdf").rename(folder / "visits.pdf")
    (folder / "audit.pdf").write_bytes(pdf("Something else altogether. " * 200, *["More of it. " * 100] * 9))
    report = rescan(workspace)
    assert told(report) == [("moved", "visits.pdf"), ("new", "audit.pdf")]
    other = workspace.documents.find("audit.pdf")
    assert (other.title, other.version_of, other.embargoed) == ("audit", None, False)
    assert state(workspace, old.id) == "moved"


def test_the_words_that_have_the_same_surroundings_are_taken(workspace, folder):
    said = "The visit was late."
    (folder / "log.pdf").write_bytes(pdf(f"Alpha came. {said} Bravo left.", f"Charlie came. {said} Delta left."))
    rescan(workspace)
    item = tag(workspace, said, 2, "log.pdf")
    (folder / "log.pdf").write_bytes(
        pdf(f"Alpha came. {said} Bravo left.", f"Echo came. {said} Foxtrot left.", f"Charlie came. {said} Delta left.")
    )
    rescan(workspace)
    (offer,) = workspace.versions.offers()
    assert (offer.passage.page, offer.outcome) == (3, "elsewhere")
    workspace.versions.carry_over([item])
    assert stands(workspace, item)[1] == 3


def test_a_folder_that_cannot_be_found_is_told_and_nothing_in_it_is_missing(workspace, folder, tmp_path):
    other = tmp_path / "drive"
    other.mkdir()
    (other / "a.pdf").write_bytes(pdf("On a drive."))
    workspace.folders.watch(other, "asked")
    assert told(rescan(workspace, folders=[other])) == []
    other.rename(tmp_path / "away")
    report = rescan(workspace)
    assert [item.path for item in report.attention] == [str(other)] and report.missing == 0
    assert state(workspace, workspace.documents.find("a.pdf").id) == ""
    assert [(one.there, one.documents, bool(one.checked)) for one in workspace.folders.list()] == [
        (True, 2, True),
        (False, 1, True),
    ]
    assert rescan(workspace, times=["opening"]).attention == ()
    workspace.folders.forget(other)
    assert len(workspace.folders.list()) == 1 and len(workspace.documents.list()) == 3
    for wrong in (lambda: workspace.folders.forget(other), lambda: workspace.folders.rescan([other])):
        with pytest.raises(NotFound):
            wrong()
    with pytest.raises(NotFound, match="no folder"):
        workspace.folders.watch(tmp_path / "nowhere")
    with pytest.raises(KnownError, match="when to look"):
        workspace.folders.watch(folder, "never")


def test_the_commands(folder, tmp_path):
    def call(*words, status=0):
        result = CliRunner().invoke(cli, [*map(str, words), "--json"], env={"EVIDENCE_PASSPHRASE": "x"})
        assert result.exit_code == status, result.output
        return json.loads(result.stdout)

    file = tmp_path / "cli.evidence"
    call("new", file)
    (watched,) = call("folders", file, "--watch", folder, "--times", "asked")
    assert watched["path"] == str(folder) and watched["times"] == "asked"
    assert call("rescan", file)["added"] == 2
    call("tag", file, "--document", "audit.pdf", "--page", 1, "--quote", KEPT, "--area", "protection", "--finding",
         "strength")  # fmt: skip
    (folder / "audit.pdf").write_bytes(pdf("A new page.", f"Audit. {KEPT}"))
    (folder / "notes.pdf").unlink()
    report = call("rescan", file, folder)
    assert (report["changed"], report["missing"], report["to_carry_over"]) == (1, 1, 1)
    assert sorted(one["state"] for one in report["news"]) == ["changed", "missing"]
    states = {document["state"]: document for document in call("documents", file)}
    assert set(states) == {"changed", "missing", "superseded"}
    assert states["superseded"]["newer"] == states["changed"]["id"]
    (offer,) = call("carry-over", file)["offers"]
    assert (offer["outcome"], offer["new_page"]) == ("elsewhere", 2)
    assert call("carry-over", file, "--apply")["moved"] == [offer["id"]]
    assert call("evidence", file)[0]["page"] == 2
    call("undo", file)
    assert call("evidence", file)[0]["page"] == 1
    assert call("rescan", file, "--seen")["news"] == []
    assert {document["state"] for document in call("documents", file)} == {"", "missing", "superseded"}
    assert call("folders", file, "--forget", folder) == []
