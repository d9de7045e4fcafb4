"""A wiped document is nowhere: not in a row, an index, the undo journal, the audit log, or the file's free space."""

from dataclasses import replace

import pytest
from made_documents import docx
from made_pdfs import pdf

from evidence_app.domain.pack import PackSpec
from evidence_app.domain.plan import Action
from evidence_app.domain.request import Request
from evidence_app.errors import KnownError
from evidence_app.ingest.gone import REASON
from evidence_app.progress import run
from evidence_app.store import pages
from evidence_app.store.keys import derive, read_salt
from evidence_app.store.sealed import SealedFile
from evidence_app.workspace import Query, Workspace

SECRET = "Zebrafinch Quillfeather"
WORDS = ("zebrafinch", "quillfeather", "ebrafinc", "case of")
NOTE = f"{SECRET} waited outside for an hour. Decisions about {SECRET} are clear. "


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "files"
    made.mkdir()
    (made / "Case of Quillfeather.pdf").write_bytes(pdf(NOTE * 30, NOTE * 9))
    (made / "Audit of plans.pdf").write_bytes(pdf("Plans drift. A kestrel was seen. " * 40))
    return made


@pytest.fixture
def workspace(tmp_path, folder):
    with Workspace.create(tmp_path / "w.evidence", "x", authority="Aldermere") as opened:
        run(opened.documents.import_paths([folder]))
        yield opened


def note(workspace):
    return workspace.documents.find("Case of Quillfeather.pdf").id


def tag(workspace, document, page, quote):
    added = workspace.evidence.add(workspace.evidence.locate(document, page, quote), ["protection"], "strength")
    (item,) = added.evidence
    return item


def use(workspace):
    """Works with the note in every way that leaves something of it in the file."""
    document = note(workspace)
    first = tag(workspace, document, 1, f"{SECRET} waited outside for an hour.")
    second = tag(workspace, document, 2, f"Decisions about {SECRET} are clear.")
    tag(workspace, workspace.documents.find("Audit of plans.pdf").id, 1, "Plans drift.")
    workspace.evidence.edit([first], {"note": f"See what {SECRET} said"})
    workspace.documents.edit([document], {"title": f"Visit to {SECRET}", "child": "QX4711"})
    workspace.evidence.remove([second])
    workspace.history.undo()
    run(workspace.privacy.search())
    workspace.work.toggle([document], "pin")
    second_page = workspace.documents.text(document, 2)[0]
    with workspace._database.write() as tables:
        # A page whose text is replaced leaves its words in the index, marked as gone.
        pages.replace_text(tables, document, replace(second_page, text=f"Gone{SECRET[5:]}. {second_page.text}"))
        pages.replace_text(tables, document, second_page)
    workspace.plan.add(
        [Action("", f"Write to {SECRET.split()[0]}'s carers", source=document, source_page=1, source_text=NOTE)]
    )
    run(workspace.teamwork.hand_over(workspace.path.with_name("h.evidence-handover"), "orchard violin pebble", "ben"))
    workspace.close()


def plain(path):
    """Every byte of the file as SQLite sees it, free pages included."""
    with SealedFile(path, derive("x", read_salt(path))) as sealed:
        pages = [sealed.page(number) for number in range(1, sealed.pages + 1)]
    assert None not in pages
    return b"\n".join(pages).lower()


def test_a_wiped_document_stands_nowhere_in_the_file(workspace, tmp_path, folder):
    path = workspace.path
    use(workspace)
    assert all(word.encode() in plain(path) for word in WORDS), "the words are there to be found before"
    with Workspace.open(path, "x") as again:
        again.plan.edit([again.plan.list()[0].id], {"what": "Write to the carers"})
        document = note(again)
        number = again.documents.get(document)
        report = run(again.retention.wipe([document], "asked for by the family", evidence=True))
        assert (report.documents, report.pages, report.evidence) == (1, 2, 2)
        assert report.mentions == {}
    held = plain(path)
    # The plan's first wording was the officer's own; its step in the undo journal names the bird still.
    assert held.count(b"ebrafinc") == held.count(b"write to zebrafinch's carers") >= 1
    assert b"quillfeather" not in held and b"case of" not in held and b"qx4711" not in held
    with Workspace.open(path, "x") as again:
        assert [check for check in run(again.check()) if not check.ok] == []
        assert again.search.run(Query("zebrafinch")).total_pages == 0
        assert again.search.run(Query("kestrel")).total_pages == 1
        (line,) = again.retention.log()
        assert (line.sha256, line.pages, line.evidence, line.reason) == (
            number.sha256,
            2,
            2,
            "asked for by the family",
        )
        (action,) = again.plan.list()
        assert (action.source, action.source_text) == (0, "")
        while again.history.undo():
            pass
        while again.history.redo():
            pass
        assert [document.title for document in again.documents.list()] == ["Audit of plans"]
        assert [check for check in run(again.check()) if not check.ok] == []


def test_evidence_forbids_it_unless_told_and_a_reason_is_asked_for(workspace):
    document = note(workspace)
    tag(workspace, document, 1, f"{SECRET} waited outside for an hour.")
    with pytest.raises(KnownError, match="Evidence cites what is to be wiped: 1 piece"):
        run(workspace.retention.wipe([document], "why"))
    with pytest.raises(KnownError, match="Why is it wiped"):
        run(workspace.retention.wipe([document], " ", evidence=True))
    assert note(workspace) == document
    assert workspace.retention.log() == []


def test_what_an_officer_typed_elsewhere_is_told_and_left(workspace):
    document = note(workspace)
    title = workspace.documents.get(document).title
    workspace.requests.add(Request("", number=0, what=f"Send {title}", asked_by="Inspector", asked="2026-05-04"))
    report = run(workspace.retention.wipe([document], "why"))
    assert report.mentions == {"requests": 1}
    assert "requests (1)" in report.sentence()


def test_packs_forget_its_quotations(workspace, tmp_path):
    document = note(workspace)
    tag(workspace, document, 1, f"{SECRET} waited outside for an hour.")
    tag(workspace, workspace.documents.find("Audit of plans.pdf").id, 1, "Plans drift.")
    run(workspace.packs.build(PackSpec(date="2026-05-04"), tmp_path / "pack"))
    assert workspace.retention.plan([document]).packs == 1
    run(workspace.retention.wipe([document], "why", evidence=True))
    manifest = workspace.packs.made()[0].manifest
    assert SECRET not in str(manifest) and len(manifest["items"]) == 1
    workspace.close()
    assert b"quillfeather" not in plain(workspace.path)


def test_it_does_not_come_back_by_another_look_and_may_on_purpose(workspace, folder):
    document = note(workspace)
    run(workspace.retention.wipe([document], "why"))
    quiet = run(workspace.documents.import_paths([folder], again=True))
    assert (quiet.added, quiet.attention) == (0, ())
    told = run(workspace.documents.import_paths([folder]))
    assert [one.reason for one in told.attention] == [REASON]
    (folder / "Another name.pdf").write_bytes((folder / "Case of Quillfeather.pdf").read_bytes())
    moved = run(workspace.documents.import_paths([folder], again=True))
    assert [one.reason for one in moved.attention] == [REASON]
    assert len(workspace.documents.list()) == 1
    wished = run(workspace.documents.import_paths([folder], wiped=True))
    assert wished.added == 1 and max(one.id for one in workspace.documents.list()) > document
    assert run(workspace.documents.import_paths([folder])).attention == ()
    assert workspace.retention.log()[0].reason == "why"


def test_an_attachment_goes_with_its_message_and_not_without(tmp_path):
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "A plan", "a@example.org", "b@example.org"
    mail.set_content("See what is attached.")
    mail.add_attachment(docx("A kestrel was seen."), maintype="application", subtype="octet-stream", filename="k.docx")
    (tmp_path / "mail.eml").write_bytes(mail.as_bytes())
    with Workspace.create(tmp_path / "w.evidence", "x") as workspace:
        run(workspace.documents.import_paths([tmp_path / "mail.eml"]))
        message, attached = sorted(workspace.documents.list(), key=lambda one: len(one.paths[0]))
        with pytest.raises(KnownError, match="came inside"):
            workspace.retention.plan([attached.id])
        assert workspace.retention.plan([message.id]).inside == 1
        assert run(workspace.retention.wipe([message.id], "why")).documents == 2
        assert workspace.documents.list() == []


def test_backups_are_wiped_with_it_when_told(workspace):
    run(workspace.backups.make())
    (before,) = workspace.backups.list()
    plan = workspace.retention.plan([note(workspace)])
    assert plan.backups == 1 and any("1 backup would still hold it" in words for words in plan.sentences())
    report = run(workspace.retention.wipe([note(workspace)], "why", backups=True))
    (after,) = workspace.backups.list()
    assert report.backups == 1 and not before.path.exists()
    with Workspace.open(after.path, "x", read_only=True) as fresh:
        assert [one.title for one in fresh.documents.list()] == ["Audit of plans"]


def test_a_wipe_that_was_cut_short_is_finished_later(workspace):
    steps = workspace.retention.wipe([note(workspace)], "why")
    while not workspace.retention.unfinished():
        next(steps)
    steps.close()
    assert len(workspace.documents.list()) == 1
    run(workspace.retention.finish())
    assert not workspace.retention.unfinished()
    workspace.close()
    assert b"quillfeather" not in plain(workspace.path)
