"""A box of a page is kept as evidence, stays where it is, and goes into packs with the words that were said of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from evidence_app.domain.pack import PackSpec
from evidence_app.errors import KnownError, NotFound
from evidence_app.progress import run
from evidence_app.workspace import Workspace, verify_pack

BOX = (90.0, 180.0, 320.0, 360.0)
WORDS = "Bar chart: caseloads of 14,\n18 and 31  children"
SPEC = PackSpec(title="Evidence for the board", date="2026-05-31", formats=("pdf", "docx", "xlsx"))


@pytest.fixture
def workspace(tmp_path: Path):
    folder = tmp_path / "papers"
    folder.mkdir()
    with pymupdf.open() as paper:
        page = paper.new_page(width=595, height=842)
        page.insert_text((90, 120), "Caseloads by team, March 2026, in children for each social worker.")
        for column, height in enumerate((70, 90, 155)):
            page.draw_rect(pymupdf.Rect(100 + 70 * column, 350 - height, 150 + 70 * column, 350), fill=(0.2, 0.3, 0.6))
        page.insert_text((90, 420), "Teams are larger than planned for.")
        paper.save(folder / "dashboard.pdf")
    with Workspace.create(tmp_path / "w.evidence", "a long enough passphrase") as made:
        run(made.documents.import_paths([folder]))
        yield made


def kept(workspace: Workspace):
    (document,) = workspace.documents.list()
    passage = workspace.evidence.picture(document.id, 1, BOX, WORDS)
    workspace.evidence.add(passage, ["leaders"], "improvement", note="Far above plan")
    (item,) = workspace.evidence.list()
    return item


def test_a_picture_says_what_was_said_of_it_and_knows_its_place(workspace):
    item = kept(workspace)
    assert item.passage.picture
    assert item.passage.quote == "[Picture: Bar chart: caseloads of 14, 18 and 31 children]"
    assert item.passage.boxes == ((1, *BOX),)
    # It comes where the words below it come.
    text = workspace.documents.text(item.passage.document, 1)[0].text
    assert text[item.passage.start :].startswith("Teams are larger")
    assert workspace.evidence.adrift() == []
    workspace.history.undo()
    assert workspace.evidence.list() == []


def test_a_box_is_kept_within_its_page(workspace):
    (document,) = workspace.documents.list()
    passage = workspace.evidence.picture(document.id, 1, (-20.0, 700.0, 900.0, 900.0), "The foot of the page")
    assert passage.boxes == ((1, 0.0, 700.0, 595.0, 842.0),)


@pytest.mark.parametrize(("page", "box", "words", "error"), [
    (1, BOX, "  ", KnownError),
    (1, (90.0, 180.0, 94.0, 360.0), "A line", KnownError),
    (7, BOX, "A chart", NotFound),
])  # fmt: skip
def test_what_cannot_be_kept_as_a_picture_is_told(workspace, page, box, words, error):
    (document,) = workspace.documents.list()
    with pytest.raises(error):
        workspace.evidence.picture(document.id, page, box, words)


@pytest.mark.parametrize("redact", [False, True])
def test_a_pack_shows_the_picture_marked_and_prints_its_words(workspace, tmp_path, redact):
    kept(workspace)
    out = tmp_path / "pack"
    run(workspace.packs.build(replace(SPEC, redact=redact), out))
    assert [check for check in verify_pack(out) if not check.ok] == []
    (file,) = out.glob("*.pdf")
    with pymupdf.open(file) as pack:
        words = " ".join("\n".join(page.get_text() for page in pack).split())
        assert "“[Picture: Bar chart: caseloads of 14, 18 and 31 children]”" in words
        (cited,) = json.loads((out / "manifest.json").read_text("utf-8"))["items"][0]["cited"]
        lefts, tops, rights, bottoms = zip(*cited["highlights"], strict=True)
        inside = pymupdf.Rect(min(lefts), min(tops), max(rights), max(bottoms))
        shown = pack[cited["pack_page"] - 1].get_pixmap(clip=inside)
    # The bars of the chart are blue; they stand within the band on the page that is bound in.
    red, blue = shown.samples[::3], shown.samples[2::3]
    assert sum(b - r > 60 for r, b in zip(red, blue, strict=True)) > len(red) / 10


def test_a_page_read_again_leaves_the_picture_where_it_is(workspace):
    item = kept(workspace)
    earlier = replace(item.passage, extractor=0)
    workspace.evidence.edit([item.id], {"passage": earlier})
    assert workspace.evidence.get(item.id).passage == earlier
    run(workspace.upkeep.reread())
    assert workspace.evidence.get(item.id) == item
