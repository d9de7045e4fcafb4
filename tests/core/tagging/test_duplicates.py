from hypothesis import given
from hypothesis import strategies as st

from evidence_app import progress
from evidence_app.domain.evidence import Evidence, Passage
from evidence_app.tagging.duplicates import duplicates

LONG = "Social workers visit children regularly and know them well, and their views shape the plans made for them."


def item(name, quote=LONG, document=1, page=1, start=0, end=None):
    return Evidence(name, Passage(document, page, page, start, end or start + len(quote), quote), "", ("leaders",))


def found(*items):
    return [(twins.ids, twins.same) for twins in progress.run(duplicates(items))]


def test_the_same_passage_tagged_twice_is_one_pair_even_where_the_ends_differ_a_little():
    assert found(item("a"), item("b", quote=LONG[:-6], end=len(LONG) - 6)) == [(("a", "b"), True)]


def test_nearly_the_same_words_in_two_documents_are_twins():
    other = LONG.replace("regularly", "often")
    assert found(item("a"), item("b", other, document=2), item("c", "Something else.", document=3)) == [
        (("a", "b"), False)
    ]


def test_passages_beside_each_other_and_longer_ones_around_them_are_not_twins():
    first = item("a", "Social workers visit children.", start=0)
    second = item("b", "Plans are timely and clear.", start=31)
    assert found(first, second, item("c", LONG, start=0, end=400)) == []


def test_the_same_place_in_another_document_is_another_passage():
    assert found(item("a", "One thing is said."), item("b", "Quite another is not.", document=2)) == []


def test_three_and_two_are_told_apart_and_the_same_passages_come_first():
    groups = found(
        item("a", LONG, document=1),
        item("b", LONG.upper(), document=2),
        item("c", LONG + " Yes.", document=3),
        item("d", "Drift.", document=4, start=500, end=506),
        item("e", "Drift.", document=4, start=500, end=506),
    )
    assert groups == [(("d", "e"), True), (("a", "b", "c"), False)]


@given(st.lists(st.sampled_from(["Drift and delay persist.", "Children are seen.", "", "—"]), max_size=12))
def test_equal_words_are_always_found_whatever_stands_between(quotes):
    some = [item(str(place), quote, document=place) for place, quote in enumerate(quotes)]
    groups = [ids for ids, _ in found(*some)]
    for quote in {"Drift and delay persist.", "Children are seen."}:
        members = tuple(str(place) for place, one in enumerate(quotes) if one == quote)
        if len(members) > 1:
            assert members in groups
    assert len({name for ids in groups for name in ids}) == sum(map(len, groups))
