"""Packs for a purpose, and the council's own cover."""

import json

import pymupdf
import pytest

from evidence_app.domain.pack import TEMPLATES, PackSpec
from evidence_app.domain.plan import Action
from evidence_app.errors import KnownError, PackRefused
from evidence_app.progress import run
from evidence_app.store import improvement
from evidence_app.store.journal import change
from evidence_app.workspace import Workspace, verify_pack

LETTER = ("Visits to children in care were late too often.", "Managers know their services well.")
AUDIT = (
    "All teams now plan visits a month ahead.",
    "Nine in ten children were visited on time in March.",
    "In 2024 nobody counted late visits.",
)
COVER = """
#let accent = rgb("#5b1239")
#let cover(pack, facts, picture) = page(header: none, footer: none)[
  #picture("crest.png", alt: "The council's crest", width: 20mm)
  #title()
  #pack.purpose
  #facts(pack.facts)
]
"""


def pdf(path, lines):
    with pymupdf.open() as document:
        page = document.new_page()
        for number, line in enumerate(lines):
            page.insert_text((72, 100 + 30 * number), line, fontsize=11)
        document.save(path)


@pytest.fixture
def workspace(tmp_path):
    pdf(tmp_path / "letter.pdf", LETTER)
    pdf(tmp_path / "audit.pdf", AUDIT)
    with Workspace.create(tmp_path / "w.evidence", "a passphrase", authority="Aldermere") as made:
        run(made.documents.import_paths([tmp_path / "letter.pdf"], kind="monitoring_letter"))
        run(made.documents.import_paths([tmp_path / "audit.pdf"], kind="audit"))
        letter, audit = (made.documents.find(name).id for name in ("letter.pdf", "audit.pdf"))
        made.documents.edit([letter], {"date": "2025-10-21", "title": "Monitoring visit 6"})
        tag = made.evidence.add
        tag(made.evidence.locate(letter, 1, LETTER[0]), ["care"], "improvement", date="2025-10-21")
        tag(made.evidence.locate(letter, 1, LETTER[1]), ["care"], "strength", date="2025-10-21")
        tag(made.evidence.locate(audit, 1, AUDIT[0]), ["care"], "strength", date="2026-01-10")
        tag(made.evidence.locate(audit, 1, AUDIT[1]), ["care"], "strength", date="2026-03-31", impact=True)
        tag(made.evidence.locate(audit, 1, AUDIT[2]), ["care"], "context", date="2024-06-01")
        yield made


def spec(template, **more):
    return PackSpec(title="For the visit", date="2026-05-01", template=template, areas=("care",), **more)


def words(folder):
    (path,) = folder.glob("*.pdf")
    with pymupdf.open(path) as pack:
        return [" ".join(page.get_text().split()) for page in pack], [title for _, title, _ in pack.get_toc()]


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_makes_a_pack_that_proves(workspace, tmp_path, template):
    run(workspace.packs.build(spec(template, formats=("pdf", "docx", "xlsx")), tmp_path / "pack"))
    assert all(check.ok for check in verify_pack(tmp_path / "pack"))
    pages, _ = words(tmp_path / "pack")
    assert TEMPLATES[template] in pages[0]


def test_a_visit_pack_says_what_was_said_done_and_changed_since_the_last_visit(workspace, tmp_path):
    run(workspace.packs.build(spec("visit"), tmp_path / "pack"))
    pages, marks = words(tmp_path / "pack")
    text = " ".join(pages)
    assert "Since Monitoring visit 6" in pages[0]
    order = [text.rindex(each) for each in ("What inspectors said", "What we did", "What difference it made")]
    assert order == sorted(order)
    assert "What we did" in marks
    assert workspace.packs.draft(spec("visit")).warnings[-2:] == (
        "Dated outside the time this pack is about: 1 item left out.",
        "Personal data was not taken out of this pack.",
    )
    # From before the last visit: not in the pack's own pages.
    assert AUDIT[2] not in " ".join(json.loads((tmp_path / "pack" / "manifest.json").read_bytes())["items"][0])
    assert AUDIT[2] not in {one["quote"] for one in json.loads((tmp_path / "pack/manifest.json").read_bytes())["items"]}


def test_an_annex_answers_what_the_last_report_said(workspace, tmp_path):
    items = {one.passage.quote: one.id for one in workspace.evidence.list()}
    letter = workspace.documents.find("letter.pdf").id
    actions = [
        Action("a1", "Visits on time", source=letter, source_page=1, source_text=LETTER[0],
               process=(items[AUDIT[0]],), impact=(items[AUDIT[1]],)),
        Action("a2", "Count what is late", source_text="Managers do not count what is late."),
    ]  # fmt: skip
    with change(workspace._database, "plan", "Tester", {}) as made:
        for action in actions:
            improvement.put(made, action)
    run(workspace.packs.build(spec("evaluation"), tmp_path / "pack"))
    text = " ".join(words(tmp_path / "pack")[0])
    assert f"You said: {LETTER[0]}" in text
    assert "Other evidence under this area" in text
    assert "You said: “Managers do not count what is late.” No evidence in this pack answers it." in text


def test_a_council_brings_its_own_cover(workspace, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "aldermere.typ").write_text(COVER)
    pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 8, 8)).save(own / "crest.png")
    workspace.packs.add_house(own / "aldermere.typ")
    assert workspace.packs.houses() == ["aldermere"]
    run(workspace.packs.build(spec("area", house="aldermere", purpose="Visit 7"), tmp_path / "pack"))
    assert all(check.ok for check in verify_pack(tmp_path / "pack"))
    (path,) = (tmp_path / "pack").glob("*.pdf")
    with pymupdf.open(path) as pack:
        assert "Visit 7" in pack[0].get_text() and len(pack[0].get_images()) == 1
        assert "Visit 7" not in pack[1].get_text()
    workspace.history.undo()
    assert workspace.packs.houses() == []
    with pytest.raises(PackRefused, match="no cover"):
        run(workspace.packs.build(spec("area", house="aldermere"), tmp_path / "again"))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (COVER.replace("#title()", "#titel()"), r"line 5, column \d+: unknown variable: titel"),
        (COVER.replace('"crest.png"', '"logo.png"'), "no picture logo.png"),
        (COVER.replace(', alt: "The council\'s crest"', ""), "alt"),
        ('#import "@preview/cetz:0.3.0"\n' + COVER, "Line 1 of “own.typ” says “import”"),
        ("#let accent = red", "cover"),
    ],
)
def test_what_is_wrong_with_a_cover_is_told_precisely(workspace, tmp_path, source, said):
    (tmp_path / "own.typ").write_text(source)
    pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 8, 8)).save(tmp_path / "crest.png")
    with pytest.raises(KnownError, match=said):
        workspace.packs.add_house(tmp_path / "own.typ")
    assert workspace.packs.houses() == []
