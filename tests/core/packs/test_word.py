"""The Word file of a pack: read again with python-docx, and as the zip of XML that it is."""

import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn
from paperwork import LATE, SPEC, STEADY, TURN_HEAD, TURN_TAIL, fill, forged, paper

from evidence_app.packs.frames import frames
from evidence_app.packs.frontmatter import front_matter
from evidence_app.packs.ooxml import legal
from evidence_app.packs.proof import prove
from evidence_app.packs.select import select
from evidence_app.packs.word import narrative

INJECTED = '=cmd|"/c calc"!A1 { HYPERLINK "http://bad.example" } <w:instrText>DDEAUTO</w:instrText> &amp; \x07'
# A link as another writer of XML would put it.
OUTWARD = b".exe\" TargetMode='External'"


def made(desk, **changes):
    contents = select(desk.database, desk.framework, replace(SPEC, **changes), "Aldermere & Sons")
    pages = {item.number: n for n, item in enumerate(contents.items, start=9)}
    return narrative(front_matter(contents, frames(contents)), pages, "board.pdf")


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture
def word(filled):
    return Document(io.BytesIO(made(filled)))


def texts(word, style):
    return [paragraph.text for paragraph in word.paragraphs if paragraph.style.name == style]


def test_it_has_real_headings_with_the_numbers_of_the_pack(word):
    assert texts(word, "Title") == ["Evidence for the board"]
    assert texts(word, "Heading 1") == [
        "Summary", "1  The impact of leaders", "2  Help and protection", "3  Children in care", "About this pack",
        "Documents and exhibits",
    ]  # fmt: skip
    assert texts(word, "Heading 3") == [
        "1.1  Strength · Audit", "1.2  Strength", "1.3  Context", "2.1  Strength",
        "2.2  Area for improvement · Draft", "3.1  Strength",
    ]  # fmt: skip
    turned = f"“{TURN_HEAD} {TURN_TAIL}”"
    quotes = texts(word, "Quote")
    assert quotes[:2] == [f"“{STEADY}”", turned] and quotes[4:] == [f"“{LATE}”", turned]
    assert "Not yet agreed: 1 item in draft (2.2)." in texts(word, "List Bullet")


def test_its_contents_are_a_field_that_leads_to_the_headings(word):
    codes = [code.text.strip() for code in word.element.iter(qn("w:instrText"))]
    assert codes == [r'TOC \o "1-1" \h \z \u']
    assert texts(word, "toc 1") == texts(word, "Heading 1")
    bookmarks = {mark.get(qn("w:name")) for mark in word.element.iter(qn("w:bookmarkStart"))}
    anchors = {link.get(qn("w:anchor")) for link in word.element.iter(qn("w:hyperlink"))} - {None}
    assert anchors == {"summary", "area_1", "area_2", "area_3", "about", "documents"} and anchors <= bookmarks
    ids = [mark.get(qn("w:id")) for mark in word.element.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))


def test_each_item_leads_to_its_page_of_the_pdf_and_nothing_leads_elsewhere(word):
    targets = [rel.target_ref for rel in word.part.rels.values() if rel.is_external]
    assert sorted(targets) == sorted(f"board.pdf#page={page}" for page in range(9, 15))
    assert sum("board.pdf, page 9" in paragraph.text for paragraph in word.paragraphs) == 1


def test_tables_repeat_their_header_and_have_a_title(word):
    assert len(word.tables) == 3
    for table in word.tables:
        flags = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert flags == [True] + [False] * (len(table.rows) - 1)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    assert [cell.text for cell in word.tables[0].rows[1].cells][:4] == ["The impact of leaders", "2", "0", "1"]


def test_it_is_british_and_names_no_user_and_no_program_of_the_day(filled):
    data = made(filled)
    word = Document(io.BytesIO(data))
    core = word.core_properties
    assert (core.author, core.last_modified_by, core.language) == ("Aldermere & Sons", "", "en-GB")
    assert core.created.isoformat()[:19] == core.modified.isoformat()[:19] == "2026-05-31T00:00:00"
    styles = parts(data)["word/styles.xml"].decode()
    assert 'w:lang w:val="en-GB"' in styles and 'w:val="en-US"' not in styles
    assert not any(name.endswith((".bin", ".jpeg", ".png")) or "custom" in name for name in parts(data))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert {part.date_time for part in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_pack_gives_the_same_bytes(filled):
    assert made(filled) == made(filled)


def test_words_stay_words(desk):
    fill(desk)
    document = desk.add("Note " + INJECTED.replace("\x07", ""), paper("Plain words."))
    desk.tag(document, 1, "Plain words.", note=INJECTED)
    data = made(desk, title=INJECTED, purpose=INJECTED)
    word = Document(io.BytesIO(data))
    assert texts(word, "Title") == [legal(INJECTED)] and legal(INJECTED).endswith("□")
    assert [code.text.strip() for code in word.element.iter(qn("w:instrText"))] == [r'TOC \o "1-1" \h \z \u']
    assert any(paragraph.text == legal(INJECTED).replace("□", "") for paragraph in word.paragraphs), "the note"


def alter(name, old, new):
    def altered(data):
        changed = {**parts(data)}
        assert old in changed[name]
        changed[name] = changed[name].replace(old, new, 1)
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as file:
            for part, content in changed.items():
                file.writestr(part, content)
        return held.getvalue()

    return altered


def add(name):
    def added(data):
        held = io.BytesIO(data)
        with zipfile.ZipFile(held, "a") as file:
            file.writestr(name, b"x")
        return held.getvalue()

    return added


@pytest.mark.parametrize(
    "change, told",
    [
        (alter("word/document.xml", b"every month", b"every year"), "item 1.1 does not stand there word for word"),
        (alter("word/document.xml", b"1.1  Strength", b"7.7  Strength"), "item 7.7 is not one of the pack"),
        (alter("word/document.xml", b"TOC \\o", b"DDEAUTO \\o"), "it carries the field DDEAUTO"),
        (alter("word/_rels/document.xml.rels", b".pdf#page=9", b".pdf.exe"), "a link that leads out of the pack"),
        (alter("word/_rels/document.xml.rels", b'#page=9" TargetMode="External"', OUTWARD), "leads out of the pack"),
        (alter("word/footer1.xml", b"NUMPAGES", b"INCLUDETEXT x"), "it carries the field INCLUDETEXT x"),
        (add("word/vbaProject.bin"), "it carries word/vbaProject.bin"),
    ],
    ids=["quotation", "number", "field", "link", "quoted link", "field in the footer", "macro"],
)
def test_a_word_file_that_was_tampered_with_fails(pack, change, told):
    """Also where the hash was put right again."""
    forged(pack, ".docx", change)
    assert prove("files", pack).ok
    check = prove("Word file", pack)
    assert not check.ok and told in check.detail, check.detail
