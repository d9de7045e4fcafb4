"""The program's own checks of a pack's tags, language, titles, words for pictures, headings and reading order."""

import pymupdf
import pytest

from evidence_app.packs import proof
from evidence_app.packs.structure import problems


@pytest.fixture
def opened(pack):
    with pymupdf.open(next(pack.glob("*.pdf"))) as document:
        yield document


def elements(document, role):
    return [
        xref
        for xref in range(1, document.xref_length())
        if document.xref_get_key(xref, "S") == ("name", f"/{role}") and document.xref_get_key(xref, "P")[0] == "xref"
    ]


def test_a_pack_has_the_structure_a_screen_reader_needs(opened, pack):
    assert problems(opened) == []
    assert proof.prove("structure", pack).ok


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("StructTreeRoot", "null", "not tagged"),
        ("Lang", "null", "language"),
        ("MarkInfo", "null", "does not say"),
        ("ViewerPreferences", "null", "title to be shown"),
    ],
)
def test_what_is_missing_in_the_file_is_told(opened, key, value, said):
    opened.xref_set_key(opened.pdf_catalog(), key, value)
    assert any(said in one for one in problems(opened))


def test_a_picture_without_words_and_a_skipped_heading_are_told(opened):
    opened.xref_set_key(elements(opened, "Figure")[0], "Alt", "null")
    for heading in elements(opened, "H2"):
        opened.xref_set_key(heading, "S", "/H4")
    told = " ".join(problems(opened))
    assert "no words that stand for it" in told and "heading of level 4" in told


def test_tags_that_do_not_follow_the_page_are_told(opened):
    parent = elements(opened, "Table")[0]
    rows = opened.xref_get_key(parent, "K")[1]
    turned = "[" + " ".join(f"{number} 0 R" for number in reversed(rows.strip("[]").replace(" 0 R", "").split())) + "]"
    opened.xref_set_key(parent, "K", turned)
    assert any("do not follow the order" in one for one in problems(opened))
