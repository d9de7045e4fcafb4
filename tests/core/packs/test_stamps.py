"""The pages around exhibits, which the program draws itself: their words, tags, bookmarks and links."""

import re
from dataclasses import replace

import pymupdf
from paperwork import SPEC, paper

from evidence_app.packs.frames import frames
from evidence_app.packs.select import select
from evidence_app.packs.structure import problems
from evidence_app.packs.typeset import typeset

LONG = "WW Wide words of a title that goes on and on 中 → “beyond” the room a stamp has, by far and more"


def made(desk, title="Case audit"):
    document = desk.add(title, paper("Plans are late.", "Nothing.", "Visits are late too."))
    desk.tag(document, 1, "Plans are late.", "leaders", finding="improvement")
    desk.tag(document, 3, "Visits are late too.", "leaders", "care", finding="improvement")
    contents = select(desk.database, desk.framework, replace(SPEC, marking="OFFICIAL-SENSITIVE"), "Aldermere")
    return contents, typeset(contents, frames(contents))


def test_words_are_read_as_they_are_printed(desk):
    contents, pack = made(desk)
    with pymupdf.open("pdf", pack.pdf) as opened:
        text = opened[-1].get_text()
        # A space that does not break, and a hyphen that does not, look alike and are others.
        assert f"Exhibit E1 · p. 3 of 3 · pack page {pack.pages}" in text and "OFFICIAL-SENSITIVE" in text
        assert not re.search("[\u00a0\u2011]", text)
        fonts = opened.get_page_fonts(pack.pages - 1)
        assert {font[3].split("+")[1] for font in fonts} == {"SourceSans3-Regular", "SourceSans3-Bold"}
    assert typeset(contents, frames(contents)).pdf == pack.pdf, "the same pack, the same bytes"


def test_tags_bookmarks_and_links_go_there_and_back(desk):
    contents, pack = made(desk)
    with pymupdf.open("pdf", pack.pdf) as opened:
        assert problems(opened) == []
        first = pack.pages - 1
        assert opened.get_toc()[-2:] == [[1, "Documents and exhibits", first - 1], [2, "Exhibit E1 Case audit", first]]
        there = {(page.number + 1, link["page"] + 1) for page in opened for link in page.get_links()}
        for item in contents.items:
            shown = first if item.evidence.passage.page == 1 else first + 1
            assert (pack.items[item.number], shown) in there and (shown, pack.items[item.number]) in there
        assert (2, first) in there, "the contents lead to exhibits"
        raw = opened.tobytes(use_objstms=0)
        assert b"pack:" not in raw and b"/URI" not in raw


def test_a_title_is_cut_to_its_room_and_what_the_type_lacks_is_a_square(desk):
    contents, pack = made(desk, LONG)
    frame = frames(contents)[0]
    with pymupdf.open("pdf", pack.pdf) as opened:
        words = [word for word in opened[-2].get_text("words") if word[1] < frame.y]
        assert max(word[2] for word in words) < frame.width - 20
        lefts = [word[0] for word in words if word[4].startswith("WW")]
        assert lefts and min(lefts) > next(word[2] for word in words if word[4] == str(pack.pages - 1))


def test_a_pack_without_exhibits_has_none(desk):
    document = desk.add("Case audit", paper("Plans are late."))
    desk.tag(document, 1, "Plans are late.", "leaders")
    contents = select(desk.database, desk.framework, replace(SPEC, exhibits="none"), "Aldermere")
    assert contents.exhibits[0].shown == ()
    pack = typeset(contents, [])
    with pymupdf.open("pdf", pack.pdf) as opened:
        assert len(opened) == pack.pages and problems(opened) == []
