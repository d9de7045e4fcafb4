from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paperwork import FRAMEWORK

from evidence_app.domain.evidence import Evidence, Passage
from evidence_app.domain.pack import PackSpec
from evidence_app.packs.contents import Contents, Exhibit, Item, Section, SourcePage
from evidence_app.packs.frames import A4, BOTTOM, LEFT, RIGHT, TAG_HEIGHT, TOP, frames

measures = st.floats(20, 3000)


def contents(width, height, boxes):
    """One exhibit of one page, cited by one item for each box."""
    items = tuple(
        Item(f"1.{n}", "leaders", "E1", Evidence(f"e{n}", Passage(1, 1, 1, 0, 1, "q", boxes=((1, *box),)), "T", ()))
        for n, box in enumerate(boxes, start=1)
    )
    page = SourcePage(1, width, height)
    exhibit = Exhibit("E1", 1, "00", "T", "other", "", "", 1, (page,))
    section = Section(1, "leaders", "Leaders", items)
    return Contents(PackSpec(), "", FRAMEWORK.id, FRAMEWORK.name, (section,), (exhibit,))


@given(width=measures, height=measures, tops=st.lists(st.floats(0, 1), max_size=80))
def test_everything_stands_on_the_pack_page_and_nothing_covers_the_source(width, height, tops):
    boxes = [(width * 0.1, height * top * 0.95, width * 0.9, height * (top * 0.95 + 0.05)) for top in tops]
    (frame,) = frames(contents(width, height, boxes))
    right, foot = frame.x + width * frame.scale, frame.y + height * frame.scale
    assert frame.x >= LEFT - 0.01 and right <= frame.width - RIGHT + 0.01
    assert frame.y == TOP and foot <= frame.height - BOTTOM + 0.01
    for box in frame.boxes:
        x0, y0, x1, y1 = frame.on_pack_page(box)
        assert frame.x <= x0 < x1 <= right + 0.01 and frame.y <= y0 < y1 <= foot + 0.01
    ys = [tag.y for tag in frame.tags]
    assert ys == sorted(ys) and len(ys) == len(tops)
    assert all(TOP - TAG_HEIGHT <= y <= frame.height - BOTTOM for y in ys)
    if len(ys) < 40 and height > 900:
        assert all(after - before >= TAG_HEIGHT for before, after in pairwise(ys)), "tags do not touch"


@pytest.mark.parametrize(
    ("size", "sheet"),
    [((595, 842), A4), ((842, 595), A4[::-1]), ((300, 400), A4), ((1191, 842), A4[::-1])],
)
def test_pages_stand_on_a4_the_way_they_are_turned(size, sheet):
    (frame,) = frames(contents(*size, []))
    assert (frame.width, frame.height) == sheet


def test_a_page_is_never_enlarged_and_never_made_illegible():
    (small,) = frames(contents(300, 400, []))
    assert small.scale == 1
    (poster,) = frames(contents(2400, 3400, []))
    assert poster.scale == 1 and poster.width > 2400
    (ordinary,) = frames(contents(595, 842, []))
    assert 0.88 < ordinary.scale < 0.92


def test_a_passage_over_a_page_turn_is_marked_on_both_pages_and_begins_on_one():
    whole = contents(595, 842, [])
    passage = Passage(1, 1, 2, 0, 9, "q", boxes=((1, 72, 700, 500, 712), (2, 72, 72, 300, 84)))
    item = Item("1.1", "leaders", "E1", Evidence("e1", passage, "T", ("leaders",)))
    exhibit = Exhibit("E1", 1, "00", "T", "other", "", "", 2, (SourcePage(1, 595, 842), SourcePage(2, 595, 842)))
    first, second = frames(
        Contents(PackSpec(), "", "", "", (Section(1, "leaders", "L", (item,)),), (exhibit,), whole.notes)
    )
    assert [tag.first for tag in (*first.tags, *second.tags)] == [True, False]
    assert first.boxes == ((72, 700, 500, 712),) and second.boxes == ((72, 72, 300, 84),)
