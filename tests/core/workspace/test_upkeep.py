"""The index is made anew beside the old one; text of an earlier version is replaced and evidence finds its words."""

import dataclasses
import itertools
import json

import made_documents as made
import pytest
from click.testing import CliRunner
from made_pdfs import pdf

from evidence_app.cli import cli
from evidence_app.progress import run
from evidence_app.store import index, pages
from evidence_app.workspace import Query, Workspace, upkeep

KEPT = "Children are seen alone."


@pytest.fixture
def workspace(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "audit.pdf").write_bytes(
        pdf(*(f"Page {word}. {KEPT} The {word} bird." for word in ("one", "two", "three")))
    )
    (folder / "note.docx").write_bytes(made.docx("A kestrel was seen."))
    with Workspace.create(tmp_path / "w.evidence", "passphrase") as opened:
        run(opened.documents.import_paths([folder]))
        yield opened


@pytest.fixture
def database(workspace):
    return workspace._database


def hits(workspace, words):
    return workspace.search.run(Query(words)).total_pages


def spoil(database, workspace):
    """Empties the index, as damage would."""
    with database.write() as tables:
        tables.execute("INSERT INTO page_index (page_index) VALUES ('delete-all')")
    assert index.problems(database) and hits(workspace, "bird") == 0


def test_an_index_that_is_damaged_is_made_anew(workspace, database):
    spoil(database, workspace)
    report = run(workspace.upkeep.rebuild())
    assert report.indexed == 4 and index.problems(database) == []
    assert (hits(workspace, "bird"), hits(workspace, "kestrels")) == (3, 1)
    with database.read() as tables:
        assert tables.execute("SELECT doc FROM page_terms WHERE term = 'bird'").fetchone() == (3,)
    assert run(workspace.upkeep.rebuild()).indexed == 4
    assert workspace.history.audit_log()[0].action == "rebuild index"


def test_a_rebuild_goes_on_where_it_was_and_keeps_up_with_what_comes_and_goes(
    workspace, database, tmp_path, monkeypatch
):
    monkeypatch.setattr(upkeep, "BATCH", 1)
    steps = workspace.upkeep.rebuild()
    list(itertools.islice(steps, 2))
    steps.close()
    assert index.is_rebuilding(database) and workspace.upkeep.waiting() == 1
    assert hits(workspace, "bird") == 3, "the old index answers meanwhile"
    (tmp_path / "late.pdf").write_bytes(pdf("A late bird."))
    run(workspace.documents.import_paths([tmp_path / "late.pdf"]))
    audit = workspace.documents.find("audit.pdf").id
    with database.write() as tables:
        pages.replace_text(tables, audit, workspace.documents.text(audit, 1)[0].__class__(1, "One finch.\n"))
        pages.remove(tables, workspace.documents.find("note.docx").id)
    again = workspace.upkeep.rebuild()
    first = next(again)
    assert first.done > 2
    for _ in again:
        pass
    assert index.problems(database) == [] and not index.is_rebuilding(database)
    assert (hits(workspace, "bird"), hits(workspace, "finch"), hits(workspace, "kestrel")) == (3, 1, 0)
    (tmp_path / "later.pdf").write_bytes(pdf("A later bird."))
    run(workspace.documents.import_paths([tmp_path / "later.pdf"]))
    assert hits(workspace, "bird") == 4


def test_the_index_is_made_compact(workspace, database, tmp_path):
    for number in range(12):
        (tmp_path / f"{number}.pdf").write_bytes(pdf(f"Bird number {number}."))
        run(workspace.documents.import_paths([tmp_path / f"{number}.pdf"]))
    run(workspace.upkeep.optimise())
    with database.write() as tables:
        before = tables.conn.total_changes
        tables.execute("INSERT INTO page_index (page_index, rank) VALUES ('merge', -500)")
        assert tables.conn.total_changes - before < 2
    assert hits(workspace, "bird") == 15 and index.problems(database) == []


def age(database, document, change):
    """Makes a document as an earlier version of the program would have stored it."""
    with database.write() as tables:
        tables.execute("UPDATE documents SET extractor = 0 WHERE id = ?", [document])
        tables.execute("UPDATE evidence SET extractor = 0 WHERE document = ?", [document])
        for page in pages.of_document(database, document):
            text = change(page.text)
            pages.replace_text(tables, document, page.__class__(page.number, text, page.width, page.height))


def test_text_of_an_earlier_version_is_read_again_and_evidence_is_placed_anew(workspace, database):
    audit = workspace.documents.find("audit.pdf").id
    (item,) = workspace.evidence.add(workspace.evidence.locate(audit, 2, KEPT), ["protection"], "strength").evidence
    (lost,) = workspace.evidence.add(
        workspace.evidence.locate(audit, 3, "The three bird."), ["protection"], "strength"
    ).evidence
    good = workspace.evidence.get(item).passage
    texts = [page.text for page in workspace.documents.text(audit)]
    age(database, audit, lambda text: "An old line before it.\n" + text)
    with database.write() as tables:
        shift = len("An old line before it.\n")
        tables.execute('UPDATE evidence SET start = start + ?, "end" = "end" + ?', [shift, shift])
        tables.execute("UPDATE evidence SET quote = 'The fourth bird.' WHERE id = ?", [lost])
        tables.execute(
            'INSERT INTO redactions (id, document, page, start, "end", boxes, text, kind, reason, subject, marked,'
            " decision, code, proposed_by, approved_by) VALUES ('m', ?, 2, 30, 34, '[]', 'bird', 'name', '', '', 1, '',"
            " '', '', '')",
            [audit],
        )
    assert workspace.upkeep.waiting() == 1
    report = run(workspace.upkeep.reread())
    assert (report.reread, report.failed, report.anchored, report.lost, report.marks_lost) == (1, 0, 1, 1, 0)
    assert [page.text for page in workspace.documents.text(audit)] == texts
    placed = workspace.evidence.get(item).passage
    assert dataclasses.replace(placed, before=good.before) == good
    assert [one.id for one in workspace.evidence.adrift()] == [lost]
    assert hits(workspace, "old line") == 0 and index.problems(database) == []
    with database.read() as tables:
        start, end = tables.execute('SELECT start, "end" FROM redactions').fetchone()
    assert texts[1][start:end] == "bird"
    assert workspace.upkeep.waiting() == 0
    assert run(workspace.upkeep.reread()).reread == 0


def test_a_converted_document_keeps_its_foot_apart(workspace, database):
    note = workspace.documents.find("note.docx").id
    before = workspace.documents.text(note)
    assert before[0].furniture
    age(database, note, lambda text: text)
    run(workspace.upkeep.reread())
    assert workspace.documents.text(note) == before


def test_the_command(tmp_path):
    def call(*words, status=0):
        result = CliRunner().invoke(cli, [*map(str, words), "--json"], env={"EVIDENCE_PASSPHRASE": "x"})
        assert result.exit_code == status, result.output
        return json.loads(result.stdout)

    file, source = tmp_path / "w.evidence", tmp_path / "a.pdf"
    source.write_bytes(pdf("Two birds.", "One bird."))
    call("new", file)
    call("import", file, source)
    assert call("index", file)["waiting"] == 0
    done = call("index", file, "--rebuild", "--optimise", "--reread")
    assert (done["indexed"], done["reread"], done["waiting"]) == (2, 0, 0)
    assert call("search", file, "bird")["total_pages"] == 2
