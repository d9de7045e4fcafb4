from dataclasses import replace

import pytest
from paperwork import FRAMEWORK, SPEC, STEADY, paper

from evidence_app.errors import PackRefused
from evidence_app.packs.select import select


def chosen(desk, spec=SPEC, **changes):
    return select(desk.database, FRAMEWORK, replace(spec, **changes), "Aldermere")


def test_items_are_numbered_in_their_areas_strengths_first(filled):
    contents = chosen(filled)
    assert [section.name for section in contents.sections] == [area.name for area in FRAMEWORK.areas]
    assert [(item.number, item.evidence.finding) for item in contents.items] == [
        ("1.1", "strength"), ("1.2", "strength"), ("1.3", "context"),
        ("2.1", "strength"), ("2.2", "improvement"),
        ("3.1", "strength"),
    ]  # fmt: skip
    twice = [item.number for item in contents.items if item.evidence.impact]
    assert twice == ["1.2", "3.1"], "an item under two areas stands in both"
    assert contents.sections[0].strengths[0].themes == ("Audit",)


def test_exhibits_are_numbered_in_order_of_first_citation_and_show_the_cited_pages(filled):
    contents = chosen(filled)
    cited = [item.exhibit for item in contents.items]
    assert list(dict.fromkeys(cited)) == [exhibit.number for exhibit in contents.exhibits] == ["E1", "E2", "E3", "E4"]
    shown = {exhibit.title: [page.number for page in exhibit.shown] for exhibit in contents.exhibits}
    assert shown["Improvement board minutes"] == [1, 2, 3]
    assert "Unread policy" not in shown
    audit = next(exhibit for exhibit in contents.exhibits if exhibit.title == "Case audit")
    assert (audit.shown[0].width, audit.shown[0].height) == (595, 842), "the displayed size, turned"


def test_exhibits_are_cited_pages_all_pages_or_none(filled):
    def pages(kind):
        return sum(len(exhibit.shown) for exhibit in chosen(filled, exhibits=kind).exhibits)

    assert (pages("cited"), pages("full"), pages("none")) == (6, 7, 0)


def test_the_spec_chooses_areas_and_items_and_their_order(filled):
    ids = {item.number: item.evidence.id for item in chosen(filled).items}
    some = chosen(filled, areas=("care", "leaders"), items=(ids["1.2"], ids["1.1"]))
    assert [section.area for section in some.sections] == ["care", "leaders"]
    assert [(item.number, item.evidence.id) for item in some.items] == [
        ("1.1", ids["1.2"]),
        ("2.1", ids["1.2"]),
        ("2.2", ids["1.1"]),
    ]
    other = chosen(filled, areas=("care",), items=(ids["1.1"], ids["1.2"]))
    assert "Under none of this pack's judgement areas: 1 item left out." in other.warnings


def test_what_is_lopsided_silent_or_draft_is_said(filled):
    notes = chosen(filled).notes
    assert "The impact of leaders: strengths only, no areas for improvement." in notes
    assert "Children in care: strengths only, no areas for improvement." in notes
    assert "Not yet agreed: 1 item in draft (2.2)." in notes
    assert not any(note.startswith("Help and protection") for note in notes), "both sides are shown"
    only_leaders = filled.tag(1, 1, STEADY, "leaders", finding="context")
    notes = chosen(filled, items=(only_leaders,)).notes
    assert notes[0] == "The impact of leaders: context only, neither strengths nor areas for improvement."
    assert notes[1:] == ("Help and protection: no evidence.", "Children in care: no evidence.")


def test_a_long_list_of_drafts_stays_one_line(desk):
    document = desk.add("A note", paper(STEADY))
    for _ in range(20):
        desk.tag(document, 1, STEADY, status="draft")
    (draft,) = [note for note in chosen(desk).notes if note.startswith("Not yet agreed")]
    assert draft.startswith("Not yet agreed: 20 items in draft (1.1, 1.2, ") and draft.endswith("1.12 and 8 more).")


def test_an_embargoed_document_stays_out_and_only_its_maker_is_told(filled):
    filled.embargo(1)
    contents = chosen(filled)
    assert "Improvement board minutes" not in {exhibit.title for exhibit in contents.exhibits}
    assert "“Improvement board minutes” is under embargo: 2 items left out." in contents.warnings
    assert not any("embargo" in note for note in contents.notes), "the printed notes would give it away"


def test_what_is_confidential_or_under_embargo_itself_stays_out(filled):
    before = len(chosen(filled).items)
    filled.tag(1, 1, STEADY, confidential=True)
    filled.tag(1, 1, STEADY, embargo_until="9999-01-01")
    filled.tag(1, 1, STEADY, embargo_until="2020-01-01")
    contents = chosen(filled, date="9999-02-01")
    assert len(contents.items) == before + 1, "only the embargo that has ended lets its item go"
    assert "Marked as confidential: 1 item left out." in contents.warnings
    assert "Marked as under embargo: 1 item left out." in contents.warnings
    assert not any("left out" in note for note in contents.notes)


def test_a_pack_of_nothing_is_refused(desk):
    with pytest.raises(PackRefused, match="no evidence to put"):
        chosen(desk)
    document = desk.add("A note", paper(STEADY))
    desk.tag(document, 1, STEADY)
    desk.embargo(document)
    with pytest.raises(PackRefused, match="no evidence to put"):
        chosen(desk)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"areas": ("adoption",)}, "no judgement area “adoption”"),
        ({"items": ("e9999",)}, "no evidence “e9999”"),
        ({"date": "31 May"}, "“31 May” is not a date"),
    ],
)
def test_a_spec_that_names_what_is_not_there_is_refused(filled, changes, words):
    with pytest.raises(PackRefused, match=words):
        chosen(filled, **changes)


def test_an_item_without_a_place_on_its_page_is_told(filled):
    passage = chosen(filled).items[0].evidence.passage
    assert passage.boxes
    from evidence_app.store import evidence, journal

    with journal.change(filled.database, "loosen", "Tester", {}) as change:
        item = evidence.get(filled.database, chosen(filled).items[0].evidence.id)
        evidence.put(change, replace(item, passage=replace(passage, boxes=())))
    assert "No highlight, because its place on the page is not known: 1.1." in chosen(filled).warnings
    assert not any("No highlight" in warning for warning in chosen(filled, exhibits="none").warnings)


def test_evidence_from_elsewhere_is_an_example_and_never_counted(filled):
    document = chosen(filled).sections[1].improvements[0].evidence.passage.document
    contents = select(filled.database, FRAMEWORK, SPEC, "Aldermere", elsewhere={document})
    counted = [item for section in contents.sections for item in section.strengths + section.improvements]
    assert document not in {item.evidence.passage.document for item in counted}
    assert len(contents.items) == len(chosen(filled).items)
    assert any(note.startswith("From other authorities, as examples, not counted: ") for note in contents.notes)
