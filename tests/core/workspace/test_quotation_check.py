"""Statements of every kind are checked, and each answer tells how its section reads."""

import io
from pathlib import Path

import docx
import pytest

from evidence_app import progress
from evidence_app.errors import KnownError
from evidence_app.suggest.finding import read_finding
from evidence_app.workspace import Workspace, read_statement

SAMPLES = Path(__file__).resolve().parents[3] / "resources" / "samples"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    made = Workspace.create(tmp_path_factory.mktemp("quotes") / "q.evidence", "a passphrase", authority="Aldermere")
    samples = [next(SAMPLES.glob("*ILACS*2022*.pdf")), next(SAMPLES.glob("Improvement Board minutes*.pdf"))]
    progress.run(made.documents.import_paths(samples))
    yield made
    made.close()


def test_an_answer_tells_how_its_section_reads(workspace):
    report = next(one for one in workspace.inspections.every())
    section = next(one for one in report.report.sections if one.area and len(one.paragraphs) > 2)
    told = section.paragraphs[1].text
    (answer,) = workspace.quotes.check(f"Ofsted wrote: “{told}”")
    assert answer.verdict == "exact"
    findings = [read_finding(paragraph.text)[0] for paragraph in section.paragraphs]
    assert answer.strength + answer.improvement >= len([one for one in findings if one != "context"])
    (again,) = workspace.quotes.check(f"Ofsted wrote: “{section.paragraphs[-1].text}”")
    assert (again.strength, again.improvement) == (answer.strength, answer.improvement)


def test_what_has_no_sections_is_weighed_by_its_pages(workspace):
    minutes = next(one for one in workspace.documents.list() if one.ofsted is None)
    sentence = next(
        line for line in workspace.documents.text(minutes.id, 1)[0].text.splitlines() if len(line.split()) > 8
    )
    (answer, *_) = workspace.quotes.check(f"The minutes say “{sentence}”")
    assert answer.document == minutes.id
    assert answer.strength + answer.improvement > 0


def test_statements_are_read_whatever_they_are_written_in(tmp_path):
    words = "The council said that “plans are reviewed on time” and that it is proud."
    made = docx.Document()
    made.add_paragraph(words)
    held = io.BytesIO()
    made.save(held)
    for name, data in (
        ("statement.docx", held.getvalue()),
        ("statement.txt", words.encode("utf-8-sig")),
        ("old.txt", words.encode("cp1252")),
        ("mail.eml", f"From: press@example.org\nSubject: Statement\n\n{words}\n".encode()),
    ):
        (tmp_path / name).write_bytes(data)
        assert "“plans are reviewed on time”" in " ".join(read_statement(tmp_path / name).split()), name


def test_what_cannot_be_read_says_so(tmp_path):
    with pytest.raises(KnownError, match="There is no file"):
        read_statement(tmp_path / "none.docx")
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 word/document not really")
    with pytest.raises(KnownError):
        read_statement(tmp_path / "broken.docx")
